//! Names found by parts, duplicates proposed, merges and their undoing: on both databases.

use std::sync::Arc;

use base::ids::{CustomerId, MergeId};
use base::{Page, Result, Span};
use db::Tx;
use db::listeners::Listener;
use policy::Policies;
use proptest::prelude::*;
use testkit::TestDb;
use vault::{MasterKey, Purpose, Vault};
use web::Actor;

use super::{marks, merges};
use crate::jobs::{Duplicates, renew_marks};
use crate::model::{
    Customer, Decision, IdentityKind, Keeping, MergeAsked, NewCustomer, NewIdentity, PairState, PairTaken, Since,
    UndoAsked, Whose,
};
use crate::{Customers, MIGRATIONS, acts, api, names};

const ALL: &[&[db::Migration]] = &[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, MIGRATIONS];

fn opened(it: &TestDb) -> Customers {
    let open = |tx: &mut Tx<'_>| {
        policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
        Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)
    };
    Customers::new(it.db.write_blocking(open).unwrap(), Policies::new())
}

fn write<T: Send + 'static>(
    it: &TestDb,
    of: &Customers,
    work: impl FnOnce(&Customers, &mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
) -> T {
    let of = of.clone();
    it.db.write_blocking(move |tx| work(&of, tx, &Actor::system())).unwrap()
}

fn known(kind: IdentityKind, value: &str) -> NewIdentity {
    NewIdentity { kind, value: value.to_owned(), verified: false }
}

fn add(it: &TestDb, of: &Customers, name: &str, identities: &[(IdentityKind, &str)]) -> CustomerId {
    let identities = identities.iter().map(|(kind, value)| known(*kind, value)).collect();
    let new = NewCustomer { name: Some(name.to_owned()), identities, ..NewCustomer::default() };
    write(it, of, move |of, tx, me| acts::add(of, tx, me, &new))
}

fn found(it: &TestDb, of: &Customers, typed: &'static str) -> Vec<CustomerId> {
    write(it, of, move |of, tx, me| Ok(api::search(of, tx, me, typed, 50)?.into_iter().map(|it| it.id).collect()))
}

#[test]
fn names_are_found_by_parts_while_the_key_rotates_and_after() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let (wei, ming) = (add(it, &of, "张伟", &[]), add(it, &of, "单小明", &[]));
        let looks = |it: &TestDb| {
            for typed in ["张伟", "zhangwei", "zw", "zhang w", "张"] {
                assert_eq!(found(it, &of, typed), std::slice::from_ref(&wei), "{typed}");
            }
            for typed in ["shanxm", "danxm", "小明", "xm"] {
                assert_eq!(found(it, &of, typed), std::slice::from_ref(&ming), "{typed}");
            }
        };
        looks(it);
        write(it, &of, |of, tx, _| of.vault().rotate(tx, Purpose::Names));
        looks(it);
        let third = add(it, &of, "张三", &[]);
        write(it, &of, |of, tx, _| names::renew(of, tx, 1));
        assert_eq!(found(it, &of, "zhang"), [third.clone(), wei.clone()], "marks of both keys are looked for");
        renew_marks(&it.db, &of, || {}).unwrap();
        assert_eq!(write(it, &of, |_, tx, _| marks::epochs(tx)), Some((2, 2)));
        assert_eq!(found(it, &of, "zhang"), [third, wei.clone()]);
    });
}

#[test]
fn a_name_that_changed_is_not_found_any_more() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let id = add(it, &of, "张伟", &[]);
        let (mine, name) = (id.clone(), Some("李雷".to_owned()));
        let edit = crate::model::CustomerEdit { version: 1, name, ..Default::default() };
        write(it, &of, move |of, tx, me| acts::edit(of, tx, me, &mine, &edit));
        assert_eq!((found(it, &of, "zw"), found(it, &of, "lilei")), (vec![], vec![id.clone()]));
        let left: (i64,) = write(it, &of, |_, tx, _| tx.one("SELECT COUNT(*) FROM customers_mark", &[]));
        assert!(left.0 > 0 && left.0 < 12, "the marks of the old name are gone: {}", left.0);
        let no_name = crate::model::CustomerEdit { version: 2, name: Some(String::new()), ..Default::default() };
        write(it, &of, move |of, tx, me| acts::edit(of, tx, me, &id, &no_name));
        let left: (i64,) = write(it, &of, |_, tx, _| tx.one("SELECT COUNT(*) FROM customers_mark", &[]));
        assert_eq!(left.0, 0);
    });
}

fn pairs(it: &TestDb, of: &Customers, state: PairState) -> Vec<(String, Vec<String>)> {
    let listener: Arc<dyn Listener> = Arc::new(Duplicates(of.clone()));
    it.hear(&listener);
    write(it, of, move |of, tx, me| {
        let all = acts::proposed(of, tx, me, state, &Page::default())?.items;
        Ok(all.into_iter().map(|it| (it.first.id.to_string(), it.signs)).collect())
    })
}

