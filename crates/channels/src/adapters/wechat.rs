//! WeChat official accounts: what followers write comes in, answers go out while the platform's window is open.

use std::sync::Arc;

use base::ids::EntranceId;
use base::{Result, Stamp};
use cases::api::NewFile;
use db::outbox::{Courier, Parcel};
use db::{Db, Tx};
use serde_json::json;
use social::wechat::client::Wechat;
use social::wechat::inbound::{self, Came, Did, Query};
use social::window::{Left, ReplyWindow};
use social::{WechatSecret, WechatSettings};
use vault::Files;

use super::{NotSent, deliver};
use crate::acts::delivery::{Outgoing, ToSend};
use crate::acts::receive::{Arrival, Received, receive};
use crate::acts::{entrances, files};
use crate::handle::Channels;
use crate::model::{Author, EntranceRow, Medium, MessageKind};
use crate::refused::Refused;
use crate::store;

/// An account, with what only its owner knows.
#[derive(Clone)]
pub struct Account {
    entrance: EntranceRow,
    settings: WechatSettings,
    secret: WechatSecret,
}

/// The account behind an entrance.
///
/// # Errors
/// Refused when there is none, or its secret is not whole.
pub fn account(of: &Channels, tx: &mut Tx<'_>, id: &EntranceId) -> Result<Account> {
    let entrance =
        store::entrances::one(tx, id)?.filter(|it| it.medium == Medium::Wechat).ok_or(Refused::NoEntrance)?;
    let settings = entrance.settings.0.wechat.clone().ok_or(Refused::NoEntrance)?;
    let secret = entrances::secret(of, tx, &entrance)?.and_then(|it| WechatSecret::read(it.reveal()));
    Ok(Account { entrance, settings, secret: secret.ok_or(Refused::NotProved)? })
}

/// What the platform wants to hear when the address is set up.
///
/// # Errors
/// Refused when the call is not the platform's.
pub fn set_up(account: &Account, query: &Query) -> Result<String> {
    let word = inbound::prove_address(query, &account.secret).map_err(|_| Refused::NotProved)?;
    Ok(word.to_owned())
}

/// Proves and reads what the platform sends.
///
/// # Errors
/// Refused when it is not the platform's.
pub fn read(account: &Account, query: &Query, body: &str, now: Stamp) -> Result<Came> {
    Ok(inbound::read(query, body, &account.settings, &account.secret, now).map_err(|_| Refused::NotProved)?)
}

/// The file of a message, fetched from the platform; a file that cannot be fetched is left out. Waits.
pub fn fetch(wechat: &Wechat, files: &Files, account: &Account, came: &Came, now: Stamp) -> Option<NewFile> {
    let Did::Said { media: Some(media), .. } = &came.did else { return None };
    match wechat.fetch(&account.settings, &account.secret, &media.id, now) {
        Ok(it) => {
            if let Err(why) = files.look(&it.content) {
                tracing::warn!(%why, "a file of a message from WeChat was not kept");
                return None;
            }
            let ending = it.media_type.rsplit('/').next().unwrap_or("bin").to_owned();
            Some(NewFile { name: format!("{}.{ending}", media.kind), media_type: it.media_type, content: it.content })
        }
        Err(why) => {
            tracing::warn!(%why, "a file could not be fetched from WeChat");
            None
        }
    }
}

/// Takes in what a follower wrote; nothing when it is no message.
///
/// # Errors
/// As [`receive`] refuses.
pub fn take_in(
    of: &Channels,
    tx: &mut Tx<'_>,
    account: &Account,
    came: Came,
    file: Option<NewFile>,
) -> Result<Option<Received>> {
    let Did::Said { text, media } = came.did else { return Ok(None) };
    let mut facts = json!({});
    let file = match file {
        Some(it) if files::may_keep(of, tx, &it).is_ok() => Some(it),
        _ => None,
    };
    // Nothing that a customer sent is silently gone: the agent sees that something came.
    if let (Some(media), None) = (&media, &file) {
        facts = json!({ "media": media.id, "media_kind": media.kind });
    }
    let text = match (text.is_empty(), &media) {
        (true, Some(media)) if file.is_none() => format!("[{}]", media.kind),
        _ => text,
    };
    let arrival = Arrival {
        entrance: account.entrance.id.clone(),
        address: came.from,
        name: None,
        outer_id: Some(came.id),
        thread: None,
        subject: None,
        language: None,
        topic: None,
        text,
        quoted: None,
        html: None,
        files: file.into_iter().collect(),
        automatic: false,
        facts,
    };
    receive(of, tx, arrival).map(Some)
}

/// What is left of the window of an entrance that has one, after the customer's last message and our answers to it.
pub(crate) fn left(tx: &mut Tx<'_>, it: &ToSend) -> Result<Option<(ReplyWindow, Option<Left>)>> {
    let settings = &it.entrance.settings.0;
    let window =
        settings.wechat.as_ref().map(|it| it.window).or_else(|| settings.webhook.as_ref().and_then(|it| it.window));
    let Some(window) = window else { return Ok(None) };
    let Some(wrote) = &it.answers else { return Ok(Some((window, None))) };
    let since = store::messages::after(tx, &wrote.conversation_id, wrote.seq, 1000)?;
    let ours = |it: &&crate::model::MessageRow| it.author == Author::Agent && it.kind == MessageKind::Text;
    let before = since.iter().filter(ours).filter(|one| one.seq < it.message.seq);
    let answered = i64::try_from(before.count()).unwrap_or(i64::MAX);
    Ok(Some((window, window.left(wrote.at, answered, tx.now()))))
}

/// An answer for which the window is closed is not sent; the agent is told before the platform would tell us.
pub(crate) fn within_window(_: &Channels, tx: &mut Tx<'_>, _: &Outgoing, it: &ToSend) -> Result<Option<NotSent>> {
    Ok(match left(tx, it)? {
        Some((window, None)) => Some(NotSent::for_good(Refused::WindowClosed(window.hours, window.messages))),
        _ => None,
    })
}

/// Tells followers what we answer.
pub struct Teller {
    pub(crate) db: Db,
    pub(crate) of: Channels,
    pub(crate) wechat: Arc<Wechat>,
}

impl Courier for Teller {
    fn name(&self) -> &'static str {
        "channels.wechat"
    }

    fn send(&self, parcel: &Parcel) -> std::result::Result<(), String> {
        let now = self.db.read_blocking(|tx| Ok(tx.now())).map_err(|why| why.to_string())?;
        deliver(&self.db, &self.of, parcel, within_window, |_, it| {
            let settings = it.entrance.settings.0.wechat.as_ref();
            let secret = it.secret.as_ref().and_then(|it| WechatSecret::read(it.reveal()));
            let Some((settings, secret)) = settings.zip(secret) else {
                return Err(NotSent::for_good("the entrance has no account any more"));
            };
            if it.message.more.as_ref().is_some_and(|it| !it.0.files.is_empty()) {
                return Err(NotSent::for_good("files do not go through WeChat; send the words without them"));
            }
            self.wechat.say(settings, &secret, &it.address, &it.message.body, now)?;
            Ok(None)
        })
    }
}
