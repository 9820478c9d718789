//! Who has a conversation: offered, accepted, taken, handed on, put off, ended.

use base::ids::{ContactId, PersonId};
use base::{Result, Stamp};
use db::Tx;
use people::model::PersonStatus;
use serde::{Deserialize, Serialize};
use web::{Actor, Right};

use super::sight;
use super::talk::{leave_note, notice, tell};
use crate::events::{Accepted, Closed, Offered, Reopened, Returned, Snoozed, TakenOver, TookPart, Transferred, Woke};
use crate::handle::Channels;
use crate::model::{ConversationRow, Notice, PresenceState, State};
use crate::refused::Refused;
use crate::rules;
use crate::store;

/// Offers a conversation that waits to an agent who is online; answers whether it did.
pub fn offer(tx: &mut Tx<'_>, id: &ContactId, agent: &PersonId, until: Stamp) -> Result<bool> {
    let Some(mut row) = store::conversations::hold(tx, id)?.filter(|it| it.state == State::Waiting) else {
        return Ok(false);
    };
    let there = store::agents::presence(tx, agent)?.is_some_and(|it| it.state == PresenceState::Online);
    if !there {
        return Ok(false);
    }
    row.state = State::Offered;
    row.offered_to_id = Some(agent.clone());
    row.offered_until = Some(until);
    store::conversations::stands(tx, &row)?;
    tell(tx, None, id, &Offered { agent: agent.clone(), until })?;
    Ok(true)
}

/// A conversation goes back to the head of its queue.
pub(crate) fn go_back(tx: &mut Tx<'_>, row: &mut ConversationRow, by: Option<&PersonId>, why: &str) -> Result<()> {
    if row.agent_id.is_some() {
        row.queued_at = tx.now();
    }
    let agent = row.offered_to_id.take().or_else(|| row.agent_id.take());
    row.state = State::Waiting;
    row.back = true;
    row.offered_until = None;
    row.agent_id = None;
    row.unit_id = None;
    store::conversations::stands(tx, row)?;
    tell(tx, by, &row.id, &Returned { agent, why: why.to_owned() })
}

/// Gives a conversation that is held to somebody.
fn give(of: &Channels, tx: &mut Tx<'_>, row: &mut ConversationRow, me: &Actor, taken: bool) -> Result<()> {
    let person = me.me()?;
    let waited = tx.now() - row.queued_at;
    row.state = State::Open;
    row.offered_to_id = None;
    row.offered_until = None;
    row.snoozed_until = None;
    row.agent_id = Some(person.clone());
    row.unit_id.clone_from(&me.unit);
    store::conversations::stands(tx, row)?;
    let accepted = Accepted { agent: person.clone(), unit: me.unit.clone(), waited, taken };
    tell(tx, Some(person), &row.id, &accepted)?;
    notice(of, tx, row, Some(person), Notice::Joined)
}

