mod answers;

use std::cell::Cell;
use std::path::{Path, PathBuf};

use db::{Db, args};
use jiff::tz::TimeZone;
use measures::report::Question;
use testkit::{TestDb, each_db};
use web::Lang;

use crate::api::{ImportArgs, Outcome, run_file};
use crate::mapping::Mapping;
use crate::model::{Progress, Unwatched, Watch};
use crate::testing::desk;

const MIGRATIONS: &[&[db::Migration]] = &[vault::MIGRATIONS, people::MIGRATIONS, cases::MIGRATIONS, crate::MIGRATIONS];

const EVENTS: &str = r#"
source = "log"
rows = "event"
[times]
formats = ["%Y-%m-%d %H:%M"]
[case]
key = "id"
priority = "priority"
[event]
at = "at"
activity = "what"
[meanings.words]
Open = "opened"
Close = "closed"
[attributes]
n = { column = "n", kind = "number" }
"#;

const LIST: &str = r#"
source = "list"
rows = "case"
[times]
formats = ["%Y-%m-%d"]
[case]
key = "id"
[milestones]
opened = "from"
closed = "to"
"#;

fn write(dir: &Path, name: &str, text: &str) -> PathBuf {
    let file = dir.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

fn args_of(file: &Path, mapping: &str) -> ImportArgs {
    let mapping = Mapping::parse(mapping).unwrap();
    ImportArgs {
        file: file.to_owned(),
        mapping,
        unit: None,
        by: None,
        zone: TimeZone::UTC,
        dry_run: false,
        lang: Lang::Zh,
    }
}

fn import(it: &TestDb, name: &str, text: &str, mapping: &str) -> Outcome {
    run_file(&it.db, &desk(it), args_of(&write(&it.dir, name, text), mapping), &mut Unwatched).unwrap()
}

fn count(db: &Db, sql: &'static str) -> i64 {
    db.read_blocking(move |tx| Ok(tx.one::<(i64,)>(sql, args![])?.0)).unwrap()
}

fn events(db: &Db) -> i64 {
    count(db, "SELECT COUNT(*) FROM event_log WHERE case_id IS NOT NULL")
}

fn cases_of(db: &Db) -> i64 {
    count(db, "SELECT COUNT(*) FROM cases_case")
}

const LOG: &str = "id,what,at,priority,n\n\
    A,Open,2020-01-01 10:00,high,1\nA,Look,2020-01-01 11:00,high,1\nA,Look,2020-01-01 11:00,high,1\n\
    B,Look,2020-01-02 10:00,low,2\nA,Close,2020-01-03 10:00,high,3\n";

#[test]
fn a_log_becomes_cases_and_events_and_the_same_file_again_changes_nothing() {
    each_db(MIGRATIONS, |it| {
        let first = import(it, "log.csv", LOG, EVENTS);
        let sum = &first.summary;
        assert_eq!((sum.rows, sum.imported, sum.repeated, sum.refused), (5, 5, 1, 0));
        assert_eq!((sum.cases_added, cases_of(&it.db)), (2, 2));
        assert_eq!(i64::try_from(sum.events).unwrap(), events(&it.db));
        assert_eq!(events(&it.db), 6, "five rows and the opening that B lacked");
        let again = import(it, "other-name.csv", LOG, EVENTS);
        assert!(again.done_before.is_some());
        assert_eq!(again.summary, first.summary);
        assert_eq!((events(&it.db), cases_of(&it.db)), (6, 2));
    });
}

#[test]
fn a_longer_file_of_the_same_source_adds_only_what_is_new() {
    each_db(MIGRATIONS, |it| {
        import(it, "log.csv", LOG, EVENTS);
        let more = format!("{LOG}A,Look,2020-01-01 11:00,high,1\nB,Close,2020-01-05 10:00,low,2\n");
        let second = import(it, "log2.csv", &more, EVENTS);
        let sum = &second.summary;
        assert_eq!((sum.rows, sum.known, sum.imported), (7, 5, 2), "the third equal row is new");
        assert_eq!((sum.cases_added, sum.cases_updated), (0, 2));
        assert_eq!((events(&it.db), cases_of(&it.db)), (8, 2));
        let closed = count(&it.db, "SELECT COUNT(*) FROM cases_case WHERE status = 'closed'");
        assert_eq!(closed, 2, "a row that only notes something does not open A again");
    });
}

#[test]
fn a_report_by_a_name_that_no_case_has_is_refused() {
    each_db(MIGRATIONS, |it| {
        import(it, "log.csv", LOG, EVENTS);
        let asked = |by: &str, condition: &str| {
            let mut question = Question::about("cases");
            (question.by, question.conditions) = (Some(by.to_owned()), vec![condition.to_owned()]);
            let lines = it.db.read_blocking(move |tx| measures::report::lines(tx, &web::Actor::system(), &question));
            lines.map(drop).map_err(|it| it.code())
        };
        assert_eq!(asked("n", "priority=high"), Ok(()));
        assert_eq!(asked("m", "priority=high"), Err(Some("measures.no_dimension")));
        assert_eq!(asked("n", "m=1"), Err(Some("measures.no_dimension")));
    });
}

#[test]
fn a_case_keeps_its_priority_and_what_its_last_row_said() {
    each_db(MIGRATIONS, |it| {
        import(it, "log.csv", LOG, EVENTS);
        let rows: Vec<(String, String, String, String)> = it
            .db
            .read_blocking(move |tx| {
                tx.all("SELECT source, external_key, priority, status FROM cases_case ORDER BY external_key", args![])
            })
            .unwrap();
        assert_eq!(rows[0], ("log".into(), "A".into(), "high".into(), "closed".into()));
        assert_eq!(rows[1].3, "open");
    });
}

/// Stops after so many looks.
struct Stopping(Cell<u32>);

impl Watch for Stopping {
    fn progress(&mut self, _: Progress) {
        self.0.set(self.0.get() - 1);
    }
    fn stop(&self) -> bool {
        self.0.get() == 0
    }
}

#[test]
fn a_run_that_was_stopped_goes_on_where_it_stopped() {
    let mut text = String::from("id,what,at,priority,n\n");
    for case in 0..4_000 {
        for (what, at) in [("Open", "2020-01-01 10:00"), ("Close", "2020-01-02 10:00"), ("Bad", "never")] {
            text.extend([&format!("C{case}"), ",", what, ",", at, ",high,1\n"]);
        }
    }
    each_db(MIGRATIONS, |it| {
        let file = write(&it.dir, "long.csv", &text);
        let stopped = run_file(&it.db, &desk(it), args_of(&file, EVENTS), &mut Stopping(Cell::new(2)));
        assert_eq!(stopped.unwrap_err().code(), Some("importer.stopped"));
        let written = events(&it.db);
        assert!(written > 0 && written < 8_000, "{written}");
        let done = run_file(&it.db, &desk(it), args_of(&file, EVENTS), &mut Unwatched).unwrap();
        assert!(done.resumed_after > 0);
        let sum = &done.summary;
        assert_eq!(
            (sum.rows, sum.imported, sum.refused, sum.cases_added, sum.events),
            (12_000, 8_000, 4_000, 4_000, 8_000)
        );
        assert_eq!((events(&it.db), cases_of(&it.db)), (8_000, 4_000));
    });
}

/// A log whose cases come in its first and its last batch, with refused rows between them.
fn spread(cases: u32, days: [u32; 2]) -> String {
    let [first, last] = days.map(|day| {
        let rows: Vec<String> =
            (0..cases).map(|case| format!("C{case},Look,2020-01-{day:02} 10:00,high,{day}\n")).collect();
        rows.concat()
    });
    format!("id,what,at,priority,n\n{first}{}{last}", "X,Bad,never,high,1\n".repeat(4_200))
}

#[test]
fn a_case_is_counted_once_in_however_many_batches_it_comes() {
    each_db(MIGRATIONS, |it| {
        let first = import(it, "log.csv", &spread(20, [1, 2]), EVENTS).summary;
        assert_eq!((first.imported, first.cases_added, first.cases_updated), (40, 20, 0));
        let file = write(&it.dir, "more.csv", &spread(21, [3, 4]));
        let stopped = run_file(&it.db, &desk(it), args_of(&file, EVENTS), &mut Stopping(Cell::new(1)));
        assert_eq!(stopped.unwrap_err().code(), Some("importer.stopped"));
        let second = run_file(&it.db, &desk(it), args_of(&file, EVENTS), &mut Unwatched).unwrap().summary;
        assert_eq!((second.imported, second.cases_added, second.cases_updated), (42, 1, 20));
        assert_eq!(cases_of(&it.db), 21);
    });
}

#[test]
fn refused_rows_are_listed_and_can_be_corrected_and_imported() {
    each_db(MIGRATIONS, |it| {
        let bad = "id,what,at,priority,n\nA,Open,2020-01-01 10:00,high,many\nB,Open,soon,low,1\n,Open,2020-01-01 10:00,,\nC,Open\n";
        let done = import(it, "bad.csv", bad, EVENTS);
        let told: Vec<(u64, &str, &str)> =
            done.problems.iter().map(|it| (it.line, it.column.as_str(), it.code.as_str())).collect();
        assert_eq!(
            told,
            [
                (2, "n", "importer.cell_number"),
                (3, "at", "importer.cell_time"),
                (4, "id", "importer.cell_missing"),
                (5, "", "importer.row_width"),
            ]
        );
        assert_eq!((done.summary.refused, done.summary.cells_left_out, done.summary.imported), (3, 1, 1));
        let file = done.bad_file.unwrap();
        assert_eq!(file.file_name().unwrap(), "bad.bad.csv");
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), 4);
        assert_eq!(text.lines().nth(1).unwrap(), "B,Open,soon,low,1,3,at 不是映射所列格式的时间");
        assert!(text.starts_with("\u{feff}id,what,at,priority,n,import_line,import_reason"), "{text}");
        let corrected = text.replace("soon", "2020-01-01 12:00");
        let again = import(it, "bad.bad.csv", &corrected, EVENTS);
        assert_eq!((again.summary.imported, again.summary.cases_added), (1, 1));
        let rest = std::fs::read_to_string(again.bad_file.unwrap()).unwrap();
        assert_eq!(rest.lines().next().unwrap().matches("import_line").count(), 1, "{rest}");
        assert_eq!(rest.lines().count(), 3, "{rest}");
    });
}

