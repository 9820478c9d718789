//! Two profiles become one, and two again (CUS-1).
//!
//! A merge moves nothing: it writes down who stands for whom, and what the survivor was before. Whatever reads a customer
//! reads through that, so taking it back restores both exactly as they were.

use std::collections::BTreeSet;

use base::Result;
use base::ids::{CustomerId, MergeId};
use db::Tx;
use vault::{Field, Place, Purpose, Sealed};
use web::{Actor, Right};

use super::{customer, tell};
use crate::events::{MergeUndone, Merged, MergedInto, StandsAlone};
use crate::handle::{Customers, NAME, NOTE, customer_place};
use crate::model::{ActorName, Customer, CustomerRow, Merge, MergeAsked, PairState, Since, UndoAsked, Whose, merging};
use crate::names;
use crate::refused::Refused;
use crate::store;
use crate::store::merges::MergeRow;

/// The place of a sealed column of a merge.
fn merge_place<'a>(column: &'a str, id: &'a MergeId) -> Place<'a> {
    Place::new(Purpose::Customer, "customers_merge", column, id.as_str())
}

/// What a profile says, opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Says {
    name: Option<String>,
    tier: Option<String>,
    note: Option<String>,
}

impl Says {
    fn of(of: &Customers, tx: &mut Tx<'_>, row: &CustomerRow) -> Result<Self> {
        let open = |tx: &mut Tx<'_>, column, sealed: &Option<Sealed>| -> Result<Option<String>> {
            let place = customer_place(column, &row.id);
            sealed.as_ref().map(|it| Ok(of.opened(tx, &place, it)?.reveal().to_owned())).transpose()
        };
        Ok(Self { name: open(tx, NAME, &row.name)?, tier: row.tier.clone(), note: open(tx, NOTE, &row.note)? })
    }
}

fn kept(whose: Whose, survivor: Option<&String>, merged: Option<&String>) -> Option<String> {
    match (whose, survivor, merged) {
        (Whose::Survivor, it, _) | (Whose::Merged, _, it) => it.cloned(),
        (Whose::Both, Some(a), Some(b)) => Some(format!("{a}\n{b}")),
        (Whose::Both, a, b) => a.or(b).cloned(),
    }
}

/// Writes what a profile is to say.
fn write(of: &Customers, tx: &mut Tx<'_>, row: &CustomerRow, before: &Says, says: &Says) -> Result<()> {
    let mut after = row.clone();
    if before.name != says.name {
        names::mark(of, tx, &row.id, (before.name.as_deref(), row.marks_epoch), says.name.as_deref())?;
        after.name_blind = says.name.as_ref().map(|it| of.vault().blind(Field::Name, it)).transpose()?;
        after.name =
            says.name.as_ref().map(|it| of.vault().seal(tx, &customer_place(NAME, &row.id), it)).transpose()?;
    }
    if before.note != says.note {
        after.note =
            says.note.as_ref().map(|it| of.vault().seal(tx, &customer_place(NOTE, &row.id), it)).transpose()?;
    }
    after.tier.clone_from(&says.tier);
    if store::save(tx, &after)? { Ok(()) } else { Err(Refused::Stale(row.version + 1).into()) }
}

/// Two profiles that stand, read at the versions given.
fn both(tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId, asked: &MergeAsked) -> Result<(CustomerRow, CustomerRow)> {
    let survivor = store::customer(tx, actor, id)?.ok_or(Refused::NotFound)?;
    let merged = store::customer(tx, actor, &asked.merged)?.ok_or(Refused::NotFound)?;
    if survivor.id == merged.id || [&survivor, &merged].iter().any(|it| it.survivor.is_some()) {
        return Err(Refused::NotTwo.into());
    }
    for row in [&survivor, &merged] {
        super::must_be_known(row)?;
    }
    for (row, version) in [(&survivor, asked.version), (&merged, asked.merged_version)] {
        if row.version != version {
            return Err(Refused::Stale(row.version).into());
        }
    }
    Ok((survivor, merged))
}

