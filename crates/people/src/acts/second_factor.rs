//! The second factor: enrolling, confirming, using, recovering, resetting (SEC-2).

use base::ids::PersonId;
use base::{Result, Span, Stamp, fault, text};
use db::Tx;
use db::events::emit;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use vault::{Place, Purpose, Sealed};
use web::{Actor, Right};

use super::{about, signing};
use crate::events::{RecoveryCodeUsed, RecoveryCodesMade, SecondFactorEnrolled, SecondFactorRemoved};
use crate::handle::{People, try_key};
use crate::refused::Refused;
use crate::rules::slowing::{self, Counted};
use crate::rules::{power, totp};
use crate::store::sessions::{self, OpenSession};
use crate::store::{persons, roles, second_factor as store, units};

/// How long a secret is, as RFC 4226 recommends.
const SECRET: usize = 20;

/// Whether somebody has a second factor, and has to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorState {
    /// Since when; nothing without one.
    pub since: Option<Stamp>,
    /// Whether policy asks for one by their roles.
    pub required: bool,
    /// How many recovery codes are left.
    pub recovery_left: i64,
    /// Whether the password is asked for once more; not just after a sign-in by an identity provider.
    pub password_asked: bool,
}

/// A secret to be read by an authenticator app; shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Enrolment {
    /// The secret as letters, for typing.
    pub secret: String,
    /// The address that the picture shows.
    pub address: String,
    /// The picture (SVG).
    pub picture: String,
}

/// Recovery codes; shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each signs in once in place of a code.
    pub codes: Vec<String>,
}

fn place(person: &PersonId) -> Place<'_> {
    Place::new(Purpose::Secret, "people_second_factor", "sealed", person.as_str())
}

/// Whether policy asks somebody for a second factor.
pub fn required(people: &People, tx: &mut Tx<'_>, person: &PersonId) -> Result<bool> {
    let asked = people.sign_in(tx)?.second_factor.roles;
    if asked.is_empty() {
        return Ok(false);
    }
    Ok(roles::of(tx, person)?.iter().any(|it| asked.contains(it)))
}

/// Whether somebody still has to enrol before they may do anything else; not where their identity provider asked for a
/// second factor.
pub fn must_enrol(people: &People, tx: &mut Tx<'_>, open: &OpenSession) -> Result<bool> {
    Ok(!open.strong && required(people, tx, &open.person)? && store::since(tx, &open.person)?.is_none())
}

/// Somebody's second factor.
pub fn state(people: &People, tx: &mut Tx<'_>, person: &PersonId, token: &str) -> Result<SecondFactorState> {
    let (since, required) = (store::since(tx, person)?, required(people, tx, person)?);
    let password_asked = !signing::has_just_come(people, tx, token)?;
    Ok(SecondFactorState { since, required, recovery_left: store::recovery_left(tx, person)?, password_asked })
}

/// Makes a secret for oneself; it counts once its first code was typed.
pub fn begin(people: &People, tx: &mut Tx<'_>, me: &PersonId) -> Result<Enrolment> {
    if store::since(tx, me)?.is_some() {
        return Err(Refused::SecondFactorThere.into());
    }
    let secret: [u8; SECRET] = tx.random();
    let letters = totp::base32(&secret);
    let sealed = people.vault().seal(tx, &place(me), &text::hex(&secret))?;
    store::begin(tx, me, sealed.as_bytes())?;
    let login = persons::person(tx, me)?.ok_or(Refused::PersonNotFound)?.login;
    let organisation = units::company(tx)?.map(|it| it.name).unwrap_or_default();
    let address = totp::address(&organisation, &login, &secret);
    let code = QrCode::new(&address).map_err(|it| fault(it.to_string()))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(Enrolment { secret: letters, address, picture })
}

/// The first code was typed, and the try was counted: the second factor counts, other sessions end, recovery codes are shown once.
pub fn confirm(people: &People, tx: &mut Tx<'_>, me: &PersonId, token: &str, typed: &str) -> Result<RecoveryCodes> {
    let found = store::locked(tx, me)?.filter(|it| it.confirmed_at.is_none()).ok_or(Refused::NoSecondFactor)?;
    if !takes(people, tx, me, &found, typed)? {
        return Err(Refused::WrongCode.into());
    }
    store::confirm(tx, me)?;
    forgive(tx, me)?;
    let present = sessions::of_token(tx, &crate::handle::token_hash(token))?;
    sessions::end_all(tx, me, present.as_ref().map(|it| &it.id))?;
    people.changed(tx);
    emit(tx, Some(me), about(me), None, &SecondFactorEnrolled { person: me.clone() })?;
    make_recovery(people, tx, me)
}

/// New recovery codes in place of all old ones.
pub fn renew_recovery(people: &People, tx: &mut Tx<'_>, me: &PersonId) -> Result<RecoveryCodes> {
    store::since(tx, me)?.ok_or(Refused::NoSecondFactor)?;
    make_recovery(people, tx, me)
}

