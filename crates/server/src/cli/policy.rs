//! `hearth policy`: packs and documents, also without a server.

use std::path::PathBuf;
use std::process::ExitCode;

use base::Result;
use clap::Subcommand;
use policy::Report;
use policy::api::{Source, Terms, diff_dirs, export_pack, import_dir, validate_dir};
use web::Texts;

use super::{Place, lang};
use crate::app;
use crate::open::House;

/// What is done. A pack is a folder of documents, or the name of one that comes with the program.
#[derive(Debug, Subcommand)]
pub enum Options {
    /// Check the documents of a pack; needs no server.
    Validate {
        /// The pack.
        pack: String,
    },
    /// Write a pack of the program to a folder.
    Export {
        /// The pack: telecom, online, shop, hall, evaluation or full.
        pack: String,
        /// The folder to fill.
        dest: PathBuf,
    },
    /// Load a pack; what changes a policy in force waits for approval by a second person.
    Import {
        /// The pack.
        pack: String,
        /// Which installation.
        #[command(flatten)]
        place: Place,
    },
    /// Show what differs between two packs; the exit code is 1 when something does.
    Diff {
        /// The older pack.
        old: String,
        /// The newer pack.
        new: String,
    },
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let texts = Texts::new(app::TEXTS)?;
    let mut out = std::io::stdout();
    let mut report = Report { out: &mut out, texts: &texts, lang: lang() };
    let sound = match options {
        Options::Validate { pack } => validate_dir(&Source::find(pack)?, &mut report)?,
        Options::Export { pack, dest } => export_pack(pack, dest, &mut report).map(|()| true)?,
        Options::Import { pack, place } => {
            let source = Source::find(pack)?;
            import_dir(&House::open(place)?.db, &source, Terms::default(), &mut report)?
        }
        Options::Diff { old, new } => diff_dirs(&Source::find(old)?, &Source::find(new)?, &mut report)?,
    };
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
