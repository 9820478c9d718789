//! The last step: what happened, in the form in which cases take it in.

use std::collections::BTreeMap;

use base::ids::CaseId;
use cases::api::{ImportedCase, ImportedClock, ImportedEvent};
use cases::model::{Fields, Status, Target};
use serde_json::Value as Json;

use super::life::{Happening, Life, Phase};
use super::row::{Fact, Value};
use crate::mapping::{Meaning, Milestone};

/// The kind of a case whose source says none.
const KIND: &str = "service_request";
/// The channel of a case whose source says none.
const CHANNEL: &str = "import";
/// The priority of a case whose source says none.
const PRIORITY: &str = "normal";

/// Adds what a row says and what happened by it to a case of the batch.
pub fn add(case: &mut ImportedCase, fact: &Fact, happenings: Vec<Happening>) {
    for (slot, text) in [(&mut case.subject, &fact.subject), (&mut case.description, &fact.description)] {
        if let Some(text) = text {
            slot.clone_from(text);
        }
    }
    if let Some(state) = &fact.state {
        case.step.clone_from(state);
    }
    let first = case.events.len();
    case.events.extend(happenings.into_iter().map(|it| event(it, fact)));
    if let Some(event) = case.events.get_mut(first) {
        event.answers = fact.answers.iter().map(|it| (it.field.clone(), it.value.clone())).collect();
    }
}

fn event(happening: Happening, fact: &Fact) -> ImportedEvent {
    let row = happening.activity.is_some();
    let own = |it: &Option<String>| if row { it.clone() } else { None };
    let mut body = Fields::new();
    if let (Meaning::Answered, Some(reply)) = (happening.meaning, &fact.reply) {
        body.insert("answer".into(), Json::String(reply.clone()));
    }
    ImportedEvent {
        at: happening.at,
        kind: kind(happening.meaning),
        synthetic: !row && happening.meaning == Meaning::Opened,
        activity: happening.activity,
        state: own(&fact.state),
        resource: own(&fact.resource),
        group: own(&fact.group),
        attrs: fields(happening.attrs),
        body,
        answers: Fields::new(),
    }
}

/// Completes a case of the batch by what is known of it after its latest row.
pub fn case(mut case: ImportedCase, key: &str, id: Option<&CaseId>, life: &Life) -> ImportedCase {
    let text = |name: &str| match life.values.get(name) {
        Some(Value::Text(it)) => Some(it.clone()),
        _ => None,
    };
    let stated = |milestone| life.stated.get(&milestone).copied();
    key.clone_into(&mut case.key);
    case.id = id.cloned();
    if case.subject.is_empty() && id.is_none() {
        key.clone_into(&mut case.subject);
    }
    if case.step.is_empty() {
        if life.phase == Phase::Closed { "closed" } else { "verify" }.clone_into(&mut case.step);
    }
    case.kind = text("kind").unwrap_or_else(|| KIND.to_owned());
    case.class = text("class");
    case.channel = text("channel").unwrap_or_else(|| CHANNEL.to_owned());
    case.priority = text("priority").unwrap_or_else(|| PRIORITY.to_owned());
    case.status = Some(match life.phase {
        Phase::Open | Phase::Resolved => Status::Open,
        Phase::Paused => Status::Paused,
        Phase::Closed => Status::Closed,
    });
    case.attrs = fields(life.values.clone());
    case.opened = stated(Milestone::Opened).unwrap_or(life.opened);
    case.answered = life.answered;
    case.resolved = stated(Milestone::Resolved).or(life.resolved);
    // Some sources close cases before they open them; the row cannot, its events keep what was said.
    case.closed = life.closed.map(|at| stated(Milestone::Closed).unwrap_or(at).max(case.opened));
    case.reopen_count = i64::from(life.reopened);
    if life.due.is_some() || life.met.is_some() {
        let (started, ended) = (case.opened, case.resolved.or(case.closed));
        case.clocks =
            vec![ImportedClock { target: Target::Resolution, started, due: life.due, ended, in_time: life.met }];
    }
    case
}

fn fields(values: BTreeMap<String, Value>) -> Fields {
    values.into_iter().map(|(name, value)| (name, json(value))).collect()
}

fn json(value: Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Flag(it) => Json::Bool(it),
        Value::Whole(it) => Json::from(it),
        Value::Number(it) => Json::from(it),
        Value::Text(it) => Json::String(it),
    }
}

/// The kind of event of a meaning.
fn kind(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Recorded => "cases.recorded.v1",
        Meaning::Opened => "cases.opened.v1",
        Meaning::Accepted => "cases.accepted.v1",
        Meaning::Assigned => "cases.assigned.v1",
        Meaning::Transferred => "cases.transferred.v1",
        Meaning::Returned => "cases.returned.v1",
        Meaning::Noted => "cases.noted.v1",
        Meaning::Replied => "cases.replied.v1",
        Meaning::Answered => "cases.answered.v1",
        Meaning::Paused => "cases.paused.v1",
        Meaning::Resumed => "cases.resumed.v1",
        Meaning::Resolved => "cases.resolved.v1",
        Meaning::Reopened => "cases.reopened.v1",
        Meaning::Closed => "cases.closed.v1",
    }
}
