//! What happens while a case is worked on.

use super::Desk;
use crate::catalogue::{
    ACCEPTANCE_WAIT, FIRST_RESPONSE, FIRST_RESPONSE_EACH, FIRST_RESPONSE_WORKING, PROMISES_KEPT,
    RESOLUTION_IN_TIME_EACH, RESPONSE_IN_TIME, RESPONSE_IN_TIME_EACH, SATISFIED_SHARE, STEP_TIME,
};
use crate::model::Dims;
use crate::rules::heard::What;

/// Where a case stands after its end; time there is not handling.
const CLOSED: &str = "closed";

impl Desk<'_> {
    /// The time at the step that was left.
    pub(super) fn stepped(&mut self) {
        let step = self.event.body.step_left().to_owned();
        if step.is_empty() || step == CLOSED {
            return;
        }
        let dims = Dims { step, ..self.case.dims.clone() };
        self.count_as(STEP_TIME, self.event.body.stayed, 0, dims);
    }

    /// A transfer was accepted or sent back: the wait is the receiving unit's.
    pub(super) fn taken(&mut self) {
        let body = &self.event.body;
        let returned = self.event.what == What::Returned;
        let (unit, person) = if returned {
            (body.from_unit.clone(), self.event.actor.clone())
        } else {
            (body.unit_id.clone(), body.owner_id.clone().unwrap_or_default())
        };
        let dims = Dims { unit: unit.unwrap_or_default(), person, ..self.case.dims.clone() };
        self.count_as(ACCEPTANCE_WAIT, Some(body.waited.unwrap_or(0)), returned.into(), dims);
    }

    /// The customer was answered: the first time in a round counts, and the first time ever for the case.
    pub(super) fn answered(&mut self) {
        let body = &self.event.body;
        if self.event.what == What::Answered && !self.case.answered_first {
            self.case.answered_first = true;
            if body.wall.is_some() {
                self.count(FIRST_RESPONSE, body.wall, 0);
            }
            if body.worked.is_some() {
                self.count(FIRST_RESPONSE_WORKING, body.worked, 0);
            }
        }
        if !self.case.answered {
            self.case.answered = true;
            let since_round = self.event.at.0.saturating_sub(self.case.round_ms);
            self.count(FIRST_RESPONSE_EACH, Some(since_round), 0);
        }
    }

    /// A promise was decided. Made good after it was broken, it does not count again.
    pub(super) fn promised(&mut self) {
        let kept = self.event.what == What::PromiseKept;
        if kept && !self.event.body.in_time {
            return;
        }
        let person = self.event.body.person_id.clone().unwrap_or_default();
        let dims = Dims { person, ..self.case.dims.clone() };
        self.count_as(PROMISES_KEPT, None, kept.into(), dims);
    }

    /// A clock was decided: reached in time, or run over. Reached late, it was counted when it ran over.
    pub(super) fn clock(&mut self) {
        let met = self.event.what == What::ClockMet;
        if met && !self.event.body.in_time {
            return;
        }
        match self.event.body.target.as_deref() {
            Some("first_response") => {
                if self.event.body.instance <= 1 {
                    self.count(RESPONSE_IN_TIME, None, met.into());
                }
                self.count(RESPONSE_IN_TIME_EACH, None, met.into());
            }
            Some("resolution") => {
                self.case.limited = true;
                self.case.late |= !met;
                self.count(RESOLUTION_IN_TIME_EACH, None, met.into());
            }
            _ => {}
        }
    }

    /// The customer's word on the result.
    pub(super) fn confirmed(&mut self) {
        self.count(SATISFIED_SHARE, None, self.event.body.satisfied.into());
    }
}
