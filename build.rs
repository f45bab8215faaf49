//! Themes and the starter portal are part of the program: a change in them is a change of it.

fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=starter");
}
