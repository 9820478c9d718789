//! A customer and the identities they are known by.

use base::Stamp;
use base::ids::{CaseId, CustomerId, IdentityId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::{Blind, Field, Sealed};

pub(crate) mod merging;
mod privacy;
mod sheets;

pub use merging::{Decision, Keeping, Merge, MergeAsked, Pair, PairState, PairTaken, Since, UndoAsked, Whose};

pub use privacy::{
    Consent, CustomerWords, Erasure, ErasureAsked, ErasureDecided, ErasurePreview, ErasureState, Hold, HoldAsked,
    NewConsent,
};
pub use sheets::{
    BringAsked, ExportAsked, ExportFormat, Known, Sheet, SheetColumn, SheetPlan, SheetProblem, SheetRow, SheetState,
};

/// What kind of identity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// A phone number (电话).
    Phone,
    /// An account or contract number (账号).
    Account,
    /// An e-mail address (邮箱).
    Email,
    /// An id on a social network (社交账号).
    Social,
    /// The number of an identity card (证件号).
    IdCard,
}

impl IdentityKind {
    /// Every kind, the one most often asked for first.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Account, Self::Email, Self::Social, Self::IdCard];

    /// The kind of personal value, which knows how to be compared and masked.
    pub fn field(self) -> Field {
        match self {
            Self::Phone => Field::Phone,
            Self::Account => Field::Account,
            Self::Email => Field::Email,
            Self::Social => Field::Social,
            Self::IdCard => Field::IdCard,
        }
    }

    /// The word as stored and sent.
    pub fn as_str(self) -> &'static str {
        self.field().name()
    }
}

impl db::Arg for IdentityKind {
    fn arg(&self) -> db::Value<'_> {
        db::Value::Text(self.as_str().into())
    }
}

impl db::Column for IdentityKind {
    fn read(value: db::Value<'_>) -> Option<Self> {
        let text = String::read(value)?;
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// An identity as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Identity {
    /// Its id.
    pub id: IdentityId,
    /// What kind it is.
    pub kind: IdentityKind,
    /// The value, masked.
    pub masked: String,
    /// Whether the customer was seen to own it.
    pub verified: bool,
}

/// A customer as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// Their name, masked; empty when it is not known.
    pub name: String,
    /// Their tier (客户分层), a word of policy: important, general, potential.
    pub tier: Option<String>,
    /// Whether everything personal of them was erased; the name is a pseudonym then.
    #[serde(default)]
    pub erased: bool,
    /// What they are known by.
    pub identities: Vec<Identity>,
    /// What colleagues should know.
    pub note: Option<String>,
    /// Their cases that are open now.
    pub open_cases: i64,
    /// Give it back when changing.
    pub version: i64,
    /// Since when they are known.
    pub created_at: Stamp,
}

/// An identity to be added.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdentity {
    /// What kind it is.
    pub kind: IdentityKind,
    /// The value.
    pub value: String,
    /// Whether the customer was seen to own it.
    #[serde(default)]
    pub verified: bool,
}

/// A customer to be added.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// Their name.
    #[serde(default)]
    pub name: Option<String>,
    /// Their tier.
    #[serde(default)]
    pub tier: Option<String>,
    /// What colleagues should know.
    #[serde(default)]
    pub note: Option<String>,
    /// What they are known by.
    #[serde(default)]
    pub identities: Vec<NewIdentity>,
}

/// What is changed about a customer; what is left out stays, what is empty is taken away.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerEdit {
    /// The version that was read.
    pub version: i64,
    /// Their name.
    pub name: Option<String>,
    /// Their tier.
    pub tier: Option<String>,
    /// What colleagues should know.
    pub note: Option<String>,
}

/// What is to be revealed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealAsked {
    /// `name`, or the id of an identity, or the kind of one when there is only one of it.
    pub field: String,
    /// Why it is needed; stays on record.
    #[serde(default)]
    pub reason: String,
}

/// A value in full.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revealed {
    /// The value.
    pub value: String,
    /// Cover it again after so long, in milliseconds.
    pub shown_for_ms: i64,
}

/// Somebody who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = TimelineActor)]
pub struct ActorName {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

db::words! {
    /// What of a timeline is wanted.
    pub enum TimelineFilter {
        /// What happened in cases.
        Cases "cases",
        /// What became of the profile: changes, merges.
        Profile "profile",
        /// Reveals, consent, holds, erasure.
        Privacy "privacy",
    }
}

/// Something that happened with a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerTimelineItem {
    /// Its number in the log.
    pub seq: i64,
    /// When.
    pub at: Stamp,
    /// Who did it; nobody when the system did.
    pub actor: Option<ActorName>,
    /// `capability.past_tense.vN`.
    pub kind: String,
    /// The case it happened in, when the reader may see it.
    pub case_id: Option<CaseId>,
    /// What that case is called.
    #[serde(default)]
    pub case_number: Option<String>,
    /// Whether it happened in a case the reader may not see; what happened is left out then.
    #[serde(default)]
    pub hidden: bool,
    /// The event's fields, as far as the reader may see them.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
}

db::row! {
    /// A customer as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CustomerRow {
        /// Their id.
        pub id: CustomerId,
        /// Their sealed name.
        pub name: Option<Sealed>,
        /// The blind index of their name.
        pub name_blind: Option<Blind>,
        /// Their tier.
        pub tier: Option<String>,
        /// The sealed note.
        pub note: Option<Sealed>,
        /// Open cases.
        pub open_cases: i64,
        /// Counts changes.
        pub version: i64,
        /// Since when they are known.
        pub created_at: Stamp,
        /// The epoch their name's marks were made under; 0 without marks.
        pub marks_epoch: u32,
        /// Who stands for them, once they were merged.
        pub survivor: Option<CustomerId>,
        /// What they are called since they were erased.
        pub pseudonym: Option<String>,
    }
}

db::row! {
    /// An identity as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct IdentityRow {
        /// Its id.
        pub id: IdentityId,
        /// Whose it is.
        pub customer: CustomerId,
        /// What kind it is.
        pub kind: IdentityKind,
        /// The sealed value.
        pub content: Sealed,
        /// Whether the customer was seen to own it.
        pub verified: bool,
    }
}
