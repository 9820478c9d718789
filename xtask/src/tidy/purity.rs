//! Rules are decisions: data and policy in, decision and reasons out. They reach nothing outside and know no time.

use regex_lite::Regex;

use super::house::{File, Finding, House};
use super::lex;

/// What a rule must not name, and what is to be done instead.
const FORBIDDEN: [(&str, &str); 5] = [
    (r"\basync\b|\.await\b|\btokio::", "a rule does not wait"),
    (r"\bdb::|\bTx\b|\brusqlite\b|\bpostgres\b|\bstd::(fs|net|env|process)\b", "a rule reaches nothing outside"),
    (r"\baxum\b|\bweb::", "a rule knows nothing of HTTP"),
    (
        r"\b(dyn|impl)\s+Clock\b|\bbase::(\{[^}]*\b)?Clock\b|\b(System|Fixed)Clock\b|\bnow\(|\bInstant\b|\bSystemTime\b",
        "the time is an argument of a rule",
    ),
    (r"\brand\b|\bgetrandom\b|\bMint\b|\bRng\b", "chance and new ids are arguments of a rule"),
];

/// Finds rules that are not pure. Their tests may do as they like.
pub fn check(house: &House) -> Vec<Finding> {
    let patterns: Vec<(Regex, &str)> =
        FORBIDDEN.iter().filter_map(|(pattern, why)| Some((Regex::new(pattern).ok()?, *why))).collect();
    let rules = house.ending(".rs").filter(|it| it.is_in_room("rules") && !it.is_test());
    rules.flat_map(|it| impure(it, &patterns)).collect()
}

fn impure(file: &File, patterns: &[(Regex, &str)]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in lex::code_lines(&file.text) {
        for (pattern, why) in patterns {
            // A column's JSON is data like any other.
            if let Some(hit) = pattern.find(&line.replace("db::Json", "")) {
                found.push(file.finding(number, format!("`{}`: {why}", hit.as_str())));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(path: &str, text: &str) -> Vec<Finding> {
        check(&House::of(&[(path, text)]))
    }

    #[test]
    fn a_rule_that_reaches_outside_is_found() {
        expect(&found("crates/cases/src/rules/close.rs", "pub async fn close() {}"), 1, "does not wait");
        expect(&found("crates/cases/src/rules.rs", "\nuse db::Tx;"), 1, "rules.rs:2");
        expect(
            &found("crates/cases/src/rules/a.rs", "fn f(clock: &dyn Clock) { clock.now() }"),
            1,
            "argument of a rule",
        );
        expect(
            &found("crates/cases/src/rules/a.rs", "fn f(it: &dyn Clock) {}\nlet at = it.now();"),
            2,
            "argument of a rule",
        );
        expect(&found("crates/cases/src/rules/a.rs", "use web::Actor;"), 1, "HTTP");
        expect(&found("crates/cases/src/rules/a.rs", "let id = mint.id(); fn f(m: &Mint)"), 1, "new ids");
    }

    #[test]
    fn the_clock_of_a_case_is_not_the_clock_on_the_wall() {
        expect(&found("crates/cases/src/rules/a.rs", "use crate::model::Clock;\nfn f(clock: &Clock) {}"), 0, "");
    }

    #[test]
    fn words_of_comments_and_other_rooms_are_not_taken_for_code() {
        expect(&found("crates/cases/src/rules/a.rs", "// the Clock runs\nlet a = \"await .await now()\";"), 0, "");
        expect(&found("crates/cases/src/jobs.rs", "use db::Tx;"), 0, "");
        expect(&found("crates/cases/src/rules/tests.rs", "use db::Tx;"), 0, "");
    }
}
