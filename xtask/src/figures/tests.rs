use serde_json::json;

use super::compare::leaves;
use super::lines::Lines;
use super::sets::{SETS, Set};

#[test]
fn every_set_names_mappings_that_are_shipped() {
    for (name, text) in SETS {
        let set = Set::parse(name, text).unwrap();
        assert!(!set.parts.is_empty());
        for part in &set.parts {
            let file = crate::shell::root().join(format!("imports/{}.toml", part.mapping));
            assert!(file.is_file(), "{}", file.display());
        }
    }
}

#[test]
fn figures_are_found_by_path_and_groups_by_star() {
    let (name, text) = SETS.iter().find(|it| it.0 == "nyc311").unwrap();
    let set = Set::parse(name, text).unwrap();
    let path = |text: &str| text.split('/').map(ToOwned::to_owned).collect::<Vec<_>>();
    let (spec, group) = set.parts[0].find(&path("median_hours_top5_types/A.B type")).unwrap();
    assert_eq!((spec.key.as_str(), group.as_deref()), ("opened_to_closed", Some("A.B type")));
    assert!(set.parts[0].find(&path("animal_2025/requests")).is_none());
    assert!(set.parts[1].find(&path("animal_2025/requests")).is_some());
}

#[test]
fn shares_and_spreads_are_one_figure_each() {
    let value = json!({"a": {"num": 1, "den": 2, "pct": 50.0}, "b": {"c": {"n": 1, "mean": 2.0}, "d": [["x", 1]]}});
    let mut found = Vec::new();
    leaves(&value, &mut Vec::new(), &mut found);
    let names: Vec<String> = found.iter().map(|it| it.0.join(".")).collect();
    assert_eq!(names, ["a", "b.c", "b.d"]);
}

#[test]
fn a_line_is_found_by_exactly_its_dimensions() {
    let lines = Lines::parse(
        r#"[{"key":"cases","dims":{},"unit":"count","value":9},
            {"key":"cases","dims":{"class":"a"},"unit":"count","value":4},
            {"key":"cases","dims":{"class":null},"unit":"count","value":5}]"#,
    )
    .unwrap();
    assert_eq!(lines.one("cases", &[]).unwrap()["value"], 9);
    assert_eq!(lines.one("cases", &[("class", Some("a"))]).unwrap()["value"], 4);
    assert_eq!(lines.one("cases", &[("class", None)]).unwrap()["value"], 5);
    assert!(lines.one("cases", &[("kind", Some("a"))]).is_none());
}
