//! Reads the traces of cases from the event log, one case after another.

use base::{Result, Stamp};
use db::{Arg as _, Row, Tx, Value};
use web::{Actor, Reach, Right};

use crate::mining::{CaseFacts, Step, Trace};

/// The case's columns that name something, with the names reports know them by.
const NAMED: [(&str, &str); 10] = [
    ("kind", "kind"),
    ("class", "class"),
    ("channel", "channel"),
    ("priority", "priority"),
    ("status", "status"),
    ("step", "step"),
    ("unit_id", "unit"),
    ("owner_id", "owner"),
    ("customer_id", "customer"),
    ("source", "source"),
];

/// Gives every case within reach with all its events, in the order of case and log.
pub fn each_trace(tx: &mut Tx<'_>, actor: &Actor, mut each: impl FnMut(Trace)) -> Result<()> {
    let (reach, args) = within_reach(actor);
    let named: Vec<String> = NAMED.iter().map(|(column, _)| format!("c.{column}")).collect();
    let sql = format!(
        "SELECT e.case_id, e.at_ms, e.kind, e.body, c.subject, c.description, c.opened_ms, {}
           FROM event_log e JOIN cases_case c ON c.id = e.case_id
          WHERE e.case_id IS NOT NULL{reach} ORDER BY e.case_id, e.seq",
        named.join(", ")
    );
    let mut open: Option<Trace> = None;
    tx.each(&sql, &args, |row| {
        let case: String = row.get(0)?;
        let begins = open.as_ref().is_none_or(|it| it.case.id != case);
        let done = if begins { open.replace(Trace::new(facts(case, row)?)) } else { None };
        done.into_iter().for_each(&mut each);
        let (at, kind, body): (Stamp, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let Some(trace) = &mut open else { return Ok(()) };
        db::events::each_of(&kind, &body, |kind, body| trace.push(Step::of(kind, at, body)))
    })?;
    open.into_iter().for_each(each);
    Ok(())
}

fn facts(id: String, row: &Row<'_>) -> Result<CaseFacts> {
    let mut case =
        CaseFacts { id, subject: row.get(4)?, description: row.get(5)?, opened: row.get(6)?, ..CaseFacts::default() };
    for (at, (_, name)) in (7..).zip(NAMED) {
        if let Some(value) = row.get::<Option<String>>(at)? {
            case.dims.insert(name, value);
        }
    }
    Ok(case)
}

/// The condition that keeps cases out of reach away, and its values.
fn within_reach(actor: &Actor) -> (String, Vec<Value<'_>>) {
    match actor.reaching(Right::ReadCases) {
        Reach::All => (String::new(), Vec::new()),
        Reach::Units(units) => {
            let places: Vec<String> = (1..=units.len()).map(|it| format!("${it}")).collect();
            (format!(" AND c.unit_id IN ({})", places.join(", ")), units.iter().map(|it| it.arg()).collect())
        }
        Reach::Own => (
            " AND (c.owner_id = $1 OR c.first_owner_id = $1)".to_owned(),
            vec![actor.by().map_or(Value::Null, |it| it.arg())],
        ),
    }
}
