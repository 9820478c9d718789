//! A table belongs to the crate it is named after, and nobody else writes it.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::house::{Finding, House};
use super::sql;

static CREATED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bCREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)").ok());
static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:INSERT\s+INTO|DELETE\s+FROM)\s+(\w+)|\bUPDATE\s+(\w+)\s+(?:AS\s+\w+\s+)?SET\b").ok()
});

/// Finds tables with another crate's name, and statements that write another crate's tables.
pub fn check(house: &House) -> Vec<Finding> {
    let mut found = created(house);
    found.extend(written(house));
    found
}

fn created(house: &House) -> Vec<Finding> {
    let Some(pattern) = CREATED.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for file in house.ending(".sql") {
        let Some(own) = file.capability().filter(|it| *it != "db") else { continue };
        for (number, line) in (1..).zip(file.text.lines()) {
            let Some(table) = pattern.captures(line).and_then(|it| it.get(1)) else { continue };
            if !belongs(table.as_str(), own) {
                found.push(file.finding(number, format!("table `{}` must begin with `{own}_`", table.as_str())));
            }
        }
    }
    found
}

/// Only `… INTO`, `… FROM` and `UPDATE …` of whole statements are seen, so a name like `excluded` is not taken for a table.
fn written(house: &House) -> Vec<Finding> {
    let Some(pattern) = WRITTEN.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for sql in sql::literals(house).iter().filter(|it| !it.file.is_test()) {
        let Some(own) = sql.file.capability() else { continue };
        for hit in pattern.captures_iter(sql.text) {
            let Some(table) = hit.get(1).or_else(|| hit.get(2)) else { continue };
            if !belongs(table.as_str(), own) {
                found.push(sql.file.finding(sql.line, format!("writes `{}`, which is not `{own}`'s", table.as_str())));
            }
        }
    }
    found
}

fn belongs(table: &str, own: &str) -> bool {
    table.strip_prefix(own).is_some_and(|it| it.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(path: &str, text: &str) -> Vec<Finding> {
        check(&House::of(&[(path, text)]))
    }

    #[test]
    fn a_table_is_named_after_its_crate() {
        let path = "crates/cases/migrations/20261122_01_cases.sql";
        expect(&found(path, "CREATE TABLE cases_case (\n"), 0, "");
        expect(&found(path, "\nCREATE TABLE people_person (\n"), 1, "cases.sql:2");
        expect(&found(path, "CREATE TABLE casesheet (\n"), 1, "must begin with `cases_`");
        expect(&found("crates/db/migrations/1_log.sql", "CREATE TABLE event_log (\n"), 0, "");
    }

    #[test]
    fn nobody_writes_the_tables_of_another() {
        let path = "crates/measures/src/store.rs";
        expect(&found(path, "(\"UPDATE cases_case SET a = $1\")"), 1, "not `measures`'s");
        expect(&found(path, "(\"DELETE FROM event_log WHERE seq = $1\")"), 1, "event_log");
        expect(&found(path, "(\"SELECT id FROM cases_case\")"), 0, "");
        let own = "(\"INSERT INTO measures_sum (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = excluded.a\")";
        expect(&found(path, own), 0, "");
    }
}
