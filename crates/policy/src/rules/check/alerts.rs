//! Checks of `alerts`.

use super::Found;
use crate::model::{Alerts, TimeKind};

pub(super) fn check(it: &Alerts, found: &mut Found) {
    for (path, length) in [("unaccepted", it.unaccepted), ("silent_agent", it.silent_agent)] {
        if let Some(length) = length {
            found.timed(path, length, TimeKind::Wall);
        }
    }
    if let Some(spike) = it.spike {
        found.range("spike", spike, 1, 100_000);
    }
    if let Some(important) = &it.important {
        found.some("important.tiers", &important.tiers);
        found.once("important.tiers", important.tiers.iter().map(String::as_str));
        found.timed("important.after", important.after, TimeKind::Wall);
    }
    if let Some(agitated) = it.agitated {
        found.range("agitated", agitated.0, 1, 1000);
    }
    if let Some(complaints) = &it.complaints {
        found.range("complaints.count", complaints.count, 1, 1000);
        found.timed("complaints.within", complaints.within, TimeKind::Wall);
    }
}
