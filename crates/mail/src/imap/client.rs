//! One session with a mail server.

use std::io::ErrorKind;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use imap_proto::{AttributeValue, Capability, MailboxDatum, Response, ResponseCode};

use super::Trouble;
use super::stream::{PATIENCE, Stream};
use super::wire::Wire;
use crate::settings::{MailSecurity, MailServer};
use crate::trust::Trust;

/// A folder that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folder {
    /// Which life of the folder this is; numbers of another one mean nothing.
    pub validity: u32,
    /// The number that the next letter will have, when the server says so.
    pub next: Option<u32>,
}

/// A letter that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its number in the folder.
    pub uid: u32,
    /// Its bytes, or only its head.
    pub raw: Vec<u8>,
    /// Whether these are all of them; a letter that is too long comes as its head.
    pub whole: bool,
}

/// A session that was signed in.
pub struct Client {
    wire: Wire<Stream>,
    longest: usize,
    has_idle: bool,
    /// Whether the server told of more letters while it answered something else; it will not tell of them again.
    more: bool,
    /// Whether it was looked for them once already and nothing was found: some servers tell of the same ones every time.
    again: bool,
}

impl Client {
    /// Connects and signs in. `longest` is the longest letter that is fetched whole, in bytes.
    pub fn open(server: &MailServer, password: &str, trust: &Trust, longest: usize) -> Result<Self, Trouble> {
        if server.security == MailSecurity::None && !server.is_here() {
            return Err(Trouble::InTheOpen);
        }
        let mut line = Stream::plain(server)?;
        if server.security == MailSecurity::Tls {
            line = line.private(&server.host, trust.config()?)?;
        }
        let mut wire = Wire::new(line, longest);
        wire.next(drop_response)?;
        if server.security == MailSecurity::Starttls {
            wire.command("STARTTLS", |_| {})?;
            let config = trust.config()?;
            wire = wire.over(|it| it.private(&server.host, config))?;
        }
        sign_in(&mut wire, &server.user, password)?;
        let has_idle = has(&mut wire, "IDLE")?;
        if has(&mut wire, "ID")? {
            // Some large Chinese providers serve nobody who does not say what they are.
            wire.command("ID (\"name\" \"Hearth\" \"vendor\" \"Hearth\")", |_| {})?;
        }
        Ok(Self { wire, longest, has_idle, more: false, again: false })
    }

    /// Opens a folder for reading.
    pub fn open_folder(&mut self, name: &str) -> Result<Folder, Trouble> {
        let (mut validity, mut next) = (None, None);
        self.wire.command(&format!("EXAMINE {}", quoted(&encoded(name))), |it| {
            if let Response::Data { outcome, .. } = it {
                match outcome.code {
                    Some(ResponseCode::UidValidity(it)) => validity = Some(it),
                    Some(ResponseCode::UidNext(it)) => next = Some(it),
                    _ => {}
                }
            }
        })?;
        let validity = validity.ok_or(Trouble::Strange("a folder without UIDVALIDITY"))?;
        Ok(Folder { validity, next })
    }

    /// The numbers and sizes of the letters after a number, in order.
    pub fn after(&mut self, uid: u32) -> Result<Vec<(u32, usize)>, Trouble> {
        let from = uid.saturating_add(1);
        let (mut all, mut more) = (Vec::new(), false);
        self.wire.command(&format!("UID FETCH {from}:* (UID RFC822.SIZE)"), |it| {
            more |= tells_of_more(it);
            if let Response::Fetch(_, about) = it {
                let uid = about.iter().find_map(|it| if let AttributeValue::Uid(it) = it { Some(*it) } else { None });
                let size =
                    about.iter().find_map(|it| if let AttributeValue::Rfc822Size(it) = it { Some(*it) } else { None });
                // `n:*` names the last letter also when it is older than n.
                all.extend(
                    uid.filter(|it| *it >= from)
                        .map(|it| (it, usize::try_from(size.unwrap_or(0)).unwrap_or(usize::MAX))),
                );
            }
        })?;
        self.more = more;
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// Fetches a letter, without marking it as read; `None` when it is gone.
    pub fn fetch(&mut self, uid: u32, size: usize) -> Result<Option<Fetched>, Trouble> {
        let whole = size <= self.longest;
        let part = if whole { "" } else { "HEADER" };
        let (mut raw, mut more) = (None, false);
        self.wire.command(&format!("UID FETCH {uid} (UID BODY.PEEK[{part}])"), |it| {
            more |= tells_of_more(it);
            if let Response::Fetch(_, about) = it
                && about.iter().any(|it| matches!(it, AttributeValue::Uid(it) if *it == uid))
            {
                raw = about.iter().find_map(|it| match it {
                    AttributeValue::BodySection { data, .. } => data.as_deref().map(<[u8]>::to_vec),
                    _ => None,
                });
            }
        })?;
        self.more |= more;
        self.again = false;
        Ok(raw.map(|raw| Fetched { uid, raw, whole }))
    }

    /// Waits until something changes, or `seconds` are over, or `stopped` says so; asks `stopped` every second. Answers
    /// whether something changed.
    pub fn wait(&mut self, seconds: u32, stopped: impl Fn() -> bool) -> Result<bool, Trouble> {
        self.again = std::mem::take(&mut self.more) && !self.again;
        if self.again {
            return Ok(true);
        }
        if !self.has_idle {
            for _ in 0..seconds {
                if stopped() {
                    return Ok(false);
                }
                std::thread::sleep(Duration::from_secs(1));
            }
            return Ok(true);
        }
        let tag = self.wire.begin("IDLE")?;
        self.wire.line.wait(Duration::from_secs(1))?;
        let (mut changed, mut quiet) = (false, 0);
        while !changed && quiet < seconds && !stopped() {
            match self.wire.next(tells_of_more) {
                Ok(it) => changed = it,
                Err(Trouble::Line(why)) if matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    quiet += 1;
                }
                Err(why) => return Err(why),
            }
        }
        self.wire.line.wait(PATIENCE)?;
        self.wire.say("DONE")?;
        self.wire.finish(&tag, |_| {})?;
        Ok(changed)
    }

