//! The web app is built into the program: a fresh one has to make a fresh program.

fn main() {
    println!("cargo:rerun-if-changed=../../web/desk/dist");
}
