//! What hangs on a case and has to be settled before it closes (CAS-11).

use base::Result;

use super::Hand;
use crate::model::Case;
use crate::rules::actions::Action;
use crate::rules::parts::{Parts, settled as all_settled};
use crate::store::parts::{self, Present};

/// What of a case is still open with others.
fn open(case: &Case, present: Present) -> Parts {
    Parts {
        approval: present.open_approval,
        follow_up: present.open_follow_up,
        child: present.open_child,
        question: present.open_question,
        joint: case.open_joint > 0,
    }
}

/// Refuses to close a case while something is open with others.
pub(super) fn settled(hand: &mut Hand<'_, '_>) -> Result<()> {
    let present = parts::of(hand.tx, &hand.case.id)?;
    Ok(all_settled(open(&hand.case, present))?)
}

/// Says on the page why a case cannot be closed yet, where the rules about the case alone would let it.
pub(super) fn say(case: &Case, present: Present, actions: &mut [Action]) {
    let open = all_settled(open(case, present)).err();
    if let (Some(open), Some(close)) = (open, actions.iter_mut().find(|it| it.name == "close")) {
        close.refused.get_or_insert(open);
    }
}
