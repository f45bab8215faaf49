//! Values that are made when somebody looks at them.

use std::sync::{Arc, LazyLock};

/// A value that is made at the first look and kept; clones share it.
pub type Later<T> = Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send>>>;

/// A value that is there already.
pub fn ready<T: Send + Sync + 'static>(value: T) -> Later<T> {
    let later = later(move || value);
    LazyLock::force(&later);
    later
}

/// A value that `make` makes when somebody looks.
pub fn later<T: Send + Sync>(make: impl FnOnce() -> T + Send + 'static) -> Later<T> {
    Arc::new(LazyLock::new(Box::new(make)))
}
