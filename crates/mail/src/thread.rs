//! Which of our letters a letter answers.
//!
//! A subject proves nothing: two customers write "invoice" on the same day. What counts is a Message-ID that only the one
//! we wrote to can know, and that the same one answers.

use crate::Letter;

/// So many named letters are looked up at most; a chain that is longer names its nearest ones first.
const MOST: usize = 50;

/// A letter that we sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent<C> {
    /// Its Message-ID, without angle brackets.
    pub message_id: String,
    /// Whom it was sent to, in small letters.
    pub to: String,
    /// What it belongs to.
    pub conversation: C,
}

/// The Message-IDs to look up among ours: the nearest first, each once.
pub fn candidates(letter: &Letter) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for it in &letter.answers {
        if all.len() < MOST && !all.contains(&it.as_str()) {
            all.push(it);
        }
    }
    all
}

/// The letter of ours that this one answers: the nearest one that it names and that was sent to the same address.
///
/// `None` when it names none of ours, or only such as were sent to somebody else. Source: CHN-2.
pub fn answered<'a, C>(letter: &Letter, sent: &'a [Sent<C>]) -> Option<&'a Sent<C>> {
    let mine =
        |id: &str| sent.iter().find(|it| it.message_id == id && it.to.eq_ignore_ascii_case(&letter.from.address));
    candidates(letter).into_iter().find_map(mine)
}

/// A Message-ID of ours, without angle brackets: `secret` is fresh randomness, so that it cannot be guessed.
pub fn message_id(secret: [u8; 16], domain: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
    let domain: String = domain.chars().filter(|it| plain(*it)).collect();
    format!("{}@{}", base::text::hex(&secret), if domain.is_empty() { "localhost" } else { &domain })
}