#[test]
fn a_table_of_bad_rows_is_read_by_the_same_mapping() {
    let mapping = EVENTS.replace("[times]", "[read]\nseparator = \";\"\nencoding = \"gb18030\"\n[times]");
    each_db(MIGRATIONS, |it| {
        let (bytes, _, _) =
            encoding_rs::GB18030.encode("id;what;at;priority;n\nA;打开;2020-01-01 10:00;高;1\nB;打开;明天;高;1;余\n");
        let file = it.dir.join("gb.csv");
        std::fs::write(&file, &bytes).unwrap();
        let done = run_file(&it.db, &desk(it), args_of(&file, &mapping), &mut Unwatched).unwrap();
        assert_eq!((done.summary.imported, done.summary.refused), (1, 1));
        let text = std::fs::read_to_string(done.bad_file.unwrap()).unwrap();
        assert!(text.ends_with("B;打开;明天;高;1;3;列数与表头不同;余\n"), "{text}");
        let corrected = text.replace("明天", "2020-01-02 10:00").replace(";余", "");
        let again = import(it, "again.csv", &corrected, &mapping);
        assert_eq!((again.summary.imported, again.summary.refused), (1, 0));
    });
}

/// Lets something happen while a run goes.
struct Meanwhile<F: FnMut()>(F);

