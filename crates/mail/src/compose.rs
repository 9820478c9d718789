//! The bytes of an answer.

use std::time::{Duration, SystemTime};

use base::Stamp;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::letter::Enclosure;

/// The letter below an answer.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The line above it: who wrote when, in the customer's language.
    pub line: String,
    /// What it said.
    pub text: String,
}

/// An answer that somebody wrote.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The address it comes from.
    pub from: String,
    /// The name before it; may be empty.
    pub name: String,
    /// Whom it is for.
    pub to: String,
    /// What it is about, as the customer wrote it.
    pub subject: String,
    /// What is said.
    pub text: String,
    /// The letter that is answered.
    pub earlier: Option<Earlier>,
    /// Its Message-ID, without angle brackets; see [`crate::thread::message_id`].
    pub message_id: String,
    /// The Message-IDs of the thread, oldest first; the last one is answered.
    pub thread: Vec<String>,
    /// The files with it.
    pub files: Vec<Enclosure>,
    /// When it was written.
    pub at: Stamp,
}

/// Why no letter could be made of an answer.
#[derive(Debug, thiserror::Error)]
pub enum NoLetter {
    /// An address is none.
    #[error("not an address: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The letter cannot be put together.
    #[error("the letter cannot be put together: {0}")]
    Parts(#[from] lettre::error::Error),
}

/// Makes the letter. It carries no mark of a machine: somebody wrote it.
pub fn compose(answer: &Answer) -> Result<Message, NoLetter> {
    let name = one_line(&answer.name);
    let from = Mailbox::new((!name.is_empty()).then_some(name), answer.from.parse::<Address>()?);
    let to = Mailbox::new(None, answer.to.parse::<Address>()?);
    let mut letter = Message::builder()
        .from(from)
        .to(to)
        .subject(subject(&answer.subject))
        .date(moment(answer.at))
        .message_id(Some(bracketed(&answer.message_id)));
    if let Some(last) = answer.thread.last() {
        letter = letter.in_reply_to(bracketed(last));
        letter = letter.references(thread(&answer.thread));
    }
    let text = SinglePart::plain(text(answer));
    if answer.files.is_empty() {
        return Ok(letter.singlepart(text)?);
    }
    let mut parts = MultiPart::mixed().singlepart(text);
    for file in &answer.files {
        let kind = file
            .media_type
            .parse()
            .unwrap_or(ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN));
        parts = parts.singlepart(Attachment::new(one_line(&file.name)).body(file.content.clone(), kind));
    }
    Ok(letter.multipart(parts)?)
}

/// `Re: ` once, whatever language the customer's program answers in.
fn subject(of: &str) -> String {
    const ANSWERS: &[&str] = &["re:", "re：", "回复:", "回复：", "答复:", "答复：", "回覆:", "回覆：", "aw:"];
    let of = one_line(of);
    let small = of.to_lowercase();
    if ANSWERS.iter().any(|it| small.starts_with(it)) { of } else { format!("Re: {of}").trim_end().to_owned() }
}

/// A line of the head is one line.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bracketed(id: &str) -> String {
    let plain: String = id.chars().filter(|it| it.is_ascii_graphic() && *it != '<' && *it != '>').collect();
    format!("<{plain}>")
}

/// The first letter and the last ones: enough for every mail program, and never a line without end.
fn thread(ids: &[String]) -> String {
    const LAST: usize = 9;
    let first = ids.first().filter(|_| ids.len() > LAST);
    let last = ids.get(ids.len().saturating_sub(LAST)..).unwrap_or_default();
    first.into_iter().chain(last).map(|it| bracketed(it)).collect::<Vec<_>>().join(" ")
}

fn moment(at: Stamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or_default())
}

fn text(answer: &Answer) -> String {
    let mut text = answer.text.trim_end().to_owned();
    if let Some(earlier) = &answer.earlier {
        text.push_str("\n\n");
        text.push_str(&one_line(&earlier.line));
        for line in earlier.text.lines() {
            text.push_str(if line.starts_with('>') { "\n>" } else { "\n> " });
            text.push_str(line);
        }
    }
    text.push('\n');
    text
}
