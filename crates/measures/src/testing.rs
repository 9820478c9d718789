//! What the tests of this crate share: a house that answers simply, and events put into the log.

use std::collections::HashMap;
use std::sync::Arc;

use base::ids::{CaseId, Id as _, PersonId};
use base::{Result, Span, Stamp};
use db::events::{Entry, emit_many};
use db::listeners::{Listener, catch_up};
use db::{Db, Tx};
use serde_json::{Value, json};
use web::{Actor, Lang};

use crate::model::Dimension;
use crate::rules::figure::SmallSamples;
use crate::{CaseName, House, Measures, Setting, Shared};

pub const ZONE: &str = "Asia/Shanghai";
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 86_400_000;

/// A house without policy, people and cases.
pub struct Plain;

impl House for Plain {
    fn setting(&self, _: &mut Tx<'_>) -> Result<Setting> {
        Ok(Setting { zone: ZONE.to_owned(), settle: Span::DAY.times(7), small: SmallSamples::default() })
    }
    fn labels(&self, _: &mut Tx<'_>, _: Lang, _: Dimension, words: &[String]) -> Result<HashMap<String, String>> {
        Ok(words.iter().map(|it| (it.clone(), format!("<{it}>"))).collect())
    }
    /// The ninth unit is the site of the first two.
    fn units_below(&self, _: &mut Tx<'_>, unit: &str) -> Result<Vec<String>> {
        let site = unit == unit_id(9).as_str();
        Ok(if site { vec![unit_id(0).to_string(), unit_id(1).to_string()] } else { vec![unit.to_owned()] })
    }
    fn cases(&self, _: &mut Tx<'_>, _: &Actor, ids: &[String]) -> Result<HashMap<String, CaseName>> {
        Ok(ids.iter().map(|it| (it.clone(), CaseName { number: 7, subject: "subject".to_owned() })).collect())
    }
}

pub fn house() -> Shared {
    Arc::new(Plain)
}

/// The id of the n-th case.
pub fn case_id(n: usize) -> CaseId {
    CaseId::from_ulid_text(&format!("{n:026}"))
}

/// The id of the n-th member of staff.
pub fn person_id(n: usize) -> PersonId {
    PersonId::from_ulid_text(&format!("{n:026}"))
}

/// The id of the n-th unit.
pub fn unit_id(n: usize) -> base::ids::UnitId {
    base::ids::UnitId::from_ulid_text(&format!("{n:026}"))
}

/// An event on its way into the log.
#[derive(Debug, Clone)]
pub struct Told {
    pub case: usize,
    pub at: Stamp,
    pub kind: &'static str,
    pub body: Value,
}

pub fn told(case: usize, at: i64, kind: &'static str, body: Value) -> Told {
    Told { case, at: Stamp(at), kind, body }
}

/// What a case is told apart by: unit and owner by number.
pub fn dims(unit: usize, owner: usize, kind: &str, mut more: Value) -> Value {
    let dims = json!({"case_kind": kind, "class": null, "channel": "phone", "priority": "normal",
        "unit_id": unit_id(unit), "owner_id": person_id(owner)});
    for (name, value) in dims.as_object().unwrap() {
        more.as_object_mut().unwrap().insert(name.clone(), value.clone());
    }
    more
}

/// Writes events into the log.
pub fn tell(db: &Db, events: Vec<Told>) {
    db.write_blocking(move |tx| {
        let ids: Vec<CaseId> = events.iter().map(|it| case_id(it.case)).collect();
        let entries = events.iter().zip(&ids).map(|(it, id)| Entry {
            at: it.at,
            by: None,
            kind: it.kind,
            case: Some(id),
            customer: None,
            policy: None,
            body: it.body.to_string(),
        });
        emit_many(tx, entries)
    })
    .unwrap();
}

/// Lets the figures hear all there is. On PostgreSQL that waits for older transactions, also those of tests beside
/// this one.
pub fn hear_all(db: &Db) {
    let listener: Arc<dyn Listener> = Arc::new(Measures::new(house()));
    for _ in 0..5_000 {
        catch_up(db, &listener).unwrap();
        let (newest, heard) = db
            .read_blocking(|tx| {
                let (newest,): (i64,) = tx.one("SELECT COALESCE(MAX(seq), 0) FROM event_log", db::args![])?;
                Ok((newest, crate::store::sql::cursor(tx, "measures")?.seq))
            })
            .unwrap();
        if newest == heard {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("events were not heard after ten seconds");
}
