//! The repository stays light.

use super::house::{Finding, House};

/// A file may have this many bytes.
const MOST: usize = 200 * 1024;

/// What tools write and people do not; it grows with the project.
const GENERATED: [&str; 4] = ["Cargo.lock", "package-lock.json", "openapi.json", "/schema.ts"];

/// What the program cannot do without, packed already (ADR 17).
const WORTH_IT: &str = "crates/paper/fonts/noto-sans-sc.ttf.zst";

/// Finds files that are too heavy.
pub fn check(house: &House) -> Vec<Finding> {
    let heavy = house
        .files
        .iter()
        .filter(|it| it.size > MOST && it.path != WORTH_IT && !GENERATED.iter().any(|end| it.path.ends_with(end)));
    heavy.map(|it| it.finding(0, format!("{} kB, {} at most", it.size / 1024, MOST / 1024))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    #[test]
    fn a_heavy_file_is_found_and_a_lock_file_is_not() {
        let heavy = "x".repeat(MOST + 1);
        expect(&check(&House::of(&[("docs/picture.png", &heavy)])), 1, "200 at most");
        expect(&check(&House::of(&[("web/desk/package-lock.json", &heavy)])), 0, "");
    }
}
