//! Signing in and out, passwords of one's own, and sessions.

use base::ids::{PersonId, SessionId};
use base::{Result, Stamp, text};
use db::Tx;
use db::events::emit;
use web::{Actor, Right};

use super::about;
use super::second_factor::{self, Proof};
use super::sso;
use crate::events::{PasswordChanged, SessionRevoked, SignInLocked, SignedIn, SignedOut};
use crate::handle::{People, try_key};
use crate::model::PersonStatus;
use crate::refused::Refused;
use crate::rules::login::{check_password, normal_login};
use crate::rules::slowing::{self, Counted};
use crate::store::sessions::{self, NewSession};
use crate::store::{persons, roles};
use crate::turned_away::TurnedAway;

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
    // Looked up for everybody, so that it takes as long for logins that do not exist.
    let known = persons::by_login(tx, &login)?;
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
        if tries.locked_until > now {
            let person = known.as_ref().map(|it| &it.id).filter(|_| counted != Counted::Address);
            sessions::name_lock(
                tx,
                &key,
                person,
                Some(&client.address).filter(|_| counted != Counted::Login).map(String::as_str),
            )?;
        }
    }
    sessions::sweep_tries(tx, now - policy.window.span(base::Span::DAY) - base::Span::DAY)?;
    let Some(person) = known.filter(|it| it.status == PersonStatus::Active) else { return Ok(Knocking::default()) };
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

/// What becomes of somebody whose password was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// They are in.
    Begun(Begun),
    /// A code is asked for beside the password.
    CodeMissing,
    /// The code was wrong; the try is counted.
    CodeWrong,
    /// Policy sends them to an identity provider.
    PasswordsOff,
}

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct By<'a> {
    /// The name of the provider; nothing by a password of ours.
    pub provider: Option<&'a str>,
    /// Whether the provider asked for a second factor that policy trusts.
    pub strong: bool,
}

/// Begins a session for somebody whose password was right, and their code where they have a second factor.
///
/// # Errors
/// Refused after too many wrong codes.
pub fn enter(
    people: &People,
    tx: &mut Tx<'_>,
    login: &str,
    person: &PersonId,
    code: Option<&str>,
    client: &Client,
) -> Result<Entered> {
    forgive(tx, login, client)?;
    if !sso::may_use_password(people, tx, person)? {
        sso::told(tx, None, Some(person), &TurnedAway::PasswordsOff, client)?;
        return Ok(Entered::PasswordsOff);
    }
    match second_factor::prove(people, tx, person, code)? {
        Proof::Right => begin(people, tx, person, client, &By::default()).map(Entered::Begun),
        Proof::Missing => Ok(Entered::CodeMissing),
        Proof::Wrong => Ok(Entered::CodeWrong),
    }
}

/// Whoever knew the password was not guessing it.
pub fn forgive(tx: &mut Tx<'_>, login: &str, client: &Client) -> Result<()> {
    for (counted, key) in keys(&normal_login(login), &client.address) {
        let tries = slowing::forgive(counted, sessions::tries(tx, &key)?);
        sessions::save_tries(tx, &key, tries)?;
    }
    Ok(())
}

/// Begins a session.
pub fn begin(people: &People, tx: &mut Tx<'_>, person: &PersonId, client: &Client, by: &By<'_>) -> Result<Begun> {
    let token = text::hex(&tx.random::<32>());
    let id: SessionId = tx.id();
    let agent: String = client.agent.chars().take(200).collect();
    let token_hash = crate::handle::token_hash(&token);
    let address = client.address.clone();
    let By { provider, strong } = *by;
    sessions::begin(
        tx,
        &NewSession { id: &id, person, token_hash: &token_hash, address: &address, agent: &agent, provider, strong },
    )?;
    let provider = provider.map(str::to_owned);
    emit(tx, Some(person), about(person), None, &SignedIn { session: id, address, agent, provider })?;
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

/// Counts a try of one's own password by somebody who is signed in; answers its hash. Whoever finds an unlocked screen
/// must not be able to guess the password behind it.
pub fn count_own(people: &People, tx: &mut Tx<'_>, me: &PersonId) -> Result<Option<String>> {
    let (policy, key) = (people.sign_in(tx)?.attempts, own_key(me));
    let tries = sessions::tries(tx, &key)?;
    let (tries, allowed) = slowing::count(&policy, Counted::LoginAndAddress, tries, tx.now());
    if !allowed {
        return Err(Refused::TooManyTries(((tries.locked_until - tx.now()).0 + 999) / 1000).into());
    }
    sessions::save_tries(tx, &key, tries)?;
    sessions::name_lock(tx, &key, Some(me), None)?;
    sessions::password(tx, me)
}

/// One's own password was right.
pub fn forgive_own(tx: &mut Tx<'_>, me: &PersonId) -> Result<()> {
    sessions::save_tries(tx, &own_key(me), slowing::Tries::default())
}

/// Whether the session of a token has just begun by an identity provider.
pub fn has_just_come(people: &People, tx: &mut Tx<'_>, token: &str) -> Result<bool> {
    let lately = people.sign_in(tx)?.single_sign_on.patience.span(base::Span::DAY);
    let open = sessions::of_token(tx, &crate::handle::token_hash(token))?;
    Ok(open.is_some_and(|it| it.by_provider && tx.now() - it.created_at <= lately))
}

fn own_key(me: &PersonId) -> String {
    try_key("own password", &[me.as_str()])
}

/// What is wrong with a new password of one's own; answers the hash of the old one.
pub fn check_own(people: &People, tx: &mut Tx<'_>, me: &PersonId, old: &str, new: &str) -> Result<Option<String>> {
    let row = persons::person(tx, me)?.ok_or(Refused::PersonNotFound)?;
    if old == new {
        return Err(Refused::SamePassword.into());
    }
    Refused::fields([check_password(&people.sign_in(tx)?.passwords, "new", &row.login, new)])?;
    count_own(people, tx, me)
}

/// Changes one's own password and ends one's other sessions.
pub fn change_own(people: &People, tx: &mut Tx<'_>, me: &PersonId, token: &str, hash: &str) -> Result<()> {
    forgive_own(tx, me)?;
    sessions::set_password(tx, me, hash, false)?;
    let present = sessions::of_token(tx, &crate::handle::token_hash(token))?;
    sessions::end_all(tx, me, present.as_ref().map(|it| &it.id))?;
    people.changed(tx);
    emit(tx, Some(me), about(me), None, &PasswordChanged { person: me.clone(), reset: false })
}
