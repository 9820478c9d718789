//! Finding conversations by words, in Chinese and English: what was said in them and written inside, what they are
//! about, and with whom.
//!
//! A message is a document of its own, named by its conversation and number; what the conversation is about and with
//! whom is the document numbered 0. They are written by a listener, never while a message is taken in.

use std::collections::BTreeMap;

use base::ids::{ContactId, CustomerId, PersonId, UnitId};
use base::{Page, Paged, Result, Stamp};
use db::search;
use db::{Tx, Value, args};

use super::lists::{Place, cursor, place};
use super::narrow::{Filter, Sight, narrowed, places, stands, visible};
use crate::model::{ConversationRow, View};

const SPACE: &str = "conversations";

/// Letters of a conversation's id; a document's id begins with it.
const ID: usize = 30;

/// So many places where the words stand are looked at, the newest first.
const LOOKS: i64 = 5_000;
/// Whoever reaches more units than this is not asked for by each of them; what is theirs is picked from all.
const MOST_SCOPES: usize = 100;
/// So many conversations of customers who are called what was typed.
const OF_NAMED: i64 = 200;

fn document(id: &ContactId, seq: i64) -> String {
    format!("{id}.{seq:010}")
}

/// Makes a text of a conversation findable, in place of what was known under its number.
pub fn index(tx: &mut Tx<'_>, id: &ContactId, seq: i64, scopes: &[String], text: &str) -> Result<()> {
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    search::index(tx, SPACE, &document(id, seq), &scopes, text)
}

/// Moves texts of a conversation to where it is found now.
pub fn rescope(tx: &mut Tx<'_>, id: &ContactId, seqs: &[i64], scopes: &[String]) -> Result<()> {
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    seqs.iter().try_for_each(|seq| search::rescope(tx, SPACE, &document(id, *seq), &scopes))
}

/// Where each of some conversations is found: by its unit, by those who have it, are offered it or take part, and by
/// those who serve its queue while nobody has it.
pub fn scopes(tx: &mut Tx<'_>, rows: &[ConversationRow]) -> Result<Vec<Vec<String>>> {
    let ids: Vec<&ContactId> = rows.iter().map(|it| &it.id).collect();
    let mut given = Vec::new();
    let ids = places(&mut given, &ids);
    let sql = format!("SELECT conversation_id, person_id FROM channels_part WHERE conversation_id IN ({ids})");
    let mut parts: BTreeMap<ContactId, Vec<PersonId>> = BTreeMap::new();
    for (id, person) in tx.all(&sql, &given)? {
        parts.entry(id).or_default().push(person);
    }
    Ok(rows.iter().map(|row| scopes_of(row, parts.get(&row.id).map_or(&[], Vec::as_slice))).collect())
}

fn scopes_of(row: &ConversationRow, parts: &[PersonId]) -> Vec<String> {
    let people = [&row.agent_id, &row.offered_to_id].into_iter().flatten().chain(parts);
    let mut scopes: Vec<String> = people.map(|it| it.as_str().to_owned()).collect();
    scopes.extend(row.unit_id.as_ref().map(|it| it.as_str().to_owned()));
    if row.agent_id.is_none() {
        scopes.push(queue(&row.queue));
    }
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

fn queue(id: &str) -> String {
    format!("queue {id}")
}

/// The numbers of what was said and written in a conversation, notices apart.
pub fn said(tx: &mut Tx<'_>, id: &ContactId) -> Result<Vec<i64>> {
    let sql = "SELECT seq FROM channels_message WHERE conversation_id = $1 AND kind <> 'notice' ORDER BY seq";
    Ok(tx.all::<(i64,)>(sql, args![id])?.into_iter().map(|it| it.0).collect())
}

/// What was said under some numbers, with what it quotes left out.
pub fn texts(tx: &mut Tx<'_>, id: &ContactId, seqs: &[i64]) -> Result<Vec<(i64, String)>> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let mut given: Vec<Value<'_>> = args![id].to_vec();
    let seqs = places(&mut given, seqs);
    let sql = format!(
        "SELECT seq, body FROM channels_message WHERE conversation_id = $1 AND kind <> 'notice' AND seq IN ({seqs})"
    );
    tx.all(&sql, &given)
}

/// A conversation that was found, by the number of the newest message that holds the words; 0 for what it is about and
/// with whom.
pub type Found = (ContactId, i64);

/// A page of the conversations somebody sees that hold the words of a query, or are with one of the customers who are
/// called so; the newest first.
pub fn find(
    tx: &mut Tx<'_>,
    sight: &Sight,
    filter: &Filter,
    (view, query): (View, &str),
    named: &[CustomerId],
    page: &Page,
) -> Result<Paged<Found>> {
    let within = within(sight);
    let scopes: Vec<&str> = within.iter().map(String::as_str).collect();
    let Some(pattern) = search::pattern(tx, SPACE, &scopes, query) else {
        return Ok(Paged { items: Vec::new(), next: None });
    };
    let (from, id): Place = place(page).unwrap_or((Stamp::MAX, "~".to_owned()));
    let (wanted, space) = (page.rows() + 1, SPACE);
    let mut given: Vec<Value<'_>> = args![space, pattern, LOOKS, from, id, wanted].to_vec();
    let known = places(&mut given, named);
    let stands = stands(&mut given, sight, view);
    let visible = visible(&mut given, sight);
    let narrowed = narrowed(&mut given, filter, "c.came_ms");
    let hits = search::hits(tx, "hit", &search::matching(tx, 1, 2, 3));
    let sql = format!(
        "WITH {hits},
              named(id) AS (SELECT id FROM channels_conversation WHERE customer_id IN ({known})
                             ORDER BY came_ms DESC LIMIT {OF_NAMED}),
              told(conversation, place) AS (SELECT substr(id, 1, {ID}), MAX(id)
                                    FROM (SELECT id FROM hit UNION ALL SELECT id FROM named) every_one
                                   GROUP BY substr(id, 1, {ID}))
         SELECT c.id, told.place, c.came_ms FROM told CROSS JOIN channels_conversation c
          WHERE c.id = told.conversation AND {stands} AND {visible}{narrowed} AND (c.came_ms, c.id) < ($4, $5)
          ORDER BY c.came_ms DESC, c.id DESC LIMIT $6"
    );
    let rows: Vec<(ContactId, String, Stamp)> = tx.all(&sql, &given)?;
    let found = Paged::of(rows, page.rows(), |it: &(ContactId, String, Stamp)| cursor(it.2, it.0.as_str()));
    let seq = |place: &str| place.rsplit('.').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    Ok(Paged { items: found.items.into_iter().map(|it| (it.0, seq(&it.1))).collect(), next: found.next })
}

/// The scopes that somebody's hits lie in; nothing for everything.
fn within(sight: &Sight) -> Vec<String> {
    match &sight.units {
        Some(units) if units.len() <= MOST_SCOPES => {
            let units = units.iter().map(UnitId::as_str).chain([sight.person.as_str()]).map(str::to_owned);
            units.chain(sight.queues.iter().map(|it| queue(it))).collect()
        }
        _ => Vec::new(),
    }
}
