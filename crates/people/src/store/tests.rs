mod seats;
mod signed_in;

use base::ids::UnitId;
use base::{Result, Stamp};
use db::Tx;
use web::{Actor, Reach, Right, Rights};

use super::persons::Wanted;
use super::reviews::Review;
use super::{
    absences, certificates, delegations, list, names, persons, posts, reviews, roles, second_factor, sessions, units,
};
use crate::MIGRATIONS;
use crate::model::{
    AbsenceRow, AbsenceState, CertificateRow, DelegationRow, Employment, Locale, PersonRow, PersonStatus, Post,
    ReviewVerdict, StaffKind, Unit, UnitKind,
};
use crate::rules::slowing::Tries;

fn unit(tx: &mut Tx<'_>, name: &str, above: Option<&UnitId>, kind: UnitKind) -> Result<UnitId> {
    let unit = Unit {
        id: tx.id(),
        parent_id: above.cloned(),
        name: name.to_owned(),
        kind,
        code: None,
        active: true,
        version: 1,
    };
    assert!(units::add(tx, &unit)?);
    Ok(unit.id)
}

fn person(tx: &mut Tx<'_>, login: &str, unit: &UnitId) -> Result<PersonRow> {
    let row = PersonRow {
        id: tx.id(),
        login: login.to_owned(),
        name: login.to_uppercase(),
        kind: StaffKind::OnlineAgent,
        employment: Employment::PartTime,
        unit_id: unit.clone(),
        post_id: None,
        level: None,
        status: PersonStatus::Active,
        locale: Locale::En,
        version: 1,
        created_at: tx.now(),
    };
    assert!(persons::add(tx, &row)?);
    Ok(row)
}

fn on_both(test: impl Fn(&mut Tx<'_>) -> Result<()> + Send + Sync + Copy + 'static) {
    testkit::each_db(&[MIGRATIONS], |it| it.db.write_blocking(test).unwrap());
}

#[test]
fn a_unit_knows_what_is_above_and_below_also_after_a_move() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let (a, b) = (unit(tx, "a", Some(&company), UnitKind::Site)?, unit(tx, "b", Some(&company), UnitKind::Site)?);
        let team = unit(tx, "t", Some(&a), UnitKind::Team)?;
        let inner = unit(tx, "i", Some(&team), UnitKind::Team)?;
        assert_eq!(units::below(tx, &a)?.len(), 3);
        units::hang(tx, &team, &b)?;
        assert_eq!(units::below(tx, &a)?, std::slice::from_ref(&a));
        assert_eq!(units::below(tx, &b)?.len(), 3);
        let chain: Vec<UnitId> = units::chain(tx, &inner)?.into_iter().map(|it| it.id).collect();
        assert_eq!(chain, [inner.clone(), team.clone(), b.clone(), company.clone()]);
        assert_eq!(units::company(tx)?.map(|it| it.id), Some(company.clone()));
        assert!(units::is_used(tx, &team)? && !units::is_used(tx, &inner)?);
        let read = units::unit(tx, &team)?.unwrap();
        assert!(units::save(tx, &Unit { name: "new".to_owned(), ..read.clone() })?);
        assert!(!units::save(tx, &read)?, "the version moved on");
        assert_eq!(units::all(tx)?.len(), 5);
        let second = Unit {
            id: tx.id(),
            parent_id: None,
            name: "x".to_owned(),
            kind: UnitKind::Company,
            code: None,
            active: true,
            version: 1,
        };
        units::lock(tx)?;
        assert!(!units::add(tx, &second)?, "there is one company");
        assert_eq!(units::names(tx, &[team.clone(), inner])?.get(&team).map(String::as_str), Some("new"));
        Ok(())
    });
}

