//! A customer is let go: what was said with them says nothing personal any more (CUS-2).

use base::Result;
use base::ids::{ContactId, CustomerId, ErasureId};
use cases::events::CustomerErased;
use db::Tx;
use db::events::Logged;
use db::listeners::Listener;
use db::timers::{self, Timer};
use serde::{Deserialize, Serialize};

use crate::Channels;
use crate::acts::erase;
use crate::store;

/// Timers that go through the conversations of a customer who was erased; the subject is the erasure.
pub(super) const ERASED: &str = "channels.customer_erased";
/// So many conversations are gone through in one transaction.
const AT_ONCE: i64 = 5;

/// Hears whose cases were gone through: the conversations come next.
#[derive(Debug)]
pub struct CustomersErased;

/// How far the conversations of an erased customer were gone through.
#[derive(Debug, Serialize, Deserialize)]
struct Erasing {
    /// Profiles whose conversations wait; the last one is at hand.
    profiles: Vec<CustomerId>,
    after: Option<ContactId>,
    /// Whether only the index of words waits, and whether that was begun.
    swept: Option<bool>,
}

impl Listener for CustomersErased {
    fn name(&self) -> &'static str {
        "channels.customers_erased"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["cases.customer_erased.v1"]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        for event in events {
            let it: CustomerErased = event.body()?;
            let erasing = Erasing { profiles: it.profiles, after: None, swept: None };
            timers::set(tx, tx.now(), ERASED, it.erasure.as_str(), &erasing)?;
        }
        Ok(())
    }
}

/// Goes through some conversations; sets itself again while there are more, then sees that no word is left in the index.
pub(super) fn go_on(of: &Channels, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse::<ErasureId>() else { return Ok(()) };
    let mut it: Erasing = timer.body()?;
    let Some(by) = customers::api::redaction(of.customers(), tx, &id)? else { return Ok(()) };
    match (it.profiles.last().cloned(), it.swept) {
        (Some(profile), _) => {
            let some = store::erasing::of_customer(tx, &profile, it.after.as_ref(), AT_ONCE)?;
            for one in &some {
                erase::conversation(of, tx, one, &by)?;
            }
            it.after = some.last().cloned();
            if it.after.is_none() {
                erase::parties(of, tx, &profile)?;
                it.profiles.pop();
            }
        }
        (None, swept) => {
            if !db::search::sweep(tx, swept.is_none())? && swept.is_some() {
                return customers::api::finish_erasure(tx, &id);
            }
            it.swept = Some(true);
        }
    }
    timers::set(tx, tx.now(), ERASED, &timer.subject, &it)
}
