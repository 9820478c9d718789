//! Kind `indicators`: what is measured, so that anybody can check it (POL-5).

use serde::{Deserialize, Serialize};

use super::{Period, Text};

/// The indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// The indicators.
    pub indicators: Vec<Indicator>,
    /// When a figure says in words that it stands on few cases.
    pub samples: Samples,
}

/// When a sample is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Samples {
    /// Fewer than this say nothing.
    pub too_few: i64,
    /// Fewer than this are few.
    pub few: i64,
}

/// One indicator. What the SMART check asks for may be left out while drafting; it is then named as missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// How it is reckoned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Text>,
    /// Its unit: `permille`, `seconds`, `count`, `fen` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The value to reach, in the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<i64>,
    /// The recorded events it is reckoned from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Text>,
    /// How often it is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Which direction is good.
    pub better: Better,
    /// Where the target comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How sure the target is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<super::Certainty>,
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}
