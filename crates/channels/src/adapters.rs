//! What brings messages in and out where no chat window does: mailboxes, webhooks, WeChat. The wire is spoken by the crates
//! `mail` and `social`; what is here joins them to conversations.

pub mod mail;
pub mod webhook;
pub mod wechat;

use std::sync::Arc;

use ::mail::Trust;
use base::{Failure, Result};
use cases::api::NewFile;
use db::outbox::{Courier, Parcel};
use db::{Db, Tx};

use crate::acts::delivery::{Outgoing, ToSend, not_sent, sent, to_send};
use crate::handle::Channels;
use crate::model::Delivery;

/// Who takes what is said outward.
pub fn couriers(db: &Db, of: &Channels, trust: &Trust) -> Vec<Arc<dyn Courier>> {
    vec![
        Arc::new(mail::Postman { db: db.clone(), of: of.clone(), trust: trust.clone() }),
        Arc::new(webhook::Caller { db: db.clone(), of: of.clone() }),
        Arc::new(wechat::Teller { db: db.clone(), of: of.clone(), wechat: of.wechat() }),
    ]
}

/// Why a message did not leave.
#[derive(Debug)]
pub(crate) struct NotSent {
    /// Whether another try is without hope.
    pub for_good: bool,
    /// Why.
    pub why: String,
}

impl NotSent {
    fn for_good(why: impl std::fmt::Display) -> Self {
        Self { for_good: true, why: why.to_string() }
    }
}

impl From<Failure> for NotSent {
    fn from(failure: Failure) -> Self {
        // A refusal stays one; a fault of ours may pass.
        Self { for_good: failure.code().is_some(), why: failure.to_string() }
    }
}

impl From<social::NotSent> for NotSent {
    fn from(it: social::NotSent) -> Self {
        Self { for_good: it.for_good, why: it.why }
    }
}

/// Sends a message and notes how it went; `prepare` may know already that it never can be. What was sent already is not sent again; what never can be is told to the
/// agent, and not tried again.
pub(crate) fn deliver(
    db: &Db,
    of: &Channels,
    parcel: &Parcel,
    prepare: impl FnOnce(&Channels, &mut Tx<'_>, &Outgoing, &ToSend) -> Result<Option<NotSent>> + Send + 'static,
    send: impl FnOnce(&Outgoing, &ToSend) -> std::result::Result<Option<String>, NotSent>,
) -> std::result::Result<(), String> {
    let out: Outgoing = serde_json::from_str(&parcel.body).map_err(|why| why.to_string())?;
    let (handle, which) = (of.clone(), out.clone());
    let loaded = db.write_blocking(move |tx| {
        let it = to_send(&handle, tx, &which)?;
        let refused = prepare(&handle, tx, &which, &it)?;
        Ok((it, refused))
    });
    let (it, refused) = loaded.map_err(|why| why.to_string())?;
    if it.message.delivery == Some(Delivery::Sent) {
        return Ok(());
    }
    match refused.map_or_else(|| send(&out, &it), Err) {
        Ok(outer) => {
            let noted = db.write_blocking(move |tx| sent(tx, &out, outer.as_deref()));
            noted.map_err(|why| why.to_string())
        }
        Err(NotSent { for_good, why }) => {
            let told = why.clone();
            let noted = db.write_blocking(move |tx| not_sent(tx, &out, &told));
            noted.map_err(|why| why.to_string())?;
            if for_good { Ok(()) } else { Err(why) }
        }
    }
}

/// The files of a message, as they were.
pub(crate) fn files_of(of: &Channels, it: &ToSend) -> Result<Vec<NewFile>> {
    let mut all = Vec::new();
    for file in it.message.more.iter().flat_map(|it| &it.0.files) {
        let content = of.files().whole(file.id.as_str()).map_err(base::fault)?;
        all.push(NewFile { name: file.name.clone(), media_type: file.media_type.clone(), content });
    }
    Ok(all)
}
