use proptest::prelude::*;

use super::{BadCalendar, Calendar, Interval};
use crate::{Span, Stamp};

fn hours(spans: &[(i64, i64)]) -> Vec<Interval> {
    spans.iter().map(|(a, b)| Interval::new(a * 60, b * 60).unwrap()).collect()
}

/// Monday to Friday 9-12 and 13-18, 2026-10-01 to 07 off, Saturday 2026-10-10 worked instead.
fn shanghai() -> Calendar {
    let day = || hours(&[(9, 12), (13, 18)]);
    let off = (1..=7).map(|it| (format!("2026-10-{it:02}").parse().unwrap(), vec![]));
    let shifted = [("2026-10-10".parse().unwrap(), day())];
    Calendar::new("Asia/Shanghai", [day(), day(), day(), day(), day(), vec![], vec![]], off.chain(shifted)).unwrap()
}

fn at(text: &str) -> Stamp {
    format!("{text}:00+08:00").parse().unwrap()
}

#[test]
fn a_limit_skips_lunch_night_weekend_holidays_and_uses_shifted_workdays() {
    let cases = [
        ("2026-11-20T11:00", 2, "2026-11-20T14:00"),
        ("2026-11-20T17:00", 2, "2026-11-23T10:00"),
        ("2026-11-21T10:00", 1, "2026-11-23T10:00"),
        ("2026-09-30T17:00", 2, "2026-10-08T10:00"),
        ("2026-10-09T17:00", 9, "2026-10-10T18:00"),
    ];
    for (from, span, due) in cases {
        assert_eq!(shanghai().add_working(at(from), Span::HOUR.times(span)), at(due), "{from} + {span} h");
    }
}

#[test]
fn working_time_between_counts_only_open_hours() {
    let calendar = shanghai();
    assert_eq!(calendar.working_between(at("2026-11-20T11:00"), at("2026-11-23T10:00")), Span::HOUR.times(7));
    assert_eq!(calendar.working_between(at("2026-11-23T10:00"), at("2026-11-20T11:00")), Span(0));
    assert!(calendar.is_open(at("2026-11-20T09:00")) && !calendar.is_open(at("2026-11-20T12:00")));
}

#[test]
fn a_calendar_without_working_time_never_reaches_a_limit() {
    let empty = Calendar::new("Asia/Shanghai", Default::default(), []).unwrap();
    assert_eq!(empty.add_working(at("2026-11-20T11:00"), Span::HOUR), Stamp::MAX);
}

#[test]
fn wrong_stretches_and_zones_are_named() {
    assert_eq!(Interval::new(600, 600), Err(BadCalendar::BadInterval(600, 600)));
    let overlap = hours(&[(9, 12), (11, 13)]);
    let week = [overlap, vec![], vec![], vec![], vec![], vec![], vec![]];
    assert_eq!(Calendar::new("Asia/Shanghai", week, []).unwrap_err(), BadCalendar::Overlap("weekday 1".into()));
    assert_eq!(Calendar::new("Mars", Default::default(), []).unwrap_err(), BadCalendar::UnknownZone("Mars".into()));
}

proptest! {
    #[test]
    fn the_working_time_up_to_a_due_moment_is_the_limit(from in 0i64..40_000_000, limit in 1i64..2_000) {
        let calendar = shanghai();
        let from = at("2026-08-01T00:00") + Span::SECOND.times(from / 4);
        let limit = Span::MINUTE.times(limit);
        let due = calendar.add_working(from, limit);
        prop_assert_eq!(calendar.working_between(from, due), limit);
    }

    #[test]
    fn more_time_is_never_due_earlier(from in 0i64..40_000_000, a in 0i64..90_000, b in 0i64..90_000) {
        let calendar = shanghai();
        let from = at("2026-08-01T00:00") + Span::SECOND.times(from / 4);
        let (less, more) = (a.min(b), a.max(b));
        prop_assert!(calendar.add_working(from, Span::SECOND.times(less)) <= calendar.add_working(from, Span::SECOND.times(more)));
    }
}
