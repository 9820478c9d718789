//! Sheets of customers are read, looked at, and brought in (CUS-6).
//!
//! Nothing is half done: a row is brought in whole or not at all, each once, in batches that note how far they came; a
//! stop of the program is gone on from. What waits lies sealed, and is forgotten when it was brought in.

use base::ids::{CustomerId, PersonId, SheetId};
use base::{FieldProblem, Param, Result};
use db::{Json, Tx, timers};
use vault::{Place, Purpose, Sealed};
use web::{Actor, Reach, Right, Rights};

use super::{add_anyway, add_unknown, edit, pairs};
use crate::handle::Customers;
use crate::jobs::SHEET;
use crate::model::{BringAsked, CustomerEdit, Known, NewCustomer, SheetPlan, SheetState};
use crate::refused::Refused;
use crate::rules::sheet;
use crate::store;
use crate::store::sheets::{Row, Sheet, Wrong};

/// So many rows in one transaction.
const BATCH: i64 = 100;

fn row_place(id: &str) -> Place<'_> {
    Place::new(Purpose::Customer, "customers_sheet_row", "content", id)
}

/// Seals the cells of a row.
pub fn sealed(of: &Customers, tx: &Tx<'_>, sheet: &SheetId, at: i64, cells: &[String]) -> Result<Sealed> {
    let text = serde_json::to_string(cells).map_err(base::fault)?;
    of.vault().seal(tx, &row_place(&store::sheets::row_id(sheet, at)), &text)
}

/// The cells of a row.
pub fn cells(of: &Customers, tx: &mut Tx<'_>, row: &Row) -> Result<Vec<String>> {
    let plain = of.opened(tx, &row_place(&row.id), &row.content)?;
    serde_json::from_str(plain.reveal()).map_err(base::fault)
}

/// A sheet, for whoever sent it.
pub fn sheet(tx: &mut Tx<'_>, actor: &Actor, id: &SheetId) -> Result<Sheet> {
    actor.may(Right::ImportCustomers)?;
    let found = store::sheets::one(tx, id)?.filter(|it| it.by.as_ref() == actor.by());
    found.ok_or_else(|| Refused::SheetNotFound.into())
}

/// Says what the columns are, and lets every row be looked at.
pub fn check(tx: &mut Tx<'_>, actor: &Actor, id: &SheetId, plan: &SheetPlan) -> Result<Sheet> {
    let found = sheet(tx, actor, id)?;
    if !matches!(found.state, SheetState::Read | SheetState::Checked) {
        return Err(Refused::SheetBusy.into());
    }
    let named = plan.mapping.iter().flatten();
    if plan.mapping.len() != found.columns.0.len() || named.clone().count() == 0 {
        return Err(Refused::NoColumns.into());
    }
    let after = Sheet {
        state: SheetState::Checking,
        mapping: Json(plan.mapping.clone()),
        known: plan.known,
        at_row: 0,
        bad: 0,
        fresh: 0,
        met: 0,
        ..found
    };
    store::sheets::save(tx, &after)?;
    timers::set(tx, tx.now(), SHEET, id.as_str(), &())?;
    Ok(after)
}

/// Lets a sheet that was looked at be brought in.
pub fn bring(tx: &mut Tx<'_>, actor: &Actor, id: &SheetId, asked: BringAsked) -> Result<Sheet> {
    let found = sheet(tx, actor, id)?;
    if found.state != SheetState::Checked {
        return Err(Refused::SheetBusy.into());
    }
    if found.bad > 0 && !asked.leave_bad {
        return Err(Refused::BadRows(found.bad).into());
    }
    let after = Sheet { state: SheetState::Bringing, at_row: 0, ..found };
    store::sheets::save(tx, &after)?;
    timers::set(tx, tx.now(), SHEET, id.as_str(), &())?;
    Ok(after)
}

/// Forgets a sheet; what was brought in of it stays.
pub fn discard(tx: &mut Tx<'_>, actor: &Actor, id: &SheetId) -> Result<()> {
    let found = sheet(tx, actor, id)?;
    if matches!(found.state, SheetState::Bringing | SheetState::Checking) {
        return Err(Refused::SheetBusy.into());
    }
    store::sheets::forget(tx, id)
}

/// Goes on with a sheet for a batch; answers whether there is more to do.
pub fn go_on(of: &Customers, tx: &mut Tx<'_>, id: &SheetId) -> Result<bool> {
    let Some(mut it) = store::sheets::one(tx, id)? else { return Ok(false) };
    let rows = store::sheets::rows(tx, id, it.at_row, BATCH)?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count == BATCH);
    for row in &rows {
        match it.state {
            SheetState::Checking => look(of, tx, &mut it, row)?,
            SheetState::Bringing if row.problems.is_none() => take_in(of, tx, &mut it, row)?,
            SheetState::Bringing => {}
            _ => return Ok(false),
        }
        it.at_row = row.at;
    }
    if !more && it.state == SheetState::Checking {
        it.state = SheetState::Checked;
    } else if !more && it.state == SheetState::Bringing {
        (it.state, it.ended) = (SheetState::Done, Some(tx.now()));
        let by = it.by.as_ref();
        let told = crate::events::Imported { sheet: id.clone(), added: it.added, updated: it.updated, bad: it.bad };
        db::events::emit(tx, by, db::events::About::default(), None, &told)?;
    }
    store::sheets::save(tx, &it)?;
    Ok(more)
}

