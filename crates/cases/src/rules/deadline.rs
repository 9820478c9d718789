//! The arithmetic of deadlines: set, warned of, missed, met. Working time by the calendar they were set under.

use base::ids::{CaseId, DeadlineId, PersonId};
use base::{Span, Stamp};
use db::Json;
use policy::model::{Audience, Term, TimeKind, Warning};

use super::clock::NEAR;
use crate::model::Rulebook;
use crate::model::deadline::{Deadline, DeadlineState, Part};

/// A deadline about to be set.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// What waits.
    pub part: Part,
    /// Its id.
    pub part_id: &'a str,
    /// Counts from 1 within the part.
    pub instance: i64,
    /// How long.
    pub term: &'a Term,
    /// Warnings where the term has none of its own.
    pub warnings: &'a [Warning],
    /// Whom it waits for.
    pub people: Vec<PersonId>,
    /// The version of the policy that sets it.
    pub policy: String,
}

/// What a deadline has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A share is used; these are told beside whom it waits for.
    Warned {
        /// The share, in thousandths; 1000 at the end.
        permille: i64,
        /// Who is told.
        tell: Vec<Audience>,
    },
    /// It passed.
    Missed,
}

/// Sets a deadline.
pub fn set(book: &Rulebook, id: DeadlineId, case: &CaseId, wanted: Wanted<'_>, now: Stamp) -> Deadline {
    let term = wanted.term;
    let calendar = match term.time {
        TimeKind::Wall => None,
        TimeKind::Working => Some(book.calendar_named(term.calendar.as_deref())),
    };
    let day = calendar.as_ref().and_then(|it| book.working_of(it)).map_or(Span::DAY, |it| it.day);
    let warnings = term.warnings.as_deref().unwrap_or(wanted.warnings).to_vec();
    let near = warnings.iter().map(|it| it.at_permille).filter(|it| *it < 1000).max().unwrap_or(NEAR);
    let mut made = Deadline {
        id,
        case_id: case.clone(),
        part: wanted.part,
        part_id: wanted.part_id.to_owned(),
        instance: wanted.instance,
        started_ms: now,
        limit_ms: term.within.span(day),
        calendar: calendar.map(|it| it.to_string()),
        due_ms: now,
        half_ms: now,
        near_ms: now,
        warned: 0,
        warnings: Json(warnings),
        people: Json(wanted.people),
        state: DeadlineState::Running,
        ended_ms: None,
        policy: wanted.policy,
    };
    made.due_ms = mark_at(&made, book, 1000);
    made.half_ms = mark_at(&made, book, 500);
    made.near_ms = mark_at(&made, book, near);
    made
}

/// When a term ends that begins now, in the time of its calendar.
pub fn ends(book: &Rulebook, term: &Term, now: Stamp) -> Stamp {
    let calendar = match term.time {
        TimeKind::Wall => None,
        TimeKind::Working => book.working_of(&book.calendar_named(term.calendar.as_deref())),
    };
    let span = term.within.span(calendar.as_ref().map_or(Span::DAY, |it| it.day));
    calendar.map_or(now + span, |it| it.calendar.add_working(now, span))
}

/// When a share of a deadline is used.
fn mark_at(it: &Deadline, book: &Rulebook, permille: i64) -> Stamp {
    let span = it.limit_ms.permille(permille);
    match it.calendar.as_deref().and_then(|name| book.working_of(&name.parse().ok()?)) {
        Some(working) => working.calendar.add_working(it.started_ms, span),
        None => it.started_ms + span,
    }
}

/// The time from its beginning to a moment, in the time of its calendar.
pub fn used(it: &Deadline, book: &Rulebook, now: Stamp) -> Span {
    match it.calendar.as_deref().and_then(|name| book.working_of(&name.parse().ok()?)) {
        Some(working) => working.calendar.working_between(it.started_ms, now),
        None => now - it.started_ms,
    }
}

fn next_mark(it: &Deadline) -> Option<i64> {
    let open = it.is_live() && it.state == DeadlineState::Running;
    let marks = it.warnings.0.iter().map(|one| one.at_permille).chain([1000]);
    marks.filter(|mark| open && *mark > it.warned && *mark <= 1000).min()
}

/// When it has to be looked at next; never once it was missed or is over.
pub fn next_look(it: &Deadline, book: &Rulebook) -> Option<Stamp> {
    let permille = next_mark(it)?;
    Some(if permille == 1000 { it.due_ms } else { mark_at(it, book, permille) })
}

/// What it has to say by `now`. Shares passed at once are told as one: the highest.
pub fn look(it: &mut Deadline, book: &Rulebook, now: Stamp) -> Vec<Said> {
    let before = it.warned;
    while next_look(it, book).is_some_and(|at| at <= now) {
        let Some(permille) = next_mark(it) else { break };
        it.warned = permille;
        if permille == 1000 {
            it.state = DeadlineState::Missed;
        }
    }
    if it.warned == before {
        return Vec::new();
    }
    let tell = it.warnings.0.iter().find(|one| one.at_permille == it.warned).map(|one| one.tell.clone());
    let warned = Said::Warned { permille: it.warned, tell: tell.unwrap_or_default() };
    if it.state == DeadlineState::Missed { vec![Said::Missed, warned] } else { vec![warned] }
}

/// What it waited for is there; answers whether that was in time.
pub fn meet(it: &mut Deadline, now: Stamp) -> bool {
    let in_time = it.state == DeadlineState::Running && now <= it.due_ms;
    it.state = if in_time { DeadlineState::Met } else { DeadlineState::Late };
    it.ended_ms = Some(now);
    in_time
}

/// It is no longer wanted.
pub fn lift(it: &mut Deadline, now: Stamp) {
    it.state = DeadlineState::Lifted;
    it.ended_ms = Some(now);
}
