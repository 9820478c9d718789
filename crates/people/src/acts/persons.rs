//! Adding and changing members of staff.

use base::Result;
use base::ids::{PersonId, PostId, UnitId};
use db::Tx;
use db::events::emit;
use policy::model::Access;
use web::{Actor, Right};

use super::{about, absences};
use crate::events::{PasswordChanged, PersonAdded, PersonChanged, RolesChanged};
use crate::handle::People;
use crate::model::{NewPerson, Person, PersonPatch, PersonRow, PersonStatus};
use crate::refused::Refused;
use crate::rules::login::{check_login, check_name, check_password, normal_login};
use crate::rules::power;
use crate::store::persons::{self, reaches};
use crate::store::{posts, roles, sessions, units};

fn administers(actor: &Actor) -> bool {
    actor.rights.has(Right::Administer)
}

/// What is wrong with somebody new; asked before their password is hashed.
pub fn check_new(people: &People, tx: &mut Tx<'_>, new: &NewPerson) -> Result<()> {
    let policy = people.sign_in(tx)?.passwords;
    let login = normal_login(&new.login);
    let password = new.password.as_deref().and_then(|it| check_password(&policy, "password", &login, it));
    Ok(Refused::fields([check_login(&login), check_name("name", &new.name), password])?)
}

/// Adds somebody. `hash` is that of `new.password`.
pub fn add(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewPerson, hash: Option<&str>) -> Result<Person> {
    actor.may(Right::EditPeople)?;
    check_new(people, tx, new)?;
    placed(tx, actor, &new.unit_id, new.post_id.as_ref())?;
    let access = people.access(tx)?;
    for role in &new.roles {
        power::may_give(&access, administers(actor), role)?;
    }
    let row = PersonRow {
        id: tx.id(),
        login: normal_login(&new.login),
        name: new.name.trim().to_owned(),
        kind: new.kind,
        employment: new.employment,
        unit_id: new.unit_id.clone(),
        post_id: new.post_id.clone(),
        level: new.level.clone(),
        status: PersonStatus::Active,
        locale: new.locale,
        version: 1,
        created_at: tx.now(),
    };
    if !persons::add(tx, &row)? {
        return Err(Refused::LoginTaken.into());
    }
    for role in &new.roles {
        roles::give(tx, &row.id, role, actor.by())?;
    }
    if let Some(hash) = hash {
        let must_change = people.sign_in(tx)?.passwords.change_given;
        sessions::set_password(tx, &row.id, hash, must_change)?;
    }
    let event = PersonAdded {
        person: row.id.clone(),
        name: row.name.clone(),
        kind: row.kind,
        unit: row.unit_id.clone(),
        roles: roles::of(tx, &row.id)?,
    };
    emit(tx, actor.by(), about(&row.id), None, &event)?;
    people.changed(tx);
    shown(tx, row)
}

/// A unit within the actor's reach, open, and a post of it.
fn placed(tx: &mut Tx<'_>, actor: &Actor, unit: &UnitId, post: Option<&PostId>) -> Result<()> {
    let found = units::unit(tx, unit)?.filter(|it| it.active && reaches(actor, Right::EditPeople, &it.id));
    found.ok_or(Refused::UnitNotFound)?;
    let Some(post) = post else { return Ok(()) };
    let post = posts::post(tx, post)?.filter(|it| it.active).ok_or(Refused::PostNotFound)?;
    if post.unit_id == *unit { Ok(()) } else { Err(Refused::PostElsewhere.into()) }
}

/// Changes somebody. Everybody may change the language of their own screens.
pub fn patch(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PersonId, patch: &PersonPatch) -> Result<Person> {
    let own = actor.by() == Some(id);
    let only_locale = PersonPatch { version: patch.version, locale: patch.locale, ..PersonPatch::default() } == *patch;
    if !(own && only_locale) {
        actor.may(Right::EditPeople)?;
    }
    let before = persons::seen(tx, actor, Right::EditPeople, id)?.ok_or(Refused::PersonNotFound)?;
    if before.version != patch.version {
        return Err(Refused::Stale(before.version).into());
    }
    if own && (patch.roles.is_some() || patch.unit_id.is_some() || patch.status.is_some()) {
        return Err(Refused::AboutOneself.into());
    }
    let (access, had) = (people.access(tx)?, roles::of(tx, id)?);
    if !own {
        power::may_change(&access, administers(actor), &had)?;
    }
    let after = patched(&before, patch);
    Refused::fields([check_name("name", &after.name)])?;
    if (&after.unit_id, &after.post_id) != (&before.unit_id, &before.post_id) {
        placed(tx, actor, &after.unit_id, after.post_id.as_ref())?;
    }
    let will = patch.roles.clone().unwrap_or_else(|| had.clone());
    someone_administers(tx, &access, &before, &had, after.status, &will)?;
    if !persons::save(tx, &after)? {
        return Err(Refused::Stale(before.version + 1).into());
    }
    told(tx, actor, &before, &after)?;
    give_and_take(tx, actor, &access, id, &had, &will)?;
    if after.status != PersonStatus::Active {
        sessions::end_all(tx, id, None)?;
    }
    // Whoever left, or holds another post, may have stood in for somebody.
    absences::settle(people, tx, actor)?;
    let row = persons::person(tx, id)?.ok_or(Refused::PersonNotFound)?;
    shown(tx, row)
}

