//! Something asked for that others have to approve (审批), level by level.

use base::ids::{ApprovalId, CaseId, ClockId, CompensationId, DecisionId, PersonId, UnitId};
use base::{Fen, Span, Stamp};
use db::Json;
use policy::model::{ApprovalAct, ApprovalLevel};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// Where an approval stands.
    pub enum ApprovalState {
        /// Waits for a decision.
        Pending "pending",
        /// Waits for its asker to say more.
        SentBack "sent_back",
        /// Approved at every level, and done.
        Granted "granted",
        /// Refused at one.
        Refused "refused",
        /// Taken back by its asker.
        Withdrawn "withdrawn",
    }
}

db::words! {
    /// What somebody decides.
    pub enum Verdict {
        /// Yes.
        Approve "approve",
        /// No, for a reason.
        Refuse "refuse",
        /// Not before more is said.
        SendBack "send_back",
    }
}

/// What is asked for. It is kept as it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ask {
    /// To give the customer something.
    Compensation {
        /// What, a word of policy.
        kind: String,
        /// How much it is worth.
        fen: Fen,
        /// Whose budget it comes from.
        budget_unit_id: UnitId,
    },
    /// To refuse a demand.
    Refusal {
        /// What the customer demands.
        demand: String,
        /// What is to be said to the customer.
        reply: String,
    },
    /// To put a limit off further than policy lets anybody.
    Extension {
        /// The clock.
        clock_id: ClockId,
        /// Its new due time.
        until: Stamp,
        /// When the customer was told.
        told_at: Stamp,
        /// How.
        told_how: String,
    },
    /// To close the case without the customer's word.
    Closing {
        /// With this outcome.
        outcome: String,
    },
}

impl Ask {
    /// What follows.
    pub fn act(&self) -> ApprovalAct {
        match self {
            Self::Compensation { .. } => ApprovalAct::Compensation,
            Self::Refusal { .. } => ApprovalAct::Refusal,
            Self::Extension { .. } => ApprovalAct::Extension,
            Self::Closing { .. } => ApprovalAct::Closing,
        }
    }

    /// The amount that decides the levels.
    pub fn amount(&self) -> Option<Fen> {
        if let Self::Compensation { fen, .. } = self { Some(*fen) } else { None }
    }
}

/// What was so when it was asked; shown to whoever decides, whatever changes meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Snapshot {
    /// The case's number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// What the customer said.
    pub description: String,
    /// Its kind.
    pub kind: String,
    /// Its class.
    pub class: Option<String>,
    /// Where it stood.
    pub step: String,
    /// Its nearest due time.
    pub due_at: Option<Stamp>,
    /// How many times it had been worked on again.
    pub reopen_count: i64,
    /// The version of the case that was read.
    pub version: i64,
}

db::row! {
    /// An approval as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Approval {
        /// Its id.
        pub id: ApprovalId,
        /// The case.
        pub case_id: CaseId,
        /// The subject, a word of policy.
        pub subject: String,
        /// What is asked for.
        pub ask: Json<Ask>,
        /// Why.
        pub reason: String,
        /// What was so when it was asked.
        pub snapshot: Json<Snapshot>,
        /// Who asked.
        pub asked_by_id: PersonId,
        /// When.
        pub asked_ms: Stamp,
        /// Where it stands.
        pub state: ApprovalState,
        /// The level it waits at, from 0.
        pub level: i64,
        /// The levels, as policy said when it was asked.
        pub levels: Json<Vec<ApprovalLevel>>,
        /// When it was granted, refused or withdrawn.
        pub ended_ms: Option<Stamp>,
        /// The version of the policy.
        pub policy: String,
        /// Counts up with each writing.
        pub edition: i64,
    }
}

impl Approval {
    /// Whether it is still to be decided.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ApprovalState::Pending | ApprovalState::SentBack)
    }

    /// The level it waits at.
    pub fn present(&self) -> Option<&ApprovalLevel> {
        self.levels.0.get(usize::try_from(self.level).ok()?)
    }
}

db::row! {
    /// Somebody who may decide at the present level.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Decider {
        /// The approval.
        pub approval_id: ApprovalId,
        /// Who.
        pub person_id: PersonId,
        /// Whether in place of whoever holds the seat.
        pub is_delegate: bool,
    }
}

db::row! {
    /// What was decided or said at a level.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Decision {
        /// Its id.
        pub id: DecisionId,
        /// The approval.
        pub approval_id: ApprovalId,
        /// The level, from 0.
        pub level: i64,
        /// Who.
        pub person_id: PersonId,
        /// In whose place, when in somebody's.
        pub for_id: Option<PersonId>,
        /// `approve`, `refuse`, `send_back`; `answer` or `withdraw` of the asker.
        pub verdict: String,
        /// Why, or what was said.
        pub reason: Option<String>,
        /// When.
        pub at_ms: Stamp,
        /// How long the level had waited, in working time.
        pub working_ms: Span,
    }
}

db::row! {
    /// Something given to a customer.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Compensation {
        /// Its id.
        pub id: CompensationId,
        /// The case.
        pub case_id: CaseId,
        /// The approval it was granted by.
        pub approval_id: ApprovalId,
        /// What.
        pub kind: String,
        /// How much it is worth.
        pub fen: Fen,
        /// Whose budget it comes from.
        pub budget_unit_id: UnitId,
        /// When it was granted.
        pub at_ms: Stamp,
    }
}
