use base::{Span, Stamp};
use proptest::prelude::*;

use crate::model::{Case, Clock, ClockState, Dims, Extension, Rulebook, Target, Urgency};
use crate::refused::Refused;
use crate::rules::clock::{self, Signal};
use crate::rules::extend::{Wish, latest, may_extend};
use crate::rules::limits::{Start, limit_of, start, start_promise};
use crate::testing::{START, agent, book, case, person};

fn from(case: &Case, target: Target, at: Stamp) -> Start<'_> {
    let id = "clk_01JD0000000000000000000000".parse().unwrap();
    Start { id, case: &case.id, target, subject: None, instance: 1, previous: None, at }
}

fn resolution(book: &Rulebook, case: &Case) -> Clock {
    let rule = limit_of(book, Target::Resolution, &Dims::of(case), None).unwrap();
    start(book, rule, from(case, Target::Resolution, START)).unwrap()
}

fn hours(count: i64) -> Span {
    Span::HOUR.times(count)
}

#[test]
fn a_limit_in_working_days_ends_in_working_time() {
    let (book, case) = (book(), case());
    let clock = resolution(&book, &case);
    assert_eq!(clock.rule, "resolution_complaint");
    // Five working days of 7.5 hours from Monday 09:00: Friday 18:00.
    assert_eq!(clock.due_ms.to_string(), "2026-03-06T10:00:00.000Z");
    assert_eq!(clock.half_ms.to_string(), "2026-03-04T06:15:00.000Z");
    assert_eq!(clock.near_ms.to_string(), "2026-03-05T10:00:00.000Z");
    assert_eq!(clock::next_look(&clock, &book), Some(clock.half_ms));
}

#[test]
fn the_limit_that_names_most_holds() {
    let (book, dims) = (book(), Dims::of(&case()));
    let rule = |dims: &Dims, target, step| limit_of(&book, target, dims, step).map(|it| it.id.as_str());
    assert_eq!(rule(&dims, Target::Resolution, None), Some("resolution_complaint"));
    let urgent = Dims { priority: "urgent".to_owned(), ..dims.clone() };
    assert_eq!(rule(&urgent, Target::Resolution, None), Some("resolution_complaint_urgent"));
    assert_eq!(rule(&dims, Target::FirstResponse, None), None);
    assert_eq!(rule(&dims, Target::Step, Some("verify")), Some("step_verify"));
    assert_eq!(rule(&dims, Target::Step, Some("propose")), None);
}

#[test]
fn people_are_warned_at_the_policys_shares_and_overdue_is_said_once() {
    let (book, case) = (book(), case());
    let mut clock = resolution(&book, &case);
    assert!(clock::look(&mut clock, &book, START).is_empty());
    let half_ms = clock.half_ms;
    let half = clock::look(&mut clock, &book, half_ms);
    assert!(matches!(half.as_slice(), [Signal::Warned { permille: 500, tell }] if tell.len() == 1));
    assert_eq!(clock::urgency(&clock), Urgency::HALF);
    let late = clock.due_ms + hours(1);
    let both = clock::look(&mut clock, &book, late);
    assert!(matches!(both.as_slice(), [Signal::Breached, Signal::Warned { permille: 1000, tell }] if tell.len() == 3));
    assert_eq!((clock.state, clock::urgency(&clock)), (ClockState::Breached, Urgency::OVERDUE));
    assert!(clock::look(&mut clock, &book, late + hours(1)).is_empty());
    assert!(clock::meet(&mut clock, &book, late + hours(1)).is_empty());
    assert_eq!((clock.state, clock.ended_ms), (ClockState::Breached, Some(late + hours(1))));
}

#[test]
fn a_clock_that_was_not_looked_at_still_knows_that_it_was_late() {
    let (book, case) = (book(), case());
    let mut clock = resolution(&book, &case);
    let late = clock.due_ms + Span(1);
    assert_eq!(clock::meet(&mut clock, &book, late), [Signal::Breached]);
    let mut clock = resolution(&book, &case);
    let just = clock.due_ms;
    assert!(clock::meet(&mut clock, &book, just).is_empty());
    assert_eq!((clock.state, clock.used_ms), (ClockState::Met, clock.limit_ms));
    assert_eq!(clock.wall_ms, Some(just - START));
}

