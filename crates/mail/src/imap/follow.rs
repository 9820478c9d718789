//! Follows a mailbox for as long as it is wished: fetches what is new, waits, connects anew after trouble.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::client::{Client, Fetched};
use super::{Folder, Trouble};
use crate::settings::MailSettings;
use crate::trust::Trust;

/// How far a folder was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The life of the folder; 0 before it was ever opened.
    pub validity: u32,
    /// The number of the last letter that was kept.
    pub uid: u32,
}

/// What happens while a mailbox is followed.
#[derive(Debug)]
pub enum Found {
    /// A letter, to be kept before this returns.
    Letter {
        /// The life of the folder it is from.
        validity: u32,
        /// The letter.
        letter: Fetched,
    },
    /// All that was there has been fetched.
    UpToDate {
        /// How far the folder was read.
        place: Place,
    },
    /// Something is in the way; it is tried again.
    Trouble(Trouble),
}

/// Ends the following of a mailbox. Copies end the same one.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Ends it, within about a second.
    pub fn stop(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Whether it is to end.
    pub fn is_stopped(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, longest: Duration) {
        let stopped = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.0.1.wait_timeout_while(stopped, longest, |it| !*it));
    }
}

/// The longest wait after trouble, in seconds.
const LONGEST_WAIT: u64 = 300;

/// Follows a mailbox from a place on until it is stopped. Waits; it wants a thread of its own.
///
/// A folder of another life is read from its beginning: its letters have new numbers, and whoever keeps them knows those
/// it has by their Message-ID.
pub fn follow(
    settings: &MailSettings,
    password: &str,
    trust: &Trust,
    longest: usize,
    mut place: Place,
    stop: &Stop,
    mut found: impl FnMut(Found) -> Result<(), String>,
) {
    let mut failures = 0_u32;
    while !stop.is_stopped() {
        let mut up_to_date = false;
        let ended = session(settings, password, trust, longest, &mut place, stop, &mut |it| {
            up_to_date |= matches!(it, Found::UpToDate { .. });
            found(it)
        });
        failures = if up_to_date { 0 } else { failures.saturating_add(1) };
        if let Err(why) = ended {
            drop(found(Found::Trouble(why)));
            stop.wait(Duration::from_secs(LONGEST_WAIT.min(1 << failures.min(10))));
        }
    }
}

/// From one connection to its end.
fn session(
    settings: &MailSettings,
    password: &str,
    trust: &Trust,
    longest: usize,
    place: &mut Place,
    stop: &Stop,
    found: &mut impl FnMut(Found) -> Result<(), String>,
) -> Result<(), Trouble> {
    let mut client = Client::open(&settings.imap, password, trust, longest)?;
    let folder = client.open_folder(&settings.folder)?;
    if folder.validity != place.validity {
        *place = Place { validity: folder.validity, uid: 0 };
    }
    while !stop.is_stopped() {
        for (uid, size) in client.after(place.uid)? {
            if stop.is_stopped() {
                break;
            }
            if let Some(letter) = client.fetch(uid, size)? {
                found(Found::Letter { validity: place.validity, letter }).map_err(Trouble::NotKept)?;
            }
            place.uid = uid;
        }
        found(Found::UpToDate { place: *place }).map_err(Trouble::NotKept)?;
        // A provider forgets those who only wait after half an hour.
        client.wait(settings.poll_seconds.min(1500), || stop.is_stopped())?;
    }
    client.close();
    Ok(())
}

/// Whether the server lets us in and has the folder.
pub fn try_out(settings: &MailSettings, password: &str, trust: &Trust) -> Result<Folder, Trouble> {
    let mut client = Client::open(&settings.imap, password, trust, 0)?;
    let folder = client.open_folder(&settings.folder)?;
    client.close();
    Ok(folder)
}
