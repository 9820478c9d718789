//! What is said: the one place where messages are added.

use base::ids::{AttachmentId, ContactId, PartyId, PersonId};
use base::{Result, Stamp};
use db::Tx;
use db::events::{About, Event, emit};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::{delivery, files, handing, sight};
use crate::events::Said;
use crate::handle::Channels;
use crate::model::{Author, ConversationRow, Delivery, FileOf, Medium, MessageKind, MessageRow, More, Notice, State};
use crate::refused::Refused;
use crate::store;
use crate::store::drafts::DraftRow;

/// Letters of a message that lists show.
const SHOWN: usize = 120;

/// Something to be said.
#[derive(Debug, Default)]
pub(crate) struct Word<'a> {
    pub author: Option<Author>,
    pub kind: Option<MessageKind>,
    pub person: Option<&'a PersonId>,
    pub client: Option<&'a str>,
    pub text: &'a str,
    pub more: More,
    pub delivery: Option<Delivery>,
    /// An auto-reply or a bounce: nobody waits for an answer to it.
    pub automatic: bool,
}

pub(crate) fn tell(tx: &mut Tx<'_>, by: Option<&PersonId>, id: &ContactId, event: &impl Event) -> Result<()> {
    emit(tx, by, About { contact: Some(id), ..About::default() }, None, event)
}

/// Adds a message to a conversation that is held, and keeps in step what it changes there.
pub(crate) fn append(of: &Channels, tx: &mut Tx<'_>, row: &mut ConversationRow, word: Word<'_>) -> Result<MessageRow> {
    let now = tx.now();
    let (author, kind) = (word.author.unwrap_or(Author::System), word.kind.unwrap_or(MessageKind::Text));
    row.last_seq += 1;
    let (mut waited, mut first, mut due) = (None, false, None);
    if kind == MessageKind::Text {
        // A notice is nobody's word: whoever fell silent has been silent since the last one.
        row.last_at = now;
        row.last_author = author;
        row.last_text = word.text.chars().take(SHOWN).collect();
    }
    match (author, kind) {
        (Author::Customer, MessageKind::Text) if !word.automatic => {
            row.unread += 1;
            if row.waiting_since.is_none() {
                row.waiting_since = Some(now);
                let book = of.book(tx)?;
                row.due_at = Channels::due(&book, &row.channel, row.answered_at.is_none(), now);
            }
            row.seen_by_customer = row.last_seq;
        }
        (Author::Agent, MessageKind::Text) => {
            first = row.answered_at.is_none();
            waited = row.waiting_since.take().map(|it| now - it);
            due = row.due_at.take();
            row.answered_at = row.answered_at.or(Some(now));
            row.unread = 0;
            row.seen_by_staff = row.last_seq;
        }
        _ => {}
    }
    let message = MessageRow {
        conversation_id: row.id.clone(),
        seq: row.last_seq,
        at: now,
        author,
        kind,
        person_id: word.person.cloned(),
        client_id: word.client.map(str::to_owned),
        body: word.text.to_owned(),
        more: word.more.stored(),
        delivery: word.delivery,
    };
    store::messages::add(tx, &message)?;
    if let Some(client) = word.client {
        store::messages::note_client(tx, &row.id, client, row.last_seq)?;
    }
    store::conversations::said(tx, row)?;
    let said = Said { seq: row.last_seq, author, kind, unit: row.unit_id.clone(), waited, first, due };
    tell(tx, word.person, &row.id, &said)?;
    Ok(message)
}

/// Tells both sides that something happened.
pub(crate) fn notice(
    of: &Channels,
    tx: &mut Tx<'_>,
    row: &mut ConversationRow,
    by: Option<&PersonId>,
    notice: Notice,
) -> Result<()> {
    let more = More { notice: Some(notice), ..More::default() };
    append(of, tx, row, Word { kind: Some(MessageKind::Notice), person: by, more, ..Word::default() }).map(drop)
}

/// Leaves words for colleagues in a conversation that is held, which came as a field of a command; nothing where there are
/// none.
pub(crate) fn leave_note(
    of: &Channels,
    tx: &mut Tx<'_>,
    row: &mut ConversationRow,
    me: &Actor,
    (field, text): (&'static str, &str),
) -> Result<()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    Channels::fits(&of.says(tx)?, field, text)?;
    let (author, kind) = (Some(Author::Agent), Some(MessageKind::Note));
    append(of, tx, row, Word { author, kind, person: me.by(), text, ..Word::default() }).map(drop)
}

/// Something an agent says to the customer, or writes inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// What the page calls it; sent again with the same name, it is not said twice.
    pub client_id: String,
    /// An answer, a note, or a whisper to whoever has it.
    pub kind: MessageKind,
    /// The text.
    #[serde(default)]
    pub text: String,
    /// Files that were uploaded.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub files: Vec<AttachmentId>,
    /// Who is called in by a note.
    #[serde(default)]
    pub mentions: Vec<PersonId>,
    /// Up to which message the page had seen the conversation.
    pub seen_seq: i64,
    /// Sent although the customer wrote meanwhile.
    #[serde(default)]
    pub anyway: bool,
}

