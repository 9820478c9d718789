//! Kind `alerts`: when a supervisor is told that something goes wrong right now (QUA-1).

use base::PerMille;
use serde::{Deserialize, Serialize};

use super::Length;

/// When supervisors are told. What is left out is not watched for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Alerts {
    /// Nobody has accepted a contact for so long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unaccepted: Option<Length>,
    /// So many contacts wait in one queue at the same time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spike: Option<i64>,
    /// An important customer waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub important: Option<ImportantWaits>,
    /// A customer has waited so long for a word of the agent who has the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_agent: Option<Length>,
    /// What a customer writes sounds agitated: from this score on, in thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agitated: Option<PerMille>,
    /// A customer who complained again and again is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaints: Option<RepeatedComplaints>,
}

/// Customers who do not wait as long as others unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportantWaits {
    /// Tiers of customers.
    pub tiers: Vec<String>,
    /// When one of them has waited so long.
    pub after: Length,
}

/// What counts as complaining again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepeatedComplaints {
    /// So many complaints or more.
    pub count: i64,
    /// Within so long before now.
    pub within: Length,
}
