//! A migration that was recorded is not changed any more: databases elsewhere have run it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::house::{File, Finding, House};
use crate::shell::{self, Done};
use crate::stamp;

/// One line for each recorded migration: its SHA-256, two spaces, its path.
const LIST: &str = "xtask/migrations.sha256";

/// Finds recorded migrations that were changed or removed, and new ones that are not recorded.
pub fn check(house: &House) -> Vec<Finding> {
    let recorded = recorded(house);
    let mut found = Vec::new();
    for file in migrations(house) {
        match recorded.get(&file.path) {
            None => found.push(file.finding(0, "is not recorded: run `cargo xtask tidy --bless`")),
            Some(digest) if *digest != digest_of(file) => {
                found.push(
                    file.finding(0, "was recorded and is changed: take the change back and write a new migration"),
                );
            }
            Some(_) => {}
        }
    }
    let list = house.file(LIST);
    for path in recorded.keys().filter(|it| house.file(it).is_none()) {
        found.extend(list.map(|it| it.finding(0, format!("{path} was recorded and is gone"))));
    }
    found
}

/// Records the new migrations; what is recorded stays as it is.
pub fn bless(house: &House) -> Done {
    let mut all = recorded(house);
    for file in migrations(house) {
        all.entry(file.path.clone()).or_insert_with(|| digest_of(file));
    }
    let text = all.iter().fold(String::new(), |text, (path, digest)| format!("{text}{digest}  {path}\n"));
    std::fs::write(shell::root().join(LIST), text).map_err(|why| format!("cannot write {LIST}: {why}"))
}

fn migrations(house: &House) -> impl Iterator<Item = &File> {
    house.ending(".sql").filter(|it| it.path.starts_with("crates/") && it.path.contains("/migrations/"))
}

fn recorded(house: &House) -> BTreeMap<String, String> {
    let lines = house.file(LIST).into_iter().flat_map(|it| it.text.lines());
    let pairs = lines.filter_map(|it| it.split_once("  "));
    pairs.map(|(digest, path)| (path.to_owned(), digest.to_owned())).collect()
}

fn digest_of(file: &File) -> String {
    stamp::hex(&Sha256::digest(&file.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    const PATH: &str = "crates/cases/migrations/20261122_01_cases.sql";

    fn found(migration: Option<&str>, recorded: &str) -> Vec<Finding> {
        let mut files = vec![(LIST, recorded)];
        files.extend(migration.map(|it| (PATH, it)));
        check(&House::of(&files))
    }

    #[test]
    fn a_changed_or_missing_migration_is_found() {
        let line = format!("{}  {PATH}\n", stamp::hex(&Sha256::digest("CREATE")));
        expect(&found(Some("CREATE"), &line), 0, "");
        expect(&found(Some("CREATE TABLE"), &line), 1, "was recorded and is changed");
        expect(&found(None, &line), 1, "is gone");
    }

    #[test]
    fn a_new_migration_wants_to_be_recorded() {
        expect(&found(Some("CREATE"), ""), 1, "--bless");
    }
}
