//! SQL lies in `store` and in migrations, where the readers of SQL look for it.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::house::{File, Finding, House};
use super::lex::{self, Kind};

/// The way a statement begins. Upper case: sentences that begin with "select" are not meant.
static STATEMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let selects = r"\bSELECT\s[\s\S]*\bFROM\b";
    let writes = r"\bINSERT\s+(OR\s+\w+\s+)?INTO\s|\bUPDATE\s+\w+\s+SET\s|\bDELETE\s+FROM\s";
    let schema = r"\b(CREATE|DROP|ALTER)\s+(UNIQUE\s+|VIRTUAL\s+|TEMP\s+)?(TABLE|INDEX|VIEW|SCHEMA|TRIGGER)\b";
    Regex::new(&format!("{selects}|{writes}|{schema}")).ok()
});

/// A statement, or a part of one, and where it stands.
pub struct Sql<'a> {
    /// Its file.
    pub file: &'a File,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its text.
    pub text: &'a str,
}

/// Finds statements outside `store`. The crate `db` is the store of all, and tests may count for themselves.
pub fn check(house: &House) -> Vec<Finding> {
    let outside = |it: &&Sql| !it.file.is_in_room("store") && !it.file.is_test();
    let what = "SQL outside `store`: move it to a function there";
    literals(house).iter().filter(outside).map(|it| it.file.finding(it.line, what)).collect()
}

/// Every string literal of the capabilities' code that is SQL.
pub fn literals(house: &House) -> Vec<Sql<'_>> {
    let capabilities = house.ending(".rs").filter(|it| it.capability().is_some_and(|it| it != "db" && it != "testkit"));
    capabilities.flat_map(of).collect()
}

/// Every migration that is meant for both databases.
pub fn migrations(house: &House) -> impl Iterator<Item = &File> {
    let shared = |it: &&File| !it.path.ends_with(".sqlite.sql") && !it.path.ends_with(".postgres.sql");
    house.ending(".sql").filter(|it| it.path.contains("/migrations/")).filter(shared)
}

fn of(file: &File) -> Vec<Sql<'_>> {
    let Some(statement) = STATEMENT.as_ref() else { return Vec::new() };
    let texts = lex::pieces(&file.text).into_iter().filter(|it| it.kind == Kind::Text);
    let sql = texts.filter(|it| statement.is_match(it.text));
    sql.map(|it| Sql { file, line: it.line, text: it.text }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(path: &str, text: &str) -> Vec<Finding> {
        check(&House::of(&[(path, text)]))
    }

    #[test]
    fn sql_outside_the_store_is_found() {
        let reads = "fn f() {\n    tx.all(\"SELECT id\n  FROM cases_case\") }";
        expect(&found("crates/cases/src/http/list.rs", reads), 1, "list.rs:2");
        expect(&found("crates/cases/src/jobs.rs", "(\"DELETE FROM cases_case WHERE id = $1\")"), 1, "outside");
        expect(&found("crates/cases/src/api.rs", "(r\"UPDATE cases_case SET version = 2\")"), 1, "outside");
        expect(&found("crates/server/src/main.rs", "(\"CREATE UNIQUE INDEX a ON b (c)\")"), 1, "outside");
    }

    #[test]
    fn sql_in_its_rooms_is_fine() {
        let reads = "(\"SELECT id FROM cases_case\")";
        for path in ["crates/cases/src/store/case.rs", "crates/cases/src/store.rs", "crates/cases/src/http/tests.rs"] {
            expect(&found(path, reads), 0, "");
        }
        expect(&found("crates/db/src/timers.rs", reads), 0, "");
    }

    #[test]
    fn sentences_are_not_statements() {
        expect(
            &found("crates/cases/src/api.rs", "(\"Select a case from the list. Update it; delete from here.\")"),
            0,
            "",
        );
        expect(&found("crates/cases/src/api.rs", "// SELECT id FROM cases_case\n"), 0, "");
    }
}
