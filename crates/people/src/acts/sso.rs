//! Signing in by an identity provider: the ticket a browser keeps meanwhile, and what becomes of who comes back (SEC-2).
//!
//! Nothing is written while somebody is away: their browser keeps a ticket that only this installation can have made.
//! State, nonce and PKCE verifier follow from the chance in it, so what comes back fits this browser or nothing.

use base::ids::{IdentityProviderId, PersonId};
use base::{Result, Stamp, fault, text};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use db::Tx;
use db::events::{About, emit};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use vault::Vault;

use super::about;
use super::second_factor::{self, Proof};
use super::signing::{Begun, By, Client, begin};
use crate::events::{ProviderNameBound, SignInRefused};
use crate::handle::{People, try_key};
use crate::model::{IdentityProviderRow, PersonStatus};
use crate::refused::Refused;
use crate::rules::id_token::Claims;
use crate::rules::slowing::{self, Counted};
use crate::rules::{power, provider as rules};
use crate::store::{persons, providers as store, roles, sessions};
use crate::turned_away::TurnedAway;

/// What a browser keeps from leaving for a provider until it is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Chance.
    pub chance: String,
    /// Which provider.
    pub provider: IdentityProviderId,
    /// Where our page is, as the browser sees it.
    pub origin: String,
    /// Where to go afterwards.
    pub next: Option<String>,
    /// When it began.
    pub at: Stamp,
    /// Who came back, while a code of theirs is still asked for.
    pub person: Option<PersonId>,
}

/// The space of the marks on tickets.
const SPACE: &str = "people sign-in ticket";

impl Ticket {
    /// What tells this sign-in from others.
    pub fn state(&self) -> String {
        self.follows("state")
    }

    /// What the token has to repeat.
    pub fn nonce(&self) -> String {
        self.follows("nonce")
    }

    /// What the token is asked for with (PKCE).
    pub fn verifier(&self) -> String {
        self.follows("verifier")
    }

    /// The hash of it, which goes ahead.
    pub fn challenge(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()))
    }

    /// Where a provider sends people back to.
    pub fn back(&self) -> String {
        format!("{}/sign-in/return", self.origin)
    }

    fn follows(&self, what: &str) -> String {
        text::hex(&Sha256::digest(format!("hearth {what}\0{}", self.chance)))
    }

    /// As the browser keeps it.
    pub fn sealed(&self, vault: &Vault) -> Result<String> {
        let body = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).map_err(fault)?);
        let mark = vault.blind_text(SPACE, &body)?;
        Ok(format!("{body}.{}", mark.as_str()))
    }

    /// A ticket that this installation made, and that is not too old.
    pub fn opened(people: &People, tx: &mut Tx<'_>, kept: &str) -> Result<Self> {
        let over = || TurnedAway::SignInOver;
        let (body, mark) = kept.split_once('.').ok_or_else(over)?;
        let right = people.vault().blind_text(SPACE, body)?;
        if !bool::from(right.as_str().as_bytes().ct_eq(mark.as_bytes())) {
            return Err(over().into());
        }
        let body = BASE64_URL_SAFE_NO_PAD.decode(body).map_err(|_| over())?;
        let ticket: Self = serde_json::from_slice(&body).map_err(|_| over())?;
        let patience = people.sign_in(tx)?.single_sign_on.patience.span(base::Span::DAY);
        if tx.now() - ticket.at > patience { Err(over().into()) } else { Ok(ticket) }
    }
}

/// A provider by which people sign in.
pub fn provider(tx: &mut Tx<'_>, id: &IdentityProviderId) -> Result<IdentityProviderRow> {
    Ok(store::one(tx, id)?.filter(|it| it.active).ok_or(TurnedAway::ProviderNotFound)?)
}

/// Whether passwords of ours serve only those who administer: policy says so, and there is another way in.
pub fn is_only_way(people: &People, tx: &mut Tx<'_>) -> Result<bool> {
    Ok(!people.sign_in(tx)?.single_sign_on.passwords && !store::active(tx)?.is_empty())
}

/// Whether somebody may sign in with a password of ours. Those who administer always may, so that a provider that is
/// down locks nobody out for good.
pub fn may_use_password(people: &People, tx: &mut Tx<'_>, person: &PersonId) -> Result<bool> {
    if !is_only_way(people, tx)? {
        return Ok(true);
    }
    let access = people.access(tx)?;
    Ok(power::administers(&access, &roles::of(tx, person)?))
}

fn tries_from(client: &Client) -> String {
    try_key("provider", &[&client.address])
}

/// Counts somebody who comes back, by the place they come from: what is refused is put on record, and a stranger must not
/// be able to fill it.
///
/// # Errors
/// Refused after too many that were not let in.
pub fn knock(people: &People, tx: &mut Tx<'_>, client: &Client) -> Result<()> {
    let (policy, key, now) = (people.sign_in(tx)?.attempts, tries_from(client), tx.now());
    let (tries, allowed) = slowing::count(&policy, Counted::Address, sessions::tries(tx, &key)?, now);
    if !allowed {
        return Err(Refused::TooManyTries(((tries.locked_until - now).0 + 999) / 1000).into());
    }
    sessions::save_tries(tx, &key, tries)?;
    sessions::name_lock(tx, &key, None, Some(&client.address))
}

