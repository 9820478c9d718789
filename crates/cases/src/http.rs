//! Cases over HTTP. Each handler reads the request, asks whether the actor may, runs one transaction, and answers.

mod answers;
mod approvals;
mod bulk;
mod case;
mod complaints;
mod course;
mod erase;
mod escalations;
mod export;
mod files;
mod follow_ups;
mod hands;
mod joint;
mod list;
mod merging;
mod notices;
mod papers;
mod portal;
mod services;
mod tags;
mod talk;
mod templates;
mod time;
mod views;

use std::sync::Arc;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::Result;
use base::ids::CaseId;
use db::Tx;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Json, Key, Lang, Problem, Right, Routes, Texts, routes};

use crate::Desk;
use crate::api::{Taken, Words, shown};
use crate::model::Asker;

#[cfg(test)]
mod tests;

/// All routes. They find the [`Desk`] among the request's extensions, where a layer of the server puts it, and the
/// sentences ([`Texts`]), which the layer that answers problems puts there.
pub fn routes() -> Routes {
    of_a_case().merge(of_lists()).merge(of_parts()).merge(together()).merge(portal::routes())
}

/// A case and its course.
fn of_a_case() -> Routes {
    Routes::new()
        .routes(routes!(list::list_cases, case::open_case))
        .routes(routes!(case::case, case::edit_case))
        .routes(routes!(case::case_timeline))
        .routes(routes!(case::link_cases))
        .routes(routes!(course::step_case))
        .routes(routes!(course::confirm_case))
        .routes(routes!(course::close_case))
        .routes(routes!(course::reopen_case))
        .routes(routes!(hands::assign_case))
        .routes(routes!(hands::transfer_case))
        .routes(routes!(hands::accept_case))
        .routes(routes!(hands::return_case))
        .routes(routes!(hands::entrust_case))
        .routes(routes!(talk::note_case))
        .routes(routes!(talk::reply_case))
        .routes(routes!(talk::promise_case))
        .routes(routes!(talk::keep_promise))
        .routes(routes!(time::pause_case))
        .routes(routes!(time::resume_case))
        .routes(routes!(time::extend_clock))
        .merge(Routes::new().routes(routes!(files::attach_file)).layer(crate::files::limit()))
        .routes(routes!(files::attachment))
}

/// Lists, and what people keep for themselves and each other.
fn of_lists() -> Routes {
    Routes::new()
        .routes(routes!(list::case_counts))
        .routes(routes!(list::case_stages))
        .routes(routes!(notices::list_notices))
        .routes(routes!(notices::see_notices))
        .routes(routes!(erase::cases_erasure_preview))
        .routes(routes!(views::list_views, views::save_view))
        .routes(routes!(views::edit_view, views::forget_view))
        .routes(routes!(views::pin_view))
        .routes(routes!(views::view_counts))
        .routes(routes!(tags::list_tags, tags::make_tag))
        .routes(routes!(tags::edit_tag))
        .routes(routes!(tags::merge_tag))
        .routes(routes!(tags::tag_case))
        .routes(routes!(templates::list_templates, templates::save_template))
        .routes(routes!(templates::edit_template, templates::forget_template))
        .routes(routes!(templates::template_versions))
        .routes(routes!(templates::fill_template))
        .routes(routes!(answers::unseal_case))
        .routes(routes!(export::preview_case_export, export::export_cases))
        .routes(routes!(bulk::list_bulks, bulk::begin_bulk))
        .routes(routes!(bulk::bulk_size))
        .routes(routes!(bulk::bulk))
        .routes(routes!(bulk::bulk_rows))
        .routes(routes!(bulk::stop_bulk))
        .routes(routes!(bulk::undo_bulk))
        .routes(routes!(list::search))
}

