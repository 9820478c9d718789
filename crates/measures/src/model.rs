//! Facts and what they are told apart by.

use base::Stamp;
use serde::{Deserialize, Serialize};

/// What a fact is told apart by, as it was when it happened. Empty where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Dims {
    /// The unit that had the case.
    pub unit: String,
    /// The member of staff it is counted for.
    pub person: String,
    /// The case's kind.
    pub kind: String,
    /// Its class.
    pub class: String,
    /// How it came in.
    pub channel: String,
    /// Its priority.
    pub priority: String,
    /// The step, for figures about steps.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub step: String,
}

/// One way of telling facts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The unit.
    Unit,
    /// The member of staff.
    Person,
    /// The kind.
    Kind,
    /// The class.
    Class,
    /// The channel.
    Channel,
    /// The priority.
    Priority,
    /// The step.
    Step,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Unit, Self::Person, Self::Kind, Self::Class, Self::Channel, Self::Priority, Self::Step];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Person => "person",
            Self::Kind => "kind",
            Self::Class => "class",
            Self::Channel => "channel",
            Self::Priority => "priority",
            Self::Step => "step",
        }
    }

    /// The dimension of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The number in storage; 0 stands for "not told apart". Units are always told apart.
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Unit => 0,
            Self::Person => 1,
            Self::Kind => 2,
            Self::Class => 3,
            Self::Channel => 4,
            Self::Priority => 5,
            Self::Step => 6,
        }
    }

    /// The column of facts and stints.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Unit => "unit_id",
            Self::Person => "person_id",
            other => other.word(),
        }
    }
}

impl Dims {
    /// The value of a dimension.
    pub fn get(&self, dimension: Dimension) -> &str {
        match dimension {
            Dimension::Unit => &self.unit,
            Dimension::Person => &self.person,
            Dimension::Kind => &self.kind,
            Dimension::Class => &self.class,
            Dimension::Channel => &self.channel,
            Dimension::Priority => &self.priority,
            Dimension::Step => &self.step,
        }
    }
}

/// Names a fact: an event makes at most one fact of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey {
    /// The metric's number.
    pub metric: i64,
    /// When it happened.
    pub at: Stamp,
    /// The event that made it.
    pub seq: i64,
}

/// Something that counts for a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub key: FactKey,
    /// The case.
    pub case: String,
    /// The round of the case, from 1.
    pub round: i64,
    /// The value, for means: milliseconds or pieces.
    pub value: Option<i64>,
    /// 1 while it counts; 0 once it was taken back.
    pub n: i64,
    /// 1 when it hits what a share asks for.
    pub hits: i64,
    /// What it is told apart by.
    pub dims: Dims,
}

/// A stretch of time in which a case was open and nothing it is told apart by changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stint {
    /// The event that began it.
    pub seq: i64,
    /// The case.
    pub case: String,
    /// Since when.
    pub from: Stamp,
    /// What it is told apart by.
    pub dims: Dims,
}

/// What an event does to the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A fact is counted.
    Count(Fact),
    /// A fact counted earlier is seen differently now. A fact that was left out stays out.
    Recount {
        /// Which.
        key: FactKey,
        /// Whether it counts.
        n: i64,
        /// Whether it hits.
        hits: i64,
        /// The event that changed it.
        by: i64,
    },
    /// A case joins the backlog.
    Enter(Stint),
    /// A case leaves the backlog.
    Leave {
        /// The stint that ends.
        stint: Stint,
        /// When.
        at: Stamp,
    },
}

/// The event a fact or a stint goes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When it happened.
    pub at: i64,
    /// Its number.
    pub seq: i64,
}

/// What has to be known about a case to count its next event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the case")]
pub struct CaseState {
    /// What it is told apart by now.
    pub dims: Dims,
    /// Its opening.
    pub opened: Option<Mark>,
    /// The round it is in, from 1.
    pub round: i64,
    /// When the round began, UTC milliseconds.
    pub round_ms: i64,
    /// Whether the customer ever got the first answer.
    pub answered_first: bool,
    /// Whether the customer was answered in this round.
    pub answered: bool,
    /// Whether a solution was fed back in this round.
    pub resolved: bool,
    /// Whether a resolution clock was decided, and whether one ran over.
    pub limited: bool,
    /// Whether a resolution clock ran over its limit.
    pub late: bool,
    /// Transfers so far.
    pub transfers: i64,
    /// The last closing, while it is closed.
    pub closed: Option<Mark>,
    /// The first closing.
    pub first_closed: Option<Mark>,
    /// Whether it is a repeat of an earlier case.
    pub repeat: bool,
    /// Whether the customer came again, or it was reopened.
    pub came_again: bool,
    /// Since when it stands in the backlog as it is.
    pub stint: Option<Mark>,
}
