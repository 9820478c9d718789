//! `hearth simulate routing`, run as people run it.

#![expect(clippy::expect_used, reason = "helpers of tests stop when the test cannot go on")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const COLUMNS: &str = r#"
channel = "phone"
day = "day"
came = ["came"]
waited = "waited"
talked = "talked"
outcome = "outcome"
answered = ["answered"]
gave_up = ["gave up"]
agent = "agent"
tier = "tier"
tiers = { "A" = "vip" }
"#;

/// One agent talks for 55 seconds to each of four who come every ten seconds; the log lets a customer of tier A wait last.
const CALLS: &str = "day,came,waited,talked,outcome,agent,tier
2026-11-02,9:00:00,0,55,answered,Li,
2026-11-02,9:00:10,50,55,answered,Li,
2026-11-02,9:00:20,100,55,answered,Li,
2026-11-02,9:00:30,150,55,answered,Li,A
2026-11-02,9:00:31,0,0,gave up,,
2026-11-02,never,5,55,answered,Li,
";

fn simulate(folder: &Path, more: &[&str]) -> Output {
    std::fs::write(folder.join("columns.toml"), COLUMNS).expect("a folder to write to");
    std::fs::write(folder.join("calls.csv"), CALLS).expect("a folder to write to");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearth"));
    command.current_dir(folder).env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.args(["simulate", "routing", "--calls", "calls.csv", "--columns", "columns.toml"]).args(more);
    command.output().expect("the program runs")
}

fn json(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_day_is_told_as_it_was_and_as_it_would_have_been() {
    let it = testkit::sqlite(&[]);
    let lines = json(&simulate(&it.dir, &["--format", "json"]));
    let of = |tier: &Value, played: bool| {
        lines.iter().find(|it| it["tier"] == *tier && it["played"] == played).unwrap()["speed_of_answer_seconds"]
            .clone()
    };
    // The log: 0, 50, 100 and 150 seconds. Played: whoever is of tier A goes before the two who have waited for less.
    assert_eq!((of(&Value::Null, false), of(&"vip".into(), false)), (75.0.into(), 150.0.into()));
    assert_eq!((of(&Value::Null, true), of(&"vip".into(), true)), (67.5.into(), 25.0.into()));
    assert!(
        lines.iter().all(|it| it["offered"] == it["answered"]),
        "whoever hung up at once did not come to the queue"
    );
}

#[test]
fn a_draft_is_tried_in_place_of_the_packs_policy() {
    let it = testkit::sqlite(&[]);
    let shipped = include_str!("../../../policies/common/routing.toml");
    std::fs::write(it.dir.join("draft.toml"), shipped.replace("ahead = \"3m\"", "ahead = \"5s\"")).unwrap();
    let lines = json(&simulate(&it.dir, &["--policy", "draft.toml", "--format", "json"]));
    let vip = lines.iter().find(|it| it["tier"] == "vip" && it["played"] == true).unwrap();
    assert_eq!(vip["speed_of_answer_seconds"], 135.0, "five seconds ahead is behind those who came ten seconds before");
}

#[test]
fn what_cannot_be_used_is_named() {
    let it = testkit::sqlite(&[]);
    let shipped = include_str!("../../../policies/common/routing.toml");
    std::fs::write(it.dir.join("draft.toml"), shipped.replace("goal_permille = 800", "goal_permille = 8000")).unwrap();
    let said = |more: &[&str]| {
        let output = simulate(&it.dir, more);
        assert!(!output.status.success() && output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&["--policy", "draft.toml"]).contains("queues[0].service_level.goal_permille"));
    assert!(said(&["--policy", "nothing.toml"]).contains("nothing.toml"));
    assert!(said(&["--pack", "moon"]).contains("moon"));
    let table = simulate(&it.dir, &[]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("rows that cannot be read: 1"), "{table}");
}
