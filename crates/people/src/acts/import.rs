//! Many people at once from a list: looked through first, then added all or none (PPL-1).

use std::collections::BTreeSet;

use base::{FieldProblem, Refuse as _, Result};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, Right};

use super::{invitations, persons as acts};
use crate::handle::People;
use crate::model::{InvitationLink, NewPerson};
use crate::reading::Line;
use crate::refused::Refused;
use crate::rules::login::{check_login, check_name, normal_login};
use crate::rules::power;
use crate::rules::roster_file::{self, Draft, Known};
use crate::store::persons::{self, reaches};
use crate::store::{posts, units};

/// A row of the list, looked through.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Its line in the file.
    pub line: u64,
    /// What it says, and what is wrong.
    pub draft: Draft,
}

/// A first password; shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FirstPassword {
    /// Whose login.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The password, to be changed at the first sign-in where policy says so.
    pub password: String,
}

/// What the names in a list stand for, as far as the actor reaches.
fn known(people: &People, tx: &mut Tx<'_>, actor: &Actor) -> Result<Known> {
    let mut known = Known::default();
    for unit in units::all(tx)?.into_iter().filter(|it| it.active && reaches(actor, Right::EditPeople, &it.id)) {
        known.units.extend(unit.code.map(|code| (code, unit.id.clone())));
        known.units.push((unit.name, unit.id));
    }
    let open = posts::all(tx, None)?.into_iter().filter(|it| it.active);
    known.posts = open.map(|it| (it.unit_id, it.name, it.id)).collect();
    for role in people.access(tx)?.roles {
        for name in [role.id.clone(), role.name.zh, role.name.en] {
            known.roles.push((name, role.id.clone()));
        }
    }
    Ok(known)
}

/// Looks through a list; nothing is written.
pub fn look(people: &People, tx: &mut Tx<'_>, actor: &Actor, table: &[Line]) -> Result<Vec<Looked>> {
    actor.may(Right::EditPeople)?;
    let Some(((_, header), rows)) = table.split_first() else { return Err(Refused::TableEmpty.into()) };
    let columns = roster_file::columns(header)?;
    let (known, access) = (known(people, tx, actor)?, people.access(tx)?);
    let administers = actor.rights.has(Right::Administer);
    let mut logins = BTreeSet::new();
    let mut looked = Vec::new();
    for (line, cells) in rows {
        let mut draft = roster_file::draft(&columns, cells, &known);
        let login = normal_login(&draft.login);
        draft.problems.extend(check_login(&login));
        draft.problems.extend(check_name("name", &draft.name));
        if !logins.insert(login.clone()) {
            draft.problems.push(FieldProblem::new("login", "people.twice_in_list"));
        } else if persons::by_login(tx, &login)?.is_some() {
            draft.problems.push(FieldProblem::new("login", "people.login_taken"));
        }
        for role in draft.person.iter().flat_map(|it| &it.roles) {
            if let Err(refused) = power::may_give(&access, administers, role) {
                draft.problems.push(FieldProblem::new("roles", refused.refusal().code).with("role", role));
            }
        }
        looked.push(Looked { line: *line, draft });
    }
    Ok(looked)
}

/// First passwords for everybody on a list in which nothing is wrong.
///
/// # Errors
/// Refused when anything is wrong.
pub fn with_passwords(
    people: &People,
    tx: &mut Tx<'_>,
    looked: Vec<Looked>,
) -> Result<Vec<(NewPerson, FirstPassword)>> {
    all_right(&looked)?;
    let least = usize::try_from(people.sign_in(tx)?.passwords.least_length).unwrap_or(0).max(12);
    let mut all = Vec::new();
    for person in looked.into_iter().filter_map(|it| it.draft.person) {
        let password = roster_file::first_password(least, &tx.random::<32>());
        let (login, name) = (normal_login(&person.login), person.name.clone());
        all.push((person, FirstPassword { login, name, password }));
    }
    Ok(all)
}

fn all_right(looked: &[Looked]) -> Result<()> {
    let wrong = looked.iter().filter(|it| !it.draft.problems.is_empty()).count();
    if wrong > 0 { Err(Refused::ListWrong(wrong).into()) } else { Ok(()) }
}

/// Adds everybody on a list in which nothing is wrong, with a link by which they set their own password.
///
/// # Errors
/// Refused when anything is wrong, or when one of them is refused; nobody is added then.
pub fn invite_all(people: &People, tx: &mut Tx<'_>, actor: &Actor, looked: Vec<Looked>) -> Result<Vec<InvitationLink>> {
    all_right(&looked)?;
    let mut links = Vec::new();
    for new in looked.into_iter().filter_map(|it| it.draft.person) {
        let person = acts::add(people, tx, actor, &new, None)?;
        links.push(invitations::make(people, tx, actor, &person.id)?);
    }
    Ok(links)
}

/// Adds everybody, or, when one of them is refused, nobody.
pub fn add_all(people: &People, tx: &mut Tx<'_>, actor: &Actor, all: &[(NewPerson, String)]) -> Result<()> {
    for (person, hash) in all {
        acts::add(people, tx, actor, person, Some(hash))?;
    }
    Ok(())
}
