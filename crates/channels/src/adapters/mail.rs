//! Letters: fetched, kept as they came, taken in; answers leave as letters.

mod answers;
mod follow;
mod take_in;

pub use answers::Postman;
#[cfg(test)]
pub(crate) use answers::message_id;
pub use follow::{MailboxState, follow, state_of, try_out};

#[cfg(test)]
pub(crate) use take_in::{Came, take_in};

use base::{Result, Stamp};
use db::Tx;
use jiff::tz::TimeZone;

use crate::handle::Channels;

/// The day and minute of a moment where the organisation is.
fn local(of: &Channels, tx: &mut Tx<'_>, at: Stamp) -> Result<String> {
    let (book, now) = (of.book(tx)?, tx.now());
    let calendar = book.at(now).calendar(None).ok().and_then(|it| book.calendar(&it).cloned());
    let zone = calendar.map_or(TimeZone::UTC, |it| it.zone().clone());
    Ok(at.zoned(&zone).strftime("%Y-%m-%d %H:%M").to_string())
}
