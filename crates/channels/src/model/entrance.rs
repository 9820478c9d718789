//! Doors through which contacts arrive, and those who come through them.

use base::Stamp;
use base::ids::{CustomerId, EntranceId, PartyId};
use db::Json;
use policy::model::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::{Blind, Sealed};

db::words! {
    /// What kind of door it is.
    pub enum Medium {
        /// A chat window on a site (在线会话).
        Chat "chat",
        /// A mailbox (邮箱).
        Mail "mail",
        /// Signed calls of another system (通用接口).
        Webhook "webhook",
        /// An official account (微信公众号).
        Wechat "wechat",
    }
}

/// How a door is set up, as its medium asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Of a chat window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
}

/// A chat window on a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The origins whose pages may show it, such as `https://shop.example`.
    pub origins: Vec<String>,
    /// Its colour, as `#1677ff`.
    pub colour: String,
    /// What stands above.
    pub title: Text,
    /// What is said first.
    pub greeting: Text,
    /// What customers can say they come for.
    #[serde(default)]
    pub topics: Vec<SiteTopic>,
}

/// Something customers come for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteTopic {
    /// Its id, which queues name.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

db::row! {
    /// An entrance as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EntranceRow {
        /// Its id.
        pub id: EntranceId,
        /// What kind of door.
        pub medium: Medium,
        /// The channel, a word of the policy `channels`.
        pub channel: String,
        /// What people call it.
        pub name: String,
        /// How it is set up.
        pub settings: Json<Settings>,
        /// Its password or key.
        pub secret: Option<Sealed>,
        /// Whether contacts come in.
        pub active: bool,
        /// Give it back when changing.
        pub version: i64,
    }
}

/// An entrance as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Entrance {
    /// Its id.
    pub id: EntranceId,
    /// What kind of door.
    pub medium: Medium,
    /// The channel, a word of the policy `channels`.
    pub channel: String,
    /// What people call it.
    pub name: String,
    /// How it is set up.
    pub settings: Settings,
    /// Whether it has a password or key; it is never shown.
    pub has_secret: bool,
    /// Whether contacts come in.
    pub active: bool,
    /// Give it back when changing.
    pub version: i64,
}

impl From<EntranceRow> for Entrance {
    fn from(it: EntranceRow) -> Self {
        Self {
            id: it.id,
            medium: it.medium,
            channel: it.channel,
            name: it.name,
            settings: it.settings.0,
            has_secret: it.secret.is_some(),
            active: it.active,
            version: it.version,
        }
    }
}

/// A new entrance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEntrance {
    /// What kind of door.
    pub medium: Medium,
    /// The channel, a word of the policy `channels`.
    pub channel: String,
    /// What people call it.
    pub name: String,
    /// How it is set up.
    pub settings: Settings,
    /// Its password or key.
    #[serde(default)]
    pub secret: Option<String>,
}

/// A changed entrance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntranceEdit {
    /// The channel, a word of the policy `channels`.
    pub channel: String,
    /// What people call it.
    pub name: String,
    /// How it is set up.
    pub settings: Settings,
    /// A new password or key; the old one stays when left out.
    #[serde(default)]
    pub secret: Option<String>,
    /// Whether contacts come in.
    pub active: bool,
    /// The version that was read.
    pub version: i64,
}

db::row! {
    /// Somebody as they are known at an entrance.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Party {
        /// Their id.
        pub id: PartyId,
        /// The entrance.
        pub entrance_id: EntranceId,
        /// Their address, to be found by.
        pub blind: Blind,
        /// Their address.
        pub address: Sealed,
        /// What they call themselves.
        pub name: Option<Sealed>,
        /// The customer they are known to be.
        pub customer_id: Option<CustomerId>,
        /// Since when they are known.
        pub made_at: Stamp,
    }
}
