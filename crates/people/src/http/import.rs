//! Many people at once from a CSV or Excel file.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use base::{Refusal, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Actor, App, Json, Lang, Query, Right, Texts};

use crate::acts::import::{self as acts, FirstPassword, Looked};
use crate::handle::People;
use crate::model::InvitationLink;
use crate::reading;

/// Only looking, or adding.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Adds everybody when nothing is wrong; otherwise nothing is written.
    #[serde(default)]
    confirm: bool,
    /// Gives everybody a link to set their own password, in place of a first password.
    #[serde(default)]
    invite: bool,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    /// Its line in the file.
    pub line: u64,
    /// The login as written.
    pub login: String,
    /// The name as written.
    pub name: String,
    /// The unit as written.
    pub unit: String,
    /// The roles as written.
    pub roles: String,
    /// What is wrong, in the reader's language.
    pub problems: Vec<String>,
}

/// A list of people, looked through or added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PeopleImport {
    /// Its rows.
    pub items: Vec<ImportRow>,
    /// In how many of them something is wrong.
    pub wrong: usize,
    /// First passwords of everybody who was added; shown this once.
    pub passwords: Vec<FirstPassword>,
    /// Links in place of them, where people were to be invited; shown this once.
    pub invitations: Vec<InvitationLink>,
}

fn shown(texts: &Texts, lang: Lang, it: &Looked) -> ImportRow {
    let problem = |it: &base::FieldProblem| texts.say(lang, it.code, &it.params);
    ImportRow {
        line: it.line,
        login: it.draft.login.clone(),
        name: it.draft.name.clone(),
        unit: it.draft.unit.clone(),
        roles: it.draft.roles.clone(),
        problems: it.draft.problems.iter().map(problem).collect(),
    }
}

/// Look through a list of staff (CSV or Excel), and add everybody on it when `confirm` says so: all of them or none.
#[utoipa::path(post, path = "/api/v1/people-import", tag = "people", params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 200, body = PeopleImport)))]
pub async fn import_people(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Extension(texts): Extension<Arc<Texts>>,
    Query(asked): Query<ImportQuery>,
    headers: HeaderMap,
    file: std::result::Result<Bytes, BytesRejection>,
) -> web::Result<Json<PeopleImport>> {
    me.may(Right::EditPeople)?;
    let file = file.map_err(|_| Refusal::new(413, "web.body_too_large"))?;
    let with = people.clone();
    let most = app.db.read(move |tx| Ok(with.staff(tx)?.0.import.most_rows)).await?;
    let table = reading::table(&file, usize::try_from(most).unwrap_or_default())?;
    let (with, actor) = (people.clone(), me.clone());
    let looked = app.db.read(move |tx| acts::look(&with, tx, &actor, &table)).await?;
    let lang = Lang::of(&headers);
    let items: Vec<ImportRow> = looked.iter().map(|it| shown(&texts, lang, it)).collect();
    let wrong = items.iter().filter(|it| !it.problems.is_empty()).count();
    let (passwords, invitations) = match (asked.confirm, asked.invite) {
        (false, _) => (Vec::new(), Vec::new()),
        (true, false) => (add(&app, &people, me, looked).await?, Vec::new()),
        (true, true) => {
            let invite = move |tx: &mut db::Tx<'_>| acts::invite_all(&people, tx, &me, looked);
            (Vec::new(), app.db.write(invite).await?)
        }
    };
    Ok(Json(PeopleImport { items, wrong, passwords, invitations }))
}

async fn add(app: &App, people: &People, me: Actor, looked: Vec<Looked>) -> Result<Vec<FirstPassword>> {
    let with = people.clone();
    let drafts = app.db.read(move |tx| acts::with_passwords(&with, tx, looked)).await?;
    let (mut all, mut passwords) = (Vec::new(), Vec::new());
    for (person, first) in drafts {
        let hash = people.hasher().hash(first.password.clone(), app.db.world().mint.bytes()).await?;
        all.push((person, hash));
        passwords.push(first);
    }
    let with = people.clone();
    app.db.write(move |tx| acts::add_all(&with, tx, &me, &all)).await?;
    Ok(passwords)
}
