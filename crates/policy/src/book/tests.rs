use std::sync::Arc;

use base::ids::PolicyId;
use base::{Span, Stamp};

use super::{Book, CalendarRef};
use crate::Refused;
use crate::model::{Appraisal, Kind, Length, Scope, Status, Version};
use crate::packs::Shelf;
use crate::rules::{Chain, read};

/// Every document of a pack as version 1, in force for ever.
fn versions(pack: &str) -> Vec<Version> {
    let id: PolicyId = "pol_01JD0000000000000000000000".parse().unwrap();
    let documents = Shelf::Embedded.documents(pack).unwrap();
    documents
        .into_iter()
        .map(|it| Version {
            id: id.clone(),
            kind: it.document.header.kind,
            version: 1,
            title: it.document.header.title.clone(),
            scope: it.document.header.scope.clone(),
            effective_from: Stamp(0),
            status: Status::Approved,
            withdrawn_at: None,
            author: None,
            reviewer: None,
            approver: None,
            created_at: Stamp(0),
            approved_at: Some(Stamp(0)),
            edition: 1,
            text: it.text,
            document: it.document,
        })
        .collect()
}

fn now() -> Stamp {
    "2026-03-02T09:00:00+08:00".parse().unwrap()
}

#[test]
fn a_working_day_is_as_long_as_its_calendar_says() {
    let book = Book::of(versions("telecom"));
    let held = book.at(now());
    let office = held.calendar(None).unwrap();
    assert_eq!(
        held.length(Length::WorkingDays(5), Some(&office)),
        Span::MINUTE.times(5 * 450),
        "of seven and a half hours"
    );
    assert_eq!(held.length(Length::WorkingDays(1), None), Span::DAY);
}

#[test]
fn an_empty_book_says_what_is_missing() {
    let book = Book::default();
    assert_eq!(book.at(now()).cases().err(), Some(Refused::NoneInForce(Kind::Cases)));
    assert_eq!(book.at(now()).limits().err(), Some(Refused::NoneInForce(Kind::Limits)));
}

#[test]
fn an_old_version_still_says_what_it_said() {
    let mut all = versions("evaluation");
    let old = all.iter().find(|it| it.kind == Kind::Appraisal).unwrap().clone();
    let text = old.text.replace("coefficient_permille = 1500", "coefficient_permille = 1600");
    let document = Arc::new(read(&text).unwrap());
    let new = Version { version: 2, effective_from: Stamp(1_000), text: text.into(), document, ..old.clone() };
    all.push(new);
    let book = Book::of(all);
    let best = |it: &Appraisal| it.grades[0].coefficient_permille.0;
    assert_eq!(best(book.at(Stamp(999)).appraisal().unwrap().says), 1500);
    let held = book.at(Stamp(1_000)).appraisal().unwrap();
    assert_eq!((best(held.says), held.by.to_string().as_str()), (1600, "appraisal@2"));
    assert_eq!(best(book.said(&old.reference()).unwrap()), 1500);
}

#[test]
fn a_team_may_have_a_policy_of_its_own() {
    let mut all = versions("evaluation");
    let mut own = all.iter().find(|it| it.kind == Kind::SignIn).unwrap().clone();
    (own.version, own.scope) = (2, Scope::Team("north".to_owned()));
    all.push(own);
    let book = Book::of(all);
    let by = |team: &str| {
        let chain = Chain::through([Scope::Team(team.to_owned())]);
        book.for_chain(now(), &chain).sign_in().unwrap().by.version
    };
    assert_eq!((by("north"), by("south")), (2, 1));
    assert!(book.is_scoped() && !Book::of(versions("evaluation")).is_scoped());
}

#[test]
fn a_calendar_is_named_with_its_version() {
    let book = Book::of(versions("hall"));
    let name: CalendarRef = "calendar@1#hall".parse().unwrap();
    assert_eq!(name.to_string(), "calendar@1#hall");
    assert!(book.calendar(&name).unwrap().is_open("2026-03-07T10:00:00+08:00".parse().unwrap()), "Saturday morning");
    assert_eq!(book.calendars(1).count(), 4);
    assert_eq!(book.at(now()).calendar(Some("hall")).unwrap(), name);
    assert_eq!(book.at(now()).calendar(Some("moon")).unwrap().id, "office");
    for text in ["calendar@1", "limits@1#hall", "calendar@x#hall", "calendar@1#"] {
        assert!(text.parse::<CalendarRef>().is_err(), "{text}");
    }
}
