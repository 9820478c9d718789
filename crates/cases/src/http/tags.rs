//! Tags.

use base::Paged;
use base::ids::{CaseId, TagId};
use web::{Actor, App, Command, Json, Path, Right};

use super::{At, Fresh, command};
use crate::api::{EditTag, MergeTag, NewTag, PutTags, Tag, shown};

/// All tags, those in use first; retired and merged ones as well, because cases and conversations still have them.
#[utoipa::path(get, path = "/api/v1/tags", tag = "cases", responses((status = 200, body = Paged<Tag>)))]
pub async fn list_tags(app: App, me: Actor, at: At) -> web::Result<Json<Paged<Tag>>> {
    if !me.rights.has(Right::WorkConversations) && !me.rights.has(Right::SuperviseConversations) {
        me.may(Right::ReadCases)?;
    }
    app.read(move |tx| Ok(Paged { items: at.desk.tags(tx)?, next: None })).await
}

/// Make a tag.
#[utoipa::path(post, path = "/api/v1/tags", tag = "cases", request_body = NewTag, responses((status = 200, body = Tag)))]
pub async fn make_tag(app: App, me: Actor, at: At, Command { body, key }: Command<NewTag>) -> web::Result<Json<Tag>> {
    me.may(Right::WorkCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.make_tag(tx, &actor, &body)).await
}

/// Rename, colour or retire a tag, or bring it back.
#[utoipa::path(patch, path = "/api/v1/tags/{id}", tag = "cases", params(("id" = String, Path)), request_body = EditTag, responses((status = 200, body = Tag)))]
pub async fn edit_tag(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<TagId>,
    Command { body, key }: Command<EditTag>,
) -> web::Result<Json<Tag>> {
    me.may(Right::SuperviseCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.edit_tag(tx, &actor, &id, &body)).await
}

/// Merge a tag into another one.
#[utoipa::path(post, path = "/api/v1/tags/{id}/merge", tag = "cases", params(("id" = String, Path)), request_body = MergeTag, responses((status = 200, body = Tag)))]
pub async fn merge_tag(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<TagId>,
    Command { body, key }: Command<MergeTag>,
) -> web::Result<Json<Tag>> {
    me.may(Right::SuperviseCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.merge_tag(tx, &actor, &id, &body)).await
}

/// Put tags on a case and take others off.
#[utoipa::path(post, path = "/api/v1/cases/{id}/tags", tag = "cases", params(("id" = String, Path)), request_body = PutTags, responses((status = 200, body = shown::Case)))]
pub async fn tag_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<PutTags>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.put_tags(tx, me, &id, &body)).await
}
