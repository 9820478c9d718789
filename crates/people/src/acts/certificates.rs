//! Adding certificates, taking them off, and reminding of their end (PPL-6).

use base::ids::{CertificateId, PersonId};
use base::{Result, Span, Stamp};
use db::events::emit;
use db::{Tx, timers};
use web::{Actor, Right};

use super::about;
use super::absences::{leads, led};
use crate::events::{CertificateAdded, CertificateExpiring, CertificateRemoved};
use crate::handle::People;
use crate::jobs;
use crate::model::{Certificate, CertificateKind, CertificateRow, Certificates, NewCertificate, Validity};
use crate::refused::Refused;
use crate::rules::certificate::{check, reminders, validity};
use crate::store::{certificates as store, persons};

/// So many are shown of those whose end comes near.
const SHOWN: i64 = 200;

/// Adds a certificate of somebody one leads.
pub fn add(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewCertificate) -> Result<Certificate> {
    let (_, leads) = led(tx, actor, &new.person_id)?;
    if !leads {
        return Err(Refused::PersonNotFound.into());
    }
    let (policy, by) = people.staff(tx)?;
    let (zone, now) = (people.zone(tx)?, tx.now());
    Refused::fields(check(&policy.certificates, new, now.day(&zone)))?;
    let row = CertificateRow {
        id: tx.id(),
        person_id: new.person_id.clone(),
        kind: new.kind.clone(),
        number: new.number.trim().to_owned(),
        issued: new.issued.to_string(),
        expires: new.expires.map(|it| it.to_string()),
        expires_at: new.expires.map_or(Stamp::MAX, |it| it.next().start(&zone)),
        evidence: new.evidence.trim().to_owned(),
        added_by: actor.by().cloned(),
    };
    store::add(tx, &row)?;
    let mut moments = reminders(&policy.certificates, row.expires_at, now);
    moments.sort_unstable();
    wait(tx, &row.id, &moments)?;
    let event = CertificateAdded {
        certificate: row.id.clone(),
        person: row.person_id.clone(),
        kind: row.kind.clone(),
        expires: row.expires.clone(),
    };
    emit(tx, actor.by(), about(&row.person_id), by.as_deref(), &event)?;
    shown(people, tx, vec![row])?.pop().ok_or_else(|| Refused::CertificateNotFound.into())
}

/// Takes a certificate off, which was added by mistake or was replaced.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, id: &CertificateId) -> Result<()> {
    let row = store::one(tx, id)?.ok_or(Refused::CertificateNotFound)?;
    let (_, leads) = led(tx, actor, &row.person_id).map_err(|_| Refused::CertificateNotFound)?;
    if !leads {
        return Err(Refused::CertificateNotFound.into());
    }
    store::remove(tx, id)?;
    timers::cancel(tx, jobs::CERTIFICATE_ENDS, id.as_str())?;
    let event = CertificateRemoved { certificate: row.id, person: row.person_id.clone(), kind: row.kind };
    emit(tx, actor.by(), about(&row.person_id), None, &event)
}

/// Waits for the first of the moments at which somebody is reminded.
fn wait(tx: &mut Tx<'_>, id: &CertificateId, moments: &[Stamp]) -> Result<()> {
    match moments.split_first() {
        Some((next, later)) => timers::set(tx, *next, jobs::CERTIFICATE_ENDS, id.as_str(), &later),
        None => Ok(()),
    }
}

/// A time by which policy reminds has come; `later` are the others.
pub fn remind(tx: &mut Tx<'_>, id: &CertificateId, later: &[Stamp]) -> Result<()> {
    wait(tx, id, later)?;
    let Some(row) = store::one(tx, id)? else { return Ok(()) };
    let (left, person) = (row.expires_at - tx.now(), row.person_id.clone());
    let event = CertificateExpiring { certificate: row.id, person, kind: row.kind, expires: row.expires, left };
    emit(tx, None, about(&row.person_id), None, &event)
}

/// The certificates of oneself or of somebody one leads.
pub fn of_person(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Certificates> {
    let (_, leads) = led(tx, actor, person)?;
    let found = store::of_person(tx, person)?;
    listed(people, tx, found, leads)
}

/// The certificates of the people one leads whose end comes near or has come.
pub fn ending(people: &People, tx: &mut Tx<'_>, actor: &Actor) -> Result<Certificates> {
    if !actor.rights.has(Right::SuperviseCases) {
        actor.may(Right::EditPeople)?;
    }
    let near = people.staff(tx)?.0.certificates.remind_before;
    let near = near.iter().map(|it| it.span(Span::DAY)).max().unwrap_or_default();
    let mut found = Vec::new();
    for row in store::ending(tx, tx.now() + near, SHOWN)? {
        let person = persons::person(tx, &row.person_id)?;
        if person.is_some_and(|it| leads(actor, &it.unit_id)) {
            found.push(row);
        }
    }
    listed(people, tx, found, true)
}

fn listed(people: &People, tx: &mut Tx<'_>, found: Vec<CertificateRow>, may_change: bool) -> Result<Certificates> {
    let kinds = people.staff(tx)?.0.certificates.kinds.into_iter();
    let kinds = kinds.map(|it| CertificateKind { id: it.id, name: it.name }).collect();
    Ok(Certificates { items: shown(people, tx, found)?, kinds, may_change })
}

fn shown(people: &People, tx: &mut Tx<'_>, rows: Vec<CertificateRow>) -> Result<Vec<Certificate>> {
    let (policy, now) = (people.staff(tx)?.0.certificates, tx.now());
    let names = persons::names(tx, &rows.iter().map(|it| it.person_id.clone()).collect::<Vec<_>>())?;
    let holds = |it: &CertificateRow| -> Validity { validity(&policy, it.expires_at, now) };
    let certificate = |it: CertificateRow| Certificate {
        validity: holds(&it),
        person_name: names.get(&it.person_id).cloned().unwrap_or_default(),
        id: it.id,
        person_id: it.person_id,
        kind: it.kind,
        number: it.number,
        issued: it.issued,
        expires: it.expires,
        evidence: it.evidence,
    };
    Ok(rows.into_iter().map(certificate).collect())
}
