use base::Stamp;
use proptest::prelude::*;

use super::status::version;
use crate::model::{Scope, Standing, Status};
use crate::rules::resolve::Dated;
use crate::rules::{Chain, resolve, standing};

/// A version with nothing but its dates.
#[derive(Debug, Clone, PartialEq)]
struct Dates {
    number: i64,
    scope: Scope,
    from: i64,
    withdrawn: Option<i64>,
    approved: bool,
}

impl Dated for Dates {
    fn scope(&self) -> &Scope {
        &self.scope
    }
    fn effective_from(&self) -> Stamp {
        Stamp(self.from)
    }
    fn number(&self) -> i64 {
        self.number
    }
    fn withdrawn_at(&self) -> Option<Stamp> {
        self.withdrawn.map(Stamp)
    }
    fn was_approved(&self) -> bool {
        self.approved
    }
}

fn at(number: i64, scope: Scope, from: i64) -> Dates {
    Dates { number, scope, from, withdrawn: None, approved: true }
}

fn team() -> Scope {
    Scope::Team("north".to_owned())
}

/// The chain of an agent of a team of a site.
fn agent() -> Chain {
    Chain::through([Scope::Role("agent".to_owned()), team(), Scope::Site("city".to_owned())])
}

#[test]
fn the_version_in_force_is_found_by_time_and_scope() {
    let mut all = vec![
        at(1, Scope::Organisation, 100),
        at(2, Scope::Organisation, 200),
        at(3, team(), 150),
        at(4, Scope::Organisation, 300),
        at(5, Scope::Role("trainer".to_owned()), 120),
        at(6, Scope::Organisation, 200),
    ];
    all[3].approved = false;
    all[5].withdrawn = Some(260);
    let of_team = agent();
    let of_trainer = Chain::through([Scope::Role("trainer".to_owned()), team()]);
    let table = [
        (99, Chain::default(), None),
        (100, Chain::default(), Some(1)),
        (199, Chain::default(), Some(1)),
        // Of two that begin together the later number holds, until it is withdrawn.
        (200, Chain::default(), Some(6)),
        (259, Chain::default(), Some(6)),
        (260, Chain::default(), Some(2)),
        // Never approved.
        (400, Chain::default(), Some(2)),
        (149, of_team.clone(), Some(1)),
        (150, of_team.clone(), Some(3)),
        (400, of_team, Some(3)),
        (119, of_trainer.clone(), Some(1)),
        (120, of_trainer.clone(), Some(5)),
        // A role is narrower than a team.
        (400, of_trainer, Some(5)),
    ];
    for (moment, chain, wanted) in table {
        let found = resolve(&all, Stamp(moment), &chain).map(|it| it.number);
        assert_eq!(found, wanted, "at {moment} for {chain:?}");
    }
}

#[test]
fn the_nearest_of_team_site_and_organisation_holds_and_the_next_one_when_it_is_withdrawn() {
    let site = Scope::Site("city".to_owned());
    let mut all = vec![at(1, Scope::Organisation, 0), at(2, site.clone(), 10), at(3, team(), 20)];
    all[2].withdrawn = Some(30);
    let inner = Scope::Team("inner".to_owned());
    let within = |chain: &Chain, moment| resolve(&all, Stamp(moment), chain).map(|it| it.number);
    let team_below_team = Chain::through([inner, team(), site.clone(), Scope::Organisation]);
    assert_eq!(team_below_team.scopes().len(), 4, "the organisation comes last, and once");
    for (moment, wanted) in [(5, 1), (15, 2), (25, 3), (35, 2)] {
        assert_eq!(within(&team_below_team, moment), Some(wanted), "at {moment}");
    }
    assert_eq!(within(&Chain::through([site]), 25), Some(2), "another team of the site");
    assert_eq!(within(&Chain::default(), 25), Some(1));
}

#[test]
fn what_a_version_is_follows_from_its_dates() {
    let mut all = vec![
        version(1, Scope::Organisation, 100, None),
        version(2, Scope::Organisation, 200, None),
        version(3, Scope::Organisation, 300, None),
        version(4, Scope::Organisation, 150, Some(180)),
    ];
    let mut draft = version(5, Scope::Organisation, 100, None);
    (draft.status, draft.approved_at) = (Status::Draft, None);
    all.push(draft);
    let standings: Vec<_> = all.iter().map(|it| standing(it, &all, Stamp(250))).collect();
    let wanted = [Standing::Superseded, Standing::Effective, Standing::Approved, Standing::Withdrawn, Standing::Draft];
    assert_eq!(standings, wanted);
    assert_eq!(standing(&all[0], &all, Stamp(190)), Standing::Effective, "the one before holds again");
}

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Organisation),
        Just(Scope::Site("city".to_owned())),
        Just(team()),
        Just(Scope::Role("agent".to_owned())),
    ]
}

fn versions() -> impl Strategy<Value = Vec<Dates>> {
    let one = (scopes(), 0i64..100, proptest::option::of(0i64..100), any::<bool>());
    proptest::collection::vec(one, 0..12).prop_map(|all| {
        (1..)
            .zip(all)
            .map(|(number, (scope, from, withdrawn, approved))| Dates { number, scope, from, withdrawn, approved })
            .collect()
    })
}

proptest! {
    #[test]
    fn what_holds_does_not_depend_on_the_order_of_the_versions(all in versions(), at in 0i64..100) {
        let chain = agent();
        let mut turned = all.clone();
        turned.reverse();
        let found = resolve(&all, Stamp(at), &chain).map(|it| it.number);
        prop_assert_eq!(found, resolve(&turned, Stamp(at), &chain).map(|it| it.number));
    }

    #[test]
    fn what_holds_was_approved_has_begun_and_is_not_withdrawn(all in versions(), at in 0i64..100) {
        let chain = agent();
        let holds = |it: &Dates| it.approved && it.from <= at && it.withdrawn.is_none_or(|end| end > at);
        match resolve(&all, Stamp(at), &chain) {
            None => prop_assert!(!all.iter().any(holds)),
            Some(found) => {
                prop_assert!(holds(found));
                // Nothing of a narrower scope holds, and nothing of its own began later.
                let rank = |it: &Scope| chain.scopes().iter().position(|one| one == it);
                prop_assert!(all.iter().filter(|it| holds(it)).all(|it| rank(&it.scope) >= rank(&found.scope)));
                let own = all.iter().filter(|it| holds(it) && it.scope == found.scope);
                prop_assert!(own.into_iter().all(|it| (it.from, it.number) <= (found.from, found.number)));
            }
        }
    }

    #[test]
    fn a_draft_changes_nothing(all in versions(), scope in scopes(), from in 0i64..100, at in 0i64..100) {
        let chain = agent();
        let before = resolve(&all, Stamp(at), &chain).map(|it| it.number);
        let mut more = all;
        more.push(Dates { number: 99, scope, from, withdrawn: None, approved: false });
        prop_assert_eq!(resolve(&more, Stamp(at), &chain).map(|it| it.number), before);
    }
}
