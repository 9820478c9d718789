//! One SQL text runs on SQLite and on PostgreSQL. What only one of them understands, or what they understand
//! differently, is found here before a test has to.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::house::{Finding, House};
use super::sql;

/// What is not portable, and what to write instead.
const FORBIDDEN: &[(&str, &str)] = &[
    (r"\?", "parameters are $1, $2"),
    (r"(?i)\bINSERT\s+OR\b|\bREPLACE\s+INTO\b", "ON CONFLICT … DO NOTHING or DO UPDATE"),
    (r"(?i)\bFOR\s+UPDATE\b|\bSKIP\s+LOCKED\b", "claim by UPDATE … WHERE id IN (SELECT … LIMIT n) RETURNING"),
    (r"(?i)\bpercentile_cont\b|\bpercentile_disc\b", "ROW_NUMBER, and base::stats for the quantile"),
    (r"(?i)\bDISTINCT\s+ON\b|\bLATERAL\b|\bgenerate_series\b", "ROW_NUMBER, or a recursive WITH"),
    (r"(?i)\bGREATEST\s*\(|\bLEAST\s*\(|\bIFNULL\s*\(|\bIIF\s*\(", "CASE WHEN, or COALESCE"),
    (r"(?i)\bANY\s*\(", "IN ($1, $2) or a join"),
    (r"(?i)@>|\bjson_each\b|\bjsonb?_\w+\s*\(", "body ->> 'name', cast"),
    (
        r"(?i)\bnow\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bdate_trunc\b|\bjulianday\b|\bstrftime\b|\bdatetime\s*\(",
        "times are BIGINT milliseconds and come from the clock",
    ),
    (r"::\s*\w", "CAST(… AS …)"),
    (r"(?i)\bILIKE\b|\bGLOB\b|\bCOLLATE\b", "LOWER(a) LIKE LOWER($1)"),
    (r"(?i)\bADD\s+CONSTRAINT\b|\bALTER\s+COLUMN\b", "a new table, or a .sqlite.sql and .postgres.sql pair"),
    (
        r"(?i)\bAUTOINCREMENT\b|\b(BIG)?SERIAL\b|\browid\b|\bPRAGMA\b|\bWITHOUT\s+ROWID\b|\bSTRICT\b",
        "only one of the databases has it",
    ),
    (r"(?i)\bGROUP_CONCAT\s*\(", "string_agg(x, ',' ORDER BY x)"),
];

/// What a column must not be in a migration.
const TYPES: &[(&str, &str)] = &[
    (r"(?i)^\s*\w+\s+(INTEGER|INT|SMALLINT|NUMERIC|DECIMAL)\b", "whole numbers are BIGINT"),
    (r"(?i)^\s*\w+\s+(REAL|FLOAT)\b", "DOUBLE PRECISION, and never for money"),
    (r"(?i)^\s*\w+\s+(VARCHAR|CHAR)\b", "TEXT"),
    (r"(?i)^\s*\w+\s+JSON\b", "JSONB"),
    (r"(?i)^\s*\w+\s+(TIMESTAMPTZ|TIMESTAMP|DATE|DATETIME|INTERVAL)\b", "times are BIGINT milliseconds"),
    (r"(?i)^\s*\w+\s+BLOB\b", "BYTEA"),
];

static BOOLEAN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)^\s*(\w+)\s+BOOLEAN\b").ok());

/// Finds SQL that one of the two databases would refuse or understand differently.
pub fn check(house: &House) -> Vec<Finding> {
    let mut rules = compiled(FORBIDDEN);
    rules.extend(boolean_columns(house).iter().filter_map(|name| {
        let pattern = format!(r"\b{name}\s*(=|<>)\s*[01]\b");
        Some((Regex::new(&pattern).ok()?, "a BOOLEAN is TRUE or FALSE".to_owned()))
    }));
    let mut found = Vec::new();
    for sql in sql::literals(house) {
        found.extend(in_text(sql.text, &rules).into_iter().map(|(line, what)| sql.file.finding(sql.line + line, what)));
    }
    rules.extend(compiled(TYPES));
    for file in sql::migrations(house).filter(|it| it.capability() != Some("db")) {
        found.extend(in_text(&file.text, &rules).into_iter().map(|(line, what)| file.finding(1 + line, what)));
    }
    found
}

