//! Kind `sign_in`: passwords, sessions and the slowing of guessers (SEC-2).

use serde::{Deserialize, Serialize};

use super::Length;

/// How people sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Passwords.
    pub passwords: Passwords,
    /// Sessions.
    pub sessions: Sessions,
    /// Failed attempts.
    pub attempts: Attempts,
    /// The second factor.
    #[serde(default)]
    pub second_factor: SecondFactor,
}

/// The second factor: codes of an authenticator app (TOTP).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// The roles whose holders have to have one; others may.
    pub roles: Vec<String>,
    /// How far the clock of a phone may be off.
    pub drift: Length,
    /// How many recovery codes are made.
    pub recovery_codes: i64,
}

impl Default for SecondFactor {
    /// What versions say that were written before there was a second factor: nobody has to have one.
    fn default() -> Self {
        Self { roles: Vec::new(), drift: Length::Time(base::Span::SECOND.times(30)), recovery_codes: 10 }
    }
}

/// Passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    /// Characters at least.
    pub least_length: i64,
    /// Whether a password given by an administrator must be changed at the first sign-in.
    pub change_given: bool,
}

/// Sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// Signed out after so long without a request.
    pub idle: Length,
    /// Signed out after so long in any case.
    pub at_most: Length,
}

/// Failed attempts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attempts {
    /// So many failures in `window` lock the account.
    pub failures: i64,
    /// In this time.
    pub window: Length,
    /// For so long.
    pub locked_for: Length,
}