#[test]
fn duplicates_are_proposed_for_what_is_shared_and_taken_back_when_it_is_not() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let a = add(it, &of, "王小明", &[(IdentityKind::Phone, "138 0013 8000")]);
        let b = add(it, &of, "李雷", &[(IdentityKind::Social, "+86 13800138000")]);
        add(it, &of, "王小明", &[(IdentityKind::Phone, "13900139000")]);
        assert_eq!(pairs(it, &of, PairState::Open), [(a.to_string(), vec!["identity".to_owned()])]);
        let c = add(it, &of, "张小红", &[(IdentityKind::Phone, "010-88886666")]);
        let d = add(it, &of, "章晓红", &[(IdentityKind::Phone, "021-88886666")]);
        let both = pairs(it, &of, PairState::Open);
        assert_eq!(both.len(), 2);
        assert_eq!(both[0].1, ["same_sound", "tail"]);
        let taken = |first: &CustomerId, second: &CustomerId, decision| {
            let taken = PairTaken { first: first.clone(), second: second.clone(), decision };
            write(it, &of, move |of, tx, me| acts::decide(of, tx, me, &taken))
        };
        taken(&d, &c, Decision::NotSame);
        assert_eq!(pairs(it, &of, PairState::Open).len(), 1);
        let (mine, new) = (d.clone(), known(IdentityKind::Email, "hong@x.cn"));
        write(it, &of, move |of, tx, me| acts::add_identity(of, tx, me, &mine, &new));
        assert_eq!(pairs(it, &of, PairState::Open).len(), 1, "what somebody decided stays");
        assert_eq!(pairs(it, &of, PairState::NotSame).len(), 1);
        taken(&a, &b, Decision::Later);
        assert_eq!((pairs(it, &of, PairState::Open).len(), pairs(it, &of, PairState::Later).len()), (0, 1));
        let mine = b.clone();
        write(it, &of, move |of, tx, me| {
            let identity = acts::customer(of, tx, me, &mine)?.identities.remove(0).id;
            acts::remove_identity(of, tx, me, &mine, &identity)
        });
        assert_eq!(pairs(it, &of, PairState::Later).len(), 0, "they share nothing any more");
    });
}

#[test]
fn what_very_many_share_proposes_nobody() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        for at in 0..23 {
            add(it, &of, "总机", &[(IdentityKind::Phone, &format!("010-88886666转{at}"))]);
        }
        assert_eq!(pairs(it, &of, PairState::Open), []);
    });
}

fn shown(it: &TestDb, of: &Customers, id: &CustomerId) -> Customer {
    let id = id.clone();
    write(it, of, move |of, tx, me| acts::customer(of, tx, me, &id))
}

fn versionless(mut it: Customer) -> Customer {
    it.version = 0;
    it
}

fn merge(it: &TestDb, of: &Customers, into: &CustomerId, merged: &CustomerId, keep: Keeping) -> MergeId {
    let (into, merged) = (into.clone(), merged.clone());
    write(it, of, move |of, tx, me| {
        let version = acts::customer(of, tx, me, &into)?.version;
        let merged_version = acts::customer(of, tx, me, &merged)?.version;
        acts::merge(of, tx, me, &into, &MergeAsked { merged, version, merged_version, keep })?;
        Ok(merges::into(tx, &into)?.remove(0).id)
    })
}

fn undo(it: &TestDb, of: &Customers, id: MergeId, since: Since) {
    write(it, of, move |of, tx, me| acts::undo(of, tx, me, &id, &UndoAsked { since }));
}

const THEIRS: Keeping = Keeping { name: Whose::Merged, tier: Whose::Merged, note: Whose::Both };

