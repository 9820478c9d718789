//! Answers that are written now and sent later.
//!
//! One is sent in its writer's name while they have the conversation and the customer has written nothing since. Else it is
//! withheld and stays in sight, for whoever has the conversation to send, change or throw away.

use base::ids::{AttachmentId, ContactId, PlannedId};
use base::{Result, Stamp};
use db::timers::{self, Timer};
use db::{Json, Tx};
use policy::model::Conversations;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use super::talk::{may_answer, speak, tell};
use super::{files, sight};
use crate::events::{Planned as PlannedEvent, Unplanned, WithheldEvent};
use crate::handle::Channels;
use crate::model::{ConversationRow, PlannedRow, Withheld};
use crate::refused::Refused;
use crate::store;
use crate::store::planned;

/// Timers of answers that are due; the subject is the answer.
pub(crate) const DUE: &str = "channels.planned";

/// An answer to be sent later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPlannedMessage)]
pub struct NewPlanned {
    /// The text.
    #[serde(default)]
    pub text: String,
    /// Files that were uploaded.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub files: Vec<AttachmentId>,
    /// When it is sent.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Stamp,
    /// Up to which message the page had seen the conversation.
    pub seen_seq: i64,
}

/// What is different about an answer that is sent later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlannedMessageEdit)]
pub struct EditPlanned {
    /// The text.
    pub text: String,
    /// When it is sent.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Stamp,
    /// Up to which message the page had seen the conversation.
    pub seen_seq: i64,
}

/// Plans an answer.
///
/// # Errors
/// Refused when the conversation is in other hands or over, when there is nothing to say or too much, and when the
/// moment is past or too far away.
pub fn plan(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, new: &NewPlanned) -> Result<()> {
    let person = me.me()?.clone();
    let row = sight::held(of, tx, me, id)?;
    may_answer(tx, &row, &person)?;
    let says = of.says(tx)?;
    Channels::may_say(&says, &new.text, new.files.len())?;
    may_be(&says, tx, new.due_at)?;
    // Nobody but colleagues gets its files before it is sent.
    let files = files::to_send(tx, id, &new.files, true, |it| it.person_id.as_ref() == Some(&person))?;
    let it = PlannedRow {
        id: tx.id(),
        conversation_id: id.clone(),
        person_id: person.clone(),
        body: new.text.clone(),
        files: Json(files),
        due_at: new.due_at,
        seen_seq: new.seen_seq,
        withheld: None,
    };
    put(tx, me, &it)?;
    store::drafts::forget(tx, id, &person)
}

/// Changes an answer that was not sent yet; from now on it is sent in the name of whoever changed it.
///
/// # Errors
/// Refused as [`plan`] refuses, and when it was sent meanwhile.
pub fn change(
    of: &Channels,
    tx: &mut Tx<'_>,
    me: &Actor,
    (id, planned): (&ContactId, &PlannedId),
    edit: &EditPlanned,
) -> Result<()> {
    let (_, it) = in_hand(of, tx, me, id, planned)?;
    let says = of.says(tx)?;
    Channels::may_say(&says, &edit.text, it.files.0.len())?;
    may_be(&says, tx, edit.due_at)?;
    let (person_id, seen_seq) = (me.me()?.clone(), edit.seen_seq);
    put(tx, me, &PlannedRow { person_id, body: edit.text.clone(), due_at: edit.due_at, seen_seq, withheld: None, ..it })
}

/// Sends an answer now.
///
/// # Errors
/// Refused when the conversation is in other hands or over, and when it was sent meanwhile.
pub fn send(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, planned: &PlannedId) -> Result<()> {
    let (mut row, it) = in_hand(of, tx, me, id, planned)?;
    let it = PlannedRow { person_id: me.me()?.clone(), ..it };
    go(of, tx, &mut row, &it)
}

/// Throws an answer away, with its files; its writer may, and whoever has the conversation.
///
/// # Errors
/// Refused when the conversation is in other hands, and when it was sent meanwhile.
pub fn drop_it(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, planned: &PlannedId) -> Result<()> {
    let row = sight::held(of, tx, me, id)?;
    let it = there(tx, id, planned)?;
    if it.person_id != *me.me()? {
        may_answer(tx, &row, me.me()?)?;
    }
    files::throw_away(of, tx, it.files.0.into_iter().map(|it| it.id))?;
    planned::remove(tx, planned)?;
    timers::cancel(tx, DUE, planned.as_str())?;
    store::conversations::touch(tx, id)?;
    tell(tx, me.by(), id, &Unplanned { due: it.due_at })
}

/// The moment of an answer has come.
pub(crate) fn due(of: &Channels, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse::<PlannedId>() else { return Ok(()) };
    let Some(it) = planned::one(tx, &id)?.filter(|it| it.withheld.is_none()) else { return Ok(()) };
    let Some(mut row) = store::conversations::hold(tx, &it.conversation_id)? else { return Ok(()) };
    let why = match may_answer(tx, &row, &it.person_id) {
        Err(failure) if failure.code() == Some("channels.over") => Some(Withheld::Over),
        Err(failure) if failure.code() == Some("channels.not_yours") => Some(Withheld::OtherHands),
        done => {
            done?;
            let newer = store::messages::newer_of_customer(tx, &row.id, it.seen_seq)? > 0;
            newer.then_some(Withheld::Newer)
        }
    };
    let Some(why) = why else { return go(of, tx, &mut row, &it) };
    planned::put(tx, &PlannedRow { withheld: Some(why), ..it.clone() })?;
    store::conversations::touch(tx, &row.id)?;
    tell(tx, None, &row.id, &WithheldEvent { person: it.person_id, due: it.due_at, why })
}

fn may_be(says: &Conversations, tx: &Tx<'_>, at: Stamp) -> Result<()> {
    let (now, within) = (tx.now(), says.plan_within);
    if at <= now || at > now + Channels::wall(within) {
        return Err(Refused::NoMoment(within).into());
    }
    Ok(())
}

fn there(tx: &mut Tx<'_>, id: &ContactId, planned: &PlannedId) -> Result<PlannedRow> {
    let found = planned::one(tx, planned)?.filter(|it| it.conversation_id == *id);
    found.ok_or_else(|| Refused::NotPlanned.into())
}

/// An answer of a conversation, for whoever has it.
fn in_hand(
    of: &Channels,
    tx: &mut Tx<'_>,
    me: &Actor,
    id: &ContactId,
    planned: &PlannedId,
) -> Result<(ConversationRow, PlannedRow)> {
    let row = sight::held(of, tx, me, id)?;
    may_answer(tx, &row, me.me()?)?;
    let it = there(tx, id, planned)?;
    Ok((row, it))
}

fn put(tx: &mut Tx<'_>, me: &Actor, it: &PlannedRow) -> Result<()> {
    planned::put(tx, it)?;
    timers::set(tx, it.due_at, DUE, it.id.as_str(), &())?;
    store::conversations::touch(tx, &it.conversation_id)?;
    tell(tx, me.by(), &it.conversation_id, &PlannedEvent { due: it.due_at })
}

fn go(of: &Channels, tx: &mut Tx<'_>, row: &mut ConversationRow, it: &PlannedRow) -> Result<()> {
    for file in &it.files.0 {
        store::files::sent(tx, &file.id, &row.id, false)?;
    }
    planned::remove(tx, &it.id)?;
    timers::cancel(tx, DUE, it.id.as_str())?;
    speak(of, tx, row, &it.person_id, it.id.as_str(), (&it.body, it.files.0.clone()))?;
    store::conversations::touch(tx, &row.id)
}
