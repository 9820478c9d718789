//! The events as cases write them are understood.

use base::ids::{CaseId, ClockId, PersonId, TransferId, UnitId};
use base::{Span, Stamp};
use cases::events::{
    Accepted, Answered, Assigned, ClockBreached, ClockMet, Closed, Linked, Opened, PromiseBroken, PromiseKept,
    Reopened, Returned, Stepped, Transferred,
};
use cases::model::{Dims, Target};
use db::events::Event;

use super::{Body, What};

fn id<T: base::ids::Id>(last: char) -> T {
    T::from_ulid_text(&format!("{}{last}", "0".repeat(25)))
}

fn dims() -> Dims {
    Dims {
        kind: "fault".to_owned(),
        class: Some("line".to_owned()),
        channel: "phone".to_owned(),
        priority: "high".to_owned(),
        unit_id: id('1'),
        owner_id: Some(id('2')),
    }
}

fn understood<E: Event>(event: &E) -> Body {
    assert!(What::of(E::KIND).is_some(), "{}", E::KIND);
    serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap()
}

#[test]
fn what_a_case_is_told_apart_by_is_read_from_its_events() {
    let opened: Opened = serde_json::from_value(serde_json::json!({
        "case_kind": "fault", "class": "line", "channel": "phone", "priority": "high", "unit_id": id::<UnitId>('1'),
        "owner_id": id::<PersonId>('2'), "number": 1, "subject": "s", "step": "verify", "repeat_of": id::<CaseId>('9'),
    }))
    .unwrap();
    let body = understood(&opened);
    let read = body.dims().unwrap();
    assert_eq!((read.kind.as_str(), read.class.as_str(), read.channel.as_str()), ("fault", "line", "phone"));
    assert_eq!((read.priority.as_str(), read.unit.clone()), ("high", id::<UnitId>('1').to_string()));
    assert_eq!(read.person, id::<PersonId>('2').to_string());
    assert_eq!(body.others().collect::<Vec<_>>(), [id::<CaseId>('9').as_str()]);
}

#[test]
fn times_and_outcomes_are_read_from_their_events() {
    let answered =
        understood(&Answered { dims: dims(), wall: Span(9), worked: Span(7), on_the_spot: false, answer: None });
    assert_eq!((answered.wall, answered.worked), (Some(9), Some(7)));
    let closed = understood(&Closed {
        dims: dims(),
        from: "confirm".to_owned(),
        outcome: "solved".to_owned(),
        resolved: true,
        grounds: None,
        confirmation: "satisfied".to_owned(),
        stayed: Span(3),
        wall: Span(9),
        worked: Span(7),
        reopen_count: 0,
        repeat_count: 0,
        on_the_spot: true,
    });
    assert_eq!((closed.step_left(), closed.stayed, closed.worked), ("confirm", Some(3), Some(7)));
    assert_eq!((closed.resolved, answered.resolved), (Some(true), None));
    let met = understood(&ClockMet {
        dims: dims(),
        clock: id::<ClockId>('3'),
        target: Target::FirstResponse,
        instance: 2,
        in_time: true,
        limit: Span(5),
        used: Span(4),
        wall: Span(4),
        worked: Span(4),
    });
    assert_eq!((met.target.as_deref(), met.instance, met.in_time), (Some("first_response"), 2, true));
    let breached = ClockBreached {
        dims: dims(),
        clock: id('3'),
        target: Target::Resolution,
        instance: 1,
        limit: Span(5),
        due_at: Stamp(5),
    };
    assert_eq!(understood(&breached).target.as_deref(), Some("resolution"));
    let again: Reopened = serde_json::from_value(serde_json::json!({
        "case_kind": "fault", "channel": "phone", "priority": "high", "unit_id": id::<UnitId>('1'), "owner_id": null,
        "from": "closed", "to": "diagnose", "reason": "r", "reopen_count": 1, "stayed": 8,
    }))
    .unwrap();
    assert_eq!((understood(&again).step_left().to_owned(), understood(&again).stayed), ("closed".to_owned(), Some(8)));
}

#[test]
fn hands_are_read_from_their_events() {
    let transfer = id::<TransferId>('4');
    let stepped = Stepped { from: "verify".into(), to: "x".into(), stayed: Span(6), worked: Span(5), note: None };
    assert_eq!((understood(&stepped).step_left(), understood(&stepped).stayed), ("verify", Some(6)));
    let assigned = Assigned { from: None, to: Some(id('5')), unit_id: id('1'), stood_in: None };
    assert_eq!(understood(&assigned).new_owner(), id::<PersonId>('5').as_str());
    let moved = Transferred {
        transfer: transfer.clone(),
        from_unit: id('1'),
        from_person: None,
        to_unit: id('6'),
        to_person: None,
        reason: "r".into(),
        waits: true,
    };
    assert_eq!((understood(&moved).to_unit, understood(&moved).waits), (Some(id::<UnitId>('6').to_string()), true));
    let taken =
        Accepted { transfer: transfer.clone(), unit_id: id('6'), owner_id: id('7'), waited: Span(2), worked: Span(1) };
    assert_eq!(
        (understood(&taken).waited, understood(&taken).owner_id),
        (Some(2), Some(id::<PersonId>('7').to_string()))
    );
    let back = Returned {
        transfer,
        from_unit: id('6'),
        to_unit: id('1'),
        owner_id: None,
        reason: "r".into(),
        waited: Span(2),
        worked: Span(1),
    };
    assert_eq!(understood(&back).from_unit, Some(id::<UnitId>('6').to_string()));
    let kept = PromiseKept { promise: id('8'), person_id: id('7'), due_at: Stamp(1), in_time: true, note: None };
    assert_eq!((understood(&kept).in_time, understood(&kept).person_id), (true, Some(id::<PersonId>('7').to_string())));
    let broken = PromiseBroken { promise: id('8'), person_id: id('7'), due_at: Stamp(1) };
    assert!(!understood(&broken).in_time);
    let linked = Linked { other: id('9'), other_number: 1, kind: "repeat".into(), by_rule: true };
    assert_eq!(understood(&linked).others().count(), 1);
}

#[test]
fn every_event_figures_hear_is_one_that_cases_tell() {
    for kind in What::KINDS {
        assert!(cases::events::KINDS.contains(kind), "{kind}");
    }
}
