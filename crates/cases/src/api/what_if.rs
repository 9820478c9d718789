//! A draft of time limits or calendars over past and present cases (POL-4): which limits would have come out otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::ids::{CaseId, ClockId};
use base::{Mint, Result, Stamp};
use db::Tx;
use db::events::Logged;
use policy::Book;
use policy::api::{Ask, Chain, Part, Side, WhatIf};
use policy::model::Kind;
use web::{Actor, Right};

use crate::events::Paused;
use crate::model::rulebook::{Rulebook, Versions};
use crate::model::{Asker, Case, Dims};
use crate::rules::what_if::{CameOut, Stood, courses, replay};
use crate::store;

/// So many cases are compared at a time.
const AT_ONCE: i64 = 100;
/// So many events of a case are read at a time.
const EVENTS: i64 = 200;

/// Compares the time limits of cases.
#[derive(Debug, Clone, Copy)]
pub struct Limits;

impl WhatIf for Limits {
    fn name(&self) -> &'static str {
        "cases"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Limits, Kind::Calendar]
    }

    fn part(&self, tx: &mut Tx<'_>, me: &Actor, before: &Arc<Book>, after: &Arc<Book>, ask: &Ask) -> Result<Part> {
        me.may(Right::ReadCases)?;
        let who = Asker::of(me);
        let last = ask.after.as_deref().and_then(|it| it.parse::<CaseId>().ok());
        let cases = store::what_if::opened_in(tx, &who, (ask.from, ask.to), last.as_ref(), AT_ONCE)?;
        let (mut before, mut after) = (Reader::of(before), Reader::of(after));
        let mut part = Part { looked_at: i64::try_from(cases.len()).unwrap_or(0), ..Part::default() };
        for case in &cases {
            compare(tx, case, &mut before, &mut after, &mut part)?;
        }
        let whole = part.looked_at == AT_ONCE;
        let last = cases.last().filter(|_| whole);
        part.next = last.map(|it| it.id.to_string());
        let (length, come) = ((ask.to - ask.from).0.max(1), last.map(|it| (it.opened_ms - ask.from).0));
        part.done_permille = come.map_or(1000, |it| (it.saturating_mul(1000) / length).clamp(0, 999));
        Ok(part)
    }
}

/// A book, with the rulebooks that were made of it.
struct Reader {
    book: Arc<Book>,
    made: BTreeMap<Versions, Arc<Rulebook>>,
}

impl Reader {
    fn of(book: &Arc<Book>) -> Self {
        Self { book: Arc::clone(book), made: BTreeMap::new() }
    }

    /// What held at a moment; nothing before there was any policy.
    fn at(&mut self, at: Stamp, chain: &Chain) -> Option<Arc<Rulebook>> {
        let versions = Versions::at(&self.book, at, chain).ok()?;
        if let Some(it) = self.made.get(&versions) {
            return Some(Arc::clone(it));
        }
        let made = Arc::new(Rulebook::at(&self.book, at, chain).ok()?);
        self.made.insert(versions, Arc::clone(&made));
        Some(made)
    }
}

fn compare(tx: &mut Tx<'_>, case: &Case, before: &mut Reader, after: &mut Reader, part: &mut Part) -> Result<()> {
    let scoped = before.book.is_scoped() || after.book.is_scoped();
    let chain = if scoped { people::api::scopes(tx, &case.unit_id)? } else { Chain::default() };
    let clocks = store::clocks::of(tx, &case.id)?;
    let stood = stood(tx, case, &chain, before)?;
    let (dims, now) = (Dims::of(case), tx.now());
    let id: ClockId = Mint::first_of(case.opened_ms);
    let name = format!("{} {}", case.number, case.subject);
    for course in courses(case, &clocks) {
        let (Some(old), Some(new)) = (before.at(course.started, &chain), after.at(course.started, &chain)) else {
            continue;
        };
        let run = |book: &Rulebook| replay(book, &dims, (&case.id, &id), &course, &stood, now);
        let (old, new) = (run(&old), run(&new));
        if old.rule.is_some() || new.rule.is_some() {
            part.count(case.id.as_str(), &name, course.target.as_str(), side(old), side(new));
        }
    }
    Ok(())
}

fn side(it: CameOut) -> Side {
    Side { result: it.result.to_owned(), by: it.rule, at: it.due }
}

/// Where a case stood still, and what stood still with it by the policy of that moment.
fn stood(tx: &mut Tx<'_>, case: &Case, chain: &Chain, policy: &mut Reader) -> Result<Vec<Stood>> {
    let mut found: Vec<Stood> = Vec::new();
    let mut seq = 0;
    loop {
        let events = db::events::of_case(tx, &case.id, seq, EVENTS)?;
        for event in &events {
            turn(event, chain, policy, &mut found)?;
            seq = event.seq;
        }
        if i64::try_from(events.len()).is_ok_and(|it| it < EVENTS) {
            return Ok(found);
        }
    }
}

fn turn(event: &Logged, chain: &Chain, policy: &mut Reader, found: &mut Vec<Stood>) -> Result<()> {
    match event.kind.as_str() {
        "cases.paused.v1" => {
            let it: Paused = event.body()?;
            let book = policy.at(event.at, chain);
            let rule = book.as_ref().and_then(|book| book.cases.pause(&it.reason));
            let stops = rule.map(|rule| rule.stops.clone()).unwrap_or_default();
            found.push(Stood { from: event.at, to: None, stops, reason: it.reason });
        }
        "cases.resumed.v1" => {
            if let Some(last) = found.last_mut().filter(|it| it.to.is_none()) {
                last.to = Some(event.at);
            }
        }
        _ => {}
    }
    Ok(())
}
