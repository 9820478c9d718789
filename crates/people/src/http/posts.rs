//! Posts.

use axum::Extension;
use base::ids::{PostId, UnitId};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Path, Query, Right};

use crate::acts::backups;
use crate::acts::posts::{self as acts, NewPost, PostPatch};
use crate::handle::People;
use crate::model::{Board, Post, PostBackups};
use crate::store::posts;

/// Which posts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PostsQuery {
    /// Only those of this unit.
    unit: Option<UnitId>,
}

/// Posts, by unit and name.
#[utoipa::path(get, path = "/api/v1/posts", tag = "people", params(PostsQuery), responses((status = 200, body = Vec<Post>)))]
pub async fn list_posts(app: App, me: Actor, Query(asked): Query<PostsQuery>) -> web::Result<Json<Vec<Post>>> {
    me.may(Right::ReadPeople)?;
    app.read(move |tx| posts::all(tx, asked.unit.as_ref())).await
}

/// Make a post.
#[utoipa::path(post, path = "/api/v1/posts", tag = "people", request_body = NewPost, responses((status = 200, body = Post)))]
pub async fn add_post(app: App, me: Actor, Command { body: new, key }: Command<NewPost>) -> web::Result<Json<Post>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::add(tx, &actor, &new)).await
}

/// Rename or close a post.
#[utoipa::path(patch, path = "/api/v1/posts/{id}", tag = "people", params(("id" = String, Path)), request_body = PostPatch, responses((status = 200, body = Post)))]
pub async fn patch_post(
    app: App,
    me: Actor,
    Path(id): Path<PostId>,
    Json(patch): Json<PostPatch>,
) -> web::Result<Json<Post>> {
    app.write(move |tx| acts::patch(tx, &me, &id, &patch)).await
}

/// Name who stands in for whoever holds a post.
#[utoipa::path(put, path = "/api/v1/posts/{id}/backups", tag = "people", params(("id" = String, Path)), request_body = PostBackups, responses((status = 200, body = Post)))]
pub async fn name_backups(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PostId>,
    Json(asked): Json<PostBackups>,
) -> web::Result<Json<Post>> {
    app.write(move |tx| backups::name(&people, tx, &me, &id, &asked)).await
}

/// The board of posts: who holds them, who is in, who stands in for whom, what is missing.
#[utoipa::path(get, path = "/api/v1/backups", tag = "people", responses((status = 200, body = Board)))]
pub async fn backup_board(app: App, me: Actor) -> web::Result<Json<Board>> {
    app.read(move |tx| backups::board(tx, &me)).await
}
