use base::calendar::Calendar;
use base::{Span, Stamp};

use super::full;
use crate::model::{Body, Calendars, Cases, Kind, Limits, Matter, Ruling as _, TargetKind};
use crate::rules::{calendar, pick_limit, read, working_day};

fn limits() -> Limits {
    let Body::Limits(it) = read(&full(Kind::Limits)).unwrap().body else { panic!("limits") };
    it
}

fn calendars() -> Calendars {
    let Body::Calendar(it) = read(&full(Kind::Calendar)).unwrap().body else { panic!("calendar") };
    it
}

#[test]
fn the_limit_that_names_most_of_a_matter_holds() {
    let limits = limits();
    let matter = Matter { kind: "complaint", class: None, priority: "normal", channel: "phone", step: None };
    let picked = |target, of: &Matter<'_>| pick_limit(&limits, target, of).map(|it| it.id.as_str());
    let urgent = Matter { priority: "urgent", ..matter };
    let billing = Matter { class: Some("billing_dispute"), ..urgent };
    let mail = Matter { channel: "email", ..matter };
    let leak = Matter { kind: "fault", class: Some("leak"), step: Some("verify"), ..matter };
    let other = Matter { kind: "something_new", ..matter };
    let table = [
        (TargetKind::Resolution, matter, Some("resolution_complaint")),
        (TargetKind::Resolution, urgent, Some("resolution_complaint_urgent")),
        (TargetKind::Resolution, billing, Some("resolution_billing_dispute")),
        (TargetKind::Resolution, other, Some("resolution")),
        (TargetKind::FirstResponse, mail, Some("first_response_email")),
        // On the phone the first answer is given on the spot.
        (TargetKind::FirstResponse, matter, None),
        (TargetKind::Acceptance, urgent, Some("acceptance_urgent")),
        (TargetKind::Promise, matter, Some("promise")),
        (TargetKind::Step, leak, Some("leak_on_site")),
        (TargetKind::Step, Matter { class: None, ..leak }, Some("step_verify")),
        (TargetKind::Step, Matter { step: Some("propose"), ..leak }, None),
    ];
    for (target, of, wanted) in table {
        assert_eq!(picked(target, &of), wanted, "{target:?} {of:?}");
    }
}

#[test]
fn a_limit_has_its_own_warnings_or_those_of_all() {
    let limits = limits();
    let at = |id: &str| {
        let rule = limits.limits.iter().find(|it| it.id == id).unwrap();
        limits.warnings_of(rule).iter().map(|it| it.at_permille).collect::<Vec<_>>()
    };
    assert_eq!(at("resolution"), [500, 800, 1000]);
    assert_eq!(at("step_verify"), [1000]);
}

fn moment(text: &str) -> Stamp {
    text.parse().unwrap()
}

fn office() -> Calendar {
    calendar(&calendars(), "office").unwrap()
}

#[test]
fn working_time_jumps_over_the_spring_festival() {
    // Saturday 14 February is worked like a Monday; the 15th to the 23rd are off.
    let from = moment("2026-02-14T17:00:00+08:00");
    assert_eq!(office().add_working(from, Span::HOUR.times(2)), moment("2026-02-24T10:00:00+08:00"));
    assert!(office().is_open(moment("2026-02-28T14:00:00+08:00")), "a shifted workday");
    assert!(!office().is_open(moment("2026-02-23T14:00:00+08:00")), "a Monday off");
    assert!(!office().is_open(moment("2026-03-02T12:30:00+08:00")), "noon");
}

#[test]
fn a_hotline_does_not_know_holidays() {
    let calendars = calendars();
    let hotline = calendar(&calendars, "round_the_clock").unwrap();
    let from = moment("2026-02-14T17:00:00+08:00");
    assert_eq!(hotline.add_working(from, Span::DAY.times(3)), from + Span::DAY.times(3));
    assert_eq!(working_day(&calendars, "office"), Span::MINUTE.times(450));
    assert_eq!(working_day(&calendars, "nowhere"), Span::HOUR.times(8));
    assert_eq!(calendar(&calendars, "nowhere").unwrap_err().code, "policy.unknown_reference");
}

#[test]
fn single_dates_win_over_holidays_and_shifted_days_have_times_of_their_own() {
    let text = full(Kind::Calendar).replacen(
        "name = { zh = \"后台办公\", en = \"Office\" }",
        "name = { zh = \"后台办公\", en = \"Office\" }\nshifted = [\"10:00-12:00\"]\ndates = { \"2026-02-16\" = [\"09:00-10:00\"], \"2026-03-02\" = [] }",
        1,
    );
    let document = read(&text).unwrap();
    let office = calendar(Calendars::of(&document.body).unwrap(), "office").unwrap();
    assert!(office.is_open(moment("2026-02-16T09:30:00+08:00")));
    assert!(!office.is_open(moment("2026-03-02T10:00:00+08:00")));
    assert!(!office.is_open(moment("2026-02-28T09:30:00+08:00")));
    assert!(office.is_open(moment("2026-02-28T10:30:00+08:00")));
}

#[test]
fn forms_add_up_and_the_narrower_route_wins() {
    let document = read(&full(Kind::Cases)).unwrap();
    let cases = Cases::of(&document.body).unwrap();
    let required = |kind: &str, class: Option<&str>| -> Vec<String> {
        cases.asked(kind, class, |_| true).into_iter().filter(|it| it.required).map(|it| it.field).collect()
    };
    assert_eq!(required("inquiry", None), ["subject", "description"]);
    assert_eq!(
        required("complaint", Some("billing_dispute")),
        ["subject", "description", "customer", "contact_how", "happened_at", "demand", "bill_month"]
    );
    assert_eq!(cases.responsible("complaint", Some("billing_dispute")), Some("billing"));
    assert_eq!(cases.responsible("complaint", None), Some("complaints"));
    assert_eq!(cases.responsible("suggestion", None), None);
    assert_eq!(cases.moves("complaint", "verify"), ["diagnose"]);
    assert_eq!(cases.priority_of("complaint"), "high");
    assert_eq!(cases.priority_of("inquiry"), "normal");
    assert!(cases.needs_promise("complaint") && !cases.needs_promise("suggestion"));
    assert!(cases.asks_customer("fault"));
    assert!(cases.outcome("solved", "fault").is_some_and(|it| it.resolved));
    assert_eq!(cases.kinds.len(), 8);
}
