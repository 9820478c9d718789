//! Whether a certificate is accepted, and holds (PPL-6).

use base::{Day, FieldProblem, Span, Stamp};
use policy::model::Certificates;

use crate::model::{NewCertificate, Validity};

/// Letters of a number, and of what is said of the evidence, at most.
const LONGEST: usize = 200;

/// What is wrong with a certificate; `today` is the organisation's.
pub fn check(policy: &Certificates, new: &NewCertificate, today: Day) -> Vec<Option<FieldProblem>> {
    let number = new.number.trim();
    let wrong = |wrong: bool, field: &str, code: &'static str| wrong.then(|| FieldProblem::new(field, code));
    vec![
        wrong(policy.kind(&new.kind).is_none(), "kind", "people.unknown_certificate"),
        wrong(number.is_empty() || number.chars().count() > LONGEST, "number", "people.number_missing"),
        wrong(new.issued > today, "issued", "people.issued_later"),
        wrong(new.expires.is_some_and(|it| it < new.issued), "expires", "people.expires_before"),
        wrong(new.evidence.chars().count() > LONGEST, "evidence", "people.text_long"),
    ]
}

/// When to remind of a certificate that ends at a moment: those moments that are still to come.
pub fn reminders(policy: &Certificates, ends: Stamp, now: Stamp) -> Vec<Stamp> {
    let moments = policy.remind_before.iter().map(|it| ends - it.span(Span::DAY));
    moments.filter(|it| *it > now).collect()
}

/// Whether it holds at a moment, and its end is near: within the longest of the times by which policy reminds.
pub fn validity(policy: &Certificates, ends: Stamp, now: Stamp) -> Validity {
    let near = policy.remind_before.iter().map(|it| it.span(Span::DAY)).max().unwrap_or_default();
    match ends {
        it if it <= now => Validity::Expired,
        it if it - now <= near => Validity::Expiring,
        _ => Validity::Valid,
    }
}
