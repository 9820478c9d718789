//! Acts on many cases as screens get them.

use std::collections::HashMap;

use base::ids::{BulkId, CaseId};
use base::{Paged, Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::{Actor, Lang};

use crate::model::Asker;
use crate::model::bulk::{Bulk, BulkAct, BulkRow, BulkRowState, BulkState};
use crate::store;

/// An act on many cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BulkView {
    /// Its id.
    pub id: BulkId,
    /// What is done to each case.
    pub act: BulkAct,
    /// The one whose cases it takes back.
    pub undo_of: Option<BulkId>,
    /// Where it stands.
    pub state: BulkState,
    /// Cases in it.
    pub total: i64,
    /// Cases done, those taken back since included.
    pub done: i64,
    /// Cases refused.
    pub refused: i64,
    /// Cases done and taken back since.
    pub undone: i64,
    /// Cases that can be taken back now; none while it goes on.
    pub can_undo: i64,
    /// When it was asked for.
    pub made_at: Stamp,
    /// When it ended.
    pub ended_at: Option<Stamp>,
}

/// One case of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BulkRowView {
    /// The case.
    pub case_id: CaseId,
    /// Its number; empty when there is no such case.
    pub number: String,
    /// What it is about; empty when it is out of sight.
    pub subject: String,
    /// What became of it.
    pub state: BulkRowState,
    /// Why it was refused, in the reader's language.
    pub reason: Option<String>,
    /// Whether it can be taken back.
    pub can_undo: bool,
}

/// How many cases a query finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BulkSize {
    /// So many, no more than one act takes.
    pub count: i64,
    /// Whether there are more than that.
    pub more: bool,
    /// So many one act takes.
    pub most: i64,
}

pub(super) fn view(tx: &mut Tx<'_>, it: Bulk) -> Result<BulkView> {
    let over = it.state != BulkState::Running;
    let can_undo = if over { store::bulk::count_with_way_back(tx, &it.id)? } else { 0 };
    Ok(BulkView {
        id: it.id,
        act: it.act.0,
        undo_of: it.undo_of,
        state: it.state,
        total: it.total,
        done: it.done,
        refused: it.refused,
        undone: it.undone,
        can_undo,
        made_at: it.made_ms,
        ended_at: it.ended_ms,
    })
}

pub(super) fn rows(tx: &mut Tx<'_>, me: &Actor, found: Paged<BulkRow>, lang: Lang) -> Result<Paged<BulkRowView>> {
    let ids: Vec<CaseId> = found.items.iter().map(|it| it.case_id.clone()).collect();
    let names: HashMap<CaseId, (i64, String)> = store::case::names(tx, &Asker::of(me), &ids)?
        .into_iter()
        .map(|(id, number, subject)| (id, (number, subject)))
        .collect();
    let row = |it: BulkRow| {
        let name = names.get(&it.case_id);
        let said = |it: db::Json<crate::model::bulk::BulkFailure>| if lang == Lang::En { it.0.en } else { it.0.zh };
        BulkRowView {
            number: name.map(|it| it.0.to_string()).unwrap_or_default(),
            subject: name.map(|it| it.1.clone()).unwrap_or_default(),
            can_undo: it.state == BulkRowState::Done && it.back.is_some(),
            state: it.state,
            reason: it.failure.map(said),
            case_id: it.case_id,
        }
    };
    Ok(Paged { items: found.items.into_iter().map(row).collect(), next: found.next })
}
