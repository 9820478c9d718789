//! Rust source cut into code, string literals and comments, so that a word in a comment is not taken for code.

/// One run of characters of the same kind.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is.
    pub kind: Kind,
    /// A string literal without its quotes; otherwise as it stands.
    pub text: &'a str,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// What a piece of source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything that is compiled, but for string literals.
    Code,
    /// A string or byte string literal, raw or not; escapes are left as they stand.
    Text,
    /// A comment, documentation included.
    Comment,
}

/// Cuts the source. Never fails: what is unfinished ends with the file.
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut at, mut code_from) = (0, 0);
    while at < source.len() {
        let rest = source.get(at..).unwrap_or_default();
        let after_word = source.get(..at).is_some_and(ends_in_word);
        let Some((kind, before, inner, whole)) = special(rest, after_word) else {
            at += step(rest);
            continue;
        };
        push(&mut pieces, source, Kind::Code, code_from, at);
        push(&mut pieces, source, kind, at + before, at + before + inner);
        at += whole.max(1);
        code_from = at;
    }
    push(&mut pieces, source, Kind::Code, code_from, source.len());
    pieces
}

/// Only the code, with string literals as `""`, line by line, counted from 1.
pub fn code_lines(source: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for piece in pieces(source) {
        let text = match piece.kind {
            Kind::Code => piece.text,
            Kind::Text => "\"\"",
            Kind::Comment => "",
        };
        for (number, part) in (piece.line..).zip(text.split('\n')) {
            match lines.last_mut() {
                Some((last, line)) if *last == number => line.push_str(part),
                _ => lines.push((number, part.to_owned())),
            }
        }
    }
    lines
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, source: &'a str, kind: Kind, from: usize, to: usize) {
    let Some(text) = source.get(from..to) else { return };
    if text.is_empty() && kind == Kind::Code {
        return;
    }
    let line = 1 + source.get(..from).unwrap_or_default().matches('\n').count();
    pieces.push(Piece { kind, text, line });
}

/// A comment or literal that begins here: its kind, what stands before its content, the content, and the whole, in bytes.
fn special(rest: &str, after_word: bool) -> Option<(Kind, usize, usize, usize)> {
    if rest.starts_with("//") {
        let end = rest.find('\n').unwrap_or(rest.len());
        return Some((Kind::Comment, 0, end, end));
    }
    if rest.starts_with("/*") {
        let end = block_comment(rest);
        return Some((Kind::Comment, 0, end, end));
    }
    if let Some(inner) = rest.strip_prefix('"') {
        let end = text_end(inner);
        return Some((Kind::Text, 1, end, end + 2));
    }
    if after_word { None } else { raw_text(rest) }
}

/// `r"…"`, `r#"…"#`, `br"…"`.
fn raw_text(rest: &str) -> Option<(Kind, usize, usize, usize)> {
    let marks = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let body = marks.trim_start_matches('#');
    let hashes = marks.len() - body.len();
    let inner = body.strip_prefix('"')?;
    let before = rest.len() - inner.len();
    let close = format!("\"{}", "#".repeat(hashes));
    let end = inner.find(&close).unwrap_or(inner.len());
    Some((Kind::Text, before, end, before + end + close.len()))
}

fn text_end(inner: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in inner.char_indices() {
        match letter {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inner.len()
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = rest.get(at..).unwrap_or_default();
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += step(here);
        }
    }
    rest.len()
}

/// How far to go on: over a whole character literal such as `'"'`, so that its quote is not taken for a string's.
fn step(rest: &str) -> usize {
    if let Some(inner) = rest.strip_prefix('\'') {
        let escaped = inner.starts_with('\\');
        let close = inner.char_indices().skip(if escaped { 2 } else { 1 }).find(|(_, it)| *it == '\'').map(|it| it.0);
        let first = inner.chars().next().map_or(0, char::len_utf8);
        match close {
            Some(end) if escaped && end <= 12 => return end + 2,
            Some(end) if end == first => return end + 2,
            _ => {}
        }
    }
    rest.chars().next().map_or(1, char::len_utf8)
}

fn ends_in_word(before: &str) -> bool {
    before.chars().next_back().is_some_and(|it| it.is_alphanumeric() || it == '_')
}

#[cfg(test)]
mod tests;
