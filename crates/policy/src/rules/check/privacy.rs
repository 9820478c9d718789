//! Checks of `masking`, `retention` and `sign_in`.

use base::FieldProblem;

use super::Found;
use crate::model::{Masking, Retention, SignIn, TimeKind};

pub(super) fn masking(it: &Masking, found: &mut Found) {
    found.some("fields", &it.fields);
    found.ids("fields", it.fields.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.fields.iter().enumerate() {
        found.range(format!("fields[{at}].first"), one.first, 0, 10);
        found.range(format!("fields[{at}].last"), one.last, 0, 10);
    }
    found.some("places", &it.places);
    found.timed("reveal.shown_for", it.reveal.shown_for, TimeKind::Wall);
    found.range("reveal.notice_above_per_day", it.reveal.notice_above_per_day, 1, 10_000);
}

pub(super) fn retention(it: &Retention, found: &mut Found) {
    found.some("keeping", &it.keeping);
    found.ids("keeping", it.keeping.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.keeping.iter().enumerate() {
        found.add_if(one.keep.least_days() == 0, || FieldProblem::new(format!("keeping[{at}].keep"), "policy.no_time"));
        if let Some(least) = one.at_least.filter(|least| one.keep.least_days() < least.least_days()) {
            found.add(
                FieldProblem::new(format!("keeping[{at}].keep"), "policy.below_law")
                    .with("found", one.keep)
                    .with("least", least),
            );
        }
    }
}

pub(super) fn sign_in(it: &SignIn, found: &mut Found) {
    found.range("passwords.least_length", it.passwords.least_length, 8, 128);
    found.timed("sessions.idle", it.sessions.idle, TimeKind::Wall);
    found.timed("sessions.at_most", it.sessions.at_most, TimeKind::Wall);
    found.range("attempts.failures", it.attempts.failures, 3, 100);
    found.timed("attempts.window", it.attempts.window, TimeKind::Wall);
    found.timed("attempts.locked_for", it.attempts.locked_for, TimeKind::Wall);
    let second = &it.second_factor;
    found.once("second_factor.roles", second.roles.iter().map(String::as_str));
    found.range("second_factor.recovery_codes", second.recovery_codes, 1, 50);
    found.add_if(!second.drift.fits(TimeKind::Wall), || {
        FieldProblem::new("second_factor.drift", "policy.length_unfit").with("found", second.drift)
    });
    let (single, day) = (&it.single_sign_on, base::Span::DAY);
    found.once("single_sign_on.trusted_factors", single.trusted_factors.iter().map(String::as_str));
    found.add_if(!single.skew.fits(TimeKind::Wall), || {
        FieldProblem::new("single_sign_on.skew", "policy.length_unfit").with("found", single.skew)
    });
    // What a provider said long ago proves nothing now.
    found.range("single_sign_on.skew", single.skew.span(day).0 / 1000, 0, 600);
    found.timed("single_sign_on.patience", single.patience, TimeKind::Wall);
    found.range("single_sign_on.patience", single.patience.span(day).0 / 1000, 60, 3600);
    found.timed("invitations.valid", it.invitations.valid, TimeKind::Wall);
    // A code holds for half a minute: a window of minutes would let many be guessed.
    found.range("second_factor.drift", second.drift.span(day).0 / 1000, 0, 300);
    found.add_if(it.sessions.idle.span(day) > it.sessions.at_most.span(day), || {
        FieldProblem::new("sessions.idle", "policy.idle_beyond_session")
    });
}
