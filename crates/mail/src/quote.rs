//! What a letter says, apart from the earlier letters below it.
//!
//! Mail programs mark the earlier letter in their own ways, in every language. Where the mark is not certain, or where
//! somebody answers between the lines, everything stays: what is folded away by mistake is a question nobody reads.

/// A text in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// What is said.
    pub said: String,
    /// The earlier letters, from their mark on.
    pub quoted: Option<String>,
}

/// Folds the earlier letters away. No line is lost: both parts together have all of them. Source: CHN-2.
pub fn fold(text: &str) -> Folded {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let cut = (0..lines.len()).find(|at| begins(lines.get(*at..).unwrap_or_default()));
    let (said, quoted) = lines.split_at(cut.unwrap_or(lines.len()));
    let said_text = said.join("\n").trim().to_owned();
    if quoted.is_empty() || said_text.is_empty() || is_answered_between(quoted) {
        return Folded { said: text.trim().to_owned(), quoted: None };
    }
    Folded { said: said_text, quoted: Some(quoted.join("\n").trim().to_owned()) }
}

/// Whether the earlier letter begins with the first of these lines.
fn begins(lines: &[&str]) -> bool {
    let Some(first) = lines.first().map(|it| bare(it)) else { return false };
    is_separator(first) || is_head(lines) || is_attribution(lines) || (first.starts_with('>') && is_marked(lines))
}

/// The line without the marks that some programs put around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|it: char| it.is_whitespace() || it == '*' || it == '\u{feff}')
}

/// `-----Original Message-----`, `------------------ 原始邮件 ------------------`, `---- 回复的原邮件 ----`.
fn is_separator(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "original message",
        "original appointment",
        "original email",
        "原始邮件",
        "原始邮件信息",
        "原邮件",
        "回复的原邮件",
        "回复邮件信息",
        "原始信件",
        "原始郵件",
        "原始訊息",
    ];
    let inner = line.trim_matches(|it: char| "-—_=─ \u{a0}".contains(it));
    let dashes = line.chars().filter(|it| "-—_=─".contains(*it)).count();
    dashes >= 4 && WORDS.contains(&inner.to_lowercase().as_str())
}

/// The head of an earlier letter, as Outlook, Foxmail and 163 write it: who, when, to whom, about what.
fn is_head(lines: &[&str]) -> bool {
    const FIRST: &[&str] = &["from", "发件人", "寄件者", "寄件人", "發件人", "date", "发送日期", "日期"];
    const MORE: &[&str] = &[
        "from",
        "sent",
        "date",
        "to",
        "cc",
        "subject",
        "发件人",
        "发送时间",
        "发送日期",
        "日期",
        "收件人",
        "抄送",
        "抄送人",
        "主题",
        "寄件者",
        "寄件日期",
        "收件者",
        "副本",
        "主旨",
        "發件人",
        "發送時間",
        "收件人",
        "主題",
    ];
    let named = |line: &str, names: &[&str]| {
        let line = bare(line).trim_start_matches(['|', '>', ' ']);
        let Some(at) = line.find([':', '：']) else { return false };
        let key: String =
            line.get(..at).unwrap_or_default().chars().filter(|it| !it.is_whitespace() && *it != '*').collect();
        names.contains(&key.to_lowercase().as_str())
    };
    let mut filled = lines.iter().filter(|it| !it.trim().is_empty());
    let first =
        filled.next().is_some_and(|it| named(it, FIRST)) && lines.first().is_some_and(|it| !it.trim().is_empty());
    first && filled.take(5).filter(|it| named(it, MORE)).count() >= 2
}

/// `On Monday, … <a@b.c> wrote:`, `在 2026年…, 某人 写道：`, on up to three lines.
fn is_attribution(lines: &[&str]) -> bool {
    let first = lines.first().map(|it| bare(it)).unwrap_or_default();
    let starts = ["On ", "Am ", "Le ", "在", "于", "於"].iter().any(|it| first.starts_with(it));
    let mut joined = String::new();
    for line in lines.iter().take(if starts { 3 } else { 1 }) {
        joined.push_str(bare(line));
        joined.push(' ');
        let ended = joined.trim_end();
        let ends =
            ["wrote:", "写道:", "写道：", "寫道：", "寫道:", "写到：", "写到:"].iter().any(|it| ended.ends_with(it));
        if ends {
            // A customer may tell what somebody wrote; a mail program names an address or a day.
            return joined.contains('@') || (starts && joined.chars().any(|it| it.is_ascii_digit()));
        }
        if line.trim().is_empty() {
            return false;
        }
    }
    false
}

/// Whether all that follows is marked with `>`.
fn is_marked(lines: &[&str]) -> bool {
    lines.iter().all(|it| it.trim().is_empty() || it.trim_start().starts_with('>'))
}

/// Whether somebody answers between the lines of the earlier letter: marked lines, and others after them.
fn is_answered_between(quoted: &[&str]) -> bool {
    let is_marked = |it: &&&str| it.trim_start().starts_with('>');
    let first = quoted.iter().position(|it| is_marked(&it));
    let own = |it: &&str| !it.trim().is_empty() && !it.trim_start().starts_with('>');
    // Where the first lines below the mark are marked, unmarked ones further down are an answer.
    first.is_some_and(|at| at <= 4 && quoted.iter().skip(at).any(own))
}
