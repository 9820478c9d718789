//! Closing: the outcome is one of policy's, with a summary where that is demanded.

use policy::model::{ClosingSummary, Conversations};

use crate::refused::Refused;

/// What a conversation came to, as it is kept; nothing when nothing was written.
///
/// # Errors
/// Refused with an outcome that policy does not have, without a summary where it is demanded, and with one that is too
/// long.
pub fn summary(says: &Conversations, outcome: &str, text: Option<&str>) -> Result<Option<String>, Refused> {
    let ending = says.outcomes.iter().find(|it| it.id == outcome);
    let ending = ending.ok_or_else(|| Refused::UnknownOutcome(outcome.to_owned()))?;
    let text = text.map(str::trim).filter(|it| !it.is_empty());
    if text.is_none() && ending.summary == ClosingSummary::Required {
        return Err(Refused::SummaryMissing);
    }
    let letters = text.map_or(0, |it| i64::try_from(it.chars().count()).unwrap_or(i64::MAX));
    if letters > says.longest_summary {
        return Err(Refused::SummaryLong(says.longest_summary));
    }
    Ok(text.map(str::to_owned))
}
