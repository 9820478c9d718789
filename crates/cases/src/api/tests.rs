mod acts;
mod approvals;
mod complaints;
mod escalations;
mod follow_ups;
mod imported;
mod joint;
mod life;
mod merging;
mod portal;
mod services;
mod sight;
mod stand_in;
mod urging;
mod what_if;
mod withdrawn;

use base::ids::CaseId;
use base::{Failure, Result, Span, Stamp};
use db::Tx;
use db::timers::fire_due;
use testkit::TestDb;

use crate::Desk;
use crate::model::Case;
use crate::testing::{START, TABLES, actor, complaint, desk};

/// A desk and the database behind it.
pub struct House {
    pub it: TestDb,
    pub desk: Desk,
}

/// Runs a test on both databases.
fn each(test: impl Fn(&House)) {
    let run = |it: TestDb| {
        let desk = desk(&it);
        test(&House { it, desk });
    };
    run(testkit::sqlite(TABLES));
    if let Some(it) = testkit::postgres(TABLES) {
        run(it);
    }
}

impl House {
    /// Does something as a moment after the beginning; timers due by then fire before.
    fn at<T: Send + 'static>(
        &self,
        after: Span,
        work: impl FnOnce(&mut Tx<'_>, &Desk) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let desk = self.desk.clone();
        self.it.db.write_blocking(move |tx| {
            tx.at(START + after);
            fire_due(tx, &crate::jobs::handlers(&desk))?;
            work(tx, &desk)
        })
    }

    /// Takes a complaint in, with a promise in two hours.
    fn complaint(&self, by: char) -> Case {
        self.at(Span(0), move |tx, desk| desk.open(tx, &actor(by), complaint(START + hours(2)))).unwrap()
    }

    /// The kinds of what happened on a case, without `cases.` and the version.
    fn story(&self, id: &CaseId) -> String {
        let id = id.clone();
        let logged = self.it.db.read_blocking(move |tx| db::events::of_case(tx, &id, 0, 1000)).unwrap();
        let kinds: Vec<_> =
            logged.iter().map(|it| it.kind.trim_start_matches("cases.").trim_end_matches(".v1").to_owned()).collect();
        kinds.join(" ")
    }
}

fn hours(count: i64) -> Span {
    Span::HOUR.times(count)
}

fn days(count: i64) -> Span {
    Span::DAY.times(count)
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(failure @ Failure::Refused(_)) => failure.code().unwrap_or_default(),
        other => panic!("not refused: {other:?}"),
    }
}

/// A moment after the beginning.
fn after(span: Span) -> Stamp {
    START + span
}
