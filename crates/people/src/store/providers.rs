//! Identity providers and the names people have there.

use base::Result;
use base::ids::{IdentityProviderId, PersonId};
use db::{Tx, args};

use crate::model::{IdentityProviderRow, ProviderName};

const COLUMNS: &str = "id, name, issuer, client_id, secret IS NOT NULL, claim, email_domain, insecure_loopback, active, \
                       version";

/// All providers, by name. There are few: an administrator enters each.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<IdentityProviderRow>> {
    tx.all(&format!("SELECT {COLUMNS} FROM people_provider ORDER BY name, id LIMIT 100"), args![])
}

/// Those by which people sign in: id and name.
pub fn active(tx: &mut Tx<'_>) -> Result<Vec<(IdentityProviderId, String)>> {
    tx.all("SELECT id, name FROM people_provider WHERE active ORDER BY name, id LIMIT 100", args![])
}

/// One of them.
pub fn one(tx: &mut Tx<'_>, id: &IdentityProviderId) -> Result<Option<IdentityProviderRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_provider WHERE id = $1"), args![id])
}

/// The sealed secret.
pub fn secret(tx: &mut Tx<'_>, id: &IdentityProviderId) -> Result<Option<Vec<u8>>> {
    let found: Option<(Option<Vec<u8>>,)> = tx.maybe("SELECT secret FROM people_provider WHERE id = $1", args![id])?;
    Ok(found.and_then(|it| it.0))
}

/// Adds a provider.
pub fn add(tx: &mut Tx<'_>, it: &IdentityProviderRow) -> Result<()> {
    tx.send(
        "INSERT INTO people_provider (id, name, issuer, client_id, claim, email_domain, insecure_loopback, active,
                                      created_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            it.id,
            it.name,
            it.issuer,
            it.client_id,
            it.claim,
            it.email_domain,
            it.insecure_loopback,
            it.active,
            tx.now(),
        ],
    )
}

/// Writes a provider that was read at `it.version`; answers false when somebody else wrote first.
pub fn save(tx: &mut Tx<'_>, it: &IdentityProviderRow) -> Result<bool> {
    let saved = tx.run(
        "UPDATE people_provider SET name = $2, issuer = $3, client_id = $4, claim = $5, email_domain = $6,
                insecure_loopback = $7, active = $8, version = version + 1
          WHERE id = $1 AND version = $9",
        args![
            it.id,
            it.name,
            it.issuer,
            it.client_id,
            it.claim,
            it.email_domain,
            it.insecure_loopback,
            it.active,
            it.version,
        ],
    )?;
    Ok(saved == 1)
}

/// Writes the sealed secret.
pub fn set_secret(tx: &mut Tx<'_>, id: &IdentityProviderId, sealed: &[u8]) -> Result<()> {
    tx.send("UPDATE people_provider SET secret = $2 WHERE id = $1", args![id, sealed.to_vec()])
}

/// How many people are known by each provider.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(IdentityProviderId, i64)>> {
    tx.all("SELECT provider_id, COUNT(*) FROM people_provider_name GROUP BY provider_id", args![])
}

/// Who is meant by a name at a provider, known by its hash.
pub fn person_of(tx: &mut Tx<'_>, provider: &IdentityProviderId, sub_hash: &str) -> Result<Option<PersonId>> {
    let found: Option<(PersonId,)> = tx.maybe(
        "SELECT person_id FROM people_provider_name WHERE provider_id = $1 AND sub_hash = $2",
        args![provider, sub_hash],
    )?;
    Ok(found.map(|it| it.0))
}

/// Binds a name at a provider to somebody; answers false when the name or the person is bound already.
pub fn bind(tx: &mut Tx<'_>, provider: &IdentityProviderId, sub_hash: &str, person: &PersonId) -> Result<bool> {
    let bound = tx.run(
        "INSERT INTO people_provider_name (provider_id, sub_hash, person_id, bound_ms, used_ms)
         VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING",
        args![provider, sub_hash, person, tx.now()],
    )?;
    Ok(bound == 1)
}

/// Writes down that somebody signed in by a provider.
pub fn used(tx: &mut Tx<'_>, provider: &IdentityProviderId, person: &PersonId) -> Result<()> {
    tx.send(
        "UPDATE people_provider_name SET used_ms = $3 WHERE person_id = $2 AND provider_id = $1",
        args![provider, person, tx.now()],
    )
}

/// Forgets somebody's name at a provider; answers false when there was none.
pub fn unbind(tx: &mut Tx<'_>, provider: &IdentityProviderId, person: &PersonId) -> Result<bool> {
    let gone =
        tx.run("DELETE FROM people_provider_name WHERE person_id = $2 AND provider_id = $1", args![provider, person])?;
    Ok(gone > 0)
}

/// The providers by which somebody signs in.
pub fn of_person(tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<ProviderName>> {
    tx.all(
        "SELECT n.provider_id, p.name, n.bound_ms, n.used_ms
           FROM people_provider_name n JOIN people_provider p ON p.id = n.provider_id
          WHERE n.person_id = $1 ORDER BY p.name, p.id LIMIT 100",
        args![person],
    )
}
