//! Into whose hands a case goes: assignment, transfer, acceptance, return (CAS-5, CAS-6).

use base::ids::{PersonId, UnitId};
use policy::model::HandOver;

use super::{in_motion, may_work, said};
use crate::barred::Barred;
use crate::model::{Asker, Case, Rulebook, Transfer};
use crate::refused::Refused;

/// Whether a person may give a case another handler within its unit. Taking a case nobody handles needs the right to
/// work; giving it to others, or taking it from them, the right to transfer.
pub fn may_assign(case: &Case, who: &Asker, to: Option<&PersonId>) -> Result<(), Refused> {
    may_work(case, who)?;
    if case.transfer_id.is_some() {
        return Err(Refused::TransferPending);
    }
    if to == case.owner_id.as_ref() {
        return Err(Refused::TransferToSame);
    }
    let own = (who.is(to) && case.owner_id.is_none()) || (who.handles(case) && to.is_none());
    if own { Ok(()) } else { may_give_away(case, who) }
}

/// Whether a person's right to transfer reaches a case.
fn may_give_away(case: &Case, who: &Asker) -> Result<(), Refused> {
    match &who.transfer {
        None => Err(Refused::NoRight),
        Some(reach) if who.handles(case) || reach.has(&case.unit_id) => Ok(()),
        Some(_) => Err(Refused::NotYours),
    }
}

/// Whether a person may hand a case over at all.
pub fn may_hand_over(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_work(case, who)?;
    may_give_away(case, who)?;
    in_motion(case)?;
    let most = book.cases.transfers.returns_before_supervisor;
    if most > 0 && case.return_count >= most && !who.supervises(case) {
        return Err(Refused::SupervisorDecides(case.return_count));
    }
    Ok(())
}

/// Whether a person may hand a case to a unit, or to a person in it.
pub fn may_transfer(
    case: &Case,
    who: &Asker,
    book: &Rulebook,
    unit: &UnitId,
    person: Option<&PersonId>,
    reason: Option<&str>,
) -> Result<(), Refused> {
    may_hand_over(case, who, book)?;
    if *unit == case.unit_id && (person.is_none() || person == case.owner_id.as_ref()) {
        return Err(Refused::TransferToSame);
    }
    if book.cases.transfers.reason && said(reason).is_none() {
        return Err(Refused::ReasonMissing);
    }
    Ok(())
}

/// Whether a transfer to a unit waits for acceptance.
pub fn waits(case: &Case, book: &Rulebook, unit: &UnitId) -> bool {
    book.cases.transfers.acceptance && *unit != case.unit_id
}

/// Whether a person may accept the transfer that waits: whoever it is addressed to, or the receiving unit's supervisor.
pub fn may_accept(case: &Case, who: &Asker) -> Result<(), Refused> {
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    if case.transfer_id.is_none() {
        return Err(Refused::NoTransfer);
    }
    let addressed = match &case.transfer_person_id {
        Some(person) => who.is(Some(person)) || who.supervises(case),
        None => who.works_in(&case.unit_id),
    };
    if addressed { Ok(()) } else { Err(Refused::NotReceiver) }
}

/// Whether a person may send the transfer back; it needs a reason.
pub fn may_return(case: &Case, who: &Asker, reason: Option<&str>) -> Result<(), Refused> {
    may_accept(case, who)?;
    if said(reason).is_none() { Err(Refused::ReasonMissing) } else { Ok(()) }
}

/// Whether a person may take the waiting transfer back: who handed the case over, who had it before, and the supervisor
/// of the unit that gave it.
pub fn may_take_back(case: &Case, who: &Asker, waiting: Option<&Transfer>) -> Result<(), Refused> {
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    let it = waiting.filter(|it| case.transfer_id.as_ref() == Some(&it.id)).ok_or(Refused::NoTransfer)?;
    let leads = who.supervise.as_ref().is_some_and(|reach| reach.has(&it.from_unit_id));
    let gave = who.is(it.by_id.as_ref()) || who.is(it.from_person_id.as_ref());
    if gave || leads { Ok(()) } else { Err(Barred::NotGiver.into()) }
}

/// Whether acceptance also takes over the first receiver's responsibility; only where policy says so.
pub fn first_owner_moves(book: &Rulebook) -> bool {
    !book.cases.first_receiver.stays && book.cases.first_receiver.hand_over == HandOver::Acceptance
}

/// Whether a person may make somebody else the first receiver: a supervisor, where policy leaves it to them (CAS-5).
pub fn may_entrust(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    if book.cases.first_receiver.hand_over != HandOver::Supervisor {
        return Err(Refused::FirstOwnerStays);
    }
    if who.supervises(case) { Ok(()) } else { Err(Refused::NoRight) }
}

/// Whether that may be this person, for this reason.
pub fn may_entrust_to(case: &Case, to: &PersonId, reason: Option<&str>) -> Result<(), Refused> {
    if case.first_owner_id.as_ref() == Some(to) {
        return Err(Refused::FirstOwnerSame);
    }
    if said(reason).is_none() { Err(Refused::ReasonMissing) } else { Ok(()) }
}

/// Whether a person may answer to the customer for the result: where policy leaves this to the first receiver, the
/// first receiver or a supervisor.
pub fn may_face_customer(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    let others = book.cases.first_receiver.answers_customer && case.first_owner_id.is_some();
    if !others || who.received(case) || who.supervises(case) { Ok(()) } else { Err(Refused::FirstOwnerAnswers) }
}
