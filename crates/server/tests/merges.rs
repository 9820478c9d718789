//! Random merges with cases opened in between, taken back: everything is where it was, and what came since where it was
//! wished (CUS-1).

#![expect(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop when the test cannot go on, and are for several tests"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use base::SeededRandom;
use common::{House, People};
use serde_json::{Value, json};

fn done(house: &House, method: &str, path: &str, body: &Value) -> Value {
    let answer = house.ask(Some(People::Supervisor), method, &format!("/api/v1{path}"), body);
    assert_eq!(answer.status, 200, "{method} {path}: {}", answer.body);
    answer.body
}

fn below(dice: &mut SeededRandom, most: usize) -> usize {
    usize::try_from(dice.below(u64::try_from(most).unwrap())).unwrap()
}

fn id(it: &Value) -> String {
    it["id"].as_str().unwrap().to_owned()
}

/// What a customer's page shows, without the counter of changes.
fn shown(house: &House, customer: &str) -> Value {
    let mut it = done(house, "get", &format!("/customers/{customer}"), &Value::Null);
    it["version"] = json!(0);
    it["open_cases"] = json!(0);
    it
}

fn cases(house: &House, customer: &str) -> BTreeSet<String> {
    let path = format!("/cases?customer={customer}&status=all&sort=-opened&limit=200");
    done(house, "get", &path, &Value::Null)["items"].as_array().unwrap().iter().map(id).collect()
}

fn open(house: &House, customer: &str) -> String {
    house.later();
    let promise = json!({ "due_at": house.now() + base::Span::HOUR.times(4), "text": "回复" });
    let new = json!({ "kind": "inquiry", "channel": "phone", "subject": "咨询", "description": "问营业时间", "customer_id": customer, "promise": promise });
    let opened = done(house, "post", "/cases", &new);
    house.later();
    id(&opened)
}

/// A merge as the test remembers it.
struct Merged {
    id: String,
    survivor: String,
    other: String,
    cases_before: BTreeSet<String>,
}

#[test]
fn merging_and_taking_back_leaves_everything_where_it_was() {
    let house = House::new();
    let mut dice = SeededRandom::new(7);
    for round in 0..8 {
        let people: Vec<String> = (0..4)
            .map(|at| {
                let name = ["王小明", "李雷", "张伟", "赵云"][at];
                let account = json!([{ "kind": "account", "value": format!("R{round}-{at}") }]);
                let new = json!({ "name": name, "note": format!("备注 {at}"), "identities": account });
                id(&done(&house, "post", "/customers", &new))
            })
            .collect();
        // Whose each case is, by the profile it was opened for.
        let mut owner: BTreeMap<String, String> = BTreeMap::new();
        for it in &people {
            owner.insert(open(&house, it), it.clone());
        }
        let before: Vec<Value> = people.iter().map(|it| shown(&house, it)).collect();
        let mut merges: Vec<Merged> = Vec::new();
        for _ in 0..4 {
            let (a, b) = (&people[below(&mut dice, 4)], &people[below(&mut dice, 4)]);
            let (a, b) = (id(&shown(&house, a)), id(&shown(&house, b)));
            if a == b {
                continue;
            }
            let version = |it: &str| done(&house, "get", &format!("/customers/{it}"), &Value::Null)["version"].clone();
            let whose = ["survivor", "merged", "both"][below(&mut dice, 3)];
            let keep = json!({ "name": "merged", "tier": "survivor", "note": whose });
            let asked = json!({ "merged": b, "version": version(&a), "merged_version": version(&b), "keep": keep });
            let cases_before = owner.keys().cloned().collect();
            done(&house, "post", &format!("/customers/{a}/merge"), &asked);
            let made = id(&done(&house, "get", &format!("/customers/{a}/merges"), &Value::Null)[0]);
            let all: BTreeSet<String> = cases(&house, &a);
            merges.push(Merged { id: made, survivor: a.clone(), other: b.clone(), cases_before });
            // A case opened for either is the survivor's.
            let new = open(&house, [&a, &b][below(&mut dice, 2)]);
            owner.insert(new.clone(), a.clone());
            let wanted: BTreeSet<String> = all.into_iter().chain([new]).collect();
            assert_eq!((cases(&house, &a), cases(&house, &b)), (wanted.clone(), wanted));
        }
        for it in merges.into_iter().rev() {
            let since = ["survivor", "merged"][below(&mut dice, 2)];
            done(&house, "post", &format!("/customers/merges/{}/undo", it.id), &json!({ "since": since }));
            if since == "merged" {
                house.settle();
                for (case, of) in &mut owner {
                    if *of == it.survivor && !it.cases_before.contains(case) {
                        of.clone_from(&it.other);
                    }
                }
            }
        }
        let after: Vec<Value> = people.iter().map(|it| shown(&house, it)).collect();
        assert_eq!(after, before, "round {round}");
        for it in &people {
            let wanted: BTreeSet<String> =
                owner.iter().filter(|(_, of)| *of == it).map(|(case, _)| case.clone()).collect();
            assert_eq!(cases(&house, it), wanted, "round {round}");
            let open = done(&house, "get", &format!("/customers/{it}"), &Value::Null)["open_cases"].clone();
            assert_eq!(open, json!(wanted.len()), "round {round}");
        }
    }
}