#[test]
fn the_survivor_has_all_and_both_are_themselves_again() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let a = add(it, &of, "王小明", &[(IdentityKind::Phone, "13800138000")]);
        let b = add(it, &of, "李雷", &[(IdentityKind::Email, "li@x.cn")]);
        let before = [shown(it, &of, &a), shown(it, &of, &b)];
        let merge_id = merge(it, &of, &a, &b, THEIRS);
        for id in [&a, &b] {
            let one = shown(it, &of, id);
            assert_eq!((&one.id, one.name.as_str(), one.identities.len()), (&a, "李**", 2));
        }
        assert_eq!(found(it, &of, "li@x.cn"), std::slice::from_ref(&a));
        assert_eq!(found(it, &of, "ll"), std::slice::from_ref(&a));
        let names = write(it, &of, {
            let b = b.clone();
            move |of, tx, _| api::display(of, tx, &[&b])
        });
        assert_eq!(names.get(&b).map(String::as_str), Some("李**"));
        for id in [a.clone(), b.clone()] {
            let mut one = write(it, &of, move |of, tx, _| api::known(of, tx, &id)).unwrap();
            one.members.sort_unstable();
            assert_eq!((&one.id, one.name.as_str(), one.members.as_slice()), (&a, "李**", &[a.clone(), b.clone()][..]));
        }
        let nobody: CustomerId = "cus_00000000000000000000000000".parse().unwrap();
        assert!(write(it, &of, move |of, tx, _| api::known(of, tx, &nobody)).is_none());
        it.clock.advance(Span::SECOND);
        let (into, new) = (b.clone(), known(IdentityKind::Account, "A-77"));
        write(it, &of, move |of, tx, me| acts::add_identity(of, tx, me, &into, &new));
        undo(it, &of, merge_id, Since::Merged);
        assert_eq!(versionless(shown(it, &of, &a)), versionless(before[0].clone()));
        let after = shown(it, &of, &b);
        assert_eq!((after.name, after.identities.len()), (before[1].name.clone(), 2), "what came since went along");
        let kinds: Vec<String> = it.log().into_iter().map(|it| it.kind).filter(|it| it.contains("merg")).collect();
        assert_eq!(kinds, ["customers.merged.v1", "customers.merged_into.v1", "customers.merge_undone.v1"]);
    });
}

#[test]
fn merges_are_taken_back_the_last_one_first() {
    let it = &testkit::sqlite(ALL);
    let of = opened(it);
    let ids: Vec<CustomerId> = ["甲甲", "乙乙", "丙丙"].iter().map(|name| add(it, &of, name, &[])).collect();
    let first = merge(it, &of, &ids[0], &ids[1], THEIRS);
    let second = merge(it, &of, &ids[2], &ids[0], THEIRS);
    let refused = |id: &MergeId| {
        let (of, id) = (of.clone(), id.clone());
        let undo = UndoAsked { since: Since::Survivor };
        it.db.write_blocking(move |tx| acts::undo(&of, tx, &Actor::system(), &id, &undo)).unwrap_err().code()
    };
    assert_eq!(refused(&first), Some("customers.later_first"));
    assert_eq!(shown(it, &of, &ids[1]).id, ids[2]);
    undo(it, &of, second.clone(), Since::Survivor);
    assert_eq!(shown(it, &of, &ids[1]).id, ids[0], "what the merged one stood for goes back with it");
    assert_eq!(refused(&second), Some("customers.merge_undone"));
    undo(it, &of, first, Since::Survivor);
    assert_eq!(shown(it, &of, &ids[1]).name, "乙**");
    assert_eq!(refused(&"mrg_00000000000000000000000000".parse().unwrap()), Some("customers.no_merge"));
}

fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![Just(Whose::Survivor), Just(Whose::Merged), Just(Whose::Both)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn merging_and_taking_back_is_as_if_nothing_was(
        people in prop::collection::vec((prop::option::of("[王李张]{2,3}"), prop::option::of("[a-z]{1,9}"), 0_usize..3), 3..6),
        steps in prop::collection::vec((0_usize..6, 0_usize..6, whose(), whose(), whose()), 1..5),
    ) {
        let it = &testkit::sqlite(ALL);
        let of = opened(it);
        let ids: Vec<CustomerId> = people.iter().enumerate().map(|(at, (name, note, tier))| {
            let tier = ["important", "general", ""].get(*tier).map(ToString::to_string);
            let identities = vec![known(IdentityKind::Account, &format!("A{at}"))];
            let new = NewCustomer { name: name.clone(), note: note.clone(), tier, identities };
            write(it, &of, move |of, tx, me| acts::add(of, tx, me, &new))
        }).collect();
        let all = |it: &TestDb| ids.iter().map(|id| versionless(shown(it, &of, id))).collect::<Vec<_>>();
        let before = all(it);
        let marked = |it: &TestDb| write(it, &of, |_, tx, _| tx.all::<(i64, CustomerId)>("SELECT mark, customer_id FROM customers_mark ORDER BY mark, customer_id", &[]));
        let marks_before = marked(it);
        let mut done = Vec::new();
        for (a, b, name, tier, note) in steps {
            let (a, b) = (&ids[a % ids.len()], &ids[b % ids.len()]);
            if shown(it, &of, a).id == *a && shown(it, &of, b).id == *b && a != b {
                done.push(merge(it, &of, a, b, Keeping { name, tier, note }));
            }
        }
        for id in done.into_iter().rev() {
            undo(it, &of, id, Since::Survivor);
        }
        prop_assert_eq!(all(it), before);
        prop_assert_eq!(marked(it), marks_before);
    }
}
