//! Why something is refused: acts on alerts, and files that are no model.

use base::{Refusal, Refuse};

/// The refusals of this capability. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such alert, or it is out of the person's sight.
    #[error("no such alert")]
    NotFound,
    /// It is settled already.
    #[error("the alert is settled")]
    Resolved,
    /// Whoever settles it says what was done.
    #[error("a note is missing")]
    NoteMissing,
    /// The note is too long.
    #[error("longer than {0}")]
    NoteLong(usize),
    /// There is no such colleague.
    #[error("no such colleague")]
    UnknownPerson,
    /// The colleague could not see what they are given.
    #[error("the colleague does not supervise these conversations")]
    OutOfTheirSight,
    /// A file that should hold a model of agitation does not.
    #[error("{file} is no model: {why}")]
    NotAModel {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// Somebody changed it meanwhile.
    #[error("now at version {0}")]
    Stale(i64),
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotFound => Refusal::new(404, "quality.not_found"),
            Self::Resolved => Refusal::new(409, "quality.resolved"),
            Self::NoteMissing => Refusal::new(422, "quality.note_missing").field("note"),
            Self::NoteLong(most) => Refusal::new(422, "quality.note_long").field("note").with("most", most),
            Self::UnknownPerson => Refusal::new(422, "quality.unknown_person").field("person_id"),
            Self::OutOfTheirSight => Refusal::new(422, "quality.out_of_their_sight").field("person_id"),
            Self::NotAModel { file, why } => {
                Refusal::new(422, "quality.not_a_model").with("file", file).with("why", why)
            }
            Self::Stale(version) => Refusal::new(409, "quality.stale").with("version", version),
        }
    }
}
