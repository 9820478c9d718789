use proptest::prelude::*;

use super::{count, figure, number, trace, walk};
use crate::mining::{DirectlyFollows, Figure, Handovers, Trace, Variants};

#[test]
fn variants_are_exact_sequences_ranked_by_count_then_name() {
    let traces = [walk("1", &["B", "B", "C"]), walk("2", &["A", "C"]), walk("3", &["B", "C"]), walk("4", &["A", "C"])];
    let lines = count(Variants::default(), &traces);
    assert_eq!(number(&figure(&lines, "variants", &[("repeats", "kept")])), 3);
    assert_eq!(number(&figure(&lines, "variants", &[("repeats", "merged")])), 2);
    let ranked: Vec<(&str, &Figure)> = lines
        .iter()
        .filter(|it| it.key == "variant" && it.dims[0].1.as_deref() == Some("kept"))
        .map(|it| (it.dims[2].1.as_deref().unwrap(), &it.figure))
        .collect();
    let share = |n| Figure::Share(n, 4);
    assert_eq!(ranked, [("A > C", &share(2)), ("B > B > C", &share(1)), ("B > C", &share(1))]);
}

#[test]
fn what_clocks_do_and_what_an_import_concludes_is_no_step_of_the_way() {
    let live = trace(
        "1",
        &[
            ("opened", 0, "{}"),
            ("clock_started", 0, r#"{"target":"resolution","due_at":"1970-01-02T00:00:00Z"}"#),
            ("assigned", 1, "{}"),
            ("closed", 2, r#"{"attrs":{"_derived":true}}"#),
        ],
    );
    let lines = count(Variants::default(), &[live]);
    let way = lines.iter().find(|it| it.key == "variant").unwrap();
    assert_eq!(way.dims[2].1.as_deref(), Some("opened > assigned"));
}

#[test]
fn pairs_are_counted_with_the_time_between() {
    let lines = count(DirectlyFollows::default(), &[walk("1", &["A", "A", "B"]), walk("2", &["A", "B"])]);
    let kept = ("repeats", "kept");
    assert_eq!(number(&figure(&lines, "follows", &[kept, ("from", "A"), ("to", "B")])), 2);
    assert_eq!(number(&figure(&lines, "follows", &[kept, ("from", "A"), ("to", "A")])), 1);
    assert_eq!(number(&figure(&lines, "steps", &[kept])), 3);
    assert_eq!(number(&figure(&lines, "steps", &[("repeats", "merged")])), 2);
    assert_eq!(number(&figure(&lines, "starts", &[kept, ("activity", "A")])), 2);
    let Figure::Spans(gaps) = figure(&lines, "follows_after", &[kept, ("from", "A"), ("to", "B")]) else { panic!() };
    assert_eq!(gaps.p50, Some(3_600_000.0));
}

fn hands(groups: &[&str]) -> Trace {
    let bodies: Vec<String> =
        groups.iter().map(|it| format!(r#"{{"activity":"a","resource":"r","group":"{it}"}}"#)).collect();
    trace("1", &(0..).zip(&bodies).map(|(hour, it)| ("recorded", hour, it.as_str())).collect::<Vec<_>>())
}

#[test]
fn handovers_are_changes_and_ping_pong_comes_back_at_once() {
    let lines = count(Handovers::default(), &[hands(&["A", "A", "B", "A"]), hands(&["A", "B", "C"]), hands(&["A"])]);
    assert_eq!(number(&figure(&lines, "group_handovers", &[])), 4);
    assert_eq!(figure(&lines, "group_ping_pong", &[]), Figure::Share(1, 3));
    assert_eq!(figure(&lines, "cases_with_several_groups", &[]), Figure::Share(2, 3));
    assert_eq!(number(&figure(&lines, "resource_handovers", &[])), 0);
    assert_eq!(number(&figure(&lines, "group_handover", &[("from", "A"), ("to", "B")])), 2);
}

proptest! {
    #[test]
    fn steps_are_events_less_cases_and_variants_add_up_to_cases(
        ways in prop::collection::vec(prop::collection::vec(0..4_usize, 1..12), 1..25),
    ) {
        let names = ["A", "B", "C", "D"];
        let traces: Vec<Trace> =
            ways.iter().map(|way| walk("c", &way.iter().map(|it| names[*it]).collect::<Vec<_>>())).collect();
        let (cases, events) = (ways.len(), ways.iter().map(Vec::len).sum::<usize>());
        let follows = count(DirectlyFollows::default(), &traces);
        let sum = |repeats: &str| -> u64 {
            let of = |it: &&crate::mining::Line| it.key == "follows" && it.dims[0].1.as_deref() == Some(repeats);
            follows.iter().filter(of).map(|it| number(&it.figure)).sum()
        };
        prop_assert_eq!(usize::try_from(sum("kept")).unwrap(), events - cases);
        prop_assert_eq!(sum("kept"), number(&figure(&follows, "steps", &[("repeats", "kept")])));
        prop_assert!(sum("merged") <= sum("kept"));
        let variants = count(Variants::default(), &traces);
        for repeats in ["kept", "merged"] {
            let of = |it: &&crate::mining::Line| it.key == "variant" && it.dims[0].1.as_deref() == Some(repeats);
            let total: u64 = variants
                .iter()
                .filter(of)
                .map(|it| match it.figure { Figure::Share(part, _) => part, _ => 0 })
                .sum();
            prop_assert_eq!(usize::try_from(total).unwrap(), cases);
        }
    }
}
