//! What the tests of this crate share: the common policy, a case in the middle of its life, people.

use base::ids::{CaseId, PersonId, UnitId};
use base::{Span, Stamp};
use db::Json;
use policy::model::{Calendars, Cases, Channels, Limits, Ruling};

use crate::model::{Asker, Case, Confirmation, Rulebook, Sight, Status, Urgency};

/// Monday 2026-03-02 09:00 in Shanghai.
pub const START: Stamp = Stamp(1_772_413_200_000);

fn read<T: Ruling + Clone>(text: &str) -> T {
    let document = policy::rules::read(text).expect("a sound policy");
    T::of(&document.body).expect("the kind its name says").clone()
}

/// The common policy as shipped.
pub fn book() -> Rulebook {
    let cases: Cases = read(include_str!("../../../policies/common/cases.toml"));
    let limits: Limits = read(include_str!("../../../policies/common/limits.toml"));
    let channels: Channels = read(include_str!("../../../policies/common/channels.toml"));
    let calendars: Calendars = read(include_str!("../../../policies/common/calendar.toml"));
    let refs = ["cases@1".to_owned(), "limits@1".to_owned()];
    Rulebook::new(cases, limits, channels, &calendars, refs).expect("calendars")
}

/// A person by a letter.
pub fn person(letter: char) -> PersonId {
    format!("per_01JD000000000000000000000{letter}").parse().unwrap()
}

/// A unit by a letter.
pub fn unit(letter: char) -> UnitId {
    format!("unt_01JD000000000000000000000{letter}").parse().unwrap()
}

/// An agent of a unit.
pub fn agent(letter: char, of: char) -> Asker {
    Asker {
        person: Some(person(letter)),
        sight: Sight::Units(vec![unit(of)]),
        create: true,
        work: true,
        transfer: true,
        supervise: false,
    }
}

/// The supervisor of a unit.
pub fn supervisor(letter: char, of: char) -> Asker {
    Asker { supervise: true, ..agent(letter, of) }
}

/// A complaint that A of unit H took in and handles, at its first step.
pub fn case() -> Case {
    let id: CaseId = "cas_01JD0000000000000000000000".parse().unwrap();
    Case {
        id,
        number: 1001,
        source: None,
        external_key: None,
        subject: "宽带经常断线".to_owned(),
        description: "每晚八点后断线".to_owned(),
        kind: "complaint".to_owned(),
        class: Some("service_quality".to_owned()),
        channel: "phone".to_owned(),
        priority: "high".to_owned(),
        step: "verify".to_owned(),
        status: Status::Open,
        unit_id: unit('H'),
        owner_id: Some(person('A')),
        first_owner_id: Some(person('A')),
        creator_id: Some(person('A')),
        customer_id: None,
        sealed: None,
        contact_masked: Some("138****8000".to_owned()),
        fields: Json::default(),
        attrs: Json::default(),
        happened_ms: None,
        opened_ms: START,
        answered_ms: Some(START),
        resolved_ms: None,
        closed_ms: None,
        step_ms: START,
        status_ms: START,
        due_ms: START + Span::DAY,
        due_target: None,
        due_half_ms: None,
        urgency: Urgency::CALM,
        promise_due_ms: None,
        open_promises: 0,
        transfer_id: None,
        transfer_person_id: None,
        return_count: 0,
        confirmation: Confirmation::None,
        outcome: None,
        reopen_count: 0,
        repeat_count: 0,
        repeat_of: None,
        policy: "cases@1".to_owned(),
        version: 1,
    }
}
