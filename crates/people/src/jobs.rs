//! What happens when a time comes: somebody is away or back, lent rights are over, a certificate ends soon.

use base::{Result, Stamp};
use db::Tx;
use db::events::Logged;
use db::listeners::Listener;
use db::timers::{Handler, Handlers, Timer};
use web::Actor;

use crate::acts::{absences as acts, certificates, delegations as lending, news, rounds};
use crate::handle::People;
use crate::model::{AbsenceState, ReviewStep};
use crate::store::{absences, delegations};

/// Timers of absences that begin; the subject is the absence.
pub(crate) const ABSENCE_BEGINS: &str = "people.absence_begins";
/// Timers of absences whose planned end comes; the subject is the absence.
pub(crate) const ABSENCE_ENDS: &str = "people.absence_ends";
/// Timers of lent rights whose time passes; the subject is the delegation.
pub(crate) const DELEGATION_ENDS: &str = "people.delegation_ends";

/// Timers of certificates that end soon; the subject is the certificate.
pub(crate) const CERTIFICATE_ENDS: &str = "people.certificate_ends";

/// Timers of versions of policy whose day comes; the subject is the version.
pub(crate) const POLICY_BEGINS: &str = "people.policy_begins";
/// Timers of days on which reviews of access are due; the subject is the day.
pub(crate) const REVIEWS_DUE: &str = "people.reviews_due";

/// Timers of what happens in rounds of reviews; the subject is the round and the step's place in it.
pub(crate) const REVIEW_STEP: &str = "people.review_step";

/// Tells those whom it concerns what happens to policies, certificates and reviews.
#[derive(Debug)]
pub struct Newsreader(pub People);

impl Listener for Newsreader {
    fn name(&self) -> &'static str {
        "people.news"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[
            "policy.submitted.v1",
            "policy.reviewed.v1",
            "policy.sent_back.v1",
            "policy.published.v1",
            "people.certificate_expiring.v1",
            "people.access_reviewed.v1",
            "people.person_added.v1",
        ]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        events.iter().try_for_each(|it| news::hear(&self.0, tx, it))
    }
}

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
    let with = people.clone();
    let holds: Handler = Box::new(move |tx, timer| match timer.subject.parse() {
        Ok(version) => news::begins(&with, tx, &version),
        Err(_) => Ok(()),
    });
    let with = people.clone();
    let due: Handler = Box::new(move |tx, _| rounds::due(&with, tx));
    let with = people.clone();
    let step: Handler = Box::new(move |tx, timer| {
        let (round, step): (String, ReviewStep) = timer.body()?;
        rounds::step(&with, tx, &round, step)
    });
    [
        (ABSENCE_BEGINS, begins),
        (ABSENCE_ENDS, ends),
        (DELEGATION_ENDS, lent),
        (CERTIFICATE_ENDS, ending),
        (POLICY_BEGINS, holds),
        (REVIEWS_DUE, due),
        (REVIEW_STEP, step),
    ]
    .into()
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
