//! The web apps are built into the program: fresh ones have to make a fresh program. And where the system can, the addresses that
//! are filled in at every start are written packed: they take a tenth of the program's memory otherwise.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../web/desk/dist");
    println!("cargo:rerun-if-changed=../../web/visitor/dist");
    if knows_packed_addresses() {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Programs with packed addresses (`DT_RELR`) start with glibc 2.36 or newer. Who builds for another system does without.
fn knows_packed_addresses() -> bool {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    if set("CARGO_CFG_TARGET_ENV") != "gnu" || set("HOST") != set("TARGET") {
        return false;
    }
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let said = said.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    let version = said.trim().strip_prefix("glibc ").and_then(|it| it.split_once('.'));
    version
        .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)))
        .is_some_and(|it: (u32, u32)| it >= (2, 36))
}
