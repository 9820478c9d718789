//! Files that answer the fields of policy.

use base::ids::CaseId;
use cases::api::ListQuery;
use web::{Actor, Texts};

use super::*;

const HOUSE: &[&[db::Migration]] = &[
    vault::MIGRATIONS,
    policy::MIGRATIONS,
    people::MIGRATIONS,
    customers::MIGRATIONS,
    cases::MIGRATIONS,
    crate::MIGRATIONS,
];

const FILLED: &str = r#"
source = "oldcrm"
rows = "event"
[times]
formats = ["%Y-%m-%d %H:%M"]
[case]
key = "id"
kind = { is = "fault" }
[event]
at = "at"
activity = "what"
[fields]
line = "线路"
visit = "上门"
disputed_fen = "金额"
service_number = "号码"
"#;

const ROWS: &str = "id,what,at,线路,上门,金额,号码\n\
    A,Open,2020-01-01 10:00,光纤,否,12.5,13800001234\nA,Look,2020-01-01 11:00,光纤,是,,13800001234\n\
    B,Open,2020-01-02 10:00,卫星,也许,三块,13800005678\n";

fn set_up(it: &TestDb) {
    let terms = policy::api::Terms { effective_from: Some(base::Stamp(0)), ..Default::default() };
    it.db.write_blocking(move |tx| policy::api::load_pack(tx, "telecom", &terms).map(drop)).unwrap();
}

/// The cases that a list narrowed by an answer shows.
fn having(it: &TestDb, answer: &str) -> Vec<CaseId> {
    let query = ListQuery { answers: Some(answer.to_owned()), status: Some("all".to_owned()), ..Default::default() };
    let at = desk(it);
    let found = it.db.read_blocking(move |tx| at.list(tx, &Actor::system(), &query)).unwrap();
    found.items.into_iter().map(|it| it.id).collect()
}

#[test]
fn answers_of_a_file_stand_on_the_case_and_lists_find_it_by_them() {
    each_db(HOUSE, |it| {
        set_up(it);
        let done = import(it, "old.csv", ROWS, FILLED);
        assert_eq!((done.summary.imported, done.summary.refused, done.summary.cells_left_out), (3, 0, 3));
        let told = "SELECT COUNT(*) FROM event_log WHERE kind = 'cases.edited.v1'";
        assert_eq!(count(&it.db, told), 1, "the visit that the second row wants after all");
        let found = having(it, "line:fibre");
        assert_eq!((found.len(), having(it, "visit:true"), having(it, "visit:false").len()), (1, found.clone(), 0));
        let (at, id) = (desk(it), found[0].clone());
        let texts = Texts::new(&[cases::TEXTS]).unwrap();
        let said = it.db.read_blocking(move |tx| {
            let words = cases::api::Words { texts: &texts, lang: Lang::En };
            let page = at.page(tx, &Actor::system(), &id, words)?;
            Ok(page.answers.into_iter().map(|it| (it.name, it.text)).collect::<Vec<_>>())
        });
        let said = said.unwrap();
        let said: Vec<(&str, &str)> = said.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let number = ("Number concerned", "138****1234");
        assert_eq!(said, [number, ("Disputed amount", "¥12.50"), ("Kind of line", "Fibre"), ("Visit wanted", "Yes")]);
        for clear in [
            "SELECT COUNT(*) FROM cases_case WHERE LOWER(CAST(fields AS TEXT)) LIKE LOWER('%13800001234%')",
            "SELECT COUNT(*) FROM event_log WHERE LOWER(CAST(body AS TEXT)) LIKE LOWER('%13800001234%')",
            "SELECT COUNT(*) FROM importer_case WHERE LOWER(CAST(life AS TEXT)) LIKE LOWER('%13800001234%')",
        ] {
            assert_eq!(count(&it.db, clear), 0, "a personal answer is sealed: {clear}");
        }
    });
}

#[test]
fn a_later_file_corrects_answers_and_leaves_alone_what_it_does_not_say() {
    each_db(HOUSE, |it| {
        set_up(it);
        import(it, "old.csv", ROWS, FILLED);
        let more = "id,what,at,线路,上门,金额,号码\nA,Look,2020-01-03 10:00,Copper,,,\n";
        let done = import(it, "more.csv", more, FILLED);
        assert_eq!(done.summary.events, 2, "the row, and what it corrects");
        assert_eq!((having(it, "line:copper").len(), having(it, "line:fibre").len()), (1, 0));
        assert_eq!(having(it, "visit:true").len(), 1, "an empty cell takes nothing away");
    });
}

#[test]
fn a_cell_that_does_not_fit_is_named_with_its_field_and_what_would_fit() {
    each_db(HOUSE, |it| {
        set_up(it);
        let bad = ROWS.replace("13800005678", "");
        let order = ImportArgs { dry_run: true, ..args_of(&write(&it.dir, "old.csv", &bad), FILLED) };
        let tried = run_file(&it.db, &desk(it), order, &mut Unwatched).unwrap();
        let words = crate::words::Words::new(Lang::Zh).unwrap();
        let mut said: Vec<String> = tried.problems.iter().map(|it| words.in_line(it)).collect();
        said.sort_unstable();
        assert_eq!(
            said,
            [
                "第 4 行：上门 “需要上门”要填“是”或“否”（也许）",
                "第 4 行：线路 “线路类型”没有这个选项，可填：光纤、铜缆、移动网络（卫星）",
                "第 4 行：金额 “争议金额”要填以元为单位的金额，最多两位小数，例如 1,234.50（三块）",
            ]
        );
        assert_eq!((tried.summary.refused, cases_of(&it.db)), (0, 0), "the row comes without them; nothing is written");
    });
}

#[test]
fn a_mapping_with_a_field_that_policy_lacks_is_refused_before_anything_is_read() {
    each_db(HOUSE, |it| {
        set_up(it);
        let file = write(&it.dir, "old.csv", ROWS);
        let mapping = FILLED.replace("line =", "colour =");
        for dry_run in [true, false] {
            let order = ImportArgs { dry_run, ..args_of(&file, &mapping) };
            let refused = run_file(&it.db, &desk(it), order, &mut Unwatched).unwrap_err();
            assert_eq!(refused.code(), Some("importer.no_field"));
        }
        assert_eq!(count(&it.db, "SELECT COUNT(*) FROM importer_job"), 0);
    });
}
