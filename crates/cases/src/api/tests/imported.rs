//! Cases of other systems.

use base::{Span, Stamp};
use jiff::tz::TimeZone;
use serde_json::json;

use super::{days, each, hours};
use crate::api::{ImportedCase, ImportedClock, ImportedEvent, ImportedFrom, ListQuery};
use crate::model::{Status, Target};
use crate::store;
use crate::testing::{START, actor, person, unit};

fn from() -> ImportedFrom {
    ImportedFrom { source: "helpdesk".to_owned(), unit_id: unit('H'), zone: TimeZone::UTC }
}

fn event(at: Stamp, kind: &'static str, activity: &str) -> ImportedEvent {
    ImportedEvent {
        at,
        kind,
        activity: Some(activity.to_owned()),
        resource: Some("Value 2".to_owned()),
        ..Default::default()
    }
}

fn ticket() -> ImportedCase {
    let opened = START - days(900);
    ImportedCase {
        key: "Case 17".to_owned(),
        subject: "Printer on fire".to_owned(),
        kind: "fault".to_owned(),
        channel: "phone".to_owned(),
        priority: "3 - Moderate".to_owned(),
        step: "Wait".to_owned(),
        opened,
        events: vec![
            event(opened, "cases.opened.v1", "Assign seriousness"),
            event(opened, "cases.recorded.v1", "Wait"),
        ],
        clocks: vec![ImportedClock {
            target: Target::Resolution,
            started: opened,
            due: Some(opened + hours(8)),
            ended: None,
            in_time: None,
        }],
        ..Default::default()
    }
}

#[test]
fn an_imported_case_brings_its_rows_and_a_later_batch_goes_on_with_it() {
    each(|house| {
        let done = house.at(hours(0), |tx, desk| desk.import(tx, &from(), &[ticket()])).unwrap();
        assert_eq!((done.added, done.updated, done.events), (1, 0, 3), "two rows and a limit that passed");
        let id = done.ids[0].clone();
        let case = id.clone();
        house
            .at(hours(1), move |tx, desk| {
                let ended = ticket().opened + days(2);
                let next = ImportedCase {
                    status: Some(Status::Closed),
                    step: "Closed".to_owned(),
                    closed: Some(ended),
                    outcome: Some("Closed".to_owned()),
                    events: vec![event(ended, "cases.closed.v1", "Closed")],
                    clocks: vec![ImportedClock { ended: Some(ended), ..ticket().clocks[0].clone() }],
                    ..ticket()
                };
                let done = desk.import(tx, &from(), &[next])?;
                assert_eq!((done.added, done.updated, &done.ids[0]), (0, 1, &case));
                let now = store::case::any(tx, &case)?.unwrap();
                assert_eq!((now.status, now.closed_ms, now.step.as_str()), (Status::Closed, Some(ended), "Closed"));
                let clocks = store::clocks::of(tx, &case)?;
                assert_eq!((clocks.len(), clocks[0].state.as_str()), (1, "breached"));
                db::search::take_in(tx)?;
                assert_eq!(desk.search(tx, &actor('A'), "printer")?.len(), 1);
                let counts = desk.counts(tx, &actor('A'))?;
                assert_eq!((counts.open, counts.closed_today), (0, 0), "closed elsewhere, not by us today");
                let timers: (i64,) = tx.one("SELECT COUNT(*) FROM timer", db::args![])?;
                assert_eq!(timers.0, 0, "nothing is timed that has passed");
                Ok(())
            })
            .unwrap();
        let logged = house.it.db.read_blocking(move |tx| db::events::of_case(tx, &id, 0, 100)).unwrap();
        let activities = logged.iter().filter(|it| it.body.contains("\"activity\"")).count();
        assert_eq!(activities, 3, "each row is one event with an activity");
        assert_eq!(logged.iter().filter(|it| it.kind == "cases.clock_breached.v1").count(), 1);
        let closed = logged.iter().find(|it| it.kind == "cases.closed.v1").unwrap();
        let body: serde_json::Value = closed.body().unwrap();
        assert_eq!(body["wall"], Span::DAY.times(2).0);
        assert_eq!(body["resource"], "Value 2");
    });
}

