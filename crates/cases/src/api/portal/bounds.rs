//! How often who may knock at the portal, by policy; addresses are counted under blind marks.

use base::{Result, Span, Stamp};
use db::Tx;
use policy::model::{Often, Portal};

use crate::Desk;
use crate::refused::Refused;
use crate::store;

/// What somebody does who has not signed in; each is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knock {
    /// Brings something in.
    BringsIn,
    /// Writes to a case.
    Writes,
    /// Gave a number and a code that do not belong together.
    Wrong,
}

impl Knock {
    fn named(self, policy: &Portal) -> (&'static str, &Often) {
        match self {
            Self::BringsIn => ("address", &policy.by_address),
            Self::Writes => ("words", &policy.words),
            Self::Wrong => ("wrong", &policy.wrong),
        }
    }
}

/// Times are counted by the minute.
const SLOT: Span = Span(60_000);

impl Desk {
    /// Whether an address may still do something.
    ///
    /// # Errors
    /// Refused when it did so too often.
    pub fn may_knock(&self, tx: &mut Tx<'_>, address: &str, what: Knock) -> Result<()> {
        let policy = self.portal_policy(tx)?;
        let (space, often) = what.named(&policy);
        let key = self.mark(space, address)?;
        not_too_often(tx, &key, often)
    }

    /// Counts what an address did. It has to be written down also when what was asked for is refused.
    ///
    /// # Errors
    /// Refused when it did so too often.
    pub fn knocked(&self, tx: &mut Tx<'_>, address: &str, what: Knock) -> Result<()> {
        let policy = self.portal_policy(tx)?;
        let (space, often) = what.named(&policy);
        let key = self.mark(space, address)?;
        not_too_often(tx, &key, often)?;
        counted(tx, &policy, &key)
    }
}

/// Refuses what was done too often.
pub(super) fn not_too_often(tx: &mut Tx<'_>, key: &str, often: &Often) -> Result<()> {
    let within = often.within.span(Span::DAY);
    if store::portal::count(tx, key, tx.now() - within)? < often.most {
        return Ok(());
    }
    Err(Refused::PortalTooOften((within.0 / SLOT.0).max(1)).into())
}

/// Counts that it was done once more.
pub(super) fn counted(tx: &mut Tx<'_>, policy: &Portal, key: &str) -> Result<()> {
    let all = [&policy.by_address, &policy.by_contact, &policy.words, &policy.wrong];
    let longest = all.iter().map(|it| it.within.span(Span::DAY)).max().unwrap_or_default();
    let now = tx.now();
    let slot = Stamp(now.0 - now.0.rem_euclid(SLOT.0));
    store::portal::counted(tx, key, slot, now - longest)
}
