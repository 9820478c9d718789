//! Versions as they are shown.

use std::collections::BTreeMap;

use base::ids::PersonId;
use base::{FieldProblem, Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::Actor;

use super::At;
use crate::api;
use crate::book::Book;
use crate::model::{Certainty, Kind, PolicyRef, Scope, Standing, Status, Text, Version};
use crate::rules::Act;

/// A version in a list.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyRow {
    /// Its name, `limits@3`; decisions made under it carry it.
    #[schema(value_type = String)]
    pub policy: PolicyRef,
    /// The kind.
    pub kind: Kind,
    /// What people call the kind.
    pub kind_title: Text,
    /// What people call the document.
    pub title: Text,
    /// Its number within the kind.
    pub version: i64,
    /// For whom it holds: `organisation`, `site:…`, `team:…` or `role:…`.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// What people call the unit of the scope.
    pub scope_name: Option<String>,
    /// From when on.
    pub effective_from: Stamp,
    /// What it is now.
    pub status: Standing,
    /// Where it comes from.
    pub source: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Who wrote it; nobody when it came with a pack.
    pub author_id: Option<PersonId>,
    /// What the author is called.
    pub author_name: Option<String>,
    /// Who read it.
    pub reviewer_id: Option<PersonId>,
    /// What the reviewer is called.
    pub reviewer_name: Option<String>,
    /// Who approved it.
    pub approver_id: Option<PersonId>,
    /// What the approver is called.
    pub approver_name: Option<String>,
    /// When it was written down.
    pub created_at: Stamp,
    /// When it was approved.
    pub approved_at: Option<Stamp>,
    /// When it was switched off.
    pub withdrawn_at: Option<Stamp>,
    /// Counts changes; goes with every command.
    pub edition: i64,
    /// Whether it waits for this person: to be submitted, reviewed or approved.
    pub waits_for_me: bool,
}

/// Something that can be done with a version.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyAction {
    /// Its name: `edit`, `submit`, `review`, `approve`, `reject`, `discard`, `withdraw`, `draft`.
    pub name: String,
    /// Why it is not possible now; nothing when it is.
    pub reason: Option<String>,
}

/// A fault of a document.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyProblem {
    /// Where, as `limits[3].within`; `policy.…` is in the head. Empty when the whole text is concerned.
    pub field: String,
    /// Stable code, for programs.
    pub code: String,
    /// What is wrong and what to do, for people.
    pub detail: String,
    /// The line of the text.
    pub line: Option<i64>,
}

/// A version with its content.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyDocument {
    /// What it is.
    #[serde(flatten)]
    pub row: PolicyRow,
    /// What a reader should know.
    pub notes: Option<Text>,
    /// The TOML text.
    pub text: String,
    /// The same as data; its form depends on the kind.
    #[schema(value_type = Object)]
    pub body: Value,
    /// What this person can do with it, and why not the rest.
    pub actions: Vec<PolicyAction>,
    /// What is wrong with it, while it waits.
    pub problems: Vec<PolicyProblem>,
    /// The version that holds for the same scope now, to compare with.
    pub in_force: Option<i64>,
    /// By what it can be compared over the past.
    pub what_ifs: Vec<String>,
}

/// The names that rows need, looked up once.
pub struct Names(BTreeMap<PersonId, String>);

impl Names {
    pub fn of<'a>(tx: &mut Tx<'_>, at: &At, all: impl IntoIterator<Item = &'a Version>) -> Result<Self> {
        let ids = all.into_iter().flat_map(|it| [&it.author, &it.reviewer, &it.approver]).flatten();
        let ids: std::collections::BTreeSet<PersonId> = ids.cloned().collect();
        Ok(Self(at.house.names(tx, &Vec::from_iter(ids))?))
    }

    pub fn get(&self, id: Option<&PersonId>) -> Option<String> {
        id.and_then(|it| self.0.get(it).cloned())
    }
}

/// Whether a version waits for somebody to bring it on.
fn waits(status: Status) -> bool {
    matches!(status, Status::Draft | Status::Submitted | Status::Reviewed)
}