    /// Takes leave.
    pub fn close(mut self) {
        // The server notices a cut line as well.
        drop(self.wire.command("LOGOUT", |_| {}));
    }
}

fn tells_of_more(it: &Response<'_>) -> bool {
    matches!(it, Response::MailboxData(MailboxDatum::Exists(_) | MailboxDatum::Recent(_)))
}

fn drop_response(_: &Response<'_>) {}

fn has(wire: &mut Wire<Stream>, name: &str) -> Result<bool, Trouble> {
    let mut found = false;
    wire.command("CAPABILITY", |it| {
        if let Response::Capabilities(all) = it {
            found |= all.iter().any(|it| matches!(it, Capability::Atom(it) if it.eq_ignore_ascii_case(name)));
        }
    })?;
    Ok(found)
}

fn sign_in(wire: &mut Wire<Stream>, user: &str, password: &str) -> Result<(), Trouble> {
    let mut plain = false;
    wire.command("CAPABILITY", |it| {
        if let Response::Capabilities(all) = it {
            plain |= all.iter().any(|it| matches!(it, Capability::Auth(it) if it.eq_ignore_ascii_case("PLAIN")));
        }
    })?;
    if !plain {
        return wire.command(&format!("LOGIN {} {}", quoted(user), quoted(password)), |_| {});
    }
    let tag = wire.begin("AUTHENTICATE PLAIN")?;
    wire.next(drop_response)?;
    wire.say(&BASE64_STANDARD.encode(format!("\0{user}\0{password}")))?;
    wire.finish(&tag, |_| {})
}

/// Text as IMAP quotes it; a line break in it would begin another command.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|it| !it.is_control()).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of a folder in the alphabet of IMAP (RFC 3501, 5.1.3).
fn encoded(name: &str) -> String {
    let (mut all, mut foreign) = (String::new(), Vec::new());
    let flush = |foreign: &mut Vec<u8>, all: &mut String| {
        if !foreign.is_empty() {
            let word = base64::prelude::BASE64_STANDARD_NO_PAD.encode(&*foreign).replace('/', ",");
            all.push('&');
            all.push_str(&word);
            all.push('-');
            foreign.clear();
        }
    };
    for it in name.chars() {
        if it.is_ascii() {
            flush(&mut foreign, &mut all);
            all.push(it);
            if it == '&' {
                all.push('-');
            }
        } else {
            let mut units = [0; 2];
            for unit in it.encode_utf16(&mut units) {
                foreign.extend(unit.to_be_bytes());
            }
        }
    }
    flush(&mut foreign, &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::{encoded, quoted};

    #[test]
    fn a_folder_with_a_chinese_name_is_asked_for_as_imap_spells_it() {
        for (name, wire) in [("INBOX", "INBOX"), ("客服", "&W6JnDQ-"), ("A&B", "A&-B"), ("投诉/2026", "&YpWLyQ-/2026")]
        {
            assert_eq!(encoded(name), wire);
        }
    }

    #[test]
    fn a_password_cannot_begin_another_command() {
        assert_eq!(quoted("a\"b\\c\r\nh9 DELETE INBOX"), "\"a\\\"b\\\\ch9 DELETE INBOX\"");
    }
}
