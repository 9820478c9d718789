//! Keeping the books of conversations: what each event of one adds to, or changes in, their figures (CHN-7).
//!
//! As with cases, the answer depends on what is known of the conversation and the event alone. What is known is kept
//! like a case's: `opened` its beginning, `answered` whether an agent has it in this round, `round_ms` since when,
//! `answered_first` whether anybody ever answered, `closed` its end.

use base::Stamp;
use serde::Deserialize;

use crate::catalogue::{
    CONVERSATION_ENDED, CONVERSATION_FIRST_RESPONSE, CONVERSATION_HANDED_ON, CONVERSATION_HANDLING,
    CONVERSATION_REOPENED, CONVERSATION_RESPONSE, CONVERSATION_SATISFIED, CONVERSATION_STARTED, CONVERSATION_WAIT,
    CONVERSATION_WITHIN,
};
use crate::model::{CaseState, Effect, Fact, FactKey, Mark};

#[cfg(test)]
mod tests;

whats! {
    /// What happened to a conversation.
    "channels" {
        /// It began.
        Began "began",
        /// Something was said.
        Said "said",
        /// An agent accepted it, or took it.
        Accepted "accepted",
        /// It was handed on.
        Transferred "transferred",
        /// It ended.
        Closed "closed",
        /// It was taken up again.
        Reopened "reopened",
        /// The customer rated it.
        Rated "rated",
    }
}

/// The fields of these events that figures use; each event has some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Body {
    channel: Option<String>,
    unit: Option<String>,
    agent: Option<String>,
    /// Milliseconds that the customer waited.
    waited: Option<i64>,
    first: bool,
    due: Option<Stamp>,
    satisfied: Option<bool>,
}

/// An event that figures of conversations are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// When it happened.
    pub at: Stamp,
    /// Its number in the log.
    pub seq: i64,
    /// The conversation.
    pub contact: String,
    /// Who did it; empty for the customer and the system.
    pub actor: String,
    /// What happened.
    pub what: What,
    /// The fields that matter here.
    pub body: Body,
}

impl Heard {
    /// Whether it changes any figure: most of what is said answers nobody.
    pub fn matters(&self) -> bool {
        self.what != What::Said || self.body.waited.is_some()
    }

    fn mark(&self) -> Mark {
        Mark { at: self.at.0, seq: self.seq }
    }
}

/// Hears an event of a conversation. Events before its beginning have no effect.
pub fn account(known: &mut CaseState, event: &Heard) -> Vec<Effect> {
    let body = &event.body;
    if event.what == What::Began && known.opened.is_none() {
        *known = CaseState { opened: Some(event.mark()), round: 1, round_ms: event.at.0, ..CaseState::default() };
        known.dims.channel = body.channel.clone().unwrap_or_default();
        let mut it = Talk { known, event, effects: Vec::new() };
        it.count(CONVERSATION_STARTED, None, 0);
        return it.effects;
    }
    if known.opened.is_none() {
        return Vec::new();
    }
    let mut it = Talk { known, event, effects: Vec::new() };
    match event.what {
        What::Began => {}
        What::Accepted => it.accepted(),
        What::Said => it.answered(),
        What::Transferred => it.known.transfers += 1,
        What::Closed => it.closed(),
        What::Reopened => it.reopened(),
        // Ratings from before policy said what is satisfied say nothing about it.
        What::Rated => {
            if let Some(satisfied) = body.satisfied {
                it.count(CONVERSATION_SATISFIED, None, satisfied.into());
            }
        }
    }
    it.effects
}

/// A conversation, an event of it, and what that does.
struct Talk<'a> {
    known: &'a mut CaseState,
    event: &'a Heard,
    effects: Vec<Effect>,
}

impl Talk<'_> {
    /// Counts a fact for whom the event names, or else for whoever had the conversation.
    fn count(&mut self, metric: i64, value: Option<i64>, hits: i64) {
        // A clock that was set back is no wait.
        if value.is_some_and(|it| it < 0) {
            return;
        }
        self.effects.push(Effect::Count(Fact {
            key: FactKey { metric, at: self.event.at, seq: self.event.seq },
            case: self.event.contact.clone(),
            round: self.known.round,
            value,
            n: 1,
            hits,
            dims: self.known.dims.clone(),
        }));
    }

    /// It is with somebody from now on.
    fn with(&mut self, person: Option<&str>) {
        let dims = &mut self.known.dims;
        dims.unit = self.event.body.unit.clone().unwrap_or_default();
        person.unwrap_or_default().clone_into(&mut dims.person);
    }

    fn accepted(&mut self) {
        self.with(self.event.body.agent.as_deref());
        self.count(CONVERSATION_WAIT, self.event.body.waited, 0);
        if !self.known.answered {
            self.known.answered = true;
            self.known.round_ms = self.event.at.0;
        }
    }

    fn answered(&mut self) {
        let body = &self.event.body;
        let Some(waited) = body.waited else { return };
        let before = self.known.dims.clone();
        // Whoever joined in answers for themselves.
        self.with(Some(&self.event.actor));
        self.count(CONVERSATION_RESPONSE, Some(waited), 0);
        if body.first && !self.known.answered_first {
            self.known.answered_first = true;
            self.count(CONVERSATION_FIRST_RESPONSE, Some(waited), 0);
            if let Some(due) = body.due {
                self.count(CONVERSATION_WITHIN, None, (self.event.at <= due).into());
            }
        }
        self.known.dims = before;
    }

    fn closed(&mut self) {
        self.with(self.event.body.agent.as_deref());
        // An agent who ends it without a word has looked at it: that is not a customer who gave up.
        let given_up = !self.known.answered_first && self.event.actor.is_empty();
        self.count(CONVERSATION_ENDED, None, given_up.into());
        self.count(CONVERSATION_REOPENED, None, 0);
        self.count(CONVERSATION_HANDED_ON, None, (self.known.transfers > 0).into());
        if self.known.answered {
            self.count(CONVERSATION_HANDLING, Some(self.event.at.0.saturating_sub(self.known.round_ms)), 0);
        }
        self.known.closed = Some(self.event.mark());
    }

    fn reopened(&mut self) {
        let Some(Mark { at, seq }) = self.known.closed.take() else { return };
        let key = FactKey { metric: CONVERSATION_REOPENED, at: Stamp(at), seq };
        self.effects.push(Effect::Recount { key, n: 1, hits: 1, by: self.event.seq });
        self.known.round += 1;
        self.known.answered = false;
        self.known.transfers = 0;
    }
}
