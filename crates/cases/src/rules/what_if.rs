//! What a time limit would have come to under other limits or another calendar (POL-4).
//!
//! What happened stays: when a matter began and ended, when and why it stood still, when more time was given. Only the
//! limit is asked for anew, and the same arithmetic as live ([`clock`]) runs over it.

use base::Stamp;
use base::ids::{CaseId, ClockId};
use policy::model::TargetKind;

use super::clock;
use super::limits::{self, Start};
use crate::model::{Case, Clock, ClockState, Dims, Extension, Rulebook, Target};

/// What a limit ran over.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What it waited for.
    pub target: Target,
    /// The step, for the target `step`.
    pub step: Option<String>,
    /// When it began.
    pub started: Stamp,
    /// When it ended, and whether what it waited for was reached.
    pub ended: Option<(Stamp, bool)>,
    /// Where more time was given.
    pub extended: Vec<Extension>,
}

/// A stretch in which a case stood still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// Since when.
    pub from: Stamp,
    /// Until when; still standing when absent.
    pub to: Option<Stamp>,
    /// The clocks that stood still with it, by the policy of that moment.
    pub stops: Vec<TargetKind>,
    /// The allowed reason.
    pub reason: String,
}

/// How a limit came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameOut {
    /// `met`, `missed`, `running`, `called_off`, or `none` where no limit held.
    pub result: &'static str,
    /// The limit that held.
    pub rule: Option<String>,
    /// When it was due.
    pub due: Option<Stamp>,
}

/// The limits a case ran under: its clocks, and the first answer and the solution also where no limit held then.
///
/// Left out are promises, whose time was given to a customer, and clocks that a correction of the case replaced.
pub fn courses(case: &Case, clocks: &[Clock]) -> Vec<Course> {
    let replaced = |it: &Clock| {
        it.state == ClockState::Cancelled
            && clocks
                .iter()
                .any(|one| one.target == it.target && one.started_ms == it.started_ms && one.instance > it.instance)
    };
    let ran = clocks.iter().filter(|it| it.target != Target::Promise && !replaced(it));
    let mut found: Vec<Course> = ran.map(course).collect();
    for (target, ended) in [(Target::FirstResponse, case.answered_ms), (Target::Resolution, case.resolved_ms)] {
        if clocks.iter().all(|it| it.target != target) {
            let ended = ended.map(|at| (at, true)).or(case.closed_ms.map(|at| (at, false)));
            found.push(Course { target, step: None, started: case.opened_ms, ended, extended: Vec::new() });
        }
    }
    found
}

fn course(it: &Clock) -> Course {
    Course {
        target: it.target,
        step: it.subject.clone().filter(|_| it.target == Target::Step),
        started: it.started_ms,
        ended: it.ended_ms.map(|at| (at, it.state != ClockState::Cancelled)),
        extended: it.extended.0.clone(),
    }
}

/// What happens to a limit on its way.
enum Turn<'a> {
    Stop(&'a str),
    GoOn,
    More(&'a Extension),
}

/// Runs a limit over what happened, as `book` has it at the moment the limit began.
///
/// - `id`: stands for the clock; it is not looked at.
/// - `stood`: where the case stood still, in any order.
pub fn replay(
    book: &Rulebook,
    dims: &Dims,
    (case, id): (&CaseId, &ClockId),
    it: &Course,
    stood: &[Stood],
    now: Stamp,
) -> CameOut {
    let start = Start {
        id: id.clone(),
        case,
        target: it.target,
        subject: it.step.clone(),
        instance: 1,
        previous: None,
        at: it.started,
    };
    let rule = limits::limit_of(book, it.target, dims, it.step.as_deref());
    let Some(mut clock) = rule.and_then(|rule| limits::start(book, rule, start)) else {
        return CameOut { result: "none", rule: None, due: None };
    };
    let until = it.ended.map_or(now, |ended| ended.0);
    for (at, turn) in turns(it, stood).into_iter().filter(|(at, _)| *at >= it.started && *at <= until) {
        clock::look(&mut clock, book, at);
        match turn {
            Turn::Stop(reason) => drop(clock::pause(&mut clock, book, at, reason)),
            Turn::GoOn => drop(clock::resume(&mut clock, book, at)),
            // Where there is time enough already, nobody would have asked for more.
            Turn::More(extension) if extension.until > clock.due_ms => {
                clock::extend(&mut clock, book, extension.clone());
            }
            Turn::More(_) => {}
        }
    }
    let result = finish(&mut clock, book, it, now);
    CameOut { result, rule: Some(clock.rule), due: Some(clock.due_ms) }
}

fn turns<'a>(it: &'a Course, stood: &'a [Stood]) -> Vec<(Stamp, Turn<'a>)> {
    let mut turns: Vec<(Stamp, Turn<'a>)> = it.extended.iter().map(|one| (one.at, Turn::More(one))).collect();
    for one in stood.iter().filter(|one| one.stops.contains(&it.target.kind())) {
        turns.push((one.from, Turn::Stop(&one.reason)));
        turns.extend(one.to.map(|to| (to, Turn::GoOn)));
    }
    turns.sort_by_key(|turn| turn.0);
    turns
}

fn finish(clock: &mut Clock, book: &Rulebook, it: &Course, now: Stamp) -> &'static str {
    match it.ended {
        Some((at, true)) => drop(clock::meet(clock, book, at)),
        Some((at, false)) => drop(clock::cancel(clock, book, at)),
        None => drop(clock::look(clock, book, now)),
    }
    match clock.state {
        ClockState::Breached => "missed",
        ClockState::Met => "met",
        ClockState::Cancelled => "called_off",
        ClockState::Running | ClockState::Paused => "running",
    }
}
