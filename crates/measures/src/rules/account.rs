//! Keeping the books: what each event adds to, or changes in, the figures of its case.
//!
//! The answer depends on the case's state and the event alone, so hearing the log again from its beginning gives the
//! same books.

mod ending;
mod flow;
mod records;

#[cfg(test)]
mod tests;

use base::Stamp;

use crate::catalogue::{COMPLAINT_SHARE, FIRST_CONTACT, REPEAT_SHARE};
use crate::model::{CaseState, Dims, Effect, Fact, FactKey, Mark, Stint};
use crate::rules::heard::{Heard, What};

/// The kind that counts as a complaint.
const COMPLAINT: &str = "complaint";

/// Longer than this is a broken record, not a duration: a hundred years.
const LONGEST_MS: i64 = 3_155_760_000_000;

/// Hears an event about a case. Events before a case's opening have no effect.
pub fn account(case: &mut CaseState, event: &Heard) -> Vec<Effect> {
    if event.what == What::Opened {
        return open(case, event);
    }
    if case.opened.is_none() {
        return Vec::new();
    }
    let mut desk = Desk { case, event, effects: Vec::new() };
    desk.moved();
    match event.what {
        What::Opened | What::Assigned | What::TakenBack | What::Linked => {}
        What::Edited => desk.corrected(),
        What::ApplicationAccepted => desk.application(),
        What::Stepped => desk.stepped(),
        What::Transferred => desk.case.transfers += 1,
        What::Accepted | What::Returned => desk.taken(),
        What::Answered | What::Replied => desk.answered(),
        What::PromiseKept | What::PromiseBroken => desk.promised(),
        What::ClockMet | What::ClockBreached => desk.clock(),
        What::Confirmed => desk.confirmed(),
        What::Resolved => desk.resolved(),
        What::Closed => desk.closed(),
        What::Reopened => desk.reopened(),
        What::Merged => desk.leave(),
        What::Unmerged => desk.enter(),
    }
    desk.effects
}

/// Hears that two cases are about the same matter; `event` is the one that said so. The one that was opened later is
/// the repeat.
pub fn same_matter(one: &mut CaseState, other: &mut CaseState, event: &Heard) -> Vec<Effect> {
    let place = |it: &CaseState| it.opened.map(|mark| (mark.at, mark.seq));
    let (Some(first), Some(second)) = (place(one), place(other)) else { return Vec::new() };
    let (earlier, later) = if first <= second { (one, other) } else { (other, one) };
    let mut effects = Vec::new();
    if !earlier.came_again {
        earlier.came_again = true;
        effects.extend(recount(FIRST_CONTACT, earlier.first_closed, (!earlier.repeat).into(), 0, event));
    }
    if !later.repeat {
        later.repeat = true;
        effects.extend(recount(REPEAT_SHARE, later.opened, 1, 1, event));
        effects.extend(recount(FIRST_CONTACT, later.first_closed, 0, 0, event));
    }
    effects
}

fn recount(metric: i64, mark: Option<Mark>, n: i64, hits: i64, event: &Heard) -> Option<Effect> {
    let mark = mark?;
    Some(Effect::Recount { key: FactKey { metric, at: Stamp(mark.at), seq: mark.seq }, n, hits, by: event.seq })
}

fn open(case: &mut CaseState, event: &Heard) -> Vec<Effect> {
    if case.opened.is_some() {
        return Vec::new();
    }
    *case = CaseState {
        dims: event.body.dims().unwrap_or_default(),
        opened: Some(event.mark()),
        round: 1,
        round_ms: event.at.0,
        ..CaseState::default()
    };
    let complaint = case.dims.kind == COMPLAINT;
    let mut desk = Desk { case, event, effects: Vec::new() };
    desk.count(COMPLAINT_SHARE, None, complaint.into());
    desk.count(REPEAT_SHARE, None, 0);
    desk.rated();
    desk.enter();
    desk.effects
}

impl Heard {
    fn mark(&self) -> Mark {
        Mark { at: self.at.0, seq: self.seq }
    }
}

/// A case, an event about it, and what that does.
struct Desk<'a> {
    case: &'a mut CaseState,
    event: &'a Heard,
    effects: Vec<Effect>,
}

impl Desk<'_> {
    /// Counts a fact for what the case is told apart by now.
    fn count(&mut self, metric: i64, value: Option<i64>, hits: i64) {
        let dims = self.case.dims.clone();
        self.count_as(metric, value, hits, dims);
    }

    /// Counts a fact. Durations that cannot be are left out. Where nobody handles the case, the fact is the actor's.
    fn count_as(&mut self, metric: i64, value: Option<i64>, hits: i64, mut dims: Dims) {
        if value.is_some_and(|it| !(0..=LONGEST_MS).contains(&it)) {
            return;
        }
        if dims.person.is_empty() {
            dims.person.clone_from(&self.event.actor);
        }
        self.effects.push(Effect::Count(Fact {
            key: FactKey { metric, at: self.event.at, seq: self.event.seq },
            case: self.event.case.clone(),
            round: self.case.round,
            value,
            n: 1,
            hits,
            dims,
        }));
    }

    fn recount(&mut self, metric: i64, mark: Option<Mark>, n: i64, hits: i64) {
        self.effects.extend(recount(metric, mark, n, hits, self.event));
    }

    /// The case joins the backlog as it is now.
    fn enter(&mut self) {
        let mark = self.event.mark();
        self.case.stint = Some(mark);
        let stint = self.stint(mark);
        self.effects.push(Effect::Enter(stint));
    }

    /// The case leaves the backlog, if it stands in it.
    fn leave(&mut self) {
        if let Some(mark) = self.case.stint.take() {
            let stint = self.stint(mark);
            // Records of other systems may go back in time; a stint does not end before it began.
            let at = self.event.at.max(stint.from);
            self.effects.push(Effect::Leave { stint, at });
        }
    }

    fn stint(&self, mark: Mark) -> Stint {
        Stint { seq: mark.seq, case: self.event.case.clone(), from: Stamp(mark.at), dims: self.case.dims.clone() }
    }

    /// Takes over what the case is told apart by from now on; the backlog moves with it.
    fn moved(&mut self) {
        let now = self.dims_after();
        if now == self.case.dims {
            return;
        }
        let stands = self.case.stint.is_some();
        let was_complaint = self.case.dims.kind == COMPLAINT;
        self.leave();
        self.case.dims = now;
        if stands {
            self.enter();
        }
        let complaint = self.case.dims.kind == COMPLAINT;
        if complaint != was_complaint {
            self.recount(COMPLAINT_SHARE, self.case.opened, 1, complaint.into());
        }
    }

    fn dims_after(&self) -> Dims {
        let (body, old) = (&self.event.body, &self.case.dims);
        let has = |unit: &Option<String>, person: &str| Dims {
            unit: unit.clone().unwrap_or_else(|| old.unit.clone()),
            person: person.to_owned(),
            ..old.clone()
        };
        let owner = body.owner_id.as_deref().unwrap_or_default();
        match self.event.what {
            What::Assigned => has(&body.unit_id, body.new_owner()),
            What::Transferred if body.waits => has(&body.to_unit, ""),
            What::Transferred => has(&body.to_unit, body.to_person.as_deref().unwrap_or_default()),
            What::Accepted => has(&body.unit_id, owner),
            What::Returned | What::TakenBack => has(&body.to_unit, owner),
            _ => body.dims().unwrap_or_else(|| old.clone()),
        }
    }
}
