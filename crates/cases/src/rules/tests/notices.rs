use base::ids::PersonId;
use db::events::Event;
use policy::model::Audience;

use crate::events::{Assigned, ClockWarned, Noted};
use crate::model::Target;
use crate::rules::notices::{KINDS, concerns};
use crate::testing::{START, person, unit};

fn told<E: Event>(who: char, event: &E) -> bool {
    concerns(&person(who), E::KIND, &serde_json::to_string(event).unwrap())
}

fn note(mentions: Vec<PersonId>) -> Noted {
    Noted { note: "not_01JD0000000000000000000000".parse().unwrap(), body: "请看".to_owned(), mentions }
}

#[test]
fn only_those_called_in_are_told_of_a_note() {
    let it = note(vec![person('A')]);
    assert!(told('A', &it));
    assert!(!told('C', &it));
}

#[test]
fn whoever_is_given_a_case_is_told() {
    let it = Assigned { from: Some(person('B')), to: Some(person('A')), unit_id: unit('E') };
    assert!(told('A', &it));
    assert!(!told('B', &it));
}

#[test]
fn of_a_time_limit_those_are_told_whom_policy_names() {
    let warned = |tell| ClockWarned {
        clock: "clk_01JD0000000000000000000000".parse().unwrap(),
        target: Target::Resolution,
        instance: 1,
        permille: 800,
        due_at: START,
        owner_id: Some(person('A')),
        first_owner_id: Some(person('B')),
        unit_id: unit('E'),
        tell,
    };
    assert!(told('A', &warned(vec![Audience::Handler])));
    assert!(!told('B', &warned(vec![Audience::Handler])));
    assert!(told('B', &warned(vec![Audience::Handler, Audience::FirstOwner])));
}

#[test]
fn another_systems_rows_are_for_nobody() {
    assert!(!concerns(&person('A'), "cases.noted.v1", r#"{"activity":"Note"}"#));
}

#[test]
fn every_kind_that_may_concern_somebody_is_an_event_of_ours() {
    assert!(KINDS.iter().all(|it| crate::events::KINDS.contains(it)));
}
