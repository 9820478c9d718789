//! What comes in: whoever it is from is found, their conversation is found or begun, and the message is in it once.

use base::ids::{ContactId, CustomerId, EntranceId, PartyId};
use base::{Result, fault};
use customers::model::IdentityKind;
use db::Tx;
use vault::{Blind, Place, Purpose};

use super::talk::{Word, append, goes_on_until, tell};
use super::{files, handing};
use crate::events::Began;
use crate::handle::Channels;
use crate::model::{Author, ConversationRow, EntranceRow, FileOf, Medium, MessageKind, More, Notice, Party, State};
use crate::refused::Refused;
use crate::store;

/// A message that an adapter hands over.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The entrance it came through.
    pub entrance: EntranceId,
    /// The sender's address there: a mail address, an account. It is sealed, and found blind.
    pub address: String,
    /// What the sender calls themselves.
    pub name: Option<String>,
    /// What the other side calls the message; one that came already changes nothing.
    pub outer_id: Option<String>,
    /// The conversation it answers, where the adapter knows it for certain.
    pub thread: Option<ContactId>,
    /// What a letter is about.
    pub subject: Option<String>,
    /// In which language, when it is not the house's own.
    pub language: Option<String>,
    /// What for.
    pub topic: Option<String>,
    /// The text, without what it quotes.
    pub text: String,
    /// What it quotes.
    pub quoted: Option<String>,
    /// The same as safe HTML.
    pub html: Option<String>,
    /// Files.
    pub files: Vec<cases::api::NewFile>,
    /// An auto-reply or a bounce: kept where it belongs, never queued, never answered.
    pub automatic: bool,
    /// What the adapter knows of it.
    pub facts: serde_json::Value,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The conversation.
    pub conversation: ContactId,
    /// The message's number there.
    pub seq: i64,
    /// Whether the conversation began with it.
    pub began: bool,
    /// Whether it had come already.
    pub repeated: bool,
}

/// Takes a message in, in one transaction.
///
/// # Errors
/// Refused when there is no such entrance, it is closed, or policy has no queue for its channel.
pub fn receive(of: &Channels, tx: &mut Tx<'_>, it: Arrival) -> Result<Received> {
    let entrance = store::entrances::one(tx, &it.entrance)?.ok_or(Refused::NoEntrance)?;
    if !entrance.active {
        return Err(Refused::EntranceClosed.into());
    }
    let party = party(of, tx, &entrance, &it.address, it.name.as_deref())?;
    if let Some(outer) = &it.outer_id
        && let Some((conversation, seq)) = store::messages::of_outer(tx, &entrance.id, outer)?
    {
        return Ok(Received { conversation, seq, began: false, repeated: true });
    }
    let (mut row, began) = match present(of, tx, &entrance, &party, it.thread.as_ref(), it.automatic)? {
        Some(row) => (row, false),
        None => (begin(of, tx, &entrance, &party, &Beginning::of(&it))?, true),
    };
    let mut kept = Vec::new();
    for file in &it.files {
        let stored = files::keep(of, tx, file, Some(&party.id), None)?;
        store::files::sent(tx, &stored.id, &row.id, false)?;
        kept.push(FileOf::from(stored));
    }
    let more = More { files: kept, quoted: it.quoted, html: it.html, facts: it.facts, ..More::default() };
    let word =
        Word { author: Some(Author::Customer), text: &it.text, more, automatic: it.automatic, ..Word::default() };
    let message = append(of, tx, &mut row, word)?;
    if let Some(outer) = &it.outer_id {
        store::messages::note_outer(tx, &entrance.id, outer, &row.id, message.seq)?;
    }
    if row.state == State::Snoozed && !it.automatic {
        handing::wake_held(of, tx, &mut row, true)?;
    }
    Ok(Received { conversation: row.id, seq: message.seq, began, repeated: false })
}