fn patched(before: &PersonRow, patch: &PersonPatch) -> PersonRow {
    let unit_id = patch.unit_id.clone().unwrap_or_else(|| before.unit_id.clone());
    // A post belongs to a unit: whoever moves leaves the old post behind.
    let kept_post = before.post_id.clone().filter(|_| unit_id == before.unit_id);
    PersonRow {
        name: patch.name.as_ref().map_or_else(|| before.name.clone(), |it| it.trim().to_owned()),
        kind: patch.kind.unwrap_or(before.kind),
        employment: patch.employment.unwrap_or(before.employment),
        post_id: patch.post_id.clone().or(kept_post),
        level: patch.level.clone().or_else(|| before.level.clone()),
        status: patch.status.unwrap_or(before.status),
        locale: patch.locale.unwrap_or(before.locale),
        unit_id,
        ..before.clone()
    }
}

/// Somebody who works here now has to be able to administer afterwards.
fn someone_administers(
    tx: &mut Tx<'_>,
    access: &Access,
    before: &PersonRow,
    had: &[String],
    status: PersonStatus,
    will: &[String],
) -> Result<()> {
    let was = before.status == PersonStatus::Active && power::administers(access, had);
    let stays = status == PersonStatus::Active && power::administers(access, will);
    if !was || stays {
        return Ok(());
    }
    // Two administrators could otherwise take each other's place away at one moment.
    units::lock(tx)?;
    if !roles::has_other(tx, &power::administering(access), &before.id)? {
        return Err(Refused::LastAdministrator.into());
    }
    Ok(())
}

fn told(tx: &mut Tx<'_>, actor: &Actor, before: &PersonRow, after: &PersonRow) -> Result<()> {
    let fields = [
        ("name", before.name != after.name),
        ("kind", before.kind != after.kind),
        ("employment", before.employment != after.employment),
        ("unit_id", before.unit_id != after.unit_id),
        ("post_id", before.post_id != after.post_id),
        ("level", before.level != after.level),
        ("status", before.status != after.status),
        ("locale", before.locale != after.locale),
    ];
    let changed: Vec<String> = fields.iter().filter(|it| it.1).map(|it| it.0.to_owned()).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let (unit, status) = (after.unit_id.clone(), after.status);
    let event = PersonChanged { person: after.id.clone(), changed, unit, status };
    emit(tx, actor.by(), about(&after.id), None, &event)
}

fn give_and_take(
    tx: &mut Tx<'_>,
    actor: &Actor,
    access: &Access,
    id: &PersonId,
    had: &[String],
    will: &[String],
) -> Result<()> {
    let given: Vec<String> = will.iter().filter(|it| !had.contains(it)).cloned().collect();
    let taken: Vec<String> = had.iter().filter(|it| !will.contains(it)).cloned().collect();
    for role in &given {
        power::may_give(access, administers(actor), role)?;
        roles::give(tx, id, role, actor.by())?;
    }
    for role in &taken {
        roles::take(tx, id, role)?;
    }
    if given.is_empty() && taken.is_empty() {
        return Ok(());
    }
    emit(tx, actor.by(), about(id), None, &RolesChanged { person: id.clone(), given, taken })
}

/// Whether the actor may set somebody's password; answers their login, for the check of the new one.
pub fn may_reset(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PersonId, password: &str) -> Result<()> {
    actor.may(Right::EditPeople)?;
    let row = persons::seen(tx, actor, Right::EditPeople, id)?.ok_or(Refused::PersonNotFound)?;
    if actor.by() == Some(id) {
        return Err(Refused::AboutOneself.into());
    }
    power::may_change(&people.access(tx)?, administers(actor), &roles::of(tx, id)?)?;
    let policy = people.sign_in(tx)?.passwords;
    Ok(Refused::fields([check_password(&policy, "password", &row.login, password)])?)
}

/// Gives somebody a new password, which they change at their next sign-in if policy says so, and ends their sessions.
pub fn reset(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PersonId, password: &str, hash: &str) -> Result<()> {
    may_reset(people, tx, actor, id, password)?;
    let must_change = people.sign_in(tx)?.passwords.change_given;
    sessions::set_password(tx, id, hash, must_change)?;
    sessions::end_all(tx, id, None)?;
    people.changed(tx);
    emit(tx, actor.by(), about(id), None, &PasswordChanged { person: id.clone(), reset: true })
}

/// Somebody with the name of their unit and their roles.
pub fn shown(tx: &mut Tx<'_>, row: PersonRow) -> Result<Person> {
    let mut all = shown_all(tx, vec![row])?;
    all.pop().ok_or_else(|| Refused::PersonNotFound.into())
}

/// Several people with the names of their units and their roles.
pub fn shown_all(tx: &mut Tx<'_>, rows: Vec<PersonRow>) -> Result<Vec<Person>> {
    let ids: Vec<PersonId> = rows.iter().map(|it| it.id.clone()).collect();
    let places: Vec<UnitId> = rows.iter().map(|it| it.unit_id.clone()).collect();
    let mut all_roles = roles::of_all(tx, &ids)?;
    let names = units::names(tx, &places)?;
    let person = |it: PersonRow| Person {
        unit_name: names.get(&it.unit_id).cloned().unwrap_or_default(),
        roles: all_roles.remove(&it.id).unwrap_or_default(),
        id: it.id,
        login: it.login,
        name: it.name,
        kind: it.kind,
        employment: it.employment,
        unit_id: it.unit_id,
        post_id: it.post_id,
        level: it.level,
        status: it.status,
        locale: it.locale,
        version: it.version,
        created_at: it.created_at,
    };
    Ok(rows.into_iter().map(person).collect())
}
