//! Follows every mailbox: one thread each, in one process of all. What comes is kept first and taken in afterwards.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use base::ids::{EntranceId, LetterId};
use base::{Failure, Result, Span, Stamp, fault};
use db::Db;
use mail::imap::{self, Fetched, Found, Place, Stop};
use mail::{MailSettings, Reading, Trust};
use serde::Serialize;
use utoipa::ToSchema;
use vault::files::INFECTED;

use super::take_in::{Came, take_in};
use crate::acts::entrances;
use crate::handle::Channels;
use crate::model::{EntranceRow, Medium};
use crate::refused::Refused;
use crate::store;
use crate::store::letters::{self, LetterRow};

/// How often it is looked which mailboxes there are.
const ROUND: Duration = Duration::from_secs(10);
/// A process that is gone loses its mailboxes after this time.
const LEASE: Span = Span(60_000);
/// So many letters are taken in at once.
const SOME: i64 = 50;

/// A mailbox that is being followed.
struct Followed {
    version: i64,
    stop: Stop,
}

/// Follows all mailboxes for ever.
pub async fn follow(db: Db, of: Channels, trust: Trust) {
    let node = match db.read(|tx| Ok(base::text::hex(&tx.random::<16>()))).await {
        Ok(it) => it,
        Err(failure) => return tracing::error!(%failure, "no mailbox is followed"),
    };
    let mut followed: HashMap<EntranceId, Followed> = HashMap::new();
    let _ends = Ends(db.clone(), node.clone());
    loop {
        match mine(&db, &of, &node).await {
            Ok(mine) => {
                // Gone, switched off, changed, or taken by another process.
                followed.retain(|id, it| {
                    let stays = mine.iter().any(|(row, ..)| row.id == *id && row.version == it.version);
                    if !stays {
                        it.stop.stop();
                    }
                    stays
                });
                for (row, settings, password, place) in mine {
                    followed.entry(row.id.clone()).or_insert_with(|| {
                        let stop = Stop::default();
                        let version = row.version;
                        let line =
                            Line { db: db.clone(), of: of.clone(), entrance: Arc::new(row), trust: trust.clone() };
                        line.begin(settings, password, place, stop.clone());
                        Followed { version, stop }
                    });
                }
            }
            Err(failure) => tracing::warn!(%failure, "mailboxes could not be looked up"),
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Ends the threads, and gives the mailboxes back, when the following ends.
struct Ends(Db, String);

impl Drop for Ends {
    fn drop(&mut self) {
        let (db, node) = (self.0.clone(), self.1.clone());
        std::thread::spawn(move || drop(db.write_blocking(move |tx| letters::release(tx, &node))));
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

type Mine = (EntranceRow, MailSettings, String, Place);

/// The mailboxes that this process has, with what is needed to read them.
async fn mine(db: &Db, of: &Channels, node: &str) -> Result<Vec<Mine>> {
    let (of, node) = (of.clone(), node.to_owned());
    let none = db.read(|tx| Ok(mailboxes(&store::entrances::all(tx)?).is_empty())).await?;
    if none {
        return Ok(Vec::new());
    }
    db.write(move |tx| {
        let mut mine = Vec::new();
        for (row, settings) in mailboxes(&store::entrances::all(tx)?) {
            let until = tx.now() + LEASE;
            if letters::lease(tx, &row.id, &node, until)? {
                let password = entrances::secret(&of, tx, &row)?.map(|it| it.reveal().to_owned()).unwrap_or_default();
                let place = letters::mailbox(tx, &row.id)?
                    .map(|it| Place { validity: number(it.validity), uid: number(it.uid) });
                mine.push((row, settings, password, place.unwrap_or_default()));
            }
        }
        Ok(mine)
    })
    .await
}

fn mailboxes(all: &[EntranceRow]) -> Vec<(EntranceRow, MailSettings)> {
    let open = all.iter().filter(|it| it.active && it.medium == Medium::Mail);
    open.filter_map(|it| Some((it.clone(), it.settings.0.mailbox.clone()?))).collect()
}

fn number(it: i64) -> u32 {
    u32::try_from(it).unwrap_or_default()
}

/// What the thread of a mailbox works with.
#[derive(Clone)]
struct Line {
    db: Db,
    of: Channels,
    entrance: Arc<EntranceRow>,
    trust: Trust,
}

impl Line {
    fn begin(self, settings: MailSettings, password: String, place: Place, stop: Stop) {
        let name = format!("mailbox {}", self.entrance.name);
        let longest = Reading::default().longest_bytes;
        let run = move || {
            let trust = self.trust.clone();
            imap::follow(&settings, &password, &trust, longest, place, &stop, |it| {
                self.heard(it).map_err(|failure| failure.to_string())
            });
        };
        if let Err(why) = std::thread::Builder::new().name(name).spawn(run) {
            tracing::error!(%why, "a mailbox could not be followed");
        }
    }

    fn heard(&self, found: Found) -> Result<()> {
        let id = self.entrance.id.clone();
        match found {
            Found::Letter { validity, letter } => {
                self.keep(validity, &letter)?;
                self.take_in()
            }
            Found::UpToDate { place } => {
                self.db.write_blocking(move |tx| {
                    letters::reached(tx, &id, place.validity.into(), place.uid.into())?;
                    letters::state(tx, &id, None)
                })?;
                self.take_in()
            }
            Found::Trouble(why) => {
                let why = why.to_string();
                tracing::warn!(entrance = %id, %why, "a mailbox cannot be read");
                self.db.write_blocking(move |tx| letters::state(tx, &id, Some(&why)))
            }
        }
    }

    /// Keeps the bytes, sealed, and then notes that they are there: a crash in between leaves bytes that nothing refers
    /// to, never a letter without them, and the letter is fetched again.
    fn keep(&self, validity: u32, letter: &Fetched) -> Result<()> {
        let (entrance, uid, whole) = (self.entrance.id.clone(), letter.uid, letter.whole);
        let (id, salt): (LetterId, [u8; 16]) = self.db.read_blocking(|tx| Ok((tx.id(), tx.random())))?;
        let mut to = self.of.files().create(id.as_str(), salt).map_err(fault)?;
        to.write_all(&letter.raw).map_err(fault)?;
        to.finish().map_err(fault)?;
        let kept = id.clone();
        let is_new = self.db.write_blocking(move |tx| {
            let row = LetterRow {
                id: kept,
                validity: validity.into(),
                uid: uid.into(),
                whole,
                came_at: tx.now(),
                attempts: 0,
                entrance_id: entrance,
            };
            letters::reached(tx, &row.entrance_id, row.validity, row.uid)?;
            letters::keep(tx, &row)
        })?;
        if is_new { Ok(()) } else { self.of.files().remove(id.as_str()).map_err(fault) }
    }

    /// Takes in what is due. A letter that fails does not hold up the next one.
    fn take_in(&self) -> Result<()> {
        let entrance = self.entrance.id.clone();
        for row in self.db.read_blocking(move |tx| letters::due(tx, &entrance, SOME))? {
            let id = row.id.clone();
            let (why, for_good) = match self.take_in_one(row.clone()) {
                Ok(()) => {
                    self.of.files().remove(id.as_str()).map_err(fault)?;
                    continue;
                }
                Err(Failure::Busy) => return Err(Failure::Busy),
                Err(failure) => (failure.to_string(), failure.code() == Some("channels.no_letter")),
            };
            tracing::warn!(letter = %id, %why, "a letter could not be taken in");
            self.db.write_blocking(move |tx| letters::failed(tx, &row, &why, for_good))?;
        }
        Ok(())
    }

    fn take_in_one(&self, row: LetterRow) -> Result<()> {
        let mut raw = Vec::new();
        let mut from = self.of.files().open(row.id.as_str()).map_err(fault)?;
        from.read_to_end(&mut raw).map_err(fault)?;
        let authserv_id = self.entrance.settings.0.mailbox.as_ref().and_then(|it| it.authserv_id.clone());
        let how = Reading { authserv_id, ..Reading::default() };
        let letter = mail::read(&raw, &how).map_err(|_| Refused::NoLetter)?;
        let digest = digest(&letter, &raw);
        let bad = self.bad_files(&letter)?;
        let (of, entrance) = (self.of.clone(), Arc::clone(&self.entrance));
        self.db.write_blocking(move |tx| {
            take_in(&of, tx, &entrance, Came { letter, digest: &digest, whole: row.whole, bad: &bad })?;
            letters::taken(tx, &row.id)
        })
    }

    /// The places of files that whatever guards the house found bad. Where it cannot look, the letter waits.
    fn bad_files(&self, letter: &mail::Letter) -> Result<Vec<usize>> {
        let mut bad = Vec::new();
        for (at, file) in letter.files.iter().enumerate() {
            match self.of.files().look(&file.content) {
                Err(failure) if failure.code() == Some(INFECTED) => bad.push(at),
                done => done?,
            }
        }
        Ok(bad)
    }
}

/// Names a letter by what is said in it: copies of it differ in what servers wrote above.
fn digest(letter: &mail::Letter, raw: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    let mut sum = Sha256::new();
    if letter.message_id.is_some() {
        for part in [&letter.from.address, &letter.text] {
            sum.update(part.as_bytes());
            sum.update([0]);
        }
        for file in &letter.files {
            sum.update(&file.content);
        }
    } else {
        sum.update(raw);
    }
    base::text::hex(sum.finalize().as_slice().split_at(16).0)
}

/// How a mailbox fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MailboxState {
    /// When it was last up to date.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Stamp>,
    /// What is in the way, as the mail server or we put it.
    pub trouble: Option<String>,
    /// Letters that came and are not yet taken in.
    pub waiting: i64,
    /// Letters that could not be taken in and are laid aside.
    pub aside: i64,
}

/// How a mailbox fares.
///
/// # Errors
/// Refused when there is no such mailbox.
pub fn state_of(tx: &mut db::Tx<'_>, id: &EntranceId) -> Result<MailboxState> {
    let entrance = store::entrances::one(tx, id)?.filter(|it| it.medium == Medium::Mail).ok_or(Refused::NoEntrance)?;
    let found = letters::mailbox(tx, &entrance.id)?;
    let (waiting, aside) = letters::waiting(tx, &entrance.id)?;
    let (read_at, trouble) = found.map(|it| (it.read_at, it.trouble)).unwrap_or_default();
    Ok(MailboxState { read_at, trouble, waiting, aside })
}

/// Whether both servers let us in with these settings; what they say if not.
pub fn try_out(settings: &MailSettings, password: &str, trust: &Trust) -> (Option<String>, Option<String>) {
    let fetches = imap::try_out(settings, password, trust).err().map(|it| it.to_string());
    let sends = mail::smtp::try_out(&settings.smtp, password, trust).err().map(|it| it.why);
    (fetches, sends)
}
