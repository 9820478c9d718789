//! What leaves the house: an answer through an entrance that is no chat window goes to the outbox, and a courier of the
//! entrance's medium brings it there.

use base::Result;
use base::ids::ContactId;
use db::Tx;
use serde::{Deserialize, Serialize};
use vault::Plain;

use super::entrances;
use super::receive::{address_of, party_of};
use super::talk::tell;
use crate::events::Delivered;
use crate::handle::Channels;
use crate::model::{ConversationRow, Delivery, EntranceRow, Medium, MessageRow};
use crate::refused::Refused;
use crate::store;

/// A message on its way out, as the outbox keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The conversation.
    pub conversation: ContactId,
    /// The message's number there.
    pub seq: i64,
}

/// Everything a courier needs.
pub struct ToSend {
    /// The entrance it leaves through.
    pub entrance: EntranceRow,
    /// The entrance's password or key.
    pub secret: Option<Plain>,
    /// Where it goes.
    pub address: String,
    /// What the letters are about.
    pub subject: Option<String>,
    /// The message.
    pub message: MessageRow,
    /// The customer's last message before it, which it answers.
    pub answers: Option<MessageRow>,
}

/// The courier of a medium; nothing for a chat, whose page gets what is said by itself.
fn courier(medium: Medium) -> Option<&'static str> {
    match medium {
        Medium::Chat => None,
        Medium::Mail => Some("channels.mail"),
        Medium::Webhook => Some("channels.webhook"),
        Medium::Wechat => Some("channels.wechat"),
    }
}

/// Hands a message to its courier.
pub(crate) fn post(tx: &mut Tx<'_>, row: &ConversationRow, seq: i64) -> Result<()> {
    let Some(courier) = courier(row.medium) else { return Ok(()) };
    db::outbox::put(tx, courier, &Outgoing { conversation: row.id.clone(), seq }).map(drop)
}

/// What a courier is to send.
///
/// # Errors
/// Refused when there is no such message any more.
pub fn to_send(of: &Channels, tx: &mut Tx<'_>, it: &Outgoing) -> Result<ToSend> {
    let row = store::conversations::one(tx, &it.conversation)?.ok_or(Refused::NotFound)?;
    let message = store::messages::one(tx, &it.conversation, it.seq)?.ok_or(Refused::NotFound)?;
    let entrance = store::entrances::one(tx, &row.entrance_id)?.ok_or(Refused::NoEntrance)?;
    let party = party_of(tx, &row)?;
    let before = store::messages::before(tx, &row.id, it.seq, 50)?;
    let answers = before.into_iter().find(|it| it.author == crate::model::Author::Customer);
    let secret = entrances::secret(of, tx, &entrance)?;
    Ok(ToSend { address: address_of(of, tx, &party)?, subject: row.subject, entrance, secret, message, answers })
}

/// Notes that a message left the house; `outer` is what the other side calls it.
pub fn sent(tx: &mut Tx<'_>, it: &Outgoing, outer: Option<&str>) -> Result<()> {
    let row = store::conversations::one(tx, &it.conversation)?.ok_or(Refused::NotFound)?;
    if let Some(outer) = outer {
        store::messages::note_outer(tx, &row.entrance_id, outer, &row.id, it.seq)?;
    }
    note(tx, it, Delivery::Sent, None)
}

/// Notes that a message could not be sent, and why; it is tried again as long as the outbox does.
pub fn not_sent(tx: &mut Tx<'_>, it: &Outgoing, why: &str) -> Result<()> {
    note(tx, it, Delivery::Failed, Some(why))
}

fn note(tx: &mut Tx<'_>, it: &Outgoing, delivery: Delivery, failure: Option<&str>) -> Result<()> {
    let Some(message) = store::messages::one(tx, &it.conversation, it.seq)? else { return Ok(()) };
    let mut more = message.more.clone().map(|it| it.0).unwrap_or_default();
    more.failure = failure.map(str::to_owned);
    store::messages::delivered(tx, &message, delivery, more.stored().as_ref())?;
    tell(tx, None, &it.conversation, &Delivered { seq: it.seq, failure: failure.map(str::to_owned) })
}
