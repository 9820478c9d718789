//! How agitated a text sounds, in thousandths: by a list of words that is shipped, or by a linear model that an
//! organisation trains on texts it may use and puts beside its data.
//!
//! The model is a logistic regression over hashed pieces of one to three letters: small, made in seconds, and the same
//! to the bit from the same texts.

mod lexicon;
mod linear;
mod train;

#[cfg(test)]
mod tests;

use std::path::Path;

use base::Result;

use crate::refused::Refused;

pub use linear::Linear;
pub use train::{Outcome, Sample, held_out, train, tried};

/// What a trained model's file is called in the data folder.
pub const FILE: &str = "agitation.model";

/// Says how agitated a text sounds.
#[derive(Debug, Clone)]
pub enum Scorer {
    /// By the list of words.
    Words,
    /// By a trained model.
    Trained(Linear),
}

impl Scorer {
    /// The model in a data folder; the list of words where there is none.
    ///
    /// # Errors
    /// Refused when there is a file that cannot be read, or is no model.
    pub fn of(data: &Path) -> Result<Self> {
        let file = data.join(FILE);
        if file.exists() { Self::trained(&file) } else { Ok(Self::Words) }
    }

    /// The model in a file.
    ///
    /// # Errors
    /// Refused when it cannot be read, or is no model.
    pub fn trained(file: &Path) -> Result<Self> {
        let refused = |why: String| Refused::NotAModel { file: file.display().to_string(), why };
        let bytes = std::fs::read(file).map_err(|it| refused(it.to_string()))?;
        let model = Linear::read(&bytes).ok_or_else(|| refused(format!("{} B", bytes.len())))?;
        Ok(Self::Trained(model))
    }

    /// How agitated a text sounds, 0 to 1000.
    pub fn score(&self, text: &str) -> i64 {
        match self {
            Self::Words => lexicon::score(text),
            Self::Trained(it) => it.score(text),
        }
    }
}
