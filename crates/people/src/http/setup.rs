//! The first start.

use axum::Extension;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Json};

use super::client::Knocking;
use super::session::{SessionAnswer, begun};
use crate::acts::setup::{self, FirstSetUp};
use crate::acts::signing;
use crate::handle::People;

/// Whether the first set-up has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetUpNeeded {
    /// There is nobody yet.
    pub needed: bool,
}

/// Whether the first set-up has to be done.
#[utoipa::path(get, path = "/api/v1/setup", tag = "session", responses((status = 200, body = SetUpNeeded)))]
pub async fn setup_needed(app: App) -> web::Result<Json<SetUpNeeded>> {
    app.read(|tx| Ok(SetUpNeeded { needed: setup::needed(tx)? })).await
}

/// Set the organisation up with its policies and its first administrator, who is signed in.
#[utoipa::path(post, path = "/api/v1/setup", tag = "session", request_body = FirstSetUp, responses((status = 200, body = SessionAnswer)))]
pub async fn set_up(
    app: App,
    Extension(people): Extension<People>,
    Knocking(client): Knocking,
    Json(asked): Json<FirstSetUp>,
) -> web::Result<Response> {
    // A guess at the code counts like one at a password.
    let (with, from) = (people.clone(), client.clone());
    app.db.write(move |tx| signing::knock(&with, tx, "set up", &from)).await?;
    let (with, first) = (people.clone(), asked.clone());
    app.db.read(move |tx| setup::check(&with, tx, &first)).await?;
    let hash = people.hasher().hash(asked.password.clone(), app.db.world().mint.bytes()).await?;
    let (with, from) = (people.clone(), client.clone());
    let entered = app
        .db
        .write(move |tx| {
            let person = setup::set_up(&with, tx, &asked, &hash)?;
            signing::forgive(tx, "set up", &from)?;
            signing::begin(&with, tx, &person, &from, &signing::By::default())
        })
        .await?;
    begun(&people, &app, entered, &client).await
}
