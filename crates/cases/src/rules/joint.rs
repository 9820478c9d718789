//! Joint handling (会办, CAS-6): who may ask whom for a part, accept it, send it back, deliver it, do without it.

use base::ids::{PersonId, UnitId};
use policy::model::{JointSight, JointWork, WaivedBy};

use super::{in_motion, may_work, said};
use crate::barred::Barred;
use crate::model::joint::{Joint, JointState};
use crate::model::{Asker, Case, Rulebook};
use crate::refused::Refused;

/// What policy says of joint handling; refused while it is switched off.
pub fn policy(book: &Rulebook) -> Result<&JointWork, Refused> {
    book.teamwork.says.joint.as_ref().ok_or_else(|| Barred::NoJointWork.into())
}

/// Whether a person may ask other departments at all: who hosts the case.
pub fn may_host(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_work(case, who)?;
    in_motion(case)?;
    let most = policy(book)?.most;
    if case.open_joint >= most { Err(Barred::TooManyJoint.into()) } else { Ok(()) }
}

/// Whether a department, or a person in it, may be asked for something.
pub fn may_ask(
    case: &Case,
    who: &Asker,
    book: &Rulebook,
    all: &[Joint],
    (unit, person): (&UnitId, Option<&PersonId>),
) -> Result<(), Refused> {
    may_host(case, who, book)?;
    if *unit == case.unit_id {
        return Err(Barred::JointWithSelf.into());
    }
    let twin = |it: &&Joint| it.is_open() && it.unit_id == *unit && it.person_id.as_ref() == person;
    if all.iter().any(|it| twin(&it)) { Err(Barred::JointAlready.into()) } else { Ok(()) }
}

/// Whether a person leads the department that is asked.
fn leads(it: &Joint, who: &Asker) -> bool {
    who.supervise.as_ref().is_some_and(|reach| reach.has(&it.unit_id))
}

/// Whether a person may accept a part: whom it is addressed to, or the department's supervisor.
pub fn may_accept(it: &Joint, who: &Asker) -> Result<(), Refused> {
    match it.state {
        JointState::Asked => {}
        JointState::Accepted => return Err(Barred::JointAccepted.into()),
        _ => return Err(Barred::JointOver.into()),
    }
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    let addressed = match &it.person_id {
        Some(person) => who.is(Some(person)) || leads(it, who),
        None => who.works_in(&it.unit_id),
    };
    if addressed { Ok(()) } else { Err(Barred::NotAsked.into()) }
}

/// Whether a person may deliver the result: who works on it, or the department's supervisor.
pub fn may_deliver(it: &Joint, who: &Asker) -> Result<(), Refused> {
    match it.state {
        JointState::Accepted if who.is(it.owner_id.as_ref()) || leads(it, who) => Ok(()),
        JointState::Accepted => Err(Barred::NotAsked.into()),
        JointState::Asked => Err(Barred::JointNotAccepted.into()),
        _ => Err(Barred::JointOver.into()),
    }
}

/// Whether a person may send a part back: whoever may accept it, or works on it.
pub fn may_return(it: &Joint, who: &Asker) -> Result<(), Refused> {
    if it.state == JointState::Accepted { may_deliver(it, who) } else { may_accept(it, who) }
}

/// Whether the host may take a question back: while nobody has accepted it.
pub fn may_withdraw(it: &Joint, case: &Case, who: &Asker) -> Result<(), Refused> {
    may_work(case, who)?;
    match it.state {
        JointState::Asked => Ok(()),
        JointState::Accepted => Err(Barred::JointAccepted.into()),
        _ => Err(Barred::JointOver.into()),
    }
}

/// Whether a person may do without an open part, where policy lets them.
pub fn may_waive(it: &Joint, case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_work(case, who)?;
    if !it.is_open() {
        return Err(Barred::JointOver.into());
    }
    match policy(book)?.waived_by {
        WaivedBy::Host => Ok(()),
        WaivedBy::Supervisor if who.supervises(case) => Ok(()),
        WaivedBy::Supervisor => Err(Barred::WaivedBySupervisor.into()),
        WaivedBy::Nobody => Err(Barred::NotWaived.into()),
    }
}

/// The words that go with the end of a part: a reason, a result, grounds.
pub fn answer(state: JointState, text: &str) -> Result<&str, Refused> {
    said(Some(text)).ok_or(match state {
        JointState::Delivered => Refused::TextMissing,
        JointState::Waived => Refused::GroundsMissing,
        _ => Refused::ReasonMissing,
    })
}

/// Whether the people of a part that is over in this way go on seeing the case.
pub fn sees_on(state: JointState, policy: &JointWork) -> bool {
    state == JointState::Delivered && policy.sight == JointSight::UntilClosed
}

/// Whether a case may be fed back or closed: no part of it is open.
pub fn settled(case: &Case) -> Result<(), Refused> {
    if case.open_joint > 0 { Err(Barred::OpenJoint.into()) } else { Ok(()) }
}
