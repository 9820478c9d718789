use std::sync::{Arc, Mutex};

use base::ids::PersonId;
use base::{Failure, Span, Stamp};
use db::Tx;
use testkit::{START, TestDb, each_db};

use crate::api::{Loaded, Terms, advance, load, load_pack};
use crate::events::{Published, Withdrawn};
use crate::model::{Kind, PolicyRef, Standing, Status};
use crate::packs::{PackDocument, Shelf};
use crate::rules::{Act, read};
use crate::{MIGRATIONS, Policies, store};

mod way;

fn person(last: u8) -> PersonId {
    format!("per_01JD000000000000000000000{last}").parse().unwrap()
}

fn write<T: Send + 'static>(it: &TestDb, work: impl FnOnce(&mut Tx<'_>) -> base::Result<T> + Send + 'static) -> T {
    it.db.write_blocking(work).unwrap()
}

/// The sign-in policy of the common pack, its sessions ending after so many hours of idleness.
fn sign_in(hours: i64) -> PackDocument {
    let documents = Shelf::Embedded.documents("evaluation").unwrap();
    let old = documents.into_iter().find(|it| it.document.header.kind == Kind::SignIn).unwrap();
    let text = old.text.replace("idle = \"8h\"", &format!("idle = \"{hours}h\""));
    let document = Arc::new(read(&text).unwrap());
    PackDocument { files: old.files, text: text.into(), document }
}

fn idle(it: &TestDb, policies: &Policies) -> (String, i64) {
    let policies = policies.clone();
    it.db
        .read_blocking(move |tx| {
            let book = policies.book(tx)?;
            let held = book.at(tx.now()).sign_in()?;
            Ok((held.by.to_string(), held.sessions.idle.span(Span::DAY).0 / 3_600_000))
        })
        .unwrap()
}

fn code(failure: &Failure) -> &'static str {
    failure.code().unwrap_or("a fault")
}

fn name(version: i64) -> PolicyRef {
    PolicyRef { kind: Kind::SignIn, version }
}

#[test]
fn the_first_pack_is_in_force_at_once_and_told() {
    each_db(&[MIGRATIONS], |it| {
        let loaded = write(it, |tx| load_pack(tx, "full", &Terms::default()));
        assert_eq!(loaded.len(), Kind::ALL.len());
        assert!(loaded.iter().all(|it| matches!(it, Loaded::Published(name) if name.version == 1)));
        let told = it.log();
        assert_eq!(told.len(), Kind::ALL.len());
        let first: Published = told[0].body().unwrap();
        assert!(first.first);
        assert_eq!(
            (told[0].kind.as_str(), told[0].policy.clone()),
            ("policy.published.v1", Some(first.policy.to_string()))
        );
        assert_eq!(idle(it, &Policies::new()), ("sign_in@1".to_owned(), 8));
    });
}

#[test]
fn a_pack_that_reaches_back_explains_the_past() {
    each_db(&[MIGRATIONS], |it| {
        let terms = Terms { effective_from: Some(START - Span::DAY.times(90)), ..Terms::default() };
        write(it, move |tx| load_pack(tx, "telecom", &terms));
        let policies = Policies::new();
        let book = it.db.read_blocking(move |tx| policies.book(tx)).unwrap();
        assert!(book.at(START - Span::DAY.times(90)).cases().is_ok());
        assert!(book.at(START - Span::DAY.times(91)).cases().is_err());
    });
}

#[test]
fn loading_the_same_pack_again_changes_nothing() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load_pack(tx, "shop", &Terms::default()));
        let told = it.log().len();
        let again = write(it, |tx| load_pack(tx, "shop", &Terms::default()));
        assert!(again.iter().all(|it| matches!(it, Loaded::Unchanged(_))));
        assert_eq!(it.log().len(), told);
    });
}

#[test]
fn an_unknown_pack_is_refused() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    for name in ["space", "common"] {
        let refused = it.db.write_blocking(move |tx| load_pack(tx, name, &Terms::default())).unwrap_err();
        assert_eq!(code(&refused), "policy.unknown_pack");
    }
}

