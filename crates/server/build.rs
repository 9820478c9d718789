//! The web apps are built into the program: fresh ones have to make a fresh program.

fn main() {
    println!("cargo:rerun-if-changed=../../web/desk/dist");
    println!("cargo:rerun-if-changed=../../web/visitor/dist");
}
