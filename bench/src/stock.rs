//! Installations with many cases, made once through the program's own API and kept for the next run.
//!
//! Eight teams of four take cases in, work on them and close four in five; so there are clocks, timers, promises, notes,
//! search words and figures as live work leaves them. A copy of an installation is measured, never the kept one.

mod cases;
mod organisation;
mod words;

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

pub use cases::{new_case, note, searched};
pub use organisation::found;

use crate::hearth::{Hearth, Place, Store};
use crate::machine;
use crate::said::{Done, say, while_doing};

/// Changes when the making of cases changes, so that what was kept is made anew.
const EDITION: u32 = 1;

/// What is known about a kept installation.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// How many cases it has.
    pub cases: u64,
    /// How long the timelines of a sample of its cases are, on average.
    pub events_per_case: f64,
    /// Everybody's password.
    pub password: String,
    /// Whoever reaches the whole organisation.
    pub manager: String,
    /// Those who work on cases.
    pub agents: Vec<Agent>,
    /// Customers to open cases for.
    pub customers: Vec<String>,
}

/// Somebody who works on cases.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Agent {
    /// What they sign in with.
    pub login: String,
    /// Some of the cases they took in.
    pub cases: Vec<String>,
    /// Some of those that are open.
    pub open: Vec<String>,
}

/// A kept installation.
#[derive(Debug, Clone)]
pub struct Stock {
    /// What is known about it.
    pub sheet: Sheet,
    folder: PathBuf,
}

/// The project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where everything is kept between runs.
pub fn kept() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from).join("bench")
}

/// Tells by their texts whether the tables are still the same.
fn tables() -> Done<String> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in fs::read_dir(root().join("crates")).map_err(while_doing("reading crates"))?.flatten() {
        let found = fs::read_dir(folder.path().join("migrations"));
        files.extend(found.into_iter().flatten().flatten().map(|it| it.path()));
    }
    files.sort();
    let mut all = DefaultHasher::new();
    EDITION.hash(&mut all);
    for file in files {
        fs::read(&file).map_err(while_doing(file.display()))?.hash(&mut all);
    }
    Ok(format!("{:016x}", all.finish()))
}

/// Where something is kept as long as the tables stay the same.
pub fn folder_for(what: &str) -> Done<PathBuf> {
    Ok(kept().join(format!("{what}-{}", tables()?)))
}

/// The installation with so many cases, kept or made now.
pub async fn stock(hearth: &Hearth, cases: u64) -> Done<Stock> {
    let folder = folder_for(&format!("stock-{cases}"))?;
    let sheet = folder.join("sheet.json");
    if let Ok(text) = fs::read_to_string(&sheet) {
        return Ok(Stock { sheet: serde_json::from_str(&text).map_err(while_doing(sheet.display()))?, folder });
    }
    let begun = Instant::now();
    say(format!("making {cases} cases, once, in {}", folder.display()));
    drop(fs::remove_dir_all(&folder));
    let place = Place::sqlite(folder.join("house"));
    let serving = hearth.serve(&place)?;
    let mut made = organisation::found(&serving).await?;
    cases::fill(&serving, &mut made, cases).await?;
    let rested = machine::wait_for_rest(serving.roots(), Duration::from_mins(5))?;
    serving.stop()?;
    let copy = folder.join("copy").display().to_string();
    hearth.run(&["backup", &copy, "--with-key"], &place)?;
    let text = serde_json::to_string(&made).map_err(while_doing("writing the sheet"))?;
    fs::write(&sheet, text).map_err(while_doing(sheet.display()))?;
    say(format!(
        "made in {:.0} s{}",
        begun.elapsed().as_secs_f64(),
        if rested.is_some() { "" } else { ", still at work" }
    ));
    Ok(Stock { sheet: made, folder })
}

impl Stock {
    /// A fresh copy to be measured; `place` names where it goes.
    pub fn copy_to(&self, hearth: &Hearth, place: &Place) -> Done {
        copy(hearth, &self.folder, place)
    }
}

/// A fresh copy of the installation kept in a folder, on any database.
pub fn copy(hearth: &Hearth, kept: &Path, place: &Place) -> Done {
    drop(fs::remove_dir_all(&place.folder));
    match &place.store {
        Store::Sqlite => {
            fs::create_dir_all(&place.folder).map_err(while_doing(place.folder.display()))?;
            call(Command::new("cp").arg("-r").arg(kept.join("house/.")).arg(&place.folder))?;
            call(Command::new("sync").arg("-f").arg(&place.folder))
        }
        Store::Postgres { url, .. } => {
            hearth.run(&["restore", &kept.join("copy").display().to_string()], place)?;
            // As the database server does by itself after a while.
            psql(url, "VACUUM ANALYZE")?;
            psql(url, "CHECKPOINT")
        }
    }
}

/// Runs a program to its end.
pub fn call(command: &mut Command) -> Done {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(while_doing(&name))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{name} ended with {}: {}", output.status, said.trim())) }
}

/// Has a PostgreSQL server run a statement.
pub fn psql(url: &str, sql: &str) -> Done {
    call(Command::new("psql").args([
        "--quiet",
        "--no-psqlrc",
        "--set",
        "ON_ERROR_STOP=1",
        "--dbname",
        url,
        "--command",
        sql,
    ]))
}
