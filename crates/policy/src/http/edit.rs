//! Writing a document as a form: its fields, and changes to its text one value at a time.

use std::collections::BTreeMap;

use base::Result;
use db::Tx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Actor, App, Command, Json, Path, Right};

use super::shown::{PolicyProblem, problem};
use super::{At, kind};
use crate::api;
use crate::book::Book;
use crate::form::{self, FormChoice, FormField};
use crate::model::{Kind, Text};
use crate::rules::{self, Edit, read_plain};

/// The form of a kind of document.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyForm {
    /// The kind.
    pub kind: Kind,
    /// What people call it.
    pub title: Text,
    /// The fields of the head, under `policy`.
    pub head: Vec<FormField>,
    /// The fields of the document.
    pub fields: Vec<FormField>,
    /// The entries of other documents' lists that can be chosen, by list.
    pub lists: BTreeMap<String, Vec<FormChoice>>,
}

/// A text and what is to be changed in it.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditPolicyText {
    /// The TOML text.
    pub text: String,
    /// The changes, made one after another; none to have the text checked only.
    #[serde(default)]
    pub edits: Vec<Edit>,
}

/// The text after the changes, read and checked.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
pub struct EditedPolicy {
    /// The TOML text.
    pub text: String,
    /// The text as data, the head under `policy`; nothing when it is not TOML.
    #[schema(value_type = Option<Object>)]
    pub body: Option<Value>,
    /// Everything that is wrong with it.
    pub problems: Vec<PolicyProblem>,
    /// Whether it can be kept as a draft: it can be read, whatever is wrong with what it says.
    pub readable: bool,
}

/// The form of a kind of document, made from its type.
#[utoipa::path(get, path = "/api/v1/policies/{kind}/form", tag = "policy", params(("kind" = Kind, Path)),
    responses((status = 200, body = PolicyForm)))]
pub async fn policy_form(app: App, me: Actor, at: At, Path(asked): Path<String>) -> web::Result<Json<PolicyForm>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let (book, fields) = (at.policies.book(tx)?, form::fields(kind));
        let lists = form::lists(&fields);
        let lists = lists.into_iter().map(|it| (it.clone(), entries(tx, &book, &it))).collect();
        Ok(PolicyForm { kind, title: kind.title(), head: form::head(), fields, lists })
    })
    .await
}

/// The entries of a list such as `cases.kinds`, in what holds now.
fn entries(tx: &mut Tx<'_>, book: &Book, list: &str) -> Vec<FormChoice> {
    let Some((kind, path)) = list.split_once('.') else { return Vec::new() };
    let held = kind.parse().ok().and_then(|it: Kind| book.at(tx.now()).version(it).ok());
    let body = held.and_then(|it| serde_json::to_value(&it.document.body).ok()).unwrap_or_default();
    let choice = |id: &str, it: &Value| {
        let label = serde_json::from_value(it["name"].clone());
        let plain = Text { zh: id.to_owned(), en: id.to_owned() };
        FormChoice { value: id.to_owned(), label: label.unwrap_or(plain) }
    };
    match body.get(path) {
        Some(Value::Array(all)) => all.iter().filter_map(|it| Some(choice(it["id"].as_str()?, it))).collect(),
        Some(Value::Object(all)) => all.iter().map(|(id, it)| choice(id, it)).collect(),
        _ => Vec::new(),
    }
}

/// Change a text, one value at a time; comments and order stay. Nothing is kept: the answer is the new text, read and
/// checked.
#[utoipa::path(post, path = "/api/v1/policies/edit", tag = "policy", request_body = EditPolicyText,
    responses((status = 200, body = EditedPolicy)))]
pub async fn edit_policy_text(
    app: App,
    me: Actor,
    at: At,
    Command { body, .. }: Command<EditPolicyText>,
) -> web::Result<Json<EditedPolicy>> {
    me.may(Right::EditPolicy)?;
    app.read(move |tx| edited(tx, &at, &body)).await
}

fn edited(tx: &mut Tx<'_>, at: &At, asked: &EditPolicyText) -> Result<EditedPolicy> {
    let text = if asked.edits.is_empty() { asked.text.clone() } else { rules::edit(&asked.text, &asked.edits)? };
    let body = read_plain::<toml::Table>(&text).ok().map(serde_json::to_value).transpose().map_err(base::fault)?;
    let answer = |problems, readable| EditedPolicy { text: text.clone(), body: body.clone(), problems, readable };
    let document = match rules::read(&text) {
        Ok(document) => document,
        // Which kind it is meant to be does not matter to a text that cannot be read.
        Err(it) => return Ok(answer(vec![problem(at, Kind::Access, &it)], false)),
    };
    let kind = document.header.kind;
    let faults = api::faults(&*at.policies.book(tx)?, &document, tx.now());
    Ok(answer(faults.iter().map(|it| problem(at, kind, it)).collect(), true))
}
