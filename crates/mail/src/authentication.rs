//! What the receiving server proved about the sender (RFC 8601).
//!
//! Anybody can write such a line into a letter. Only the topmost one of the server we trust counts: servers put theirs
//! on top, and take forged ones with their own name away.

use serde::Serialize;

/// How one check came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was not checked, or we do not know.
    #[default]
    Unknown,
    /// Proved.
    Pass,
    /// Disproved.
    Fail,
    /// Probably not.
    Softfail,
    /// The owner of the domain says nothing about it.
    Neutral,
    /// There was nothing to check.
    None,
    /// The check itself failed.
    Error,
}

/// How the three checks came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Authentication {
    /// Whether a signature of the sender's domain holds.
    pub dkim: Verdict,
    /// Whether the sending server may send for that domain.
    pub spf: Verdict,
    /// Whether one of both belongs to the address that is shown.
    pub dmarc: Verdict,
}

impl Authentication {
    /// Reads the lines `Authentication-Results`, topmost first. `trusted` is the name of the server whose word counts.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>, trusted: Option<&str>) -> Self {
        let Some(trusted) = trusted else { return Self::default() };
        let mut lines = lines.into_iter().map(without_comments);
        let line = lines.find(|it| server(it).is_some_and(|name| name.eq_ignore_ascii_case(trusted)));
        line.map(|it| Self::of(&it)).unwrap_or_default()
    }

    fn of(line: &str) -> Self {
        let mut all = Self::default();
        for result in line.split(';').skip(1) {
            let Some((method, value)) = result.trim_start().split_once('=') else { continue };
            let method = method.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
            let verdict = verdict(value);
            let slot = match method.as_str() {
                "dkim" => &mut all.dkim,
                "spf" => &mut all.spf,
                "dmarc" => &mut all.dmarc,
                _ => continue,
            };
            // A letter may carry several signatures; one that holds is enough.
            if *slot != Verdict::Pass {
                *slot = verdict;
            }
        }
        all
    }
}

fn verdict(value: &str) -> Verdict {
    let word = value.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    match word.as_str() {
        "pass" => Verdict::Pass,
        "fail" | "hardfail" | "policy" => Verdict::Fail,
        "softfail" => Verdict::Softfail,
        "neutral" => Verdict::Neutral,
        "none" => Verdict::None,
        "temperror" | "permerror" => Verdict::Error,
        _ => Verdict::Unknown,
    }
}

fn server(line: &str) -> Option<&str> {
    line.split(';').next()?.split_whitespace().next()
}

/// The line without what stands in brackets, and with quoted text left empty: neither may look like a result.
fn without_comments(line: &str) -> String {
    let (mut kept, mut depth, mut quoted, mut escaped) = (String::new(), 0_u32, false, false);
    for it in line.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match it {
            '\\' => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => kept.push(it),
        }
    }
    kept
}
