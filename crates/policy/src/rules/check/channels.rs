//! Checks of `channels`.

use super::Found;
use crate::model::Channels;

pub(super) fn check(it: &Channels, found: &mut Found) {
    found.some("channels", &it.channels);
    found.ids("channels", it.channels.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.channels.iter().enumerate() {
        let path = format!("channels[{at}]");
        found.range(format!("{path}.capacity"), one.capacity, 1, 1000);
        let targets = [
            ("first_response", Some(&one.first_response)),
            ("next_response", one.next_response.as_ref()),
            ("resolution", one.resolution.as_ref()),
        ];
        for (name, target) in targets.into_iter().filter_map(|(name, it)| Some((name, it?))) {
            found.timed(&format!("{path}.{name}.within"), target.within, target.time);
            if let Some(goal) = target.goal_permille {
                found.share(format!("{path}.{name}.goal_permille"), goal);
            }
        }
    }
}