fn compiled(rules: &[(&str, &str)]) -> Vec<(Regex, String)> {
    rules.iter().filter_map(|(pattern, instead)| Some((Regex::new(pattern).ok()?, (*instead).to_owned()))).collect()
}

/// What is wrong in a statement, with its line from 0.
fn in_text(sql: &str, rules: &[(Regex, String)]) -> Vec<(usize, String)> {
    let bare = without_text(sql);
    let mut found = Vec::new();
    for (number, line) in bare.lines().enumerate() {
        for (pattern, instead) in rules {
            if let Some(hit) = pattern.find(line) {
                found.push((number, format!("`{}` is not portable: {instead}", hit.as_str().trim())));
            }
        }
        if like_of_one_case(line) {
            found.push((number, "LIKE ignores case on SQLite alone: LOWER(a) LIKE LOWER($1)".to_owned()));
        }
    }
    for at in bare_sums(&bare) {
        let line = bare.get(..at).unwrap_or_default().matches('\n').count();
        found.push((line, "SUM and AVG are NUMERIC on PostgreSQL: CAST(SUM(…) AS BIGINT)".to_owned()));
    }
    found
}

/// The statement with comments and the inside of its own string literals taken out.
fn without_text(sql: &str) -> String {
    let mut bare = String::new();
    for line in sql.lines() {
        let mut quoted = false;
        for (at, letter) in line.char_indices() {
            if !quoted && line.get(at..).is_some_and(|it| it.starts_with("--")) {
                break;
            }
            quoted ^= letter == '\'';
            if !quoted || letter == '\'' {
                bare.push(letter);
            }
        }
        bare.push('\n');
    }
    bare
}

fn like_of_one_case(line: &str) -> bool {
    let upper = line.to_uppercase();
    upper.split_once(" LIKE ").is_some_and(|(left, right)| !left.contains("LOWER(") || !right.contains("LOWER("))
}

/// Where a SUM or AVG stands that no CAST encloses.
fn bare_sums(sql: &str) -> Vec<usize> {
    let upper = sql.to_ascii_uppercase();
    let mut found = Vec::new();
    for name in ["SUM(", "AVG("] {
        for (at, _) in upper.match_indices(name) {
            let before = upper.get(..at).unwrap_or_default();
            let part_of_a_word = before.ends_with(|it: char| it.is_alphanumeric() || it == '_');
            if !part_of_a_word && !is_cast(before) && !is_compared(before) {
                found.push(at);
            }
        }
    }
    found
}

/// Whether it is only compared or sorted by: what is not given back needs no type.
fn is_compared(before: &str) -> bool {
    let last = |word: &str| before.rfind(word);
    last("HAVING").max(last("ORDER BY")) > last("SELECT")
}

/// Whether one of the brackets still open at the end of `before` is a CAST's.
fn is_cast(before: &str) -> bool {
    let mut open: Vec<usize> = Vec::new();
    for (at, letter) in before.char_indices() {
        match letter {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.iter().any(|at| before.get(..*at).is_some_and(|it| it.trim_end().ends_with("CAST")))
}

/// The names of all columns that are BOOLEAN somewhere.
fn boolean_columns(house: &House) -> Vec<String> {
    let Some(pattern) = BOOLEAN.as_ref() else { return Vec::new() };
    let lines = sql::migrations(house).flat_map(|it| it.text.lines());
    let mut names: Vec<String> =
        lines.filter_map(|it| Some(pattern.captures(it)?.get(1)?.as_str().to_owned())).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests;
