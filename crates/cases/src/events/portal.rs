//! What customers say by themselves on the portal.

use base::ids::{NoteId, PersonId};
use serde::{Deserialize, Serialize};

use crate::model::Dims;

/// The customer wrote to a case.
#[derive(Debug, Serialize, Deserialize)]
pub struct CustomerWrote {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The message.
    pub message: NoteId,
    /// What the customer wrote.
    pub text: String,
    /// Who is told: the handler, else the first receiver.
    pub told: Vec<PersonId>,
}

/// Somebody had the tracking code shown, to send it to the customer.
#[derive(Debug, Serialize, Deserialize)]
pub struct CodeGiven {}

/// The customer said what they think of how a case was handled.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rated {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// From 1, bad, to 5, very good.
    pub score: i64,
    /// In the customer's words.
    pub words: String,
}
