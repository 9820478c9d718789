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
use db::timers::fire_due;
use db::{Tx, args};
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
            let done = work(tx, &desk)?;
            people_are_in_step(tx)?;
            Ok(done)
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

/// Among the people of each case exactly its handler is said to handle it, and all of them follow the case.
fn people_are_in_step(tx: &mut Tx<'_>) -> Result<()> {
    let wrong: Vec<(CaseId,)> = tx.all(
        "SELECT c.id FROM cases_case c
          WHERE c.owner_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cases_party p WHERE p.case_id = c.id AND p.person_id = c.owner_id AND p.owns)
          UNION
         SELECT c.id FROM cases_party p JOIN cases_case c ON c.id = p.case_id
          WHERE (p.owns AND c.owner_id IS DISTINCT FROM p.person_id)
             OR p.due_ms <> c.due_ms OR p.is_open <> (c.status <> 'closed')",
        args![],
    )?;
    assert_eq!(wrong, []);
    Ok(())
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
