//! Kind `teamwork`: how departments work on cases together (CAS-5, CAS-6, CAS-9, CAS-14).

use serde::{Deserialize, Serialize};

use super::cases::fits;
use super::{Length, Term, TimeKind, Warning};

/// How departments work on cases together; by default every part of it is switched off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Teamwork {
    /// Warnings for every term that has none of its own.
    pub warnings: Vec<Warning>,
    /// How long a department may handle a case it accepted; of those that fit, the one that names most holds.
    #[serde(default)]
    pub handling: Vec<HandlingLimit>,
    /// Joint handling (会办); switched off when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<JointWork>,
    /// Urging (催办); switched off when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urging: Option<Urging>,
    /// Merging of duplicates; switched off when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merging: Option<CaseMerging>,
    /// Splitting; switched off when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub splitting: Option<Splitting>,
}

/// A department's own limit, from its acceptance on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandlingLimit {
    /// Its id.
    pub id: String,
    /// Kinds; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Classes; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Departments, by the codes of their units; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// How long it may take.
    pub term: Term,
}

/// Several departments at once: one hosts the case (主办), others are asked (协办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JointWork {
    /// How long an asked department may take to accept.
    pub accept: Term,
    /// How long it may take to deliver where the host names no moment.
    pub deliver: Term,
    /// So many parts of a case may be open at once.
    pub most: i64,
    /// How long the people of an asked department see the case.
    pub sight: JointSight,
    /// Who may do without an open part, with grounds.
    pub waived_by: WaivedBy,
}

/// How long an asked department sees the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JointSight {
    /// Until its part is over.
    UntilDelivered,
    /// Until the case is closed; a department that sent its part back sees nothing more.
    UntilClosed,
}

/// Who may do without a part that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaivedBy {
    /// Nobody: every part is delivered, or sent back.
    Nobody,
    /// The host.
    Host,
    /// A supervisor of the case.
    Supervisor,
}

/// How a handler is urged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Urging {
    /// The least time between two urgings by staff; what a customer says is always written down.
    pub gap: Length,
    /// How that time runs.
    pub gap_time: TimeKind,
    /// What the n-th urging brings about.
    #[serde(default)]
    pub rises: Vec<UrgingRise>,
    /// How long the case is watched where an urging puts it under supervision.
    pub watch: Term,
}

/// What an urging brings about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgingRise {
    /// The how-manieth urging of the case.
    pub at: i64,
    /// Where the case goes.
    pub to: RiseTo,
}

/// Where an urged case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiseTo {
    /// Before the next leader of its ladder.
    Ladder,
    /// Under a supervisor's watch (督办).
    Watch,
}

/// Merging of cases about one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseMerging {
    /// How long a merge can be taken back.
    pub undo_within: Length,
    /// How that time runs.
    pub undo_time: TimeKind,
    /// So many cases may be merged into one.
    pub most: i64,
}

/// Splitting of a case with several matters in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Splitting {
    /// From when on the limits of the new case run.
    pub clock: SplitClock,
}

/// From when on the limits of a case run that was split off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SplitClock {
    /// From when the customer came.
    Receipt,
    /// From the split.
    Split,
}

impl Teamwork {
    /// How long a department may handle a case: the limit that names most of it; of two that name as much the first.
    ///
    /// - `unit`: the code of the department, when it has one.
    pub fn handling(&self, kind: &str, class: Option<&str>, unit: Option<&str>) -> Option<&HandlingLimit> {
        let fit = self
            .handling
            .iter()
            .filter(|it| fits(&it.kinds, Some(kind)) && fits(&it.classes, class) && fits(&it.units, unit));
        let named = |it: &HandlingLimit| {
            u8::from(!it.kinds.is_empty()) + 2 * u8::from(!it.classes.is_empty()) + 4 * u8::from(!it.units.is_empty())
        };
        fit.fold(None, |best: Option<&HandlingLimit>, it| match best {
            Some(known) if named(known) >= named(it) => Some(known),
            _ => Some(it),
        })
    }
}

impl Urging {
    /// Where the n-th urging brings a case.
    pub fn rise(&self, count: i64) -> Option<RiseTo> {
        self.rises.iter().find(|it| it.at == count).map(|it| it.to)
    }
}
