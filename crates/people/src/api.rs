//! What other capabilities, and the command line, ask of people; always within their own transaction.

use std::collections::BTreeMap;

use base::ids::{AbsenceId, PersonId, PostId, UnitId};
use base::{Result, Stamp};
use db::Tx;
use policy::api::Chain;
use policy::model::Scope;
use web::Actor;

use crate::acts;
use crate::handle::People;
use crate::hasher;
use crate::model::{
    Absence, AbsenceRow, Certificate, IdentityProvider, NewAbsence, NewCertificate, NewIdentityProvider, NewPerson,
    NewReview, Person, Post, PostBackups, ReviewRound, ReviewVerdict, StaffKind, Unit, UnitKind,
};
use crate::refused::Refused;
use crate::rules::login::normal_login;
use crate::rules::{backup, scope};
use crate::store::{absences, names as name_store, persons, roles, seats, units as unit_store};

pub use crate::acts::posts::NewPost;
pub use crate::acts::setup::found_company;
pub use crate::acts::units::NewUnit;

/// The sealed columns of this capability, for sealing anew after a key was rotated.
pub const SEALED: &[vault::reseal::SealedColumn] = &[
    vault::reseal::SealedColumn {
        purpose: vault::Purpose::Secret,
        table: "people_second_factor",
        id: "person_id",
        column: "sealed",
    },
    vault::reseal::SealedColumn {
        purpose: vault::Purpose::Secret,
        table: "people_provider",
        id: "id",
        column: "secret",
    },
];

/// Who a session's token stands for; nobody when it has ended or is too old.
pub async fn actor(people: &People, token: &str) -> Result<Option<Actor>> {
    use web::Sessions as _;
    Ok(people.resolve(token).await?.map(|it| it.actor.clone()))
}

/// Somebody, with the name of their unit and their roles.
///
/// # Errors
/// Refused when there is no such person.
pub fn person(tx: &mut Tx<'_>, id: &PersonId) -> Result<Person> {
    let row = persons::person(tx, id)?.ok_or(Refused::PersonNotFound)?;
    acts::persons::shown(tx, row)
}

/// Somebody's name; nothing when there is no such person.
pub fn name(tx: &mut Tx<'_>, id: &PersonId) -> Result<String> {
    Ok(persons::person(tx, id)?.map(|it| it.name).unwrap_or_default())
}

/// What somebody may do now, for acting in their name: demo data, jobs that go on for them.
pub fn acting(people: &People, tx: &mut Tx<'_>, id: &PersonId) -> Result<Actor> {
    people.actor(tx, id)
}

/// Somebody by what they sign in with.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<Person>> {
    let row = persons::by_login(tx, &normal_login(login))?;
    row.map(|it| acts::persons::shown(tx, it)).transpose()
}

/// Everybody who works here, by what they sign in with in its normal form.
pub fn logins(tx: &mut Tx<'_>) -> Result<Vec<(String, PersonId)>> {
    persons::logins(tx)
}

/// An administrator opens a round of reviews of access.
pub fn open_reviews(people: &People, tx: &mut Tx<'_>, actor: &Actor) -> Result<ReviewRound> {
    acts::rounds::start(people, tx, actor)
}

/// Somebody confirms what those may do whom they are asked to review, as many as `most`; for demo data.
pub fn confirm_reviews(people: &People, tx: &mut Tx<'_>, actor: &Actor, most: i64) -> Result<()> {
    let keep = NewReview { verdict: ReviewVerdict::Keep, note: String::new() };
    let mine = acts::access::report(people, tx, actor, (true, ""), most)?;
    mine.iter().try_for_each(|it| acts::access::review(people, tx, actor, &it.person_id, &keep).map(drop))
}

/// Who acts for somebody at a moment: themselves while they are at work, else whoever stands in; nobody where none of
/// those named is at work (AB 角, PPL-3).
pub fn acting_for(tx: &mut Tx<'_>, person: &PersonId, at: Stamp) -> Result<Option<PersonId>> {
    let away = absences::away(tx, at)?;
    Ok(backup::acting(&away, person).cloned())
}

