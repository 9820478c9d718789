//! One act on many cases (批量操作): asked for once, done to each by the single act's own command, in the background.

mod run;
mod shown;

use base::ids::{BulkId, CaseId};
use base::{Page, Paged, Result, Span};
use db::events::{About, emit};
use db::{Json, Tx, timers};
use serde::{Deserialize, Serialize};
use web::{Actor, Lang, Right};

use super::ask::filter_of;
use super::{ListQuery, views};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{BulkBegan, BulkEnded};
use crate::jobs;
use crate::model::bulk::{Bulk, BulkAct, BulkRowState, BulkState};
use crate::model::{Asker, Rulebook};
use crate::refused::Refused;
use crate::rules::{bulk, said};
use crate::store;

pub(crate) use run::go_on;
pub use shown::{BulkRowView, BulkSize, BulkView};

/// An act on many cases: these, or all that a list's query finds now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBulk {
    /// What is done to each.
    pub act: BulkAct,
    /// A reason, grounds or a note, as the single act asks for it.
    #[serde(default)]
    pub reason: Option<String>,
    /// The cases.
    #[serde(default)]
    pub case_ids: Vec<CaseId>,
    /// The list's query, as in the address bar; goes before `case_ids`. What it finds now is what the act is done to.
    #[serde(default)]
    pub query: Option<String>,
}

/// Which of the cases of an act are taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoBulk {
    /// These; all that can be taken back when left out.
    #[serde(default)]
    pub case_ids: Vec<CaseId>,
    /// Why, where the opposite act asks for it.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Desk {
    /// Begins an act on many cases. What becomes of each is decided when its turn comes, by the rules of the single act
    /// and the rights that the actor has then.
    ///
    /// # Errors
    /// Refused without the right to work on cases, without cases, with more than policy takes, and when the query cannot
    /// be read.
    pub fn begin_bulk(&self, tx: &mut Tx<'_>, me: &Actor, new: NewBulk) -> Result<BulkView> {
        me.may(Right::WorkCases)?;
        let book = self.rules().now(tx)?;
        let ids = match &new.query {
            Some(query) => frozen(tx, &Asker::of(me), query, &book)?,
            None => bulk::each_once(new.case_ids),
        };
        let (act, ids) = bulk::settled(new.act, ids);
        bulk::check_size(&book, ids.len())?;
        let rows: Vec<(i64, CaseId)> = (1..).zip(ids).collect();
        begin(tx, me, act, said(new.reason.as_deref()).map(str::to_owned), None, &rows)
    }

    /// Takes cases of an act back: each by the act that is the opposite of what was done to it.
    ///
    /// # Errors
    /// Refused as not found when it is somebody else's, while it goes on, and when none of them can be taken back.
    pub fn undo_bulk(&self, tx: &mut Tx<'_>, me: &Actor, id: &BulkId, undo: &UndoBulk) -> Result<BulkView> {
        let it = own(tx, me, id)?;
        if it.state == BulkState::Running {
            return Err(Refused::from(Barred::BulkRuns).into());
        }
        let rows = store::bulk::with_way_back(tx, id, &undo.case_ids)?;
        if rows.is_empty() {
            return Err(Refused::from(Barred::BulkStays).into());
        }
        begin(tx, me, it.act.0, said(undo.reason.as_deref()).map(str::to_owned), Some(it.id), &rows)
    }

    /// Stops an act: cases whose turn has not come stay as they are.
    ///
    /// # Errors
    /// Refused as not found when it is somebody else's, and when it has ended.
    pub fn stop_bulk(&self, tx: &mut Tx<'_>, me: &Actor, id: &BulkId) -> Result<BulkView> {
        own(tx, me, id)?;
        timers::cancel(tx, jobs::BULK, id.as_str())?;
        if !store::bulk::stop(tx, id)? {
            return Err(Refused::from(Barred::BulkOver).into());
        }
        let it = own(tx, me, id)?;
        ended(tx, &it)?;
        shown::view(tx, it)
    }

    /// An act of the actor's.
    ///
    /// # Errors
    /// Refused as not found when it is somebody else's.
    pub fn bulk(&self, tx: &mut Tx<'_>, me: &Actor, id: &BulkId) -> Result<BulkView> {
        let it = own(tx, me, id)?;
        shown::view(tx, it)
    }

    /// The acts of the actor, the newest first.
    pub fn bulks(&self, tx: &mut Tx<'_>, me: &Actor, page: &Page) -> Result<Paged<BulkView>> {
        let found = store::bulk::of(tx, me.me()?, page)?;
        let items = found.items.into_iter().map(|it| shown::view(tx, it)).collect::<Result<_>>()?;
        Ok(Paged { items, next: found.next })
    }

    /// The cases of an act, page by page; of one state, or all.
    ///
    /// # Errors
    /// Refused as not found when it is somebody else's, and when there is no such state.
    pub fn bulk_rows(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &BulkId,
        state: Option<&str>,
        page: &Page,
        lang: Lang,
    ) -> Result<Paged<BulkRowView>> {
        own(tx, me, id)?;
        let state = state.map(|it| BulkRowState::of(it).ok_or(Refused::BadFilter("state"))).transpose()?;
        let found = store::bulk::rows(tx, id, state, page)?;
        shown::rows(tx, me, found, lang)
    }

    /// How many cases a query finds, and how many one act takes.
    ///
    /// # Errors
    /// Refused when a value of the query is not known.
    pub fn bulk_size(&self, tx: &mut Tx<'_>, me: &Actor, query: &ListQuery) -> Result<BulkSize> {
        let (who, book) = (Asker::of(me), self.rules().now(tx)?);
        let filter = filter_of(tx, &who, query, &book)?;
        let most = book.cases.bulk.most_rows;
        let count = store::list::count(tx, &who, &filter, most.saturating_add(1))?;
        Ok(BulkSize { count: count.min(most), more: count > most, most })
    }
}