/// Accepts what was offered.
///
/// # Errors
/// Refused when it is no longer offered to the person.
pub fn accept(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<()> {
    me.may(Right::WorkConversations)?;
    let mut row = sight::held(of, tx, me, id)?;
    let still = row.offered_until.is_some_and(|it| it >= tx.now());
    if row.state != State::Offered || row.offered_to_id.as_ref() != me.by() || !still {
        return Err(Refused::OfferGone.into());
    }
    give(of, tx, &mut row, me, false)
}

/// Gives an offer back. Whoever declines is busy until they say otherwise; else it would come straight back to them.
///
/// # Errors
/// Refused when it is no longer offered to the person.
pub fn decline(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    if row.state != State::Offered || row.offered_to_id.as_ref() != me.by() {
        return Err(Refused::OfferGone.into());
    }
    go_back(tx, &mut row, me.by(), "declined")?;
    super::presence::miss(tx, me.me()?, "declined")
}

/// Takes a conversation that waits, also beyond one's room: it is on record that it was taken.
///
/// # Errors
/// Refused when somebody else has it or is offered it.
pub fn take(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<()> {
    me.may(Right::WorkConversations)?;
    let mut row = sight::held(of, tx, me, id)?;
    match row.state {
        State::Waiting => give(of, tx, &mut row, me, true),
        State::Offered if row.offered_to_id.as_ref() == me.by() => give(of, tx, &mut row, me, false),
        State::Closed => Err(Refused::Over.into()),
        State::Offered | State::Open | State::Snoozed => Err(Refused::NotYours.into()),
    }
}

/// Refuses those who neither have a conversation nor supervise it.
pub(super) fn in_hand(row: &ConversationRow, me: &Actor) -> std::result::Result<(), Refused> {
    let mine = row.agent_id.is_some() && row.agent_id.as_ref() == me.by();
    if mine || sight::supervises(me, row) { Ok(()) } else { Err(Refused::NotYours) }
}

fn not_over(row: &ConversationRow) -> std::result::Result<(), Refused> {
    if row.closed_at.is_some() { Err(Refused::Over) } else { Ok(()) }
}

/// To whom a conversation is handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HandedTo)]
pub struct To {
    /// To a colleague, who is offered it.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// To a queue.
    #[serde(default)]
    pub queue: Option<String>,
}

/// Handing on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HandConversationOn)]
pub struct HandOn {
    /// To whom.
    pub to: To,
    /// What whoever gets it should know.
    pub note: String,
}

/// Hands a conversation on, to a colleague or to a queue.
///
/// # Errors
/// Refused when it is in other hands or over, when both or neither are named, or policy has no such queue.
pub fn transfer(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, it: &HandOn) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    not_over(&row)?;
    in_hand(&row, me)?;
    let from = row.agent_id.clone();
    let now = tx.now();
    notice(of, tx, &mut row, me.by(), Notice::Transferred)?;
    leave_note(of, tx, &mut row, me, ("note", &it.note))?;
    row.agent_id = None;
    row.unit_id = None;
    row.snoozed_until = None;
    row.queued_at = now;
    row.back = false;
    match (&it.to.person, &it.to.queue) {
        (Some(person), None) => {
            colleague(tx, person)?;
            row.state = State::Offered;
            row.offered_to_id = Some(person.clone());
            row.offered_until = Some(now + of.plan(tx)?.acceptance());
        }
        (None, Some(queue)) => {
            let plan = of.plan(tx)?;
            let known = plan.queues().any(|it| it.id == *queue);
            if !known {
                return Err(Refused::UnknownQueue(queue.clone()).into());
            }
            row.state = State::Waiting;
            row.queue.clone_from(queue);
            row.offered_to_id = None;
            row.offered_until = None;
        }
        _ => return Err(Refused::Whither.into()),
    }
    store::conversations::stands(tx, &row)?;
    let handed =
        Transferred { from, to: it.to.person.clone(), queue: it.to.queue.clone(), note: it.note.trim().to_owned() };
    tell(tx, me.by(), id, &handed)
}

/// Refuses somebody who is not there to be given anything.
fn colleague(tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    let there = store::agents::presence(tx, person)?.is_some_and(|it| it.state != PresenceState::Offline);
    let works = people::api::person(tx, person).is_ok_and(|it| it.status == PersonStatus::Active);
    if there && works { Ok(()) } else { Err(Refused::UnknownPerson.into()) }
}

/// Putting off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SnoozeConversation)]
pub struct Snooze {
    /// Until when; until the customer writes when left out.
    #[serde(default)]
    pub until: Option<Stamp>,
}

/// Puts a conversation off. A word from the customer brings it back sooner.
///
/// # Errors
/// Refused when it is not with the person, or the moment has passed.
pub fn snooze(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, it: &Snooze) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    not_over(&row)?;
    in_hand(&row, me)?;
    if row.state != State::Open {
        return Err(Refused::NotNow.into());
    }
    if it.until.is_some_and(|until| until <= tx.now()) {
        return Err(Refused::InThePast.into());
    }
    row.state = State::Snoozed;
    row.snoozed_until = Some(it.until.unwrap_or(Stamp::MAX));
    store::conversations::stands(tx, &row)?;
    tell(tx, me.by(), id, &Snoozed { until: it.until })
}

/// Takes up what was put off.
///
/// # Errors
/// Refused when it was not put off, or is in other hands.
pub fn wake(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    in_hand(&row, me)?;
    if row.state != State::Snoozed {
        return Err(Refused::NotNow.into());
    }
    wake_held(of, tx, &mut row, false)
}

/// Takes up what was put off: with its agent while they are there, else in its queue.
pub(crate) fn wake_held(of: &Channels, tx: &mut Tx<'_>, row: &mut ConversationRow, by_customer: bool) -> Result<()> {
    let says = of.says(tx)?;
    let there = match &row.agent_id {
        Some(agent) => store::agents::presence(tx, agent)?.is_some_and(|it| it.state != PresenceState::Offline),
        None => false,
    };
    row.snoozed_until = None;
    if there || (row.agent_id.is_some() && says.stays.contains(&row.channel)) {
        row.state = State::Open;
        store::conversations::stands(tx, row)?;
    } else {
        go_back(tx, row, None, "agent_gone")?;
    }
    tell(tx, None, &row.id, &Woke { by_customer })
}

