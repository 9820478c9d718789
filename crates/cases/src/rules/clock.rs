//! The arithmetic of clocks: running, standing still, warned, due, reached, extended. No clock is ever changed back.

use base::{Span, Stamp};
use policy::model::Audience;

use super::limits::near_mark;
use crate::model::{Case, Clock, ClockState, Extension, Pause, Rulebook, Target, Urgency, Working};

/// The share of a limit, in thousandths, that counts as nearly due where policy warns of none.
pub const NEAR: i64 = 800;

/// Something that a clock has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// A share of the limit is used; these are to be told.
    Warned {
        /// The share, in thousandths.
        permille: i64,
        /// Who is told.
        tell: Vec<Audience>,
    },
    /// The limit passed.
    Breached,
}

/// The calendar whose working time counts, of the version the clock was started under.
pub(super) fn calendar<'a>(clock: &Clock, book: &'a Rulebook) -> Option<Working<'a>> {
    book.working_of(&clock.calendar.as_deref()?.parse().ok()?)
}

/// `span` of the clock's kind of time after a moment.
fn after(clock: &Clock, book: &Rulebook, from: Stamp, span: Span) -> Stamp {
    match calendar(clock, book) {
        Some(working) => working.calendar.add_working(from, span),
        None => from + span,
    }
}

/// The clock's kind of time between two moments.
fn between(clock: &Clock, book: &Rulebook, from: Stamp, to: Stamp) -> Span {
    match calendar(clock, book) {
        Some(working) => working.calendar.working_between(from, to),
        None => (to - from).max(Span(0)),
    }
}

/// When a share of the limit is used up, if the clock runs on from where it is.
pub fn mark_at(clock: &Clock, book: &Rulebook, permille: i64) -> Stamp {
    after(clock, book, clock.since_ms, clock.limit_ms.permille(permille) - clock.used_ms)
}

/// The time used by `now`, in the clock's kind of time.
pub fn used(clock: &Clock, book: &Rulebook, now: Stamp) -> Span {
    let runs = clock.is_live() && clock.state != ClockState::Paused;
    if runs { clock.used_ms + between(clock, book, clock.since_ms, now) } else { clock.used_ms }
}

/// The next share to speak up at: the policy's warnings, and the end.
fn next_mark(clock: &Clock, book: &Rulebook) -> Option<i64> {
    if clock.state != ClockState::Running || !clock.is_live() {
        return None;
    }
    let marks = book.warnings(clock).iter().map(|it| it.at_permille).chain([1000]);
    marks.filter(|it| *it > clock.warned && *it <= 1000).min()
}

/// When the clock has to be looked at next; never while it stands still or is over.
pub fn next_look(clock: &Clock, book: &Rulebook) -> Option<Stamp> {
    let permille = next_mark(clock, book)?;
    let at = if permille == 1000 { clock.due_ms } else { mark_at(clock, book, permille) };
    (at < Stamp::MAX).then_some(at)
}

/// What the clock has to say by `now`. Shares passed at once (after an outage) are told as one: the highest.
pub fn look(clock: &mut Clock, book: &Rulebook, now: Stamp) -> Vec<Signal> {
    let before = clock.warned;
    let fresh = clock.breached_ms.is_none();
    while next_look(clock, book).is_some_and(|at| at <= now) {
        let Some(permille) = next_mark(clock, book) else { break };
        clock.warned = permille;
        if permille == 1000 {
            clock.state = ClockState::Breached;
            clock.breached_ms.get_or_insert(clock.due_ms);
        }
    }
    let mut said = Vec::new();
    if clock.warned == before {
        return said;
    }
    if fresh && clock.breached_ms.is_some() {
        said.push(Signal::Breached);
    }
    if let Some(warning) = book.warnings(clock).iter().find(|it| it.at_permille == clock.warned) {
        said.push(Signal::Warned { permille: warning.at_permille, tell: warning.tell.clone() });
    }
    said
}

/// Stops a running clock for an allowed reason; answers whether it ran. An overdue clock runs on.
pub fn pause(clock: &mut Clock, book: &Rulebook, now: Stamp, reason: &str) -> bool {
    if clock.state != ClockState::Running {
        return false;
    }
    clock.used_ms = used(clock, book, now);
    clock.since_ms = now;
    clock.state = ClockState::Paused;
    clock.pauses.0.push(Pause { from: now, to: None, reason: reason.to_owned() });
    true
}

