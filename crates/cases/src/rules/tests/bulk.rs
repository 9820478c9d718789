use base::ids::{CaseId, TagId};
use proptest::prelude::*;

use crate::barred::Barred;
use crate::model::Case;
use crate::model::bulk::{BulkAct, WayBack};
use crate::refused::Refused;
use crate::rules::bulk::{check_size, each_once, settled, way_back};
use crate::testing::{book, case, person};

fn id(number: u32) -> CaseId {
    format!("cas_01JD0000000000000000{number:06}").parse().unwrap()
}

fn tags(letters: &str) -> Vec<TagId> {
    letters.chars().map(|it| format!("tag_01JD000000000000000000000{it}").parse().unwrap()).collect()
}

fn changed(change: impl FnOnce(&mut Case)) -> Case {
    let mut it = case();
    it.version += 1;
    change(&mut it);
    it
}

#[test]
fn an_act_takes_at_least_one_case_and_at_most_as_many_as_policy_says() {
    let mut book = book();
    book.cases.bulk.most_rows = 2;
    assert_eq!(check_size(&book, 0), Err(Barred::BulkEmpty.into()));
    assert_eq!((check_size(&book, 1), check_size(&book, 2)), (Ok(()), Ok(())));
    assert_eq!(check_size(&book, 3), Err(Refused::BulkTooMany(2)));
}

#[test]
fn of_cases_that_become_one_the_oldest_stays_unless_another_is_named() {
    let (act, ids) = settled(BulkAct::Merge { into: None }, vec![id(2), id(1), id(3)]);
    assert_eq!((act, ids), (BulkAct::Merge { into: Some(id(1)) }, vec![id(2), id(3)]));
    let (_, ids) = settled(BulkAct::Merge { into: Some(id(3)) }, vec![id(2), id(3)]);
    assert_eq!(ids, [id(2)]);
    let (_, ids) = settled(BulkAct::Urge, vec![id(2), id(1)]);
    assert_eq!(ids, [id(2), id(1)]);
}

#[test]
fn what_told_people_something_and_what_changed_nothing_has_no_way_back() {
    let before = case();
    let same = changed(|_| {});
    let assign = BulkAct::Assign { person_id: Some(person('B')) };
    let tag = BulkAct::Tag { add: tags("A"), remove: Vec::new() };
    let step = BulkAct::Step { to: "diagnose".to_owned() };
    let transfer = BulkAct::Transfer { unit_id: None, person_id: None };
    for act in [BulkAct::Urge, BulkAct::Close { outcome: None }, assign.clone(), tag, step.clone(), transfer] {
        assert_eq!(way_back(&act, &before, &same, None), None, "{act:?}");
    }
    let given = changed(|it| it.owner_id = Some(person('B')));
    assert_eq!(
        way_back(&assign, &before, &given, None),
        Some(WayBack::Assign { to: Some(person('A')), seen: given.version })
    );
    let moved = changed(|it| it.step = "diagnose".to_owned());
    assert_eq!(
        way_back(&step, &before, &moved, None),
        Some(WayBack::Step { to: "verify".to_owned(), seen: moved.version })
    );
}

proptest! {
    #[test]
    fn each_case_is_named_once_in_the_order_given(numbers in prop::collection::vec(0u32..20, 0..40)) {
        let once = each_once(numbers.iter().map(|it| id(*it)).collect());
        let mut sorted = once.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(sorted.len(), once.len());
        prop_assert!(numbers.iter().all(|it| once.contains(&id(*it))));
        let at = |it: &CaseId| numbers.iter().position(|one| id(*one) == *it);
        prop_assert!(once.windows(2).all(|it| at(&it[0]) < at(&it[1])));
    }

    #[test]
    fn the_way_back_of_tags_gives_the_tags_that_were(before in "[A-E]{0,4}", after in "[A-E]{0,4}") {
        let (mut was, mut is) = (case(), case());
        (was.tags.0, is.tags.0) = (tags(&before), tags(&after));
        let act = BulkAct::Tag { add: Vec::new(), remove: Vec::new() };
        let mut again = is.tags.0.clone();
        if let Some(WayBack::Tag { add, remove }) = way_back(&act, &was, &is, None) {
            again.retain(|it| !remove.contains(it));
            again.extend(add);
        }
        let set = |all: &[TagId]| all.iter().cloned().collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(set(&again), set(&was.tags.0));
    }
}
