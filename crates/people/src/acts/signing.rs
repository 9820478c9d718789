//! Signing in and out, passwords of one's own, and sessions.

use base::ids::{PersonId, SessionId};
use base::{Result, Stamp, text};
use db::Tx;
use db::events::emit;
use web::{Actor, Right};

use super::about;
use crate::events::{PasswordChanged, SessionRevoked, SignInLocked, SignedIn, SignedOut};
use crate::handle::{People, try_key};
use crate::model::PersonStatus;
use crate::refused::Refused;
use crate::rules::login::{check_password, normal_login};
use crate::rules::slowing::{self, Counted};
use crate::store::sessions::{self, NewSession};
use crate::store::{persons, roles};

/// The browser at the other end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// Its network address.
    pub address: String,
    /// What it says it is.
    pub agent: String,
    /// Whether it came over TLS.
    pub secure: bool,
}

/// Somebody who wants to sign in, before their password is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knocking {
    /// Who it is, if anybody who works here has this login.
    pub person: Option<PersonId>,
    /// The hash of their password.
    pub hash: Option<String>,
}

fn keys(login: &str, address: &str) -> [(Counted, String); 3] {
    [
        (Counted::LoginAndAddress, try_key("login and address", &[login, address])),
        (Counted::Login, try_key("login", &[login])),
        (Counted::Address, try_key("address", &[address])),
    ]
}

/// Counts a try and finds whose password it has to be.
///
/// # Errors
/// Refused when there were too many tries, the same for logins that exist and that do not.
pub fn knock(people: &People, tx: &mut Tx<'_>, login: &str, client: &Client) -> Result<Knocking> {
    let login = normal_login(login);
    let policy = people.sign_in(tx)?.attempts;
    let now = tx.now();
    for (counted, key) in keys(&login, &client.address) {
        let (tries, allowed) = slowing::count(&policy, counted, sessions::tries(tx, &key)?, now);
        if !allowed {
            return Err(Refused::TooManyTries(((tries.locked_until - now).0 + 999) / 1000).into());
        }
        if tries.locked_until > now {
            let event = SignInLocked { address: client.address.clone(), until: tries.locked_until };
            emit(tx, None, db::events::About::default(), None, &event)?;
        }
        sessions::save_tries(tx, &key, tries)?;
    }
    sessions::sweep_tries(tx, now - policy.window.span(base::Span::DAY) - base::Span::DAY)?;
    let person = persons::by_login(tx, &login)?.filter(|it| it.status == PersonStatus::Active);
    let Some(person) = person else { return Ok(Knocking::default()) };
    Ok(Knocking { hash: sessions::password(tx, &person.id)?, person: Some(person.id) })
}

/// A session that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its token, for the cookie; nowhere else is it kept.
    pub token: String,
    /// When it ends at the latest.
    pub until: Stamp,
}

/// Begins a session for somebody whose password was right.
pub fn enter(people: &People, tx: &mut Tx<'_>, login: &str, person: &PersonId, client: &Client) -> Result<Begun> {
    for (counted, key) in keys(&normal_login(login), &client.address) {
        let tries = slowing::forgive(counted, sessions::tries(tx, &key)?);
        sessions::save_tries(tx, &key, tries)?;
    }
    begin(people, tx, person, client)
}

/// Begins a session.
pub fn begin(people: &People, tx: &mut Tx<'_>, person: &PersonId, client: &Client) -> Result<Begun> {
    let token = text::hex(&tx.random::<32>());
    let id: SessionId = tx.id();
    let agent: String = client.agent.chars().take(200).collect();
    let token_hash = crate::handle::token_hash(&token);
    let address = client.address.clone();
    sessions::begin(tx, &NewSession { id: &id, person, token_hash: &token_hash, address: &address, agent: &agent })?;
    emit(tx, Some(person), about(person), None, &SignedIn { session: id, address, agent })?;
    let until = tx.now() + people.sign_in(tx)?.sessions.at_most.span(base::Span::DAY);
    Ok(Begun { token, until })
}

/// Ends the session of a token.
pub fn leave(people: &People, tx: &mut Tx<'_>, token: &str) -> Result<()> {
    let Some(open) = sessions::of_token(tx, &crate::handle::token_hash(token))? else { return Ok(()) };
    sessions::end(tx, &open.id)?;
    people.changed(tx);
    emit(tx, Some(&open.person), about(&open.person), None, &SignedOut { session: open.id })
}

/// Ends a session from elsewhere: one's own, or that of somebody the actor administers.
pub fn revoke(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &SessionId) -> Result<()> {
    let owner = sessions::owner(tx, id)?.ok_or(Refused::SessionNotFound)?;
    may_see(tx, actor, &owner).map_err(|_| Refused::SessionNotFound)?;
    if actor.by() != Some(&owner) {
        let access = people.access(tx)?;
        let administers = actor.rights.has(Right::Administer);
        crate::rules::power::may_change(&access, administers, &roles::of(tx, &owner)?)?;
    }
    sessions::end(tx, id)?;
    people.changed(tx);
    emit(tx, actor.by(), about(&owner), None, &SessionRevoked { session: id.clone(), person: owner.clone() })
}

/// Passes for oneself, and for those who may change this person.
pub fn may_see(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<()> {
    if actor.by() == Some(person) {
        return Ok(());
    }
    actor.may(Right::EditPeople)?;
    persons::seen(tx, actor, Right::EditPeople, person)?.ok_or(Refused::PersonNotFound)?;
    Ok(())
}

/// What is wrong with a new password of one's own; answers the hash of the old one.
pub fn check_own(people: &People, tx: &mut Tx<'_>, me: &PersonId, old: &str, new: &str) -> Result<Option<String>> {
    let row = persons::person(tx, me)?.ok_or(Refused::PersonNotFound)?;
    // Whoever finds an unlocked screen must not be able to guess the password behind it.
    let policy = people.sign_in(tx)?;
    let key = try_key("own password", &[&row.login]);
    let tries = sessions::tries(tx, &key)?;
    let (tries, allowed) = slowing::count(&policy.attempts, Counted::LoginAndAddress, tries, tx.now());
    if !allowed {
        return Err(Refused::TooManyTries(((tries.locked_until - tx.now()).0 + 999) / 1000).into());
    }
    if old == new {
        return Err(Refused::SamePassword.into());
    }
    Refused::fields([check_password(&policy.passwords, "new", &row.login, new)])?;
    sessions::save_tries(tx, &key, tries)?;
    sessions::password(tx, me)
}

/// Changes one's own password and ends one's other sessions.
pub fn change_own(people: &People, tx: &mut Tx<'_>, me: &PersonId, token: &str, hash: &str) -> Result<()> {
    let row = persons::person(tx, me)?.ok_or(Refused::PersonNotFound)?;
    let key = try_key("own password", &[&row.login]);
    sessions::save_tries(tx, &key, slowing::Tries::default())?;
    sessions::set_password(tx, me, hash, false)?;
    let present = sessions::of_token(tx, &crate::handle::token_hash(token))?;
    sessions::end_all(tx, me, present.as_ref().map(|it| &it.id))?;
    people.changed(tx);
    emit(tx, Some(me), about(me), None, &PasswordChanged { person: me.clone(), reset: false })
}
