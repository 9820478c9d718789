//! Small days whose ends can be reckoned by hand.

use std::collections::BTreeMap;

use base::ids::PersonId;
use base::{Mint, SeededRandom, Span, Stamp};

use super::{Call, Day, Figures, Logged, Patience, Shift, day, figures, play};
use crate::rules::Agent;
use crate::rules::floor::tests::plan;

const START: Stamp = Stamp(1_700_000_000_000);

fn seconds(count: i64) -> Span {
    Span(count * 1000)
}

fn call(at: i64, talk: i64, patience: i64) -> Call {
    Call {
        came: START + seconds(at),
        channel: "phone".to_owned(),
        topic: None,
        tier: None,
        patience: seconds(patience),
        talk: seconds(talk),
    }
}

fn shift(mint: &Mint, from: i64, to: i64) -> Shift {
    let id: PersonId = mint.id(START);
    let agent = Agent { id, team: String::new(), skills: BTreeMap::new(), languages: Vec::new(), channels: Vec::new() };
    Shift { agent, from: START + seconds(from), to: START + seconds(to) }
}

fn played(calls: Vec<Call>, shifts: Vec<Shift>) -> Vec<(i64, bool)> {
    let mint = Mint::new(SeededRandom::new(1));
    let played = play(plan(), &Day { calls, shifts }, &mint);
    played.into_iter().map(|it| (it.waited.0 / 1000, it.served)).collect()
}

#[test]
fn one_agent_serves_one_after_another_and_the_impatient_go() {
    let mint = Mint::new(SeededRandom::new(2));
    let calls = vec![call(0, 60, 300), call(10, 60, 300), call(20, 60, 30), call(30, 60, 300)];
    let found = played(calls, vec![shift(&mint, 0, 3600)]);
    assert_eq!(found, [(0, true), (50, true), (30, false), (90, true)]);
}

#[test]
fn whoever_stops_work_ends_the_conversation_and_takes_no_other() {
    let mint = Mint::new(SeededRandom::new(2));
    let found = played(vec![call(0, 60, 300), call(10, 60, 300)], vec![shift(&mint, 0, 30), shift(&mint, 100, 200)]);
    assert_eq!(found, [(0, true), (90, true)]);
}

#[test]
fn patience_is_reckoned_from_waits_cut_short() {
    // By hand: of 5 one gives up at 10 (4/5 left), one is answered at 20, of 3 one gives up at 30 (4/5 x 2/3).
    let waits = [(10, true), (20, false), (30, true), (40, false), (50, false)];
    let patience = Patience::of(waits.map(|(wait, gave_up)| (seconds(wait), gave_up)));
    let left = |at: i64| format!("{:.3}", patience.left(seconds(at)));
    assert_eq!([left(9), left(10), left(29), left(30), left(60)], ["1.000", "0.800", "0.800", "0.533", "0.533"]);
    let mut dice = SeededRandom::new(3);
    let drawn: Vec<Span> = (0..1000).map(|_| patience.draw(seconds(20), &mut dice)).collect();
    assert!(drawn.iter().all(|it| *it == seconds(30) || *it == seconds(50)), "nobody gives up before what is known");
    let gone = drawn.iter().filter(|it| **it == seconds(30)).count();
    assert!((280..390).contains(&gone), "a third of those who waited for 20 seconds go at 30: {gone}");
}

#[test]
fn figures_count_as_call_centres_do() {
    let mint = Mint::new(SeededRandom::new(2));
    let calls = vec![call(0, 60, 300), call(10, 60, 300), call(20, 60, 30), call(30, 60, 300)];
    let day = Day { calls, shifts: vec![shift(&mint, 0, 3600)] };
    let played = play(plan(), &day, &Mint::new(SeededRandom::new(1)));
    let found = figures(&played, seconds(50));
    let wanted = Figures {
        offered: 4,
        answered: 3,
        abandoned: 1,
        in_time: 2,
        speed_of_answer: Some(140.0 / 3.0),
        longest: seconds(90),
        told_off_by: None,
        told_too_long_by: None,
    };
    assert_eq!(found, wanted);
    assert_eq!((found.service_level(), found.abandonment()), (Some(0.5), Some(0.25)));
}

#[test]
fn whoever_has_no_call_for_long_is_taken_to_have_been_away() {
    let call = |at: i64| Logged {
        came: START + seconds(at),
        channel: "phone".to_owned(),
        topic: None,
        tier: None,
        waited: Span(0),
        agent: Some("one".to_owned()),
        answered: true,
        talked: Some(seconds(60)),
    };
    let log = [call(0), call(600), call(3000)];
    let spans = |away: i64| {
        let day = day(&log, seconds(away), &Mint::new(SeededRandom::new(1)), &mut SeededRandom::new(1));
        day.shifts.iter().map(|it| ((it.from - START).0 / 1000, (it.to - START).0 / 1000)).collect::<Vec<_>>()
    };
    assert_eq!(spans(1800), [(0, 660), (3000, 3060)]);
    assert_eq!(spans(3600), [(0, 3060)]);
    assert_eq!(spans(300), [(0, 60), (600, 660), (3000, 3060)]);
}

#[test]
fn the_same_seed_plays_the_same_day() {
    let mut dice = SeededRandom::new(5);
    let log: Vec<Logged> = (0..200)
        .map(|at| {
            let wait = i64::try_from(dice.below(90)).unwrap();
            let answered = dice.below(5) > 0;
            Logged {
                came: START + seconds(at * 20),
                channel: "phone".to_owned(),
                topic: None,
                tier: (at % 3 == 0).then(|| "vip".to_owned()),
                waited: seconds(wait),
                agent: answered.then(|| format!("agent {}", dice.below(6))),
                answered,
                talked: answered.then(|| seconds(60 + wait)),
            }
        })
        .collect();
    let once = |seed: u64| {
        let mint = Mint::new(SeededRandom::new(seed));
        let day = day(&log, seconds(1800), &mint, &mut SeededRandom::new(seed));
        play(plan(), &day, &mint)
    };
    assert_eq!(once(1), once(1));
    assert_ne!(once(1), once(2));
    assert_eq!(once(1).len(), log.len());
}
