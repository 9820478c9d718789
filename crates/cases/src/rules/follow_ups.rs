//! Follow-ups (CAS-12): which cases are drawn, who may ask, when to try again, what a result leads to.

use std::collections::BTreeMap;

use base::ids::CaseId;
use base::{PerMille, Span, Stamp};
use policy::model::{FollowUpRule, FollowUps, TimeKind};

use super::said;
use crate::barred::Barred;
use crate::model::follow_up::{FollowUp, FollowUpResult};
use crate::model::{Asker, Rulebook};
use crate::refused::Refused;

/// What is thrown for a case, in thousandths (0 to 999). The same seed, case and instance throw the same, whenever and
/// wherever it is reckoned again (FNV-1a, then the finish of splitmix64).
pub fn throw(seed: i64, case: &CaseId, instance: i64) -> i64 {
    let bytes = seed.to_le_bytes().into_iter().chain(case.as_str().bytes()).chain(instance.to_le_bytes());
    let mut hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, it| (sum ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::try_from((hash ^ (hash >> 31)) % 1000).unwrap_or(0)
}

/// Whether a throw is drawn by a share.
pub fn is_drawn(thrown: i64, share: PerMille) -> bool {
    thrown < share.0
}

/// Whether a person may ask the customer: who was named, whoever works in the unit, and its supervisors.
pub fn may_ask_customer(it: &FollowUp, who: &Asker) -> Result<(), Refused> {
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    if !(who.is(it.person_id.as_ref()) || who.works_in(&it.unit_id)) {
        return Err(Refused::NotYours);
    }
    if it.is_open() { Ok(()) } else { Err(Barred::FollowUpOver.into()) }
}

/// Whether a try that reached nobody may be noted now.
pub fn may_try(it: &FollowUp, who: &Asker, now: Stamp) -> Result<(), Refused> {
    may_ask_customer(it, who)?;
    if now < it.next_ms { Err(Barred::TriedJustNow.into()) } else { Ok(()) }
}

/// After a try: when the next one may be; nothing after the last.
pub fn next_try(rule: &FollowUpRule, attempts: i64, book: &Rulebook, now: Stamp) -> Option<Stamp> {
    if attempts >= rule.attempts {
        return None;
    }
    let working = book.working();
    let gap = rule.gap.span(working.map_or(Span::DAY, |it| it.day));
    Some(match (rule.gap_time, working) {
        (TimeKind::Working, Some(working)) => working.calendar.add_working(now, gap),
        _ => now + gap,
    })
}

/// Whether a result can be written down: scores within their questions, and the reason when not satisfied.
pub fn check_result(
    policy: &FollowUps,
    rule: &FollowUpRule,
    result: FollowUpResult,
    comment: Option<&str>,
    scores: &BTreeMap<String, i64>,
) -> Result<(), Refused> {
    if result == FollowUpResult::NotReached {
        // This comes of the tries alone.
        return Err(Barred::BadResult.into());
    }
    if result == FollowUpResult::NotSatisfied && said(comment).is_none() {
        return Err(Refused::ReasonMissing);
    }
    let sound = |(id, score): (&String, &i64)| {
        let asked = rule.questions.contains(id);
        asked && policy.question(id).is_some_and(|it| (it.from..=it.to).contains(score))
    };
    if scores.iter().all(sound) { Ok(()) } else { Err(Barred::BadScore.into()) }
}
