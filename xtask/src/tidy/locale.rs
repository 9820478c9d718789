//! Every text is there in Chinese and in English, with the same placeholders.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::house::{File, Finding, House};

/// The texts of one file: dotted key to sentence.
type Texts = BTreeMap<String, String>;

/// Finds texts that one language has and the other has not, and placeholders that differ.
pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in house.files.iter().filter(|it| it.path.contains("/locale/")) {
        let Some((folder, name)) = file.path.rsplit_once('/') else { continue };
        let other = match name {
            "zh-CN.toml" => "en.toml",
            "zh-CN.json" => "en.json",
            "en.toml" => "zh-CN.toml",
            "en.json" => "zh-CN.json",
            _ => continue,
        };
        match house.file(&format!("{folder}/{other}")) {
            Some(twin) => found.extend(missing(file, twin, name.starts_with("zh"))),
            None => found.push(file.finding(0, format!("has no {other} beside it"))),
        }
    }
    found
}

/// What `twin` has and `file` has not. Placeholders are compared once, from the Chinese side.
fn missing(file: &File, twin: &File, placeholders: bool) -> Vec<Finding> {
    let (Some(own), Some(theirs)) = (texts(file), texts(twin)) else {
        return vec![file.finding(0, "cannot be read")];
    };
    let mut found = Vec::new();
    for (key, sentence) in &theirs {
        match own.get(key) {
            None if !is_plural_of(key, &own) => found.push(file.finding(0, format!("`{key}` is missing"))),
            Some(ours) if placeholders && names(ours) != names(sentence) => {
                found.push(file.finding(0, format!("`{key}` has other placeholders in the two languages")));
            }
            _ => {}
        }
    }
    found
}

/// English counts in `…_one` and `…_other`; Chinese has `…_other` alone.
fn is_plural_of(key: &str, own: &Texts) -> bool {
    key.strip_suffix("_one").is_some_and(|it| own.contains_key(&format!("{it}_other")))
}

/// All texts of a locale file; `None` when it is not one.
pub fn texts(file: &File) -> Option<Texts> {
    let tree: Value = if file.path.rsplit('.').next() == Some("toml") {
        serde_json::to_value(file.text.parse::<toml::Table>().ok()?).ok()?
    } else {
        serde_json::from_str(&file.text).ok()?
    };
    let mut texts = Texts::new();
    flatten("", &tree, &mut texts);
    Some(texts)
}

fn flatten(prefix: &str, tree: &Value, texts: &mut Texts) {
    match tree {
        Value::Object(branches) => {
            for (name, branch) in branches {
                let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&key, branch, texts);
            }
        }
        Value::String(text) => drop(texts.insert(prefix.to_owned(), text.clone())),
        other => drop(texts.insert(prefix.to_owned(), other.to_string())),
    }
}

/// The names in `{name}` and `{{name}}`; a format after a comma is not part of the name.
fn names(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1).filter_map(|it| it.split_once('}'));
    parts.map(|(name, _)| name.split(',').next().unwrap_or(name).trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::house::expect;

    fn found(ending: &str, zh: &str, en: &str) -> Vec<Finding> {
        let path = |name: &str| format!("crates/cases/locale/{name}.{ending}");
        check(&House::of(&[(&path("zh-CN"), zh), (&path("en"), en)]))
    }

    #[test]
    fn a_text_in_one_language_is_found() {
        expect(&found("toml", "\"a.b\" = \"一\"", "\"a.b\" = \"one\""), 0, "");
        expect(
            &found("toml", "\"a.b\" = \"一\"\n\"a.c\" = \"二\"", "\"a.b\" = \"one\""),
            1,
            "en.toml: `a.c` is missing",
        );
        expect(&found("json", r#"{"a": {"b": "一"}}"#, r#"{"a": {"b": "one", "c": "two"}}"#), 1, "zh-CN.json: `a.c`");
        expect(&check(&House::of(&[("web/desk/src/app/locale/en.json", "{}")])), 1, "no zh-CN.json");
    }

    #[test]
    fn placeholders_agree() {
        expect(&found("toml", "a = \"{who}的{what}\"", "a = \"{what} of {who}\""), 0, "");
        expect(&found("toml", "a = \"{who}的\"", "a = \"of {whom}\""), 1, "other placeholders");
        expect(&found("json", r#"{"a": "{{count}} 条"}"#, r#"{"a": "{{count, number}} rows"}"#), 0, "");
    }

    #[test]
    fn english_may_count_where_chinese_does_not() {
        expect(&found("json", r#"{"n_other": "条"}"#, r#"{"n_one": "row", "n_other": "rows"}"#), 0, "");
    }

    #[test]
    fn what_cannot_be_read_is_found() {
        expect(&found("json", "{", "{}"), 2, "cannot be read");
    }
}
