//! Which limit holds for a case, and the clock it starts (CAS-7).

use base::ids::{CaseId, ClockId};
use base::{Span, Stamp};
use db::Json;
use policy::CalendarRef;
use policy::model::{LimitRule, Matter, TimeKind};

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

/// The limit of a target for a case, if policy sets one: the term of a service item goes first. `step` counts for the
/// target `step` only.
pub fn limit_of<'a>(book: &'a Rulebook, target: Target, dims: &Dims, step: Option<&str>) -> Option<&'a LimitRule> {
    if target == Target::Resolution
        && let Some(own) = book.services.says.item(&dims.kind, dims.class.as_deref())
        && let Some(rule) = book.service_limits.iter().find(|it| it.id == own.id)
    {
        return Some(rule);
    }
    let matter = Matter {
        kind: &dims.kind,
        class: dims.class.as_deref(),
        priority: &dims.priority,
        channel: &dims.channel,
        step,
    };
    policy::rules::pick_limit(&book.limits, target.kind(), &matter)
}

/// Starts the clock of a limit; nothing when the limit has no length, as that of promises.
pub fn start(book: &Rulebook, rule: &LimitRule, start: Start<'_>) -> Option<Clock> {
    let calendar = match rule.time {
        TimeKind::Wall => None,
        TimeKind::Working => Some(book.calendar_named(rule.calendar.as_deref())),
    };
    let day = calendar.as_ref().and_then(|it| book.working_of(it)).map_or(Span::DAY, |it| it.day);
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
    calendar: Option<CalendarRef>,
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
        calendar: calendar.map(|it| it.to_string()),
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
        policy: match rule {
            Some(it) if book.service_limits.contains(it) => book.services.by.clone(),
            _ => book.limits_ref.to_string(),
        },
        rule: rule.map_or_else(|| "promise".to_owned(), |it| it.id.clone()),
    };
    clock.due_ms = clock::mark_at(&clock, book, 1000);
    clock.half_ms = clock::mark_at(&clock, book, 500);
    clock.near_ms = clock::mark_at(&clock, book, near_mark(&clock, book));
    clock
}

/// The last warning before the due time, in thousandths.
pub(super) fn near_mark(clock: &Clock, book: &Rulebook) -> i64 {
    book.warnings(clock).iter().map(|it| it.at_permille).filter(|it| *it < 1000).max().unwrap_or(NEAR)
}
