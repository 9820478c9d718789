//! Tables are brought up to date before anything else runs; each step happens once, in order, on both databases.

use base::{Result, fault};
use refinery_core::{Migration as Step, Runner};

use crate::handle::Target;
use crate::{postgres, sqlite};

/// One step of the tables' history.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Date and a running number: `2026112201`. Unique over all capabilities.
    pub version: i32,
    /// What it is for, in snake case.
    pub name: &'static str,
    /// The statements for SQLite.
    pub sqlite: &'static str,
    /// The statements for PostgreSQL; the same text wherever the portable dialect suffices.
    pub postgres: &'static str,
}

/// A step whose text lies in `migrations/<version>_<name>.sql` of the calling crate; with `both` in a pair of files,
/// `.sqlite.sql` and `.postgres.sql`.
#[macro_export]
macro_rules! migration {
    ($version:literal, $name:literal) => {
        $crate::Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".sql")),
        }
    };
    ($version:literal, $name:literal, both) => {
        $crate::Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// A fixed number that all nodes agree on: only one of them changes the tables.
const LOCK: &str = "SELECT pg_advisory_lock(4823117)";

/// Makes every step that is not made yet; only those in `known`, where it is given.
pub(crate) fn run(target: &Target, migrations: &[&[Migration]], known: Option<&[i32]>) -> Result<()> {
    let steps = |text: fn(&Migration) -> &'static str| -> Result<Vec<Step>> {
        let all = [crate::MIGRATIONS].into_iter().chain(migrations.iter().copied()).flatten();
        let all = all.filter(|it| known.is_none_or(|known| known.contains(&it.version)));
        // `U`: a step that is older than the newest one already made is still made.
        all.map(|it| Step::unapplied(&format!("U{}__{}", it.version, it.name), text(it)).map_err(fault)).collect()
    };
    match target {
        Target::Sqlite(file) => {
            let mut conn = sqlite::open(file)?;
            runner(&steps(|it| it.sqlite)?).run(&mut conn).map_err(fault)?;
        }
        Target::Postgres(url) => {
            let mut client = postgres::connect(url)?;
            client.batch_execute(LOCK).map_err(fault)?;
            // The lock goes with the connection.
            runner(&steps(|it| it.postgres)?).run(&mut client).map_err(fault)?;
        }
    }
    Ok(())
}

/// Capabilities add steps independently, so a step may arrive that is older than the newest one already made, or be known
/// to the database only: another capability's.
fn runner(steps: &[Step]) -> Runner {
    let mut runner = Runner::new(steps).set_abort_missing(false);
    runner.set_migration_table_name("db_migration");
    runner
}