/// The conversation of a party that a new message belongs to, held; nothing when it begins one.
pub(crate) fn present(
    of: &Channels,
    tx: &mut Tx<'_>,
    entrance: &EntranceRow,
    party: &Party,
    thread: Option<&ContactId>,
    automatic: bool,
) -> Result<Option<ConversationRow>> {
    if let Some(open) = store::conversations::open_of(tx, &party.id)? {
        return store::conversations::hold(tx, &open.id);
    }
    let ended = match (thread, entrance.medium) {
        (Some(thread), _) => store::conversations::one(tx, thread)?.filter(|it| it.party_id == party.id),
        // A chat that is over is over; letters go on only where they answer.
        (None, Medium::Chat | Medium::Mail) => None,
        (None, Medium::Webhook | Medium::Wechat) => store::conversations::last_of(tx, &party.id)?,
    };
    let Some(ended) = ended else { return Ok(None) };
    let until = goes_on_until(of, tx, ended.closed_at.unwrap_or_default())?;
    if until < tx.now() {
        return Ok(None);
    }
    let Some(mut row) = store::conversations::hold(tx, &ended.id)? else { return Ok(None) };
    // What a machine wrote is kept where it belongs, and opens nothing again.
    if !automatic {
        handing::reopen_held(tx, &mut row, None)?;
    }
    Ok(Some(row))
}

/// What a conversation begins with.
#[derive(Debug, Default)]
pub(crate) struct Beginning<'a> {
    pub subject: Option<&'a str>,
    pub language: Option<&'a str>,
    pub topic: Option<&'a str>,
    pub automatic: bool,
}

impl<'a> Beginning<'a> {
    fn of(it: &'a Arrival) -> Self {
        Self {
            subject: it.subject.as_deref(),
            language: it.language.as_deref(),
            topic: it.topic.as_deref(),
            automatic: it.automatic,
        }
    }
}

/// Begins a conversation: it stands in its queue from now on.
pub(crate) fn begin(
    of: &Channels,
    tx: &mut Tx<'_>,
    entrance: &EntranceRow,
    party: &Party,
    it: &Beginning<'_>,
) -> Result<ConversationRow> {
    let plan = of.plan(tx)?;
    let queue = plan.queue(&entrance.channel, it.topic, it.language).ok_or(Refused::NoQueue)?.1.id.clone();
    let tier = match &party.customer_id {
        Some(customer) => customers::api::tier(tx, customer)?,
        None => None,
    };
    let now = tx.now();
    let row = ConversationRow {
        id: tx.id(),
        entrance_id: entrance.id.clone(),
        medium: entrance.medium,
        channel: entrance.channel.clone(),
        party_id: party.id.clone(),
        customer_id: party.customer_id.clone(),
        queue,
        topic: it.topic.map(str::to_owned),
        language: it.language.map(str::to_owned),
        tier,
        subject: it.subject.map(|it| it.chars().take(200).collect()),
        // An auto-reply that answers nothing of ours is kept, and waits for nobody.
        state: if it.automatic { State::Closed } else { State::Waiting },
        came_at: now,
        queued_at: now,
        back: false,
        agent_id: None,
        unit_id: None,
        offered_to_id: None,
        offered_until: None,
        snoozed_until: None,
        last_seq: 0,
        last_at: now,
        last_author: Author::Customer,
        last_text: String::new(),
        unread: 0,
        seen_by_staff: 0,
        seen_by_customer: 0,
        waiting_since: None,
        due_at: None,
        answered_at: None,
        case_count: 0,
        tags: db::Json(Vec::new()),
        closed_at: it.automatic.then_some(now),
        outcome: None,
        summary: None,
        rating: None,
        rating_text: None,
        version: 1,
    };
    store::conversations::add(tx, &row)?;
    let began = Began {
        channel: row.channel.clone(),
        entrance: entrance.id.clone(),
        queue: row.queue.clone(),
        topic: row.topic.clone(),
    };
    tell(tx, None, &row.id, &began)?;
    Ok(row)
}

