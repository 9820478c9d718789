//! What somebody is told of beside their cases.

use base::Stamp;
use base::ids::PersonId;
use db::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// What somebody is told.
    pub enum NewsKind {
        /// A draft of a policy waits for their review.
        PolicyToReview "policy_to_review",
        /// A policy waits for their approval.
        PolicyToApprove "policy_to_approve",
        /// A draft of theirs was sent back.
        PolicySentBack "policy_sent_back",
        /// A draft of theirs was approved.
        PolicyApproved "policy_approved",
        /// A policy they wrote or approved holds from now on.
        PolicyInForce "policy_in_force",
        /// A certificate of theirs, or of somebody they lead, ends soon.
        CertificateEnding "certificate_ending",
        /// A reviewer asks them to withdraw something from somebody.
        AccessToWithdraw "access_to_withdraw",
        /// Reviews of access are due.
        ReviewDue "review_due",
        /// They are asked to review what others may do.
        ReviewAssigned "review_assigned",
        /// What they are asked to review is due soon.
        ReviewNear "review_near",
        /// What they are asked to review is overdue.
        ReviewOverdue "review_overdue",
    }
}

db::row! {
    /// One of them, as stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct NewsRow {
        /// When.
        pub at: Stamp,
        /// What it is about: an event or a day.
        pub about: String,
        /// What.
        pub kind: NewsKind,
        /// Who did it; nobody when time did.
        pub actor_id: Option<PersonId>,
        /// What the sentence and its link need.
        pub body: Json<NewsBody>,
        /// Whether it was seen.
        pub seen: bool,
    }
}

/// What the sentence and its link need.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct NewsBody {
    /// The version of a policy: `limits@3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<policy::model::Text>,
    /// Since or until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moment: Option<Stamp>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Of whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

/// Something somebody is told of beside their cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewsItem {
    /// When.
    pub at: Stamp,
    /// What it is about; with the time, it names this item.
    pub about: String,
    /// What.
    pub kind: NewsKind,
    /// Who did it; nobody when time did.
    pub actor_name: Option<String>,
    /// The name of the person it is about.
    pub person_name: Option<String>,
    /// What the sentence and its link need.
    pub body: NewsBody,
    /// Whether it is still to be seen.
    pub unseen: bool,
}

/// What somebody is told of beside their cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct News {
    /// The newest first, at most 50, of the last thirty days.
    pub items: Vec<NewsItem>,
}
