//! Identity providers and the names people have there.

use base::Stamp;
use base::ids::IdentityProviderId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::row! {
    /// A provider as stored, without its secret.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct IdentityProviderRow {
        /// Its id.
        pub id: IdentityProviderId,
        /// What stands on the button.
        pub name: String,
        /// Its address, as it calls itself.
        pub issuer: String,
        /// Our name there.
        pub client_id: String,
        /// Whether it gave us a secret.
        pub has_secret: bool,
        /// What the first sign-in of somebody is recognised by.
        pub claim: String,
        /// Where e-mail addresses have to be.
        pub email_domain: Option<String>,
        /// Whether it may run on this machine without TLS.
        pub insecure_loopback: bool,
        /// Whether people sign in by it.
        pub active: bool,
        /// Counts up with every change.
        pub version: i64,
    }
}

/// A provider, for those who administer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IdentityProvider {
    /// Its id.
    pub id: IdentityProviderId,
    /// What stands on the button.
    pub name: String,
    /// Its address, as it calls itself (`iss`).
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Whether it gave us a secret; the secret itself is never shown.
    pub has_secret: bool,
    /// What the first sign-in of somebody is recognised by: the claim that holds their login.
    pub claim: String,
    /// Where e-mail addresses have to be; the part before the `@` then may be the login as well.
    pub email_domain: Option<String>,
    /// Whether it may run on this machine without TLS, for trying things out.
    pub insecure_loopback: bool,
    /// Whether people sign in by it.
    pub active: bool,
    /// How many people have signed in by it.
    pub people: i64,
    /// Counts up with every change.
    pub version: i64,
}

/// The providers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IdentityProviders {
    /// By name.
    pub items: Vec<IdentityProvider>,
}

fn email() -> String {
    "email".to_owned()
}

/// A provider to be entered.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdentityProvider {
    /// What stands on the button.
    pub name: String,
    /// Its address, as it calls itself (`iss`).
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// The secret it gave us; nothing where it gives none.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// The claim that holds people's login; their verified e-mail address when left out.
    #[serde(default = "email")]
    pub claim: String,
    /// Where e-mail addresses have to be.
    #[serde(default)]
    pub email_domain: Option<String>,
    /// Whether it may run on this machine without TLS, for trying things out.
    #[serde(default)]
    pub insecure_loopback: bool,
    /// Whether people sign in by it.
    #[serde(default)]
    pub active: bool,
}

/// A provider as it is to be from now on. A secret that is left out stays.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
pub struct IdentityProviderPatch {
    /// The version that was read.
    pub version: i64,
    /// Everything.
    #[serde(flatten)]
    pub to: NewIdentityProvider,
}

/// What a provider answered when it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProviderCheck {
    /// The page that people are sent to.
    pub page: String,
    /// How many keys it publishes.
    pub keys: usize,
}

db::row! {
    /// A provider by which somebody signs in.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct ProviderName {
        /// Which.
        pub provider_id: IdentityProviderId,
        /// Its name.
        pub provider_name: String,
        /// Since when they are known by it.
        pub bound_at: Stamp,
        /// When they last signed in by it.
        pub used_at: Stamp,
    }
}
