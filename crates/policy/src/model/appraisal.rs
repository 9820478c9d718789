//! Kind `appraisal`: score trees, grades and cycles (APR-1 to 3).

use base::PerMille;
use serde::{Deserialize, Serialize};

use super::{Certainty, Text};

/// How work is appraised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Appraisal {
    /// Score trees.
    pub trees: Vec<Tree>,
    /// Grades, the best first.
    pub grades: Vec<Grade>,
    /// Cycles.
    pub cycles: Vec<Cycle>,
    /// No grade is given from fewer cases than this.
    pub least_sample: i64,
}

/// A score tree for some roles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The roles it is for.
    pub roles: Vec<String>,
    /// What is done when a part has no value. It never counts as zero.
    pub missing: Missing,
    /// Its parts; those without `under` stand at the top.
    pub parts: Vec<Part>,
}

/// What is done when a part has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The other parts share its weight.
    Renormalise,
    /// The score stays incomplete until it is there.
    Incomplete,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The part it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// Its weight among its siblings, in thousandths; siblings add up to 1000.
    pub weight_permille: PerMille,
    /// Where its points come from; a part with parts of its own has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Leaf>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Where points come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Leaf {
    /// A measured indicator, turned into points along a line.
    Metric {
        /// The indicator.
        indicator: String,
        /// Its value that gives no points, in the indicator's unit.
        base: i64,
        /// Its value that gives 100 points.
        target: i64,
        /// The most points there are.
        cap: i64,
    },
    /// A rating form.
    Rating {
        /// Who rates.
        by: Rater,
    },
    /// The quality score.
    Quality {},
    /// Exam results.
    Exam {},
}

/// Who rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rater {
    /// The person.
    Oneself,
    /// The superior.
    Superior,
    /// Colleagues.
    Peers,
    /// Customers.
    Customers,
}

/// A grade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// From so many points on.
    pub from_points: i64,
    /// What performance pay is multiplied by, in thousandths.
    pub coefficient_permille: PerMille,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// A cycle of appraisal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// How often.
    pub every: Period,
    /// How a longer period's score comes about.
    pub roll_up: RollUp,
    /// Days for ratings after the period.
    pub rating_days: i64,
    /// Days for an appeal after publication.
    pub appeal_days: i64,
}

/// A period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// When it is called for.
    AdHoc,
}

/// How a longer period's score comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollUp {
    /// Computed anew from the events of the whole period.
    Recompute,
    /// Mean of the shorter periods' scores.
    Mean,
}
