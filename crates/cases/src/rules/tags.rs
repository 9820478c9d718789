//! Tags: which may be put on, and how many.

use base::ids::TagId;

use crate::refused::Refused;

/// The colours of the theme that tags are told apart by.
const COLOURS: [&str; 8] = ["grey", "red", "orange", "gold", "green", "teal", "blue", "purple"];

/// A colour by its name.
pub fn colour(name: &str) -> Result<String, Refused> {
    let known = COLOURS.iter().find(|it| **it == name);
    known.map(|it| (*it).to_owned()).ok_or_else(|| Refused::UnknownColour(name.to_owned()))
}

/// Whether tags may be put on: each is in use, and together they are not more than policy lets one thing have.
///
/// - `in_use`: those that are.
/// - `most`: so many, by policy.
pub fn check(most: i64, wanted: &[TagId], in_use: &[TagId]) -> Result<(), Refused> {
    if wanted.iter().all(|it| in_use.contains(it)) { not_too_many(most, 0, wanted.len()) } else { Err(Refused::NoTag) }
}

/// Whether one thing may have so many tags. One that has too many since policy changed may have fewer of them.
pub fn not_too_many(most: i64, before: usize, after: usize) -> Result<(), Refused> {
    let many = i64::try_from(after).unwrap_or(i64::MAX);
    if after > before && many > most { Err(Refused::TooManyTags(most)) } else { Ok(()) }
}
