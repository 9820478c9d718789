//! The program `hearth` itself: where its build lies, and building it.

use std::path::{Path, PathBuf};

use crate::shell::{self, Done};

/// The folder of Cargo's builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shell::root().join("target"), PathBuf::from)
}

/// The built program.
pub fn program() -> PathBuf {
    target().join("debug/hearth")
}

/// Builds the program and every test of the workspace in one go, so that tests and journeys share one build.
pub fn build_all(log: Option<&Path>) -> Done {
    cargo(&["build", "--workspace", "--tests", "--bin", "hearth"], log)
}

/// Builds the program alone.
pub fn build(log: Option<&Path>) -> Done<PathBuf> {
    cargo(&["build", "--package", "server", "--bin", "hearth"], log)?;
    Ok(program())
}

/// Builds the program as it is meant to be used; answers where it lies.
pub fn build_dist() -> Done {
    cargo(&["build", "--profile", "dist", "--package", "server", "--bin", "hearth"], None)
}

/// The optimised program, quick enough to build for whoever tries it out.
pub fn build_release() -> Done<PathBuf> {
    cargo(&["build", "--release", "--package", "server", "--bin", "hearth"], None)?;
    Ok(target().join("release/hearth"))
}

/// Runs cargo.
pub fn cargo(args: &[&str], log: Option<&Path>) -> Done {
    shell::run_or_log(shell::command("cargo", args, "."), log)
}
