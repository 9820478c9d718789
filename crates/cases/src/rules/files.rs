//! Which files are taken as attachments (CAS-2).

use crate::model::Rulebook;
use crate::refused::Refused;

/// Whether a file is taken: not empty, not too large, of a type that policy lists, and what its first bytes say.
///
/// - `declared`: the media type its sender gave.
/// - `head`: its first bytes, at least four where it has them.
/// - Returns the media type it is kept under.
pub fn check(book: &Rulebook, declared: &str, head: &[u8], bytes: i64) -> Result<String, Refused> {
    let rule = &book.cases.attachments;
    if bytes == 0 {
        return Err(Refused::FileMissing);
    }
    if bytes > rule.at_most_bytes {
        return Err(Refused::FileTooLarge(rule.at_most_bytes));
    }
    let media = vault::media::media_type(declared, head);
    if rule.types.contains(&media) { Ok(media) } else { Err(Refused::FileType(media)) }
}
