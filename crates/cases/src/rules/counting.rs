//! The counters a case is counted in. They are kept by the difference between before and after, never recounted.

use std::collections::BTreeMap;

use base::Stamp;
use jiff::tz::TimeZone;

use crate::model::{Case, Confirmation, Urgency};

/// Open or paused cases of a unit.
pub const OPEN: &str = "open";
/// Those of them that nobody handles.
pub const UNASSIGNED: &str = "unassigned";
/// Those past a due time.
pub const OVERDUE: &str = "overdue";
/// Those nearly due.
pub const DUE_SOON: &str = "due_soon";
/// Those with a promise not yet kept.
pub const PROMISED: &str = "promised";
/// Those whose transfer waits for acceptance.
pub const TO_ACCEPT: &str = "to_accept";
/// Those whose customer is to be asked.
pub const TO_CONFIRM: &str = "to_confirm";
/// Those whose handler was urged.
pub const URGED: &str = "urged";
/// Parts that a unit is asked for, of other units' cases.
pub const JOINT: &str = "joint";
/// Open or paused cases a person handles.
pub const MINE: &str = "mine";

/// Approvals that wait for a person's decision.
pub const TO_DECIDE: &str = "to_decide";

/// Follow-ups a person is to do.
pub const TO_FOLLOW_UP: &str = "to_follow_up";

/// Escalations that wait for a leader to take them.
pub const TO_TAKE: &str = "to_take";

/// Questions of windows that wait for a leader's answer.
pub const TO_ANSWER: &str = "to_answer";

/// A counter: whose, and what it counts.
pub type Key = (String, String);

/// The counter of the cases closed on the local day of a moment.
pub fn closed_on(at: Stamp, zone: &TimeZone) -> String {
    format!("closed:{}", at.day(zone))
}

/// Every counter a case stands in.
pub fn keys(case: &Case, zone: &TimeZone) -> Vec<Key> {
    let unit = |name: &str| (case.unit_id.to_string(), name.to_owned());
    if case.is_closed() {
        // What was closed elsewhere was not closed by us on that day.
        let ours = case.closed_ms.filter(|_| case.source.is_none());
        return ours.map(|at| unit(&closed_on(at, zone))).into_iter().collect();
    }
    let mut keys = vec![unit(OPEN)];
    match (&case.transfer_id, &case.owner_id) {
        (Some(_), _) => keys.push(unit(TO_ACCEPT)),
        (None, Some(owner)) => keys.push((owner.to_string(), MINE.to_owned())),
        (None, None) => keys.push(unit(UNASSIGNED)),
    }
    match case.urgency {
        Urgency::OVERDUE => keys.push(unit(OVERDUE)),
        Urgency::NEAR => keys.push(unit(DUE_SOON)),
        _ => {}
    }
    if case.open_promises > 0 {
        keys.push(unit(PROMISED));
    }
    if case.urge_count > 0 {
        keys.push(unit(URGED));
    }
    if case.confirmation == Confirmation::Asked {
        keys.push(unit(TO_CONFIRM));
    }
    keys
}

/// What changes in the counters when a case changes; in the order of the keys, so that two transactions never wait for
/// each other in a circle.
pub fn deltas(before: Option<&Case>, after: &Case, zone: &TimeZone) -> BTreeMap<Key, i64> {
    let mut deltas = BTreeMap::new();
    for key in before.map(|it| keys(it, zone)).unwrap_or_default() {
        *deltas.entry(key).or_default() -= 1;
    }
    for key in keys(after, zone) {
        *deltas.entry(key).or_default() += 1;
    }
    deltas.retain(|_, delta| *delta != 0);
    deltas
}
