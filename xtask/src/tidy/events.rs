//! Every kind of event is told to somebody: it has a listener, or stands in the catalogue of those that only tell.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::house::{Finding, House};
use super::lex::{self, Kind};

/// Where listeners are joined to events.
const WIRING: &str = "crates/server/src/wiring.rs";

static KIND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[a-z_]+\.[a-z_]+\.v\d+$").ok());

/// Finds kinds that the wiring does not name, and names in the wiring that no event has.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(wiring) = house.file(WIRING) else { return Vec::new() };
    let named: Vec<(usize, String)> = kinds(&wiring.text);
    let mut known = Vec::new();
    let mut found = Vec::new();
    let rooms = house.ending(".rs").filter(|it| it.is_in_room("events") && !it.is_test());
    for file in rooms {
        for (line, kind) in kinds(&file.text) {
            if named.iter().all(|it| it.1 != kind) {
                found.push(
                    file.finding(line, format!("`{kind}` has no listener and is not in the catalogue of wiring.rs")),
                );
            }
            known.push(kind);
        }
    }
    let gone = named.into_iter().filter(|it| !known.contains(&it.1));
    found.extend(gone.map(|(line, kind)| wiring.finding(line, format!("no event is of the kind `{kind}`"))));
    found
}

fn kinds(source: &str) -> Vec<(usize, String)> {
    let Some(pattern) = KIND.as_ref() else { return Vec::new() };
    let texts = lex::pieces(source).into_iter().filter(|it| it.kind == Kind::Text && pattern.is_match(it.text));
    texts.map(|it| (it.line, it.text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(events: &str, wiring: &str) -> Vec<Finding> {
        check(&House::of(&[("crates/cases/src/events.rs", events), (WIRING, wiring)]))
    }

    #[test]
    fn an_event_that_nobody_hears_is_found() {
        let event = "impl Event for Opened {\n    const KIND: &str = \"cases.opened.v1\";\n}";
        expect(&found(event, "const TOLD: &[&str] = &[\"cases.opened.v1\"];"), 0, "");
        expect(&found(event, "// \"cases.opened.v1\""), 1, "events.rs:2");
    }

    #[test]
    fn a_listener_of_no_event_is_found() {
        expect(&found("", "on(\"cases.opened.v1\", f)"), 1, "no event is of the kind");
    }
}
