//! Identity providers: entered, changed and tried by those who administer; a person's name there forgotten (SEC-2).

use base::Result;
use base::ids::{IdentityProviderId, PersonId};
use db::Tx;
use db::events::{About, emit};
use vault::{Place, Purpose, Sealed};
use web::{Actor, Right};

use super::about;
use super::signing::may_see;
use crate::events::{IdentityProviderAdded, IdentityProviderChanged, ProviderNameForgotten};
use crate::handle::People;
use crate::model::{
    IdentityProvider, IdentityProviderPatch, IdentityProviderRow, IdentityProviders, NewIdentityProvider, ProviderName,
};
use crate::refused::Refused;
use crate::rules::{power, provider as rules};
use crate::store::{providers as store, roles, sessions};
use crate::turned_away::TurnedAway;

fn place(id: &IdentityProviderId) -> Place<'_> {
    Place::new(Purpose::Secret, "people_provider", "secret", id.as_str())
}

/// The providers.
pub fn list(tx: &mut Tx<'_>, actor: &Actor) -> Result<IdentityProviders> {
    actor.may(Right::Administer)?;
    let (rows, counts) = (store::all(tx)?, store::counts(tx)?);
    let items = rows.into_iter().map(|it| {
        let people = counts.iter().find(|one| one.0 == it.id).map_or(0, |one| one.1);
        shown(it, people)
    });
    Ok(IdentityProviders { items: items.collect() })
}

fn shown(it: IdentityProviderRow, people: i64) -> IdentityProvider {
    IdentityProvider {
        id: it.id,
        name: it.name,
        issuer: it.issuer,
        client_id: it.client_id,
        has_secret: it.has_secret,
        claim: it.claim,
        email_domain: it.email_domain,
        insecure_loopback: it.insecure_loopback,
        active: it.active,
        people,
        version: it.version,
    }
}

fn row(id: IdentityProviderId, version: i64, to: &NewIdentityProvider) -> IdentityProviderRow {
    let some = |it: &str| Some(it.trim().to_lowercase()).filter(|it| !it.is_empty());
    IdentityProviderRow {
        id,
        name: to.name.trim().to_owned(),
        issuer: to.issuer.trim().to_owned(),
        client_id: to.client_id.trim().to_owned(),
        has_secret: to.client_secret.is_some(),
        claim: to.claim.trim().to_owned(),
        email_domain: to.email_domain.as_deref().and_then(some),
        insecure_loopback: to.insecure_loopback,
        active: to.active,
        version,
    }
}

/// Adds a provider.
pub fn add(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewIdentityProvider) -> Result<IdentityProvider> {
    actor.may(Right::Administer)?;
    let it = row(tx.id(), 1, new);
    Refused::fields(rules::check(&it))?;
    store::add(tx, &it)?;
    keep_secret(people, tx, &it.id, new)?;
    let event = IdentityProviderAdded { provider: it.id.clone(), name: it.name.clone(), issuer: it.issuer.clone() };
    emit(tx, actor.by(), About::default(), None, &event)?;
    Ok(shown(it, 0))
}

/// Changes a provider. Whoever signs in by it goes on; only a provider under another issuer is another one.
pub fn change(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &IdentityProviderId,
    patch: &IdentityProviderPatch,
) -> Result<IdentityProvider> {
    actor.may(Right::Administer)?;
    let before = store::one(tx, id)?.ok_or(TurnedAway::ProviderNotFound)?;
    let it = row(id.clone(), patch.version, &patch.to);
    Refused::fields(rules::check(&it))?;
    let bound = store::counts(tx)?.iter().any(|one| one.0 == *id);
    if bound && it.issuer != before.issuer {
        return Err(TurnedAway::ProviderIssuerKept.into());
    }
    if before.version != patch.version || !store::save(tx, &it)? {
        return Err(Refused::Stale(before.version).into());
    }
    keep_secret(people, tx, id, &patch.to)?;
    let fields = [
        ("name", before.name != it.name),
        ("issuer", before.issuer != it.issuer),
        ("client_id", before.client_id != it.client_id),
        ("client_secret", patch.to.client_secret.is_some()),
        ("claim", before.claim != it.claim),
        ("email_domain", before.email_domain != it.email_domain),
        ("insecure_loopback", before.insecure_loopback != it.insecure_loopback),
        ("active", before.active != it.active),
    ];
    let changed: Vec<String> = fields.iter().filter(|one| one.1).map(|one| one.0.to_owned()).collect();
    if !changed.is_empty() {
        let event = IdentityProviderChanged { provider: id.clone(), changed, active: it.active };
        emit(tx, actor.by(), About::default(), None, &event)?;
    }
    let all = list(tx, actor)?.items;
    all.into_iter().find(|one| one.id == *id).ok_or_else(|| TurnedAway::ProviderNotFound.into())
}

fn keep_secret(people: &People, tx: &mut Tx<'_>, id: &IdentityProviderId, to: &NewIdentityProvider) -> Result<()> {
    let Some(secret) = to.client_secret.as_deref() else { return Ok(()) };
    let sealed = people.vault().seal(tx, &place(id), secret)?;
    store::set_secret(tx, id, sealed.as_bytes())
}

/// The secret a provider gave us.
pub fn secret(people: &People, tx: &mut Tx<'_>, id: &IdentityProviderId) -> Result<Option<String>> {
    let Some(sealed) = store::secret(tx, id)? else { return Ok(None) };
    let opened = people.vault().open_sealed(tx, &place(id), &Sealed::from_bytes(sealed))?;
    Ok(Some(opened.reveal().to_owned()))
}

/// A provider, for trying whether it answers.
pub fn to_try(tx: &mut Tx<'_>, actor: &Actor, id: &IdentityProviderId) -> Result<IdentityProviderRow> {
    actor.may(Right::Administer)?;
    Ok(store::one(tx, id)?.ok_or(TurnedAway::ProviderNotFound)?)
}

/// The providers by which somebody signs in: for themselves, and for those who may change them.
pub fn of_person(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Vec<ProviderName>> {
    may_see(tx, actor, person)?;
    store::of_person(tx, person)
}

/// Forgets who somebody is at a provider, and ends their sessions: their next sign-in there is a first one again.
pub fn forget(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    person: &PersonId,
    provider: &IdentityProviderId,
) -> Result<()> {
    actor.may(Right::EditPeople)?;
    may_see(tx, actor, person)?;
    let access = people.access(tx)?;
    power::may_change(&access, actor.rights.has(Right::Administer), &roles::of(tx, person)?)?;
    if !store::unbind(tx, provider, person)? {
        return Err(TurnedAway::ProviderNotFound.into());
    }
    sessions::end_all(tx, person, None)?;
    people.changed(tx);
    let event = ProviderNameForgotten { person: person.clone(), provider: provider.clone() };
    emit(tx, actor.by(), about(person), None, &event)
}
