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
