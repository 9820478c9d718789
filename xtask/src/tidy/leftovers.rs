//! Nothing is left for later, and no test is switched off.

use regex_lite::Regex;

use super::house::{File, Finding, House};

/// Finds notes for later, unfinished code and tests that do not run.
pub fn check(house: &House) -> Vec<Finding> {
    let Ok(pattern) = Regex::new(&pattern()) else { return Vec::new() };
    house.files.iter().filter(|it| is_ours(it)).flat_map(|it| found(it, &pattern)).collect()
}

fn found(file: &File, pattern: &Regex) -> Vec<Finding> {
    let lines = (1..).zip(file.text.lines());
    let hits = lines.filter_map(|(number, line)| Some((number, pattern.find(line)?.as_str())));
    hits.map(|(number, what)| file.finding(number, format!("`{what}`: finish it or take it out"))).collect()
}

/// Put together from halves, so that this file does not find itself.
fn pattern() -> String {
    let words = [("FIX", "ME"), ("TO", "DO"), ("XX", "X")].map(|(a, b)| format!(r"\b{a}{b}\b")).join("|");
    let code = [(r"\bto", r"do!\("), (r"\bunimple", r"mented!\("), (r"#\[igno", r"re\b")];
    let code = code.map(|(a, b)| format!("{a}{b}")).join("|");
    let tests = [r"\b(it|test|describe)\.", r"(skip|only|fixme)\("].concat();
    format!("{words}|{code}|{tests}")
}

fn is_ours(file: &File) -> bool {
    let ends = [".rs", ".ts", ".tsx", ".mjs", ".css", ".sql", ".toml", ".md", ".json"];
    ends.iter().any(|it| file.path.ends_with(it)) && !file.path.ends_with("package-lock.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(path: &str, text: &str) -> Vec<Finding> {
        check(&House::of(&[(path, text)]))
    }

    #[test]
    fn notes_for_later_are_found() {
        expect(&found("crates/a/src/b.rs", &format!("\n// TO{}: more", "DO")), 1, "b.rs:2");
        expect(&found("docs/a.md", &format!("FIX{}", "ME")), 1, "finish it");
        expect(&found("crates/a/src/b.rs", "// the to-do list of an agent"), 0, "");
    }

    #[test]
    fn tests_that_do_not_run_are_found() {
        expect(&found("crates/a/src/b.rs", &format!("#[igno{}]", "re")), 1, "take it out");
        expect(&found("web/desk/src/a.test.ts", &format!("test.on{}('a', run)", "ly")), 1, "take it out");
    }
}