impl<F: FnMut()> Watch for Meanwhile<F> {
    fn progress(&mut self, _: Progress) {
        (self.0)();
    }
}

#[test]
fn two_runs_of_one_source_never_take_each_others_rows_for_new() {
    each_db(MIGRATIONS, |it| {
        let long = write(&it.dir, "long.csv", &spread(20, [1, 2]));
        let other = write(&it.dir, "other.csv", &format!("{LOG}C1,Look,2020-01-02 10:00,high,2\n"));
        let (mut refused, mut taken) = (None, None);
        let outcome = run_file(
            &it.db,
            &desk(it),
            args_of(&long, EVENTS),
            &mut Meanwhile(|| {
                refused = refused.or(run_file(&it.db, &desk(it), args_of(&other, EVENTS), &mut Unwatched)
                    .err()
                    .and_then(|it| it.code()));
                // A process that was away for so long that it passed for dead.
                it.clock.advance(base::Span::HOUR);
                if taken.is_none() {
                    taken = Some(run_file(&it.db, &desk(it), args_of(&other, EVENTS), &mut Unwatched).is_ok());
                }
            }),
        );
        assert_eq!((refused, taken), (Some("importer.busy"), Some(true)));
        assert_eq!(outcome.unwrap_err().code(), Some("importer.overtaken"));
        let mut twice = None;
        let outcome = run_file(
            &it.db,
            &desk(it),
            args_of(&long, EVENTS),
            &mut Meanwhile(|| {
                twice =
                    twice.take().or_else(|| Some(run_file(&it.db, &desk(it), args_of(&long, EVENTS), &mut Unwatched)));
            }),
        );
        assert_eq!(outcome.unwrap_err().code(), Some("importer.taken"));
        let done = twice.unwrap().unwrap();
        assert_eq!(count(&it.db, "SELECT COUNT(*) FROM importer_job WHERE state = 'failed'"), 0);
        assert_eq!(done.summary.known, 1, "the row that both files have came in once");
        assert_eq!(events(&it.db), 40 + 6 + 20, "rows, those of the other file, and the openings nobody told");
    });
}

