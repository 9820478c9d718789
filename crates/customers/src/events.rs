//! What happens to customers, as told to everybody else. No event holds a personal value.

use base::ids::{CustomerId, IdentityId};
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::IdentityKind;

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

        impl Event for $name {
            const KIND: &'static str = $kind;
        }
    )*};
}

events! {
    /// A customer became known.
    Created "customers.created.v1" {
        /// Who.
        customer: CustomerId,
        /// Their tier.
        tier: Option<String>,
        /// The kinds of what they are known by.
        identities: Vec<IdentityKind>,
    }
    /// Something about a customer changed.
    Edited "customers.edited.v1" {
        /// Who.
        customer: CustomerId,
        /// Which fields.
        changed: Vec<String>,
    }
    /// A customer is known by something more.
    IdentityAdded "customers.identity_added.v1" {
        /// Who.
        customer: CustomerId,
        /// Which identity.
        identity: IdentityId,
        /// What kind it is.
        identity_kind: IdentityKind,
    }
    /// A customer is not known by something any more.
    IdentityRemoved "customers.identity_removed.v1" {
        /// Who.
        customer: CustomerId,
        /// Which identity.
        identity: IdentityId,
        /// What kind it was.
        identity_kind: IdentityKind,
    }
    /// Somebody saw a value in full.
    Revealed "customers.revealed.v1" {
        /// Whose.
        customer: CustomerId,
        /// `name`, or the kind of the identity.
        field: String,
        /// Which identity.
        identity: Option<IdentityId>,
        /// Why.
        reason: String,
    }
    /// Somebody reveals more in a day than the policy takes for usual; for the auditor.
    RevealsNoticed "customers.reveals_noticed.v1" {
        /// How many so far.
        times: i64,
        /// What the policy takes for usual.
        usual: i64,
    }
}
