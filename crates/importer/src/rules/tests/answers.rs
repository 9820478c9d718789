//! Cells as answers to the fields of policy.

use policy::model::{Field, FieldType, Priority, Text};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::mapping::{Mapping, Times, Wrong, guess};
use crate::rules::answer::Forms;
use crate::rules::clock::ClockFace;

fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

fn field(is: FieldType) -> Field {
    let choice = |id: &str, zh: &str, en: &str| Priority { id: id.to_owned(), name: text(zh, en) };
    Field {
        id: "line".to_owned(),
        name: text("线路类型", "Kind of line"),
        is,
        help: None,
        unit: Some(text("台", "pcs")),
        begins_with: None,
        choices: vec![
            choice("fibre", "光纤", "Fibre"),
            choice("copper", "铜缆", "Copper"),
            choice("tv_net", "电视、宽带", "TV, net"),
        ],
        personal: false,
        filter: false,
        search: false,
    }
}

const MAPPING: &str = "source = \"s\"\nrows = \"case\"\n[times]\nformats = [\"%m/%d/%Y\"]\n[case]\nkey = \"id\"\n\
    [milestones]\nopened = \"from\"\n[fields]\nline = \"kind of line\"\n";

fn forms(is: FieldType) -> Forms {
    let forms = Forms::new(&Mapping::parse(MAPPING).unwrap(), vec![field(is)]).unwrap();
    forms.with_staff([("wang.li".to_owned(), "per_01JD0000000000000000000001".parse().unwrap())])
}

fn read(is: FieldType, cell: &str) -> Result<Value, &'static str> {
    let times = Times { formats: vec!["%m/%d/%Y".to_owned()], zone: "Asia/Shanghai".to_owned() };
    forms(is).read(&field(is), &ClockFace::new(&times).unwrap(), cell)
}

#[test]
fn each_kind_of_field_reads_what_people_write() {
    let wang = json!("per_01JD0000000000000000000001");
    let right = [
        (FieldType::Text, "两 行\n 一处", json!("两 行 一处")),
        (FieldType::LongText, "两行\n一处", json!("两行\n一处")),
        (FieldType::Number, "1,204 台", json!(1204)),
        (FieldType::Number, "-3.0", json!(-3)),
        (FieldType::Money, "¥1,234.5", json!(123_450)),
        (FieldType::Money, "-0.07元", json!(-7)),
        (FieldType::Money, "12.500", json!(1250)),
        (FieldType::Date, "11/22/2026", json!("2026-11-22")),
        (FieldType::Date, "2026-11-22 00:00:00", json!("2026-11-22")),
        (FieldType::Time, "9：30", json!("09:30")),
        (FieldType::Time, "23:59:59", json!("23:59")),
        (FieldType::Choice, "fibre", json!("fibre")),
        (FieldType::Choice, "光纤", json!("fibre")),
        (FieldType::Choice, "FIBRE", json!("fibre")),
        (FieldType::Choices, "铜缆；光纤、copper", json!(["copper", "fibre"])),
        (FieldType::Choices, "电视、宽带", json!(["tv_net"])),
        (FieldType::YesNo, "是", json!(true)),
        (FieldType::YesNo, "N", json!(false)),
        (FieldType::Phone, "+86 138-0000-0000", json!("+86 138-0000-0000")),
        (FieldType::Person, "Wang.Li", wang.clone()),
        (FieldType::Person, "per_01JD0000000000000000000001", wang),
    ];
    for (is, cell, answer) in right {
        assert_eq!(read(is, cell), Ok(answer), "{is:?} {cell}");
    }
}

#[test]
fn what_does_not_fit_says_what_would() {
    let wrong = [
        (FieldType::Number, "1.5", "importer.answer_number"),
        (FieldType::Number, "几台", "importer.answer_number"),
        (FieldType::Money, "1.234", "importer.answer_money"),
        (FieldType::Money, "99999999999999999999", "importer.answer_money"),
        (FieldType::Money, "--5", "importer.answer_money"),
        (FieldType::Date, "下周一", "importer.answer_date"),
        (FieldType::Time, "24:00", "importer.answer_time"),
        (FieldType::Time, "9", "importer.answer_time"),
        (FieldType::Choice, "卫星", "importer.answer_choice"),
        (FieldType::Choices, "光纤、卫星", "importer.answer_choices"),
        (FieldType::Choices, "、", "importer.answer_choices"),
        (FieldType::YesNo, "也许", "importer.answer_yes_no"),
        (FieldType::Phone, "不详", "importer.answer_phone"),
        (FieldType::Person, "nobody", "importer.answer_person"),
    ];
    for (is, cell, code) in wrong {
        assert_eq!(read(is, cell), Err(code), "{is:?} {cell}");
    }
}

#[test]
fn a_mapping_names_fields_that_policy_has_and_a_table_can_fill() {
    let mapping = Mapping::parse(MAPPING).unwrap();
    assert_eq!(mapping.columns(), ["id", "kind of line", "from"]);
    assert_eq!(Forms::new(&mapping, Vec::new()), Err(Wrong::Field("line".to_owned())));
    let file = Forms::new(&mapping, vec![field(FieldType::File)]);
    assert_eq!(file, Err(Wrong::File(text("线路类型", "Kind of line"))));
}

#[test]
fn a_column_called_as_a_field_is_guessed_to_answer_it() {
    let guessed = |column: &str, is| {
        let (columns, sample) =
            (["id", "date", column].map(str::to_owned), vec![["1", "2026-11-22", "光纤"].map(str::to_owned).to_vec()]);
        guess("s", &[field(is)], &columns, &sample)
    };
    for column in ["Line", "线路类型", "kind of line"] {
        let mapping = guessed(column, FieldType::Choice);
        assert_eq!((mapping.fields["line"].columns(), mapping.case.class), (vec![column], None));
    }
    assert!(guessed("其他", FieldType::Choice).fields.is_empty());
    assert!(guessed("Line", FieldType::File).fields.is_empty(), "no table holds files");
}

proptest! {
    #[test]
    fn whatever_is_read_fits_its_field(cell in "\\PC{0,12}", at in 0_usize..11) {
        let is = [
            FieldType::Text, FieldType::LongText, FieldType::Number, FieldType::Money, FieldType::Date, FieldType::Time,
            FieldType::Choice, FieldType::Choices, FieldType::YesNo, FieldType::Phone, FieldType::Person,
        ][at];
        if let Ok(answer) = read(is, &cell) {
            prop_assert!(cases::rules::answers::fits(&field(is), &answer), "{is:?} {answer}");
        }
    }

    #[test]
    fn an_amount_written_out_is_read_back_to_the_fen(fen in -10_000_000_000_i64..10_000_000_000) {
        let sign = if fen < 0 { "-" } else { "" };
        let written = format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100);
        prop_assert_eq!(read(FieldType::Money, &written), Ok(json!(fen)));
    }
}
