//! Writing, and the way to approval.

use base::ids::PersonId;
use base::{Paged, Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Right};

use super::shown::{PolicyDocument, document};
use super::{At, kind};
use crate::api::{self, Move};
use crate::model::{Deed, Done, Kind, PolicyRef, Version};
use crate::rules::Act;
use crate::{Refused, store};

/// A draft to begin.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartDraft {
    /// The version to begin from; the one that holds for the scope when left out.
    #[serde(default)]
    pub from: Option<i64>,
    /// For whom it is to hold; for the same as the version it begins from when left out.
    #[serde(default)]
    pub scope: Option<String>,
}

/// Another text of a draft.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The TOML text.
    pub text: String,
    /// The edition that was read.
    pub edition: i64,
}

/// Something to do with a version.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnPolicy {
    /// What: `submit`, `review`, `approve`, `reject`, `discard` or `withdraw`.
    pub act: PolicyAct,
    /// The edition that was read.
    #[serde(default)]
    pub edition: Option<i64>,
    /// Why; needed to reject and to withdraw.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What can be done with a version.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyAct {
    /// Hand it to the reviewers.
    Submit,
    /// Find it fit.
    Review,
    /// Let it hold from its day on.
    Approve,
    /// Send it back to its writer.
    Reject,
    /// Give it up.
    Discard,
    /// Switch it off.
    Withdraw,
}

impl From<PolicyAct> for Act {
    fn from(it: PolicyAct) -> Self {
        match it {
            PolicyAct::Submit => Self::Submit,
            PolicyAct::Review => Self::Review,
            PolicyAct::Approve => Self::Approve,
            PolicyAct::Reject => Self::Reject,
            PolicyAct::Discard => Self::Discard,
            PolicyAct::Withdraw => Self::Withdraw,
        }
    }
}

/// A line of a version's history.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyDeed {
    /// What was done.
    pub deed: Deed,
    /// By whom; nobody on the command line and at the first start.
    pub person_id: Option<PersonId>,
    /// What they are called.
    pub person_name: Option<String>,
    /// When.
    pub at: Stamp,
    /// The reason that was given.
    pub note: Option<String>,
}

/// The fresh version, in the same transaction.
fn fresh(tx: &mut Tx<'_>, at: &At, me: &Actor, it: &Version) -> Result<PolicyDocument> {
    let book = at.policies.book(tx)?;
    document(tx, at, me, &book, it)
}

/// Begin a draft from a version, for the same scope or another one.
#[utoipa::path(post, path = "/api/v1/policies/{kind}/drafts", tag = "policy", params(("kind" = Kind, Path)),
    request_body = StartDraft, responses((status = 200, body = PolicyDocument)))]
pub async fn start_policy_draft(
    app: App,
    me: Actor,
    at: At,
    Path(asked): Path<String>,
    Command { body, key }: Command<StartDraft>,
) -> web::Result<Json<PolicyDocument>> {
    me.may(Right::EditPolicy)?;
    let kind = kind(&asked)?;
    let scope = body.scope.map(|it| it.parse().map_err(|_| Refused::BadScope(it))).transpose()?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        let it = api::start(tx, &at.policies, &*at.house, &actor, kind, body.from, scope.as_ref())?;
        fresh(tx, &at, &actor, &it)
    })
    .await
}

/// Keep another text of a draft. It need not be sound yet, but readable.
#[utoipa::path(put, path = "/api/v1/policies/{kind}/versions/{version}", tag = "policy",
    params(("kind" = Kind, Path), ("version" = i64, Path)), request_body = SaveDraft,
    responses((status = 200, body = PolicyDocument)))]
pub async fn save_policy_draft(
    app: App,
    me: Actor,
    at: At,
    Path((asked, version)): Path<(String, i64)>,
    Command { body, key }: Command<SaveDraft>,
) -> web::Result<Json<PolicyDocument>> {
    me.may(Right::EditPolicy)?;
    let name = PolicyRef { kind: kind(&asked)?, version };
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        let it = api::rewrite(tx, &at.policies, &*at.house, &actor, &name, body.edition, &body.text)?;
        fresh(tx, &at, &actor, &it)
    })
    .await
}

/// Carry a version further: submit, review, approve, reject, discard, withdraw.
#[utoipa::path(post, path = "/api/v1/policies/{kind}/versions/{version}/acts", tag = "policy",
    params(("kind" = Kind, Path), ("version" = i64, Path)), request_body = ActOnPolicy,
    responses((status = 200, body = PolicyDocument)))]
pub async fn act_on_policy(
    app: App,
    me: Actor,
    at: At,
    Path((asked, version)): Path<(String, i64)>,
    Command { body, key }: Command<ActOnPolicy>,
) -> web::Result<Json<PolicyDocument>> {
    me.may(Right::ReadPolicy)?;
    let name = PolicyRef { kind: kind(&asked)?, version };
    let wish = Move { name, act: body.act.into(), edition: body.edition, reason: body.reason };
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        let it = api::act(tx, &at.policies, &*at.house, &actor, &wish)?;
        fresh(tx, &at, &actor, &it)
    })
    .await
}

/// Who did what with a version, and when, the oldest first.
#[utoipa::path(get, path = "/api/v1/policies/{kind}/versions/{version}/history", tag = "policy",
    params(("kind" = Kind, Path), ("version" = i64, Path)), responses((status = 200, body = Paged<PolicyDeed>)))]
pub async fn policy_history(
    app: App,
    me: Actor,
    at: At,
    Path((asked, version)): Path<(String, i64)>,
) -> web::Result<Json<Paged<PolicyDeed>>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let it = store::one(tx, kind, version)?.ok_or(Refused::UnknownVersion { kind, version })?;
        let past = api::history(tx, &it)?;
        let ids: Vec<PersonId> = past.iter().filter_map(|it| it.by.clone()).collect();
        let names = at.house.names(tx, &ids)?;
        let shown = |it: Done| PolicyDeed {
            deed: it.deed,
            person_name: it.by.as_ref().and_then(|id| names.get(id).cloned()),
            person_id: it.by,
            at: it.at,
            note: it.note,
        };
        Ok(Paged { items: past.into_iter().map(shown).collect(), next: None })
    })
    .await
}