/// Lets a profile stand for another.
pub fn merge(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId, asked: &MergeAsked) -> Result<Customer> {
    actor.may(Right::MergeCustomers)?;
    let (survivor, merged) = both(tx, actor, id, asked)?;
    let most = of.rules(tx)?.merging.at_most;
    let (mine, theirs) = (store::group::members(tx, &survivor.id)?, store::group::members(tx, &merged.id)?);
    if i64::try_from(mine.len() + theirs.len()).is_ok_and(|it| it > most) {
        return Err(Refused::TooMany(most).into());
    }
    let (old, other) = (Says::of(of, tx, &survivor)?, Says::of(of, tx, &merged)?);
    let keep = asked.keep;
    let id: MergeId = tx.id();
    let seal = |tx: &mut Tx<'_>, column, text: &Option<String>| -> Result<Option<Sealed>> {
        text.as_ref().map(|it| of.vault().seal(tx, &merge_place(column, &id), it)).transpose()
    };
    let record = MergeRow {
        survivor: survivor.id.clone(),
        merged: merged.id.clone(),
        name_of: keep.name,
        tier_of: keep.tier,
        note_of: keep.note,
        name: seal(tx, NAME, &old.name)?,
        tier: old.tier.clone(),
        note: seal(tx, NOTE, &old.note)?,
        at: tx.now(),
        by: actor.by().cloned(),
        undone_at: None,
        id: id.clone(),
    };
    store::merges::add(tx, &record)?;
    write(of, tx, &survivor, &old, &outcome(&record, &old, &other))?;
    write(of, tx, &merged, &other, &other)?;
    for one in &theirs {
        store::group::put_under(tx, one, Some(&survivor.id))?;
    }
    let pair = super::pairs::ordered(&survivor.id, &merged.id);
    store::pairs::decide(tx, pair, PairState::Merged, actor.by())?;
    let (customer_id, merged_id) = (survivor.id, merged.id);
    let told = Merged { customer: customer_id.clone(), merged: merged_id.clone(), merge: id.clone(), keep };
    tell(tx, actor, &customer_id, &told)?;
    let told = MergedInto { customer: merged_id.clone(), survivor: customer_id.clone(), merge: id };
    tell(tx, actor, &merged_id, &told)?;
    customer(of, tx, actor, &customer_id)
}

/// What the survivor says after a merge.
fn outcome(it: &MergeRow, survivor: &Says, merged: &Says) -> Says {
    Says {
        name: kept(
            if it.name_of == Whose::Both { Whose::Survivor } else { it.name_of },
            survivor.name.as_ref(),
            merged.name.as_ref(),
        ),
        tier: kept(
            if it.tier_of == Whose::Both { Whose::Survivor } else { it.tier_of },
            survivor.tier.as_ref(),
            merged.tier.as_ref(),
        ),
        note: kept(it.note_of, survivor.note.as_ref(), merged.note.as_ref()),
    }
}

