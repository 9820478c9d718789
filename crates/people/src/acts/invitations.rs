//! Links by which people set their own password: made, taken back, used (PPL-1, SEC-2).

use base::ids::{InvitationId, PersonId};
use base::{Result, Span, text};
use db::Tx;
use db::events::emit;
use web::{Actor, Right};

use super::second_factor::{self, Proof};
use super::signing::{Begun, By, Client, begin};
use super::{about, sso};
use crate::events::{InvitationMade, InvitationUsed, InvitationWithdrawn};
use crate::handle::{People, token_hash};
use crate::model::{Invitation, InvitationLink, InvitationOf, InvitationRow, Invited, PersonRow, PersonStatus};
use crate::refused::Refused;
use crate::rules::login::check_password;
use crate::rules::{invitation as rules, power};
use crate::store::{invitations as store, persons, roles, sessions, units};
use crate::turned_away::TurnedAway;

/// Somebody whom the actor may invite: others, whom they may change.
fn invitable(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<PersonRow> {
    actor.may(Right::EditPeople)?;
    let row = persons::seen(tx, actor, Right::EditPeople, person)?.ok_or(Refused::PersonNotFound)?;
    if actor.by() == Some(person) {
        return Err(Refused::AboutOneself.into());
    }
    power::may_change(&people.access(tx)?, actor.rights.has(Right::Administer), &roles::of(tx, person)?)?;
    Ok(row)
}

/// The latest link of somebody.
pub fn of_person(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<InvitationOf> {
    invitable(people, tx, actor, person)?;
    let now = tx.now();
    let latest = store::latest(tx, person)?.map(|it| Invitation {
        state: rules::state(&it, now),
        id: it.id,
        made_at: it.made_at,
        until: it.until,
    });
    Ok(InvitationOf { latest })
}

/// Makes a link for somebody who works here; an older one is void.
pub fn make(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<InvitationLink> {
    let PersonRow { login, name, status, .. } = invitable(people, tx, actor, person)?;
    if status != PersonStatus::Active {
        return Err(TurnedAway::InviteeInactive.into());
    }
    store::withdraw(tx, person)?;
    let until = tx.now() + people.sign_in(tx)?.invitations.valid.span(Span::DAY);
    let (id, word): (InvitationId, _) = (tx.id(), text::hex(&tx.random::<32>()));
    store::add(tx, &id, person, &token_hash(&word), actor.by(), until)?;
    emit(tx, actor.by(), about(person), None, &InvitationMade { person: person.clone(), until })?;
    Ok(InvitationLink { login, name, word, until })
}

/// Takes the link of somebody back.
pub fn withdraw(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<()> {
    invitable(people, tx, actor, person)?;
    if store::withdraw(tx, person)? == 0 {
        return Err(TurnedAway::InvitationNotFound.into());
    }
    emit(tx, actor.by(), about(person), None, &InvitationWithdrawn { person: person.clone() })
}

/// Whose link it is, while it can be used.
fn usable(people: &People, tx: &mut Tx<'_>, word: &str) -> Result<(InvitationRow, PersonRow)> {
    let found = store::of_word(tx, &token_hash(word))?.ok_or(TurnedAway::InvitationNotFound)?;
    rules::may_use(&found, tx.now())?;
    let person = persons::person(tx, &found.person_id)?.filter(|it| it.status == PersonStatus::Active);
    let person = person.ok_or(TurnedAway::InvitationWithdrawn)?;
    if !sso::may_use_password(people, tx, &person.id)? {
        return Err(TurnedAway::PasswordsOff.into());
    }
    Ok((found, person))
}

/// Whom a link is for.
pub fn look(people: &People, tx: &mut Tx<'_>, word: &str) -> Result<Invited> {
    let (found, person) = usable(people, tx, word)?;
    let organisation = units::company(tx)?.map(|it| it.name).unwrap_or_default();
    let least_length = people.sign_in(tx)?.passwords.least_length;
    Ok(Invited { organisation, name: person.name, login: person.login, until: found.until, least_length })
}

/// What is wrong with the password that somebody wants to set; asked before it is hashed.
pub fn check(people: &People, tx: &mut Tx<'_>, word: &str, password: &str) -> Result<()> {
    let (_, person) = usable(people, tx, word)?;
    let policy = people.sign_in(tx)?.passwords;
    Ok(Refused::fields([check_password(&policy, "password", &person.login, password)])?)
}

/// Uses a link: the password is set, older sessions end, and one begins; none where a second factor is asked for first.
pub fn accept(people: &People, tx: &mut Tx<'_>, word: &str, hash: &str, client: &Client) -> Result<Option<Begun>> {
    let (found, person) = usable(people, tx, word)?;
    if !store::take(tx, &found.id)? {
        return Err(TurnedAway::InvitationUsed.into());
    }
    sessions::set_password(tx, &person.id, hash, false)?;
    sessions::end_all(tx, &person.id, None)?;
    people.changed(tx);
    emit(tx, Some(&person.id), about(&person.id), None, &InvitationUsed { person: person.id.clone() })?;
    match second_factor::prove(people, tx, &person.id, None)? {
        Proof::Right => begin(people, tx, &person.id, client, &By::default()).map(Some),
        Proof::Missing | Proof::Wrong => Ok(None),
    }
}
