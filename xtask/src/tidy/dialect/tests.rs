use super::*;
use crate::tidy::house::expect;

fn in_store(sql: &str) -> Vec<Finding> {
    check(&House::of(&[("crates/cases/src/store/case.rs", &format!("tx.all(\"{sql}\", args![])"))]))
}

fn in_migration(sql: &str) -> Vec<Finding> {
    check(&House::of(&[("crates/cases/migrations/20261122_01_cases.sql", sql)]))
}

#[test]
fn what_only_one_database_understands_is_found() {
    for sql in [
        "SELECT a FROM b WHERE c = ?",
        "INSERT OR IGNORE INTO b (a) VALUES ($1)",
        "SELECT a FROM b FOR UPDATE",
        "SELECT DISTINCT ON (a) a FROM b",
        "SELECT GREATEST(a, c) FROM b",
        "SELECT a FROM b WHERE a = ANY($1)",
        "SELECT jsonb_array_elements(body) FROM b",
        "SELECT json_extract(body, 'a') FROM b",
        "SELECT a FROM b WHERE at_ms < now()",
        "SELECT a::text FROM b",
        "SELECT a FROM b WHERE name ILIKE $1",
        "SELECT a FROM b WHERE name LIKE $1",
    ] {
        expect(&in_store(sql), 1, "");
    }
}

#[test]
fn a_sum_is_cast() {
    expect(&in_store("SELECT SUM(a) FROM b"), 1, "CAST(SUM");
    expect(&in_store("SELECT a,\n AVG(c) FROM b"), 1, "case.rs:2");
    expect(&in_store("SELECT CAST(SUM(a) AS BIGINT), CAST(COALESCE(SUM(c), 0) AS BIGINT), checksum(d) FROM b"), 0, "");
    expect(&in_store("SELECT a FROM b GROUP BY a HAVING SUM(c) <> 0 ORDER BY AVG(d)"), 0, "");
}

#[test]
fn a_boolean_is_not_compared_to_a_number() {
    let house = House::of(&[
        (
            "crates/cases/migrations/1_a.sql",
            "CREATE TABLE cases_case (\n  urgent BOOLEAN NOT NULL,\n  level BIGINT\n);",
        ),
        ("crates/cases/src/store.rs", "(\"SELECT a FROM cases_case WHERE urgent = 1 AND level = 1\")"),
    ]);
    expect(&check(&house), 1, "`urgent = 1`");
}

#[test]
fn the_portable_dialect_passes() {
    for sql in [
        "SELECT a FROM b WHERE (at_ms, id) > ($1, $2) ORDER BY at_ms NULLS LAST LIMIT $3",
        "SELECT COUNT(*) FILTER (WHERE urgent) FROM b WHERE LOWER(name) LIKE LOWER($1)",
        "SELECT CAST(body -> 'k' ->> 'n' AS BIGINT) FROM b WHERE a = 'really?'",
        "INSERT INTO b (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET c = excluded.c RETURNING a",
        "SELECT a FROM b -- is it now()?",
    ] {
        expect(&in_store(sql), 0, "");
    }
}

#[test]
fn columns_have_the_types_that_both_databases_read_alike() {
    let table = "CREATE TABLE cases_case (\n  id TEXT NOT NULL PRIMARY KEY,\n  at_ms BIGINT,\n  body JSONB\n);";
    expect(&in_migration(table), 0, "");
    expect(&in_migration("CREATE TABLE cases_case (\n  level INTEGER\n);"), 1, "20261122_01_cases.sql:2");
    expect(
        &in_migration("CREATE TABLE cases_case (\n  at TIMESTAMPTZ,\n  body JSON,\n  key BLOB\n);"),
        3,
        "milliseconds",
    );
}

#[test]
fn a_pair_of_migrations_may_differ() {
    let sql = "ALTER TABLE cases_case ALTER COLUMN a TYPE TEXT;";
    let house = House::of(&[("crates/cases/migrations/20261122_02_a.postgres.sql", sql)]);
    expect(&check(&house), 0, "");
    expect(&in_migration(sql), 1, "pair");
}
