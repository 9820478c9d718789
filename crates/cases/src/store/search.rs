//! Finding cases by words, in Chinese and English: number, subject, description, notes, the customer's masked name.

use base::Result;
use base::ids::CaseId;
use db::search;
use db::{Arg, Tx, Value, args};

use super::list::{COLUMNS, Row};
use super::notes::Note;
use super::parties::visible;
use crate::model::{Asker, Case, Sight};

const CASES: &str = "cases";
const NOTES: &str = "case_notes";

/// Makes a case findable, in place of what was known of it.
pub fn index(tx: &mut Tx<'_>, case: &Case, customer: Option<&str>) -> Result<()> {
    let key = case.external_key.as_deref().unwrap_or_default();
    let contact = case.contact_masked.as_deref().unwrap_or_default();
    let text = [&case.number.to_string(), key, &case.subject, &case.description, customer.unwrap_or_default(), contact]
        .join("\n");
    search::index(tx, CASES, case.id.as_str(), &text)
}

/// Makes a note or reply findable.
pub fn index_note(tx: &mut Tx<'_>, note: &Note) -> Result<()> {
    search::index(tx, NOTES, note.id.as_str(), &note.body)
}

/// So many hits are looked at for whoever sees everything, and at first and at most for others: whoever sees a part may
/// have to look at more to find what is theirs.
const LOOKS: [i64; 3] = [50, 200, 5_000];

/// The newest cases that match and that somebody sees. A query that is a number also finds the case of that number.
pub fn find(tx: &mut Tx<'_>, who: &Asker, query: &str, wanted: i64) -> Result<Vec<Row>> {
    let mut found: Vec<Row> = by_number(tx, who, query)?.into_iter().collect();
    let (Some(cases), Some(notes)) = (search::pattern(tx, CASES, query), search::pattern(tx, NOTES, query)) else {
        return Ok(found);
    };
    let patterns = [cases, notes];
    let [all, first, most] = LOOKS;
    let looks: &[i64] = if who.sight == Sight::All { &[all] } else { &[first, most] };
    for look in looks {
        let rows = matching(tx, who, &patterns, *look, wanted)?;
        let enough = i64::try_from(rows.len()).is_ok_and(|it| it >= wanted);
        if enough || Some(look) == looks.last() || !is_full(tx, &patterns, *look)? {
            let known: Vec<CaseId> = found.iter().map(|it| it.id.clone()).collect();
            found.extend(rows.into_iter().filter(|it| !known.contains(&it.id)));
            break;
        }
    }
    Ok(found)
}

fn by_number(tx: &mut Tx<'_>, who: &Asker, query: &str) -> Result<Option<Row>> {
    let Ok(number) = query.trim().trim_start_matches('#').parse::<i64>() else { return Ok(None) };
    let mut given = vec![number.arg()];
    let visible = visible(&mut given, who);
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_case c WHERE c.number = $1 AND {visible}"), &given)
}

/// The matching cases among the newest hits.
fn matching(tx: &mut Tx<'_>, who: &Asker, [cases, notes]: &[String; 2], look: i64, wanted: i64) -> Result<Vec<Row>> {
    let mut given: Vec<Value<'_>> = args![CASES, cases, look, NOTES, wanted, notes].to_vec();
    let visible = visible(&mut given, who);
    let (hit, noted) = (search::matching(tx, 1, 2, 3), search::matching(tx, 4, 6, 3));
    let sql = format!(
        "WITH hit(id) AS MATERIALIZED ({hit}), noted(id) AS MATERIALIZED ({noted}),
              meant(id) AS (SELECT id FROM hit UNION SELECT n.case_id FROM noted JOIN cases_note n ON n.id = noted.id)
         SELECT {COLUMNS} FROM meant JOIN cases_case c ON c.id = meant.id WHERE {visible}
          ORDER BY c.id DESC LIMIT $5"
    );
    tx.all(&sql, &given)
}

/// Whether there are at least so many hits, so that more may come with a wider look.
fn is_full(tx: &mut Tx<'_>, patterns: &[String; 2], look: i64) -> Result<bool> {
    for (space, pattern) in [CASES, NOTES].into_iter().zip(patterns) {
        let sql = format!("SELECT COUNT(*) FROM ({}) AS hits", search::matching(tx, 1, 2, 3));
        let (hits,): (i64,) = tx.one(&sql, args![space, pattern, look])?;
        if hits >= look {
            return Ok(true);
        }
    }
    Ok(false)
}
