//! How complete a record and an application are.

use super::Desk;
use crate::catalogue::{FIRST_VISIT_COMPLETE, RECORD_QUALITY, TOLD_AT_ONCE};

/// All that was asked for, in thousandths.
const WHOLE: i64 = 1_000;

impl Desk<'_> {
    /// A case was taken in: how good its record is, where policy rates records, and whether it is complete.
    pub(super) fn rated(&mut self) {
        let Some(quality) = self.event.body.quality else { return };
        self.count(RECORD_QUALITY, Some(quality), (quality >= WHOLE).into());
    }

    /// The record was corrected: whether it is complete counts as it is now, for a record that was rated at its opening.
    /// How good it was then stays.
    pub(super) fn corrected(&mut self) {
        let Some(quality) = self.event.body.quality else { return };
        self.recount(RECORD_QUALITY, self.case.opened, 1, (quality >= WHOLE).into());
    }

    /// An application has all its materials.
    pub(super) fn application(&mut self) {
        let (once, at_first) = (self.event.body.notices <= 1, self.event.body.at_first_visit);
        self.count(TOLD_AT_ONCE, None, once.into());
        self.count(FIRST_VISIT_COMPLETE, None, at_first.into());
    }
}
