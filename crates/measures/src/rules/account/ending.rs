//! How a case ends, and what is taken back when it did not.

use super::Desk;
use crate::catalogue::{
    FIRST_CONTACT, REOPENED_SHARE, RESOLUTION, RESOLUTION_EACH, RESOLUTION_IN_TIME, RESOLUTION_WORKING, RESOLVED_SHARE,
};

/// Figures of a closed case that no longer hold once it is worked on again.
const STANDING: [i64; 3] = [RESOLUTION, RESOLUTION_IN_TIME, RESOLVED_SHARE];

impl Desk<'_> {
    /// A solution was fed back: the first in a round counts.
    pub(super) fn resolved(&mut self) {
        if self.case.resolved {
            return;
        }
        self.case.resolved = true;
        self.count_round(self.event.body.worked);
    }

    /// The time of a round until its solution.
    fn count_round(&mut self, worked: Option<i64>) {
        let since_round = self.event.at.0.saturating_sub(self.case.round_ms);
        self.count(RESOLUTION_EACH, Some(since_round), 0);
        if worked.is_some() {
            self.count(RESOLUTION_WORKING, worked, 0);
        }
    }

    /// The case got its outcome.
    pub(super) fn closed(&mut self) {
        self.withdraw();
        self.leave();
        self.stepped();
        let body = &self.event.body;
        // The outcome says it; where there is none, as with cases of other systems, a solution on record does.
        let solved = body.resolved.unwrap_or(self.case.resolved);
        if !self.case.resolved {
            let worked = if self.case.round == 1 { body.worked } else { None };
            self.count_round(worked);
        }
        let opened = self.case.opened.map_or(self.event.at.0, |it| it.at);
        self.count(RESOLUTION, Some(self.event.at.0.saturating_sub(opened)), 0);
        self.count(RESOLVED_SHARE, Some(self.case.transfers), solved.into());
        self.count(REOPENED_SHARE, None, 0);
        if self.case.limited {
            self.count(RESOLUTION_IN_TIME, None, (!self.case.late).into());
        }
        self.case.closed = Some(self.event.mark());
        if self.case.first_closed.is_none() {
            self.case.first_closed = self.case.closed;
            if !self.case.repeat {
                self.count(FIRST_CONTACT, None, (!self.case.came_again).into());
            }
        }
    }

    /// Takes back what was counted for the case as a closed one.
    fn withdraw(&mut self) {
        let closed = self.case.closed.take();
        for metric in STANDING {
            self.recount(metric, closed, 0, 0);
        }
    }

    /// The case is worked on again: a new round begins.
    pub(super) fn reopened(&mut self) {
        self.stepped();
        if self.case.closed.is_some() {
            self.recount(REOPENED_SHARE, self.case.closed, 1, 1);
            self.withdraw();
            self.enter();
        }
        if !self.case.came_again {
            self.case.came_again = true;
            self.recount(FIRST_CONTACT, self.case.first_closed, (!self.case.repeat).into(), 0);
        }
        self.case.round += 1;
        self.case.round_ms = self.event.at.0;
        self.case.answered = false;
        self.case.resolved = false;
    }
}
