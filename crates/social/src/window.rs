//! How long, and how often, a platform lets one answer after a customer wrote.

use base::{FieldProblem, Span, Stamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a platform allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyWindow {
    /// Hours after the customer's last message.
    pub hours: i64,
    /// Answers after the customer's last message.
    pub messages: i64,
}

/// What is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// How many more answers the platform takes.
    pub messages: i64,
    /// Until when; nothing is taken at this moment or later.
    pub until: Stamp,
}

impl ReplyWindow {
    /// What WeChat allows an official account after a customer wrote.
    pub fn of_wechat() -> Self {
        Self { hours: 48, messages: 5 }
    }

    /// What is left at `now`, when the customer wrote last at `wrote` and got `answered` messages since then.
    ///
    /// `None` when nothing is left: the time is over, or all answers are used. Source: CHN-4.
    pub fn left(self, wrote: Stamp, answered: i64, now: Stamp) -> Option<Left> {
        let until = wrote + Span::HOUR.times(self.hours);
        let messages = self.messages.saturating_sub(answered.max(0));
        (now < until && messages > 0).then_some(Left { messages, until })
    }

    pub(crate) fn check(self, problems: &mut Vec<FieldProblem>) {
        if !(1..=8760).contains(&self.hours) {
            problems.push(FieldProblem::new("settings.window.hours", "social.window"));
        }
        if !(1..=1000).contains(&self.messages) {
            problems.push(FieldProblem::new("settings.window.messages", "social.window"));
        }
    }
}