/// Lets a clock go on; answers whether it stood still. What was left of its limit is left.
pub fn resume(clock: &mut Clock, book: &Rulebook, now: Stamp) -> bool {
    if clock.state != ClockState::Paused {
        return false;
    }
    clock.since_ms = now;
    clock.state = ClockState::Running;
    if let Some(last) = clock.pauses.0.last_mut() {
        last.to = Some(now);
    }
    reckon(clock, book);
    true
}

/// Reckons the marks that are still ahead anew.
fn reckon(clock: &mut Clock, book: &Rulebook) {
    let ahead = |permille: i64| clock.limit_ms.permille(permille) > clock.used_ms;
    let near = near_mark(clock, book);
    let (half_ahead, near_ahead) = (ahead(500), ahead(near));
    clock.due_ms = mark_at(clock, book, 1000);
    if half_ahead {
        clock.half_ms = mark_at(clock, book, 500);
    }
    if near_ahead {
        clock.near_ms = mark_at(clock, book, near);
    }
}

/// Ends a clock, one way or the other; answers what it has to say first (that it was overdue).
fn end(clock: &mut Clock, book: &Rulebook, now: Stamp, state: ClockState) -> Vec<Signal> {
    let mut said = Vec::new();
    if clock.state == ClockState::Running && now > clock.due_ms && clock.breached_ms.is_none() {
        clock.breached_ms = Some(clock.due_ms);
        clock.warned = 1000;
        said.push(Signal::Breached);
    }
    clock.used_ms = used(clock, book, now);
    if let Some(last) = clock.pauses.0.last_mut() {
        last.to.get_or_insert(now);
    }
    clock.ended_ms = Some(now);
    clock.wall_ms = Some(now - clock.started_ms);
    clock.working_ms = Some(book.worked(clock.started_ms, now));
    clock.state = if clock.breached_ms.is_some() { ClockState::Breached } else { state };
    said
}

/// What the clock waited for was reached. Its state is then `met`, or stays `breached`.
pub fn meet(clock: &mut Clock, book: &Rulebook, now: Stamp) -> Vec<Signal> {
    end(clock, book, now, ClockState::Met)
}

/// The clock is no longer wanted. An overdue one stays `breached`.
pub fn cancel(clock: &mut Clock, book: &Rulebook, now: Stamp) -> Vec<Signal> {
    end(clock, book, now, ClockState::Cancelled)
}

/// Moves the due time to a later moment. Warnings whose time now lies ahead come again; that it was overdue once stays.
pub fn extend(clock: &mut Clock, book: &Rulebook, extension: Extension) {
    let now = extension.at;
    clock.limit_ms = clock.limit_ms + between(clock, book, clock.due_ms, extension.until);
    let until = extension.until;
    clock.extended.0.push(extension);
    if clock.state == ClockState::Breached {
        clock.state = ClockState::Running;
    }
    reckon(clock, book);
    clock.due_ms = until;
    let passed = book.warnings(clock).iter().map(|it| it.at_permille).filter(|it| *it < 1000 && *it <= clock.warned);
    clock.warned = passed.filter(|it| mark_at(clock, book, *it) <= now).max().unwrap_or(0);
}

/// How urgent a clock makes its case.
pub fn urgency(clock: &Clock) -> Urgency {
    match clock.state {
        ClockState::Breached => Urgency::OVERDUE,
        ClockState::Running => Urgency::of_permille(clock.warned),
        _ => Urgency::CALM,
    }
}

/// Writes onto the case what its live clocks say: the nearest due time and how urgent it is.
pub fn show_on(case: &mut Case, clocks: &[Clock]) {
    let ticking = |it: &&Clock| it.is_live() && it.state != ClockState::Paused;
    let nearest = clocks.iter().filter(ticking).min_by_key(|it| it.due_ms);
    case.due_ms = nearest.map_or(Stamp::MAX, |it| it.due_ms);
    case.due_target = nearest.map(|it| it.target);
    case.due_half_ms = nearest.map(|it| it.half_ms);
    case.due_near_ms = nearest.map(|it| it.near_ms);
    case.urgency = clocks.iter().filter(ticking).map(urgency).max().unwrap_or_default();
    let promised = clocks.iter().filter(|it| it.is_live() && it.target == Target::Promise);
    case.promise_due_ms = promised.map(|it| it.due_ms).min();
}
