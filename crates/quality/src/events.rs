//! What happens to alerts, as others hear it.

use base::ids::{AlertId, PersonId, UnitId};
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::AlertKind;

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

            impl Event for $name { const KIND: &'static str = concat!("quality.", $kind, ".v1"); }
        )+
    };
}

events! {
    /// Something goes wrong right now.
    AlertRaised "alert_raised" {
        /// The alert.
        alert: AlertId,
        /// What.
        kind: AlertKind,
        /// In which queue.
        queue: Option<String>,
        /// In whose unit.
        unit: Option<UnitId>,
        /// How much: milliseconds waited, contacts waiting, thousandths of agitation, complaints.
        found: i64,
    }
    /// Somebody has seen it.
    AlertAcknowledged "alert_acknowledged" {
        /// The alert.
        alert: AlertId,
        /// Milliseconds since it was raised.
        waited: i64,
    }
    /// It is somebody's from now on.
    AlertHanded "alert_handed" {
        /// The alert.
        alert: AlertId,
        /// Whose.
        owner: PersonId,
    }
    /// It is settled.
    AlertResolved "alert_resolved" {
        /// The alert.
        alert: AlertId,
        /// Whether its cause went away by itself.
        by_itself: bool,
        /// What was done about it.
        note: Option<String>,
        /// Milliseconds since it was raised.
        lasted: i64,
    }
}
