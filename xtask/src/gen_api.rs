//! `cargo xtask gen`: openapi.json from the program, the web client's types from openapi.json.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{self, Done};
use crate::{hearth, web};

/// Write openapi.json and the web client's types.
#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; fail when what is committed differs.
    #[arg(long)]
    check: bool,
}

/// Builds what it needs, then writes or checks.
pub fn run(args: &Args) -> Done {
    web::build(None)?;
    hearth::build(None)?;
    if args.check { check(None) } else { write(None) }
}

/// Fails when a generated file is not what the program gives; the files are left as they were.
pub fn check(log: Option<&Path>) -> Done {
    let files = generated();
    let before: Vec<Option<Vec<u8>>> = files.iter().map(|it| fs::read(it).ok()).collect();
    let written = write(log);
    let mut drifted = Vec::new();
    for (file, before) in files.iter().zip(before) {
        if fs::read(file).ok() != before {
            drifted.push(file.strip_prefix(shell::root()).unwrap_or(file).display().to_string());
        }
        if let Some(bytes) = before {
            fs::write(file, bytes).map_err(|why| format!("cannot restore {}: {why}", file.display()))?;
        }
    }
    written?;
    if drifted.is_empty() {
        return Ok(());
    }
    Err(format!("{} differs from the program: run `cargo xtask gen` and commit it", drifted.join(", ")))
}

fn write(log: Option<&Path>) -> Done {
    let api = shell::read(shell::command(&hearth::program().to_string_lossy(), &["openapi"], "."))?;
    let to = shell::root().join("openapi.json");
    fs::write(&to, api).map_err(|why| format!("cannot write {}: {why}", to.display()))?;
    web::script(web::DESK, "gen", log)
}

/// The generated files, which are committed.
fn generated() -> Vec<PathBuf> {
    let root = shell::root();
    vec![root.join("openapi.json"), root.join("web/desk/src/api/schema.ts")]
}
