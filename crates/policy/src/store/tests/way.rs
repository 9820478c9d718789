//! The rows behind the way of a version.

use testkit::each_db;

use super::{name, person, sign_in, write};
use crate::MIGRATIONS;
use crate::api::{Terms, advance, history, load, load_drafts};
use crate::model::{Deed, Kind, Scope, Status};
use crate::packs::PackDocument;
use crate::policies::Policies;
use crate::rules::{Act, read};
use crate::store;

#[test]
fn a_history_is_kept_in_its_order_with_reasons() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let lines = write(it, |tx| {
            store::hold(tx)?;
            store::deeds::add(tx, &name(1), Deed::SentBack, Some(&person(2)), Some("第三条写错了"))?;
            store::deeds::add(tx, &name(1), Deed::Edited, Some(&person(1)), None)?;
            store::deeds::of(tx, &name(1))
        });
        let told: Vec<_> = lines.iter().map(|it| (it.deed, it.by.clone(), it.note.as_deref())).collect();
        assert_eq!(
            told,
            [
                (Deed::Loaded, None, None),
                (Deed::SentBack, Some(person(2)), Some("第三条写错了")),
                (Deed::Edited, Some(person(1)), None)
            ]
        );
        assert_eq!(it.db.read_blocking(|tx| store::deeds::of(tx, &name(2))).unwrap(), []);
    });
}

#[test]
fn a_version_of_before_there_was_a_history_tells_what_its_row_tells() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let terms = Terms { author: Some(person(1)), approver: Some(person(2)), ..Terms::default() };
        write(it, move |tx| load(tx, &[sign_in(4)], &terms));
        write(it, |tx| tx.run("DELETE FROM policy_deed", &[]));
        let told = |version| {
            it.db
                .read_blocking(move |tx| {
                    let one = store::one(tx, Kind::SignIn, version)?.ok_or_else(|| base::fault("there"))?;
                    history(tx, &one)
                })
                .unwrap()
                .into_iter()
                .map(|it| (it.deed, it.by))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(1), [(Deed::Loaded, None)]);
        assert_eq!(told(2), [(Deed::Drafted, Some(person(1))), (Deed::Approved, Some(person(2)))]);
    });
}

#[test]
fn another_text_brings_scope_and_day_and_is_kept_once() {
    each_db(&[MIGRATIONS], |it| {
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        write(it, |tx| load_drafts(tx, &[sign_in(4)], Some(person(1))));
        let mut kept = it.db.read_blocking(|tx| store::one(tx, Kind::SignIn, 2)).unwrap().unwrap();
        let text = kept.text.replace("[policy]", "[policy]\nscope = \"team:north\"");
        kept.document = read(&text).unwrap().into();
        (kept.text, kept.scope) = (text.into(), Scope::Team("north".to_owned()));
        let twice = kept.clone();
        assert!(write(it, move |tx| store::save_text(tx, &kept)));
        assert!(!write(it, move |tx| store::save_text(tx, &twice)), "the edition has moved on");
        let fresh = it.db.read_blocking(|tx| store::one(tx, Kind::SignIn, 2)).unwrap().unwrap();
        assert_eq!((fresh.scope, fresh.edition), (Scope::Team("north".to_owned()), 2));
    });
}

#[test]
fn what_was_discarded_can_be_loaded_again() {
    each_db(&[MIGRATIONS], |it| {
        let policies = Policies::new();
        write(it, |tx| load(tx, &[sign_in(8)], &Terms::default()));
        let draft = |document: PackDocument| write(it, move |tx| load_drafts(tx, &[document], Some(person(1))));
        draft(sign_in(4));
        write(it, move |tx| advance(tx, &policies, &name(2), Act::Discard, &person(1)));
        assert_eq!(
            it.db.read_blocking(|tx| store::one(tx, Kind::SignIn, 2)).unwrap().unwrap().status,
            Status::Discarded
        );
        assert_eq!(draft(sign_in(4)), [crate::api::Loaded::Drafted(name(3))]);
    });
}
