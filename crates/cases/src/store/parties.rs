//! Who has to do with a case, and what the law of sight is made of.

use base::Result;
use base::ids::{CaseId, PersonId, UnitId};
pub use db::places;
use db::{Arg as _, Tx, Value, args};

use crate::model::{Asker, Case, Sight};

const INSERT: &str = "INSERT INTO cases_party (case_id, person_id, is_open, due_ms, owns) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (case_id, person_id) DO UPDATE SET owns = TRUE WHERE excluded.owns";

/// Adds the first people to a case that was just taken in.
pub fn begin<'p>(tx: &mut Tx<'_>, case: &Case, people: impl IntoIterator<Item = &'p PersonId>) -> Result<()> {
    let (open, due) = (!case.is_closed(), case.due_ms);
    people.into_iter().try_for_each(|it| {
        let owns = case.owner_id.as_ref() == Some(it);
        tx.send(INSERT, args![case.id, it, open, due, owns])
    })
}

/// Adds people to a case, who find it from then on; those who are there already stay.
pub fn add<'p>(tx: &mut Tx<'_>, case: &Case, people: impl IntoIterator<Item = &'p PersonId>) -> Result<()> {
    let mut added = 0;
    for person in people {
        // Whoever is about to handle it does so when the case is put back.
        added += tx.run(INSERT, args![case.id, person, !case.is_closed(), case.due_ms, false])?;
    }
    if added > 0 { super::search::rescope(tx, case) } else { Ok(()) }
}

/// Takes people off a case; those who handle it or belong to its unit see it as before.
pub fn remove(tx: &mut Tx<'_>, case: &Case, people: &[PersonId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    for person in people {
        tx.send("DELETE FROM cases_party WHERE case_id = $1 AND person_id = $2", args![case.id, person])?;
    }
    super::search::rescope(tx, case)
}

/// Notes for everybody on a case whether it is open, when it is due and who handles it, as far as that changed.
pub fn follow(tx: &mut Tx<'_>, before: &Case, after: &Case) -> Result<()> {
    if before.owner_id != after.owner_id {
        change_hands(tx, after)?;
    }
    if before.is_closed() == after.is_closed() && before.due_ms == after.due_ms {
        return Ok(());
    }
    tx.send(
        "UPDATE cases_party SET is_open = $2, due_ms = $3 WHERE case_id = $1",
        args![after.id, !after.is_closed(), after.due_ms],
    )?;
    Ok(())
}

/// Whoever handles a case has to do with it, and nobody else is said to handle it.
fn change_hands(tx: &mut Tx<'_>, case: &Case) -> Result<()> {
    add(tx, case, case.owner_id.as_ref())?;
    let owner = case.owner_id.as_ref().map_or("", |it| it.as_str());
    tx.send(
        "UPDATE cases_party SET owns = NOT owns WHERE case_id = $1 AND owns <> (person_id = $2)",
        args![case.id, owner],
    )?;
    Ok(())
}

/// Everybody on a case.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<PersonId>> {
    let found: Vec<(PersonId,)> =
        tx.all("SELECT person_id FROM cases_party WHERE case_id = $1 ORDER BY person_id", args![case])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// The unit of each of these cases, and who has to do with it.
pub fn audiences(tx: &mut Tx<'_>, cases: &[CaseId]) -> Result<Vec<(CaseId, UnitId, Option<PersonId>)>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, cases);
    let sql = format!(
        "SELECT c.id, c.unit_id, p.person_id FROM cases_case c LEFT JOIN cases_party p ON p.case_id = c.id
          WHERE c.id IN ({places})"
    );
    tx.all(&sql, &given)
}

/// The condition under which a part of an open case `c` concerns somebody or their department; its parameters are added
/// to those given.
pub fn concerned<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker) -> String {
    let Sight::Units(units) = &who.sight else { return "FALSE".to_owned() };
    let units = places(given, units);
    given.push(who.person.arg());
    let me = given.len();
    format!(
        "(c.status <> 'closed'
          AND (EXISTS (SELECT 1 FROM cases_joint j WHERE j.case_id = c.id AND j.sees AND j.unit_id IN ({units}))
               OR EXISTS (SELECT 1 FROM cases_joint_person p
                           WHERE p.case_id = c.id AND p.person_id = ${me} AND p.sees)))"
    )
}

/// The condition under which somebody sees a case `c`; its parameters are added to those given.
pub fn visible<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker) -> String {
    let Sight::Units(units) = &who.sight else { return "TRUE".to_owned() };
    let units = places(given, units);
    given.push(who.person.arg());
    let me = given.len();
    format!(
        "(c.unit_id IN ({units}) OR EXISTS (
             SELECT 1 FROM cases_party p WHERE p.case_id = c.id AND p.person_id = ${me}))"
    )
}