pub fn row(tx: &mut Tx<'_>, at: &At, me: &Actor, book: &Book, names: &Names, it: &Version) -> Result<PolicyRow> {
    let (header, now) = (&it.document.header, tx.now());
    let mut waits_for_me = false;
    if waits(it.status) && me.by().is_some() {
        let past = api::history(tx, it)?;
        for (act, allowed) in api::possible(tx, book, &*at.house, me, it, &past)? {
            let on = matches!(act, Act::Submit | Act::Review | Act::Approve);
            // A draft waits for its own writer, not for everybody who might write.
            let mine = act != Act::Submit || crate::rules::wrote(it, &past, me.me()?);
            waits_for_me |= on && mine && allowed.is_ok();
        }
    }
    let scope_name = match &it.scope {
        Scope::Site(_) | Scope::Team(_) => at.house.unit(tx, &it.scope)?.map(|it| it.1),
        Scope::Role(role) => {
            let access = book.at(now).access().ok();
            access.and_then(|it| it.says.role(role).map(|it| it.name.of(at.lang == web::Lang::En).to_owned()))
        }
        Scope::Organisation => None,
    };
    Ok(PolicyRow {
        policy: it.reference(),
        kind: it.kind,
        kind_title: it.kind.title(),
        title: it.title.clone(),
        version: it.version,
        scope: it.scope.clone(),
        scope_name,
        effective_from: it.effective_from,
        status: book.standing(it, now),
        source: header.source.clone(),
        certainty: header.certainty,
        author_id: it.author.clone(),
        author_name: names.get(it.author.as_ref()),
        reviewer_id: it.reviewer.clone(),
        reviewer_name: names.get(it.reviewer.as_ref()),
        approver_id: it.approver.clone(),
        approver_name: names.get(it.approver.as_ref()),
        created_at: it.created_at,
        approved_at: it.approved_at,
        withdrawn_at: it.withdrawn_at,
        edition: it.edition,
        waits_for_me,
    })
}

pub fn document(tx: &mut Tx<'_>, at: &At, me: &Actor, book: &Book, it: &Version) -> Result<PolicyDocument> {
    let (names, now) = (Names::of(tx, at, [it])?, tx.now());
    let problems = if waits(it.status) { api::faults(book, &it.document, now) } else { Vec::new() };
    let in_force = book
        .versions(it.kind)
        .iter()
        .find(|one| one.scope == it.scope && book.standing(one, now) == Standing::Effective);
    let what_ifs = at.house.what_ifs().iter().filter(|one| one.kinds().contains(&it.kind));
    Ok(PolicyDocument {
        notes: it.document.header.notes.clone(),
        text: it.text.to_string(),
        body: serde_json::to_value(&it.document.body).map_err(base::fault)?,
        actions: actions(tx, at, me, book, it)?,
        problems: problems.iter().map(|one| problem(at, it.kind, one)).collect(),
        in_force: in_force.map(|it| it.version),
        what_ifs: what_ifs.map(|one| one.name().to_owned()).collect(),
        row: row(tx, at, me, book, &names, it)?,
    })
}

fn actions(tx: &mut Tx<'_>, at: &At, me: &Actor, book: &Book, it: &Version) -> Result<Vec<PolicyAction>> {
    let mut all = Vec::new();
    if me.by().is_none() {
        return Ok(all);
    }
    let past = api::history(tx, it)?;
    for (act, allowed) in api::possible(tx, book, &*at.house, me, it, &past)? {
        all.push(PolicyAction { name: word(act).to_owned(), reason: at.why(allowed)? });
    }
    if !waits(it.status) {
        let allowed = api::may_write(tx, &*at.house, me, &it.scope);
        all.push(PolicyAction { name: "draft".to_owned(), reason: at.why(allowed)? });
    }
    Ok(all)
}

/// What an act is called in answers and commands.
pub fn word(act: Act) -> &'static str {
    match act {
        Act::Edit => "edit",
        Act::Submit => "submit",
        Act::Review => "review",
        Act::Approve => "approve",
        Act::Reject => "reject",
        Act::Discard => "discard",
        Act::Withdraw => "withdraw",
    }
}

/// A fault in words. What was found beside other documents is named by its place in this one.
pub fn problem(at: &At, kind: Kind, it: &FieldProblem) -> PolicyProblem {
    let own = it.field.strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix('.'));
    let line = it.params.get("line").and_then(|it| it.to_string().parse().ok());
    PolicyProblem { field: own.unwrap_or(&it.field).to_owned(), code: it.code.to_owned(), detail: at.say(it), line }
}