/// The merges into a customer, the newest first.
pub fn merges(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Vec<Merge>> {
    let id = super::standing(tx, actor, id)?.id;
    let rows = store::merges::into(tx, &id)?;
    let masked = crate::api::own_names(of, tx, &rows.iter().map(|it| it.merged.clone()).collect::<Vec<_>>())?;
    let people = people::api::names(tx, &merging::people(rows.iter().filter_map(|it| it.by.as_ref())))?;
    let newest = rows.iter().find(|it| it.undone_at.is_none()).map(|it| it.id.clone());
    let shown = rows.into_iter().map(|it| Merge {
        merged_name: masked.get(&it.merged).cloned().unwrap_or_default(),
        merged: it.merged,
        at: it.at,
        by: it.by.map(|id| ActorName { name: people.get(&id).cloned().unwrap_or_default(), id }),
        can_undo: newest.as_ref() == Some(&it.id) && actor.may(Right::MergeCustomers).is_ok(),
        undone_at: it.undone_at,
        id: it.id,
    });
    Ok(shown.collect())
}

/// Takes a merge back: both are what they were. What was changed about the survivor since stays with it, and what came
/// since goes where it is wished.
pub fn undo(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &MergeId, asked: &UndoAsked) -> Result<Customer> {
    actor.may(Right::MergeCustomers)?;
    let record = store::merges::one(tx, id)?.ok_or(Refused::NoMerge)?;
    let survivor = store::customer(tx, actor, &record.survivor)?.ok_or(Refused::NotFound)?;
    let merged = store::customer(tx, actor, &record.merged)?.ok_or(Refused::NotFound)?;
    super::must_be_known(&survivor)?;
    if record.undone_at.is_some() {
        return Err(Refused::MergeUndone.into());
    }
    let newest = store::merges::into(tx, &survivor.id)?.into_iter().find(|it| it.undone_at.is_none());
    if survivor.survivor.is_some() || newest.is_none_or(|it| it.id != *id) {
        return Err(Refused::LaterFirst.into());
    }
    let (now, other) = (Says::of(of, tx, &survivor)?, Says::of(of, tx, &merged)?);
    let before = Says {
        name: opened(of, tx, NAME, &record, record.name.as_ref())?,
        tier: record.tier.clone(),
        note: opened(of, tx, NOTE, &record, record.note.as_ref())?,
    };
    let made = outcome(&record, &before, &other);
    let back =
        |now: Option<String>, made: Option<String>, before: Option<String>| if now == made { before } else { now };
    let restored = Says {
        name: back(now.name.clone(), made.name, before.name),
        tier: back(now.tier.clone(), made.tier, before.tier),
        note: back(now.note.clone(), made.note, before.note),
    };
    store::merges::undo(tx, id, actor.by())?;
    write(of, tx, &survivor, &now, &restored)?;
    write(of, tx, &merged, &other, &other)?;
    let below = below(tx, &merged.id)?;
    store::group::put_under(tx, &merged.id, None)?;
    for one in below {
        store::group::put_under(tx, &one, Some(&merged.id))?;
    }
    if asked.since == Since::Merged {
        store::merges::move_since(tx, &survivor.id, &merged.id, record.at)?;
    }
    let pair = super::pairs::ordered(&survivor.id, &merged.id);
    store::pairs::decide(tx, pair, PairState::Open, actor.by())?;
    tell_undone(tx, actor, &record, asked.since)?;
    customer(of, tx, actor, &survivor.id)
}

/// The names that profiles had before they stood for others.
pub fn names_before(of: &Customers, tx: &mut Tx<'_>, ids: &[CustomerId]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for id in ids {
        for record in store::merges::into(tx, id)? {
            names.extend(opened(of, tx, NAME, &record, record.name.as_ref())?);
        }
    }
    Ok(names)
}

fn opened(
    of: &Customers,
    tx: &mut Tx<'_>,
    column: &str,
    record: &MergeRow,
    sealed: Option<&Sealed>,
) -> Result<Option<String>> {
    sealed.map(|it| Ok(of.opened(tx, &merge_place(column, &record.id), it)?.reveal().to_owned())).transpose()
}

fn tell_undone(tx: &mut Tx<'_>, actor: &Actor, it: &MergeRow, since: Since) -> Result<()> {
    let (customer, merged, merge) = (it.survivor.clone(), it.merged.clone(), it.id.clone());
    tell(tx, actor, &it.survivor, &MergeUndone { customer, merged, merge, since, merged_at: it.at })?;
    let (customer, survivor, merge) = (it.merged.clone(), it.survivor.clone(), it.id.clone());
    tell(tx, actor, &it.merged, &StandsAlone { customer, survivor, merge })
}

/// All that a profile stood for when it was merged itself.
fn below(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Vec<CustomerId>> {
    let (mut found, mut next): (BTreeSet<CustomerId>, Vec<CustomerId>) = (BTreeSet::new(), vec![id.clone()]);
    while let Some(one) = next.pop() {
        for it in store::merges::into(tx, &one)?.into_iter().filter(|it| it.undone_at.is_none()) {
            if found.insert(it.merged.clone()) {
                next.push(it.merged);
            }
        }
    }
    Ok(found.into_iter().collect())
}
