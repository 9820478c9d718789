//! `hearth backup` and `hearth restore`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base::{Failure, Refusal, Result, fault};
use clap::Args;
use db::backup::{Origin, Table, dump, load};
use db::{Db, Options};
use serde::{Deserialize, Serialize};

use super::Place;
use crate::open::{House, MIGRATIONS};

/// What is copied, and where to.
#[derive(Debug, Args)]
pub struct BackupOptions {
    /// The folder to make; must not exist.
    dest: PathBuf,
    /// Which installation.
    #[command(flatten)]
    place: Place,
    /// Put the master key into the backup too. Whoever has such a backup can read everything.
    #[arg(long)]
    with_key: bool,
}

/// What is brought back, and into which installation.
#[derive(Debug, Args)]
pub struct RestoreOptions {
    /// The folder that `hearth backup` made.
    src: PathBuf,
    /// Which installation.
    #[command(flatten)]
    place: Place,
}

/// Describes a backup; written last, so a folder without it is not a backup.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// The program's version.
    hearth: String,
    /// The kind of database it came from.
    origin: Origin,
    /// When it was made.
    made_at: base::Stamp,
    /// The steps by which its tables came to be as they are.
    steps: Vec<i32>,
    /// Every table.
    tables: Vec<Table>,
}

const MANIFEST: &str = "backup.json";
const KEY: &str = "master.key";
const FILES: &str = "files";

/// Copies everything, checks the copy, and only then gives it its name.
pub fn backup(options: &BackupOptions) -> Result<ExitCode> {
    let dest = &options.dest;
    if dest.exists() {
        return Err(Refusal::new(409, "server.backup_exists").with("folder", dest.display()).into());
    }
    let house = House::open(&options.place)?;
    let half = dest.with_extension("unfinished");
    // What an interrupted run left behind.
    let _ = fs::remove_dir_all(&half);
    let tables = half.join("tables");
    fs::create_dir_all(&tables).map_err(fault)?;
    let origin = house.db.dialect().into();
    let (made_at, steps, copied) = house.db.read_blocking(move |tx| {
        Ok((tx.now(), db::backup::steps(tx)?, dump(tx, &tables, |name| told(&format!("copying {name}")))?))
    })?;
    copy_folder(&options.place.data.join(FILES), &half.join(FILES))?;
    if options.with_key {
        fs::copy(options.place.data.join(KEY), half.join(KEY)).map_err(fault)?;
    }
    let rows: u64 = copied.iter().map(|it| it.rows).sum();
    let manifest = Manifest { hearth: env!("CARGO_PKG_VERSION").to_owned(), origin, made_at, steps, tables: copied };
    verify(&half, &manifest)?;
    fs::write(half.join(MANIFEST), serde_json::to_vec_pretty(&manifest).map_err(fault)?).map_err(fault)?;
    fs::rename(&half, dest).map_err(fault)?;
    let mut out = std::io::stdout();
    writeln!(out, "{} tables, {rows} rows: {}", manifest.tables.len(), dest.display()).map_err(fault)?;
    if !options.with_key {
        let key = options.place.data.join(KEY);
        writeln!(
            out,
            "The master key is not in it; keep a copy of {} elsewhere: without it personal data cannot be read.",
            key.display()
        )
        .map_err(fault)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings everything back into an empty installation, all or nothing.
pub fn restore(options: &RestoreOptions) -> Result<ExitCode> {
    let src = &options.src;
    let incomplete = |why: &dyn std::fmt::Display| -> Failure {
        Refusal::new(422, "server.not_a_backup").with("folder", src.display()).with("why", why).into()
    };
    let text = fs::read(src.join(MANIFEST)).map_err(|why| incomplete(&why))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|why| incomplete(&why))?;
    verify(src, &manifest)?;
    let data = &options.place.data;
    fs::create_dir_all(data).map_err(fault)?;
    let place = Options::new(options.place.target());
    // The tables are first as they were when the copy was made, and then brought up to date with all that is in them.
    let db = Db::open_as_of(&place, world(), MIGRATIONS, &manifest.steps)?;
    let (tables, list, origin) = (src.join("tables"), manifest.tables, manifest.origin);
    let rows: u64 = list.iter().map(|it| it.rows).sum();
    db.write_blocking(move |tx| load(tx, &tables, origin, &list, |name| told(&format!("restoring {name}"))))?;
    drop(db);
    drop(Db::open(&place, world(), MIGRATIONS)?);
    copy_folder(&src.join(FILES), &data.join(FILES))?;
    if src.join(KEY).exists() && !data.join(KEY).exists() {
        fs::copy(src.join(KEY), data.join(KEY)).map_err(fault)?;
    }
    let mut out = std::io::stdout();
    writeln!(out, "{rows} rows of {}", manifest.made_at).map_err(fault)?;
    if !data.join(KEY).exists() && std::env::var_os("HEARTH_MASTER_KEY").is_none() {
        writeln!(
            out,
            "Put the master key of that installation at {} before the first start.",
            data.join(KEY).display()
        )
        .map_err(fault)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the whole copy once more and brings it into a database that is thrown away.
fn verify(folder: &Path, manifest: &Manifest) -> Result<()> {
    if manifest.origin == Origin::Postgres {
        return db::backup::intact(&folder.join("tables"), &manifest.tables);
    }
    let proof = std::env::temp_dir().join(format!("hearth-verify-{}.db", std::process::id()));
    let clean = || {
        for end in ["", "-wal", "-shm"] {
            // There may be none.
            let _ = fs::remove_file(format!("{}{end}", proof.display()));
        }
    };
    clean();
    let db = Db::open_as_of(&Options::new(db::Target::Sqlite(proof.clone())), world(), MIGRATIONS, &manifest.steps)?;
    let (tables, list, origin) = (folder.join("tables"), manifest.tables.clone(), manifest.origin);
    let proved =
        db.write_blocking(move |tx| load(tx, &tables, origin, &list, |name| told(&format!("verifying {name}"))));
    drop(db);
    clean();
    proved
}

fn world() -> db::World {
    db::World { clock: std::sync::Arc::new(base::SystemClock), mint: base::Mint::new(base::OsRandom) }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).map_err(fault)?;
    for entry in fs::read_dir(from).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(fault)?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(fault)?;
        }
    }
    Ok(())
}

/// Progress goes to standard error, so that the output stays clean.
fn told(line: &str) {
    // A closed terminal does not stop a backup.
    let _ = writeln!(std::io::stderr(), "{line}");
}