#[test]
fn a_timeline_names_whom_the_source_names() {
    each(|house| {
        let mut given = ticket();
        given.events[1].resource = None;
        given.events[1].group = Some("2nd line".to_owned());
        given.events.push(ImportedEvent { resource: None, ..event(given.opened, "cases.noted.v1", "Look") });
        let concluded = [("_derived".to_owned(), true.into())].into();
        given.events.push(ImportedEvent {
            at: given.opened,
            kind: "cases.answered.v1",
            attrs: concluded,
            ..Default::default()
        });
        let done = house.at(hours(0), move |tx, desk| desk.import(tx, &from(), &[given])).unwrap();
        let id = done.ids[0].clone();
        house
            .at(hours(1), move |tx, desk| {
                let page = desk.timeline(tx, &actor('A'), &id, &base::Page::default())?;
                let named = page.items.iter().map(|it| it.actor.as_ref().map(|it| (it.id.as_str(), it.name.as_str())));
                let somebody = |name| Some(("", name));
                let wanted =
                    [somebody("Value 2"), somebody("2nd line"), somebody("helpdesk"), somebody("helpdesk"), None];
                assert_eq!(named.collect::<Vec<_>>(), wanted, "a limit that passed is our own reckoning");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn answers_of_rows_are_kept_sealed_and_found_as_those_of_live_work() {
    each(|house| {
        let answers = |given: serde_json::Value| match given {
            serde_json::Value::Object(it) => it.into_iter().collect(),
            _ => crate::model::Fields::new(),
        };
        let mut given = ticket();
        given.events[0].answers = answers(json!({ "line": "fibre", "service_number": "13800001234" }));
        given.events[1].answers = answers(json!({ "line": "copper", "service_number": "13800001234" }));
        let done = house.at(hours(0), move |tx, desk| desk.import(tx, &from(), &[given])).unwrap();
        assert_eq!(done.events, 4, "two rows, a limit that passed, and one correction");
        let id = done.ids[0].clone();
        let case = id.clone();
        house
            .at(hours(1), move |tx, desk| {
                let kept = store::case::any(tx, &case)?.unwrap();
                assert_eq!(kept.fields.0["line"], "copper");
                assert_eq!(kept.fields.0["service_number"], "138****1234", "masked, and sealed beside");
                assert!(kept.sealed.is_some());
                let query = ListQuery { answers: Some("line:copper".to_owned()), ..Default::default() };
                assert_eq!(desk.list(tx, &actor('A'), &query)?.items.len(), 1);
                let page = desk.timeline(tx, &actor('A'), &case, &base::Page::default())?;
                assert_eq!(page.items.iter().filter(|it| it.kind == "cases.edited.v1").count(), 1);
                Ok(())
            })
            .unwrap();
        let logged = house.it.db.read_blocking(move |tx| db::events::of_case(tx, &id, 0, 100)).unwrap();
        assert!(logged.iter().all(|it| !it.body.contains("13800001234")), "no event tells it");
        let edited = logged.iter().position(|it| it.kind == "cases.edited.v1").unwrap();
        assert!(logged[edited - 1].body.contains("\"Wait\""), "it stands behind its row");
    });
}

#[test]
fn a_later_batch_that_names_another_handler_hands_the_case_over() {
    each(|house| {
        let handled = |by| ImportedCase { owner_id: Some(person(by)), ..ticket() };
        house.at(hours(0), move |tx, desk| desk.import(tx, &from(), &[handled('A')])).unwrap();
        let listed = |by| {
            let query = ListQuery { owner: Some("me".to_owned()), ..ListQuery::default() };
            house.at(hours(2), move |tx, desk| desk.list(tx, &actor(by), &query)).unwrap().items.len()
        };
        assert_eq!((listed('A'), listed('E')), (1, 0));
        house.at(hours(1), move |tx, desk| desk.import(tx, &from(), &[handled('E')])).unwrap();
        assert_eq!((listed('A'), listed('E')), (0, 1), "who handles it sees it, wherever they work");
    });
}
