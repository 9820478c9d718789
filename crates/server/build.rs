//! The web app is built into the program: a fresh one has to make a fresh program.

#![expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=../../web/desk/dist");
}
