//! Who has a conversation.

use base::ids::{CaseId, ContactId, CustomerId};
use cases::api::PutTags;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path};

use super::{At, Fresh, command};
use crate::acts::about;
use crate::acts::asks::ConversationPage;
use crate::acts::colleagues::{self, Colleague};
use crate::acts::handing::{self, Because, End, HandOn, Snooze};
use crate::acts::tags;

/// A command that asks for nothing but itself.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NothingMore)]
pub struct Nothing {}

macro_rules! handlers {
    ($($(#[$doc:meta])* $name:ident $path:literal $body:ident, |$of:ident, $tx:ident, $me:ident, $id:ident, $it:pat_param| $work:expr;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "channels", params(("id" = String, Path)), request_body = $body, responses((status = 200, body = ConversationPage)))]
        pub async fn $name(app: App, me: Actor, at: At, Path(id): Path<ContactId>, Command { body, key }: Command<$body>) -> Fresh {
            command(app, me, at, key, id, move |$of, $tx, $me, $id| { let $it = &body; $work }).await
        }
    )*};
}

handlers! {
    /// Accept what was offered.
    accept_conversation "/api/v1/conversations/{id}/accept" Nothing, |of, tx, me, id, _| handing::accept(of, tx, me, id);
    /// Give an offer back; one is busy until one says otherwise.
    decline_conversation "/api/v1/conversations/{id}/decline" Nothing, |of, tx, me, id, _| handing::decline(of, tx, me, id);
    /// Take a conversation from its queue.
    take_conversation "/api/v1/conversations/{id}/take" Nothing, |of, tx, me, id, _| handing::take(of, tx, me, id);
    /// Hand a conversation on, to a colleague or to a queue.
    transfer_conversation "/api/v1/conversations/{id}/transfer" HandOn, |of, tx, me, id, it| handing::transfer(of, tx, me, id, it);
    /// Put a conversation off; a word from the customer brings it back sooner.
    snooze_conversation "/api/v1/conversations/{id}/snooze" Snooze, |of, tx, me, id, it| handing::snooze(of, tx, me, id, it);
    /// Take up what was put off.
    wake_conversation "/api/v1/conversations/{id}/wake" Nothing, |of, tx, me, id, _| handing::wake(of, tx, me, id);
    /// End a conversation.
    close_conversation "/api/v1/conversations/{id}/close" End, |of, tx, me, id, it| handing::close(of, tx, me, id, it);
    /// Take up again what was over.
    reopen_conversation "/api/v1/conversations/{id}/reopen" Nothing, |of, tx, me, id, _| handing::reopen(of, tx, me, id);
    /// Take a conversation over, as its supervisor.
    take_conversation_over "/api/v1/conversations/{id}/take-over" Because, |of, tx, me, id, it| handing::take_over(of, tx, me, id, it);
    /// Join a conversation, as its supervisor; the customer is told.
    join_conversation "/api/v1/conversations/{id}/join" Nothing, |of, tx, me, id, _| handing::take_part(of, tx, me, id, true);
    /// Watch a conversation, as its supervisor; it is on record.
    watch_conversation "/api/v1/conversations/{id}/watch" Nothing, |of, tx, me, id, _| handing::take_part(of, tx, me, id, false);
    /// Link a case that a conversation is about.
    link_case_to_conversation "/api/v1/conversations/{id}/cases" ToCase, |of, tx, me, id, it| about::link(of, tx, me, id, &it.case_id);
    /// Put tags on a conversation and take others off.
    tag_conversation "/api/v1/conversations/{id}/tags" PutTags, |of, tx, me, id, it| tags::put(of, tx, me, id, it);
    /// Say which customer a conversation is with.
    recognise_in_conversation "/api/v1/conversations/{id}/customer" WithCustomer, |of, tx, me, id, it| about::recognise(of, tx, me, id, it.customer_id.as_ref());
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithCustomer {
    /// Which; nobody any more when left out.
    #[serde(default)]
    customer_id: Option<CustomerId>,
}

/// A case to be linked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LinkCaseToConversation)]
pub struct ToCase {
    /// Which.
    case_id: CaseId,
}

/// Take a link to a case back.
#[utoipa::path(delete, path = "/api/v1/conversations/{id}/cases/{case_id}", tag = "channels", params(("id" = String, Path), ("case_id" = String, Path)), responses((status = 200, body = ConversationPage)))]
pub async fn unlink_case_from_conversation(
    app: App,
    me: Actor,
    at: At,
    Path((id, case)): Path<(ContactId, CaseId)>,
) -> Fresh {
    command(app, me, at, None, id, move |of, tx, me, id| about::unlink(of, tx, me, id, &case)).await
}

/// Colleagues at work, of whichever unit, to whom a conversation can be handed on.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/colleagues", tag = "channels", params(("id" = String, Path)), responses((status = 200, body = Vec<Colleague>)))]
pub async fn colleagues_for_conversation(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
) -> web::Result<Json<Vec<Colleague>>> {
    app.read(move |tx| colleagues::of(&at.of, tx, &me, &id)).await
}
