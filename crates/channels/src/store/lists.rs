//! Lists of conversations. Each walks an index in the order in which it is shown, so a page costs the same however many
//! there are.

use base::ids::{PersonId, UnitId};
use base::{Page, Paged, Result, Stamp};
use db::{Arg as _, Tx, Value, args};

use super::conversations::COLUMNS;
use crate::model::{ConversationRow, View};

/// Whose conversations are listed.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Who asks.
    pub person: PersonId,
    /// The units within reach; everything when nothing.
    pub units: Option<Vec<UnitId>>,
    /// The queues that are served.
    pub queues: Vec<String>,
    /// One channel, or all.
    pub channel: Option<String>,
}

impl Sight {
    /// Whether a unit is within reach.
    pub fn reaches(&self, unit: Option<&UnitId>) -> bool {
        match &self.units {
            None => true,
            Some(units) => unit.is_some_and(|it| units.contains(it)),
        }
    }
}

/// A page of a list.
pub fn page(tx: &mut Tx<'_>, sight: &Sight, view: View, page: &Page) -> Result<Paged<ConversationRow>> {
    let place = place(page);
    match view {
        View::Mine => mine(tx, sight, false),
        View::Snoozed => mine(tx, sight, true),
        View::Mentions => mentions(tx, sight, page, place.as_ref()),
        View::Queue => queue(tx, sight, page, place.as_ref()),
        View::Team | View::All => open(tx, sight, page, place.as_ref()),
        View::Closed => ended(tx, sight, page, place.as_ref()),
    }
}

type Place = (Stamp, String);

fn place(page: &Page) -> Option<Place> {
    match page.parts()?.as_slice() {
        [at, id] => Some((Stamp(at.parse().ok()?), (*id).to_owned())),
        _ => None,
    }
}

fn cursor(at: Stamp, id: &str) -> String {
    format!("{}~{id}", at.0)
}

/// What somebody has: offers first, then whoever waits longest for a word.
fn mine(tx: &mut Tx<'_>, sight: &Sight, snoozed: bool) -> Result<Paged<ConversationRow>> {
    let mut rows = super::conversations::held_by(tx, &sight.person)?;
    rows.retain(|it| (it.state.as_str() == "snoozed") == snoozed && fits(sight, it));
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    Ok(Paged { items: rows, next: None })
}

fn key(it: &ConversationRow) -> (bool, Stamp, &str) {
    let waits = it.waiting_since.unwrap_or(Stamp::MAX);
    (it.offered_to_id.is_none(), it.snoozed_until.unwrap_or(waits), it.id.as_str())
}

fn fits(sight: &Sight, it: &ConversationRow) -> bool {
    sight.channel.as_ref().is_none_or(|channel| *channel == it.channel)
}

/// A clause that narrows to the channel asked for.
fn of_channel(sight: &Sight, given: &mut Vec<Value<'static>>) -> String {
    match &sight.channel {
        None => String::new(),
        Some(channel) => {
            given.push(channel.arg().into_owned());
            format!(" AND channel = ${}", given.len())
        }
    }
}

fn queue(tx: &mut Tx<'_>, sight: &Sight, page: &Page, place: Option<&Place>) -> Result<Paged<ConversationRow>> {
    if sight.queues.is_empty() {
        return Ok(Paged { items: Vec::new(), next: None });
    }
    let (from, id) = place.cloned().unwrap_or((Stamp(i64::MIN), String::new()));
    let mut given: Vec<Value<'static>> =
        args![from, id, page.rows() + 1].iter().map(|it| it.clone().into_owned()).collect();
    let places: Vec<String> = sight
        .queues
        .iter()
        .map(|it| {
            given.push(it.arg().into_owned());
            format!("${}", given.len())
        })
        .collect();
    let channel = of_channel(sight, &mut given);
    let rows = tx.all(
        &format!(
            "SELECT {COLUMNS} FROM channels_conversation
              WHERE state = 'waiting' AND (queued_ms, id) > ($1, $2) AND queue IN ({}){channel}
              ORDER BY queued_ms, id LIMIT $3",
            places.join(", ")
        ),
        &given,
    )?;
    Ok(Paged::of(rows, page.rows(), |it: &ConversationRow| cursor(it.queued_at, it.id.as_str())))
}

