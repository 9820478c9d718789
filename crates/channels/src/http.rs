//! Conversations over HTTP. Each handler reads the request, asks whether the actor may, runs one transaction, and answers.

mod conversations;
mod entrances;
mod handing;
mod leave;
mod mailboxes;
mod outside;
mod planned;
mod presence;
mod talk;
mod visitor;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::Result;
use base::ids::ContactId;
use db::Tx;
use web::{Actor, App, Json, Key, Problem, Routes, routes};

use crate::acts::asks::{self, ConversationPage};
use crate::handle::Channels;
use crate::live::Relay;

/// All routes. They find [`Channels`] and the [`Relay`] among the request's extensions, where a layer of the server puts
/// them.
pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(conversations::list_conversations))
        .routes(routes!(conversations::conversation_counts))
        .routes(routes!(conversations::conversations_live))
        .routes(routes!(conversations::conversation))
        .routes(routes!(talk::conversation_messages, talk::say_in_conversation))
        .routes(routes!(talk::draft_in_conversation))
        .routes(routes!(planned::plan_in_conversation))
        .routes(routes!(planned::change_planned, planned::drop_planned))
        .routes(routes!(planned::send_planned))
        .routes(routes!(talk::see_conversation))
        .routes(routes!(handing::accept_conversation))
        .routes(routes!(handing::decline_conversation))
        .routes(routes!(handing::take_conversation))
        .routes(routes!(handing::transfer_conversation))
        .routes(routes!(handing::colleagues_for_conversation))
        .routes(routes!(handing::snooze_conversation))
        .routes(routes!(handing::wake_conversation))
        .routes(routes!(handing::close_conversation))
        .routes(routes!(handing::reopen_conversation))
        .routes(routes!(handing::take_conversation_over))
        .routes(routes!(handing::join_conversation))
        .routes(routes!(handing::watch_conversation))
        .routes(routes!(handing::link_case_to_conversation))
        .routes(routes!(handing::recognise_in_conversation))
        .routes(routes!(handing::tag_conversation))
        .routes(routes!(handing::unlink_case_from_conversation))
        .routes(routes!(presence::my_presence, presence::be_present))
        .routes(routes!(presence::team_presence))
        .routes(routes!(presence::agent_skills, presence::edit_agent_skills))
        .routes(routes!(entrances::list_entrances, entrances::add_entrance))
        .routes(routes!(entrances::edit_entrance))
        .routes(routes!(mailboxes::mailbox_state))
        .routes(routes!(mailboxes::try_mailbox))
        .routes(routes!(outside::set_up_wechat, outside::take_wechat))
        .merge(Routes::new().routes(routes!(outside::take_hook)).layer(outside::limit()))
        .routes(routes!(talk::message_file))
        .merge(Routes::new().routes(routes!(talk::upload_message_file)).layer(cases::files::limit()))
        .merge(of_visitors())
}

/// What pages of other sites ask.
fn of_visitors() -> Routes {
    Routes::new()
        .routes(routes!(visitor::visitor_entrance))
        .routes(routes!(visitor::visitor_live))
        .routes(routes!(visitor::visitor_file))
        .routes(routes!(leave::leave_message))
        .merge(Routes::new().routes(routes!(visitor::upload_visitor_file)).layer(cases::files::limit()))
        .layer(axum::middleware::from_fn(leave::across_sites))
}

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct At {
    pub of: Channels,
    pub relay: Arc<Relay>,
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Problem> {
        let missing = |it: axum::extract::rejection::ExtensionRejection| Problem::from(base::fault(it.to_string()));
        let Extension(of) = Extension::<Channels>::from_request_parts(parts, state).await.map_err(missing)?;
        let Extension(relay) = Extension::<Arc<Relay>>::from_request_parts(parts, state).await.map_err(missing)?;
        Ok(Self { of, relay })
    }
}

/// A handler's answer: the conversation as it is then.
pub(crate) type Fresh = web::Result<Json<ConversationPage>>;

/// Runs a command on a conversation and answers with it as it is then; a page that lost sight of it by the command gets
/// it all the same.
pub(crate) async fn command(
    app: App,
    me: Actor,
    at: At,
    key: Option<Key>,
    id: ContactId,
    work: impl FnOnce(&Channels, &mut Tx<'_>, &Actor, &ContactId) -> Result<()> + Send + 'static,
) -> Fresh {
    let (actor, of, which) = (me.clone(), at.of.clone(), id.clone());
    let again = {
        let (actor, of) = (me.clone(), at.of.clone());
        move |tx: &mut Tx<'_>, (): ()| asks::page_after(&of, tx, &actor, &id)
    };
    app.command_about(
        &me,
        key,
        move |tx| {
            work(&of, tx, &actor, &which)?;
            Ok(((), asks::page_after(&of, tx, &actor, &which)?))
        },
        again,
    )
    .await
}
