//! Letters that machines write: they are kept, never queued, and never answered, or two machines write for ever.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

/// Why a letter counts as written by a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Automatic {
    /// An answer that nobody wrote: out of office, received with thanks (RFC 3834).
    Reply,
    /// Sent to a list, or in bulk.
    Bulk,
    /// Our letter was read, says a programme.
    Receipt,
    /// A letter of ours could not be delivered (RFC 3464).
    Bounce(Bounce),
}

/// What a report says about a letter of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounce {
    /// The address that was not reached, in small letters.
    pub recipient: Option<String>,
    /// The code, as `5.1.1`.
    pub status: Option<String>,
    /// What the other server said.
    pub said: Option<String>,
    /// The Message-ID of the letter that did not arrive, without angle brackets.
    pub original: Option<String>,
}

impl Bounce {
    /// Whether another try is without hope.
    pub fn is_final(&self) -> bool {
        self.status.as_deref().is_none_or(|it| !it.starts_with('4') && !it.starts_with('2'))
    }
}

/// How subjects of machines' letters begin, in small letters.
const SUBJECTS: &[&str] = &[
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "out of office",
    "out-of-office",
    "自动回复",
    "自動回覆",
    "自動回復",
    "自动答复",
    "外出自动回复",
    "[自动回复]",
    "【自动回复】",
];

/// How subjects of letters that came back begin, in small letters.
const RETURNED: &[&str] = &[
    "undelivered mail returned",
    "undeliverable",
    "delivery status notification",
    "mail delivery failed",
    "returned mail",
    "failure notice",
    "系统退信",
    "退信通知",
    "邮件退信",
    "未送达",
    "无法送达",
    "郵件無法遞送",
];

/// Whether a machine wrote a letter, and of which kind it is.
pub(crate) fn told(message: &Message<'_>, from: &str, subject: &str) -> Option<Automatic> {
    if let Some(report) = report(message) {
        return Some(report);
    }
    let subject = subject.trim().to_lowercase();
    let begins = |with: &[&str]| with.iter().any(|it| subject.starts_with(it));
    let local = from.split('@').next().unwrap_or_default();
    let is_postmaster = matches!(local, "mailer-daemon" | "postmaster" | "mail-daemon");
    if is_postmaster || (begins(RETURNED) && has_no_return_path(message)) {
        return Some(Automatic::Bounce(Bounce::default()));
    }
    let value = |name: &str| line(message, name);
    if value("Auto-Submitted").is_some_and(|it| !it.starts_with("no")) {
        return Some(Automatic::Reply);
    }
    let is_answered = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply"];
    if is_answered.iter().any(|it| value(it).is_some_and(|it| it != "no")) || begins(SUBJECTS) {
        return Some(Automatic::Reply);
    }
    let precedence = value("Precedence").unwrap_or_default();
    if precedence.starts_with("auto") {
        return Some(Automatic::Reply);
    }
    let is_bulk = ["bulk", "junk", "list"].contains(&precedence.as_str());
    if is_bulk || value("List-Id").is_some() || value("List-Unsubscribe").is_some() {
        return Some(Automatic::Bulk);
    }
    has_no_return_path(message).then_some(Automatic::Reply)
}

/// The value of a line of the head, in small letters.
fn line(message: &Message<'_>, name: &str) -> Option<String> {
    let found = message.headers_raw().find(|(it, _)| it.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().to_ascii_lowercase())
}

/// Letters that must not be answered come from nobody.
fn has_no_return_path(message: &Message<'_>) -> bool {
    line(message, "Return-Path").is_some_and(|it| it == "<>")
}

fn report(message: &Message<'_>) -> Option<Automatic> {
    let kind = message.content_type()?;
    if !message.is_content_type("multipart", "report") {
        return None;
    }
    match kind.attribute("report-type").map(str::to_ascii_lowercase).as_deref() {
        Some("disposition-notification") => Some(Automatic::Receipt),
        _ => Some(Automatic::Bounce(bounce(message))),
    }
}

fn bounce(message: &Message<'_>) -> Bounce {
    let mut all = Bounce::default();
    for part in &message.parts {
        if part.is_content_type("message", "delivery-status") {
            let text = String::from_utf8_lossy(part.contents()).replace("\r\n", "\n").replace("\n ", " ");
            all.status = all.status.or_else(|| field(&text, "status"));
            all.said = all.said.or_else(|| field(&text, "diagnostic-code"));
            let recipient = field(&text, "final-recipient").or_else(|| field(&text, "original-recipient"));
            all.recipient = all.recipient.or_else(|| recipient.map(|it| address(&it)));
        } else if part.is_content_type("text", "rfc822-headers") {
            all.original = all.original.or_else(|| id_in(part.contents()));
        } else if let PartType::Message(inner) = &part.body {
            all.original = all.original.or_else(|| inner.message_id().map(str::to_owned));
        }
    }
    all
}

fn field(text: &str, name: &str) -> Option<String> {
    let value = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().chars().take(500).collect::<String>())
    });
    value.filter(|it| !it.is_empty())
}

/// `rfc822; somebody@example.com` without its kind.
fn address(value: &str) -> String {
    let address = value.rsplit_once(';').map_or(value, |it| it.1);
    address.trim().trim_matches(['<', '>']).to_lowercase()
}

fn id_in(head: &[u8]) -> Option<String> {
    MessageParser::default().parse(head)?.message_id().map(str::to_owned)
}
