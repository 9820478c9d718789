//! Messages of other systems, signed by the Standard Webhooks scheme in both directions.

use std::time::Duration;

use base::ids::EntranceId;
use base::{Failure, Result, fault};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use cases::api::NewFile;
use db::outbox::{Courier, Parcel};
use db::{Db, Tx};
use serde_json::json;
use social::message::{CREATED, RECEIVED, WebhookCreated, WebhookEvent, WebhookFile, WebhookParty, WebhookReceived};
use social::webhook::{Headers, ID, SIGNATURE, Secrets, TIMESTAMP, seconds};
use vault::Files;

use super::{NotSent, deliver, files_of};
use crate::acts::delivery::{Outgoing, ToSend};
use crate::acts::entrances;
use crate::acts::receive::{Arrival, Received, receive};
use crate::handle::Channels;
use crate::model::{EntranceRow, Medium};
use crate::refused::Refused;
use crate::store;

/// What came over the wire.
#[derive(Debug, Clone)]
pub struct Hook {
    /// The header [`ID`].
    pub id: String,
    /// The header [`TIMESTAMP`].
    pub timestamp: String,
    /// The header [`SIGNATURE`].
    pub signatures: String,
    /// The body, as it came: the signature is of these bytes.
    pub body: Vec<u8>,
}

/// Proves and reads a message of another system, and through which entrance it came.
///
/// # Errors
/// Refused when it is not proved, and when it is unreadable.
pub fn read(of: &Channels, tx: &mut Tx<'_>, id: &EntranceId, hook: &Hook) -> Result<(EntranceRow, WebhookReceived)> {
    let entrance =
        store::entrances::one(tx, id)?.filter(|it| it.medium == Medium::Webhook).ok_or(Refused::NoEntrance)?;
    let settings = entrance.settings.0.webhook.clone().ok_or(Refused::NoEntrance)?;
    let secret = entrances::secret(of, tx, &entrance)?.ok_or(Refused::NotProved)?;
    let secrets = Secrets::read(secret.reveal()).map_err(|_| Refused::NotProved)?;
    let headers = Headers { id: &hook.id, timestamp: &hook.timestamp, signatures: &hook.signatures };
    let tolerance = Duration::from_secs(u64::try_from(settings.tolerance_seconds).unwrap_or_default());
    secrets.prove(&headers, &hook.body, tx.now(), tolerance).map_err(|_| Refused::NotProved)?;
    let event: WebhookEvent<serde_json::Value> =
        serde_json::from_slice(&hook.body).map_err(|why| Refused::Unreadable(why.to_string()))?;
    if event.kind != RECEIVED {
        return Err(Refused::Unreadable(format!("type is not {RECEIVED}")).into());
    }
    let said: WebhookReceived =
        serde_json::from_value(event.data).map_err(|why| Refused::Unreadable(why.to_string()))?;
    if said.id.is_empty() || said.id.len() > 200 || said.from.id.is_empty() || said.from.id.len() > 200 {
        return Err(Refused::Unreadable("id and from.id have 1 to 200 letters".to_owned()).into());
    }
    Ok((entrance, said))
}

/// Lets whatever guards the house look at the files of a message.
///
/// # Errors
/// Refused when something bad is in one of them; the other system hears why.
pub fn look(files: &Files, said: &WebhookReceived) -> Result<()> {
    said.files.iter().try_for_each(|it| files.look(&file(it).map_err(Failure::from)?.content))
}

/// Takes a message of another system in.
///
/// # Errors
/// As [`read`] and [`receive`] refuse.
pub fn take_in(of: &Channels, tx: &mut Tx<'_>, id: &EntranceId, hook: &Hook) -> Result<Received> {
    let (entrance, said) = read(of, tx, id, hook)?;
    Channels::may_say(&of.says(tx)?, &said.text, said.files.len())?;
    let files = said.files.iter().map(file).collect::<std::result::Result<Vec<_>, _>>()?;
    receive(
        of,
        tx,
        Arrival {
            entrance: entrance.id,
            address: said.from.id,
            name: said.from.name,
            outer_id: Some(said.id),
            thread: None,
            subject: said.subject,
            language: said.language,
            topic: said.topic,
            text: said.text,
            quoted: None,
            html: None,
            files,
            automatic: false,
            facts: json!({ "webhook_id": hook.id }),
        },
    )
}

fn file(of: &WebhookFile) -> std::result::Result<NewFile, Refused> {
    let content = BASE64_STANDARD.decode(&of.content);
    let content = content.map_err(|_| Refused::Unreadable(format!("the content of {} is no base64", of.name)))?;
    Ok(NewFile { name: of.name.clone(), media_type: of.media_type.clone(), content })
}

/// Calls other systems with our answers.
pub struct Caller {
    pub(crate) db: Db,
    pub(crate) of: Channels,
}

impl Courier for Caller {
    fn name(&self) -> &'static str {
        "channels.webhook"
    }

    fn send(&self, parcel: &Parcel) -> std::result::Result<(), String> {
        let now = self.db.read_blocking(|tx| Ok(tx.now())).map_err(|why| why.to_string())?;
        let window = super::wechat::within_window;
        deliver(&self.db, &self.of, parcel, window, |out, it| {
            let settings = it.entrance.settings.0.webhook.as_ref();
            let Some(url) = settings.and_then(|it| it.url.as_deref()) else {
                return Err(NotSent::for_good("the entrance has no address for answers"));
            };
            let secret = it.secret.as_ref().map(vault::Plain::reveal).unwrap_or_default();
            let secrets = Secrets::read(secret).map_err(NotSent::for_good)?;
            let body = serde_json::to_vec(&created(&self.of, out, it)?).map_err(fault)?;
            // The same at every try, so that the other side knows a repeat.
            let signed = secrets.sign(parcel.id.as_str(), now, &body);
            let at = seconds(now).to_string();
            social::post(url, &[(ID, parcel.id.as_str()), (TIMESTAMP, &at), (SIGNATURE, &signed)], &body)?;
            Ok(None)
        })
    }
}

fn created(of: &Channels, out: &Outgoing, it: &ToSend) -> Result<WebhookEvent<WebhookCreated>> {
    let files = files_of(of, it)?.into_iter().map(|it| WebhookFile {
        name: it.name,
        media_type: it.media_type,
        content: BASE64_STANDARD.encode(it.content),
    });
    Ok(WebhookEvent {
        kind: CREATED.to_owned(),
        timestamp: it.message.at,
        data: WebhookCreated {
            id: format!("{}/{}", out.conversation, out.seq),
            conversation: out.conversation.to_string(),
            to: WebhookParty { id: it.address.clone(), name: None },
            text: it.message.body.clone(),
            files: files.collect(),
        },
    })
}
