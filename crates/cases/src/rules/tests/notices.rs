use base::ids::PersonId;
use db::events::Event;
use policy::model::{Audience, News};

use crate::events::{Assigned, ClockWarned, Noted};
use crate::model::Target;
use crate::rules::notices::{KINDS, Reader, Reason, concerns};
use crate::testing::{START, person, unit};

fn why(who: char, kind: &str, body: &str) -> Option<Reason> {
    let told_of = [News::Accepted, News::Closed];
    concerns(Reader { person: &person(who), first_owner: who == 'B', told_of: &told_of }, kind, body)
}

fn told<E: Event>(who: char, event: &E) -> bool {
    why(who, E::KIND, &serde_json::to_string(event).unwrap()) == Some(Reason::Named)
}

fn note(mentions: Vec<PersonId>) -> Noted {
    Noted {
        note: "not_01JD0000000000000000000000".parse().unwrap(),
        body: "请看".to_owned(),
        mentions,
        from_number: None,
        written_by: None,
    }
}

#[test]
fn only_those_called_in_are_told_of_a_note() {
    let it = note(vec![person('A')]);
    assert!(told('A', &it));
    assert!(!told('C', &it));
}

#[test]
fn whoever_is_given_a_case_is_told() {
    let it = Assigned { from: Some(person('B')), to: Some(person('A')), unit_id: unit('E'), stood_in: None };
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
        told: vec![person('S')],
    };
    assert!(told('A', &warned(vec![Audience::Handler])));
    assert!(!told('B', &warned(vec![Audience::Handler])));
    assert!(told('B', &warned(vec![Audience::Handler, Audience::FirstOwner])));
    let body = serde_json::to_string(&warned(vec![Audience::Supervisor])).unwrap();
    assert_eq!(why('S', ClockWarned::KIND, &body), Some(Reason::Superior));
    assert_eq!(why('C', ClockWarned::KIND, &body), None);
}

#[test]
fn first_receivers_follow_what_policy_says_and_nobody_else_does() {
    let rows = [("cases.accepted.v1", true), ("cases.closed.v1", true), ("cases.paused.v1", false)];
    for (kind, is_told) in rows {
        assert_eq!(why('B', kind, "{}"), is_told.then_some(Reason::FirstOwner), "{kind}");
        assert_eq!(why('A', kind, "{}"), None);
    }
}

#[test]
fn another_systems_rows_are_for_nobody() {
    assert_eq!(why('A', "cases.noted.v1", r#"{"activity":"Note"}"#), None);
}

#[test]
fn every_kind_that_may_concern_somebody_is_an_event_of_ours() {
    assert!(KINDS.iter().all(|it| crate::events::KINDS.contains(it)));
}
