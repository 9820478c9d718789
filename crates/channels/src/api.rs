//! What adapters, jobs of the server and demo data ask of conversations; always within their own transaction.

pub use crate::acts::about::recognise;
pub use crate::acts::asks::shown;
pub use crate::acts::delivery::{Outgoing, ToSend, not_sent, sent, to_send};
pub use crate::acts::entrances::names as entrance_names;
pub use crate::acts::entrances::{add as add_entrance, secret};
pub use crate::acts::handing::{End, accept, close, offer};
pub use crate::acts::presence::{BePresent, become_ as be_present, edit_skills};
pub use crate::acts::receive::{Arrival, Received, receive};
pub use crate::acts::talk::{NewMessage, say};
pub use crate::acts::visitor;
pub use crate::adapters::couriers;
pub use crate::adapters::mail::follow as follow_mailboxes;
pub use crate::live::{run as hand_on, share};
pub use crate::router::run as hand_out;
pub use crate::store::agents::{presence, present};
pub use crate::store::conversations::{not_over, several};
pub use crate::store::messages::lately_of_customer;

/// The sealed columns of this capability, for sealing anew after a key was rotated.
pub const SEALED: &[vault::reseal::SealedColumn] = &[
    vault::reseal::SealedColumn {
        purpose: vault::Purpose::Customer,
        table: "channels_party",
        id: "id",
        column: "address",
    },
    vault::reseal::SealedColumn {
        purpose: vault::Purpose::Customer,
        table: "channels_party",
        id: "id",
        column: "name",
    },
    vault::reseal::SealedColumn {
        purpose: vault::Purpose::Secret,
        table: "channels_entrance",
        id: "id",
        column: "secret",
    },
];
