//! Runs in the background: begun, watched, stopped, taken up again.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::ids::ImportId;
use base::{Result, fault};
use cases::Desk;
use db::{Db, Tx};
use jiff::tz::TimeZone;
use policy::Policies;
use web::Lang;

use super::{bad_file, file};
use crate::api::{forms, target};
use crate::model::{Job, Progress, Summary, Watch};
use crate::refused::Refused;
use crate::run::{self, Order};
use crate::store::jobs;
use crate::words::{Spoken, Words};

/// Looks after every batch whether the run was asked to stop.
struct Asked<'a> {
    db: &'a Db,
    id: &'a ImportId,
}

impl Watch for Asked<'_> {
    fn progress(&mut self, _: Progress) {}

    fn stop(&self) -> bool {
        let id = self.id.clone();
        self.db.read_blocking(move |tx| jobs::is_to_stop(tx, &id)).unwrap_or(false)
    }
}

/// Reads the file of a run in the background, on a thread of its own.
pub(crate) fn spawn(db: Db, (desk, policies): (Desk, Policies), data: PathBuf, id: ImportId) -> Result<()> {
    let work = move || {
        let Err(failure) = work(&db, (&desk, &policies), &data, &id) else { return };
        tracing::warn!(import = id.as_str(), %failure, "an import did not come to its end");
        let ended = Spoken::of(&failure).and_then(|why| {
            let id = id.clone();
            db.write_blocking(move |tx| jobs::fail(tx, &id, &why))
        });
        if let Err(failure) = ended {
            tracing::error!(import = id.as_str(), %failure, "and this cannot be written down");
        }
    };
    std::thread::Builder::new().name("import".to_owned()).spawn(work).map(drop).map_err(fault)
}

/// Takes up the runs that a stop of the server cut off.
///
/// # Errors
/// A fault when the database cannot be read or no thread can be started.
pub fn take_up(db: &Db, desk: &Desk, policies: &Policies, data: &Path) -> Result<()> {
    for id in db.read_blocking(jobs::cut_off)? {
        if file(data, &id).is_file() {
            spawn(db.clone(), (desk.clone(), policies.clone()), data.to_path_buf(), id)?;
        }
    }
    Ok(())
}

fn work(db: &Db, by: (&Desk, &Policies), data: &Path, id: &ImportId) -> Result<()> {
    let file = file(data, id);
    let (job, order) = order(db, by, id)?;
    let dry_run = job.dry_run;
    let input = File::open(&file).map_err(fault)?;
    let done = run::run(db, order, input, &mut Asked { db, id });
    let bad_csv = match done {
        done if dry_run => run::end_trial(db, id, done)?,
        Ok(left) => left.bad_csv,
        Err(failure) => {
            // The run ended itself, or another process has it. Somebody may have begun it again since: ended once more
            // here, theirs would stop.
            tracing::warn!(import = id.as_str(), %failure, "an import did not come to its end");
            return Ok(());
        }
    };
    if bad_csv.is_empty() {
        // An earlier trial may have left one.
        let _ = std::fs::remove_file(bad_file(data, id));
    } else {
        std::fs::write(bad_file(data, id), bad_csv).map_err(fault)?;
    }
    if dry_run {
        return Ok(());
    }
    // What was imported is in the database now, under its protection; the plain file has no reason to stay.
    std::fs::remove_file(file).map_err(fault)
}

fn order(db: &Db, (desk, policies): (&Desk, &Policies), id: &ImportId) -> Result<(Job, Order)> {
    let (wanted, policies, asking) = (id.clone(), policies.clone(), desk.clone());
    let (job, mapping, forms, from) = db.write_blocking(move |tx| {
        let job = jobs::one(tx, &wanted)?.ok_or(Refused::NotFound)?;
        let zone = zone(tx, &policies)?;
        let from = target(tx, &job.source, None, zone)?;
        let mapping = jobs::mapping(tx, &wanted)?;
        let forms = forms(tx, &asking, None, &mapping)?;
        Ok((job, mapping, forms, from))
    })?;
    let dry_run = job.dry_run;
    let order = Order {
        job: job.id.clone(),
        mapping,
        forms,
        desk: desk.clone(),
        name: job.file_name.clone(),
        bytes_total: u64::try_from(job.bytes_total).unwrap_or(0),
        skip: if dry_run { 0 } else { u64::try_from(job.rows_done).unwrap_or(0) },
        so_far: if dry_run { Summary::default() } else { job.summary.0.clone() },
        into: (!dry_run).then_some(from),
        words: Arc::new(Words::new(Lang::parse(&job.lang))?),
    };
    Ok((job, order))
}

/// The time zone of the organisation; UTC before there is a calendar.
fn zone(tx: &mut Tx<'_>, policies: &Policies) -> Result<TimeZone> {
    let (book, now) = (policies.book(tx)?, tx.now());
    let calendar = book.at(now).calendar(None).ok().and_then(|it| book.calendar(&it).cloned());
    Ok(calendar.map_or(TimeZone::UTC, |it| it.zone().clone()))
}
