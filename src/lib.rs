//! Miao (苗): a static site generator for public youth-work portals, in which a figure is data.
//!
//! The modules in the order in which a build goes through them; each imports only from those above it.

pub mod account;
pub mod base;
pub mod charts;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod elsewhere;
pub mod engine;
pub mod figures;
pub mod ledger;
pub mod markdown;
pub mod media;
pub mod model;
pub mod pages;
pub mod parse;
pub mod plan;
pub mod publish;
pub mod render;
pub mod report;
pub mod search;
pub mod serve;
pub mod source;
pub mod stats;
pub mod tables;
pub mod theme;
pub mod view;
pub mod watch;
pub mod words;
