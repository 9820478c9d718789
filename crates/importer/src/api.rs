//! What the command line and the server ask of the importer.

use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::ids::{ImportId, PersonId, UnitId};
use base::{Result, Span, Stamp, fault};
use cases::Desk;
use cases::api::ImportedFrom;
use db::{Db, Json, Tx};
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use web::Lang;

use crate::mapping::Mapping;
use crate::model::{Job, JobState, Summary, Watch};
use crate::refused::Refused;
use crate::rules::answer::Forms;
use crate::rules::row::Problem;
use crate::run::{self, Left, Order};
use crate::store::jobs;
use crate::words::Words;

/// What is to be imported.
#[derive(Debug, Clone)]
pub struct ImportArgs {
    /// The file.
    pub file: PathBuf,
    /// What its columns are.
    pub mapping: Mapping,
    /// The unit that gets the cases; the company when absent.
    pub unit: Option<UnitId>,
    /// Who imports; the system when absent.
    pub by: Option<PersonId>,
    /// The time zone of the organisation's days.
    pub zone: TimeZone,
    /// Only try; nothing is written.
    pub dry_run: bool,
    /// The language of the table of bad rows.
    pub lang: Lang,
}

/// What became of an import.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The run; none for a dry run.
    pub job: Option<ImportId>,
    /// What it did.
    pub summary: Summary,
    /// When the same file had come in before; nothing was done then.
    pub done_before: Option<Stamp>,
    /// Rows an earlier try had written before it was cut off.
    pub resumed_after: u64,
    /// The first rows and cells that could not be used.
    pub problems: Vec<Problem>,
    /// The table of refused rows to correct and import again.
    pub bad_file: Option<PathBuf>,
}

/// Reads a mapping file.
///
/// # Errors
/// Refused when it cannot be read or used.
pub fn mapping(file: &Path) -> Result<Mapping> {
    let text = std::fs::read_to_string(file).map_err(|it| unreadable(file, &it))?;
    Ok(Mapping::parse(&text).map_err(Refused::Mapping)?)
}

/// Imports a file, or goes on where an earlier try was cut off. The same file again changes nothing.
///
/// # Errors
/// Refused when the file or the mapping cannot be used, or when it was stopped; what was written until then stays.
pub fn run_file(db: &Db, desk: &Desk, args: ImportArgs, watch: &mut dyn Watch) -> Result<Outcome> {
    let (asking, unit, wanted) = (desk.clone(), args.unit.clone(), args.mapping.clone());
    let forms = db.read_blocking(move |tx| forms(tx, &asking, unit.as_ref(), &wanted))?;
    let (digest, bytes_total) = digest(&args.file)?;
    let name = args.file.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let begun = if args.dry_run { None } else { Some(begin(db, &args, &name, digest, bytes_total)?) };
    if let Some(Begun { job, .. }) = begun.as_ref().filter(|it| it.job.state == JobState::Done) {
        let done = (Some(job.id.clone()), job.summary.0.clone(), job.ended);
        return Ok(Outcome { job: done.0, summary: done.1, done_before: done.2, ..Outcome::default() });
    }
    let (job, skip, so_far, into) = match begun {
        Some(it) => {
            let skip = u64::try_from(it.job.rows_done).unwrap_or(0);
            (it.job.id, skip, it.job.summary.0, Some(it.from))
        }
        None => (db.read_blocking(|tx| Ok(tx.id()))?, 0, Summary::default(), None),
    };
    let words = Arc::new(Words::new(args.lang)?);
    let (job_id, mapping, desk) = (job.clone(), args.mapping, desk.clone());
    let order = Order { job: job_id, mapping, forms, desk, name, bytes_total, skip, so_far, into, words };
    let input = File::open(&args.file).map_err(|it| unreadable(&args.file, &it))?;
    let Left { summary, problems, bad_csv } = run::run(db, order, input, watch)?;
    let bad_file = if args.dry_run || bad_csv.is_empty() { None } else { Some(keep_bad(&args.file, &bad_csv)?) };
    let job = (!args.dry_run).then_some(job);
    Ok(Outcome { job, summary, done_before: None, resumed_after: skip, problems, bad_file })
}

/// The fields of policy that a mapping names, as they are now for the cases of a unit or of the whole organisation.
pub(crate) fn forms(tx: &mut Tx<'_>, desk: &Desk, unit: Option<&UnitId>, mapping: &Mapping) -> Result<Forms> {
    if mapping.fields.is_empty() {
        return Ok(Forms::default());
    }
    let forms = Forms::new(mapping, desk.fields(tx, unit)?).map_err(Refused::Mapping)?;
    if forms.names_people() { Ok(forms.with_staff(people::api::logins(tx)?)) } else { Ok(forms) }
}

