//! What the acts of this capability work with.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base::{Result, Span, Stamp};
use customers::Customers;
use db::Tx;
use policy::model::{Conversations, Response, TimeKind};
use policy::{Book, Policies};
use social::wechat::client::Wechat;
use vault::{Files, Vault};

use crate::refused::Refused;
use crate::rules::Plan;

/// Conversations, with all that is needed to hold them. Cheap to clone.
#[derive(Clone)]
pub struct Channels(Arc<Inner>);

/// A plan, by the versions of the two policies it is made of.
type Planned = ((i64, i64), Arc<Plan>);

struct Inner {
    policies: Policies,
    vault: Vault,
    files: Files,
    customers: Customers,
    plan: Mutex<Option<Planned>>,
    wechat: Arc<Wechat>,
}

impl fmt::Debug for Channels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Channels")
    }
}

impl Channels {
    /// Conversations under these policies, with addresses and files sealed by this vault.
    pub fn new(policies: Policies, vault: Vault, files: Files, customers: Customers) -> Self {
        Self(Arc::new(Inner { policies, vault, files, customers, plan: Mutex::default(), wechat: Arc::default() }))
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }

    /// What calls WeChat; it keeps the tokens of all accounts.
    pub(crate) fn wechat(&self) -> Arc<Wechat> {
        Arc::clone(&self.0.wechat)
    }

    pub(crate) fn customers(&self) -> &Customers {
        &self.0.customers
    }

    /// The policies as this transaction sees them.
    pub(crate) fn book(&self, tx: &mut Tx<'_>) -> Result<Arc<Book>> {
        self.0.policies.book(tx)
    }

    /// What policy says of conversations now.
    pub(crate) fn says(&self, tx: &mut Tx<'_>) -> Result<Conversations> {
        let (book, now) = (self.book(tx)?, tx.now());
        Ok(book.at(now).conversations()?.says.clone())
    }

    /// How contacts are handed out now; made anew only when other versions come into force.
    pub(crate) fn plan(&self, tx: &mut Tx<'_>) -> Result<Arc<Plan>> {
        let (book, now) = (self.book(tx)?, tx.now());
        let now = book.at(now);
        let (routing, channels) = (now.routing()?, now.channels()?);
        let versions = (routing.by.version, channels.by.version);
        let mut kept = self.0.plan.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, plan)) if *of == versions => Ok(Arc::clone(plan)),
            _ => {
                let plan = Arc::new(Plan::new(routing.says.clone(), channels.says));
                *kept = Some((versions, Arc::clone(&plan)));
                Ok(plan)
            }
        }
    }

    /// Until when a word that is waited for since a moment is due; nothing when policy sets no target.
    ///
    /// - `first`: whether it is the first answer, which has a target of its own (CHN-7).
    pub(crate) fn due(book: &Book, channel: &str, first: bool, since: Stamp) -> Option<Stamp> {
        let now = book.at(since);
        let channels = now.channels().ok()?;
        let channel = channels.says.channel(channel)?;
        let target: &Response = if first { &channel.first_response } else { channel.next_response.as_ref()? };
        let name = now.calendar(Some(&channel.calendar)).ok()?;
        let within = now.length(target.within, Some(&name));
        Some(match (target.time, book.calendar(&name)) {
            (TimeKind::Working, Some(calendar)) => calendar.add_working(since, within),
            _ => since + within,
        })
    }

    /// Whether a channel is open now, and when it opens next if it is not.
    pub(crate) fn is_open(book: &Book, channel: &str, at: Stamp) -> (bool, Option<Stamp>) {
        let now = book.at(at);
        let calendar = now.channels().ok().and_then(|it| it.says.channel(channel).map(|it| it.calendar.clone()));
        let calendar = calendar.and_then(|it| now.calendar(Some(&it)).ok());
        match calendar.and_then(|it| book.calendar(&it)) {
            None => (true, None),
            Some(it) if it.is_open(at) => (true, None),
            Some(it) => (false, Some(it.add_working(at, Span(0)))),
        }
    }

    /// A length of policy that runs by the wall clock.
    pub(crate) fn wall(length: policy::model::Length) -> Span {
        length.span(Span::DAY)
    }

    /// Refuses a part of what was sent that is longer than policy lets a message be.
    pub(crate) fn fits(says: &Conversations, field: &'static str, text: &str) -> std::result::Result<(), Refused> {
        let (long, most) = (i64::try_from(text.chars().count()).unwrap_or(i64::MAX), says.longest_message);
        if long > most { Err(Refused::TooLong { field, most }) } else { Ok(()) }
    }

    /// Refuses a text that is longer than policy allows, and one that is nothing.
    pub(crate) fn may_say(says: &Conversations, text: &str, files: usize) -> std::result::Result<(), Refused> {
        Self::fits(says, "text", text)?;
        if text.trim().is_empty() && files == 0 { Err(Refused::Nothing) } else { Ok(()) }
    }
}
