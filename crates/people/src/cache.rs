//! From a token to who asks, for every request: kept in memory, so that no request pays for it twice.
//!
//! An entry is forgotten when anything about people or policy changes in this process, and is looked up anew after
//! some seconds, because other processes change things too.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use base::ids::{PersonId, SessionId};
use base::{Result, Span, Stamp};
use db::Tx;
use policy::model::Sessions as Limits;
use web::{Actor, Reach, Resolving, Rights, Session, Sessions};

use crate::acts::{holding, second_factor};
use crate::handle::{People, csrf_of, token_hash};
use crate::model::PersonStatus;
use crate::rules::backup;
use crate::rules::session::{SEEN_EVERY, holds};
use crate::store::{absences, delegations, sessions};

/// How long an entry is believed without looking.
const BELIEVED: Span = Span(10_000);
/// More entries than this are not kept; a node has as many open sessions at most as an organisation has staff.
const MOST: usize = 20_000;

/// The sessions in use, by the hash of their token.
#[derive(Default)]
pub struct Cache {
    entries: RwLock<HashMap<String, Arc<Entry>>>,
    epoch: AtomicU64,
}

struct Entry {
    id: SessionId,
    session: Arc<Session>,
    limits: Limits,
    created_at: Stamp,
    looked_at: Stamp,
    seen_at: AtomicI64,
    /// Up to when the last use is written down.
    written_at: AtomicI64,
}

impl Cache {
    /// Forgets everybody.
    pub fn forget(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
        self.entries.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn get(&self, hash: &str, now: Stamp) -> Option<Arc<Entry>> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.get(hash).filter(|it| now - it.looked_at < BELIEVED && now >= it.looked_at).cloned()
    }

    /// Keeps an entry that was looked up while nothing was forgotten.
    fn keep(&self, hash: String, entry: Arc<Entry>, epoch: u64) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        if self.epoch.load(Ordering::SeqCst) != epoch {
            return;
        }
        if entries.len() >= MOST {
            entries.clear();
        }
        entries.insert(hash, entry);
    }
}

impl Sessions for People {
    fn resolve<'a>(&'a self, token: &'a str) -> Resolving<'a> {
        Box::pin(async move {
            let hash = token_hash(token);
            let now = self.db().world().clock.now();
            let entry = match self.cache().get(&hash, now) {
                Some(it) => it,
                None => match self.look_up(token, hash).await? {
                    Some(it) => it,
                    None => return Ok(None),
                },
            };
            if !holds(&entry.limits, entry.created_at, Stamp(entry.seen_at.load(Ordering::Relaxed)), now) {
                return Ok(None);
            }
            entry.seen_at.fetch_max(now.0, Ordering::Relaxed);
            self.write_down(&entry, now);
            Ok(Some(Arc::clone(&entry.session)))
        })
    }
}

impl People {
    async fn look_up(&self, token: &str, hash: String) -> Result<Option<Arc<Entry>>> {
        let epoch = self.cache().epoch.load(Ordering::SeqCst);
        let (people, csrf, key) = (self.clone(), csrf_of(token), hash.clone());
        let found = self.db().read(move |tx| people.entry(tx, &key, csrf)).await?.map(Arc::new);
        if let Some(entry) = &found {
            self.cache().keep(hash, Arc::clone(entry), epoch);
        }
        Ok(found)
    }

    fn entry(&self, tx: &mut Tx<'_>, hash: &str, csrf: String) -> Result<Option<Entry>> {
        let Some(open) = sessions::of_token(tx, hash)? else { return Ok(None) };
        if open.status != PersonStatus::Active {
            return Ok(None);
        }
        let limits = self.sign_in(tx)?.sessions;
        let actor = if open.must_change || second_factor::must_enrol(self, tx, &open)? {
            // Until the given password is changed, and a second factor that policy asks for is there, nothing but that
            // is allowed.
            Actor::person(open.person.clone(), None, Rights::default(), Reach::Own)
        } else {
            self.actor(tx, &open.person)?
        };
        Ok(Some(Entry {
            id: open.id,
            session: Arc::new(Session { actor, csrf }),
            limits,
            created_at: open.created_at,
            looked_at: tx.now(),
            seen_at: AtomicI64::new(open.seen_at.0),
            written_at: AtomicI64::new(open.seen_at.0),
        }))
    }

    /// What somebody may do now, and how far they see.
    pub fn actor(&self, tx: &mut Tx<'_>, person: &PersonId) -> Result<Actor> {
        let access = self.access(tx)?;
        let Some(mut held) = holding::by_roles(tx, &access, person)? else {
            return Ok(Actor::person(person.clone(), None, Rights::default(), Reach::Own));
        };
        for (giver, names) in self.lent(tx, person)? {
            if let Some(theirs) = holding::by_roles(tx, &access, &giver)? {
                held.lend(&theirs, &names);
            }
        }
        let rights = held.reaches.iter().map(|it| it.0).collect();
        Ok(Actor::person(person.clone(), Some(held.unit), rights, Reach::Own).apart(held.reaches))
    }

    /// Whose rights pass to somebody now, and which: by delegation, and by standing in for those who are absent.
    fn lent(&self, tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<(PersonId, Vec<String>)>> {
        let now = tx.now();
        let mut lent: Vec<_> =
            delegations::held(tx, person, now)?.into_iter().map(|it| (it.giver_id, it.rights.0)).collect();
        let away = absences::away(tx, now)?;
        let stood_in_for = backup::stands_in_for(&away, person);
        if !stood_in_for.is_empty() {
            let rights = self.staff(tx)?.0.backup.rights;
            lent.extend(stood_in_for.into_iter().map(|it| (it.clone(), rights.clone())));
        }
        Ok(lent)
    }

    /// Writes down once a minute that a session is in use, without keeping its request waiting.
    fn write_down(&self, entry: &Entry, now: Stamp) {
        let written = entry.written_at.load(Ordering::Relaxed);
        let first = || entry.written_at.compare_exchange(written, now.0, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if now - Stamp(written) < SEEN_EVERY || !first() {
            return;
        }
        let (db, id) = (self.db().clone(), entry.id.clone());
        tokio::spawn(async move {
            if let Err(failure) = db.write(move |tx| sessions::seen(tx, &id, now)).await {
                tracing::warn!(%failure, "the last use of a session was not written down");
            }
        });
    }
}
