//! Entrances, for those who run the system.

use base::ids::EntranceId;
use web::{Actor, App, Command, Json, Path};

use super::At;
use crate::acts::entrances as acts;
use crate::model::{Entrance, EntranceEdit, NewEntrance};

/// All entrances.
#[utoipa::path(get, path = "/api/v1/entrances", tag = "channels", responses((status = 200, body = Vec<Entrance>)))]
pub async fn list_entrances(app: App, me: Actor) -> web::Result<Json<Vec<Entrance>>> {
    app.read(move |tx| acts::list(tx, &me)).await
}

/// Add an entrance.
#[utoipa::path(post, path = "/api/v1/entrances", tag = "channels", request_body = NewEntrance, responses((status = 200, body = Entrance)))]
pub async fn add_entrance(
    app: App,
    me: Actor,
    at: At,
    Command { body, key }: Command<NewEntrance>,
) -> web::Result<Json<Entrance>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::add(&at.of, tx, &actor, &body)).await
}

/// Change an entrance.
#[utoipa::path(put, path = "/api/v1/entrances/{id}", tag = "channels", params(("id" = String, Path)), request_body = EntranceEdit, responses((status = 200, body = Entrance)))]
pub async fn edit_entrance(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<EntranceId>,
    Json(edit): Json<EntranceEdit>,
) -> web::Result<Json<Entrance>> {
    app.write(move |tx| acts::edit(&at.of, tx, &me, &id, &edit)).await
}