fn make_recovery(people: &People, tx: &mut Tx<'_>, me: &PersonId) -> Result<RecoveryCodes> {
    let wanted = people.sign_in(tx)?.second_factor.recovery_codes;
    let codes: Vec<String> = (0..wanted).map(|_| totp::recovery_code(tx.random())).collect();
    let hashes: Vec<String> = codes.iter().filter_map(|it| totp::normal_recovery(it)).map(|it| hash(me, &it)).collect();
    store::set_recovery(tx, me, &hashes)?;
    emit(tx, Some(me), about(me), None, &RecoveryCodesMade { person: me.clone(), count: wanted })?;
    Ok(RecoveryCodes { codes })
}

/// Eighty bits of chance need no slow hash.
fn hash(person: &PersonId, code: &str) -> String {
    text::hex(&Sha256::digest(format!("{person}\0{code}")))
}

/// Whether what was typed is a code of this moment that was not used yet.
fn takes(
    people: &People,
    tx: &mut Tx<'_>,
    person: &PersonId,
    found: &store::SecondFactor,
    typed: &str,
) -> Result<bool> {
    let opened = people.vault().open_sealed(tx, &place(person), &Sealed::from_bytes(found.sealed.clone()))?;
    let secret = unhex(opened.reveal());
    let drift = people.sign_in(tx)?.second_factor.drift.span(Span::DAY);
    let step = totp::accepted(&secret, typed, tx.now(), drift, found.last_step);
    if let Some(step) = step {
        store::used(tx, person, step)?;
    }
    Ok(step.is_some())
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |it: char| it.to_digit(16).and_then(|it| u8::try_from(it).ok()).unwrap_or_default();
    let digits: Vec<u8> = text.chars().map(digit).collect();
    digits.chunks(2).map(|it| it.iter().fold(0, |all, one| all << 4 | one)).collect()
}

/// What somebody who has a second factor types beside their password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It was right, or none is asked for.
    Right,
    /// A code is asked for and none was typed.
    Missing,
    /// It was wrong.
    Wrong,
}

/// Looks at the code of somebody whose password was right. A try is counted and written down also when it was wrong, so
/// the transaction has to be kept whatever comes out.
///
/// # Errors
/// Refused after too many wrong codes.
pub fn prove(people: &People, tx: &mut Tx<'_>, person: &PersonId, typed: Option<&str>) -> Result<Proof> {
    let Some(found) = store::locked(tx, person)?.filter(|it| it.confirmed_at.is_some()) else {
        return Ok(Proof::Right);
    };
    let Some(typed) = typed.filter(|it| !it.trim().is_empty()) else { return Ok(Proof::Missing) };
    count(people, tx, person)?;
    let by_recovery = match totp::normal_recovery(typed) {
        Some(code) => store::use_recovery(tx, person, &hash(person, &code))?,
        None => false,
    };
    if by_recovery {
        let left = store::recovery_left(tx, person)?;
        emit(tx, Some(person), about(person), None, &RecoveryCodeUsed { person: person.clone(), left })?;
    } else if !takes(people, tx, person, &found, typed)? {
        return Ok(Proof::Wrong);
    }
    forgive(tx, person)?;
    Ok(Proof::Right)
}

fn key(person: &PersonId) -> String {
    try_key("second factor", &[person.as_str()])
}

/// Counts a try; six digits are guessed quickly where nobody counts.
pub fn count(people: &People, tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    let (policy, key) = (people.sign_in(tx)?.attempts, key(person));
    let tries = sessions::tries(tx, &key)?;
    let (tries, allowed) = slowing::count(&policy, Counted::LoginAndAddress, tries, tx.now());
    if !allowed {
        return Err(Refused::TooManyTries(((tries.locked_until - tx.now()).0 + 999) / 1000).into());
    }
    sessions::save_tries(tx, &key, tries)?;
    sessions::name_lock(tx, &key, Some(person), None)
}

fn forgive(tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    sessions::save_tries(tx, &key(person), slowing::Tries::default())
}

/// Takes one's own second factor away, where policy does not ask for one.
pub fn remove(people: &People, tx: &mut Tx<'_>, me: &PersonId) -> Result<()> {
    if required(people, tx, me)? {
        return Err(Refused::SecondFactorRequired.into());
    }
    removed(tx, Some(me), me, false)?;
    people.changed(tx);
    Ok(())
}

/// Takes somebody's second factor away, who lost their phone and their codes; their sessions end.
pub fn reset(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PersonId) -> Result<()> {
    actor.may(Right::EditPeople)?;
    persons::seen(tx, actor, Right::EditPeople, id)?.ok_or(Refused::PersonNotFound)?;
    if actor.by() == Some(id) {
        return Err(Refused::AboutOneself.into());
    }
    power::may_change(&people.access(tx)?, actor.rights.has(Right::Administer), &roles::of(tx, id)?)?;
    removed(tx, actor.by(), id, true)?;
    sessions::end_all(tx, id, None)?;
    people.changed(tx);
    Ok(())
}

fn removed(tx: &mut Tx<'_>, by: Option<&PersonId>, person: &PersonId, reset: bool) -> Result<()> {
    if !store::remove(tx, person)? {
        return Err(Refused::NoSecondFactor.into());
    }
    forgive(tx, person)?;
    emit(tx, by, about(person), None, &SecondFactorRemoved { person: person.clone(), reset })
}
