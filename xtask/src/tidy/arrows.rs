//! The compile graph is a line along the service loop: a crate may use what stands before it, and nothing after it.

use super::house::{File, Finding, House};

/// The line. A crate asks those before it, and tells those after it by events.
const LINE: [&str; 29] = [
    "base",
    "paper",
    "mail",
    "social",
    "db",
    "vault",
    "web",
    "policy",
    "people",
    "customers",
    "resources",
    "knowledge",
    "standards",
    "cases",
    "channels",
    "calls",
    "hall",
    "shop",
    "feedback",
    "quality",
    "roster",
    "training",
    "measures",
    "appraisal",
    "pay",
    "improvement",
    "oversight",
    "importer",
    "server",
];

/// Helps tests, and is used by nothing else.
const TESTKIT: &str = "testkit";

/// Finds crates that use what stands after them, that are not in the line, or that are named like another's crate.
pub fn check(house: &House) -> Vec<Finding> {
    let manifests = house.ending("/Cargo.toml").filter(|it| it.inside() == "Cargo.toml" && it.capability().is_some());
    let mut found: Vec<Finding> = manifests.flat_map(of).collect();
    found.extend(names(house));
    found
}

fn of(file: &File) -> Vec<Finding> {
    let own = file.capability().unwrap_or_default();
    let Ok(manifest) = file.text.parse::<toml::Table>() else {
        return vec![file.finding(0, "cannot be read as TOML")];
    };
    if own == TESTKIT {
        return Vec::new();
    }
    let Some(place) = place(own) else {
        return vec![file.finding(0, format!("`{own}` has no place in the line: see ARCHITECTURE.md"))];
    };
    let mut found = Vec::new();
    for name in manifest.get("dependencies").and_then(|it| it.as_table()).into_iter().flat_map(toml::Table::keys) {
        if name == TESTKIT {
            found.push(file.finding(0, "`testkit` is for tests: use it as a dev-dependency"));
        } else if self::place(name).is_some_and(|it| it >= place) {
            found.push(file.finding(0, format!("`{own}` must not use `{name}`, which stands after it")));
        }
    }
    found
}

fn place(name: &str) -> Option<usize> {
    LINE.iter().position(|it| *it == name)
}

/// A crate of ours with the name of a dependency makes `use` lines that mislead.
fn names(house: &House) -> Vec<Finding> {
    let Some(lock) = house.file("Cargo.lock") else { return Vec::new() };
    let Ok(packages) = lock.text.parse::<toml::Table>() else { return Vec::new() };
    let packages = packages.get("package").and_then(|it| it.as_array()).into_iter().flatten();
    let others = packages.filter(|it| it.get("source").is_some()).filter_map(|it| it.get("name")?.as_str());
    let clash = others.filter(|it| LINE.contains(it) || *it == TESTKIT);
    clash.map(|it| lock.finding(0, format!("a dependency is named `{it}` like our crate"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(path: &str, text: &str) -> Vec<Finding> {
        check(&House::of(&[(path, text)]))
    }

    #[test]
    fn an_arrow_to_the_right_is_found() {
        let uses = |name: &str| format!("[dependencies]\n{name}.workspace = true\nserde.workspace = true\n");
        expect(&found("crates/cases/Cargo.toml", &uses("people")), 0, "");
        expect(&found("crates/cases/Cargo.toml", &uses("measures")), 1, "must not use `measures`");
        expect(&found("crates/base/Cargo.toml", &uses("db")), 1, "stands after it");
        expect(&found("crates/server/Cargo.toml", &uses("importer")), 0, "");
    }

    #[test]
    fn the_testkit_is_for_tests() {
        expect(&found("crates/cases/Cargo.toml", "[dependencies]\ntestkit.workspace = true"), 1, "dev-dependency");
        expect(&found("crates/cases/Cargo.toml", "[dev-dependencies]\ntestkit.workspace = true"), 0, "");
        expect(&found("crates/testkit/Cargo.toml", "[dependencies]\ncases.workspace = true"), 0, "");
    }

    #[test]
    fn a_crate_outside_the_line_is_found() {
        expect(&found("crates/helpers/Cargo.toml", "[dependencies]"), 1, "no place in the line");
        expect(&found("bench/Cargo.toml", "[dependencies]"), 0, "");
    }

    #[test]
    fn a_dependency_with_the_name_of_our_crate_is_found() {
        let lock = "[[package]]\nname = \"people\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"web\"\nsource = \"registry\"\n";
        expect(&found("Cargo.lock", lock), 1, "`web`");
    }
}
