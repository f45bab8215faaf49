//! Themes, the rules of checks and the starter portal are part of the program: a change in them is a change of it. What one program has
//! remembered is of use to the very same program only, so that each has a print of what it is made of.

#![expect(clippy::disallowed_methods, reason = "the program's own sources are read before there is a program")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut print = DefaultHasher::new();
    for part in ["src", "themes", "rules", "starter", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={part}");
        let mut files = Vec::new();
        collect(Path::new(part), &mut files);
        files.sort();
        for file in files {
            file.hash(&mut print);
            fs::read(&file).unwrap_or_default().hash(&mut print);
        }
    }
    println!("cargo:rustc-env=MIAO_BUILD={:016x}", print.finish());
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_path_buf()),
    }
}
