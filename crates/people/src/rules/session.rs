//! When a session is over.

use base::{Span, Stamp};
use policy::model::Sessions;

/// How often a session's last use is written down.
pub const SEEN_EVERY: Span = Span::MINUTE;

/// Whether a session begun and last seen at these moments still holds.
pub fn holds(policy: &Sessions, created_at: Stamp, seen_at: Stamp, now: Stamp) -> bool {
    // The last use is known to within a minute; the person is given the benefit of it.
    now - seen_at <= policy.idle.span(Span::DAY) + SEEN_EVERY && now - created_at <= policy.at_most.span(Span::DAY)
}
