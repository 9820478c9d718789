//! Fetches letters (IMAP with IDLE), as far as a mailbox of customers' letters needs it.
//!
//! A letter has its number (UID) within one life of its folder (UIDVALIDITY). Whoever calls keeps both, so that no letter is
//! fetched twice and none is passed over; the folder is opened for reading only, and is never changed.

mod client;
mod follow;
mod stream;
mod wire;

pub use client::{Client, Fetched, Folder};
pub use follow::{Found, Place, Stop, follow, try_out};

/// Why a mailbox cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The line was cut, or the server is silent.
    #[error("the connection to the mail server failed: {0}")]
    Line(#[from] std::io::Error),
    /// No private connection can be made.
    #[error("no private connection to the mail server: {0}")]
    Tls(#[from] rustls::Error),
    /// The server says no: a wrong password, a folder that is not there.
    #[error("the mail server refuses: {0}")]
    Refused(String),
    /// The server says what nobody understands.
    #[error("the mail server says something that is no IMAP: {0}")]
    Strange(&'static str),
    /// Plainly, only to this machine.
    #[error("letters are not fetched in the open")]
    InTheOpen,
    /// What was fetched could not be kept.
    #[error("what was fetched could not be kept: {0}")]
    NotKept(String),
}
