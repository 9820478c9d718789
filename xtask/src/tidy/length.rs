//! A file can be read in one sitting.

use super::house::{File, Finding, House};

/// Rust files may have this many lines.
const RUST: usize = 400;
/// Web files and browser journeys may have this many.
const WEB: usize = 300;
/// The newcomer's picture of the whole may have this many.
const ARCHITECTURE: usize = 150;

/// Finds files that are too long. Generated files are not written by anybody, so they may be.
pub fn check(house: &House) -> Vec<Finding> {
    house.files.iter().filter_map(too_long).collect()
}

fn too_long(file: &File) -> Option<Finding> {
    let most = most(&file.path)?;
    let lines = file.text.lines().count();
    (lines > most).then(|| file.finding(0, format!("{lines} lines, {most} at most: split it by meaning")))
}

fn most(path: &str) -> Option<usize> {
    let ends = |end: &str| path.ends_with(end);
    if ends(".rs") {
        return Some(RUST);
    }
    let web = path.starts_with("web/") || path.starts_with("e2e/");
    if web && !ends("/schema.ts") && [".ts", ".tsx", ".css", ".mjs"].into_iter().any(ends) {
        return Some(WEB);
    }
    (path == "ARCHITECTURE.md").then_some(ARCHITECTURE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(path: &str, lines: usize) -> Vec<Finding> {
        check(&House::of(&[(path, "x\n".repeat(lines).as_str())]))
    }

    #[test]
    fn a_long_file_is_found() {
        expect(&found("crates/cases/src/model.rs", 400), 0, "");
        expect(&found("crates/cases/src/model.rs", 401), 1, "401 lines, 400 at most");
        expect(&found("web/desk/src/app/main.tsx", 301), 1, "300 at most");
        expect(&found("ARCHITECTURE.md", 151), 1, "150 at most");
    }

    #[test]
    fn generated_files_and_lock_files_may_be_long() {
        expect(&found("web/desk/src/api/schema.ts", 9000), 0, "");
        expect(&found("Cargo.lock", 9000), 0, "");
    }
}
