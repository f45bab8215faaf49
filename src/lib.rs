//! Miao (苗): a static site generator for public youth-work portals, in which a figure is data.
//!
//! The modules in the order in which a build goes through them; each imports only from those above it.

pub mod base;
pub mod diag;
pub mod markdown;
