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
    /// Signing in where the organisation signs in already.
    #[serde(default)]
    pub single_sign_on: SingleSignOn,
    /// Links by which newcomers set their own password.
    #[serde(default)]
    pub invitations: Invitations,
}

/// Signing in by an identity provider (OpenID Connect).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SingleSignOn {
    /// Whether those who do not administer the system may still sign in with a password of ours. Administrators always
    /// may, so that a provider that is down locks nobody out for good.
    pub passwords: bool,
    /// What a provider says (`amr` or `acr`) when it has asked for a second factor; ours is not asked for then.
    pub trusted_factors: Vec<String>,
    /// How far a provider's clock may be off.
    pub skew: Length,
    /// How long a sign-in that was begun may take at the provider.
    pub patience: Length,
}

impl Default for SingleSignOn {
    /// What versions say that were written before there was single sign-on.
    fn default() -> Self {
        let (skew, patience) = (base::Span::MINUTE, base::Span::MINUTE.times(10));
        let (skew, patience) = (Length::Time(skew), Length::Time(patience));
        Self { passwords: true, trusted_factors: Vec::new(), skew, patience }
    }
}

/// Invitations of newcomers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitations {
    /// How long a link can be used.
    pub valid: Length,
}

impl Default for Invitations {
    /// What versions say that were written before there were invitations.
    fn default() -> Self {
        Self { valid: Length::Time(base::Span::DAY.times(3)) }
    }
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
