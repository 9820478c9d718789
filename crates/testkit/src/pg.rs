//! PostgreSQL for tests: a schema of its own for each, so that tests run side by side.

use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The address of a fresh schema on the server that `TEST_PG_URL` names.
///
/// Without `TEST_PG_URL` there is none, and tests run on SQLite alone; where `CI` is set that is a failure.
///
/// # Panics
/// When the server cannot be reached, or `CI` is set without `TEST_PG_URL`.
pub fn fresh_url() -> Option<String> {
    let Ok(url) = std::env::var("TEST_PG_URL") else {
        assert!(std::env::var("CI").is_err(), "TEST_PG_URL is not set; `cargo xtask test` starts a server and sets it");
        return None;
    };
    let schema = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut client = Client::connect(&url, NoTls).expect("the PostgreSQL server of TEST_PG_URL");
    // A server that is kept may hold a schema of an earlier run with the same process id.
    let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    client.batch_execute(&fresh).expect("a fresh schema");
    let join = if url.contains('?') { '&' } else { '?' };
    Some(format!("{url}{join}options=-c%20search_path%3D{schema}"))
}
