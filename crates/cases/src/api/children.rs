//! Cases that are parts of another one: that one is not closed before they are.

use base::Result;
use base::ids::CaseId;
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::Hand;
use crate::Desk;
use crate::barred::Barred;
use crate::events::PartAdded;
use crate::model::{Asker, Status};
use crate::rules::may_work;
use crate::store;
use crate::store::children::Relative;

/// How deep parts can lie in parts.
const DEEPEST: usize = 10;

/// A part of a case, or the case it is a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RelativeView {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: String,
    /// What it is about; empty when it is out of sight.
    pub subject: String,
    /// Open, paused or closed.
    pub status: Status,
}

/// What a case is a part of, and its own parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PartsOf {
    /// The case it is a part of.
    pub parent: Option<RelativeView>,
    /// Its parts.
    pub items: Vec<RelativeView>,
    /// How many of its parts are closed.
    pub done: i64,
    /// How many parts it has.
    pub total: i64,
    /// Whether the reader can add parts.
    pub may_add: bool,
}

fn view(it: Relative) -> RelativeView {
    RelativeView {
        case_id: it.case_id,
        number: it.number.to_string(),
        subject: it.subject.unwrap_or_default(),
        status: it.status,
    }
}

impl Desk {
    /// The parts of a case, and what it is a part of.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn parts_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId) -> Result<PartsOf> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let parent = match store::children::parent(tx, id)? {
            Some(parent) => store::children::one(tx, &who, &parent)?.map(view),
            None => None,
        };
        let items = store::children::of(tx, &who, id)?.into_iter().map(view).collect();
        let (total, done) = store::children::progress(tx, id)?;
        Ok(PartsOf { parent, items, done, total, may_add: may_work(&case, &who).is_ok() })
    }

    /// Makes another case a part of this one.
    ///
    /// # Errors
    /// Refused when either is out of sight, this one is in others' hands, or the other is a part already, or this one a
    /// part of it.
    pub fn add_part(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, child: &CaseId) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        may_work(&hand.case, &hand.who)?;
        let who = Asker::of(me);
        let other = store::case::seen(hand.tx, &who, child)?;
        let mut above = Some(id.clone());
        for _ in 0..DEEPEST {
            let Some(one) = above else { break };
            if one == *child {
                return Err(Barred::PartOfItself.into());
            }
            above = store::children::parent(hand.tx, &one)?;
        }
        if above.is_some() {
            return Err(Barred::TooDeep.into());
        }
        let now = hand.now();
        if !store::children::insert(hand.tx, id, child, who.person.as_ref(), now)? {
            return Err(Barred::PartAlready.into());
        }
        hand.tell(&PartAdded { child: child.clone(), other_number: other.number })
    }
}
