//! Every kind of event is meant for somebody: a listener in another crate names it, or the wiring lists it among those
//! that are on record only. And nobody listens for a kind that does not exist. What the history of a customer may show
//! has words there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::house::{File, Finding, House};
use super::lex::{self, Kind};

/// Where listeners are joined to events, and where kinds without one are listed.
const WIRING: &str = "crates/server/src/wiring.rs";

/// The words of a customer's history.
const HISTORY: &str = "web/desk/src/features/customers/locale/zh-CN.json";
/// Kinds of cases and customers that are not about one customer, or not shown among what happened with one.
const NOT_SHOWN: [&str; 16] = [
    "cases.bulk_began.v1",
    "cases.bulk_ended.v1",
    "cases.clock_breached.v1",
    "cases.clock_cancelled.v1",
    "cases.clock_met.v1",
    "cases.clock_started.v1",
    "cases.clock_warned.v1",
    "cases.exported.v1",
    "cases.tag_changed.v1",
    "cases.tag_made.v1",
    "cases.tag_merged.v1",
    "cases.template_changed.v1",
    "cases.view_shared.v1",
    "customers.exported.v1",
    "customers.imported.v1",
    "customers.reveals_noticed.v1",
];

/// A kind written out.
static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[a-z_]+\.[a-z_]+\.v\d+$").ok());
/// The frame of kinds that a macro makes: `concat!("cases.", $kind, ".v1")`.
static FRAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"concat!\("([a-z_]+\.)", \$kind, "(\.v\d+)"\)"#).ok());
/// What such a macro is given: `Opened "opened"`.
static PART: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"\b[A-Z]\w*\s+"([a-z_]+)""#).ok());

/// Finds kinds that nobody hears, and kinds that are heard and do not exist.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(wiring) = house.file(WIRING) else { return Vec::new() };
    let code = || house.ending(".rs").filter(|it| it.capability().is_some() && !it.is_test());
    let (tell, hear): (Vec<&File>, Vec<&File>) = code().partition(|it| it.is_in_room("events"));
    let told: Vec<(&File, usize, String)> = tell.into_iter().flat_map(kinds).collect();
    let heard: Vec<(&File, usize, String)> = hear.into_iter().flat_map(kinds).collect();
    let (all_told, all_heard) = (names(&told), names(&heard));
    let mut found = Vec::new();
    for (file, line, kind) in told.iter().filter(|it| !all_heard.contains(it.2.as_str())) {
        let what = format!("`{kind}` is heard by nobody: join a listener, or list it in {}", wiring.path);
        found.push(file.finding(*line, what));
    }
    found.extend(history(house, &told));
    // The database's own crate names kinds of nobody, as examples.
    for (file, line, kind) in heard.iter().filter(|it| !all_told.contains(it.2.as_str())) {
        if file.capability() != Some("db") {
            found.push(file.finding(*line, format!("no event is of the kind `{kind}`")));
        }
    }
    found
}

/// Finds kinds that a customer's history may show without words.
fn history(house: &House, told: &[(&File, usize, String)]) -> Vec<Finding> {
    let Some(words) = house.file(HISTORY) else { return Vec::new() };
    let shown = told.iter().filter(|it| it.2.starts_with("cases.") || it.2.starts_with("customers."));
    let shown = shown.filter(|it| !NOT_SHOWN.contains(&it.2.as_str()));
    let key = |kind: &str| {
        format!(
            "\"{}\":",
            kind.trim_end_matches(|it: char| it.is_ascii_digit()).trim_end_matches(".v").replace('.', "_")
        )
    };
    let missing = shown.filter(|it| !words.text.contains(&key(&it.2)));
    missing.map(|(file, line, kind)| file.finding(*line, format!("`{kind}` has no words in {}", words.path))).collect()
}

fn names<'a>(kinds: &'a [(&File, usize, String)]) -> BTreeSet<&'a str> {
    kinds.iter().map(|it| it.2.as_str()).collect()
}

/// The kinds a file names, with their lines.
fn kinds(file: &File) -> Vec<(&File, usize, String)> {
    let (Some(whole), Some(frame), Some(part)) = (WHOLE.as_ref(), FRAME.as_ref(), PART.as_ref()) else {
        return Vec::new();
    };
    let texts = lex::pieces(&file.text).into_iter().filter(|it| it.kind == Kind::Text && whole.is_match(it.text));
    let mut kinds: Vec<(&File, usize, String)> = texts.map(|it| (file, it.line, it.text.to_owned())).collect();
    let Some(frame) = frame.captures(&file.text) else { return kinds };
    for (line, text) in (1..).zip(file.text.lines()).filter(|it| !it.1.trim_start().starts_with("//")) {
        for hit in part.captures_iter(text).filter_map(|it| it.get(1)) {
            let (before, after) =
                (frame.get(1).map_or("", |it| it.as_str()), frame.get(2).map_or("", |it| it.as_str()));
            kinds.push((file, line, format!("{before}{}{after}", hit.as_str())));
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(events: &str, measures: &str, wiring: &str) -> Vec<Finding> {
        check(&House::of(&[
            ("crates/cases/src/events.rs", events),
            ("crates/measures/src/listener.rs", measures),
            (WIRING, wiring),
        ]))
    }

    const OPENED: &str = "impl Event for Opened {\n    const KIND: &str = \"cases.opened.v1\";\n}";
    const BY_MACRO: &str = "macro_rules! kinds { ($n:ident $kind:literal) => { concat!(\"cases.\", $kind, \".v1\") } }\n\
        kinds! {\n    Opened \"opened\",\n    Closed \"closed\",\n}";

    #[test]
    fn an_event_that_a_customers_history_cannot_name_is_found() {
        let with = |words: &str| {
            let wiring = "const ON_RECORD: &[&str] = &[\"cases.opened.v1\"];";
            check(&House::of(&[("crates/cases/src/events.rs", OPENED), (WIRING, wiring), (HISTORY, words)]))
        };
        expect(&with("{\"event\": {\"cases_opened\": \"受理了工单\"}}"), 0, "");
        expect(&with("{}"), 1, "`cases.opened.v1` has no words");
    }

    #[test]
    fn an_event_that_nobody_hears_is_found() {
        expect(&found(OPENED, "match kind { \"cases.opened.v1\" => count() }", ""), 0, "");
        expect(&found(OPENED, "", "const ON_RECORD: &[&str] = &[\"cases.opened.v1\"];"), 0, "");
        expect(&found(OPENED, "// \"cases.opened.v1\"", ""), 1, "events.rs:2: `cases.opened.v1` is heard by nobody");
    }

    #[test]
    fn kinds_made_by_a_macro_are_understood() {
        expect(&found(BY_MACRO, "\"cases.opened.v1\"", ""), 1, "events.rs:4: `cases.closed.v1`");
        expect(&found(BY_MACRO, BY_MACRO, ""), 0, "");
    }

    #[test]
    fn a_listener_of_no_event_is_found() {
        expect(&found("", "on(\"cases.openned.v1\", f)", ""), 1, "no event is of the kind `cases.openned.v1`");
    }
}
