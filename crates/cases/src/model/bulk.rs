//! One act on many cases (批量操作).

use base::Stamp;
use base::ids::{BulkId, CaseId, CaseMergeId, PersonId, TagId, UnitId};
use db::Json;
use serde::{Deserialize, Serialize};

db::words! {
    /// Where an act on many cases stands.
    pub enum BulkState {
        /// It goes on.
        Running "running",
        /// It came to its end.
        Done "done",
        /// Whoever asked stopped it.
        Stopped "stopped",
    }
}

db::words! {
    /// What became of one of the cases.
    pub enum BulkRowState {
        /// Its turn has not come.
        Waiting "waiting",
        /// Done.
        Done "done",
        /// The rules of the single act said no.
        Refused "refused",
        /// Done, and taken back.
        Undone "undone",
    }
}

/// What is done to each case. The words that go with it (a reason, grounds, a note) stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulkAct {
    /// Another handler within its unit, or none.
    Assign {
        /// The handler.
        person_id: Option<PersonId>,
    },
    /// To another unit or person.
    Transfer {
        /// The unit; when left out, the one that policy makes responsible for the class.
        unit_id: Option<UnitId>,
        /// The person in it, when one is meant.
        person_id: Option<PersonId>,
    },
    /// Its handler is urged.
    Urge,
    /// Tags put on and taken off.
    Tag {
        /// Put on.
        add: Vec<TagId>,
        /// Taken off.
        remove: Vec<TagId>,
    },
    /// To another step.
    Step {
        /// The step.
        to: String,
    },
    /// Closed.
    Close {
        /// The outcome, a word of the policy.
        outcome: Option<String>,
    },
    /// It becomes one with another.
    Merge {
        /// The case that stays; when left out, the oldest of those chosen.
        into: Option<CaseId>,
    },
}

impl BulkAct {
    /// Its name, as JSON has it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Assign { .. } => "assign",
            Self::Transfer { .. } => "transfer",
            Self::Urge => "urge",
            Self::Tag { .. } => "tag",
            Self::Step { .. } => "step",
            Self::Close { .. } => "close",
            Self::Merge { .. } => "merge",
        }
    }
}

/// How what was done to one case is taken back, by which single act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum WayBack {
    /// To the handler before.
    Assign {
        /// The handler before.
        to: Option<PersonId>,
        /// The version after the act.
        seen: i64,
    },
    /// The transfer is taken back while it waits.
    TakeBack {
        /// The version after the act.
        seen: i64,
    },
    /// The tags as they were.
    Tag {
        /// Put on again.
        add: Vec<TagId>,
        /// Taken off again.
        remove: Vec<TagId>,
    },
    /// To the step before.
    Step {
        /// The step before.
        to: String,
        /// The version after the act.
        seen: i64,
    },
    /// The merge is undone.
    Unmerge {
        /// The case that stayed.
        into: CaseId,
        /// The merge.
        merge: CaseMergeId,
    },
}

/// Why a case was refused, in both languages: who reads it comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkFailure {
    /// The refusal's code; nothing when we are at fault.
    pub code: Option<String>,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

db::row! {
    /// An act on many cases as it is stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Bulk {
        /// Its id.
        pub id: BulkId,
        /// Who asked, and as whom each case is changed.
        pub person_id: PersonId,
        /// What is done.
        pub act: Json<BulkAct>,
        /// A reason, grounds or a note.
        pub words: Option<String>,
        /// The one whose rows it takes back.
        pub undo_of: Option<BulkId>,
        /// Where it stands.
        pub state: BulkState,
        /// Cases in it.
        pub total: i64,
        /// Cases done, those taken back since included.
        pub done: i64,
        /// Cases refused.
        pub refused: i64,
        /// Cases done and taken back since.
        pub undone: i64,
        /// The last place that had its turn; 0 before the first.
        pub reached: i64,
        /// When it was asked for.
        pub made_ms: Stamp,
        /// When it ended.
        pub ended_ms: Option<Stamp>,
    }
}

db::row! {
    /// One case of it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct BulkRow {
        /// Counts from 1; a row that takes another back has that one's.
        pub place: i64,
        /// The case.
        pub case_id: CaseId,
        /// What became of it.
        pub state: BulkRowState,
        /// Why it was refused.
        pub failure: Option<Json<BulkFailure>>,
        /// How it is taken back; nothing where it cannot be.
        pub back: Option<Json<WayBack>>,
    }
}
