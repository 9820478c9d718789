//! What a letter is once it was read.

use crate::authentication::Authentication;
use crate::automatic::Automatic;

/// Somebody's address and the name they wrote before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The name, when there is one.
    pub name: Option<String>,
    /// The address in small letters, as `name@example.com`.
    pub address: String,
}

/// A file that came with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, without any folder.
    pub name: String,
    /// What the sender says it is, as `image/png`.
    pub media_type: String,
    /// The file.
    pub content: Vec<u8>,
}

/// A letter that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// What it says it answers, without angle brackets; the nearest first.
    pub answers: Vec<String>,
    /// Who it says it is from.
    pub from: Address,
    /// Where answers are wished, when that is another address than `from`; shown, never used by itself.
    pub reply_to: Option<Address>,
    /// The subject, on one line.
    pub subject: Option<String>,
    /// What is said, as plain text.
    pub text: String,
    /// The earlier letters below it, when they could be told apart.
    pub quoted: Option<String>,
    /// The body as HTML that is safe to show. `cid:N` in it stands for the picture `files[N]`.
    pub html: Option<String>,
    /// The files that came with it.
    pub files: Vec<Enclosure>,
    /// How many files were left out because there were too many of them.
    pub left_out: usize,
    /// Set when a machine wrote it: it is kept, and never answered.
    pub automatic: Option<Automatic>,
    /// What the receiving server proved about the sender.
    pub authentication: Authentication,
}
