use base::{Day, Stamp};
use jiff::tz::TimeZone;

use super::{by, count, figure, number, of_all, trace, walk};
use crate::mining::{Cases, Events, Figure, Grouped, Line, Trace};

fn cases(traces: &[Trace]) -> Vec<Line> {
    count(Grouped::new(of_all(), Cases::default()), traces)
}

fn hours(lines: &[Line], key: &str) -> Option<f64> {
    match figure(lines, key, &[]) {
        Figure::Spans(it) => it.mean.map(|ms| ms / 3_600_000.0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn spans_run_from_the_first_activity_and_from_the_opening() {
    let case = trace(
        "1",
        &[
            ("opened", 0, r#"{"synthetic":true}"#),
            ("recorded", 2, r#"{"activity":"look","attrs":{"_opened":3600000}}"#),
            ("resolved", 5, r#"{"activity":"solve"}"#),
            ("reopened", 6, r#"{"activity":"again"}"#),
            ("resolved", 8, r#"{"activity":"solve"}"#),
            ("closed", 9, r#"{"activity":"close"}"#),
        ],
    );
    let lines = cases(&[case]);
    assert_eq!(hours(&lines, "duration"), Some(7.0));
    assert_eq!(hours(&lines, "start_to_resolved"), Some(3.0));
    assert_eq!(hours(&lines, "opened_to_resolved"), Some(7.0), "from the stated opening to the last solution");
    assert_eq!(hours(&lines, "opened_to_closed"), Some(8.0));
    assert_eq!(number(&figure(&lines, "events", &[])), 5);
}

#[test]
fn a_column_that_says_nothing_is_not_replaced_by_events() {
    let case = trace("1", &[("resolved", 5, r#"{"activity":"solve","attrs":{"_resolved":null}}"#)]);
    let lines = cases(&[case]);
    assert!(!lines.iter().any(|it| it.key == "opened_to_resolved"));
    assert_eq!(hours(&lines, "start_to_resolved"), Some(0.0));
}

#[test]
fn an_end_without_a_time_counts_as_an_end_but_not_as_a_span() {
    let lines =
        cases(&[trace("1", &[("opened", 0, "{}"), ("closed", 0, r#"{"attrs":{"_untimed":true,"_derived":true}}"#)])]);
    assert_eq!(figure(&lines, "closed", &[]), Figure::Share(1, 1));
    assert!(!lines.iter().any(|it| it.key == "opened_to_closed"));
}

fn way(kinds: &[&str]) -> Trace {
    trace("1", &(0..).zip(kinds).map(|(hour, kind)| (*kind, hour, r#"{"activity":"x"}"#)).collect::<Vec<_>>())
}

#[test]
fn the_five_ways_of_coming_back_are_told_apart() {
    let came = |kinds: &[&str]| {
        let lines = cases(&[way(kinds)]);
        ["reopened", "worked_after_resolved", "resolved_again", "anything_after_closed", "worked_after_done"]
            .map(|key| u8::from(figure(&lines, key, &[]) == Figure::Share(1, 1)))
    };
    assert_eq!(came(&["opened", "resolved", "closed"]), [0, 0, 0, 0, 0]);
    assert_eq!(came(&["opened", "resolved", "noted", "closed"]), [0, 1, 0, 0, 1]);
    assert_eq!(came(&["opened", "resolved", "resolved", "closed"]), [0, 0, 1, 0, 0]);
    assert_eq!(came(&["opened", "closed", "closed"]), [0, 0, 0, 1, 0]);
    assert_eq!(came(&["opened", "closed", "reopened"]), [1, 0, 0, 1, 1]);
}

#[test]
fn equal_and_backward_times_and_repeated_rows_are_counted() {
    let same = r#"{"activity":"x","resource":"r"}"#;
    let lines = cases(&[trace("1", &[("recorded", 5, same), ("recorded", 5, same), ("recorded", 3, same)])]);
    assert_eq!(number(&figure(&lines, "zero_gap_steps", &[])), 1);
    assert_eq!(number(&figure(&lines, "backward_steps", &[])), 1);
    assert_eq!(number(&figure(&lines, "repeated_events", &[])), 1);
}

#[test]
fn the_cases_open_at_the_end_of_a_day_are_those_begun_and_not_closed_before() {
    let spans = [(0, Some(20)), (0, Some(24)), (0, Some(30)), (0, None), (24, None)];
    let traces: Vec<Trace> = spans
        .iter()
        .map(|(from, to)| {
            let mut events = vec![("opened", *from, "{}")];
            events.extend(to.map(|to| ("closed", to, "{}")));
            trace("1", &events)
        })
        .collect();
    let day: Day = "1970-01-01".parse().unwrap();
    let lines = count(Grouped::new(of_all(), Cases::new(Some((day, TimeZone::UTC)))), &traces);
    assert_eq!(number(&figure(&lines, "open_at_end", &[])), 3);
}

#[test]
fn events_by_activity_count_cases_without_one_as_none() {
    let traces = [walk("1", &["A", "A", "B"]), walk("2", &["B"])];
    let dim = "activity".parse().unwrap();
    let lines = count(Events::new("activity".into(), dim), &traces);
    assert_eq!(figure(&lines, "cases_with", &[("activity", "A")]), Figure::Share(1, 2));
    let Figure::Numbers(stats) = figure(&lines, "per_case", &[("activity", "A")]) else { panic!() };
    assert_eq!((stats.n, stats.mean, stats.max, stats.zero), (2, Some(1.0), Some(2.0), 1));
}

#[test]
fn cases_are_grouped_by_what_they_are_in_the_end() {
    let first = trace(
        "1",
        &[
            ("recorded", 0, r#"{"activity":"a","attrs":{"impact":"Low","n":2}}"#),
            ("recorded", 1, r#"{"activity":"b","attrs":{"impact":"High"}}"#),
        ],
    );
    for (dim, group) in [("impact", "High"), ("first.impact", "Low"), ("last.activity", "b"), ("weekday", "3")] {
        let lines = count(Grouped::new(by(dim), Cases::default()), std::slice::from_ref(&first));
        assert_eq!(number(&figure(&lines, "cases", &[(dim, group)])), 1, "{dim}");
    }
    let lines = cases(&[first]);
    assert_eq!(number(&figure(&lines, "attribute_values", &[("attribute", "impact")])), 2);
    let Figure::Numbers(stats) = figure(&lines, "attribute_numbers", &[("attribute", "n")]) else { panic!() };
    assert_eq!((stats.n, stats.sum), (1, 2.0));
}

#[test]
fn a_wall_clock_kept_as_written_has_its_own_calendar() {
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let live = trace("1", &[("opened", 20, "{}")]);
    let kept = trace("1", &[("opened", 20, r#"{"attrs":{"_wall":true}}"#)]);
    let day = "day".parse::<crate::mining::Dim>().unwrap();
    assert_eq!(day.of_case(&live, &zone).as_deref(), Some("1970-01-02"));
    assert_eq!(day.of_case(&kept, &zone).as_deref(), Some("1970-01-01"));
    assert_eq!(live.opening(), Stamp(20 * 3_600_000));
}
