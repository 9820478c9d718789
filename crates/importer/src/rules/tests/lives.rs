use base::{Span, Stamp};
use proptest::prelude::*;

use crate::mapping::{Mapping, Meaning, Milestone};
use crate::rules::answer::Forms;
use crate::rules::life::{Happening, Life, Phase, live};
use crate::rules::plan::Plan;
use crate::rules::row::{Fact, Value};

const EVENTS: &str = r#"
source = "log"
rows = "event"
[times]
formats = ["%Y-%m-%d"]
[case]
key = "id"
priority = "priority"
[event]
at = "at"
activity = "what"
[milestones]
resolved = "resolved"
[flags.sla_met]
column = "met"
yes = ["y"]
no = ["n"]
"#;

const CASES: &str = r#"
source = "list"
rows = "case"
[times]
formats = ["%Y-%m-%d"]
[case]
key = "id"
[event]
state = "status"
[milestones]
opened = "from"
closed = "to"
due = "due"
"#;

fn plan(text: &str) -> Plan {
    let mapping = Mapping::parse(text).unwrap();
    Plan::new(&mapping, &Forms::default(), &mapping.columns()).unwrap()
}

fn event(at: i64, meaning: Meaning) -> Fact {
    let values = vec![Value::Text("High".into()), Value::Nothing];
    Fact { at: Some(Stamp(at)), meaning, activity: Some(format!("{meaning:?}")), values, ..Fact::default() }
}

fn tell(plan: &Plan, facts: &[Fact]) -> (Life, Vec<Happening>) {
    let mut all = Vec::new();
    let mut life = None;
    for fact in facts {
        let (after, happenings) = live(plan, life, fact);
        all.extend(happenings);
        life = Some(after);
    }
    (life.unwrap(), all)
}

fn kinds(happenings: &[Happening]) -> Vec<Meaning> {
    happenings.iter().map(|it| it.meaning).collect()
}

#[test]
fn a_case_without_an_opening_row_gets_one_that_is_no_activity() {
    let (life, told) = tell(&plan(EVENTS), &[event(5, Meaning::Recorded), event(9, Meaning::Closed)]);
    assert_eq!(kinds(&told), [Meaning::Opened, Meaning::Recorded, Meaning::Closed]);
    assert_eq!(told[0].activity, None);
    assert_eq!(told[0].attrs["_derived"], Value::Flag(true));
    assert_eq!((life.phase, life.opened, life.closed), (Phase::Closed, Stamp(5), Some(Stamp(9))));
}

#[test]
fn an_opening_row_is_the_opening_and_a_second_one_is_recorded() {
    let (_, told) = tell(&plan(EVENTS), &[event(5, Meaning::Opened), event(9, Meaning::Opened)]);
    assert_eq!(kinds(&told), [Meaning::Opened, Meaning::Recorded]);
    assert_eq!(told[1].attrs["_means"], Value::Text("opened".into()));
}

#[test]
fn work_after_the_end_takes_a_case_up_again_and_remarks_do_not() {
    let facts = [Meaning::Closed, Meaning::Noted, Meaning::Closed, Meaning::Accepted, Meaning::Resolved];
    let facts: Vec<Fact> = (0..).zip(facts).map(|(at, it)| event(at, it)).collect();
    let (life, told) = tell(&plan(EVENTS), &facts);
    let wanted =
        [Meaning::Opened, Meaning::Closed, Meaning::Noted, Meaning::Recorded, Meaning::Reopened, Meaning::Resolved];
    assert_eq!(kinds(&told), wanted);
    assert_eq!((life.phase, life.reopened, life.closed), (Phase::Resolved, 1, None));
}

#[test]
fn only_what_changed_travels_with_an_event() {
    let plan = plan(EVENTS);
    let (_, told) = tell(&plan, &[event(1, Meaning::Opened), event(2, Meaning::Noted)]);
    assert_eq!(told[0].attrs["priority"], Value::Text("High".into()));
    assert_eq!(told[0].attrs["_resolved"], Value::Nothing, "the column is there and says nothing");
    assert_eq!(told[0].attrs["_wall"], Value::Flag(true));
    assert!(told[1].attrs.is_empty());
    let mut later = event(3, Meaning::Noted);
    later.values[0] = Value::Nothing;
    let (life, told) = tell(&plan, &[event(1, Meaning::Opened), later]);
    assert_eq!(told[1].attrs["priority"], Value::Nothing);
    assert!(life.values.is_empty());
}

