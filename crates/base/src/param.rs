//! What the placeholders of a sentence stand for, before it is known in whose language the sentence will be.

use std::collections::BTreeMap;
use std::fmt;

/// What a placeholder stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    /// The same in every language: a number, a name, what somebody typed.
    Plain(String),
    /// A text in both languages, such as a name that policy gives.
    Both {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
    /// A sentence or word of the program, by its key.
    Key(&'static str),
    /// Several, one after another.
    List(Vec<Param>),
}

/// The placeholders of a sentence, by name.
pub type Params = BTreeMap<&'static str, Param>;

impl From<String> for Param {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

/// For the log: names stay keys, texts are English.
impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(it) | Self::Both { en: it, .. } => f.write_str(it),
            Self::Key(it) => f.write_str(it),
            Self::List(all) => {
                let all: Vec<String> = all.iter().map(ToString::to_string).collect();
                f.write_str(&all.join(", "))
            }
        }
    }
}
