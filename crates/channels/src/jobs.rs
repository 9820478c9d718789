//! What this capability does by itself, after others did something.

mod erased;
mod words;

use db::timers::{Handler, Handlers};

use crate::Channels;
use crate::acts::planned;

pub use erased::CustomersErased;
pub use words::Words;
pub(crate) use words::anew;

/// The handlers of this capability's timers.
pub fn handlers(of: &Channels) -> Handlers {
    let house = of.clone();
    let erased: Handler = Box::new(move |tx, timer| erased::go_on(&house, tx, timer));
    let house = of.clone();
    let due: Handler = Box::new(move |tx, timer| planned::due(&house, tx, timer));
    [(erased::ERASED, erased), (planned::DUE, due)].into()
}
