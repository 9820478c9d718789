//! The words a mapping speaks in: what a state or an activity means here, and what a column of yes and no says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something that happens to a case and whose time a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The case came in.
    Opened,
    /// Somebody took it on.
    Accepted,
    /// It was passed on.
    Transferred,
    /// The customer got an answer.
    Answered,
    /// The matter was solved.
    Resolved,
    /// The case was closed.
    Closed,
    /// It had to be solved by then.
    Due,
}

/// What an activity or a state means for a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Something was done; nothing more is known.
    #[default]
    Recorded,
    /// The case came in.
    Opened,
    /// Somebody took it on.
    Accepted,
    /// It was given to a person.
    Assigned,
    /// It was passed on to another team.
    Transferred,
    /// It was given back.
    Returned,
    /// Something was written down.
    Noted,
    /// Somebody wrote to the customer.
    Replied,
    /// The customer got an answer.
    Answered,
    /// It waits for somebody else.
    Paused,
    /// Waiting is over.
    Resumed,
    /// The matter was solved.
    Resolved,
    /// It was taken up again.
    Reopened,
    /// The case was closed.
    Closed,
}

/// What the source's words mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meanings {
    /// Whether the words are those of `activity` or of `state`.
    pub of: Words,
    /// The meaning of each word; `recorded` for words not listed.
    pub words: BTreeMap<String, Meaning>,
}

/// Whose words `meanings` explains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// Those of the activity.
    #[default]
    Activity,
    /// Those of the state.
    State,
}

/// A yes-or-no fact about a case that reports know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The answer came in time.
    Timely,
    /// The customer contests the answer.
    Disputed,
    /// The time limit of the case was met.
    SlaMet,
}

impl Flag {
    /// The attribute that holds it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Timely => "timely",
            Self::Disputed => "disputed",
            Self::SlaMet => "sla_met",
        }
    }
}
