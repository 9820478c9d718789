//! A letter becomes a message of the conversation that it answers.

use base::ids::ContactId;
use base::{Refusal, Result};
use cases::api::NewFile;
use db::Tx;
use mail::automatic::{Automatic, Bounce};
use mail::letter::Enclosure;
use mail::thread::{Sent, answered, candidates};
use mail::{Letter, MailSettings, html};
use serde_json::{Value, json};
use vault::files::INFECTED;

use crate::acts::delivery::{Outgoing, not_sent};
use crate::acts::files;
use crate::acts::receive::{Arrival, Received, address_of, party_of, receive};
use crate::handle::Channels;
use crate::model::EntranceRow;
use crate::store;

/// A letter that came.
pub(crate) struct Came<'a> {
    /// What is in it.
    pub letter: Letter,
    /// Names its bytes.
    pub digest: &'a str,
    /// Whether these are all of them.
    pub whole: bool,
    /// The places of files that something bad is in.
    pub bad: &'a [usize],
}

/// Takes a letter in.
pub(crate) fn take_in(
    of: &Channels,
    tx: &mut Tx<'_>,
    entrance: &EntranceRow,
    came: Came<'_>,
) -> Result<Option<Received>> {
    let Came { letter, digest, whole, bad } = came;
    let own = entrance.settings.0.mailbox.as_ref();
    // What we sent ourselves, to a list that we are on, is no customer's letter.
    if own.is_some_and(|it| is_from(it, &letter)) {
        return Ok(None);
    }
    let ours = ours(of, tx, entrance, &letter)?;
    let bounced = match &letter.automatic {
        Some(Automatic::Bounce(bounce)) => came_back(of, tx, entrance, bounce)?,
        _ => None,
    };
    let (address, thread) = match bounced {
        // A report belongs to the letter that it is about, and to whom that one was for.
        Some((conversation, address)) => (address, Some(conversation)),
        None => (letter.from.address.clone(), answered(&letter, &ours).map(|it| it.conversation.clone())),
    };
    let facts = facts(&letter, whole);
    let (files, facts, html) = kept(of, tx, &letter, bad, facts)?;
    let arrival = Arrival {
        entrance: entrance.id.clone(),
        address,
        name: letter.from.name.clone(),
        outer_id: Some(outer_id(&letter, digest)),
        thread,
        subject: letter.subject.clone(),
        language: None,
        topic: None,
        text: letter.text,
        quoted: letter.quoted,
        html,
        files,
        automatic: letter.automatic.is_some(),
        facts,
    };
    receive(of, tx, arrival).map(Some)
}

fn is_from(settings: &MailSettings, letter: &Letter) -> bool {
    settings.address.eq_ignore_ascii_case(&letter.from.address)
}

/// The letters of ours that this one names, with whom they were for.
fn ours(of: &Channels, tx: &mut Tx<'_>, entrance: &EntranceRow, letter: &Letter) -> Result<Vec<Sent<ContactId>>> {
    let mut all = Vec::new();
    for id in candidates(letter) {
        if let Some((conversation, _)) = store::messages::of_outer(tx, &entrance.id, id)?
            && let Some(row) = store::conversations::one(tx, &conversation)?
        {
            let party = party_of(tx, &row)?;
            all.push(Sent { message_id: id.to_owned(), to: address_of(of, tx, &party)?, conversation });
        }
    }
    Ok(all)
}

/// Notes that a letter of ours did not arrive; answers where it belongs and whom it was for. Only a report that names a
/// Message-ID of ours is believed: nobody can guess one.
fn came_back(
    of: &Channels,
    tx: &mut Tx<'_>,
    entrance: &EntranceRow,
    bounce: &Bounce,
) -> Result<Option<(ContactId, String)>> {
    let Some(original) = &bounce.original else { return Ok(None) };
    let Some((conversation, seq)) = store::messages::of_outer(tx, &entrance.id, original)? else { return Ok(None) };
    let Some(row) = store::conversations::one(tx, &conversation)? else { return Ok(None) };
    if bounce.is_final() {
        let parts = [bounce.status.as_deref(), bounce.said.as_deref()];
        let why = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        not_sent(tx, &Outgoing { conversation: conversation.clone(), seq }, &why)?;
    }
    let party = party_of(tx, &row)?;
    Ok(Some((conversation, address_of(of, tx, &party)?)))
}

/// What the letter is called. Senders make their Message-IDs themselves and some make one twice, so that what is said
/// counts as well.
fn outer_id(letter: &Letter, digest: &str) -> String {
    letter
        .message_id
        .as_ref()
        .map_or_else(|| digest.to_owned(), |it| format!("{digest} {it}").chars().take(300).collect())
}

fn facts(letter: &Letter, whole: bool) -> Value {
    let mut thread: Vec<&String> = letter.answers.iter().take(10).collect();
    thread.reverse();
    thread.dedup();
    let mut facts = json!({
        "message_id": letter.message_id,
        "thread": thread,
        "dkim": letter.authentication.dkim,
        "spf": letter.authentication.spf,
        "dmarc": letter.authentication.dmarc,
    });
    let mut add = |name: &str, value: Value| {
        if let Some(all) = facts.as_object_mut() {
            all.insert(name.to_owned(), value);
        }
    };
    if let Some(it) = &letter.reply_to {
        add("reply_to", json!(it.address));
    }
    if let Some(it) = &letter.automatic {
        add("automatic", json!(kind(it)));
    }
    if letter.left_out > 0 {
        add("files_left_out", json!(letter.left_out));
    }
    if !whole {
        add("too_long", json!(true));
    }
    facts
}

fn kind(of: &Automatic) -> &'static str {
    match of {
        Automatic::Reply => "reply",
        Automatic::Bulk => "bulk",
        Automatic::Receipt => "receipt",
        Automatic::Bounce(_) => "bounce",
    }
}

/// The files that policy takes. The others are named among the facts, and pictures in the text are counted anew.
fn kept(
    of: &Channels,
    tx: &mut Tx<'_>,
    letter: &Letter,
    bad: &[usize],
    mut facts: Value,
) -> Result<(Vec<NewFile>, Value, Option<String>)> {
    let (mut files, mut places, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (at, Enclosure { name, media_type, content }) in letter.files.iter().enumerate() {
        let file = NewFile { name: name.clone(), media_type: media_type.clone(), content: content.clone() };
        let clean = || if bad.contains(&at) { Err(Refusal::new(422, INFECTED).into()) } else { Ok(()) };
        match clean().and_then(|()| files::may_keep(of, tx, &file)) {
            Ok(_) => {
                places.push(Some(files.len()));
                files.push(file);
            }
            Err(failure) => {
                let code = failure.code().ok_or(failure)?;
                places.push(None);
                refused.push(json!({ "name": name, "bytes": content.len(), "why": code }));
            }
        }
    }
    if !refused.is_empty()
        && let Some(all) = facts.as_object_mut()
    {
        all.insert("files_refused".to_owned(), Value::Array(refused));
    }
    let html = letter.html.as_deref().map(|it| html::renumber(it, |at| places.get(at).copied().flatten()));
    Ok((files, facts, html))
}
