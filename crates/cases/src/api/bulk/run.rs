//! The turn of a few cases of an act. Each is tried for itself: what one refuses is written down and takes nothing else
//! along. The place reached, what was done and its events are one transaction, so nothing is done twice.

use base::ids::{CaseId, CaseMergeId};
use base::{Failure, Params, Result};
use db::Tx;
use people::People;
use web::{Actor, Lang, Right, Texts};

use crate::Desk;
use crate::api::{Close, Handover, NewMerge, NewUrging, PutTags};
use crate::barred::Barred;
use crate::model::bulk::{Bulk, BulkAct, BulkFailure, BulkRow, BulkState, WayBack};
use crate::model::{Asker, Case};
use crate::refused::Refused;
use crate::rules::bulk;
use crate::store;

/// So many cases have their turn in one transaction: few, because others wait meanwhile.
const AT_ONCE: i64 = 10;
/// After so many failed tries a fault of ours counts as the case's own, so that the others have their turn.
const TRIES: i64 = 3;

/// Gives the next cases of an act their turn; answers whether there are more.
///
/// - `attempts`: how many times these cases were tried in vain.
pub(crate) fn go_on(desk: &Desk, people: &People, tx: &mut Tx<'_>, it: &mut Bulk, attempts: i64) -> Result<bool> {
    let rows = store::bulk::next(tx, it, AT_ONCE)?;
    let me = people::api::acting(people, tx, &it.person_id)?;
    let mut texts = None;
    for row in &rows {
        match tx.attempt(|tx| turn(desk, tx, &me, it, row))? {
            Ok(back) => {
                it.done += 1;
                store::bulk::did(tx, &it.id, row.place, back)?;
            }
            Err(failure @ Failure::Refused(_)) => {
                it.refused += 1;
                let why = spoken(&mut texts, &failure)?;
                store::bulk::refused(tx, &it.id, row.place, why)?;
            }
            Err(failure) if attempts >= TRIES => {
                tracing::error!(bulk = it.id.as_str(), case = row.case_id.as_str(), %failure, "a case was given up");
                it.refused += 1;
                let why = spoken(&mut texts, &failure)?;
                store::bulk::refused(tx, &it.id, row.place, why)?;
            }
            Err(failure) => return Err(failure),
        }
        it.reached = row.place;
    }
    let more = i64::try_from(rows.len()).is_ok_and(|it| it == AT_ONCE);
    if !more {
        (it.state, it.ended_ms) = (BulkState::Done, Some(tx.now()));
    }
    store::bulk::save(tx, it)?;
    if !more {
        super::ended(tx, it)?;
    }
    Ok(more)
}

/// The turn of one case: the act, or what takes it back.
fn turn(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, it: &Bulk, row: &BulkRow) -> Result<Option<WayBack>> {
    me.may(Right::ReadCases)?;
    let Some(of) = &it.undo_of else {
        return act(desk, tx, me, &it.act.0, it.words.as_deref(), &row.case_id);
    };
    let way = store::bulk::way_back(tx, of, row.place)?.ok_or(Refused::Barred(Barred::BulkStays))?;
    take_back(desk, tx, me, way, it.words.as_deref(), &row.case_id)?;
    store::bulk::undone(tx, of, row.place)?;
    Ok(None)
}

fn act(
    desk: &Desk,
    tx: &mut Tx<'_>,
    me: &Actor,
    act: &BulkAct,
    words: Option<&str>,
    id: &CaseId,
) -> Result<Option<WayBack>> {
    let before = store::case::seen(tx, &Asker::of(me), id)?;
    let reason = words.unwrap_or_default().to_owned();
    let mut merge = None;
    let after: Case = match act {
        BulkAct::Assign { person_id } => desk.assign(tx, me, id, None, person_id.as_ref())?,
        BulkAct::Transfer { unit_id, person_id } => {
            let (unit_id, person_id) = (unit_id.clone(), person_id.clone());
            desk.transfer(tx, me, id, None, &Handover { unit_id, person_id, class: None, reason: Some(reason) })?
        }
        BulkAct::Urge => {
            desk.urge(tx, me, id, &NewUrging { reason, customer: false })?;
            return Ok(None);
        }
        BulkAct::Tag { add, remove } => {
            desk.put_tags(tx, me, id, &PutTags { add: add.clone(), remove: remove.clone() })?
        }
        BulkAct::Step { to } => desk.step(tx, me, id, None, to, words)?,
        BulkAct::Close { outcome } => {
            desk.close(tx, me, id, None, &Close { outcome: outcome.clone(), grounds: words.map(str::to_owned) })?
        }
        BulkAct::Merge { into } => {
            let into = into.as_ref().ok_or(Refused::NotFound)?;
            let after = desk.merge(tx, me, into, &NewMerge { case_id: id.clone(), reason, version: None })?;
            merge = made(tx, into, id)?;
            after
        }
    };
    Ok(bulk::way_back(act, &before, &after, merge))
}

/// The merge by which a case just became one with another.
fn made(tx: &mut Tx<'_>, into: &CaseId, gone: &CaseId) -> Result<Option<CaseMergeId>> {
    let all = store::merges::of(tx, into)?;
    Ok(all.into_iter().find(|it| it.source_id == *gone && it.undone_ms.is_none()).map(|it| it.id))
}

fn take_back(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, way: WayBack, words: Option<&str>, id: &CaseId) -> Result<()> {
    match way {
        WayBack::Assign { to, seen } => desk.assign(tx, me, id, Some(seen), to.as_ref()),
        WayBack::TakeBack { seen } => desk.take_back(tx, me, id, Some(seen), words),
        WayBack::Tag { add, remove } => desk.put_tags(tx, me, id, &PutTags { add, remove }),
        WayBack::Step { to, seen } => desk.step(tx, me, id, Some(seen), &to, words),
        WayBack::Unmerge { into, merge } => desk.unmerge(tx, me, &into, &merge, words.unwrap_or_default()),
    }
    .map(drop)
}

/// Why a case was refused, in both languages.
fn spoken(texts: &mut Option<Texts>, failure: &Failure) -> Result<BulkFailure> {
    let texts = if let Some(it) = texts {
        it
    } else {
        let all = [web::TEXTS, policy::TEXTS, people::TEXTS, customers::TEXTS, crate::TEXTS];
        texts.insert(Texts::new(&all)?)
    };
    let say = |lang| match failure {
        Failure::Refused(it) => texts.say(lang, it.code, &it.params),
        Failure::Busy | Failure::Fault(_) => texts.say(lang, "cases.bulk_fault", &Params::new()),
    };
    Ok(BulkFailure { code: failure.code().map(str::to_owned), zh: say(Lang::Zh), en: say(Lang::En) })
}
