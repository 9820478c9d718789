//! Optimistic change: whoever read an older version is told what changed meanwhile.

use serde_json::Value;

use crate::events::Change;
use crate::model::Case;
use crate::refused::Refused;

/// So many changes are remembered with a case.
const REMEMBERED: usize = 20;

/// Refuses a change by somebody who read an older version, naming what changed since.
///
/// - `seen`: the version they read; nothing when they do not care.
pub fn must_be_fresh(case: &Case, seen: Option<i64>) -> Result<(), Refused> {
    let Some(seen) = seen.filter(|it| *it != case.version) else { return Ok(()) };
    let later = case.recent.0.iter().filter(|(version, _)| *version > seen);
    let mut names: Vec<String> = later.flat_map(|(_, names)| names.clone()).collect();
    names.sort_unstable();
    names.dedup();
    Err(Refused::Stale(names))
}

/// The fields in which two states of a case differ, each with what it was and is.
pub fn changes(before: &Case, after: &Case) -> Vec<Change> {
    macro_rules! differing {
        ($($field:ident $name:literal),+ $(,)?) => {
            [$((before.$field != after.$field).then(|| {
                let value = |it: &Case| serde_json::to_value(&it.$field).unwrap_or(Value::Null);
                Change { field: $name.to_owned(), from: value(before), to: value(after) }
            })),+]
        };
    }
    let all = differing! {
        subject "subject", description "description", kind "kind", class "class", channel "channel",
        priority "priority", step "step", status "status", unit_id "unit_id", owner_id "owner_id",
        first_owner_id "first_owner_id", customer_id "customer_id", contact_masked "contact_how", fields "fields",
        happened_ms "happened_at", due_ms "due_at", open_promises "promises", transfer_id "transfer",
        confirmation "confirmation", outcome "outcome", tags "tags",
    };
    all.into_iter().flatten().collect()
}

/// Counts a changed case's version up and remembers what the change touched. What only the clock changed (a warning)
/// leaves the version as it is.
pub fn remember(before: &Case, after: &mut Case) {
    let names: Vec<String> = changes(before, after).into_iter().map(|it| it.field).collect();
    if names.is_empty() {
        return;
    }
    after.version = before.version + 1;
    after.recent.0.push((after.version, names));
    let too_many = after.recent.0.len().saturating_sub(REMEMBERED);
    after.recent.0.drain(..too_many);
}
