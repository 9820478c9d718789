use super::{by, count, figure, number, of_all, trace};
use crate::mining::{Complaints, Figure, Grouped, Limits, Line, Responses, Trace};

fn sla(traces: &[Trace]) -> Vec<Line> {
    count(Grouped::new(of_all(), Limits::default()), traces)
}

/// A case row: due and closed at these hours, and the source's own word.
fn row(due: Option<i64>, closed: Option<i64>, met: Option<bool>) -> Trace {
    let due = due.map_or("null".to_owned(), |it| (it * 3_600_000).to_string());
    let met = met.map_or("null".to_owned(), |it| it.to_string());
    let body = format!(r#"{{"activity":"opened","attrs":{{"_due":{due},"sla_met":{met}}}}}"#);
    let mut events = vec![("opened", 0, body.as_str())];
    events.extend(closed.map(|it| ("closed", it, r#"{"attrs":{"_derived":true}}"#)));
    trace("1", &events)
}

#[test]
fn the_sources_word_counts_before_the_times() {
    let lines = sla(&[
        row(Some(10), Some(10), Some(true)),
        row(Some(10), Some(11), Some(true)),
        row(Some(10), Some(11), None),
        row(Some(10), None, Some(false)),
        row(None, Some(5), None),
    ]);
    assert_eq!(figure(&lines, "met", &[]), Figure::Share(2, 4));
    assert_eq!(figure(&lines, "missed", &[]), Figure::Share(2, 4));
    assert_eq!(figure(&lines, "stated_missed", &[]), Figure::Share(1, 3));
    assert_eq!(figure(&lines, "done_by_deadline", &[]), Figure::Share(1, 3));
    assert_eq!(figure(&lines, "stated_agrees", &[]), Figure::Share(1, 2));
    assert_eq!(figure(&lines, "open_stated_missed", &[]), Figure::Share(1, 1));
    assert_eq!(number(&figure(&lines, "deadlines", &[])), 4);
    assert_eq!(number(&figure(&lines, "allowance", &[])), 3);
}

#[test]
fn live_clocks_are_judged_by_their_own_events() {
    let live = trace(
        "1",
        &[
            ("opened", 0, "{}"),
            ("clock_started", 0, r#"{"target":"resolution","due_at":"1970-01-01T08:00:00Z"}"#),
            ("clock_met", 1, r#"{"target":"first_response","in_time":true}"#),
            ("resolved", 9, "{}"),
            ("clock_met", 9, r#"{"target":"resolution","in_time":false}"#),
        ],
    );
    let lines = sla(&[live]);
    assert_eq!(figure(&lines, "met", &[]), Figure::Share(0, 1));
    assert_eq!(figure(&lines, "clocks_met", &[("target", "first_response")]), Figure::Share(1, 1));
    assert_eq!(figure(&lines, "clocks_met", &[("target", "resolution")]), Figure::Share(0, 1));
}

#[test]
fn only_complaints_are_counted_and_blanks_are_not_answers() {
    let complaint = |flags: &str| {
        let body = format!(r#"{{"activity":"opened","attrs":{{"kind":"complaint","class":"loan",{flags}}}}}"#);
        trace("1", &[("opened", 0, &body), ("transferred", 48, r#"{"attrs":{"_derived":true}}"#)])
    };
    let traces = [
        complaint(r#""timely":true,"disputed":true"#),
        complaint(r#""timely":false,"disputed":null"#),
        complaint(r#""timely":null,"disputed":false"#),
        trace("2", &[("opened", 0, r#"{"activity":"opened","attrs":{"kind":"fault"}}"#)]),
    ];
    let lines = count(Grouped::new(by("class"), Complaints::default()), &traces);
    for dims in [&[][..], &[("class", "loan")][..]] {
        assert_eq!(number(&figure(&lines, "complaints", dims)), 3);
        assert_eq!(figure(&lines, "timely", dims), Figure::Share(1, 2));
        assert_eq!(figure(&lines, "timely_of_all", dims), Figure::Share(1, 3));
        assert_eq!(figure(&lines, "disputed", dims), Figure::Share(1, 2));
        assert_eq!(number(&figure(&lines, "disputed_unknown", dims)), 1);
        assert_eq!(number(&figure(&lines, "opened_to_transferred", dims)), 3);
    }
}

#[test]
fn a_live_complaint_is_timely_by_its_clock_and_disputed_by_the_customers_word() {
    let mut live = trace(
        "1",
        &[
            ("opened", 0, "{}"),
            ("clock_met", 1, r#"{"target":"first_response","in_time":true}"#),
            ("confirmed", 2, r#"{"satisfied":true}"#),
            ("confirmed", 3, r#"{"satisfied":false}"#),
        ],
    );
    live.case.dims.insert("kind", "complaint".into());
    let lines = count(Grouped::new(of_all(), Complaints::default()), &[live]);
    assert_eq!(figure(&lines, "timely", &[]), Figure::Share(1, 1));
    assert_eq!(figure(&lines, "disputed", &[]), Figure::Share(1, 1));
}

#[test]
fn answers_are_held_against_all_cases_answered_or_not() {
    let answered = |hour| trace("1", &[("opened", 0, "{}"), ("answered", hour, "{}")]);
    let traces = [answered(0), answered(24), answered(25), trace("2", &[("opened", 0, "{}")])];
    let lines = count(Grouped::new(of_all(), Responses::default()), &traces);
    assert_eq!(figure(&lines, "answered", &[]), Figure::Share(3, 4));
    assert_eq!(figure(&lines, "answered_within", &[("hours", "24")]), Figure::Share(2, 4));
    let Figure::Spans(waits) = figure(&lines, "opened_to_answered", &[]) else { panic!() };
    assert_eq!((waits.zero, waits.negative, waits.p50), (1, 0, Some(24.0 * 3_600_000.0)));
}
