//! From what a source says to rows and events.

use std::collections::BTreeMap;

use base::ids::{CaseId, ClockId};
use base::{Result, Span, Stamp, fault};
use db::events::Event as _;
use db::{Json, Tx, timers};
use serde_json::{Map, Value, json};

use super::{ImportedCase, ImportedClock, ImportedEvent, ImportedFrom};
use crate::events::{Edited, KINDS};
use crate::jobs;
use crate::model::{Case, Clock, ClockState, Confirmation, Dims, Status, Urgency};
use crate::rules::clock::NEAR;

/// An event ready to be written.
#[derive(Debug, Clone)]
pub struct Ready {
    /// When it happened.
    pub at: Stamp,
    /// Its kind.
    pub kind: &'static str,
    /// Its fields as JSON.
    pub body: String,
}

/// The policy of what was decided elsewhere.
const ELSEWHERE: &str = "imported";

/// The row of an imported case.
pub fn case(tx: &mut Tx<'_>, from: &ImportedFrom, it: &ImportedCase, before: Option<&Case>) -> Result<Case> {
    let now = tx.now();
    let (id, number, edition) = if let Some(case) = before {
        (case.id.clone(), case.number, case.edition)
    } else {
        // The order of ids is the order of opening.
        tx.at(it.opened);
        let id = tx.id();
        tx.at(now);
        (id, db::numbers::next(tx, "cases_number")?, 1)
    };
    let status = it.status.unwrap_or(Status::Open);
    // A case keeps the time it first came in with, whatever a later extract says.
    let opened = before.map_or(it.opened, |it| it.opened_ms);
    let last = it.events.last().map_or(it.opened, |it| it.at);
    let due = it.clocks.iter().filter(|it| it.ended.is_none() && status != Status::Closed);
    let due = due.filter_map(|it| Some((it.due?, it.target, it.started))).min();
    let share = |permille| due.map(|(due, _, started)| mark(started, due, permille));
    let owner_id = it.owner_id.clone();
    Ok(Case {
        id,
        number,
        source: Some(from.source.clone()),
        external_key: Some(it.key.clone()),
        subject: if it.subject.is_empty() { it.key.clone() } else { it.subject.clone() },
        description: it.description.clone(),
        kind: it.kind.clone(),
        class: it.class.clone(),
        channel: it.channel.clone(),
        priority: it.priority.clone(),
        step: it.step.clone(),
        status,
        unit_id: it.unit_id.clone().unwrap_or_else(|| from.unit_id.clone()),
        first_owner_id: before.map_or_else(|| owner_id.clone(), |it| it.first_owner_id.clone()),
        owner_id,
        creator_id: None,
        customer_id: it.customer_id.clone(),
        sealed: before.and_then(|it| it.sealed.clone()),
        contact_masked: before.and_then(|it| it.contact_masked.clone()),
        fields: before.map(|it| it.fields.clone()).unwrap_or_default(),
        tags: Json::default(),
        attrs: Json(it.attrs.clone()),
        happened_ms: None,
        opened_ms: opened,
        answered_ms: it.answered,
        resolved_ms: it.resolved,
        closed_ms: it.closed.filter(|_| status == Status::Closed).map(|at| at.max(opened)),
        step_ms: before.filter(|case| case.step == it.step).map_or(last, |case| case.step_ms),
        status_ms: before.filter(|case| case.status == status).map_or(last, |case| case.status_ms),
        due_ms: due.map_or(Stamp::MAX, |it| it.0),
        due_target: due.map(|it| it.1),
        due_half_ms: share(500),
        due_near_ms: share(NEAR),
        urgency: if due.is_some_and(|it| it.0 < now) { Urgency::OVERDUE } else { Urgency::CALM },
        promise_due_ms: None,
        open_promises: 0,
        transfer_id: None,
        transfer_person_id: None,
        return_count: 0,
        confirmation: Confirmation::None,
        outcome: it.outcome.clone(),
        reopen_count: it.reopen_count,
        repeat_count: before.map_or(0, |it| it.repeat_count),
        repeat_of: before.and_then(|it| it.repeat_of.clone()),
        policy: ELSEWHERE.to_owned(),
        recent: before.map(|it| it.recent.clone()).unwrap_or_default(),
        edition,
        version: before.map_or(1, |it| it.version + 1),
        urge_count: before.map_or(0, |it| it.urge_count),
        open_joint: before.map_or(0, |it| it.open_joint),
        merged_count: before.map_or(0, |it| it.merged_count),
        merged_into: before.and_then(|it| it.merged_into.clone()),
    })
}

