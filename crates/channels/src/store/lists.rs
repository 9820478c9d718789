//! Lists of conversations. Each walks an index in the order in which it is shown, so a page costs the same however many
//! there are.

use base::ids::UnitId;
use base::{Page, Paged, Result, Stamp};
use db::{Arg as _, Tx, Value, args};

use super::conversations::COLUMNS;
pub use super::narrow::{Filter, Sight};
use super::narrow::{narrowed, places, stands, visible};
use crate::model::{ConversationRow, View};

/// A page of a list.
pub fn page(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    view: View,
    page: &Page,
) -> Result<Paged<ConversationRow>> {
    let place = place(page);
    match view {
        View::Mine => mine(tx, sight, filter, false),
        View::Snoozed => mine(tx, sight, filter, true),
        View::Mentions => mentions(tx, sight, filter, page, place.as_ref()),
        View::Queue => queue(tx, sight, filter, page, place.as_ref()),
        _ if filter.customers.is_some() => of_customer(tx, sight, filter, view, page, place.as_ref()),
        View::Team | View::All | View::Found => open(tx, sight, filter, view, page, place.as_ref()),
        View::Closed => ended(tx, sight, filter, page, place.as_ref()),
    }
}

/// A place in a list: a moment and an id.
pub type Place = (Stamp, String);

/// Where a page begins.
pub fn place(page: &Page) -> Option<Place> {
    match page.parts()?.as_slice() {
        [at, id] => Some((Stamp(at.parse().ok()?), (*id).to_owned())),
        _ => None,
    }
}

/// The place of a conversation, as pages name it.
pub fn cursor(at: Stamp, id: &str) -> String {
    format!("{}~{id}", at.0)
}

/// What somebody has: offers first, then whoever waits longest for a word.
fn mine(tx: &mut Tx<'_>, sight: &Sight, filter: &Filter, snoozed: bool) -> Result<Paged<ConversationRow>> {
    let mut rows = super::conversations::held_by(tx, &sight.person)?;
    rows.retain(|it| (it.state.as_str() == "snoozed") == snoozed && filter.fits(it, it.came_at));
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    Ok(Paged { items: rows, next: None })
}

fn key(it: &ConversationRow) -> (bool, Stamp, &str) {
    let waits = it.waiting_since.unwrap_or(Stamp::MAX);
    (it.offered_to_id.is_none(), it.snoozed_until.unwrap_or(waits), it.id.as_str())
}

fn queue(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    page: &Page,
    place: Option<&Place>,
) -> Result<Paged<ConversationRow>> {
    if sight.queues.is_empty() {
        return Ok(Paged { items: Vec::new(), next: None });
    }
    let (from, id) = place.cloned().unwrap_or((Stamp(i64::MIN), String::new()));
    let wanted = page.rows() + 1;
    let mut given: Vec<Value<'_>> = args![from, id, wanted].to_vec();
    let (queues, narrowed) = (places(&mut given, &sight.queues), narrowed(&mut given, filter, "came_ms"));
    let rows = tx.all(
        &format!(
            "SELECT {COLUMNS} FROM channels_conversation
              WHERE state = 'waiting' AND (queued_ms, id) > ($1, $2) AND queue IN ({queues}){narrowed}
              ORDER BY queued_ms, id LIMIT $3"
        ),
        &given,
    )?;
    Ok(Paged::of(rows, page.rows(), |it: &ConversationRow| cursor(it.queued_at, it.id.as_str())))
}

/// Everything that is not over, the newest first.
fn open(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    view: View,
    page: &Page,
    place: Option<&Place>,
) -> Result<Paged<ConversationRow>> {
    let mut walks = walks(sight, filter);
    if view == View::All && sight.units.is_some() && !sight.queues.is_empty() {
        walks.push(Walk::Nobody);
    }
    newest(tx, sight, filter, &walks, page, place, ("came_ms", "closed_ms IS NULL"), |it| it.came_at)
}

/// What is over, the newest first.
fn ended(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    page: &Page,
    place: Option<&Place>,
) -> Result<Paged<ConversationRow>> {
    let at = |it: &ConversationRow| it.closed_at.unwrap_or_default();
    newest(tx, sight, filter, &walks(sight, filter), page, place, ("closed_ms", "closed_ms IS NOT NULL"), at)
}

/// A way through an index.
enum Walk<'a> {
    /// Everything.
    All,
    /// What is, or was last, in the hands of a unit.
    Unit(&'a UnitId),
    /// The same of several units at once, where an agent is asked for: theirs are few, and have an index of their own.
    Units(&'a [UnitId]),
    /// What is in nobody's hands yet, in the queues that whoever asks serves.
    Nobody,
}

fn walks<'a>(sight: &'a Sight, filter: &Filter) -> Vec<Walk<'a>> {
    match &sight.units {
        None => vec![Walk::All],
        Some(units) if filter.agent.is_some() => vec![Walk::Units(units)],
        Some(units) => units.iter().map(Walk::Unit).collect(),
    }
}