/// Says something: an answer by whoever has the conversation, a note by whoever sees it, a whisper to its agent by
/// whoever supervises it.
///
/// # Errors
/// Refused when it is in other hands or over, when there is nothing to say or too much, and when the customer wrote
/// something that the page had not seen.
pub fn say(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, new: &NewMessage) -> Result<MessageRow> {
    let person = me.me()?.clone();
    let mut row = sight::held(of, tx, me, id)?;
    if let Some(seq) = store::messages::of_client(tx, id, &new.client_id)? {
        return store::messages::one(tx, id, seq)?.ok_or_else(|| Refused::NotFound.into());
    }
    let says = of.says(tx)?;
    Channels::may_say(&says, &new.text, new.files.len())?;
    if new.kind == MessageKind::Whisper && !may_whisper(me, &row) {
        return Err(Refused::NoWhisper.into());
    }
    let files =
        files::to_send(tx, id, &new.files, new.kind != MessageKind::Text, |it| it.person_id.as_ref() == Some(&person))?;
    if new.kind != MessageKind::Text {
        let mentions = called_in(tx, &row, &new.mentions)?;
        let more = More { files, mentions, ..More::default() };
        let word = Word {
            author: Some(Author::Agent),
            kind: Some(if new.kind == MessageKind::Whisper { new.kind } else { MessageKind::Note }),
            person: Some(&person),
            client: Some(&new.client_id),
            text: &new.text,
            more,
            ..Word::default()
        };
        let message = append(of, tx, &mut row, word)?;
        store::drafts::forget(tx, id, &person)?;
        return Ok(message);
    }
    may_answer(tx, &row, &person)?;
    let newer = store::messages::newer_of_customer(tx, id, new.seen_seq)?;
    if newer > 0 && !new.anyway {
        return Err(Refused::NewerMessages(newer).into());
    }
    let message = speak(of, tx, &mut row, &person, &new.client_id, (&new.text, files))?;
    store::drafts::forget(tx, id, &person)?;
    Ok(message)
}

/// Passes for whoever has a conversation that is not over, and for who joined in it.
pub(crate) fn may_answer(tx: &mut Tx<'_>, row: &ConversationRow, person: &PersonId) -> Result<()> {
    if row.closed_at.is_some() {
        return Err(Refused::Over.into());
    }
    if row.agent_id.as_ref() != Some(person) && !joined(tx, row, person)? {
        return Err(Refused::NotYours.into());
    }
    Ok(())
}

/// Says something to the customer of a conversation that is held, in the name of who may; `client` names it.
pub(crate) fn speak(
    of: &Channels,
    tx: &mut Tx<'_>,
    row: &mut ConversationRow,
    person: &PersonId,
    client: &str,
    (text, files): (&str, Vec<FileOf>),
) -> Result<MessageRow> {
    if row.state == State::Snoozed {
        handing::wake_held(of, tx, row, false)?;
    }
    let leaves = row.medium != Medium::Chat;
    let word = Word {
        author: Some(Author::Agent),
        person: Some(person),
        client: Some(client),
        text,
        more: More { files, ..More::default() },
        delivery: leaves.then_some(Delivery::Waiting),
        ..Word::default()
    };
    let message = append(of, tx, row, word)?;
    if leaves {
        delivery::post(tx, row, message.seq)?;
    }
    Ok(message)
}

/// Whether somebody may say something to whoever has a conversation that its customer does not hear.
pub(crate) fn may_whisper(me: &Actor, row: &ConversationRow) -> bool {
    let theirs = row.closed_at.is_none() && row.agent_id.is_some() && row.agent_id.as_ref() != me.by();
    theirs && sight::supervises(me, row)
}

fn joined(tx: &mut Tx<'_>, row: &ConversationRow, person: &PersonId) -> Result<bool> {
    Ok(store::parts::how(tx, &row.id, person)?.as_deref() == Some("joined"))
}

/// Those of the people called in who work here; each takes part from now on.
fn called_in(tx: &mut Tx<'_>, row: &ConversationRow, people: &[PersonId]) -> Result<Vec<PersonId>> {
    let known = people::api::names(tx, people)?;
    let called: Vec<PersonId> = people.iter().filter(|it| known.contains_key(it)).cloned().collect();
    for person in &called {
        store::parts::call(tx, &row.id, person, row.last_seq + 1)?;
    }
    Ok(called)
}

/// What somebody began to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MessageDraft)]
pub struct Draft {
    /// Answer or note.
    pub kind: MessageKind,
    /// The text; an empty one forgets the draft.
    pub text: String,
    /// Up to which message the page had seen the conversation.
    pub seen_seq: i64,
}

/// Keeps what somebody began to write.
///
/// # Errors
/// Refused when the conversation is out of sight, or the text is too long.
pub fn draft(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, draft: &Draft) -> Result<()> {
    let person = me.me()?.clone();
    sight::seen(of, tx, me, id)?;
    if draft.text.trim().is_empty() {
        return store::drafts::forget(tx, id, &person);
    }
    Channels::may_say(&of.says(tx)?, &draft.text, 0)?;
    let row = DraftRow { person_id: person, kind: draft.kind, body: draft.text.clone(), seen_seq: draft.seen_seq };
    store::drafts::keep(tx, id, &row)
}

/// Notes up to which message whoever has the conversation has seen it, and whoever was called in; nothing for anybody
/// else's eyes.
/// Answers who is to be shown it.
pub fn seen(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, seq: i64) -> Result<Option<PartyId>> {
    let row = sight::seen(of, tx, me, id)?;
    store::parts::seen(tx, id, me.me()?, seq.min(row.last_seq))?;
    if row.agent_id.is_none() || row.agent_id.as_ref() != me.by() {
        return Ok(None);
    }
    store::conversations::seen(tx, id, Author::Agent, seq.min(row.last_seq))?;
    Ok(Some(row.party_id))
}

/// The moment up to which a conversation that ended may be taken up again.
pub(crate) fn goes_on_until(of: &Channels, tx: &mut Tx<'_>, closed: Stamp) -> Result<Stamp> {
    Ok(closed + Channels::wall(of.says(tx)?.goes_on))
}