/// The case's events, each with what is reckoned for its kind.
///
/// - `edits`: what rows changed of the answers, by the row's place among the events and in their order.
pub fn events(
    case: &Case,
    before: Option<&Case>,
    it: &ImportedCase,
    edits: Vec<(usize, Edited)>,
) -> Result<Vec<Ready>> {
    let mut edits = edits.into_iter().peekable();
    let mut step = before.map_or("", |it| it.step.as_str());
    let mut stood = before.map_or(it.opened, |it| it.step_ms);
    let mut ready = Vec::with_capacity(it.events.len());
    for (place, event) in it.events.iter().enumerate() {
        let mut body = Map::new();
        let kind = KINDS.iter().find(|it| **it == event.kind).copied().unwrap_or("cases.recorded.v1");
        if counted(kind)
            && let Ok(Value::Object(dims)) = serde_json::to_value(Dims::of(case))
        {
            body.extend(dims);
        }
        reckoned(&mut body, kind, case, event);
        let now_at = event.state.as_deref().unwrap_or(step);
        if now_at != step || kind == "cases.stepped.v1" {
            if kind == "cases.stepped.v1" {
                body.insert("from".to_owned(), step.into());
                body.insert("to".to_owned(), now_at.into());
            }
            if !step.is_empty() {
                body.insert("stayed".to_owned(), (event.at - stood).0.into());
            }
            (step, stood) = (now_at, event.at);
        }
        original(&mut body, event);
        ready.push(Ready { at: event.at, kind, body: Value::Object(body).to_string() });
        if let Some((_, edited)) = edits.next_if(|(at, _)| *at == place) {
            let body = serde_json::to_string(&edited).map_err(fault)?;
            ready.push(Ready { at: event.at, kind: Edited::KIND, body });
        }
    }
    Ok(ready)
}

/// Whether events of a kind carry what the case is counted by.
fn counted(kind: &str) -> bool {
    matches!(
        kind,
        "cases.opened.v1"
            | "cases.answered.v1"
            | "cases.resolved.v1"
            | "cases.confirmed.v1"
            | "cases.reopened.v1"
            | "cases.closed.v1"
            | "cases.edited.v1"
    )
}

/// What is known without the source saying so.
fn reckoned(body: &mut Map<String, Value>, kind: &str, case: &Case, event: &ImportedEvent) {
    let wall = (event.at - case.opened_ms).0;
    let mut put = |name: &str, value: Value| {
        body.insert(name.to_owned(), value);
    };
    match kind {
        "cases.opened.v1" => {
            put("number", case.number.into());
            put("subject", case.subject.clone().into());
            put("step", event.state.clone().unwrap_or_else(|| case.step.clone()).into());
            put("source", case.source.clone().into());
        }
        "cases.answered.v1" => {
            put("wall", wall.into());
            put("on_the_spot", false.into());
        }
        "cases.resolved.v1" => {
            put("wall", wall.into());
            put("reopen_count", case.reopen_count.into());
        }
        "cases.closed.v1" => {
            put("wall", wall.into());
            put("outcome", case.outcome.clone().unwrap_or_default().into());
            put("confirmation", "none".into());
            put("reopen_count", case.reopen_count.into());
            put("repeat_count", case.repeat_count.into());
        }
        "cases.reopened.v1" => put("reopen_count", case.reopen_count.into()),
        _ => {}
    }
}

/// The source's own words.
fn original(body: &mut Map<String, Value>, event: &ImportedEvent) {
    body.extend(event.body.iter().map(|(name, value)| (name.clone(), value.clone())));
    let words = [
        ("activity", &event.activity),
        ("state", &event.state),
        ("resource", &event.resource),
        ("group", &event.group),
    ];
    for (name, word) in words {
        if let Some(word) = word {
            body.insert(name.to_owned(), word.clone().into());
        }
    }
    if !event.attrs.is_empty() {
        body.insert("attrs".to_owned(), json!(event.attrs));
    }
    if event.synthetic {
        body.insert("synthetic".to_owned(), true.into());
    }
}

/// The clocks of an imported case: new ones, changed ones, and what they say.
#[derive(Debug, Default)]
pub struct Timed {
    /// To be added.
    pub fresh: Vec<Clock>,
    /// To be saved.
    pub changed: Vec<Clock>,
    /// What is told of them.
    pub entries: Vec<Ready>,
}