/// Whoever was let in was not trying.
fn forgive(tx: &mut Tx<'_>, client: &Client) -> Result<()> {
    let key = tries_from(client);
    let tries = slowing::forgive(Counted::Address, sessions::tries(tx, &key)?);
    sessions::save_tries(tx, &key, tries)
}

/// What becomes of somebody whom a provider knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// They are in.
    Begun(Begun),
    /// A code of ours is asked for as well.
    CodeMissing(PersonId),
    /// The code was wrong; the try is counted.
    CodeWrong,
    /// They are refused, on record.
    Refused(TurnedAway),
}

/// Lets somebody in whom a provider knows, when they are somebody who works here.
pub fn arrive(
    people: &People,
    tx: &mut Tx<'_>,
    provider: &IdentityProviderRow,
    claims: &Claims,
    client: &Client,
) -> Result<Arrived> {
    let person = match recognise(tx, provider, claims)? {
        Ok(it) => it,
        Err((person, refused)) => return refuse(tx, provider, person.as_ref(), refused, client),
    };
    forgive(tx, client)?;
    store::used(tx, &provider.id, &person)?;
    let trusted = people.sign_in(tx)?.single_sign_on.trusted_factors;
    let strong = rules::is_strong(&trusted, &claims.amr, claims.acr.as_deref());
    if !strong && second_factor::prove(people, tx, &person, None)? == Proof::Missing {
        return Ok(Arrived::CodeMissing(person));
    }
    let by = By { provider: Some(&provider.name), strong };
    begin(people, tx, &person, client, &by).map(Arrived::Begun)
}

/// Lets somebody in who came back, and now typed a code of ours.
pub fn arrive_with_code(
    people: &People,
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    code: &str,
    client: &Client,
) -> Result<Arrived> {
    let person = ticket.person.as_ref().ok_or(TurnedAway::SignInOver)?;
    let provider = provider(tx, &ticket.provider)?;
    let active = persons::person(tx, person)?.is_some_and(|it| it.status == PersonStatus::Active);
    if !active {
        return refuse(tx, &provider, Some(person), TurnedAway::PersonInactive, client);
    }
    match second_factor::prove(people, tx, person, Some(code))? {
        Proof::Missing => Ok(Arrived::CodeMissing(person.clone())),
        Proof::Wrong => Ok(Arrived::CodeWrong),
        Proof::Right => {
            let by = By { provider: Some(&provider.name), strong: false };
            begin(people, tx, person, client, &by).map(Arrived::Begun)
        }
    }
}

type Recognised = std::result::Result<PersonId, (Option<PersonId>, TurnedAway)>;

/// Whom a provider speaks of: whoever is known by this name there, else whoever has the login that it claims. Nobody is
/// added, and nobody gets a right from a claim.
fn recognise(tx: &mut Tx<'_>, provider: &IdentityProviderRow, claims: &Claims) -> Result<Recognised> {
    let name = text::hex(&Sha256::digest(format!("{}\0{}", provider.issuer, claims.sub)));
    let known = store::person_of(tx, &provider.id, &name)?;
    let mut found = known.as_ref().map(|it| persons::person(tx, it)).transpose()?.flatten();
    if known.is_none() {
        for login in rules::logins(&provider.claim, provider.email_domain.as_deref(), &claims.more) {
            found = found.or(persons::by_login(tx, &login)?);
        }
    }
    let Some(person) = found else { return Ok(Err((None, TurnedAway::PersonUnknown(provider.claim.clone())))) };
    if person.status != PersonStatus::Active {
        return Ok(Err((Some(person.id), TurnedAway::PersonInactive)));
    }
    if known.is_none() {
        // Somebody else may have been given the address of one who left it.
        if !store::bind(tx, &provider.id, &name, &person.id)? {
            return Ok(Err((Some(person.id), TurnedAway::KnownByAnother)));
        }
        let event = ProviderNameBound { person: person.id.clone(), provider: provider.id.clone() };
        emit(tx, Some(&person.id), about(&person.id), None, &event)?;
    }
    Ok(Ok(person.id))
}

fn refuse(
    tx: &mut Tx<'_>,
    provider: &IdentityProviderRow,
    person: Option<&PersonId>,
    refused: TurnedAway,
    client: &Client,
) -> Result<Arrived> {
    told(tx, Some(&provider.id), person, &refused, client)?;
    Ok(Arrived::Refused(refused))
}

/// Puts a refusal on record.
pub fn told(
    tx: &mut Tx<'_>,
    provider: Option<&IdentityProviderId>,
    person: Option<&PersonId>,
    refused: &TurnedAway,
    client: &Client,
) -> Result<()> {
    let reason = base::Refuse::refusal(refused).code.to_owned();
    let about = About { person, ..About::default() };
    let event = SignInRefused { provider: provider.cloned(), reason, address: client.address.clone() };
    emit(tx, None, about, None, &event)
}
