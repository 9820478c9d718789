use web::Lang;

use super::show::write;
use super::{Format, NAMES, Question, Refused, labels};
use crate::mining::{Figure, Line, Stats};

fn shown(format: Format, lang: Lang) -> String {
    let stats =
        Stats { n: 2, mean: Some(90_000_000.0), p50: Some(90_000_000.0), p90: Some(1_500.0), ..Stats::default() };
    let lines = [
        Line::all("cases", Figure::Count(3)),
        Line::all("duration", Figure::Spans(stats)).of("priority", Some("High, or so".into())),
        Line::all("met", Figure::Share(1, 3)).of("priority", None),
    ];
    let mut out = Vec::new();
    write("cases", &lines, format, lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_table_speaks_both_languages() {
    let english = shown(Format::Table, Lang::En);
    assert!(
        english.contains("first to last event") && english.contains("1d 1h") && english.contains("33.33 %"),
        "{english}"
    );
    let chinese = shown(Format::Table, Lang::Zh);
    assert!(chinese.contains("首末事件间隔") && chinese.contains("（未知）"), "{chinese}");
}

#[test]
fn csv_has_a_column_per_dimension_and_quotes() {
    let csv = shown(Format::Csv, Lang::En);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("report,key,priority,unit,value"), "{csv}");
    assert!(lines[2].starts_with("cases,duration,\"High, or so\",ms,90000000,2"), "{csv}");
}

#[test]
fn json_is_an_array_of_lines() {
    let json: serde_json::Value = serde_json::from_str(&shown(Format::Json, Lang::En)).unwrap();
    assert_eq!(json[1]["dims"]["priority"], "High, or so");
    assert_eq!(json[1]["p90"], 1500);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let refused = |change: fn(&mut Question)| {
        let mut question = Question::about("cases");
        change(&mut question);
        super::Inquiry::of(&question).err().unwrap()
    };
    assert_eq!(refused(|it| it.name = "moods".into()), Refused::Report("moods".into()));
    assert_eq!(refused(|it| it.by = Some(String::new())), Refused::Dimension(String::new()));
    assert_eq!(refused(|it| it.conditions = vec!["x".into()]), Refused::Condition("x".into()));
    let day = |text: &str| Some(text.parse().unwrap());
    let mut question = Question::about("cases");
    (question.from, question.to) = (day("2016-01-02"), day("2016-01-01"));
    assert_eq!(super::Inquiry::of(&question).err().unwrap(), Refused::Period);
    let not_by = Refused::NotBy { report: "variants".into(), dim: "class".into() };
    assert_eq!(refused(|it| (it.name, it.by) = ("variants".into(), Some("class".into()))), not_by);
}

#[test]
fn every_report_can_be_made_and_every_figure_has_a_name() {
    for name in NAMES {
        let inquiry = super::Inquiry::of(&Question::about(name)).unwrap();
        for line in inquiry.report.lines() {
            assert_ne!(labels::label(line.key, Lang::Zh), line.key, "{name}");
        }
    }
}