/// Brings a case's clocks up to what the source says.
pub fn clocks(tx: &Tx<'_>, case: &Case, it: &ImportedCase, known: &[Clock], now: Stamp) -> Timed {
    let mut timed = Timed::default();
    for given in &it.clocks {
        let old = known.iter().find(|it| it.target == given.target);
        let id = old.map_or_else(|| tx.id(), |it| it.id.clone());
        let clock = made(&case.id, id, given, now);
        let settled = |it: &Clock| (it.state != ClockState::Running).then_some(it.state);
        if settled(&clock) != old.and_then(settled) {
            timed.entries.extend(told(case, &clock));
        }
        match old {
            Some(old) if *old == clock => {}
            Some(_) => timed.changed.push(clock),
            None => timed.fresh.push(clock),
        }
    }
    timed
}

fn made(case: &CaseId, id: ClockId, it: &ImportedClock, now: Stamp) -> Clock {
    let due = it.due.unwrap_or(Stamp::MAX);
    let in_time = it.in_time.unwrap_or_else(|| it.ended.unwrap_or(now) <= due);
    let state = match (it.ended, in_time) {
        (Some(_), true) => ClockState::Met,
        (_, false) => ClockState::Breached,
        (None, true) => ClockState::Running,
    };
    let wall = it.ended.map(|end| end - it.started);
    Clock {
        id,
        case_id: case.clone(),
        target: it.target,
        subject: None,
        instance: 1,
        previous_id: None,
        state,
        started_ms: it.started,
        limit_ms: it.due.map_or(Span(0), |due| due - it.started),
        calendar: None,
        warned: if state == ClockState::Running { 0 } else { 1000 },
        due_ms: due,
        half_ms: it.due.map_or(due, |due| mark(it.started, due, 500)),
        near_ms: it.due.map_or(due, |due| mark(it.started, due, NEAR)),
        since_ms: it.started,
        used_ms: wall.unwrap_or_default(),
        ended_ms: it.ended,
        wall_ms: wall,
        working_ms: None,
        breached_ms: (state == ClockState::Breached).then(|| it.due.or(it.ended).unwrap_or(now)),
        pauses: Json::default(),
        extended: Json::default(),
        policy: ELSEWHERE.to_owned(),
        rule: ELSEWHERE.to_owned(),
    }
}

/// When a share of a limit is used, by the wall clock.
fn mark(started: Stamp, due: Stamp, permille: i64) -> Stamp {
    started + (due - started).permille(permille)
}

/// What a settled clock says, in the words of live work.
fn told(case: &Case, clock: &Clock) -> Vec<Ready> {
    let Ok(Value::Object(dims)) = serde_json::to_value(Dims::of(case)) else { return Vec::new() };
    let body = |more: Value| {
        let mut body = dims.clone();
        if let Value::Object(more) = more {
            body.extend(more);
        }
        Value::Object(body).to_string()
    };
    let mut told = Vec::new();
    let common = json!({ "clock": clock.id, "target": clock.target, "instance": 1, "limit": clock.limit_ms });
    let with = |more: Value| match (common.clone(), more) {
        (Value::Object(mut all), Value::Object(more)) => {
            all.extend(more);
            body(Value::Object(all))
        }
        _ => String::from("{}"),
    };
    if let Some(at) = clock.breached_ms {
        let due = if clock.due_ms < Stamp::MAX { clock.due_ms } else { at };
        told.push(Ready { at, kind: "cases.clock_breached.v1", body: with(json!({ "due_at": due })) });
    }
    if let Some(at) = clock.ended_ms {
        let in_time = clock.breached_ms.is_none();
        let wall = clock.wall_ms;
        let met = with(json!({ "in_time": in_time, "used": clock.used_ms, "wall": wall, "worked": wall }));
        told.push(Ready { at, kind: "cases.clock_met.v1", body: met });
    }
    told
}

/// Sets the timer of each case for what is still ahead.
pub fn timers(tx: &mut Tx<'_>, clocks: &[Clock], now: Stamp) -> Result<()> {
    let ahead = |it: &&Clock| it.state == ClockState::Running && it.due_ms > now && it.due_ms < Stamp::MAX;
    let mut looks: BTreeMap<&CaseId, Stamp> = BTreeMap::new();
    for clock in clocks.iter().filter(ahead) {
        let look = looks.entry(&clock.case_id).or_insert(clock.due_ms);
        *look = clock.due_ms.min(*look);
    }
    looks.into_iter().try_for_each(|(case, look)| timers::set(tx, look, jobs::CLOCK, case.as_str(), &()))
}