/// For whom somebody acts at a moment, besides themselves.
pub fn stands_in_for(tx: &mut Tx<'_>, me: &PersonId, at: Stamp) -> Result<Vec<PersonId>> {
    let away = absences::away(tx, at)?;
    Ok(backup::stands_in_for(&away, me).into_iter().cloned().collect())
}

/// Enters an absence: from a roster, for the command line and demo data.
pub fn be_away(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewAbsence) -> Result<Absence> {
    acts::absences::enter(people, tx, actor, new)
}

/// Ends the absence of somebody that runs now.
pub fn be_back(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<()> {
    let absence = absences::running_of(tx, person)?.ok_or(Refused::AbsenceNotFound)?;
    acts::absences::over(people, tx, actor, absence)
}

/// The absence of somebody that runs now, if work passes to others meanwhile.
pub fn absence_of(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<AbsenceRow>> {
    Ok(absences::running_of(tx, person)?.filter(|it| it.passes))
}

/// An absence.
pub fn absence(tx: &mut Tx<'_>, id: &AbsenceId) -> Result<Option<AbsenceRow>> {
    absences::one(tx, id)
}

/// The names of several people; those unknown are left out.
pub fn names(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<BTreeMap<PersonId, String>> {
    persons::names(tx, ids)
}

/// The names of several units; those unknown are left out.
pub fn unit_names(tx: &mut Tx<'_>, ids: &[UnitId]) -> Result<BTreeMap<UnitId, String>> {
    unit_store::names(tx, ids)
}

/// The names of several people and units, asked in one go; those unknown are left out.
pub fn names_of(
    tx: &mut Tx<'_>,
    people: &[PersonId],
    units: &[UnitId],
) -> Result<(BTreeMap<PersonId, String>, BTreeMap<UnitId, String>)> {
    name_store::of(tx, people, units)
}

/// A unit.
pub fn unit(tx: &mut Tx<'_>, id: &UnitId) -> Result<Option<Unit>> {
    unit_store::unit(tx, id)
}

/// The unit that exists and that policy names by this code.
pub fn unit_by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Unit>> {
    unit_store::by_code(tx, code)
}

/// The company: the unit that all others stand below; nothing before the first set-up.
pub fn company(tx: &mut Tx<'_>) -> Result<Option<Unit>> {
    unit_store::company(tx)
}

/// The unit that a scope of policy is for: the company for everybody and for roles; nothing where no unit is what the
/// scope calls it.
pub fn unit_of_scope(tx: &mut Tx<'_>, scope: &Scope) -> Result<Option<Unit>> {
    let (kind, found) = match scope {
        Scope::Organisation | Scope::Role(_) => (UnitKind::Company, unit_store::company(tx)?),
        Scope::Site(word) => (UnitKind::Site, unit_of_word(tx, word)?),
        Scope::Team(word) => (UnitKind::Team, unit_of_word(tx, word)?),
    };
    Ok(found.filter(|it| it.kind == kind))
}

/// Policy names units by id or by code.
fn unit_of_word(tx: &mut Tx<'_>, word: &str) -> Result<Option<Unit>> {
    match word.parse() {
        Ok(id) => unit_store::unit(tx, &id),
        Err(_) => unit_store::by_code(tx, word),
    }
}

/// All units, by name.
pub fn units(tx: &mut Tx<'_>) -> Result<Vec<Unit>> {
    unit_store::all(tx)
}

/// The units at and below a unit.
pub fn units_below(tx: &mut Tx<'_>, id: &UnitId) -> Result<Vec<UnitId>> {
    unit_store::below(tx, id)
}

/// The scopes of policy that what belongs to a unit lies in, the nearest first.
pub fn scopes(tx: &mut Tx<'_>, unit: &UnitId) -> Result<Chain> {
    Ok(scope::scopes(&unit_store::chain(tx, unit)?))
}

/// Who is of a kind and nearest to a unit: in it, else in the first unit above that has somebody of that kind. Only
/// those at work.
pub fn nearest_of(tx: &mut Tx<'_>, unit: &UnitId, kind: StaffKind) -> Result<Vec<PersonId>> {
    persons::nearest_of(tx, unit, kind)
}

/// The roles somebody has.
pub fn roles_of(tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<String>> {
    roles::of(tx, person)
}

/// Who has a role and is at work in a unit or one above it, with how many units above; the nearest first.
pub fn with_role(tx: &mut Tx<'_>, unit: &UnitId, role: &str) -> Result<Vec<(PersonId, i64)>> {
    seats::with_role(tx, unit, role)
}

/// Who is at a post of this name and at work in a unit or one above it, with how many units above; the nearest first.
pub fn at_post(tx: &mut Tx<'_>, unit: &UnitId, post: &str) -> Result<Vec<(PersonId, i64)>> {
    seats::at_post(tx, unit, post)
}

/// The units at and above a unit, its own first and the company last.
pub fn units_above(tx: &mut Tx<'_>, id: &UnitId) -> Result<Vec<UnitId>> {
    Ok(unit_store::chain(tx, id)?.into_iter().map(|it| it.id).collect())
}

/// Whether there is still nobody, so that the first set-up has to be done.
pub fn setup_needed(tx: &mut Tx<'_>) -> Result<bool> {
    acts::setup::needed(tx)
}

/// Founds a unit; for the command line, imports and demo data.
pub fn add_unit(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewUnit) -> Result<Unit> {
    acts::units::add(people, tx, actor, new)
}

/// Makes a post; for demo data.
pub fn add_post(tx: &mut Tx<'_>, actor: &Actor, new: &NewPost) -> Result<Post> {
    acts::posts::add(tx, actor, new)
}

/// Names who stands in for whoever holds a post; for demo data.
pub fn name_backups(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    post: &PostId,
    asked: &PostBackups,
) -> Result<Post> {
    acts::backups::name(people, tx, actor, post, asked)
}

/// Adds somebody with the password in `new`, from a thread that may be kept busy: hashing takes about 20 ms. For the
/// command line and demo data.
pub fn add_person(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewPerson) -> Result<Person> {
    acts::persons::check_new(people, tx, new)?;
    let hash = new.password.as_deref().map(|it| hasher::hash_now(it, tx.random())).transpose()?;
    acts::persons::add(people, tx, actor, new, hash.as_deref())
}

/// Adds somebody with a password that was hashed before, by [`hash_password`]; for many people at once.
pub fn add_hashed(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewPerson, hash: &str) -> Result<Person> {
    acts::persons::add(people, tx, actor, new, Some(hash))
}

/// The stored form of a password; `salt` is fresh randomness. Takes about 20 ms.
pub fn hash_password(password: &str, salt: [u8; 16]) -> Result<String> {
    hasher::hash_now(password, salt)
}

/// Lets somebody keep a password that was given to them; for the command line and demo data, where the person has
/// seen it being set.
pub fn keep_password(tx: &mut Tx<'_>, person: &PersonId, hash: &str) -> Result<()> {
    crate::store::sessions::set_password(tx, person, hash, false)
}

/// Adds a certificate of somebody; for demo data.
pub fn add_certificate(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewCertificate) -> Result<Certificate> {
    acts::certificates::add(people, tx, actor, new)
}

/// Adds an identity provider; for the command line.
pub fn add_provider(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewIdentityProvider,
) -> Result<IdentityProvider> {
    acts::providers::add(people, tx, actor, new)
}

/// Gives somebody a new password and ends their sessions; from a thread that may be kept busy, for the command line.
///
/// # Errors
/// Refused when there is no such login, or the password is too weak.
pub fn reset_password(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    login: &str,
    password: &str,
) -> Result<PersonId> {
    let row = persons::by_login(tx, &normal_login(login))?.ok_or(Refused::PersonNotFound)?;
    acts::persons::may_reset(people, tx, actor, &row.id, password)?;
    let hash = hasher::hash_now(password, tx.random())?;
    acts::persons::reset(people, tx, actor, &row.id, password, &hash)?;
    Ok(row.id)
}