#[test]
fn a_dry_run_counts_everything_and_writes_nothing() {
    each_db(MIGRATIONS, |it| {
        let file = write(&it.dir, "log.csv", LOG);
        let order = ImportArgs { dry_run: true, ..args_of(&file, EVENTS) };
        let tried = run_file(&it.db, &desk(it), order, &mut Unwatched).unwrap();
        assert_eq!((tried.summary.imported, tried.summary.cases_added), (5, 2));
        assert_eq!((events(&it.db), cases_of(&it.db)), (0, 0));
        assert_eq!(count(&it.db, "SELECT COUNT(*) FROM importer_job"), 0);
        assert_eq!(count(&it.db, "SELECT COUNT(*) FROM people_unit"), 0);
        let list = write(&it.dir, "list.csv", "id,from,to\n1,2020-01-05,\n1,2020-01-06,\n");
        let order = ImportArgs { dry_run: true, ..args_of(&list, LIST) };
        let tried = run_file(&it.db, &desk(it), order, &mut Unwatched).unwrap();
        assert_eq!(tried.summary.cases_added, 2, "where a row is a case, a key that comes twice is two");
    });
}

#[test]
fn a_key_that_comes_twice_in_a_list_is_two_cases_and_a_newer_list_brings_it_up_to_date() {
    each_db(MIGRATIONS, |it| {
        let list = "id,from,to\n1,2020-01-05,\n1,2020-01-06,\n2,2020-01-07,2020-01-01\n";
        let first = import(it, "list.csv", list, LIST);
        assert_eq!((first.summary.cases_added, cases_of(&it.db)), (3, 3));
        let newer = "id,from,to\n1,2020-01-05,2020-01-09\n2,2020-01-07,2020-01-01\n";
        let second = import(it, "newer.csv", newer, LIST);
        assert_eq!((second.summary.known, second.summary.cases_updated, second.summary.cases_added), (1, 1, 0));
        assert_eq!(count(&it.db, "SELECT COUNT(*) FROM cases_case WHERE status = 'closed'"), 2);
        let third = import(it, "earlier.csv", "id,from,to\n1,2019-12-01,2019-12-02\n", LIST);
        assert_eq!(third.summary.cases_updated, 1, "an extract that has other times now stops nothing");
    });
}

#[test]
fn a_file_that_cannot_be_read_or_lacks_columns_is_refused() {
    each_db(MIGRATIONS, |it| {
        let refused =
            |file: &Path| run_file(&it.db, &desk(it), args_of(file, EVENTS), &mut Unwatched).unwrap_err().code();
        assert_eq!(refused(&it.dir.join("none.csv")), Some("importer.unreadable"));
        assert_eq!(refused(&write(&it.dir, "empty.csv", "")), Some("importer.unreadable"));
        assert_eq!(refused(&write(&it.dir, "few.csv", "id,what\n1,2\n")), Some("importer.no_column"));
        assert_eq!(count(&it.db, "SELECT COUNT(*) FROM importer_job WHERE state = 'failed'"), 2);
    });
}