#[test]
fn people_are_listed_within_reach_only() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let (a, b) = (unit(tx, "a", Some(&company), UnitKind::Site)?, unit(tx, "b", Some(&company), UnitKind::Site)?);
        let (ann, bob) = (person(tx, "ann_x", &a)?, person(tx, "bob", &b)?);
        let actor = |reach| Actor::person(ann.id.clone(), Some(a.clone()), Rights::all(), reach);
        let wanted = Wanted { rows: 10, ..Wanted::default() };
        let mut logins = |actor: &Actor, wanted: &Wanted| -> Result<Vec<String>> {
            Ok(persons::listed(tx, actor, wanted)?.into_iter().map(|it| it.login).collect())
        };
        assert_eq!(logins(&actor(Reach::All), &wanted)?, ["ann_x", "bob"]);
        assert_eq!(logins(&actor(Reach::Own), &wanted)?, ["ann_x"]);
        assert_eq!(logins(&actor(Reach::Units([b.clone()].into())), &wanted)?, ["bob"]);
        assert_eq!(logins(&actor(Reach::Units([].into())), &wanted)?, [""; 0]);
        let q = |q: &str| Wanted { q: Some(q.to_owned()), ..wanted.clone() };
        assert_eq!(logins(&actor(Reach::All), &q("N_X"))?, ["ann_x"]);
        assert_eq!(logins(&actor(Reach::All), &q("_"))?, ["ann_x"]);
        let in_b = Wanted { unit: Some(b.clone()), status: Some(PersonStatus::Active), ..wanted.clone() };
        assert_eq!(logins(&actor(Reach::All), &in_b)?, ["bob"]);
        let own = actor(Reach::Own);
        assert!(persons::seen(tx, &own, Right::ReadPeople, &bob.id)?.is_none());
        assert!(persons::seen(tx, &own, Right::ReadPeople, &ann.id)?.is_some());
        assert_eq!(persons::by_login(tx, "bob")?, Some(bob.clone()));
        assert_eq!(persons::names(tx, &[ann.id.clone(), bob.id.clone(), ann.id.clone()])?.len(), 2);
        let (her, two) = (std::slice::from_ref(&ann.id), [a.clone(), b.clone()]);
        let both = (persons::names(tx, her)?, units::names(tx, &two)?);
        assert_eq!(names::of(tx, her, &two)?, both);
        assert_eq!(names::of(tx, her, &[])?, (both.0, std::collections::BTreeMap::new()));
        assert!(!persons::add(tx, &PersonRow { id: tx.id(), ..bob.clone() })?, "the login is taken");
        assert!(persons::save(tx, &PersonRow { status: PersonStatus::Left, ..bob.clone() })?);
        assert!(!persons::save(tx, &bob)?);
        assert!(persons::is_anybody(tx)?);
        Ok(())
    });
}

#[test]
fn the_nearest_of_a_kind_stand_in_the_first_unit_that_has_some() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let team = unit(tx, "t", Some(&company), UnitKind::Team)?;
        let (high, near) = (person(tx, "high", &company)?, person(tx, "near", &team)?);
        let of = |tx: &mut Tx<'_>, unit: &UnitId| persons::nearest_of(tx, unit, StaffKind::OnlineAgent);
        assert_eq!(of(tx, &team)?, std::slice::from_ref(&near.id));
        assert_eq!(of(tx, &company)?, std::slice::from_ref(&high.id));
        assert!(persons::save(tx, &PersonRow { status: PersonStatus::Left, ..near })?);
        assert_eq!(of(tx, &team)?, [high.id]);
        assert_eq!(persons::nearest_of(tx, &team, StaffKind::Supervisor)?, []);
        Ok(())
    });
}

#[test]
fn roles_and_posts_are_kept() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let (ann, bob) = (person(tx, "ann", &company)?, person(tx, "bob", &company)?);
        for role in ["lead", "agent", "agent"] {
            roles::give(tx, &ann.id, role, Some(&bob.id))?;
        }
        assert_eq!(roles::of(tx, &ann.id)?, ["agent", "lead"]);
        assert!(roles::has_other(tx, &["lead", "x"], &bob.id)?);
        assert!(!roles::has_other(tx, &["lead"], &ann.id)? && !roles::has_other(tx, &[], &bob.id)?);
        roles::take(tx, &ann.id, "lead")?;
        assert_eq!(roles::of_all(tx, &[ann.id.clone(), bob.id])?.remove(&ann.id), Some(vec!["agent".to_owned()]));
        let post = Post {
            id: tx.id(),
            unit_id: company.clone(),
            name: "p".to_owned(),
            kind: StaffKind::Hr,
            active: true,
            version: 1,
            backup_id: None,
            second_id: None,
        };
        posts::add(tx, &post)?;
        assert!(posts::save(tx, &Post { active: false, ..post.clone() })? && !posts::save(tx, &post)?);
        assert_eq!(posts::all(tx, Some(&company))?, [Post { active: false, version: 2, ..post.clone() }]);
        assert_eq!((posts::all(tx, None)?.len(), posts::post(tx, &post.id)?.map(|it| it.version)), (1, Some(2)));
        Ok(())
    });
}

