//! Places in a document, as problems and changes name them: `limits[3].within`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One step on the way to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a table, by name.
    Key(String),
    /// Into a list, by number.
    At(usize),
}

/// A place in a document. Names hold no dots and no brackets: ids are plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(Vec<Step>);

impl Path {
    /// The steps to the place.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

/// Text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a place such as limits[3].within")]
pub struct NotAPath(String);

impl FromStr for Path {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let bad = || NotAPath(text.to_owned());
        let mut steps = Vec::new();
        for part in text.split('.') {
            let mut pieces = part.split('[');
            let key = pieces.next().filter(|it| !it.is_empty()).ok_or_else(bad)?;
            steps.push(Step::Key(key.to_owned()));
            for piece in pieces {
                let at = piece.strip_suffix(']').and_then(|it| it.parse().ok()).ok_or_else(bad)?;
                steps.push(Step::At(at));
            }
        }
        Ok(Self(steps))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::At(number) => write!(f, "[{number}]")?,
            }
        }
        Ok(())
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
