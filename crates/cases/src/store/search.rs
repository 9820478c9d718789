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

/// So many hits of each sort are looked at. Whoever sees everything finds what is wanted among the newest, with several
/// notes of one case; whoever sees a part may have to look at more to find what is theirs.
const LOOKS: [i64; 2] = [50, 5_000];

/// The newest cases that match and that somebody sees. A query that is a number also finds the case of that number.
pub fn find(tx: &mut Tx<'_>, who: &Asker, query: &str, wanted: i64) -> Result<Vec<Row>> {
    let mut found: Vec<Row> = by_number(tx, who, query)?.into_iter().collect();
    if let (Some(cases), Some(notes)) = (search::pattern(tx, CASES, query), search::pattern(tx, NOTES, query)) {
        let rows = matching(tx, who, [&cases, &notes], wanted)?;
        let known: Vec<CaseId> = found.iter().map(|it| it.id.clone()).collect();
        found.extend(rows.into_iter().filter(|it| !known.contains(&it.id)));
    }
    Ok(found)
}

fn by_number(tx: &mut Tx<'_>, who: &Asker, query: &str) -> Result<Option<Row>> {
    let Ok(number) = query.trim().trim_start_matches('#').parse::<i64>() else { return Ok(None) };
    let mut given = vec![number.arg()];
    let visible = visible(&mut given, who);
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_case c WHERE c.number = $1 AND {visible}"), &given)
}

/// The cases found by their own words and by those of their notes. The hits come newest first and are looked at one by
/// one, until there are as many as wanted: `CROSS JOIN` keeps SQLite from looking at the cases first.
fn matching(tx: &mut Tx<'_>, who: &Asker, [cases, notes]: [&String; 2], wanted: i64) -> Result<Vec<Row>> {
    let [all, most] = LOOKS;
    let look = if who.sight == Sight::All { all } else { most };
    let mut given: Vec<Value<'_>> = args![CASES, cases, look, NOTES, wanted, notes].to_vec();
    let visible = visible(&mut given, who);
    let (hit, noted) = (search::matching(tx, 1, 2, 3), search::matching(tx, 4, 6, 3));
    let newest = search::newest_first(tx, "c.id");
    let sql = format!(
        "WITH {hit}, {noted},
              own(id) AS (SELECT c.id FROM hit CROSS JOIN cases_case c
                           WHERE c.id = hit.id AND {visible} {newest} LIMIT $5),
              told(id) AS (SELECT DISTINCT c.id FROM noted CROSS JOIN cases_note n CROSS JOIN cases_case c
                            WHERE n.id = noted.id AND c.id = n.case_id AND {visible} {newest} LIMIT $5),
              meant(id) AS (SELECT id FROM own UNION SELECT id FROM told)
         SELECT {COLUMNS} FROM meant CROSS JOIN cases_case c WHERE c.id = meant.id ORDER BY c.id DESC LIMIT $5",
        hit = search::hits(tx, "hit", &hit),
        noted = search::hits(tx, "noted", &noted),
    );
    tx.all(&sql, &given)
}
