//! A policy that is switched off takes its clocks along; one that is followed by another does not.

use std::sync::Arc;

use base::ids::{CaseId, PersonId};
use db::listeners::{self, Listener};
use policy::api::{Act, Loaded, Terms, advance, load};
use policy::model::PolicyRef;
use policy::packs::PackDocument;

use super::{House, days, each, hours};
use crate::model::{Clock, ClockState, Target};
use crate::store;
use crate::testing::{actor, complaint, person};

/// The shipped limits with another time for complaints, in force from now on.
fn another_version(house: &House) -> PolicyRef {
    let shipped = include_str!("../../../../../policies/common/limits.toml");
    let text = shipped.replace("within = \"5wd\"", "within = \"4wd\"");
    let document = Arc::new(policy::rules::read(&text).expect("a sound policy"));
    let document = PackDocument { files: Vec::new(), text: text.into(), document };
    let terms = Terms { author: Some(person('A')), approver: Some(person('S')), effective_from: None };
    let loaded = house.at(hours(0), move |tx, _| load(tx, &[document], &terms)).unwrap();
    match &loaded[..] {
        [Loaded::Published(name)] => name.clone(),
        other => panic!("not published: {other:?}"),
    }
}

/// Switches a version off, and lets cases hear of it.
fn withdraw(house: &House, name: &str) {
    let (name, by): (PolicyRef, PersonId) = (name.parse().unwrap(), person('S'));
    house.at(hours(1), move |tx, desk| advance(tx, desk.policies(), &name, Act::Withdraw, &by)).unwrap();
    hear(house);
}

fn hear(house: &House) {
    let listener: Arc<dyn Listener> = Arc::new(crate::jobs::SwitchedOff);
    house.it.hear(&listener);
    house.at(hours(1), |_, _| Ok(())).unwrap();
}

fn clocks(house: &House, id: &CaseId) -> Vec<Clock> {
    let id = id.clone();
    house.it.db.read_blocking(move |tx| store::clocks::of(tx, &id)).unwrap()
}

#[test]
fn switching_limits_off_calls_their_clocks_off_once_and_leaves_promises() {
    each(|house| {
        let id = house.complaint('A').id;
        withdraw(house, "limits@1");
        let of = |target| clocks(house, &id).into_iter().find(|it| it.target == target).unwrap();
        assert_eq!(of(Target::Resolution).state, ClockState::Cancelled);
        assert!(of(Target::Promise).is_live(), "a promise is the customer's");
        let story = house.story(&id);
        assert_eq!(story.matches("clock_cancelled").count(), 2, "the resolution and the step: {story}");
        assert!(!story.contains("clock_breached"), "{story}");

        // Heard again from the beginning, it does nothing more.
        house.it.db.write_blocking(|tx| listeners::reset(tx, "cases.policy_off")).unwrap();
        hear(house);
        assert_eq!(house.story(&id), story);

        // Work goes on without limits, and the promise is still watched over.
        let later = id.clone();
        let case =
            house.at(days(9), move |tx, desk| desk.step(tx, &actor('A'), &later, None, "diagnose", None)).unwrap();
        assert_eq!(case.due_target, Some(Target::Promise));
        assert_eq!(house.story(&id).matches("promise_broken").count(), 1);
        let fresh =
            house.at(days(9), |tx, desk| desk.open(tx, &actor('A'), complaint(super::after(days(10))))).unwrap();
        let targets: Vec<Target> = clocks(house, &fresh.id).into_iter().map(|it| it.target).collect();
        assert_eq!(targets, [Target::Promise]);
    });
}

#[test]
fn limits_that_are_followed_by_others_leave_their_clocks_running() {
    each(|house| {
        let id = house.complaint('A').id;
        let newer = another_version(house);
        hear(house);
        assert!(clocks(house, &id).iter().all(|it| it.is_live() == (it.target != Target::FirstResponse)));
        assert!(!house.story(&id).contains("clock_cancelled"));
        assert_eq!(clocks(house, &id)[0].policy, "limits@1");

        // When the newer one is switched off, the older one's clocks run on as well.
        let second =
            house.at(hours(0), |tx, desk| desk.open(tx, &actor('A'), complaint(super::after(days(1))))).unwrap().id;
        withdraw(house, &newer.to_string());
        assert!(!house.story(&id).contains("clock_cancelled"));
        assert!(house.story(&second).contains("clock_cancelled"));
    });
}

#[test]
fn however_many_cases_there_are_all_are_freed_in_parts() {
    each(|house| {
        let ids: Vec<CaseId> = house
            .at(hours(0), |tx, desk| {
                (0..205).map(|_| Ok(desk.open(tx, &actor('A'), complaint(super::after(days(1))))?.id)).collect()
            })
            .unwrap();
        withdraw(house, "limits@1");
        let live = |it: &Clock| it.is_live() && it.target != Target::Promise;
        assert!(ids.iter().all(|id| !clocks(house, id).iter().any(live)));
    });
}
