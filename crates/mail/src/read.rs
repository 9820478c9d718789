//! From the bytes that came to a letter. Whatever they are, this ends, and takes no more than was allowed.

use mail_parser::{Addr, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::authentication::Authentication;
use crate::letter::{Address, Enclosure, Letter};
use crate::{automatic, html, quote};

/// What is allowed, and whom to believe.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The receiving server as it names itself; see [`crate::MailSettings::authserv_id`].
    pub authserv_id: Option<String>,
    /// The longest letter, in bytes.
    pub longest_bytes: usize,
    /// The longest text, in characters; the rest is cut off.
    pub longest_text: usize,
    /// The most files.
    pub most_files: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self { authserv_id: None, longest_bytes: 30 * 1024 * 1024, longest_text: 100_000, most_files: 30 }
    }
}

/// Why bytes are no letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is longer than allowed.
    #[error("the letter has {0} bytes, more than allowed")]
    TooLong(usize),
    /// It has no head.
    #[error("this is no letter")]
    NoLetter,
    /// It does not say who wrote it.
    #[error("the letter names no sender")]
    NoSender,
}

/// Reads a letter.
pub fn read(raw: &[u8], how: &Reading) -> Result<Letter, Unreadable> {
    if raw.len() > how.longest_bytes {
        return Err(Unreadable::TooLong(raw.len()));
    }
    let message = MessageParser::default().parse(raw).ok_or(Unreadable::NoLetter)?;
    let from = message.from().and_then(|it| it.first()).and_then(address).ok_or(Unreadable::NoSender)?;
    let reply_to = message.reply_to().and_then(|it| it.first()).and_then(address);
    let subject = message.subject().map(one_line).filter(|it| !it.is_empty());
    let (files, pictures, left_out) = files(&message, how.most_files);
    let whole = body(&message);
    let folded = quote::fold(&cut(&whole, how.longest_text));
    let lines = message.headers_raw().filter(|it| it.0.eq_ignore_ascii_case("Authentication-Results")).map(|it| it.1);
    Ok(Letter {
        message_id: message.message_id().map(id),
        answers: answers(&message),
        reply_to: reply_to.filter(|it| it.address != from.address),
        text: folded.said,
        quoted: folded.quoted,
        html: rich(&message, how.longest_text, &pictures),
        files,
        left_out,
        automatic: automatic::told(&message, &from.address, subject.as_deref().unwrap_or_default()),
        authentication: Authentication::read(lines, how.authserv_id.as_deref()),
        subject,
        from,
    })
}

fn address(of: &Addr<'_>) -> Option<Address> {
    let address = of.address()?.trim().to_lowercase();
    let plain = address.len() <= 254 && !address.chars().any(|it| it.is_whitespace() || it.is_control());
    let name = of.name().map(one_line).filter(|it| !it.is_empty());
    (plain && address.contains('@')).then_some(Address { name, address })
}

/// On one line, without what cannot be seen, and not for ever.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

fn id(text: &str) -> String {
    text.trim().trim_matches(['<', '>']).chars().take(500).collect()
}

/// What it says it answers: In-Reply-To, then References from the last to the first.
fn answers(message: &Message<'_>) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |value: &HeaderValue<'_>| {
        let mut list: Vec<&str> = match value {
            HeaderValue::Text(it) => vec![it.as_ref()],
            HeaderValue::TextList(list) => list.iter().map(AsRef::as_ref).collect(),
            _ => Vec::new(),
        };
        list.reverse();
        all.extend(list.into_iter().map(id));
    };
    add(message.in_reply_to());
    add(message.references());
    all
}

fn body(message: &Message<'_>) -> String {
    let mut texts = Vec::new();
    for at in 0..message.text_body_count() {
        texts.extend(message.body_text(at).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()));
    }
    texts.join("\n\n").replace('\0', "")
}

fn rich(message: &Message<'_>, longest: usize, pictures: &[(String, usize)]) -> Option<String> {
    let part = message.html_part(0).and_then(|it| if let PartType::Html(it) = &it.body { Some(it) } else { None })?;
    let pictures = pictures.to_vec();
    // Marks weigh more than words: what is allowed as text is allowed four times as HTML.
    let cut = cut(part, longest.saturating_mul(4));
    let safe = html::safe(&cut, move |cid| pictures.iter().find(|it| it.0 == cid).map(|it| it.1));
    (!safe.trim().is_empty()).then_some(safe)
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

/// The files, which `cid:` names which of them, and how many were left out.
fn files(message: &Message<'_>, most: usize) -> (Vec<Enclosure>, Vec<(String, usize)>, usize) {
    let (mut files, mut pictures, mut left_out) = (Vec::new(), Vec::new(), 0);
    for part in message.attachments() {
        if files.len() == most {
            left_out += 1;
            continue;
        }
        if let Some(cid) = part.content_id() {
            pictures.push((id(cid), files.len()));
        }
        files.push(enclosure(part, files.len() + 1));
    }
    (files, pictures, left_out)
}

fn enclosure(part: &MessagePart<'_>, number: usize) -> Enclosure {
    let media_type = part.content_type().map_or_else(
        || "application/octet-stream".to_owned(),
        |it| format!("{}/{}", it.ctype(), it.subtype().unwrap_or("octet-stream")).to_ascii_lowercase(),
    );
    let content = match &part.body {
        PartType::Text(it) | PartType::Html(it) => it.as_bytes().to_vec(),
        PartType::Binary(it) | PartType::InlineBinary(it) => it.to_vec(),
        PartType::Message(it) => it.raw_message().to_vec(),
        PartType::Multipart(_) => Vec::new(),
    };
    let name = part.attachment_name().map(file_name).filter(|it| !it.is_empty());
    let name = name.unwrap_or_else(|| unnamed(&media_type, number));
    Enclosure { name, media_type, content }
}

/// The last part of a path, without what file systems and screens do not bear.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hides = |it: char| {
        it.is_control() || "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".contains(it)
    };
    let seen: String = last.chars().filter(|it| !hides(*it)).collect();
    seen.trim().trim_start_matches('.').chars().take(150).collect()
}

fn unnamed(media_type: &str, number: usize) -> String {
    let ending = match media_type {
        "message/rfc822" => "eml",
        "text/plain" => "txt",
        "image/jpeg" => "jpg",
        other => other.rsplit('/').next().filter(|it| it.len() <= 4).unwrap_or("bin"),
    };
    format!("file-{number}.{ending}")
}
