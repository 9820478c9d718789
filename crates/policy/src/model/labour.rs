//! Kind `labour`: what labour law asks of working time, leave and pay (PAY-1, ROS-1). Other policies stay within it.

use serde::{Deserialize, Serialize};

use super::{Certainty, Text};

/// The bounds of labour law, and of the organisation's own promises where they are better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Labour {
    /// The bounds.
    pub bounds: Vec<Bound>,
}

/// One bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Its id; rules ask for it by this.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Which side of the value is allowed.
    pub is: Side,
    /// The value, in the unit.
    pub value: i64,
    /// What it is counted in.
    pub unit: BoundUnit,
    /// Whether what passes it is refused; otherwise it is pointed out.
    pub strict: bool,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

/// Which side of a value is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// No more than it.
    AtMost,
    /// No less than it.
    AtLeast,
    /// This and no other.
    Exactly,
}

impl Side {
    /// Whether a value is allowed beside a bound.
    pub fn allows(self, value: i64, bound: i64) -> bool {
        match self {
            Self::AtMost => value <= bound,
            Self::AtLeast => value >= bound,
            Self::Exactly => value == bound,
        }
    }
}

/// What a bound is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoundUnit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Hundredths of a day.
    CentiDays,
    /// Months.
    Months,
    /// Thousandths.
    Permille,
}

impl Labour {
    /// A bound by its id.
    pub fn bound(&self, id: &str) -> Option<&Bound> {
        self.bounds.iter().find(|it| it.id == id)
    }
}
