//! Who reviews what somebody may do.

use base::ids::{PersonId, UnitId};
use base::{Span, Stamp};
use policy::model::Reviewing;
use proptest::prelude::*;

use crate::model::ReviewStep;
use crate::rules::backup::{AllAway, Away};
use crate::rules::reviewer::{Lead, candidates, steps};

fn person(letter: char) -> PersonId {
    format!("per_01JD000000000000000000000{letter}").parse().unwrap()
}

fn unit(letter: char) -> UnitId {
    format!("unt_01JD000000000000000000000{letter}").parse().unwrap()
}

fn lead(of: char, at: char) -> Lead {
    Lead { person: person(of), unit: unit(at) }
}

/// Team T below site S below company C: A leads the team, B the site, D another site; Z administers.
fn asked(of: char, before: Option<&Lead>, away: &AllAway) -> Vec<PersonId> {
    let leads = [lead('B', 'S'), lead('D', 'X'), lead('A', 'T')];
    let chain = [unit('T'), unit('S'), unit('C')];
    let admins = [person('Z')];
    let found = candidates((&person(of), before), &chain, (&leads, &admins), away);
    found.into_iter().cloned().collect()
}

fn all(letters: &str) -> Vec<PersonId> {
    letters.chars().map(person).collect()
}

#[test]
fn the_nearest_lead_is_asked_first_and_nobody_for_themselves() {
    let here = AllAway::new();
    assert_eq!(asked('P', None, &here), all("ABZ"), "who leads elsewhere is not asked");
    assert_eq!(asked('A', None, &here), all("BZ"));
    assert_eq!(asked('Z', None, &here), all("AB"));
}

#[test]
fn whoever_acts_for_a_lead_is_asked_in_their_place() {
    let away = |named: &str| AllAway::from([(person('A'), Away { passes: true, named: all(named) })]);
    assert_eq!(asked('P', None, &away("E")), all("EBZ"));
    assert_eq!(asked('P', None, &away("")), all("BZ"), "nobody acts for them");
    assert_eq!(asked('E', None, &away("E")), all("BZ"), "who acts does not review themselves either");
}

#[test]
fn what_is_overdue_goes_up_and_never_back() {
    let here = AllAway::new();
    assert_eq!(asked('P', Some(&lead('A', 'T')), &here), all("BZ"));
    assert_eq!(asked('P', Some(&lead('B', 'S')), &here), all("Z"));
    assert_eq!(asked('P', Some(&lead('E', 'X')), &here), all("Z"), "from somewhere else, to who administers");
}

#[test]
fn a_round_reminds_before_its_end_and_passes_on_after_it() {
    let (now, due) = (Stamp(0), Stamp(0) + Span::DAY.times(14));
    let told = steps(&Reviewing::default(), due, now);
    let days: Vec<(i64, ReviewStep)> = told.into_iter().map(|it| (it.0.0 / Span::DAY.0, it.1)).collect();
    assert_eq!(days, [(11, ReviewStep::Remind), (14, ReviewStep::Overdue), (21, ReviewStep::PassOn)]);
    assert_eq!(steps(&Reviewing::default(), due, due).len(), 1, "what has passed is not told");
}

proptest! {
    #[test]
    fn nobody_is_ever_asked_about_themselves_or_twice(
        places in proptest::collection::vec((0_usize..8, 0_usize..4), 0..8),
        gone in proptest::collection::vec((0_usize..8, 0_usize..8), 0..6),
        of in 0_usize..8,
    ) {
        let letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
        let units = ['T', 'S', 'C', 'X'];
        let leads: Vec<Lead> = places.iter().map(|(who, at)| lead(letters[*who], units[*at])).collect();
        let away: AllAway =
            gone.iter().map(|(who, named)| (person(letters[*who]), Away { passes: true, named: vec![person(letters[*named])] })).collect();
        let chain = [unit('T'), unit('S'), unit('C')];
        let admins = [person('A'), person('H')];
        let found = candidates((&person(letters[of]), None), &chain, (&leads, &admins), &away);
        prop_assert!(!found.contains(&&person(letters[of])));
        let once: std::collections::BTreeSet<_> = found.iter().collect();
        prop_assert_eq!(once.len(), found.len());
    }
}
