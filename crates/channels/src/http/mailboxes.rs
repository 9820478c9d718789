//! How mailboxes fare, for those who run the system.

use base::fault;
use base::ids::EntranceId;
use mail::{MailSettings, Trust};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, App, Json, Path, Right};

use super::At;
use crate::acts::entrances;
use crate::adapters::mail::{MailboxState, state_of, try_out};
use crate::refused::Refused;
use crate::store;

/// How a mailbox fares.
#[utoipa::path(get, path = "/api/v1/entrances/{id}/mailbox", tag = "channels", params(("id" = String, Path)), responses((status = 200, body = MailboxState)))]
pub async fn mailbox_state(app: App, me: Actor, Path(id): Path<EntranceId>) -> web::Result<Json<MailboxState>> {
    me.may(Right::Administer)?;
    app.read(move |tx| state_of(tx, &id)).await
}

/// Settings to be tried.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryMailbox {
    /// The settings.
    settings: MailSettings,
    /// The password; that of `entrance` when left out.
    #[serde(default)]
    secret: Option<String>,
    /// The entrance whose password is meant.
    #[serde(default)]
    entrance: Option<EntranceId>,
}

/// What the servers said; nothing where all is well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TriedMailbox {
    /// What is in the way of fetching letters.
    imap: Option<String>,
    /// What is in the way of sending letters.
    smtp: Option<String>,
}

/// Try whether both mail servers let us in. Nothing is kept, and no letter is sent.
#[utoipa::path(post, path = "/api/v1/mailboxes/try", tag = "channels", request_body = TryMailbox, responses((status = 200, body = TriedMailbox)))]
pub async fn try_mailbox(app: App, me: Actor, at: At, Json(it): Json<TryMailbox>) -> web::Result<Json<TriedMailbox>> {
    me.may(Right::Administer)?;
    Refused::fields(it.settings.check())?;
    let kept = match (&it.secret, it.entrance) {
        (None, Some(id)) => {
            let load = move |tx: &mut db::Tx<'_>| {
                let entrance = store::entrances::one(tx, &id)?.ok_or(Refused::NoEntrance)?;
                // A password goes only where it went before: not to a server that somebody names today.
                let same = entrance.settings.0.mailbox.as_ref().is_some_and(|kept| kept.goes_alike(&it.settings));
                let secret = entrances::secret(&at.of, tx, &entrance)?.filter(|_| same);
                Ok((it.settings, secret.map(|it| it.reveal().to_owned())))
            };
            app.db.read(load).await?
        }
        _ => (it.settings, it.secret),
    };
    let (settings, secret) = kept;
    let work = move || try_out(&settings, &secret.unwrap_or_default(), &Trust::of_this_machine());
    let (imap, smtp) = tokio::task::spawn_blocking(work).await.map_err(fault)?;
    Ok(Json(TriedMailbox { imap, smtp }))
}
