//! What a visitor of a chat window does. A visitor is whoever holds the token that the window was given once.

use base::Result;
use base::ids::{AttachmentId, ContactId, EntranceId};
use db::Tx;

use super::talk::{Word, append, tell};
use super::{files, handing, receive};
use crate::events::Rated;
use crate::handle::Channels;
use crate::model::{Author, ConversationRow, EntranceRow, Medium, MessageRow, More, Notice, Party, State};
use crate::refused::Refused;
use crate::store;

/// Letters of what a visitor says of a rating.
const RATING: usize = 500;

/// A visitor at an entrance.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The entrance.
    pub entrance: EntranceRow,
    /// Who it is.
    pub party: Party,
}

/// An open chat entrance.
///
/// # Errors
/// Refused when there is none, or it is switched off.
pub fn entrance(tx: &mut Tx<'_>, id: &EntranceId) -> Result<EntranceRow> {
    let found = store::entrances::one(tx, id)?.filter(|it| it.medium == Medium::Chat).ok_or(Refused::NoEntrance)?;
    if found.active { Ok(found) } else { Err(Refused::EntranceClosed.into()) }
}

/// How a token is known.
fn address(of: &Channels, token: &str) -> Result<String> {
    Ok(of.vault().blind_text("channels.visitor", token)?.as_str().to_owned())
}

/// The visitor who holds a token; nothing when nobody does.
pub fn known(of: &Channels, tx: &mut Tx<'_>, entrance: &EntranceId, token: &str) -> Result<Option<Visitor>> {
    let entrance = self::entrance(tx, entrance)?;
    let blind = receive::blind(of, &entrance, &address(of, token)?)?;
    let party = store::parties::known(tx, &entrance.id, &blind)?;
    Ok(party.map(|party| Visitor { entrance, party }))
}

/// A new visitor, who holds this token from now on.
pub fn arrive(of: &Channels, tx: &mut Tx<'_>, entrance: &EntranceId, token: &str) -> Result<Visitor> {
    let entrance = self::entrance(tx, entrance)?;
    let party = receive::party(of, tx, &entrance, &address(of, token)?, None)?;
    Ok(Visitor { entrance, party })
}

/// The visitor's conversation that is not over, or their last one.
pub fn conversation(tx: &mut Tx<'_>, visitor: &Visitor) -> Result<Option<ConversationRow>> {
    match store::conversations::open_of(tx, &visitor.party.id)? {
        Some(row) => Ok(Some(row)),
        None => store::conversations::last_of(tx, &visitor.party.id),
    }
}

/// Something a visitor says.
#[derive(Debug, Clone, Default)]
pub struct Saying {
    /// What the window calls it; said again under the same name, it is there once.
    pub client_id: String,
    /// The text.
    pub text: String,
    /// Files that were uploaded.
    pub files: Vec<AttachmentId>,
    /// What for.
    pub topic: Option<String>,
    /// In which language.
    pub language: Option<String>,
}

/// What a visitor said.
#[derive(Debug, Clone)]
pub struct Said {
    /// The conversation.
    pub row: ConversationRow,
    /// The message.
    pub message: MessageRow,
    /// Whether it was there already.
    pub again: bool,
}

/// Says something; the first word begins a conversation.
///
/// # Errors
/// Refused when there is nothing to say or too much, and when a file is not the visitor's.
pub fn say(of: &Channels, tx: &mut Tx<'_>, visitor: &Visitor, it: &Saying) -> Result<Said> {
    Channels::may_say(&of.says(tx)?, &it.text, it.files.len())?;
    store::parties::hold(tx, &visitor.party.id)?;
    let last = store::conversations::hold_last_of(tx, &visitor.party.id)?;
    // Sent again after the conversation ended, it is still the same message.
    if let Some(last) = &last
        && let Some(seq) = store::messages::of_client(tx, &last.id, &it.client_id)?
        && let Some(message) = store::messages::one(tx, &last.id, seq)?
    {
        return Ok(Said { row: last.clone(), message, again: true });
    }
    let mut row = match last.filter(|it| it.closed_at.is_none()) {
        Some(row) => row,
        // An older one may have been taken up again.
        None => match receive::present(of, tx, &visitor.entrance, &visitor.party, None, false)? {
            Some(row) => row,
            None => begun(of, tx, visitor, it)?,
        },
    };
    let party = &visitor.party.id;
    let files = files::to_send(tx, &row.id, &it.files, false, |file| file.party_id.as_ref() == Some(party))?;
    let more = More { files, ..More::default() };
    let client = Some(it.client_id.as_str());
    let word = Word { author: Some(Author::Customer), client, text: &it.text, more, ..Word::default() };
    let message = append(of, tx, &mut row, word)?;
    if row.state == State::Snoozed {
        handing::wake_held(of, tx, &mut row, true)?;
    }
    Ok(Said { row, message, again: false })
}

fn begun(of: &Channels, tx: &mut Tx<'_>, visitor: &Visitor, it: &Saying) -> Result<ConversationRow> {
    let known = |id: &&str| {
        visitor.entrance.settings.0.site.as_ref().is_some_and(|site| site.topics.iter().any(|one| one.id == **id))
    };
    let begins = receive::Beginning {
        topic: it.topic.as_deref().filter(known),
        // The house's own language needs no skill.
        language: it.language.as_deref().filter(|it| *it == "en"),
        ..receive::Beginning::default()
    };
    let mut row = receive::begin(of, tx, &visitor.entrance, &visitor.party, &begins)?;
    receive::greet(of, tx, &visitor.entrance, &mut row)?;
    Ok(row)
}

/// Notes up to which message the visitor has seen the conversation; answers which one it is.
pub fn seen(tx: &mut Tx<'_>, visitor: &Visitor, seq: i64) -> Result<Option<ContactId>> {
    let Some(row) = conversation(tx, visitor)? else { return Ok(None) };
    store::conversations::seen(tx, &row.id, Author::Customer, seq.min(row.last_seq))?;
    Ok(Some(row.id))
}

/// Ends the conversation.
///
/// # Errors
/// Refused when there is none that is not over.
pub fn end(of: &Channels, tx: &mut Tx<'_>, visitor: &Visitor) -> Result<()> {
    let open = store::conversations::open_of(tx, &visitor.party.id)?.ok_or(Refused::Over)?;
    let mut row = store::conversations::hold(tx, &open.id)?.ok_or(Refused::Over)?;
    handing::end(of, tx, &mut row, None, None, Notice::ClosedByCustomer)
}

/// Rates the conversation, once.
///
/// # Errors
/// Refused when there is none, the score is none, or it was rated already.
pub fn rate(of: &Channels, tx: &mut Tx<'_>, visitor: &Visitor, score: i64, text: &str) -> Result<ContactId> {
    let row = conversation(tx, visitor)?.ok_or(Refused::NotFound)?;
    let mut row = store::conversations::hold(tx, &row.id)?.ok_or(Refused::NotFound)?;
    if !(1..=5).contains(&score) {
        return Err(Refused::BadScore.into());
    }
    if row.rating.is_some() {
        return Err(Refused::RatedAlready.into());
    }
    row.rating = Some(score);
    row.rating_text = Some(text.trim().chars().take(RATING).collect()).filter(|it: &String| !it.is_empty());
    store::conversations::stands(tx, &row)?;
    let satisfied = score >= of.says(tx)?.satisfied_from;
    let rated = Rated { score, satisfied, agent: row.agent_id.clone(), unit: row.unit_id.clone() };
    tell(tx, None, &row.id, &rated)?;
    Ok(row.id)
}
