//! Which files a site consists of, and what each is made from. Pure; makes none of them.

mod address;
mod collisions;
mod named;
mod outputs;

pub use address::{Target, address_of, target_of};
pub use named::{nearest_named, output_named};
pub use outputs::{Job, Output, SITEMAP_SIZE, data_file, plan_outputs, search_part};