/// Walks each unit within reach from its newest on, and takes the newest of all.
#[expect(clippy::too_many_arguments, reason = "a walk is told where, from where, and what it passes by")]
fn newest(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    walks: &[Walk<'_>],
    page: &Page,
    place: Option<&Place>,
    (by, which): (&str, &str),
    at: impl Fn(&ConversationRow) -> Stamp,
) -> Result<Paged<ConversationRow>> {
    let (from, id) = place.cloned().unwrap_or((Stamp::MAX, "~".to_owned()));
    let wanted = page.rows() + 1;
    let mut given: Vec<Value<'_>> = args![from, id].to_vec();
    let narrowed = narrowed(&mut given, filter, by);
    let mut within: Vec<String> = Vec::new();
    for walk in walks {
        within.push(match walk {
            Walk::All => String::new(),
            Walk::Unit(unit) => {
                given.push(unit.arg());
                format!(" AND unit_id = ${}", given.len())
            }
            Walk::Units(units) => format!(" AND unit_id IN ({})", places(&mut given, units)),
            Walk::Nobody => {
                let queues = places(&mut given, &sight.queues);
                format!(" AND unit_id IS NULL AND state IN ('waiting', 'offered') AND queue IN ({queues})")
            }
        });
    }
    let walk = |columns: &str, within: &str| {
        format!(
            "SELECT {columns} FROM channels_conversation WHERE {which} AND ({by}, id) < ($1, $2){within}{narrowed}
              ORDER BY {by} DESC, id DESC LIMIT {wanted}"
        )
    };
    let sql = match within.as_slice() {
        [] => return Ok(Paged { items: Vec::new(), next: None }),
        [within] => walk(COLUMNS, within),
        // Of what each walk meets, most is older than the page: whole rows are read for those on it only.
        several => {
            let place = format!("{by} AS moment, id AS place");
            let walks =
                several.iter().zip(1..).map(|(it, at)| format!("SELECT * FROM ({}) AS walk{at}", walk(&place, it)));
            format!(
                "WITH met(moment, place) AS ({}),
                      first(place) AS (SELECT place FROM met ORDER BY moment DESC, place DESC LIMIT {wanted})
                 SELECT {COLUMNS} FROM first CROSS JOIN channels_conversation WHERE id = first.place
                  ORDER BY {by} DESC, id DESC",
                walks.collect::<Vec<_>>().join(" UNION ALL ")
            )
        }
    };
    let rows: Vec<ConversationRow> = tx.all(&sql, &given)?;
    Ok(Paged::of(rows, page.rows(), |it| cursor(at(it), it.id.as_str())))
}

/// What somebody sees of a customer's conversations on all channels, the newest first.
fn of_customer(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    view: View,
    page: &Page,
    place: Option<&Place>,
) -> Result<Paged<ConversationRow>> {
    let (from, id) = place.cloned().unwrap_or((Stamp::MAX, "~".to_owned()));
    let wanted = page.rows() + 1;
    let mut given: Vec<Value<'_>> = args![from, id, wanted].to_vec();
    let stands = stands(&mut given, sight, view);
    let visible = visible(&mut given, sight);
    let narrowed = narrowed(&mut given, filter, "came_ms");
    let rows = tx.all(
        &format!(
            "SELECT {COLUMNS} FROM channels_conversation c
              WHERE (came_ms, id) < ($1, $2) AND {stands} AND {visible}{narrowed}
              ORDER BY came_ms DESC, id DESC LIMIT $3"
        ),
        &given,
    )?;
    Ok(Paged::of(rows, page.rows(), |it: &ConversationRow| cursor(it.came_at, it.id.as_str())))
}

fn mentions(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    page: &Page,
    place: Option<&Place>,
) -> Result<Paged<ConversationRow>> {
    let id = place.map_or("~", |it| it.1.as_str());
    let wanted = page.rows() + 1;
    let mut given: Vec<Value<'_>> = args![sight.person, id, wanted].to_vec();
    let narrowed = narrowed(&mut given, filter, "came_ms");
    let columns: Vec<String> = COLUMNS.split(", ").map(|it| format!("c.{}", it.trim())).collect();
    let rows = tx.all(
        &format!(
            "SELECT {} FROM channels_part p JOIN channels_conversation c ON c.id = p.conversation_id
              WHERE p.person_id = $1 AND p.conversation_id < $2{narrowed} ORDER BY p.conversation_id DESC LIMIT $3",
            columns.join(", ")
        ),
        &given,
    )?;
    Ok(Paged::of(rows, page.rows(), |it: &ConversationRow| cursor(it.came_at, it.id.as_str())))
}

/// How many wait in some queues, counted to a bound.
pub fn waiting(tx: &mut Tx<'_>, queues: &[String], most: i64) -> Result<i64> {
    if queues.is_empty() {
        return Ok(0);
    }
    let mut given: Vec<Value<'_>> = args![most].to_vec();
    let places = places(&mut given, queues);
    let found: (i64,) = tx.one(
        &format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM channels_conversation
              WHERE state = 'waiting' AND queue IN ({places}) LIMIT $1) counted"
        ),
        &given,
    )?;
    Ok(found.0)
}

/// How many of a unit, or of all, are not over, counted to a bound.
pub fn open_of(tx: &mut Tx<'_>, unit: Option<&UnitId>, most: i64) -> Result<i64> {
    let within = if unit.is_some() { "unit_id = $2" } else { "CAST($2 AS TEXT) IS NULL" };
    let found: (i64,) = tx.one(
        &format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM channels_conversation WHERE closed_ms IS NULL AND {within} LIMIT $1) counted"
        ),
        args![most, unit],
    )?;
    Ok(found.0)
}
