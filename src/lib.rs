//! Miao (苗): a static site generator for public youth-work portals, in which a figure is data.
//!
//! The modules in the order in which a build goes through them; each imports only from those above it.

pub mod base;
pub mod diag;
pub mod source;
pub mod tables;
pub mod figures;
pub mod stats;
pub mod config;
pub mod words;
pub mod markdown;
pub mod parse;
pub mod ledger;
pub mod model;
pub mod view;
pub mod pages;
pub mod theme;
pub mod plan;
pub mod render;
pub mod engine;
pub mod publish;
pub mod report;
pub mod cli;
