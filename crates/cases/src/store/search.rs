//! Finding cases by words, in Chinese and English: number, subject, description, notes, the customer's masked name.

use base::Result;
use base::ids::{CaseId, PersonId, UnitId};
use db::search;
use db::{Arg, Tx, Value, args};

use super::list::{COLUMNS, Row};
use super::notes::Note;
use super::parties::{concerned, places, visible};
use crate::model::{Asker, Case, Sight};

const CASES: &str = "cases";
const NOTES: &str = "case_notes";

/// Makes a case findable, in place of what was known of it.
///
/// - `answers`: the words of its answers by which policy lets it be found.
pub fn index(tx: &mut Tx<'_>, case: &Case, customer: Option<&str>, answers: &str) -> Result<()> {
    let (people, asked) = (super::parties::of(tx, &case.id)?, super::joint::scopes(tx, &case.id)?);
    search::index(tx, CASES, case.id.as_str(), &scopes(case, &people, &asked), &text(case, customer, answers))
}

/// The same for a case that was just taken in, with those who have to do with it.
pub fn begin(tx: &mut Tx<'_>, case: &Case, people: &[PersonId], customer: Option<&str>, answers: &str) -> Result<()> {
    search::index(tx, CASES, case.id.as_str(), &scopes(case, people, &[]), &text(case, customer, answers))
}

fn text(case: &Case, customer: Option<&str>, answers: &str) -> String {
    let key = case.external_key.as_deref().unwrap_or_default();
    let contact = case.contact_masked.as_deref().unwrap_or_default();
    [&case.number.to_string(), key, &case.subject, &case.description, customer.unwrap_or_default(), contact, answers]
        .join("\n")
}

/// Makes a note or reply on a case findable.
pub fn index_note(tx: &mut Tx<'_>, case: &Case, note: &Note) -> Result<()> {
    let (people, asked) = (super::parties::of(tx, &case.id)?, super::joint::scopes(tx, &case.id)?);
    search::index(tx, NOTES, note.id.as_str(), &scopes(case, &people, &asked), &note.body)
}

/// Where a case and its notes are found: by those who reach its unit, by everybody who has to do with it, and by those
/// who were asked for a part of it.
fn scopes<'c>(case: &'c Case, people: &'c [PersonId], asked: &'c [String]) -> Vec<&'c str> {
    let asked = asked.iter().map(String::as_str);
    people.iter().map(PersonId::as_str).chain([case.unit_id.as_str()]).chain(asked).collect()
}

/// Moves a case with all its notes to where it is found now.
pub fn rescope(tx: &mut Tx<'_>, case: &Case) -> Result<()> {
    let (people, asked) = (super::parties::of(tx, &case.id)?, super::joint::scopes(tx, &case.id)?);
    let scopes = scopes(case, &people, &asked);
    search::rescope(tx, CASES, case.id.as_str(), &scopes)?;
    let notes: Vec<(String,)> = tx.all("SELECT id FROM cases_note WHERE case_id = $1", args![case.id])?;
    notes.iter().try_for_each(|(note,)| search::rescope(tx, NOTES, note, &scopes))
}

/// So many hits of each sort are looked at: what is wanted is among the newest, with several notes of one case.
const LOOKS: i64 = 50;

/// Whoever reaches more units than this is not asked for by each of them. Their hits are looked at one by one, up to
/// [`MORE_LOOKS`], to find what is theirs.
const MOST_SCOPES: usize = 100;
const MORE_LOOKS: i64 = 5_000;

/// The newest cases that match and that somebody sees. A query that is a number also finds the case of that number.
pub fn find(tx: &mut Tx<'_>, who: &Asker, query: &str, wanted: i64) -> Result<Vec<Row>> {
    let mut found: Vec<Row> = by_number(tx, who, query)?.into_iter().collect();
    found.extend(by_tag(tx, who, query, wanted)?);
    let (within, looks) = within(who);
    let pattern = |space| search::pattern(tx, space, &within, query);
    if let (Some(cases), Some(notes)) = (pattern(CASES), pattern(NOTES)) {
        let rows = matching(tx, who, [&cases, &notes], looks, wanted)?;
        let known: Vec<CaseId> = found.iter().map(|it| it.id.clone()).collect();
        found.extend(rows.into_iter().filter(|it| !known.contains(&it.id)));
    }
    Ok(found)
}

/// The scopes that somebody's hits lie in, nothing for everything; and how many hits are looked at.
fn within(who: &Asker) -> (Vec<&str>, i64) {
    match &who.sight {
        Sight::All => (Vec::new(), LOOKS),
        Sight::Units(units) if units.len() > MOST_SCOPES => (Vec::new(), MORE_LOOKS),
        Sight::Units(units) => {
            (units.iter().map(UnitId::as_str).chain(who.person.as_ref().map(PersonId::as_str)).collect(), LOOKS)
        }
    }
}

/// The condition under which somebody finds a case `c`: they see it, or a part of it concerns them.
fn sight<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker) -> String {
    format!("({} OR {})", visible(given, who), concerned(given, who))
}

fn by_number(tx: &mut Tx<'_>, who: &Asker, query: &str) -> Result<Option<Row>> {
    let Ok(number) = query.trim().trim_start_matches('#').parse::<i64>() else { return Ok(None) };
    let mut given = vec![number.arg()];
    let visible = sight(&mut given, who);
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_case c WHERE c.number = $1 AND {visible}"), &given)
}

/// The newest cases with a tag of this name, or with one that was merged into it.
fn by_tag(tx: &mut Tx<'_>, who: &Asker, query: &str, wanted: i64) -> Result<Vec<Row>> {
    let Some(tag) = super::tags::named(tx, query.trim().trim_start_matches('#'))? else { return Ok(Vec::new()) };
    let tags = super::tags::standing_for(tx, &[tag.id.as_str()])?;
    let mut given = args![super::marks::TAG, wanted].to_vec();
    let values = places(&mut given, &tags);
    let visible = sight(&mut given, who);
    let sql = format!(
        "SELECT {COLUMNS} FROM cases_case c WHERE c.id IN (SELECT case_id FROM cases_mark WHERE name = $1 AND value IN ({values}))
            AND {visible} ORDER BY c.id DESC LIMIT $2"
    );
    tx.all(&sql, &given)
}

/// The cases found by their own words and by those of their notes. The hits come newest first and are looked at one by
/// one, until there are as many as wanted: `CROSS JOIN` keeps SQLite from looking at the cases first.
fn matching(tx: &mut Tx<'_>, who: &Asker, [cases, notes]: [&String; 2], looks: i64, wanted: i64) -> Result<Vec<Row>> {
    let mut given: Vec<Value<'_>> = args![CASES, cases, looks, NOTES, wanted, notes].to_vec();
    let visible = sight(&mut given, who);
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
