//! What hangs on a case and has to be settled before it closes (CAS-11).

use base::Result;
use db::Tx;

use super::Hand;
use crate::model::Case;
use crate::rules::actions::Action;
use crate::rules::parts::{Parts, settled as all_settled};
use crate::store;

/// What of a case is still open with others.
fn of(tx: &mut Tx<'_>, case: &Case) -> Result<Parts> {
    let id = &case.id;
    Ok(Parts {
        approval: store::approvals::is_open(tx, id)?,
        follow_up: store::follow_ups::is_open(tx, id)?,
        child: store::children::is_open(tx, id)?,
        question: store::questions::is_open(tx, id)?,
        joint: case.open_joint > 0,
    })
}

/// Refuses to close a case while something is open with others.
pub(super) fn settled(hand: &mut Hand<'_, '_>) -> Result<()> {
    Ok(all_settled(of(hand.tx, &hand.case)?)?)
}

/// Says on the page why a case cannot be closed yet, where the rules about the case alone would let it.
pub(super) fn say(tx: &mut Tx<'_>, case: &Case, actions: &mut [Action]) -> Result<()> {
    let open = all_settled(of(tx, case)?).err();
    if let (Some(open), Some(close)) = (open, actions.iter_mut().find(|it| it.name == "close")) {
        close.refused.get_or_insert(open);
    }
    Ok(())
}
