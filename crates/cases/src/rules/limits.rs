//! Which limit holds for a case, and the clock it starts (CAS-7).

use base::ids::{CaseId, ClockId};
use base::{Span, Stamp};
use db::Json;
use policy::model::{LimitRule, Matter, TimeKind, Warning};

use super::clock::{self, NEAR};
use crate::model::{Clock, ClockState, Dims, Rulebook, Target};

/// A clock about to be started.
#[derive(Debug, Clone)]
pub struct Start<'a> {
    /// Its id.
    pub id: ClockId,
    /// The case.
    pub case: &'a CaseId,
    /// What it waits for.
    pub target: Target,
    /// The promise, transfer or step it belongs to.
    pub subject: Option<String>,
    /// Counts from 1 per case and target.
    pub instance: i64,
    /// The instance before.
    pub previous: Option<ClockId>,
    /// From when on.
    pub at: Stamp,
}

/// The limit of a target for a case, if policy sets one. `step` counts for the target `step` only.
pub fn limit_of<'a>(book: &'a Rulebook, target: Target, dims: &Dims, step: Option<&str>) -> Option<&'a LimitRule> {
    let matter = Matter {
        kind: &dims.kind,
        class: dims.class.as_deref(),
        priority: &dims.priority,
        channel: &dims.channel,
        step,
    };
    policy::rules::pick_limit(&book.limits, target.kind(), &matter)
}

/// The warnings of a limit, rising.
fn warnings(book: &Rulebook, rule: Option<&LimitRule>) -> Vec<Warning> {
    let mut all = rule.map_or(&*book.limits.warnings, |it| book.limits.warnings_of(it)).to_vec();
    all.sort_by_key(|it| it.at_permille);
    all
}

/// Starts the clock of a limit; nothing when the limit has no length, as that of promises.
pub fn start(book: &Rulebook, rule: &LimitRule, start: Start<'_>) -> Option<Clock> {
    let calendar = match rule.time {
        TimeKind::Wall => None,
        TimeKind::Working => Some(rule.calendar.clone().unwrap_or_else(|| book.calendar.clone())),
    };
    let day = book.working(calendar.as_deref()).map_or(Span::DAY, |it| it.day);
    let limit = rule.within?.span(day);
    Some(made(book, Some(rule), calendar, limit, start))
}

/// Starts the clock of a promise: the promised time is the limit, whatever the calendar says.
pub fn start_promise(book: &Rulebook, dims: &Dims, due: Stamp, start: Start<'_>) -> Clock {
    let rule = limit_of(book, Target::Promise, dims, None);
    let limit = due - start.at;
    made(book, rule, None, limit, start)
}

fn made(
    book: &Rulebook,
    rule: Option<&LimitRule>,
    calendar: Option<String>,
    limit: Span,
    start: Start<'_>,
) -> Clock {
    let mut clock = Clock {
        id: start.id,
        case_id: start.case.clone(),
        target: start.target,
        subject: start.subject,
        instance: start.instance,
        previous_id: start.previous,
        state: ClockState::Running,
        started_ms: start.at,
        limit_ms: limit,
        calendar,
        warn: Json(warnings(book, rule)),
        warned: 0,
        due_ms: start.at,
        half_ms: start.at,
        near_ms: start.at,
        since_ms: start.at,
        used_ms: Span(0),
        ended_ms: None,
        wall_ms: None,
        working_ms: None,
        breached_ms: None,
        pauses: Json(Vec::new()),
        extended: Json(Vec::new()),
        policy: book.limits_ref.clone(),
        rule: rule.map_or_else(|| "promise".to_owned(), |it| it.id.clone()),
    };
    clock.due_ms = clock::mark_at(&clock, book, 1000);
    clock.half_ms = clock::mark_at(&clock, book, 500);
    clock.near_ms = clock::mark_at(&clock, book, near_mark(&clock));
    clock
}

/// The last warning before the due time, in thousandths.
pub(super) fn near_mark(clock: &Clock) -> i64 {
    clock.warn.0.iter().map(|it| it.at_permille).filter(|it| *it < 1000).max().unwrap_or(NEAR)
}