#[test]
fn lists_are_padded_to_few_lengths() {
    let ids = ["a", "b", "c"];
    let (places, args) = list::places(2, &ids);
    assert_eq!((places.as_str(), args.len()), ("$2, $3, $4, $5", 4));
    let none: [&str; 0] = [];
    assert_eq!(list::places(1, &none).0, "$1");
}

#[test]
fn tries_at_one_moment_are_counted_one_after_another() {
    testkit::each_db(&[MIGRATIONS], |it| {
        let count = || {
            it.db.write_blocking(|tx| {
                let tries = sessions::tries(tx, "k")?;
                std::thread::sleep(std::time::Duration::from_millis(1));
                sessions::save_tries(tx, "k", Tries { failures: tries.failures + 1, ..tries })
            })
        };
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..20).map(|_| scope.spawn(count)).collect();
            for it in all {
                it.join().unwrap().unwrap();
            }
        });
        assert_eq!(it.db.write_blocking(|tx| sessions::tries(tx, "k")).unwrap().failures, 20);
    });
}

#[test]
fn absences_are_kept() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let (ann, bob) = (person(tx, "ann", &company)?, person(tx, "bob", &company)?);
        let post = Post {
            id: tx.id(),
            unit_id: company.clone(),
            name: "p".to_owned(),
            kind: StaffKind::Hr,
            active: true,
            version: 1,
            backup_id: None,
            second_id: None,
        };
        posts::add(tx, &post)?;
        let named = Post { backup_id: Some(ann.id.clone()), second_id: Some(bob.id.clone()), ..post.clone() };
        assert!(posts::save_backups(tx, &named)? && !posts::save_backups(tx, &named)?);
        persons::lock(tx, &ann.id)?;
        assert!(persons::save(tx, &PersonRow { post_id: Some(post.id.clone()), ..ann.clone() })?);
        assert_eq!(posts::holders(tx)?, [(post.id.clone(), ann.id.clone())]);
        assert_eq!(persons::active_among(tx, &[ann.id.clone(), bob.id.clone()])?.len(), 2);
        let now = tx.now();
        let mut absence = AbsenceRow {
            id: tx.id(),
            person_id: ann.id.clone(),
            kind: "leave".to_owned(),
            from_at: now,
            until_at: None,
            end_at: Stamp::MAX,
            reason: "x".to_owned(),
            state: AbsenceState::Running,
            acting_id: None,
            passes: true,
            first_receiver: false,
            policy: None,
            entered_by: None,
            entered_at: now,
        };
        absences::add(tx, &absence)?;
        assert_eq!(absences::one(tx, &absence.id)?.as_ref(), Some(&absence));
        let away = absences::away(tx, now)?;
        assert_eq!(away[&ann.id].named, std::slice::from_ref(&bob.id), "nobody stands in for themselves");
        assert!(absences::away(tx, Stamp(now.0 - 1))?.is_empty());
        assert!(
            absences::overlaps(tx, &ann.id, now, Stamp::MAX)? && !absences::overlaps(tx, &bob.id, now, Stamp::MAX)?
        );
        assert_eq!((absences::running(tx)?.len(), absences::running_of(tx, &bob.id)?), (1, None));
        assert_eq!(absences::running_of(tx, &ann.id)?.map(|it| it.id), Some(absence.id.clone()));
        (absence.end_at, absence.state, absence.acting_id) = (now, AbsenceState::Over, Some(bob.id.clone()));
        absences::save(tx, &absence)?;
        assert_eq!(absences::of_person(tx, &ann.id, 10)?, [absence]);
        assert!(absences::running(tx)?.is_empty() && absences::away(tx, now)?.is_empty());
        Ok(())
    });
}

