//! Checking a text before it becomes a draft.

use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Right};

use super::At;
use crate::model::{Kind, Text};
use crate::{Refused, api, rules};

/// A text to check.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidatePolicy {
    /// The TOML text of a document.
    pub text: String,
}

/// A text that is sound.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SoundPolicy {
    /// Which kind it is.
    pub kind: Kind,
    /// What people call it.
    pub title: Text,
}

/// Check a document, also against the others that hold now. A faulty one is refused with every fault named.
#[utoipa::path(post, path = "/api/v1/policies/validate", tag = "policy", request_body = ValidatePolicy,
    responses((status = 200, body = SoundPolicy)))]
pub async fn validate_policy(
    app: App,
    me: Actor,
    at: At,
    Command { body, .. }: Command<ValidatePolicy>,
) -> web::Result<Json<SoundPolicy>> {
    me.may(Right::EditPolicy)?;
    app.read(move |tx| {
        let document = rules::read(&body.text).map_err(|it| Refused::Invalid(vec![it]))?;
        let faults = api::faults(&*at.policies.book(tx)?, &document, tx.now());
        if faults.is_empty() {
            Ok(SoundPolicy { kind: document.header.kind, title: document.header.title })
        } else {
            Err(Refused::Invalid(faults).into())
        }
    })
    .await
}
