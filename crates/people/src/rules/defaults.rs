//! What holds before a pack of policies is loaded: only the first set-up happens under it.

use base::Span;
use policy::model::{Attempts, Length, Passwords, Sessions, SignIn};

/// Sign-in before any policy. The same values as in the common pack.
pub fn sign_in() -> SignIn {
    SignIn {
        passwords: Passwords { least_length: 10, change_given: true },
        sessions: Sessions { idle: Length::Time(Span::HOUR.times(8)), at_most: Length::Time(Span::DAY) },
        attempts: Attempts {
            failures: 5,
            window: Length::Time(Span::MINUTE.times(15)),
            locked_for: Length::Time(Span::MINUTE.times(15)),
        },
    }
}