#[test]
fn delegations_are_kept() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let (ann, bob) = (person(tx, "ann", &company)?, person(tx, "bob", &company)?);
        let now = tx.now();
        let lent = DelegationRow {
            id: tx.id(),
            giver_id: ann.id.clone(),
            to_id: bob.id.clone(),
            rights: db::Json(vec!["policy.approve".to_owned()]),
            from_at: now,
            until_at: Stamp(now.0 + 5),
            reason: "x".to_owned(),
            given_at: now,
            ended_at: None,
        };
        delegations::add(tx, &lent)?;
        assert_eq!(delegations::held(tx, &bob.id, now)?, std::slice::from_ref(&lent));
        assert!(delegations::held(tx, &bob.id, Stamp(now.0 + 5))?.is_empty());
        assert!(delegations::end(tx, &lent.id, None)? && !delegations::end(tx, &lent.id, None)?);
        assert!(delegations::held(tx, &bob.id, now)?.is_empty());
        assert_eq!(
            (delegations::of_person(tx, &ann.id, 9)?.len(), delegations::of_person(tx, &bob.id, 9)?.len()),
            (1, 1)
        );
        assert!(delegations::one(tx, &lent.id)?.unwrap().ended_at.is_some());
        Ok(())
    });
}

#[test]
fn second_factors_and_recovery_codes_are_kept() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let ann = person(tx, "ann", &company)?.id;
        assert_eq!((second_factor::locked(tx, &ann)?, second_factor::since(tx, &ann)?), (None, None));
        second_factor::begin(tx, &ann, &[1, 2])?;
        second_factor::begin(tx, &ann, &[3])?;
        assert_eq!(second_factor::since(tx, &ann)?, None, "it does not count yet");
        second_factor::confirm(tx, &ann)?;
        second_factor::used(tx, &ann, 7)?;
        let found = second_factor::locked(tx, &ann)?.unwrap();
        assert_eq!((found.sealed, found.confirmed_at, found.last_step), (vec![3], Some(tx.now()), 7));
        second_factor::set_recovery(tx, &ann, &["a".to_owned(), "b".to_owned()])?;
        assert!(second_factor::use_recovery(tx, &ann, "a")? && !second_factor::use_recovery(tx, &ann, "a")?);
        assert_eq!(second_factor::recovery_left(tx, &ann)?, 1);
        assert!(second_factor::remove(tx, &ann)? && !second_factor::remove(tx, &ann)?);
        assert_eq!(second_factor::recovery_left(tx, &ann)?, 0);
        Ok(())
    });
}

#[test]
fn reviews_and_certificates_are_kept() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let ann = person(tx, "ann", &company)?.id;
        let mut review = Review {
            person_id: ann.clone(),
            at: tx.now(),
            by_id: ann.clone(),
            verdict: ReviewVerdict::Keep,
            note: String::new(),
            roles: db::Json(vec!["a".to_owned()]),
        };
        reviews::add(tx, &review)?;
        (review.at, review.verdict) = (Stamp(tx.now().0 + 1), ReviewVerdict::Withdraw);
        reviews::add(tx, &review)?;
        reviews::add(tx, &review)?;
        assert_eq!(reviews::last(tx, std::slice::from_ref(&ann))?.remove(&ann), Some(review));
        let mut lent = delegations::held_by(tx, std::slice::from_ref(&ann), tx.now())?;
        assert_eq!(lent.pop(), None);

        let row = CertificateRow {
            id: tx.id(),
            person_id: ann.clone(),
            kind: "k".to_owned(),
            number: "n".to_owned(),
            issued: "2026-01-01".to_owned(),
            expires: Some("2026-02-01".to_owned()),
            expires_at: Stamp(9),
            evidence: "e".to_owned(),
            added_by: None,
        };
        certificates::add(tx, &row)?;
        assert_eq!(certificates::one(tx, &row.id)?.as_ref(), Some(&row));
        assert_eq!(certificates::of_person(tx, &ann)?, std::slice::from_ref(&row));
        assert_eq!(
            (certificates::ending(tx, Stamp(9), 9)?.len(), certificates::ending(tx, Stamp(8), 9)?.len()),
            (1, 0)
        );
        certificates::remove(tx, &row.id)?;
        assert_eq!((certificates::one(tx, &row.id)?, certificates::of_person(tx, &ann)?), (None, Vec::new()));
        Ok(())
    });
}
