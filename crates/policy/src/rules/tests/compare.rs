use proptest::prelude::*;

use super::full;
use crate::model::Kind;
use crate::rules::{Change, diff, merge, read};

fn change(path: &str, old: Option<&str>, new: Option<&str>) -> Change {
    let text = |it: Option<&str>| it.map(str::to_owned);
    Change { path: path.to_owned(), old: text(old), new: text(new) }
}

#[test]
fn a_changed_value_is_named_by_the_id_of_its_entry() {
    let old = full(Kind::Limits);
    let new = old.replacen(
        "id = \"resolution_fault\"\ntarget = \"resolution\"\nkinds = [\"fault\"]\nwithin = \"24h\"",
        "id = \"resolution_fault\"\ntarget = \"resolution\"\nkinds = [\"fault\"]\nwithin = \"12h\"",
        1,
    );
    let changes = diff(&old, &new).unwrap();
    assert_eq!(changes, [change("limits[resolution_fault].within", Some("\"24h\""), Some("\"12h\""))]);
}

#[test]
fn entries_that_come_and_go_are_listed_field_by_field() {
    let old = "[[a]]\nid = \"x\"\nn = 1\n";
    let new = "[[a]]\nid = \"y\"\nn = 1\n[b]\nz = true\n";
    assert_eq!(
        diff(old, new).unwrap(),
        [
            change("a[x].id", Some("\"x\""), None),
            change("a[x].n", Some("1"), None),
            change("a[y].id", None, Some("\"y\"")),
            change("a[y].n", None, Some("1")),
            change("b.z", None, Some("true")),
        ]
    );
}

#[test]
fn comments_and_the_order_of_entries_are_no_difference() {
    let old = "# one\n[[a]]\nid = \"x\"\n[[a]]\nid = \"y\"\n";
    let new = "[[a]]\nid = \"y\" # two\n[[a]]\nid = \"x\"\n";
    assert_eq!(diff(old, new).unwrap(), []);
    assert_eq!(diff("a = 1", "a = ").unwrap_err().code, "policy.not_toml");
}

#[test]
fn a_later_layer_adds_and_overrides_by_id_and_keeps_comments() {
    let under = "# Ground.\nn = 1\n\n[policy]\nkind = \"x\"\ntitle = \"a\"\n\n# First.\n[[row]]\nid = \"a\"\nv = 1\nw = [1, 2]\n\n[[row]]\nid = \"b\"\nv = 2\n\n[tail]\nz = 1\n";
    let over = "[policy]\nkind = \"x\"\n\n# Changed above.\n[[row]]\nid = \"a\"\nw = [3]\n\n# Added.\n[[row]]\nid = \"c\"\nv = 3\n\n[tail]\ny = 2\n";
    let merged = merge(under, over).unwrap();
    let wanted = "# Ground.\nn = 1\n\n[policy]\nkind = \"x\"\ntitle = \"a\"\n\n# First.\n[[row]]\nid = \"a\"\nv = 1\nw = [3]\n\n[[row]]\nid = \"b\"\nv = 2\n\n# Added.\n[[row]]\nid = \"c\"\nv = 3\n\n[tail]\nz = 1\ny = 2\n";
    assert_eq!(merged, wanted);
}

#[test]
fn laying_a_document_on_itself_changes_nothing() {
    for kind in Kind::ALL {
        let text = full(kind);
        let merged = merge(&text, &text).unwrap();
        assert_eq!(diff(&text, &merged).unwrap(), [], "{kind}");
        assert_eq!(read(&text).unwrap(), read(&merged).unwrap());
    }
}

proptest! {
    #[test]
    fn a_difference_read_backwards_is_the_difference_the_other_way(a in "[a-c]{1,3}", m in 0i64..4, n in 0i64..4) {
        let (old, new) = (format!("x = {m}\n{a} = 1\n"), format!("x = {n}\ny = 2\n"));
        prop_assume!(a != "x" && a != "y");
        let there = diff(&old, &new).unwrap();
        let back: Vec<_> = diff(&new, &old).unwrap().into_iter()
            .map(|it| Change { path: it.path, old: it.new, new: it.old }).collect();
        prop_assert_eq!(there, back);
    }
}