struct Begun {
    job: Job,
    from: ImportedFrom,
}

/// A language as it is stored.
pub(crate) fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

/// Finds the run of this file, or makes one.
fn begin(db: &Db, args: &ImportArgs, name: &str, digest: String, bytes_total: u64) -> Result<Begun> {
    let (mapping, name, by) = (args.mapping.clone(), name.to_owned(), args.by.clone());
    let (unit, zone, lang) = (args.unit.clone(), args.zone.clone(), tag(args.lang).to_owned());
    db.write_blocking(move |tx| {
        let from = target(tx, &mapping.source, unit, zone)?;
        if let Some(job) = jobs::of_file(tx, &mapping.source, &digest)? {
            if job.state != JobState::Done {
                refuse_if_busy(tx, &mapping.source, &job.id)?;
                jobs::resume(tx, &job.id)?;
            }
            return Ok(Begun { job, from });
        }
        let id = tx.id();
        refuse_if_busy(tx, &mapping.source, &id)?;
        let job = Job {
            id,
            source: mapping.source.clone(),
            file_name: name,
            digest,
            state: JobState::Running,
            dry_run: false,
            by,
            made: tx.now(),
            ended: None,
            rows_done: 0,
            bytes_done: 0,
            bytes_total: i64::try_from(bytes_total).unwrap_or(i64::MAX),
            summary: Json(Summary::default()),
            failure: None,
            lang,
            touched: tx.now(),
        };
        jobs::add(tx, &job, &mapping)?;
        Ok(Begun { job, from })
    })
}

/// A run that moved its checkpoint this long ago goes on; one that did not was cut off.
const LATELY: Span = Span(10_000);

/// Two runs of one source at a time would each take the other's rows for new.
pub(crate) fn refuse_if_busy(tx: &mut Tx<'_>, source: &str, job: &ImportId) -> Result<()> {
    let since = tx.now() - LATELY;
    if jobs::is_busy(tx, source, job, since)? {
        return Err(Refused::Busy { source_name: source.to_owned() }.into());
    }
    Ok(())
}

/// Where imported cases go: the unit asked for, else the company, which is founded where there is none yet.
pub(crate) fn target(tx: &mut Tx<'_>, source: &str, unit: Option<UnitId>, zone: TimeZone) -> Result<ImportedFrom> {
    let unit_id = match unit {
        Some(unit) => unit,
        None => people::api::found_company(tx, "Hearth")?.id,
    };
    Ok(ImportedFrom { source: source.to_owned(), unit_id, zone })
}

/// The SHA-256 of a file's bytes, in hex, and their number.
pub(crate) fn digest(file: &Path) -> Result<(String, u64)> {
    let mut input = File::open(file).map_err(|it| unreadable(file, &it))?;
    let mut hash = Sha256::new();
    let mut bytes = vec![0; 1 << 16];
    let mut total = 0;
    loop {
        let count = input.read(&mut bytes).map_err(|it| unreadable(file, &it))?;
        let Some(read) = bytes.get(..count).filter(|it| !it.is_empty()) else {
            return Ok((base::text::hex(&hash.finalize()), total));
        };
        hash.update(read);
        total += u64::try_from(count).unwrap_or(0);
    }
}

fn unreadable(file: &Path, error: &std::io::Error) -> base::Failure {
    Refused::File { file: file.display().to_string(), reason: crate::read::reason(error) }.into()
}

/// Writes the refused rows beside the file, or where that is not allowed into the current folder.
fn keep_bad(file: &Path, csv: &[u8]) -> Result<PathBuf> {
    let name = file.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let stem = [".zst", ".gz", ".csv", ".tsv", ".txt", ".xlsx", ".xes"]
        .iter()
        .fold(name.as_str(), |name, end| name.strip_suffix(end).unwrap_or(name));
    let bad = format!("{stem}.bad.csv");
    let beside = file.with_file_name(&bad);
    if put(&beside, csv).is_ok() {
        return Ok(beside);
    }
    let here = PathBuf::from(bad);
    put(&here, csv).map_err(fault)?;
    Ok(here)
}

/// Writes a file whole or not at all.
fn put(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = file.with_extension("part");
    let mut out = File::create(&part)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    std::fs::rename(part, file)
}
