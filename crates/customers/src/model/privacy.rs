//! Consent, legal holds and erasure.

use base::Stamp;
use base::ids::{ConsentId, CustomerId, ErasureId, HoldId};
use policy::model::Choice;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ActorName;

db::words! {
    /// Where an erasure stands.
    pub enum ErasureState {
        /// The time data is kept has passed; somebody has to ask for it.
        Proposed "proposed",
        /// Somebody asked; a second person has to decide.
        Asked "asked",
        /// The second person said no.
        Refused "refused",
        /// Whoever asked took it back.
        TakenBack "taken_back",
        /// It was approved; cases are being gone through.
        Going "going",
        /// Nothing personal is left.
        Done "done",
    }
}

/// What a customer agreed to, or took back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// What for; a word of policy.
    pub purpose: String,
    /// How they are reached; a word of policy.
    pub channel: String,
    /// Whether they agreed.
    pub given: bool,
    /// How they said so; a word of policy.
    pub source: String,
    /// Where that is written.
    pub evidence: Option<String>,
    /// When.
    pub at: Stamp,
    /// Who wrote it down.
    pub by: Option<ActorName>,
    /// Whether it is the newest of its purpose and channel, which holds.
    pub holds: bool,
}

/// What a customer said about being contacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    /// What for; a word of policy.
    pub purpose: String,
    /// How they are reached; a word of policy.
    pub channel: String,
    /// Whether they agree.
    pub given: bool,
    /// How they said so; a word of policy.
    pub source: String,
    /// Where that is written.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// A legal hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LegalHold)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Stamp,
    /// By whom.
    pub by: Option<ActorName>,
    /// When it was lifted.
    pub lifted_at: Option<Stamp>,
}

/// Why data is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldAsked {
    /// Why.
    pub reason: String,
}

/// An erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    /// Its id.
    pub id: ErasureId,
    /// Whose.
    pub customer: CustomerId,
    /// What they are called: masked, or the pseudonym.
    pub name: String,
    /// Where it stands.
    pub state: ErasureState,
    /// Why; a word of policy.
    pub reason: String,
    /// When somebody asked.
    pub asked_at: Stamp,
    /// Who asked; nobody when the time data is kept has passed.
    pub asked_by: Option<ActorName>,
    /// When it was decided.
    pub decided_at: Option<Stamp>,
    /// Who decided.
    pub decided_by: Option<ActorName>,
    /// When nothing was left.
    pub done_at: Option<Stamp>,
    /// Whether the reader may decide: they did not ask themselves.
    pub can_decide: bool,
    /// Whether the reader asked, and may take it back.
    pub mine: bool,
}

/// Why a customer is let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureAsked {
    /// Why; a word of policy.
    pub reason: String,
}

/// What a second person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureDecided {
    /// Whether it is to go.
    pub approve: bool,
}

/// What would go of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErasurePreview {
    /// Profiles that are this person.
    pub profiles: i64,
    /// Numbers and addresses.
    pub identities: i64,
    /// Whether there is a note.
    pub note: bool,
    /// What was agreed to; stays without its evidence.
    pub consents: i64,
    /// Entries of the log whose texts are gone through.
    pub events: i64,
    /// Cases that are open.
    pub open_cases: i64,
    /// Why it cannot be done now, by the code of the refusal.
    pub stopped_by: Option<String>,
}

/// The words of policy that screens need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerWords {
    /// What customers agree to.
    pub purposes: Vec<Choice>,
    /// How they are reached.
    pub channels: Vec<Choice>,
    /// How they said so.
    pub sources: Vec<Choice>,
    /// Why a customer is let go.
    pub reasons: Vec<Choice>,
    /// What two profiles may share.
    pub signs: Vec<Choice>,
}
