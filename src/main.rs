//! The program `miao`: everything it does is in the library.

use std::process::ExitCode;

/// Rendering makes and drops millions of small texts from several threads, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(miao::cli::run(std::env::args_os().collect()))
}
