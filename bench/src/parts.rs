//! What is measured: one file for each part.

mod chat;
mod floor;
mod import;
mod inbox;
mod month;
mod rate;
mod requests;
mod rest;
mod soak;
mod start;

use std::path::PathBuf;

use crate::figures::Figures;
use crate::hearth::{Hearth, Place, Store};
use crate::said::{Done, warn};
use crate::stock;

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// What this machine needs at least for a case, to read the others beside.
    Floor,
    /// Processor time of what people do, at two sizes and on both databases.
    Requests,
    /// Cases taken in a second on SQLite, and how long each takes at half that rate.
    Rate,
    /// Start to the first answer, and memory.
    Start,
    /// Visitors' windows: their memory, and messages.
    Chat,
    /// Messages for a long while: whether memory stays what it is.
    Soak,
    /// The inbox of agents over few messages and over millions.
    Inbox,
    /// Rows of another system's file.
    Import,
    /// Figures: keeping them, and showing a month of a million cases.
    Month,
}

/// Everything a part needs to know.
#[derive(Debug)]
pub struct Run {
    /// The program under test.
    pub hearth: Hearth,
    /// The databases to measure.
    pub stores: Vec<Store>,
    /// The small and the large installation, in cases.
    pub sizes: (u64, u64),
    /// Rounds; the median counts.
    pub rounds: u32,
    /// Cases in the month that is shown.
    pub month: u64,
    /// Rows that are imported.
    pub rows: u64,
    /// Visitors' windows open at once.
    pub windows: u64,
    /// Agents who look on.
    pub agents: usize,
    /// How long messages go on.
    pub minutes: u32,
    /// Messages behind the large inbox.
    pub messages: u64,
}

impl Run {
    /// Measures one part.
    pub async fn part(&self, part: Part, figures: &mut Figures) -> Done {
        match part {
            Part::Floor => floor::measure(self, figures),
            Part::Requests => requests::measure(self, figures).await,
            Part::Rate => rate::measure(self, figures).await,
            Part::Start => start::measure(self, figures).await,
            Part::Chat => chat::measure(self, figures).await,
            Part::Soak => soak::measure(self, figures).await,
            Part::Inbox => inbox::measure(self, figures).await,
            Part::Import => import::measure(self, figures),
            Part::Month => month::measure(self, figures).await,
        }
    }
}

/// The name of a database in a table.
pub fn name(store: &Store) -> &'static str {
    match store {
        Store::Sqlite => "SQLite",
        Store::Postgres { .. } => "PostgreSQL",
    }
}

/// An installation to be measured; it is gone when this is dropped.
#[derive(Debug)]
pub struct Scratch(pub Place);

impl Scratch {
    /// An empty one. On PostgreSQL it has a database of its own.
    pub fn new(what: &str, store: &Store) -> Done<Self> {
        let folder: PathBuf = stock::kept().join("now").join(what);
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).map_err(crate::said::while_doing(folder.display()))?;
        let store = match store {
            Store::Sqlite => Store::Sqlite,
            Store::Postgres { url, server } => {
                let name = format!("bench_{}", what.replace('-', "_"));
                stock::psql(url, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
                stock::psql(url, &format!("CREATE DATABASE {name}"))?;
                Store::Postgres { url: with_database(url, &name)?, server: *server }
            }
        };
        Ok(Self(Place { folder, store }))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(why) = std::fs::remove_dir_all(&self.0.folder) {
            warn(format!("{} stays: {why}", self.0.folder.display()));
        }
    }
}

/// The same server, another database: `postgres://user@host/name?options`.
fn with_database(url: &str, name: &str) -> Done<String> {
    let (base, options) = url.split_once('?').unwrap_or((url, ""));
    let (server, _) = base.rsplit_once('/').ok_or("the PostgreSQL address names no database")?;
    Ok(format!("{server}/{name}?{options}"))
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn another_database_keeps_user_and_options() {
        let changed = with_database("postgres://me:pw@host:1/one?sslmode=disable", "two");
        assert_eq!(changed.as_deref(), Ok("postgres://me:pw@host:1/two?sslmode=disable"));
    }
}