#[test]
fn a_later_version_waits_until_a_second_person_approves_it() {
    each_db(&[MIGRATIONS], |it| {
        let policies = Policies::new();
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        assert_eq!(idle(it, &policies), ("sign_in@1".to_owned(), 8));
        it.clock.advance(Span::HOUR);
        let terms = Terms { author: Some(person(1)), ..Terms::default() };
        let loaded = write(it, move |tx| load(tx, &[sign_in(4)], &terms));
        assert_eq!(loaded, [Loaded::Drafted(name(2))]);
        assert_eq!(idle(it, &policies), ("sign_in@1".to_owned(), 8), "a draft changes nothing");

        let act = |act: Act, by: u8| {
            let policies = policies.clone();
            it.db.write_blocking(move |tx| advance(tx, &policies, &name(2), act, &person(by)))
        };
        assert_eq!(code(&act(Act::Approve, 2).unwrap_err()), "policy.not_now");
        assert_eq!(code(&act(Act::Review, 2).unwrap_err()), "policy.not_now");
        act(Act::Submit, 1).unwrap();
        assert_eq!(code(&act(Act::Review, 1).unwrap_err()), "policy.own_review");
        act(Act::Review, 2).unwrap();
        assert_eq!(code(&act(Act::Approve, 1).unwrap_err()), "policy.own_approval");
        let approved = act(Act::Approve, 2).unwrap();
        assert_eq!((approved.status, approved.effective_from), (Status::Approved, START + Span::HOUR));
        assert_eq!(idle(it, &policies), ("sign_in@2".to_owned(), 4), "the copy in memory is renewed");
        let told: Published = it.log().last().unwrap().body().unwrap();
        assert!(!told.first);

        let book = it
            .db
            .read_blocking({
                let policies = policies.clone();
                move |tx| policies.book(tx)
            })
            .unwrap();
        let standings: Vec<_> =
            book.versions(Kind::SignIn).iter().map(|one| book.standing(one, START + Span::HOUR)).collect();
        assert_eq!(standings, [Standing::Superseded, Standing::Effective]);
    });
}

#[test]
fn a_policy_for_a_team_alone_waits_for_approval_too() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let mut own = sign_in(2);
        let text = own.text.replace("kind = \"sign_in\"", "kind = \"sign_in\"\nscope = \"team:north\"");
        (own.document, own.text) = (Arc::new(read(&text).unwrap()), text.into());
        assert_eq!(write(it, move |tx| load(tx, &[own], &Terms::default())), [Loaded::Drafted(name(2))]);
    });
}

#[test]
fn a_version_with_a_second_person_behind_it_is_published_but_never_after_the_fact() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        it.clock.advance(Span::DAY);
        let terms = Terms { author: Some(person(1)), approver: Some(person(2)), effective_from: Some(Stamp(0)) };
        let loaded = write(it, move |tx| load(tx, &[sign_in(6)], &terms));
        assert_eq!(loaded, [Loaded::Published(name(2))]);
        let kept = it.db.read_blocking(|tx| store::one(tx, Kind::SignIn, 2)).unwrap().unwrap();
        assert_eq!(
            (kept.effective_from, kept.approver, kept.author),
            (START + Span::DAY, Some(person(2)), Some(person(1)))
        );

        let alone = Terms { author: Some(person(1)), approver: Some(person(1)), effective_from: None };
        let loaded = write(it, move |tx| load(tx, &[sign_in(7)], &alone));
        assert_eq!(loaded, [Loaded::Drafted(name(3))], "one person is not two");
    });
}

