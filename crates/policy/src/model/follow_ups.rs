//! Kind `follow_ups`: which customers are asked afterwards, by whom, until when, and what follows (CAS-12).

use base::PerMille;
use serde::{Deserialize, Serialize};

use super::cases::fits;
use super::{Length, Seat, Term, Text, TimeKind, Warning};

/// Whom we ask afterwards; nobody by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUps {
    /// Where the dice of samples begin; the same number draws the same cases again.
    pub seed: i64,
    /// Warnings for every rule that has none of its own; whoever is to ask is always warned.
    pub warnings: Vec<Warning>,
    /// What customers are asked to score.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Rules; of those that fit, the one that names most holds.
    #[serde(default)]
    pub rules: Vec<FollowUpRule>,
}

/// Something a customer scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub name: Text,
    /// The worst score.
    pub from: i64,
    /// The best score.
    pub to: i64,
}

/// When and how customers are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpRule {
    /// Its id.
    pub id: String,
    /// Kinds; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Classes; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Outcomes of closed cases; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<String>,
    /// When it is made.
    pub when: FollowUpMoment,
    /// How many of them, drawn from the seed.
    pub share: PerMille,
    /// Who asks.
    pub by: FollowUpBy,
    /// Until when.
    pub term: Term,
    /// How many tries there are.
    pub attempts: i64,
    /// How long to wait after a try.
    pub gap: Length,
    /// How that time runs.
    pub gap_time: TimeKind,
    /// What becomes of it when the customer was not reached after the last try.
    pub not_reached: NotReached,
    /// Whether the case goes back into work when the customer is not satisfied.
    pub not_satisfied_reopens: bool,
    /// What the customer scores, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
}

/// When a follow-up is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpMoment {
    /// When the result is fed back: the customer's word at the confirmation step is had this way.
    Confirm,
    /// When the case is closed.
    Closed,
}

/// Who asks the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpBy {
    /// Who received the case first.
    FirstOwner,
    /// Who handled it last.
    Handler,
    /// Whoever holds a seat; the one with the fewest follow-ups open.
    Seat(Seat),
}

/// What becomes of a follow-up when nobody was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotReached {
    /// It ends, and counts as not reached.
    Ends,
    /// It ends, and the case goes back into work.
    Reopens,
}

impl FollowUps {
    /// The rule for a case at a moment; the one that names most of it.
    pub fn rule(
        &self,
        when: FollowUpMoment,
        kind: &str,
        class: Option<&str>,
        outcome: Option<&str>,
    ) -> Option<&FollowUpRule> {
        let fit = self.rules.iter().filter(|it| {
            it.when == when
                && fits(&it.kinds, Some(kind))
                && fits(&it.classes, class)
                && (outcome.is_none() || fits(&it.outcomes, outcome))
        });
        let named = |it: &FollowUpRule| {
            u8::from(!it.kinds.is_empty())
                + 2 * u8::from(!it.classes.is_empty())
                + 4 * u8::from(!it.outcomes.is_empty())
        };
        // Of two that name as much the first holds.
        fit.fold(None, |best: Option<&FollowUpRule>, it| match best {
            Some(known) if named(known) >= named(it) => Some(known),
            _ => Some(it),
        })
    }

    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|it| it.id == id)
    }
}
