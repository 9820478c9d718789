//! A refusal that people see has a sentence in both languages.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::house::{File, Finding, House};
use super::locale;

/// A status beside a code, `(409, "cases.already_closed")`, or the code of a wrong field.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let code = r#""([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)""#;
    Regex::new(&format!(r"\b[45]\d\d\s*,\s*{code}|\bFieldProblem::new\([^;]*?,\s*{code}")).ok()
});

/// Finds codes without a sentence. Both languages have the same keys: see `locale`.
pub fn check(house: &House) -> Vec<Finding> {
    let sentences: BTreeSet<String> = house
        .ending("/locale/zh-CN.toml")
        .filter_map(locale::texts)
        .flat_map(std::collections::BTreeMap::into_keys)
        .collect();
    let code = house.ending(".rs").filter(|it| it.path.starts_with("crates/") && !it.is_test());
    let mut found = Vec::new();
    for file in code {
        for (line, code) in codes(file).into_iter().filter(|it| !sentences.contains(&it.1)) {
            found.push(file.finding(line, format!("the refusal `{code}` has no sentence in locale/zh-CN.toml")));
        }
    }
    found
}

fn codes(file: &File) -> Vec<(usize, String)> {
    let Some(pattern) = CODE.as_ref() else { return Vec::new() };
    let code = without_comments(&file.text);
    let hits = pattern.captures_iter(&code).filter_map(|it| it.get(1).or_else(|| it.get(2)));
    hits.map(|it| (1 + code.get(..it.start()).unwrap_or_default().matches('\n').count(), it.as_str().to_owned()))
        .collect()
}

/// The lines stay where they are.
fn without_comments(source: &str) -> String {
    let lines = source.lines().map(|it| if it.trim_start().starts_with("//") { "" } else { it });
    lines.fold(String::new(), |all, line| all + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(code: &str) -> Vec<Finding> {
        let sentences = "\"cases.already_closed\" = \"该工单已办结。\"";
        check(&House::of(&[("crates/cases/src/model.rs", code), ("crates/cases/locale/zh-CN.toml", sentences)]))
    }

    #[test]
    fn a_code_without_a_sentence_is_found() {
        expect(&found("Self::Closed => (409, \"cases.already_closed\"),"), 0, "");
        expect(&found("\nSelf::Open => (409, \"cases.not_closed\"),"), 1, "model.rs:2: the refusal `cases.not_closed`");
        expect(&found("Refusal::new(422,\n    \"cases.outcome_missing\")"), 1, "outcome_missing");
        expect(&found("FieldProblem::new(\"subject\", \"cases.too_long\")"), 1, "cases.too_long");
    }

    #[test]
    fn what_is_no_refusal_needs_no_sentence() {
        expect(&found("const KIND: &str = \"cases.opened.v1\";\n// (409, \"cases.example\")"), 0, "");
    }
}
