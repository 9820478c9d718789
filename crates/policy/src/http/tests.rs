use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use base::ids::{PersonId, UnitId};
use base::{Result, Stamp};
use db::Tx;
use serde_json::{Value, json};
use testkit::{Answer, Api, TestDb};
use web::{Actor, Reach, Right, Rights};

use crate::api::{Ask, Part, Side, Terms, WhatIf, load_pack};
use crate::house::House;
use crate::model::{Kind, Limits, Scope};
use crate::{Book, MIGRATIONS, Policies, TEXTS, routes};

mod pack;
mod read;
mod way;
mod what_if;

/// An organisation of one team, `north`; the company's unit is 0, the team's 1.
struct Small {
    what_ifs: Vec<Arc<dyn WhatIf>>,
}

fn unit(last: u8) -> UnitId {
    format!("unt_01JD000000000000000000000{last}").parse().unwrap()
}

fn person(last: u8) -> PersonId {
    format!("per_01JD000000000000000000000{last}").parse().unwrap()
}

impl House for Small {
    fn unit(&self, _: &mut Tx<'_>, scope: &Scope) -> Result<Option<(UnitId, String)>> {
        Ok(match scope {
            Scope::Organisation | Scope::Role(_) => Some((unit(0), "公司".to_owned())),
            Scope::Team(code) if code == "north" => Some((unit(1), "北区组".to_owned())),
            Scope::Team(_) | Scope::Site(_) => None,
        })
    }

    fn names(&self, _: &mut Tx<'_>, people: &[PersonId]) -> Result<BTreeMap<PersonId, String>> {
        let known = people.iter().filter(|it| **it != person(9));
        Ok(known.map(|it| (it.clone(), format!("{}号", it.as_str().chars().last().unwrap_or('?')))).collect())
    }

    fn what_ifs(&self) -> &[Arc<dyn WhatIf>] {
        &self.what_ifs
    }
}

/// Judges three matters a day apart by how many limits there are.
struct Counting;

impl WhatIf for Counting {
    fn name(&self) -> &'static str {
        "counting"
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Limits]
    }
    fn part(&self, _: &mut Tx<'_>, _: &Actor, before: &Arc<Book>, after: &Arc<Book>, ask: &Ask) -> Result<Part> {
        let at: i64 = ask.after.as_deref().and_then(|it| it.parse().ok()).unwrap_or(0);
        let side = |book: &Book| -> Result<Side> {
            let limits = book.at(ask.from).get::<Limits>()?;
            Ok(Side { result: limits.limits.len().to_string(), by: None, at: None })
        };
        let mut part = Part { looked_at: 1, done_permille: (at + 1) * 333, ..Part::default() };
        part.count(&at.to_string(), "matter", "count", side(before)?, side(after)?);
        part.next = (at < 2).then(|| (at + 1).to_string());
        Ok(part)
    }
}

/// Somebody with these rights as far as given.
fn somebody(last: u8, rights: &[Right], reach: Reach) -> Actor {
    let rights: Rights = rights.iter().copied().collect();
    Actor::person(person(last), Some(unit(1)), rights, reach)
}

fn me(rights: &[Right]) -> Actor {
    somebody(1, rights, Reach::Units([unit(1)].into()))
}

/// Somebody who writes for the whole organisation.
fn writer(last: u8) -> Actor {
    somebody(last, &[Right::ReadPolicy, Right::EditPolicy], Reach::All)
}

fn reviewer(last: u8) -> Actor {
    somebody(last, &[Right::ReadPolicy, Right::ReviewPolicy], Reach::All)
}

fn approver(last: u8) -> Actor {
    somebody(last, &[Right::ReadPolicy, Right::EditPolicy, Right::ApprovePolicy], Reach::All)
}

fn house() -> (TestDb, Api) {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let terms = Terms { effective_from: Some(Stamp(0)), ..Terms::default() };
    it.db.write_blocking(move |tx| load_pack(tx, "telecom", &terms)).unwrap();
    let router = routes().into_router();
    let small: Arc<dyn House> = Arc::new(Small { what_ifs: vec![Arc::new(Counting)] });
    let router = router.layer(Extension(Policies::new())).layer(Extension(small));
    let api = Api::new(&it, router, &[TEXTS]);
    (it, api)
}

fn get(api: &Api, who: &Actor, path: &str) -> Answer {
    api.ask(Some(who), "GET", &format!("/api/v1/{path}"), &Value::Null)
}

fn post(api: &Api, who: &Actor, path: &str, body: &Value) -> Answer {
    api.ask(Some(who), "POST", &format!("/api/v1/{path}"), body)
}

/// Starts a draft of the limits and makes the first one say `90m`; answers its version and edition.
fn draft(api: &Api, who: &Actor) -> (i64, i64) {
    let begun = post(api, who, "policies/limits/drafts", &json!({}));
    assert_eq!(begun.status, 200, "{}", begun.body);
    let (version, edition) = (begun.body["version"].as_i64().unwrap(), begun.body["edition"].as_i64().unwrap());
    let edit = json!([{ "do": "set", "path": "limits[0].within", "value": "90m" }]);
    let edited = post(api, who, "policies/edit", &json!({ "text": begun.body["text"], "edits": edit }));
    assert_eq!((edited.status, &edited.body["readable"]), (200, &json!(true)), "{}", edited.body);
    let body = json!({ "text": edited.body["text"], "edition": edition });
    let kept = api.ask(Some(who), "PUT", &format!("/api/v1/policies/limits/versions/{version}"), &body);
    assert_eq!(kept.status, 200, "{}", kept.body);
    (version, kept.body["edition"].as_i64().unwrap())
}

fn act(api: &Api, who: &Actor, version: i64, act: &str) -> Answer {
    let body = json!({ "act": act, "reason": "理由" });
    post(api, who, &format!("policies/limits/versions/{version}/acts"), &body)
}
