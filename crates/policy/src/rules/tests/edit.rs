//! Changes to a text, one value at a time.

use serde_json::json;

use super::full;
use crate::Refused;
use crate::model::{Kind, Scope};
use crate::rules::{Edit, begin_from, diff, edit, read};

const TEXT: &str = "\
# Why it is so.
warnings = [
    { at_permille = 500, tell = [\"handler\"] }, # half
    { at_permille = 1000, tell = [\"handler\"] },
]

[policy]
kind = \"limits\"
title = { zh = \"时限\", en = \"Limits\" }

# The first one.
[[limits]]
id = \"a\" # its name
target = \"resolution\"
within = \"1h\"
time = \"wall\"

# The second one.
[[limits]]
id = \"b\"
target = \"resolution\"
within = \"2h\"
time = \"wall\"

[extensions]
at_most_times = 0
at_most_permille = 0
customer_told = true
reason = true
before_due = true
targets = []
";

fn set(path: &str, value: serde_json::Value) -> Edit {
    Edit::Set { path: path.parse().unwrap(), value }
}

fn changed(edits: &[Edit]) -> String {
    let text = edit(TEXT, edits).unwrap();
    read(&text).unwrap_or_else(|it| panic!("{it:?} in {text}"));
    text
}

#[test]
fn only_what_is_changed_changes() {
    let text = changed(&[set("limits[0].within", json!("90m"))]);
    assert_eq!(text, TEXT.replace("\"1h\"", "\"90m\""));
    let text = changed(&[set("policy.title.en", json!("Time limits")), set("warnings[1].at_permille", json!(900))]);
    assert_eq!(text, TEXT.replace("\"Limits\"", "\"Time limits\"").replace("at_permille = 1000", "at_permille = 900"));
    let text = changed(&[set("extensions.targets", json!(["resolution"]))]);
    assert_eq!(text, TEXT.replace("targets = []", "targets = [\"resolution\"]"));
}

#[test]
fn a_value_comes_and_goes() {
    let text = changed(&[set("limits[1].kinds", json!(["complaint"]))]);
    assert_eq!(diff(TEXT, &text).unwrap()[0].path, "limits[b].kinds");
    let back = edit(&text, &[set("limits[1].kinds", json!(null))]).unwrap();
    assert_eq!(back, TEXT);
}

#[test]
fn entries_are_added_removed_and_moved_with_their_comments() {
    let new = json!({ "id": "c", "target": "step", "within": "1wd", "time": "working", "steps": ["verify"] });
    let text = changed(&[Edit::Insert { path: "limits".parse().unwrap(), at: 1, value: new }]);
    let place = |text: &str, word: &str| text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
    assert!(place(&text, "\"a\"") < place(&text, "\"c\"") && place(&text, "\"c\"") < place(&text, "\"b\""));
    let text = changed(&[Edit::Move { path: "limits".parse().unwrap(), from: 1, to: 0 }]);
    assert!(
        place(&text, "# The second one.\n[[limits]]\nid = \"b\"")
            < place(&text, "# The first one.\n[[limits]]\nid = \"a\"")
    );
    assert!(place(&text, "[[limits]]") < place(&text, "[extensions]"));
    let text = changed(&[Edit::Remove { path: "limits".parse().unwrap(), at: 0 }]);
    assert!(!text.contains("\"a\"") && !text.contains("The first one") && text.contains("The second one"));
    let text = changed(&[Edit::Move { path: "warnings".parse().unwrap(), from: 1, to: 0 }]);
    assert!(place(&text, "1000") < place(&text, "500"));
}

#[test]
fn a_list_can_be_emptied_and_filled_again() {
    let remove = || Edit::Remove { path: "limits".parse().unwrap(), at: 0 };
    let text = edit(TEXT, &[remove(), remove()]).unwrap();
    assert!(text.contains("limits = []"), "{text}");
    let new = json!({ "id": "c", "target": "resolution", "within": "1h", "time": "wall" });
    let text = edit(&text, &[Edit::Insert { path: "limits".parse().unwrap(), at: 9, value: new }]).unwrap();
    assert!(text.contains("[[limits]]\nid = \"c\""), "{text}");
    read(&text).unwrap();
    let inner = Edit::Insert {
        path: "limits[0].warnings".parse().unwrap(),
        at: 0,
        value: json!({ "at_permille": 1000, "tell": ["handler"] }),
    };
    read(&edit(&text, &[inner]).unwrap()).unwrap();
}

#[test]
fn what_is_not_there_is_refused() {
    let places = ["limits[7].within", "limits.within", "policy.title.zh.deep"];
    for path in places {
        assert_eq!(edit(TEXT, &[set(path, json!("x"))]), Err(Refused::NoSuchPlace(path.to_owned())));
    }
    let gone = Edit::Remove { path: "limits".parse().unwrap(), at: 7 };
    assert_eq!(edit(TEXT, &[gone]), Err(Refused::NoSuchPlace("limits".to_owned())));
    assert!(matches!(edit("no = toml = here", &[]), Err(Refused::Invalid(_))));
    assert!("limits[x]".parse::<crate::rules::Path>().is_err() && "".parse::<crate::rules::Path>().is_err());
}

#[test]
fn setting_every_value_to_what_it_is_leaves_every_document_as_it_was() {
    for kind in Kind::ALL {
        let text = full(kind);
        let table: toml::Table = text.parse().unwrap();
        let mut edits = Vec::new();
        gather("", &serde_json::to_value(&table).unwrap(), &mut edits);
        assert!(edits.len() > 5, "{kind}");
        assert_eq!(edit(&text, &edits).unwrap(), text, "{kind}");
    }
}

fn gather(path: &str, value: &serde_json::Value, into: &mut Vec<Edit>) {
    match value {
        serde_json::Value::Object(all) => {
            for (key, value) in all {
                gather(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, value, into);
            }
        }
        serde_json::Value::Array(all) if all.iter().any(serde_json::Value::is_object) => {
            for (at, value) in all.iter().enumerate() {
                gather(&format!("{path}[{at}]"), value, into);
            }
        }
        serde_json::Value::Array(_) => {}
        plain => into.push(set(path, plain.clone())),
    }
}

#[test]
fn a_new_version_begins_for_its_scope_and_without_a_day() {
    let text = TEXT.replace("kind = \"limits\"", "kind = \"limits\"\neffective_from = \"2026-01-01T00:00:00Z\"");
    let own = begin_from(&text, &Scope::Team("hotline".to_owned())).unwrap();
    let head = read(&own).unwrap().header;
    assert_eq!((head.scope, head.effective_from), (Scope::Team("hotline".to_owned()), None));
    assert!(own.contains("# The second one."));
    assert_eq!(begin_from(&own, &Scope::Organisation).unwrap(), TEXT);
}