/// Says what the entrance says first.
pub(crate) fn greet(of: &Channels, tx: &mut Tx<'_>, entrance: &EntranceRow, row: &mut ConversationRow) -> Result<()> {
    let Some(site) = &entrance.settings.0.site else { return Ok(()) };
    let english = row.language.as_deref() == Some("en");
    let text = site.greeting.of(english);
    if text.trim().is_empty() {
        return Ok(());
    }
    let more = More { notice: Some(Notice::Greeting), ..More::default() };
    append(of, tx, row, Word { kind: Some(MessageKind::Notice), text, more, ..Word::default() }).map(drop)
}

/// How an address is found again at an entrance.
pub(crate) fn blind(of: &Channels, entrance: &EntranceRow, address: &str) -> Result<Blind> {
    of.vault().blind_text(&format!("channels.{}", entrance.medium.as_str()), &address.trim().to_lowercase())
}

fn place<'a>(field: &'a str, id: &'a PartyId) -> Place<'a> {
    Place::new(Purpose::Customer, "channels_party", field, id.as_str())
}

/// Whoever has an address at an entrance, held; made when nobody had it yet.
pub(crate) fn party(
    of: &Channels,
    tx: &mut Tx<'_>,
    entrance: &EntranceRow,
    address: &str,
    name: Option<&str>,
) -> Result<Party> {
    let name = name.map(|it| it.trim().chars().take(64).collect::<String>()).filter(|it| !it.is_empty());
    let blind = blind(of, entrance, address)?;
    if let Some(known) = store::parties::known(tx, &entrance.id, &blind)? {
        store::parties::hold(tx, &known.id)?;
        return Ok(known);
    }
    let id: PartyId = tx.id();
    let party = Party {
        address: of.vault().seal(tx, &place("address", &id), address)?,
        name: name.map(|it| of.vault().seal(tx, &place("name", &id), &it)).transpose()?,
        customer_id: recognised(of, tx, entrance.medium, address)?,
        entrance_id: entrance.id.clone(),
        blind,
        made_at: tx.now(),
        id,
    };
    store::parties::add(tx, &party)?;
    Ok(party)
}

/// The customer who is known by an address. Somebody is only recognised by an address that its medium vouches for.
fn recognised(of: &Channels, tx: &mut Tx<'_>, medium: Medium, address: &str) -> Result<Option<CustomerId>> {
    let kind = match medium {
        Medium::Chat => return Ok(None),
        Medium::Mail => IdentityKind::Email,
        Medium::Webhook | Medium::Wechat => IdentityKind::Social,
    };
    customers::api::known_by(of.customers(), tx, kind, address)
}

/// How a party is kept whose address is forgotten: nobody is found by it, and it leads nowhere.
pub(crate) fn nobody(of: &Channels, tx: &mut Tx<'_>, id: &PartyId) -> Result<(Blind, vault::Sealed)> {
    let blind = of.vault().blind_text("channels.nobody", id.as_str())?;
    Ok((blind, of.vault().seal(tx, &place("address", id), "")?))
}

/// What a party calls itself, in full; for masking.
pub(crate) fn name_of(of: &Channels, tx: &mut Tx<'_>, id: &PartyId, name: &vault::Sealed) -> Result<String> {
    Ok(of.vault().open_sealed(tx, &place("name", id), name)?.reveal().to_owned())
}

/// A party's address, in full; for whoever sends to it.
pub(crate) fn address_of(of: &Channels, tx: &mut Tx<'_>, party: &Party) -> Result<String> {
    Ok(of.vault().open_sealed(tx, &place("address", &party.id), &party.address)?.reveal().to_owned())
}

/// The party of a conversation.
pub(crate) fn party_of(tx: &mut Tx<'_>, row: &ConversationRow) -> Result<Party> {
    store::parties::one(tx, &row.party_id)?.ok_or_else(|| fault("a conversation without its party"))
}
