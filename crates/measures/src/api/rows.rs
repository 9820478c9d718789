//! The rows behind a figure, with the names people know.

use std::collections::{BTreeSet, HashMap};

use base::ids::ContactId;
use base::{Page, Paged, Result, Stamp};
use db::Tx;
use serde::Serialize;
use utoipa::ToSchema;
use web::Actor;

use super::ask::Asked;
use crate::catalogue::Shape;
use crate::house::{CaseName, House};
use crate::model::Dimension;
use crate::refused::Refused;
use crate::store::behind::{self, Behind, Hit};

/// An id and what people call it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FactName)]
pub struct Named {
    /// The id; empty when there is none.
    pub id: String,
    /// The name; the id where no name is known.
    pub name: String,
}

/// The case a fact is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FactCase {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub subject: String,
}

/// A row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MetricFact)]
pub struct FactRow {
    /// When it was counted; for the backlog, since when the case was open as it is.
    pub at: Stamp,
    /// The event it comes from: its number in the log.
    pub seq: i64,
    /// The case; empty where it is about a conversation.
    pub case: FactCase,
    /// The conversation it is about, for figures about conversations.
    pub conversation: Option<ContactId>,
    /// The round of the case: 1 until it is reopened.
    pub round: i64,
    /// The value, for means.
    pub value: Option<i64>,
    /// Whether it hits what a share asks for; for shares.
    pub hit: Option<bool>,
    /// The unit it is counted for.
    pub unit: Named,
    /// The member of staff it is counted for.
    pub person: Named,
    /// The case's kind.
    pub kind: String,
    /// Its class.
    pub class: String,
    /// How it came in.
    pub channel: String,
    /// Its priority.
    pub priority: String,
    /// The step, for figures about steps.
    pub step: String,
}

/// A page of the rows behind a figure, newest first. `hit` picks those that hit, or those that do not.
///
/// # Errors
/// Refused when the place to go on from is not one of ours.
pub fn rows(
    tx: &mut Tx<'_>,
    house: &dyn House,
    me: &Actor,
    asked: &Asked,
    hit: Hit,
    page: &Page,
) -> Result<Paged<FactRow>> {
    if !asked.something {
        return Ok(Paged { items: Vec::new(), next: None });
    }
    let after = page.after.as_deref().filter(|it| !it.is_empty()).map(place).transpose()?;
    let found = behind::page(tx, &asked.question, hit, after, page.rows() + 1)?;
    let found = Paged::of(found, page.rows(), |it| format!("{}~{}", it.at.0, it.seq));
    Ok(Paged { items: named(tx, house, me, asked, found.items)?, next: found.next })
}

/// Where a word stands in a row.
type Place = fn(&mut FactRow) -> &mut String;

/// Many rows at once, newest first, after a place; for files, so that kinds, classes ... are called what people call them.
pub fn chunk(
    tx: &mut Tx<'_>,
    house: &dyn House,
    me: &Actor,
    asked: &Asked,
    after: Option<(i64, i64)>,
    limit: i64,
) -> Result<Vec<FactRow>> {
    let found = behind::page(tx, &asked.question, None, after, limit)?;
    let mut rows = named(tx, house, me, asked, found)?;
    let places: [(Dimension, Place); 5] = [
        (Dimension::Kind, |it| &mut it.kind),
        (Dimension::Class, |it| &mut it.class),
        (Dimension::Channel, |it| &mut it.channel),
        (Dimension::Priority, |it| &mut it.priority),
        (Dimension::Step, |it| &mut it.step),
    ];
    for (dimension, place) in places {
        let words: BTreeSet<String> = rows.iter_mut().map(|it| place(it).clone()).collect();
        let labels = house.labels(tx, asked.lang, dimension, &Vec::from_iter(words))?;
        for word in rows.iter_mut().map(place) {
            if let Some(label) = labels.get(word) {
                word.clone_from(label);
            }
        }
    }
    Ok(rows)
}

fn place(text: &str) -> std::result::Result<(i64, i64), Refused> {
    let bad = || Refused::BadCursor(text.to_owned());
    let (at, seq) = text.split_once('~').ok_or_else(bad)?;
    Ok((at.parse().map_err(|_| bad())?, seq.parse().map_err(|_| bad())?))
}

fn named(tx: &mut Tx<'_>, house: &dyn House, me: &Actor, asked: &Asked, found: Vec<Behind>) -> Result<Vec<FactRow>> {
    let words = |of: fn(&Behind) -> &String| -> Vec<String> {
        let all: BTreeSet<&String> = found.iter().map(of).filter(|it| !it.is_empty()).collect();
        all.into_iter().cloned().collect()
    };
    let (units, persons, ids) = (words(|it| &it.unit), words(|it| &it.person), words(|it| &it.case));
    let units = house.labels(tx, asked.lang, Dimension::Unit, &units)?;
    let persons = house.labels(tx, asked.lang, Dimension::Person, &persons)?;
    let cases = house.cases(tx, me, &ids)?;
    let shape = asked.question.metric.shape;
    Ok(found
        .into_iter()
        .map(|it| FactRow {
            at: it.at,
            seq: it.seq,
            conversation: it.case.parse().ok(),
            case: case(it.case, &cases),
            round: it.round,
            value: it.value.filter(|_| shape == Shape::Mean),
            hit: (shape == Shape::Share).then_some(it.hits > 0),
            unit: name(it.unit, &units),
            person: name(it.person, &persons),
            kind: it.kind,
            class: it.class,
            channel: it.channel,
            priority: it.priority,
            step: it.step,
        })
        .collect())
}

fn name(id: String, names: &HashMap<String, String>) -> Named {
    Named { name: names.get(&id).unwrap_or(&id).clone(), id }
}

fn case(id: String, names: &HashMap<String, CaseName>) -> FactCase {
    if id.parse::<ContactId>().is_ok() {
        return FactCase::default();
    }
    let CaseName { number, subject } = names.get(&id).cloned().unwrap_or_default();
    FactCase { id, number, subject }
}
