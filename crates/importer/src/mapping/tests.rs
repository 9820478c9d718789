mod extracts;

use super::{Flag, Mapping, Meaning, Milestone, Rows, Text, TimeColumn, Wrong, guess};

const SMALL: &str = r#"
source = "small"
rows = "event"
[times]
formats = ["%Y-%m-%d %H:%M:%S"]
[case]
key = "id"
kind = { is = "fault" }
class = { column = "type", names = { A = "alpha" }, others = "other" }
[event]
at = "time"
activity = { columns = ["what", "how"], by = "/" }
[meanings.words]
"done/well" = "resolved"
[flags.sla_met]
column = "met"
yes = ["y"]
no = ["n"]
[attributes]
size = { column = "size", kind = "number" }
"#;

#[test]
fn a_mapping_names_its_columns_once_each() {
    let mapping = Mapping::parse(SMALL).unwrap();
    assert_eq!(mapping.rows, Rows::Event);
    assert_eq!(mapping.columns(), ["id", "type", "what", "how", "time", "met", "size"]);
    assert_eq!(mapping.flags[&Flag::SlaMet].yes, ["y"]);
    assert_eq!(mapping.times.zone, "as written");
}

#[test]
fn a_mapping_written_out_and_read_again_is_the_same() {
    let mapping = Mapping::parse(SMALL).unwrap();
    assert_eq!(Mapping::parse(&toml::to_string(&mapping).unwrap()).unwrap(), mapping);
    let json = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
}

#[test]
fn mistakes_are_named() {
    let with = |from: &str, to: &str| Mapping::parse(&SMALL.replace(from, to)).unwrap_err();
    assert!(matches!(with("rows = \"event\"", "rows = \"line\""), Wrong::Written(_)));
    assert!(matches!(with("kind = \"number\"", "knd = \"number\""), Wrong::Written(_)));
    assert_eq!(with("at = \"time\"", ""), Wrong::Lacks("event.at"));
    assert_eq!(with("rows = \"event\"", "rows = \"case\""), Wrong::Lacks("milestones.opened"));
    assert_eq!(with("\"small\"", "\"Small one\""), Wrong::Value { at: "source", value: "Small one".into() });
    assert_eq!(with("size = {", "priority = {"), Wrong::Value { at: "attributes", value: "priority".into() });
    assert_eq!(with("size = {", "_size = {"), Wrong::Value { at: "attributes", value: "_size".into() });
    assert_eq!(with("\"%Y-%m-%d %H:%M:%S\"", "\"%H:%M\""), Wrong::Value { at: "times.formats", value: "%H:%M".into() });
    let zone = with("[times]", "[times]\nzone = \"Mars/Olympus\"");
    assert_eq!(zone, Wrong::Value { at: "times.zone", value: "Mars/Olympus".into() });
    assert!(
        Mapping::parse(&SMALL.replace("\"small\"", "\"工单导出_2026\"")).is_ok(),
        "a source may have a Chinese name"
    );
    let offset = with("[times]", "[times]\nzone = \"offset\"");
    assert_eq!(offset, Wrong::Value { at: "times.formats", value: "%Y-%m-%d %H:%M:%S".into() });
}

#[test]
fn every_shipped_mapping_is_right() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../imports");
    let mut count = 0;
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    for path in files.filter(|it| it.is_file()) {
        let mapping = Mapping::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), mapping.source, "a source is named like its file");
        count += 1;
    }
    assert!(count >= 14, "only {count} mappings");
}

fn sample(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn an_event_log_is_guessed_from_repeated_keys() {
    let rows = sample(&[
        &["C1", "Open", "2013-01-23 12:39:34", "T1"],
        &["C1", "Closed", "2013-01-24 12:39:34", "T2"],
        &["C2", "Open", "2013-01-25 12:39:34", "T1"],
    ]);
    let mapping = guess("log", &[], &columns(&["case_id", "activity", "timestamp", "assignment_group"]), &rows);
    assert_eq!(mapping.rows, Rows::Event);
    assert_eq!(mapping.event.at, Some(TimeColumn::One("timestamp".into())));
    assert_eq!(mapping.event.group, Some(Text::Column("assignment_group".into())));
    assert_eq!(mapping.meanings.words["Closed"], Meaning::Closed);
    assert_eq!(mapping.times.formats, ["%Y-%m-%d %H:%M:%S%.f"]);
    assert_eq!(mapping.check(), Ok(()));
}

#[test]
fn a_chinese_list_of_cases_is_guessed() {
    let rows = sample(&[
        &["1001", "宽带故障", "2026/11/1 9:30:00", "2026/11/2 10:00:00", "已办结", "13800000000"],
        &["1002", "账单疑问", "2026/11/1 9:31:00", "", "处理中", "13900000000"],
    ]);
    let names = columns(&["工单编号", "标题", "创建时间", "办结时间", "状态", "联系电话"]);
    let mapping = guess("orders", &[], &names, &rows);
    assert_eq!(mapping.rows, Rows::Case);
    assert_eq!(mapping.case.key, Text::Column("工单编号".into()));
    assert_eq!(mapping.milestones[&Milestone::Opened], TimeColumn::One("创建时间".into()));
    assert_eq!(mapping.milestones[&Milestone::Closed], TimeColumn::One("办结时间".into()));
    assert_eq!(mapping.meanings.words["已办结"], Meaning::Closed);
    assert!(mapping.attributes.contains_key("联系电话"));
    assert_eq!(mapping.times.formats, ["%Y/%m/%d %H:%M:%S"]);
    assert_eq!(mapping.check(), Ok(()));
}
