//! Checks of `conversations`.

use base::{FieldProblem, Span};

use super::Found;
use crate::model::{Conversations, TimeKind};

pub(super) fn check(it: &Conversations, found: &mut Found) {
    found.range("longest_message".to_owned(), it.longest_message, 1, 50_000);
    found.range("longest_summary".to_owned(), it.longest_summary, 20, 5_000);
    found.range("satisfied_from".to_owned(), it.satisfied_from, 1, 5);
    found.timed("goes_on", it.goes_on, TimeKind::Wall);
    found.timed("plan_within", it.plan_within, TimeKind::Wall);
    found.timed("lease", it.lease, TimeKind::Wall);
    let undo = it.undo_send.span(Span::DAY);
    found.add_if(!it.undo_send.fits(TimeKind::Wall) || undo < Span(0) || undo > Span::MINUTE, || {
        FieldProblem::new("undo_send", "policy.length_unfit").with("found", it.undo_send)
    });
    found.once("stays", it.stays.iter().map(String::as_str));
    found.once("silence", it.silence.iter().map(|one| one.channel.as_str()));
    for (at, one) in it.silence.iter().enumerate() {
        found.timed(&format!("silence[{at}].warn"), one.warn, TimeKind::Wall);
        found.timed(&format!("silence[{at}].close"), one.close, TimeKind::Wall);
        found.add_if(one.close.span(Span::DAY) <= one.warn.span(Span::DAY), || {
            FieldProblem::new(format!("silence[{at}].close"), "policy.not_later").with("found", one.close)
        });
    }
    found.ids("states", it.states.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.states.iter().enumerate() {
        if let Some(limit) = one.limit {
            found.timed(&format!("states[{at}].limit"), limit, TimeKind::Wall);
        }
    }
    found.some("outcomes", &it.outcomes);
    found.ids("outcomes", it.outcomes.iter().map(|one| (one.id.as_str(), &one.name)));
}
