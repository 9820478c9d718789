//! Hears the event log and keeps the books.

use base::Result;
use db::Tx;
use db::events::Logged;
use db::listeners::Listener;

use crate::catalogue;
use crate::house::Shared;
use crate::rules::account::{account, same_matter};
use crate::rules::contacts;
use crate::rules::heard::{Body, Heard, What};
use crate::store::books::{Books, Shelf};
use crate::store::edition::{self, Edition};

/// Turns events into figures.
#[derive(Clone)]
pub struct Measures {
    shelf: Shelf,
    house: Shared,
}

impl Measures {
    /// The listener that keeps the figures people see.
    pub fn new(house: Shared) -> Self {
        Self { shelf: Shelf::Live, house }
    }

    /// The one that makes the same figures anew, beside them.
    pub(crate) fn checking(house: Shared) -> Self {
        Self { shelf: Shelf::Check, house }
    }

    /// The time zone and definitions in force: those on record, or those of now where there are none yet.
    pub(crate) fn edition(&self, tx: &mut Tx<'_>) -> Result<Edition> {
        if let Some(known) = edition::recorded(tx)? {
            return Ok(known);
        }
        let fresh = self.fresh_edition(tx)?;
        edition::record(tx, &fresh)?;
        Ok(fresh)
    }

    /// The time zone and definitions of now.
    pub(crate) fn fresh_edition(&self, tx: &mut Tx<'_>) -> Result<Edition> {
        Ok(Edition { zone: self.house.setting(tx)?.zone, edition: catalogue::edition() })
    }
}

impl Listener for Measures {
    fn name(&self) -> &'static str {
        self.shelf.prefix()
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        let heard: Vec<Heard> = events.iter().filter_map(|it| understand(it).transpose()).collect::<Result<_>>()?;
        let talks: Vec<contacts::Heard> = events.iter().filter_map(|it| talk(it).transpose()).collect::<Result<_>>()?;
        if heard.is_empty() && talks.is_empty() {
            return Ok(());
        }
        let zone = match self.shelf {
            Shelf::Live => self.edition(tx)?,
            Shelf::Check => self.fresh_edition(tx)?,
        }
        .time_zone()?;
        let mut books = Books::open(self.shelf, &zone);
        let mut cases: Vec<&str> = heard.iter().map(|it| it.case.as_str()).collect();
        cases.extend(heard.iter().flat_map(|it| it.body.others()));
        cases.extend(talks.iter().map(|it| it.contact.as_str()));
        cases.sort_unstable();
        cases.dedup();
        books.load(tx, &cases)?;
        for event in &heard {
            keep(tx, &mut books, event)?;
        }
        for event in &talks {
            let mut known = books.take(&event.contact);
            let effects = contacts::account(&mut known, event);
            books.enter(tx, effects)?;
            books.put(&event.contact, known);
        }
        books.close(tx)?;
        Ok(())
    }
}

/// What figures need of an event; nothing when none is made from it.
fn understand(event: &Logged) -> Result<Option<Heard>> {
    let (Some(what), Some(case)) = (What::of(&event.kind), &event.case) else { return Ok(None) };
    let body: Body = event.body()?;
    Ok(Some(Heard {
        at: event.at,
        seq: event.seq,
        case: case.to_string(),
        actor: event.actor.as_ref().map(ToString::to_string).unwrap_or_default(),
        what,
        body,
    }))
}

/// The same of an event of a conversation.
fn talk(event: &Logged) -> Result<Option<contacts::Heard>> {
    let (Some(what), Some(contact)) = (contacts::What::of(&event.kind), &event.contact) else { return Ok(None) };
    let heard = contacts::Heard {
        at: event.at,
        seq: event.seq,
        contact: contact.to_string(),
        actor: event.actor.as_ref().map(ToString::to_string).unwrap_or_default(),
        what,
        body: event.body()?,
    };
    Ok(heard.matters().then_some(heard))
}

fn keep(tx: &mut Tx<'_>, books: &mut Books<'_>, event: &Heard) -> Result<()> {
    let mut case = books.take(&event.case);
    let effects = account(&mut case, event);
    books.enter(tx, effects)?;
    for id in event.body.others().filter(|it| *it != event.case) {
        let mut other = books.take(id);
        let effects = same_matter(&mut case, &mut other, event);
        books.enter(tx, effects)?;
        books.put(id, other);
    }
    books.put(&event.case, case);
    Ok(())
}
