//! Filling templates: `{{…}}` gives way to what it stands for.

use std::collections::BTreeMap;

/// What can stand in a template, in English and in Chinese. The first of each pair is the key of its value.
pub const VARIABLES: [(&str, &str); 9] = [
    ("customer", "客户称呼"),
    ("case_number", "工单号"),
    ("subject", "主题"),
    ("promise_time", "承诺时间"),
    ("due_time", "到期时间"),
    ("agent", "客服姓名"),
    ("unit", "部门"),
    ("today", "今天"),
    ("outcome", "办理结果"),
];

/// What stands before the id of a field of the form.
const FIELD: &str = "field.";

/// The key of a variable; nothing when it is not one.
fn key(name: &str) -> Option<String> {
    let known = VARIABLES.iter().find(|(en, zh)| *en == name || *zh == name);
    known.map(|it| it.0.to_owned()).or_else(|| name.strip_prefix(FIELD).map(|it| format!("{FIELD}{it}")))
}

/// A text in its parts: words, and names that stood in braces.
fn parts(text: &str) -> Vec<(&str, Option<&str>)> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, later)) = after.split_once("}}") else { break };
        found.push((before, Some(name.trim())));
        rest = later;
    }
    found.push((rest, None));
    found
}

/// The names in braces that stand for nothing.
///
/// - `is_field`: whether the form has a field of this id.
pub fn unknown(text: &str, is_field: impl Fn(&str) -> bool) -> Vec<String> {
    let names = parts(text).into_iter().filter_map(|it| it.1);
    let known = |name: &str| key(name).is_some_and(|it| it.strip_prefix(FIELD).is_none_or(&is_field));
    names.filter(|it| !known(it)).map(str::to_owned).collect()
}

/// A text with its variables filled in, and the names of those that have no value here; they stay as they are.
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> (String, Vec<String>) {
    let (mut filled, mut missing) = (String::new(), Vec::new());
    for (words, name) in parts(text) {
        filled.push_str(words);
        let Some(name) = name else { continue };
        if let Some(value) = key(name).and_then(|it| values.get(&it)).filter(|it| !it.is_empty()) {
            filled.push_str(value);
        } else {
            filled.extend(["{{", name, "}}"]);
            missing.push(name.to_owned());
        }
    }
    missing.dedup();
    (filled, missing)
}

/// How a customer is spoken to, from the name as it is shown: the family name of a Chinese one, the whole of another.
pub fn title(masked: &str) -> String {
    match masked.chars().next() {
        Some(first) if !first.is_ascii() => format!("{first}先生/女士"),
        _ => masked.to_owned(),
    }
}