#[test]
fn a_limit_is_missed_as_soon_as_the_source_says_so_and_met_only_at_the_end() {
    let flagged = |at, meaning, met| {
        let mut fact = event(at, meaning);
        fact.values[1] = Value::Flag(met);
        fact
    };
    let (open, _) = tell(&plan(EVENTS), &[flagged(1, Meaning::Opened, true)]);
    let (missed, _) = tell(&plan(EVENTS), &[flagged(1, Meaning::Opened, false)]);
    let (met, _) = tell(&plan(EVENTS), &[flagged(1, Meaning::Closed, true)]);
    assert_eq!((open.met, missed.met, met.met), (None, Some(false), Some(true)));
}

fn case(milestones: &[(Milestone, i64)], meaning: Meaning) -> Fact {
    let milestones = milestones.iter().map(|(name, at)| (*name, Stamp(*at))).collect();
    Fact { meaning, milestones, ..Fact::default() }
}

#[test]
fn a_case_row_tells_its_milestones_as_events_without_an_activity() {
    let row = case(&[(Milestone::Opened, 10), (Milestone::Closed, 5), (Milestone::Due, 20)], Meaning::Closed);
    let (life, told) = tell(&plan(CASES), &[row]);
    assert_eq!(kinds(&told), [Meaning::Opened, Meaning::Closed]);
    assert_eq!((told[0].activity.as_deref(), told[1].activity.as_deref()), (Some("opened"), None));
    assert_eq!(told[0].attrs["_due"], Value::Whole(20));
    assert_eq!((life.phase, life.closed, life.met), (Phase::Closed, Some(Stamp(5)), Some(true)));
}

#[test]
fn a_state_without_a_time_is_an_event_whose_time_is_not_known() {
    let (life, told) = tell(&plan(CASES), &[case(&[(Milestone::Opened, 10)], Meaning::Closed)]);
    assert_eq!(kinds(&told), [Meaning::Opened, Meaning::Closed]);
    assert_eq!(told[1].attrs["_untimed"], Value::Flag(true));
    assert_eq!(life.phase, Phase::Closed);
}

#[test]
fn a_newer_row_of_a_case_tells_only_what_is_new() {
    let opened = (Milestone::Opened, 10);
    let rows = [case(&[opened], Meaning::Recorded), case(&[opened, (Milestone::Closed, 30)], Meaning::Closed)];
    let (life, told) = tell(&plan(CASES), &rows);
    assert_eq!(kinds(&told), [Meaning::Opened, Meaning::Recorded, Meaning::Closed]);
    assert_eq!(told[1].activity.as_deref(), Some("updated"));
    assert_eq!((told[2].at, life.closed), (Stamp(30), Some(Stamp(30))));
}

fn any_meaning() -> impl Strategy<Value = Meaning> {
    use Meaning::{Accepted, Answered, Closed, Noted, Opened, Paused, Recorded, Reopened, Resolved, Transferred};
    prop::sample::select(vec![
        Opened,
        Accepted,
        Answered,
        Closed,
        Noted,
        Paused,
        Recorded,
        Reopened,
        Resolved,
        Transferred,
    ])
}

proptest! {
    #[test]
    fn every_row_is_one_activity_and_every_case_has_one_opening(
        facts in prop::collection::vec((0..1000_i64, any_meaning()), 1..30),
    ) {
        let facts: Vec<Fact> = facts.into_iter().map(|(at, meaning)| event(at, meaning)).collect();
        let (life, told) = tell(&plan(EVENTS), &facts);
        prop_assert_eq!(told.iter().filter(|it| it.activity.is_some()).count(), facts.len());
        prop_assert_eq!(told.iter().filter(|it| it.meaning == Meaning::Opened).count(), 1);
        prop_assert_eq!(told[0].meaning, Meaning::Opened);
        prop_assert_eq!(life.phase == Phase::Closed, life.closed.is_some());
        prop_assert!(life.last - life.opened >= Span(0) || life.stated.contains_key(&Milestone::Opened));
        let back = told.iter().filter(|it| it.meaning == Meaning::Reopened).count();
        prop_assert_eq!(back, usize::try_from(life.reopened).unwrap());
    }
}
