//! Slowing of those who guess passwords (SEC-2).
//!
//! Every try is counted before the password is looked at, and forgiven when it was right; so many tries at one
//! moment get no further than one after another. Tries are counted three ways: a login from one address, a login
//! from anywhere, and an address whatever the login. The first has the limit of the policy; the others ten times
//! as much, because an office shares one address, and because a stranger must not be able to lock somebody out easily.

use base::{Span, Stamp};
use policy::model::Attempts;

/// How many times the policy's limit a login from anywhere, and an address, may fail.
const WIDE: i64 = 10;

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// A login from one address.
    LoginAndAddress,
    /// A login from anywhere.
    Login,
    /// An address, whatever the login.
    Address,
}

/// The tries so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    /// How many failed since `first_at`.
    pub failures: i64,
    /// When the first of them was.
    pub first_at: Stamp,
    /// Until when no further try is looked at.
    pub locked_until: Stamp,
}

/// Counts one more try at `now`.
///
/// - Returns the tries to keep, and whether this one may be looked at. One that may not be changes nothing.
pub fn count(policy: &Attempts, counted: Counted, tries: Tries, now: Stamp) -> (Tries, bool) {
    if now < tries.locked_until {
        return (tries, false);
    }
    let most = if counted == Counted::LoginAndAddress { policy.failures } else { policy.failures.saturating_mul(WIDE) };
    let over = now - tries.first_at > policy.window.span(Span::DAY) || tries.failures >= most;
    let (failures, first_at) = if over { (1, now) } else { (tries.failures + 1, tries.first_at) };
    let locked_until = if failures >= most { now + policy.locked_for.span(Span::DAY) } else { Stamp(0) };
    (Tries { failures, first_at, locked_until }, true)
}

/// Takes back a try that was right.
pub fn forgive(counted: Counted, tries: Tries) -> Tries {
    match counted {
        // Whoever knows the password is not guessing: their own count begins anew.
        Counted::LoginAndAddress => Tries::default(),
        Counted::Login | Counted::Address => {
            Tries { failures: (tries.failures - 1).max(0), locked_until: Stamp(0), ..tries }
        }
    }
}
