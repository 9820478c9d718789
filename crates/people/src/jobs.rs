//! What happens when a time comes: somebody is away or back, lent rights are over, a certificate ends soon.

use base::{Result, Stamp};
use db::Tx;
use db::timers::{Handler, Handlers, Timer};
use web::Actor;

use crate::acts::{absences as acts, certificates, delegations as lending};
use crate::handle::People;
use crate::model::AbsenceState;
use crate::store::{absences, delegations};

/// Timers of absences that begin; the subject is the absence.
pub(crate) const ABSENCE_BEGINS: &str = "people.absence_begins";
/// Timers of absences whose planned end comes; the subject is the absence.
pub(crate) const ABSENCE_ENDS: &str = "people.absence_ends";
/// Timers of lent rights whose time passes; the subject is the delegation.
pub(crate) const DELEGATION_ENDS: &str = "people.delegation_ends";

/// Timers of certificates that end soon; the subject is the certificate.
pub(crate) const CERTIFICATE_ENDS: &str = "people.certificate_ends";

/// The handlers of this capability's timers.
pub fn handlers(people: &People) -> Handlers {
    let with = people.clone();
    let begins: Handler = Box::new(move |tx, timer| absence_begins(&with, tx, timer));
    let with = people.clone();
    let ends: Handler = Box::new(move |tx, timer| absence_ends(&with, tx, timer));
    let with = people.clone();
    let lent: Handler = Box::new(move |tx, timer| delegation_ends(&with, tx, timer));
    let ending: Handler = Box::new(|tx, timer| match timer.subject.parse() {
        Ok(id) => certificates::remind(tx, &id, &timer.body::<Vec<Stamp>>()?),
        Err(_) => Ok(()),
    });
    [(ABSENCE_BEGINS, begins), (ABSENCE_ENDS, ends), (DELEGATION_ENDS, lent), (CERTIFICATE_ENDS, ending)].into()
}

fn absence_begins(people: &People, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse() else { return Ok(()) };
    match absences::one(tx, &id)?.filter(|it| it.state == AbsenceState::Planned) {
        Some(absence) => acts::begin(people, tx, &Actor::system(), absence),
        None => Ok(()),
    }
}

fn absence_ends(people: &People, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse() else { return Ok(()) };
    match absences::one(tx, &id)?.filter(|it| it.state == AbsenceState::Running) {
        Some(absence) => acts::over(people, tx, &Actor::system(), absence),
        None => Ok(()),
    }
}

fn delegation_ends(people: &People, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse() else { return Ok(()) };
    match delegations::one(tx, &id)? {
        Some(row) => lending::over(people, tx, &Actor::system(), &row, false),
        None => Ok(()),
    }
}
