use csv::StringRecord;

use crate::mapping::{Mapping, Meaning, Milestone, Wrong};
use crate::rules::answer::Forms;
use crate::rules::fingerprint::fingerprint;
use crate::rules::plan::Plan;
use crate::rules::row::{Fact, Problem, Value, understand};

const CASES: &str = r#"
source = "cases"
rows = "case"
[read]
nothing = ["", "?"]
[times]
formats = ["%Y-%m-%d"]
[case]
key = "id"
class = { column = "type", names = { A = "alpha" }, others = "other" }
[event]
state = "status"
[milestones]
opened = "from"
closed = "to"
[meanings]
of = "state"
words = { Done = "closed" }
[flags.timely]
column = "timely"
yes = ["Yes"]
no = ["No"]
[attributes]
likes = { column = "likes", kind = "number" }
borough = { column = "borough", allowed = ["N", "S"] }
chars = { column = "status", kind = "length" }
"#;

const COLUMNS: [&str; 8] = ["id", "type", "status", "from", "to", "timely", "likes", "borough"];

fn plan(columns: &[&str]) -> Result<Plan, Wrong> {
    let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
    Plan::new(&Mapping::parse(CASES).unwrap(), &Forms::default(), &columns)
}

fn say(cells: [&str; 8]) -> (Option<Fact>, Vec<Problem>) {
    let mut problems = Vec::new();
    let fact = understand(&plan(&COLUMNS).unwrap(), 7, &StringRecord::from(cells.to_vec()), &mut problems);
    (fact, problems)
}

#[test]
fn a_row_says_what_its_columns_mean() {
    let (fact, problems) = say(["1", "A", "Done", "2020-01-02", "2020-01-03", "Yes", "1,204", "N"]);
    let fact = fact.unwrap();
    assert_eq!(problems, []);
    assert_eq!((fact.key.as_str(), fact.meaning), ("1", Meaning::Closed));
    assert_eq!(fact.milestones.iter().map(|it| it.0).collect::<Vec<_>>(), [Milestone::Opened, Milestone::Closed]);
    let plan = plan(&COLUMNS).unwrap();
    let named: Vec<(&str, &Value)> = plan.names().zip(&fact.values).collect();
    assert_eq!(
        named,
        [
            ("class", &Value::Text("alpha".into())),
            ("timely", &Value::Flag(true)),
            ("borough", &Value::Text("N".into())),
            ("chars", &Value::Whole(4)),
            ("likes", &Value::Whole(1204)),
        ]
    );
}

#[test]
fn a_bad_cell_is_left_out_and_named() {
    let (fact, problems) = say(["1", "B", "", "2020-01-02", "soon", "perhaps", "many", "W"]);
    let fact = fact.unwrap();
    assert_eq!(
        fact.values,
        [Value::Text("other".into()), Value::Nothing, Value::Nothing, Value::Whole(0), Value::Nothing]
    );
    let named: Vec<(&str, &str, bool)> =
        problems.iter().map(|it| (it.column.as_str(), it.code.as_str(), it.refused)).collect();
    assert_eq!(
        named,
        [
            ("to", "importer.cell_time", false),
            ("timely", "importer.cell_flag", false),
            ("borough", "importer.cell_allowed", false),
            ("likes", "importer.cell_number", false),
        ]
    );
    assert!(problems.iter().all(|it| it.line == 7));
}

#[test]
fn a_row_without_key_or_opening_is_refused() {
    for cells in [["?", "", "", "2020-01-02", "", "", "", ""], ["1", "", "", "?", "", "", "", ""]] {
        let (fact, problems) = say(cells);
        assert!(fact.is_none() && problems.iter().any(|it| it.refused), "{problems:?}");
    }
}

#[test]
fn columns_the_file_lacks_are_listed_and_those_that_are_needed_refused() {
    let less = plan(&COLUMNS[..6]).unwrap();
    assert_eq!(less.lacking(), ["borough", "likes"]);
    let mut problems = Vec::new();
    let cells = StringRecord::from(vec!["1", "A", "Done", "2020-01-02", "2020-01-03", "Yes"]);
    let fact = understand(&less, 2, &cells, &mut problems).unwrap();
    assert_eq!((problems.as_slice(), &fact.values[2]), ([].as_slice(), &Value::Nothing));
    let needed = plan(&["type", "status"]).unwrap_err();
    assert_eq!(needed, Wrong::Columns(vec!["id".into(), "from".into()]));
}

#[test]
fn moving_a_character_to_the_next_cell_makes_another_row() {
    assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
    assert_eq!(fingerprint(["ab", "c"]), 4_894_961_262_789_525_962, "stored numbers must not change");
}
