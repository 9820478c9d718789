//! What would have been (POL-4): a draft over the past, before it takes effect.
//!
//! A capability that decides by policy lends its decision as a [`WhatIf`]: the same code as live, once with what held
//! at the time and once with the draft in its place. It is asked a part of the period at a time, so that nothing waits
//! for it, it can be stopped, and no more than a part is ever in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use crate::book::Book;
use crate::model::Kind;

/// What is compared, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// From when on.
    pub from: Stamp,
    /// Until when, not counted.
    pub to: Stamp,
    /// Where the part before ended.
    pub after: Option<String>,
}

/// A comparison that a capability lends.
pub trait WhatIf: Send + Sync {
    /// Its name, as `cases`.
    fn name(&self) -> &'static str;

    /// The kinds of policy whose drafts it can judge.
    fn kinds(&self) -> &'static [Kind];

    /// Compares the next part of the period, as far as this person may see it.
    fn part(&self, tx: &mut Tx<'_>, me: &Actor, before: &Arc<Book>, after: &Arc<Book>, ask: &Ask) -> Result<Part>;
}

/// A part of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = WhatIfPart)]
pub struct Part {
    /// So many were looked at.
    pub looked_at: i64,
    /// How each kind of decision came out, before and after.
    pub tallies: Vec<Tally>,
    /// Those that come out differently.
    pub rows: Vec<Row>,
    /// How far into the period this part reaches, in thousandths.
    pub done_permille: i64,
    /// Where the next part begins; nothing when this was the last one.
    pub next: Option<String>,
}

/// How often each result came out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = WhatIfTally)]
pub struct Tally {
    /// What was decided, as `resolution`.
    pub what: String,
    /// Results with what held at the time.
    pub before: BTreeMap<String, i64>,
    /// Results with the draft in its place.
    pub after: BTreeMap<String, i64>,
}

/// Something that comes out differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = WhatIfRow)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What was decided.
    pub what: String,
    /// How it came out.
    pub before: Side,
    /// How it would have come out.
    pub after: Side,
}

/// One of two results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = WhatIfSide)]
pub struct Side {
    /// The result, as `met`.
    pub result: String,
    /// The entry of the policy that decided, as `resolution_fault`.
    pub by: Option<String>,
    /// The moment that matters: when it was due.
    pub at: Option<Stamp>,
}

impl Part {
    /// Counts a decision, and keeps it when it comes out differently.
    pub fn count(&mut self, id: &str, name: &str, what: &str, before: Side, after: Side) {
        let place = self.tallies.iter().position(|it| it.what == what).unwrap_or_else(|| {
            self.tallies.push(Tally { what: what.to_owned(), ..Tally::default() });
            self.tallies.len() - 1
        });
        if let Some(tally) = self.tallies.get_mut(place) {
            *tally.before.entry(before.result.clone()).or_default() += 1;
            *tally.after.entry(after.result.clone()).or_default() += 1;
        }
        if before.result != after.result {
            let (id, name, what) = (id.to_owned(), name.to_owned(), what.to_owned());
            self.rows.push(Row { id, name, what, before, after });
        }
    }
}
