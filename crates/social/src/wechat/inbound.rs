//! What the platform sends: proved, opened, and made a message.

use std::time::Duration;

use base::Stamp;

use super::is_signed;
use super::xml::{self, Fields};
use crate::settings::{WechatSecret, WechatSettings};

/// The platform's question marks and signatures in the address that it calls.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub struct Query {
    /// The signature of an unsealed call.
    #[serde(default)]
    pub signature: String,
    /// Seconds since 1970, as the platform wrote them.
    #[serde(default)]
    pub timestamp: String,
    /// A random word.
    #[serde(default)]
    pub nonce: String,
    /// What is to be said back when the address is set up.
    #[serde(default)]
    pub echostr: String,
    /// `aes` when the message is sealed.
    #[serde(default)]
    pub encrypt_type: String,
    /// The signature of a sealed message.
    #[serde(default)]
    pub msg_signature: String,
}

/// Why a call is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// It was sent too long ago, or in the future: perhaps a recording.
    #[error("the message was sent too long ago, or in the future")]
    Time,
    /// It does not open, or is for another account.
    #[error("the message does not open")]
    Closed,
    /// It is not what the platform sends.
    #[error("this is no message")]
    Strange,
}

/// A file that the platform keeps for three days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Its id there.
    pub id: String,
    /// What it is: `image`, `voice`, `video`.
    pub kind: String,
}

/// What a follower did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Did {
    /// They said something.
    Said {
        /// The words; for a file, what the platform heard in it, or nothing.
        text: String,
        /// The file, when it is one.
        media: Option<Media>,
    },
    /// Something that is no message: they followed, left, pressed a menu.
    Else(String),
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// Who, by their id in this account.
    pub from: String,
    /// Its id; the platform sends again what was not answered within five seconds.
    pub id: String,
    /// What they did.
    pub did: Did,
}

/// So long may a call be under way.
const TOLERANCE: Duration = Duration::from_mins(5);

/// Proves the call that sets the address up; what it answers is to be said back.
pub fn prove_address<'a>(query: &'a Query, secret: &WechatSecret) -> Result<&'a str, NotProved> {
    let fits = is_signed(&[&secret.token, &query.timestamp, &query.nonce], &query.signature);
    if fits { Ok(&query.echostr) } else { Err(NotProved::Signature) }
}

/// Proves and reads a message. Where the account has a key, only sealed messages are believed.
pub fn read(
    query: &Query,
    body: &str,
    settings: &WechatSettings,
    secret: &WechatSecret,
    now: Stamp,
) -> Result<Came, NotProved> {
    let seconds: i64 = query.timestamp.parse().map_err(|_| NotProved::Time)?;
    if (now.0 / 1000).abs_diff(seconds) > TOLERANCE.as_secs() {
        return Err(NotProved::Time);
    }
    let outer = xml::read(body).ok_or(NotProved::Strange)?;
    let fields = match secret.key() {
        Some(key) => {
            let sealed = outer.get("Encrypt").ok_or(NotProved::Closed)?;
            if !is_signed(&[&secret.token, &query.timestamp, &query.nonce, sealed], &query.msg_signature) {
                return Err(NotProved::Signature);
            }
            let opened = key.open(sealed, &settings.app_id).map_err(|_| NotProved::Closed)?;
            xml::read(&opened).ok_or(NotProved::Strange)?
        }
        None if !is_signed(&[&secret.token, &query.timestamp, &query.nonce], &query.signature) => {
            return Err(NotProved::Signature);
        }
        None => outer,
    };
    came(&fields).ok_or(NotProved::Strange)
}

fn came(fields: &Fields) -> Option<Came> {
    let of = |name: &str| fields.get(name).map(|it| it.trim()).filter(|it| !it.is_empty());
    let from = of("FromUserName").filter(|it| it.len() <= 200)?.to_owned();
    let kind = of("MsgType")?;
    let id = of("MsgId").map(str::to_owned);
    // What is no message has no id; the platform itself tells repeats by who and when.
    let id = id.or_else(|| Some(format!("{from}-{}", of("CreateTime")?)))?;
    let media = of("MediaId").map(|it| Media { id: it.to_owned(), kind: kind.to_owned() });
    let text = match kind {
        "text" => of("Content").unwrap_or_default().to_owned(),
        "voice" => of("Recognition").unwrap_or_default().to_owned(),
        "image" | "video" | "shortvideo" => String::new(),
        "location" => {
            let name = of("Label").unwrap_or_default();
            format!("{name} ({}, {})", of("Location_X").unwrap_or_default(), of("Location_Y").unwrap_or_default())
        }
        "link" => {
            let parts = [of("Title"), of("Description"), of("Url")];
            parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
        }
        "event" => return Some(Came { from, id, did: Did::Else(of("Event").unwrap_or_default().to_lowercase()) }),
        other => return Some(Came { from, id, did: Did::Else(other.to_owned()) }),
    };
    Some(Came { from, id, did: Did::Said { text, media } })
}
