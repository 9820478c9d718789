//! What agents are, and what they can do.

use base::ids::PersonId;
use web::{Actor, App, Json, Path};

use super::At;
use crate::acts::presence::{self as acts, BePresent};
use crate::model::{AgentSkills, EditSkills, Presence, TeamPresence};

/// What one is oneself.
#[utoipa::path(get, path = "/api/v1/presence", tag = "channels", responses((status = 200, body = Presence)))]
pub async fn my_presence(app: App, me: Actor, at: At) -> web::Result<Json<Presence>> {
    app.read(move |tx| acts::own(&at.of, tx, &me)).await
}

/// Become online, offline, or what a word of policy says.
#[utoipa::path(put, path = "/api/v1/presence", tag = "channels", request_body = BePresent, responses((status = 200, body = Presence)))]
pub async fn be_present(app: App, me: Actor, at: At, Json(it): Json<BePresent>) -> web::Result<Json<Presence>> {
    app.write(move |tx| acts::become_(&at.of, tx, &me, &it)).await
}

/// Those who are at work within reach.
#[utoipa::path(get, path = "/api/v1/presence/team", tag = "channels", responses((status = 200, body = Vec<TeamPresence>)))]
pub async fn team_presence(app: App, me: Actor) -> web::Result<Json<Vec<TeamPresence>>> {
    app.read(move |tx| acts::team(tx, &me)).await
}

/// What somebody can do.
#[utoipa::path(get, path = "/api/v1/agents/{id}", tag = "channels", params(("id" = String, Path)), responses((status = 200, body = AgentSkills)))]
pub async fn agent_skills(app: App, me: Actor, Path(id): Path<PersonId>) -> web::Result<Json<AgentSkills>> {
    app.read(move |tx| acts::skills(tx, &me, &id)).await
}

/// Say what somebody can do.
#[utoipa::path(put, path = "/api/v1/agents/{id}", tag = "channels", params(("id" = String, Path)), request_body = EditSkills, responses((status = 200, body = AgentSkills)))]
pub async fn edit_agent_skills(
    app: App,
    me: Actor,
    Path(id): Path<PersonId>,
    Json(edit): Json<EditSkills>,
) -> web::Result<Json<AgentSkills>> {
    app.write(move |tx| acts::edit_skills(tx, &me, &id, &edit)).await
}