#[test]
fn a_withdrawn_version_is_told_and_the_one_before_holds_again() {
    each_db(&[MIGRATIONS], |it| {
        let policies = Policies::new();
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let terms = Terms { author: Some(person(1)), approver: Some(person(2)), effective_from: None };
        it.clock.advance(Span::HOUR);
        write(it, move |tx| load(tx, &[sign_in(4)], &terms));
        assert_eq!(idle(it, &policies).1, 4);
        it.clock.advance(Span::HOUR);
        let own = policies.clone();
        write(it, move |tx| advance(tx, &own, &name(2), Act::Withdraw, &person(2)));
        assert_eq!(idle(it, &policies), ("sign_in@1".to_owned(), 8));
        let told = it.log();
        let last: Withdrawn = told.last().unwrap().body().unwrap();
        assert_eq!(
            (told.last().unwrap().kind.as_str(), last.policy, last.at),
            ("policy.withdrawn.v1", name(2), START + Span::HOUR.times(2))
        );
    });
}

#[test]
fn a_faulty_draft_is_not_submitted() {
    each_db(&[MIGRATIONS], |it| {
        let policies = Policies::new();
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let terms = Terms { author: Some(person(1)), ..Terms::default() };
        write(it, move |tx| load(tx, &[sign_in(48)], &terms));
        let act = |act: Act| {
            let policies = policies.clone();
            it.db.write_blocking(move |tx| advance(tx, &policies, &name(2), act, &person(2)))
        };
        let Failure::Refused(refusal) = act(Act::Submit).unwrap_err() else { panic!("refused") };
        assert_eq!((refusal.code, refusal.problems[0].code), ("policy.invalid", "policy.idle_beyond_session"));
        assert_eq!(it.db.read_blocking(|tx| store::one(tx, Kind::SignIn, 2)).unwrap().unwrap().status, Status::Draft);
    });
}

#[test]
fn a_change_made_meanwhile_is_noticed() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let kept = it.db.read_blocking(|tx| store::one(tx, Kind::SignIn, 1)).unwrap().unwrap();
        let same = kept.clone();
        assert!(write(it, move |tx| store::save_status(tx, &same)));
        assert!(!write(it, move |tx| store::save_status(tx, &kept)));
    });
}

#[test]
fn what_is_undone_is_not_remembered() {
    each_db(&[MIGRATIONS], |it| {
        let policies = Policies::new();
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let seen = Arc::new(Mutex::new(String::new()));
        let (own, inside) = (policies.clone(), Arc::clone(&seen));
        let terms = Terms { author: Some(person(1)), approver: Some(person(2)), effective_from: None };
        let undone: base::Result<()> = it.db.write_blocking(move |tx| {
            load(tx, &[sign_in(4)], &terms)?;
            *inside.lock().unwrap() = own.book(tx)?.at(tx.now()).sign_in()?.by.to_string();
            Err(base::fault("on purpose"))
        });
        assert!(undone.is_err());
        assert_eq!(*seen.lock().unwrap(), "sign_in@2", "a transaction sees its own changes");
        assert_eq!(idle(it, &policies), ("sign_in@1".to_owned(), 8));
    });
}

#[test]
fn a_transaction_sees_each_of_its_changes_and_none_that_it_undid() {
    each_db(&[MIGRATIONS], |it| {
        let policies = Policies::new();
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let seen = write(it, move |tx| {
            let by = |tx: &mut Tx<'_>| Ok::<_, Failure>(policies.book(tx)?.at(tx.now()).sign_in()?.by.version);
            let terms = Terms { author: Some(person(1)), approver: Some(person(2)), effective_from: None };
            let first = by(tx)?;
            let tried = tx.attempt(|tx| {
                load(tx, &[sign_in(4)], &terms)?;
                assert_eq!(by(tx)?, 2);
                Err::<(), _>(base::fault("on purpose"))
            })?;
            assert!(tried.is_err());
            let undone = by(tx)?;
            load(tx, &[sign_in(2)], &terms)?;
            Ok([first, undone, by(tx)?])
        });
        assert_eq!(seen, [1, 1, 2]);
    });
}

#[test]
fn two_who_load_the_first_pack_together_make_one_first_version() {
    each_db(&[MIGRATIONS], |it| {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| write(it, |tx| load(tx, &[sign_in(8)], &Terms::default())));
            }
        });
        let kept = it.db.read_blocking(store::all).unwrap();
        assert_eq!(kept.iter().map(|it| it.version).collect::<Vec<_>>(), [1]);
    });
}
