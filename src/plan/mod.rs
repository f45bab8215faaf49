//! Which files a site consists of, and what each is made from. Pure; makes none of them.

mod collisions;
mod outputs;

pub use outputs::{Job, Output, SITEMAP_SIZE, plan_outputs};