fn wrong(problem: FieldProblem) -> Wrong {
    let plain = |it: Param| if let Param::Plain(text) = it { text } else { String::new() };
    let params = problem.params.into_iter().map(|(name, it)| (name.to_owned(), plain(it))).collect();
    (problem.field, problem.code.to_owned(), params)
}

/// Those who are known by what a row says; the first identity that is known decides.
fn owners(of: &Customers, tx: &mut Tx<'_>, new: &NewCustomer) -> Result<Vec<Option<CustomerId>>> {
    let mut owners = Vec::new();
    for it in &new.identities {
        let blind = of.vault().blind(it.kind.field(), &it.value)?;
        owners.push(store::owners(tx, std::slice::from_ref(&blind))?.remove(&blind));
    }
    Ok(owners)
}

fn look(of: &Customers, tx: &mut Tx<'_>, it: &mut Sheet, row: &Row) -> Result<()> {
    let (new, places) = sheet::customer(&it.mapping.0, &cells(of, tx, row)?);
    let mut problems: Vec<Wrong> = sheet::problems(&it.mapping.0, &new, &places).into_iter().map(wrong).collect();
    if problems.is_empty() {
        let owners = owners(of, tx, &new)?;
        let mut known: Vec<&CustomerId> = owners.iter().flatten().collect();
        known.dedup();
        match known.as_slice() {
            [] => it.fresh += 1,
            [_] => it.met += 1,
            // Merging is for people to decide.
            _ if it.known == Known::Update => {
                problems.push((String::new(), "customers.row_of_two".to_owned(), Vec::new()));
            }
            _ => it.met += 1,
        }
    }
    it.bad += i64::from(!problems.is_empty());
    if problems.is_empty() && row.problems.is_none() {
        return Ok(());
    }
    store::sheets::set_problems(tx, &row.id, problems)
}

/// Whoever sent the sheet acts when its rows are brought in.
fn sender(by: Option<&PersonId>) -> Actor {
    let rights: Rights = [Right::ReadCustomers, Right::EditCustomers].into_iter().collect();
    by.map_or_else(Actor::system, |it| Actor::person(it.clone(), None, rights, Reach::All))
}

fn take_in(of: &Customers, tx: &mut Tx<'_>, it: &mut Sheet, row: &Row) -> Result<()> {
    let (new, _) = sheet::customer(&it.mapping.0, &cells(of, tx, row)?);
    let actor = sender(it.by.as_ref());
    let owners = owners(of, tx, &new)?;
    let done = match (owners.iter().flatten().next(), it.known) {
        (None, _) => {
            let id = tx.id();
            let made = add_anyway(of, tx, &actor, &new, id);
            made.map(|_| it.added += 1)
        }
        (Some(_), Known::Skip) => {
            it.skipped += 1;
            Ok(())
        }
        (Some(owner), Known::Update) => update(of, tx, &actor, owner, &new, &owners).map(|()| it.updated += 1),
        (Some(owner), Known::Propose) => propose(of, tx, &actor, owner, &new, &owners).map(|proposed| {
            it.proposed += i64::from(proposed);
            it.skipped += i64::from(!proposed);
        }),
    };
    match done {
        Ok(()) => store::sheets::forget_row(tx, &row.id),
        // What was good when it was looked at can have changed; the row stays, and says why.
        Err(base::Failure::Refused(why)) if why.code != "customers.identity_taken" => {
            it.bad += 1;
            store::sheets::set_problems(tx, &row.id, vec![(String::new(), why.code.to_owned(), Vec::new())])
        }
        Err(failure) => Err(failure),
    }
}

fn update(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    owner: &CustomerId,
    new: &NewCustomer,
    owners: &[Option<CustomerId>],
) -> Result<()> {
    let version = super::standing(tx, actor, owner)?.version;
    let said = CustomerEdit { version, name: new.name.clone(), tier: new.tier.clone(), note: new.note.clone() };
    edit(of, tx, actor, owner, &said)?;
    let fresh = new.identities.iter().zip(owners).filter(|it| it.1.is_none()).map(|it| it.0);
    add_unknown(of, tx, actor, owner, fresh)
}

/// Adds a customer with what nobody else is known by, proposed as a duplicate of the one who is known.
fn propose(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    owner: &CustomerId,
    new: &NewCustomer,
    owners: &[Option<CustomerId>],
) -> Result<bool> {
    let fresh = new.identities.iter().zip(owners).filter(|it| it.1.is_none()).map(|it| it.0.clone()).collect();
    let rest = NewCustomer { identities: fresh, ..new.clone() };
    if rest.name.is_none() && rest.identities.is_empty() {
        return Ok(false);
    }
    let id = tx.id();
    let made = add_anyway(of, tx, actor, &rest, id)?;
    pairs::claim(of, tx, &made, owner)?;
    Ok(true)
}