#[test]
fn standing_still_moves_the_due_time_by_what_was_left() {
    let (book, case) = (book(), case());
    let mut clock = resolution(&book, &case);
    let monday_noon = START + hours(3);
    assert!(clock::pause(&mut clock, &book, monday_noon, "waiting_customer"));
    assert!(!clock::pause(&mut clock, &book, monday_noon, "waiting_customer"));
    assert_eq!(clock::next_look(&clock, &book), None);
    let wednesday_noon = monday_noon + hours(48);
    assert!(clock::resume(&mut clock, &book, wednesday_noon));
    // Two working days later than Friday 18:00: Tuesday 18:00.
    assert_eq!(clock.due_ms.to_string(), "2026-03-10T10:00:00.000Z");
    let why = crate::rules::why::why(&clock, wednesday_noon);
    assert_eq!((why.paused, why.pauses, why.rule.as_str()), (hours(48), 1, "resolution_complaint"));
}

#[test]
fn more_time_needs_the_customer_to_have_been_told() {
    let (book, case, me) = (book(), case(), agent('A', 'H'));
    let clock = resolution(&book, &case);
    let until = clock.due_ms + hours(24);
    let told = Wish { until, told_at: Some(START), told_how: Some("电话"), reason: Some("等待配件") };
    let ask = |clock: &Clock, wish| may_extend(&case, &me, &book, clock, wish, START);
    assert_eq!(ask(&clock, told), Ok(()));
    assert_eq!(ask(&clock, Wish { told_at: None, ..told }), Err(Refused::NotTold));
    assert_eq!(ask(&clock, Wish { told_how: Some(" "), ..told }), Err(Refused::NotTold));
    assert_eq!(ask(&clock, Wish { reason: None, ..told }), Err(Refused::ReasonMissing));
    assert_eq!(ask(&clock, Wish { until: clock.due_ms, ..told }), Err(Refused::NotLater));
    let far = latest(&book, &clock) + Span(1);
    let local = latest(&book, &clock).zoned(&book.zone()).strftime("%Y-%m-%d %H:%M").to_string();
    assert_eq!(ask(&clock, Wish { until: far, ..told }), Err(Refused::ExtensionTooFar(local)));
    let mut extended = clock.clone();
    for _ in 0..2 {
        let (from, until) = (extended.due_ms, extended.due_ms + hours(24));
        let how = (String::from("电话"), String::from("等待配件"));
        let extension =
            Extension { from, until, told_at: START, told_how: how.0, reason: how.1, by: person('A'), at: START };
        clock::extend(&mut extended, &book, extension);
        assert_eq!(extended.due_ms, until);
    }
    assert_eq!(ask(&extended, told), Err(Refused::ExtensionsSpent(2)));
    let done = Clock { state: ClockState::Met, ended_ms: Some(START), ..clock };
    assert_eq!(ask(&done, told), Err(Refused::ClockNotRunning));
    let step = Clock { target: Target::Step, ..done };
    assert_eq!(ask(&step, told), Err(Refused::NotExtendable));
}

#[test]
fn a_promise_is_due_when_it_was_promised_for_whatever_the_calendar_says() {
    let (book, case) = (book(), case());
    let sunday = START - Span::DAY;
    let clock = start_promise(&book, &Dims::of(&case), sunday + hours(2), from(&case, Target::Promise, sunday));
    assert_eq!((clock.due_ms, clock.limit_ms, clock.calendar.clone()), (sunday + hours(2), hours(2), None));
}

#[test]
fn the_case_shows_its_nearest_clock() {
    let (book, mut case) = (book(), case());
    let mut clock = resolution(&book, &case);
    clock::show_on(&mut case, std::slice::from_ref(&clock));
    assert_eq!((case.due_at(), case.due_target), (Some(clock.due_ms), Some(Target::Resolution)));
    clock::pause(&mut clock, &book, START, "waiting_customer");
    clock::show_on(&mut case, &[clock]);
    assert_eq!((case.due_at(), case.due_target, case.urgency), (None, None, Urgency::CALM));
}

proptest! {
    /// However often it stands still, the used time is the working time in which it ran, and it is due when the rest
    /// of its limit has passed.
    #[test]
    fn a_clock_counts_exactly_the_time_in_which_it_ran(gaps in proptest::collection::vec(1i64..2_000, 1..20)) {
        let (book, case) = (book(), case());
        let mut clock = resolution(&book, &case);
        let (mut now, mut ran) = (START, Span(0));
        for (at, minutes) in gaps.into_iter().enumerate() {
            let next = now + Span::MINUTE.times(minutes);
            if at % 2 == 0 {
                ran = ran + book.worked(now, next);
                clock::pause(&mut clock, &book, next, "waiting_customer");
            } else {
                clock::resume(&mut clock, &book, next);
            }
            prop_assert_eq!(clock::used(&clock, &book, next), ran);
            if clock.state == ClockState::Running && ran < clock.limit_ms {
                prop_assert_eq!(book.worked(next, clock.due_ms), clock.limit_ms - ran);
            }
            prop_assert!(clock.half_ms <= clock.near_ms && clock.near_ms <= clock.due_ms);
            now = next;
        }
    }
}
