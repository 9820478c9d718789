//! Tags: which may be put on a case, and how many.

use base::ids::TagId;

use crate::model::Rulebook;
use crate::refused::Refused;

/// The colours of the theme that tags are told apart by.
const COLOURS: [&str; 8] = ["grey", "red", "orange", "gold", "green", "teal", "blue", "purple"];

/// A colour by its name.
pub fn colour(name: &str) -> Result<String, Refused> {
    let known = COLOURS.iter().find(|it| **it == name);
    known.map(|it| (*it).to_owned()).ok_or_else(|| Refused::UnknownColour(name.to_owned()))
}

/// Whether tags may be put on a case: each is in use, and together they are not more than policy lets a case have.
///
/// - `in_use`: those that are.
pub fn check(book: &Rulebook, wanted: &[TagId], in_use: &[TagId]) -> Result<(), Refused> {
    if wanted.iter().all(|it| in_use.contains(it)) { not_too_many(book, 0, wanted.len()) } else { Err(Refused::NoTag) }
}

/// Whether a case may have so many tags. One that has too many since policy changed may have fewer of them.
pub fn not_too_many(book: &Rulebook, before: usize, after: usize) -> Result<(), Refused> {
    let most = book.cases.tags.at_most;
    let many = i64::try_from(after).unwrap_or(i64::MAX);
    if after > before && many > most { Err(Refused::TooManyTags(most)) } else { Ok(()) }
}
