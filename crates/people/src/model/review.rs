//! Reviews of who may do what (OVS-2).

use base::Stamp;
use base::ids::PersonId;
use policy::model::Reach;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonStatus;

db::words! {
    /// What a reviewer says of what somebody may do.
    pub enum ReviewVerdict {
        /// It is right (保留).
        Keep "keep",
        /// It is to be taken away (要求收回).
        Withdraw "withdraw",
    }
}

db::words! {
    /// What a reviewer of access should look at.
    pub enum Finding {
        /// A reviewer asked to withdraw, and nothing changed since.
        Withdraw "withdraw",
        /// Roles changed since the last review.
        Changed "changed",
        /// A review is due.
        Due "due",
        /// Roles that nobody used for as long as policy says.
        Unused "unused",
        /// Roles, but the person does not work here now.
        NotActive "not_active",
        /// A role that the policy does not have any more.
        UnknownRole "unknown_role",
        /// Power over people, rules or the system.
        Powerful "powerful",
    }
}

db::words! {
    /// Why somebody holds a right.
    pub enum Source {
        /// By a role of theirs.
        Role "role",
        /// Lent to them for a time.
        Delegation "delegation",
        /// By standing in for somebody absent.
        StandingIn "standing_in",
    }
}

/// What happens in a round of reviews when its time comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStep {
    /// Reviewers are reminded.
    Remind,
    /// Its end has passed.
    Overdue,
    /// What is left goes on to whoever stands above its reviewer.
    PassOn,
}

db::words! {
    /// Why somebody was asked to review.
    pub enum AskedBecause {
        /// A round opened.
        Opened "opened",
        /// An administrator gave it to them.
        Given "given",
        /// It was overdue with somebody below them.
        Overdue "overdue",
    }
}

/// A review of somebody that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewUnderWay {
    /// The day on which its round opened.
    pub round: String,
    /// Who is asked; nobody where nobody but the person themselves may.
    pub reviewer_id: Option<PersonId>,
    /// Their name.
    pub reviewer_name: Option<String>,
    /// By when.
    pub due_at: Stamp,
    /// Whether that has passed.
    pub overdue: bool,
    /// Whether the asker is the one to review, or stands in for them.
    pub mine: bool,
}

/// A round of reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewRound {
    /// The day on which it opened; its name.
    pub day: String,
    /// By when everybody is to be reviewed.
    pub due_at: Stamp,
    /// When the last one was.
    pub closed_at: Option<Stamp>,
    /// How many people.
    pub people: i64,
    /// How many of them were reviewed.
    pub done: i64,
    /// How many are left although the time has passed.
    pub overdue: i64,
    /// Who reviews.
    pub reviewers: Vec<ReviewShare>,
}

/// What one person reviews in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewShare {
    /// Who; nobody where nobody may.
    pub reviewer_id: Option<PersonId>,
    /// Their name.
    pub reviewer_name: Option<String>,
    /// How many people.
    pub people: i64,
    /// How many of them were reviewed.
    pub done: i64,
}

/// Who is to review somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveReview {
    /// The reviewer.
    pub reviewer_id: PersonId,
}

/// A right somebody holds, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeldRight {
    /// The right.
    pub right: String,
    /// How far it reaches; as far as the giver's where it was lent.
    pub reach: Option<Reach>,
    /// Why.
    pub source: Source,
    /// The role that gives it, or the name of who lent it.
    pub through: String,
    /// Until when, where it was lent.
    pub until: Option<Stamp>,
}

/// The last review of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LastReview {
    /// When.
    pub at: Stamp,
    /// Who reviewed.
    pub by_name: String,
    /// What was said.
    pub verdict: ReviewVerdict,
    /// Why.
    pub note: String,
    /// Roles given since.
    pub given: Vec<String>,
    /// Roles taken since.
    pub taken: Vec<String>,
}

/// What somebody may do, why, and what is odd about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccessRow {
    /// Who.
    pub person_id: PersonId,
    /// Their login.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The name of where they work.
    pub unit_name: String,
    /// The name of the post they hold.
    pub post_name: Option<String>,
    /// Whether they work here now.
    pub status: PersonStatus,
    /// Their roles.
    pub roles: Vec<String>,
    /// Each right, how far it reaches, and why.
    pub rights: Vec<HeldRight>,
    /// When they last used the system.
    pub seen_at: Option<Stamp>,
    /// What a reviewer should look at.
    pub findings: Vec<Finding>,
    /// The last review.
    pub reviewed: Option<LastReview>,
    /// The review that is under way.
    pub under_way: Option<ReviewUnderWay>,
}

/// What a reviewer says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// Keep or withdraw.
    pub verdict: ReviewVerdict,
    /// Why; needed when something is to be withdrawn.
    #[serde(default)]
    pub note: String,
}