/// Everything that is not over, the newest first.
fn open(tx: &mut Tx<'_>, sight: &Sight, page: &Page, place: Option<&Place>) -> Result<Paged<ConversationRow>> {
    newest(tx, sight, page, place, "came_ms", "closed_ms IS NULL", |it| it.came_at)
}

/// What is over, the newest first.
fn ended(tx: &mut Tx<'_>, sight: &Sight, page: &Page, place: Option<&Place>) -> Result<Paged<ConversationRow>> {
    newest(tx, sight, page, place, "closed_ms", "closed_ms IS NOT NULL", |it| it.closed_at.unwrap_or_default())
}

/// Walks each unit within reach from its newest on, and takes the newest of all.
fn newest(
    tx: &mut Tx<'_>,
    sight: &Sight,
    page: &Page,
    place: Option<&Place>,
    by: &str,
    which: &str,
    at: impl Fn(&ConversationRow) -> Stamp,
) -> Result<Paged<ConversationRow>> {
    let (from, id) = place.cloned().unwrap_or((Stamp::MAX, "~".to_owned()));
    let walks: Vec<Option<&UnitId>> = match &sight.units {
        None => vec![None],
        Some(units) => units.iter().map(Some).collect(),
    };
    let mut rows: Vec<ConversationRow> = Vec::new();
    for unit in walks {
        let mut given: Vec<Value<'static>> =
            args![from, id, page.rows() + 1].iter().map(|it| it.clone().into_owned()).collect();
        let within = unit.map_or(String::new(), |it| {
            given.push(it.arg().into_owned());
            format!(" AND unit_id = ${}", given.len())
        });
        let channel = of_channel(sight, &mut given);
        rows.extend(tx.all::<ConversationRow>(
            &format!(
                "SELECT {COLUMNS} FROM channels_conversation
                  WHERE {which} AND ({by}, id) < ($1, $2){within}{channel}
                  ORDER BY {by} DESC, id DESC LIMIT $3"
            ),
            &given,
        )?);
    }
    rows.sort_by(|a, b| (at(b), &b.id).cmp(&(at(a), &a.id)));
    Ok(Paged::of(rows, page.rows(), |it| cursor(at(it), it.id.as_str())))
}

fn mentions(tx: &mut Tx<'_>, sight: &Sight, page: &Page, place: Option<&Place>) -> Result<Paged<ConversationRow>> {
    let id = place.map_or("~", |it| it.1.as_str());
    let columns: Vec<String> = COLUMNS.split(", ").map(|it| format!("c.{}", it.trim())).collect();
    let rows = tx.all(
        &format!(
            "SELECT {} FROM channels_part p JOIN channels_conversation c ON c.id = p.conversation_id
              WHERE p.person_id = $1 AND p.conversation_id < $2 ORDER BY p.conversation_id DESC LIMIT $3",
            columns.join(", ")
        ),
        args![sight.person, id, page.rows() + 1],
    )?;
    Ok(Paged::of(rows, page.rows(), |it: &ConversationRow| cursor(it.came_at, it.id.as_str())))
}

/// How many wait in some queues, counted to a bound.
pub fn waiting(tx: &mut Tx<'_>, queues: &[String], most: i64) -> Result<i64> {
    if queues.is_empty() {
        return Ok(0);
    }
    let mut given: Vec<Value<'_>> = args![most].to_vec();
    let places: Vec<String> = queues
        .iter()
        .map(|it| {
            given.push(it.arg());
            format!("${}", given.len())
        })
        .collect();
    let found: (i64,) = tx.one(
        &format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM channels_conversation
              WHERE state = 'waiting' AND queue IN ({}) LIMIT $1) counted",
            places.join(", ")
        ),
        &given,
    )?;
    Ok(found.0)
}

/// How many of a unit, or of all, are not over, counted to a bound.
pub fn open_of(tx: &mut Tx<'_>, unit: Option<&UnitId>, most: i64) -> Result<i64> {
    let within = if unit.is_some() { "unit_id = $2" } else { "$2 IS NULL" };
    let found: (i64,) = tx.one(
        &format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM channels_conversation WHERE closed_ms IS NULL AND {within} LIMIT $1) counted"
        ),
        args![most, unit],
    )?;
    Ok(found.0)
}