/// Ending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EndConversation)]
pub struct End {
    /// How, a word of the policy `conversations`.
    pub outcome: String,
    /// What it came to, in a few words; policy says for which outcomes it is demanded.
    #[serde(default)]
    pub summary: Option<String>,
}

/// Ends a conversation.
///
/// # Errors
/// Refused when it is over already, in other hands, the outcome is none of policy's, or its summary is missing or too
/// long.
pub fn close(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, it: &End) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    not_over(&row)?;
    in_hand(&row, me)?;
    let says = of.says(tx)?;
    row.summary = rules::summary(&says, &it.outcome, it.summary.as_deref())?;
    end(of, tx, &mut row, me.by(), Some(&it.outcome), Notice::ClosedByAgent)
}

/// Ends a conversation that is held.
pub(crate) fn end(
    of: &Channels,
    tx: &mut Tx<'_>,
    row: &mut ConversationRow,
    by: Option<&PersonId>,
    outcome: Option<&str>,
    why: Notice,
) -> Result<()> {
    notice(of, tx, row, by, why)?;
    let now = tx.now();
    row.state = State::Closed;
    row.closed_at = Some(now);
    row.outcome = outcome.map(str::to_owned);
    row.offered_to_id = None;
    row.offered_until = None;
    row.snoozed_until = None;
    row.waiting_since = None;
    row.due_at = None;
    store::conversations::stands(tx, row)?;
    let outcome = outcome.unwrap_or(why.as_str()).to_owned();
    let (agent, unit) = (row.agent_id.clone(), row.unit_id.clone());
    tell(tx, by, &row.id, &Closed { outcome, agent, unit, lasted: now - row.came_at })
}

/// Takes up again what was over.
///
/// # Errors
/// Refused when it is not over, in other hands, or the customer has begun another conversation.
pub fn reopen(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    if row.closed_at.is_none() {
        return Err(Refused::NotOver.into());
    }
    in_hand(&row, me)?;
    if store::conversations::open_of(tx, &row.party_id)?.is_some() {
        return Err(Refused::NotNow.into());
    }
    reopen_held(tx, &mut row, me.by())?;
    give(of, tx, &mut row, me, true)
}

/// Puts what was over into its queue again.
pub(crate) fn reopen_held(tx: &mut Tx<'_>, row: &mut ConversationRow, by: Option<&PersonId>) -> Result<()> {
    row.state = State::Waiting;
    row.closed_at = None;
    row.outcome = None;
    row.queued_at = tx.now();
    row.back = false;
    store::conversations::stands(tx, row)?;
    tell(tx, by, &row.id, &Reopened { by_customer: by.is_none() })
}

/// Why somebody steps in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TakeConversationOver)]
pub struct Because {
    /// Why.
    pub reason: String,
}

/// A supervisor takes a conversation over.
///
/// # Errors
/// Refused to those who do not supervise it, without a reason, or when it is over.
pub fn take_over(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, it: &Because) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    not_over(&row)?;
    if !sight::supervises(me, &row) {
        return Err(Refused::NotYours.into());
    }
    if it.reason.trim().is_empty() {
        return Err(Refused::ReasonMissing.into());
    }
    let from = row.agent_id.take();
    notice(of, tx, &mut row, me.by(), Notice::TakenOver)?;
    leave_note(of, tx, &mut row, me, ("reason", &it.reason))?;
    tell(tx, me.by(), id, &TakenOver { from, reason: it.reason.trim().to_owned() })?;
    give(of, tx, &mut row, me, true)
}

/// A supervisor watches a conversation, or joins in; it is on record.
///
/// # Errors
/// Refused to those who do not supervise it.
pub fn take_part(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, joins: bool) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    if !sight::supervises(me, &row) {
        return Err(Refused::NotYours.into());
    }
    let how = if joins { "joined" } else { "watching" };
    let before = store::parts::how(tx, id, me.me()?)?;
    if before.as_deref() == Some(how) || before.as_deref() == Some("joined") {
        return Ok(());
    }
    store::parts::put(tx, id, me.me()?, how)?;
    tell(tx, me.by(), id, &TookPart { how: how.to_owned() })?;
    if joins { notice(of, tx, &mut row, me.by(), Notice::Joined) } else { Ok(()) }
}
