//! What follows the last yes.

use base::ids::CompensationId;
use base::{Result, Stamp};

use crate::Desk;
use crate::api::Hand;
use crate::api::{bring_on, time};
use crate::events::{Compensated, DemandRefused};
use crate::model::approval::{Approval, Ask, Compensation};
use crate::model::{Dims, Extension};
use crate::refused::Refused;
use crate::store;

/// Does what was asked for, as it was asked.
///
/// # Errors
/// Refused when it cannot be done any more: the clock ended, something else is still owed before closing.
pub(super) fn carry_out(desk: &Desk, hand: &mut Hand<'_, '_>, it: &Approval) -> Result<()> {
    match &it.ask.0 {
        Ask::Compensation { kind, fen, budget_unit_id } => {
            let (id, at_ms): (CompensationId, Stamp) = (hand.tx.id(), hand.now());
            let given = Compensation {
                id: id.clone(),
                case_id: hand.case.id.clone(),
                approval_id: it.id.clone(),
                kind: kind.clone(),
                fen: *fen,
                budget_unit_id: budget_unit_id.clone(),
                at_ms,
            };
            store::approvals::compensate(hand.tx, &given)?;
            hand.tell(&Compensated {
                dims: Dims::of(&hand.case),
                compensation: id,
                approval: it.id.clone(),
                kind: given.kind,
                fen: given.fen,
                budget_unit_id: given.budget_unit_id,
            })
        }
        Ask::Refusal { demand, reply } => hand.tell(&DemandRefused {
            dims: Dims::of(&hand.case),
            approval: it.id.clone(),
            demand: demand.clone(),
            grounds: it.reason.clone(),
            reply: reply.clone(),
        }),
        Ask::Extension { clock_id, until, told_at, told_how } => {
            let place = hand.clocks.iter().position(|one| one.id == *clock_id).ok_or(Refused::NoClock)?;
            let found = hand.clocks.get(place).filter(|one| one.is_live()).ok_or(Refused::ClockNotRunning)?;
            if *until <= found.due_ms || *until <= hand.now() {
                return Err(Refused::NotLater.into());
            }
            let extension = Extension {
                from: found.due_ms,
                until: *until,
                told_at: *told_at,
                told_how: told_how.clone(),
                reason: it.reason.clone(),
                by: it.asked_by_id.clone(),
                at: hand.now(),
            };
            time::put_off(hand, place, extension)
        }
        Ask::Closing { outcome } => bring_on::close_approved(desk, hand, outcome, &it.reason),
    }
}
