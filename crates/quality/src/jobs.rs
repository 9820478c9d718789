//! Keeps the board in step with what is written, and writes the alerts that policy asks for.
//!
//! Nothing is kept that is not written: the board is made from rows at the start and whenever something goes wrong, and
//! a cause that lasts is found again. Several processes may watch at once: a cause is told once, by an index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use base::ids::{AlertId, ContactId, PersonId};
use base::{Result, Stamp, fault};
use channels::Relay;
use channels::events::{PresenceChanged, Said};
use channels::model::{Author, MessageKind};
use db::events::{About, Event as _, emit};
use db::{Db, Tx};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};
use web::live::{Heard, Hub};

use crate::events::{AlertRaised, AlertResolved};
use crate::handle::Quality;
use crate::model::{AlertKind, AlertRow};
use crate::rules::{Board, Cause, Mood, Watch, causes};
use crate::store;

/// How often time alone is looked at, and pages are told at most.
const LOOK: Duration = Duration::from_secs(1);

/// Watches for ever.
pub async fn run(db: Db, of: Quality, hub: Arc<Hub>, relay: Arc<Relay>) {
    loop {
        if let Err(failure) = follow(&db, &of, &hub, &relay).await {
            tracing::warn!(%failure, "the board is made anew");
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Watches until something goes wrong, or policy listens for other moods.
async fn follow(db: &Db, of: &Quality, hub: &Hub, relay: &Relay) -> Result<()> {
    // Heard before the board is made, so that nothing falls between; what is heard twice changes nothing.
    let mut heard = hub.listen();
    let house = of.clone();
    let mut open = db.read(move |tx| make(&house, tx)).await?;
    // What the pages of supervisors are sent: something on the board is different.
    let changed = serde_json::json!({"type": "board"});
    let (mut look, mut news) = (Instant::now(), News::default());
    loop {
        tokio::select! {
            batch = heard.recv() => match batch {
                Ok(batch) => news.take(&batch),
                Err(RecvError::Lagged(_)) => return Err(fault("the board fell behind")),
                Err(RecvError::Closed) => std::future::pending().await,
            },
            () = sleep_until(look) => {
                look = Instant::now() + LOOK;
                let (house, told, now) = (of.clone(), std::mem::take(&mut news), open);
                let differs = !told.is_empty();
                let stepped = db.read(move |tx| {
                    let (watch, found) = looked(&house, tx, &told)?;
                    Ok((differ(&now, &found), now, watch))
                }).await?;
                let (change, known, watch) = stepped;
                let quiet = change.is_empty();
                open = if quiet { known } else { db.write(move |tx| told_of(tx, &known, change)).await? };
                if of.board().agitated_from != watch.agitated {
                    return Ok(());
                }
                if differs || !quiet {
                    relay.to_staff(&changed);
                }
            },
        }
    }
}

/// What happened that the board has to know.
#[derive(Debug, Default)]
pub(crate) struct News {
    talks: BTreeSet<ContactId>,
    agents: BTreeSet<PersonId>,
    /// Conversations in which the customer said something.
    said: BTreeSet<ContactId>,
}

impl News {
    fn is_empty(&self) -> bool {
        self.talks.is_empty() && self.agents.is_empty()
    }

    fn take(&mut self, batch: &[Heard]) {
        for it in batch {
            let Some((kind, _, body)) = it.event() else { continue };
            if let Some(contact) = &it.contact {
                self.heard(kind, contact, body);
            } else if let (Some(person), PresenceChanged::KIND) = (&it.person, kind) {
                self.agents.insert(person.clone());
            }
        }
    }

    /// An event of a conversation.
    pub(crate) fn heard(&mut self, kind: &str, contact: &ContactId, body: &str) {
        self.talks.insert(contact.clone());
        if kind == Said::KIND
            && let Ok(said) = serde_json::from_str::<Said>(body)
            && said.author == Author::Customer
            && said.kind == MessageKind::Text
        {
            self.said.insert(contact.clone());
        }
    }
}

/// A cause by its name.
type Name = (AlertKind, String);
/// Alerts whose cause lasts.
type Open = BTreeMap<Name, AlertRow>;

/// Makes the board from what is written; answers the alerts whose cause lasted when it was looked at last.
pub(crate) fn make(of: &Quality, tx: &mut Tx<'_>) -> Result<Open> {
    let mut board = Board::default();
    let rows = channels::api::not_over(tx)?;
    let watch = of.watch(tx)?;
    board.agitated_from = watch.agitated;
    let ids: Vec<(ContactId, Option<base::ids::CustomerId>)> =
        rows.iter().map(|it| (it.id.clone(), it.customer_id.clone())).collect();
    for row in rows {
        board.put(row);
    }
    for row in channels::api::present(tx)? {
        board.put_agent(row);
    }
    for (id, customer) in &ids {
        let mood = mood(of, tx, &watch, id)?;
        let complaints = complained(tx, &watch, customer.as_ref())?;
        if let Some(talk) = board.talk(id) {
            (talk.mood, talk.complaints) = (mood, complaints);
        }
    }
    *of.board() = board;
    lasting(tx)
}

/// How the customer of a conversation sounds, by the last of what they wrote; calm where policy does not watch for it.
fn mood(of: &Quality, tx: &mut Tx<'_>, watch: &Watch, id: &ContactId) -> Result<Mood> {
    if watch.agitated.is_none() {
        return Ok(Mood::default());
    }
    let said = channels::api::lately_of_customer(tx, id, Mood::LATELY)?;
    Ok(Mood::of(said.iter().map(|text| of.scorer().score(text))))
}

pub(crate) fn lasting(tx: &mut Tx<'_>) -> Result<Open> {
    Ok(store::lasting(tx)?.into_iter().map(|it| ((it.kind, it.subject.clone()), it)).collect())
}

/// How often a customer complained within what policy looks back on.
fn complained(tx: &mut Tx<'_>, watch: &Watch, customer: Option<&base::ids::CustomerId>) -> Result<i64> {
    match (&watch.complaints, customer) {
        (Some((_, within)), Some(customer)) => cases::api::complaints_since(tx, customer, tx.now() - *within),
        _ => Ok(0),
    }
}

/// Takes in what happened; answers what policy watches for, and what is worth an alert now.
pub(crate) fn looked(of: &Quality, tx: &mut Tx<'_>, news: &News) -> Result<(Watch, Vec<Cause>)> {
    let watch = of.watch(tx)?;
    let ids: Vec<ContactId> = news.talks.iter().cloned().collect();
    for some in ids.chunks(200) {
        for row in channels::api::several(tx, some)? {
            let known = of.board().talk(&row.id).map(|it| it.row.customer_id.clone());
            let anew = known != Some(row.customer_id.clone());
            let complaints = if anew { complained(tx, &watch, row.customer_id.as_ref())? } else { 0 };
            let id = row.id.clone();
            let mut board = of.board();
            board.put(row);
            if let Some(talk) = board.talk(&id).filter(|_| anew) {
                talk.complaints = complaints;
            }
        }
    }
    for person in &news.agents {
        if let Some(row) = channels::api::presence(tx, person)? {
            of.board().put_agent(row);
        }
    }
    for id in &news.said {
        let mood = mood(of, tx, &watch, id)?;
        if let Some(talk) = of.board().talk(id) {
            talk.mood = mood;
        }
    }
    let board = of.board();
    let found = causes(&board, &watch, tx.now());
    Ok((watch, found))
}

/// What is new and what is gone.
#[derive(Debug, Default)]
pub(crate) struct Change {
    raise: Vec<Cause>,
    end: Vec<Name>,
}

impl Change {
    fn is_empty(&self) -> bool {
        self.raise.is_empty() && self.end.is_empty()
    }
}

/// How the causes of now differ from the alerts that are there.
pub(crate) fn differ(open: &Open, found: &[Cause]) -> Change {
    let names: BTreeSet<Name> = found.iter().map(|it| (it.kind, it.subject.clone())).collect();
    Change {
        raise: found.iter().filter(|it| !open.contains_key(&(it.kind, it.subject.clone()))).cloned().collect(),
        end: open.keys().filter(|it| !names.contains(it)).cloned().collect(),
    }
}

/// Writes what is new and what is gone; answers the alerts that are there then.
pub(crate) fn told_of(tx: &mut Tx<'_>, open: &Open, change: Change) -> Result<Open> {
    let now = tx.now();
    for cause in change.raise {
        raise(tx, cause, now)?;
    }
    for name in change.end {
        let Some(row) = open.get(&name) else { continue };
        if store::end(tx, &row.id, now)? == Some(true) {
            let resolved =
                AlertResolved { alert: row.id.clone(), by_itself: true, note: None, lasted: (now - row.raised).0 };
            emit(tx, None, about(row), None, &resolved)?;
        }
    }
    // Another process may have told of some of it.
    lasting(tx)
}

fn about(row: &AlertRow) -> About<'_> {
    About { contact: row.conversation_id.as_ref(), person: row.person_id.as_ref(), ..About::default() }
}

fn raise(tx: &mut Tx<'_>, cause: Cause, now: Stamp) -> Result<()> {
    let id: AlertId = tx.id();
    let row = AlertRow {
        id,
        kind: cause.kind,
        subject: cause.subject,
        conversation_id: cause.conversation,
        person_id: cause.person,
        queue: cause.queue,
        unit_id: cause.unit,
        found: cause.found,
        raised: now,
        owner_id: None,
        acknowledged: None,
        resolved: None,
        resolved_by: None,
        note: None,
        over: None,
        version: 1,
    };
    if !store::add(tx, &row)? {
        return Ok(());
    }
    let raised = AlertRaised {
        alert: row.id.clone(),
        kind: row.kind,
        queue: row.queue.clone(),
        unit: row.unit_id.clone(),
        found: row.found,
    };
    emit(tx, None, about(&row), None, &raised)
}
