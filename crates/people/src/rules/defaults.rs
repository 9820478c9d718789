//! What holds before a pack of policies is loaded: only the first set-up happens under it.

use base::Span;
use policy::model::{
    Absences, Attempts, Backup, Certificates, Delegating, Invitations, Length, Passwords, Reviewing, SecondFactor,
    Sessions, SignIn, SingleSignOn, Staff, StaffImport,
};

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
        second_factor: SecondFactor::default(),
        single_sign_on: SingleSignOn::default(),
        invitations: Invitations::default(),
    }
}

/// Staff before any policy: nobody is absent, nothing is lent.
pub fn staff() -> Staff {
    Staff {
        absence: Absences { own: false, reason: true, longest: Length::Days(0), kinds: Vec::new() },
        backup: Backup { first_receiver: false, rights: Vec::new() },
        delegation: Delegating { rights: Vec::new(), longest: Length::Days(0) },
        import: StaffImport { most_rows: 100 },
        review: Reviewing::default(),
        certificates: Certificates { remind_before: Vec::new(), kinds: Vec::new() },
    }
}