/// What of a case is open with others, complaints, applications and papers.
fn of_parts() -> Routes {
    Routes::new()
        .routes(routes!(approvals::list_approvals))
        .routes(routes!(approvals::case_approvals, approvals::ask_approval))
        .routes(routes!(approvals::decide_approval))
        .routes(routes!(approvals::answer_approval))
        .routes(routes!(approvals::withdraw_approval))
        .routes(routes!(follow_ups::list_follow_ups))
        .routes(routes!(follow_ups::case_follow_ups))
        .routes(routes!(follow_ups::try_follow_up))
        .routes(routes!(follow_ups::end_follow_up))
        .routes(routes!(follow_ups::case_parts, follow_ups::add_case_part))
        .routes(routes!(complaints::complaint))
        .routes(routes!(complaints::record_complaint))
        .routes(routes!(complaints::investigate_complaint))
        .routes(routes!(complaints::find_complaint))
        .routes(routes!(complaints::analyse_complaint))
        .routes(routes!(escalations::list_escalations))
        .routes(routes!(escalations::escalation_counts))
        .routes(routes!(escalations::case_escalations, escalations::escalate_case))
        .routes(routes!(escalations::watch_case))
        .routes(routes!(escalations::take_escalation))
        .routes(routes!(escalations::settle_escalation))
        .routes(routes!(services::list_questions))
        .routes(routes!(services::case_application))
        .routes(routes!(services::check_application))
        .routes(routes!(services::refuse_application))
        .routes(routes!(services::ask_leader))
        .routes(routes!(services::answer_window))
        .routes(routes!(services::told_of_paper))
        .routes(routes!(papers::print_paper))
        .routes(routes!(papers::print_case))
}

/// Several departments, and several cases, as one.
fn together() -> Routes {
    Routes::new()
        .routes(routes!(merging::case_merges, merging::merge_cases))
        .routes(routes!(merging::undo_case_merge))
        .routes(routes!(merging::split_case))
        .routes(routes!(merging::unlink_cases))
        .routes(routes!(joint::take_case_back))
        .routes(routes!(joint::list_joint))
        .routes(routes!(joint::case_joint, joint::ask_joint))
        .routes(routes!(joint::accept_joint))
        .routes(routes!(joint::return_joint))
        .routes(routes!(joint::deliver_joint))
        .routes(routes!(joint::withdraw_joint))
        .routes(routes!(joint::waive_joint))
        .routes(routes!(joint::case_urgings, joint::urge_case))
}

/// The desk, and the words of whoever asks.
#[derive(Clone)]
pub(crate) struct At {
    desk: Desk,
    texts: Arc<Texts>,
    lang: Lang,
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Problem> {
        let missing = |it: axum::extract::rejection::ExtensionRejection| Problem::from(base::fault(it.to_string()));
        let Extension(desk) = Extension::<Desk>::from_request_parts(parts, state).await.map_err(missing)?;
        let Extension(texts) = Extension::<Arc<Texts>>::from_request_parts(parts, state).await.map_err(missing)?;
        Ok(Self { desk, texts, lang: Lang::of(&parts.headers) })
    }
}

impl At {
    fn words(&self) -> Words<'_> {
        Words { texts: &self.texts, lang: self.lang }
    }
}

/// A command that asks for nothing but itself.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Versioned {
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// A handler's answer: the fresh case.
pub(crate) type Fresh = web::Result<Json<shown::Case>>;

/// Runs a command on a case and answers with the fresh case.
pub(crate) async fn command<T: Into<Taken>>(
    app: App,
    me: Actor,
    at: At,
    key: Option<Key>,
    work: impl FnOnce(&Desk, &mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let (actor, later) = (me.clone(), (me.clone(), at.clone()));
    let work = move |tx: &mut Tx<'_>| {
        let taken: Taken = work(&at.desk, tx, &actor)?.into();
        let id = taken.case.id.clone();
        let page = at.desk.page_of(tx, &Asker::of(&actor), taken, at.words())?;
        Ok((id, page))
    };
    let again = move |tx: &mut Tx<'_>, id: CaseId| later.1.desk.page(tx, &later.0, &id, later.1.words());
    app.command_about(&me, key, work, again).await
}