/// The cases that a query finds now, no more of them than tell that they are too many.
fn frozen(tx: &mut Tx<'_>, who: &Asker, query: &str, book: &Rulebook) -> Result<Vec<CaseId>> {
    let query = views::read(query).ok_or(Refused::BadFilter("query"))?;
    let filter = filter_of(tx, who, &ListQuery { columns: None, ..query }, book)?;
    let (mut ids, mut page) = (Vec::new(), Page { after: None, limit: Some(200) });
    loop {
        let found = store::list::page(tx, who, &filter, &page)?;
        ids.extend(found.items.into_iter().map(|it| it.id));
        page.after = found.next;
        if page.after.is_none() || bulk::check_size(book, ids.len()).is_err() {
            return Ok(ids);
        }
    }
}

fn begin(
    tx: &mut Tx<'_>,
    me: &Actor,
    act: BulkAct,
    words: Option<String>,
    undo_of: Option<BulkId>,
    rows: &[(i64, CaseId)],
) -> Result<BulkView> {
    let it = Bulk {
        id: tx.id(),
        person_id: me.me()?.clone(),
        act: Json(act),
        words,
        undo_of,
        state: BulkState::Running,
        total: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        done: 0,
        refused: 0,
        undone: 0,
        reached: 0,
        made_ms: tx.now(),
        ended_ms: None,
    };
    store::bulk::insert(tx, &it, rows)?;
    let told = BulkBegan {
        bulk: it.id.clone(),
        act: it.act.0.name().to_owned(),
        total: it.total,
        undo_of: it.undo_of.clone(),
    };
    emit(tx, me.by(), About::default(), None, &told)?;
    let now = tx.now();
    timers::set(tx, now, jobs::BULK, it.id.as_str(), &())?;
    timers::set(tx, now + Span::DAY, jobs::BULK_OLD, it.id.as_str(), &())?;
    shown::view(tx, it)
}

fn own(tx: &mut Tx<'_>, me: &Actor, id: &BulkId) -> Result<Bulk> {
    Ok(store::bulk::own(tx, me.me()?, id)?.ok_or(Refused::Barred(Barred::NoBulk))?)
}

fn ended(tx: &mut Tx<'_>, it: &Bulk) -> Result<()> {
    let told = BulkEnded {
        bulk: it.id.clone(),
        act: it.act.0.name().to_owned(),
        done: it.done,
        refused: it.refused,
        left: it.total - it.done - it.refused,
    };
    emit(tx, Some(&it.person_id), About::default(), None, &told)
}
