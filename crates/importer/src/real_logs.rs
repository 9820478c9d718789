//! The shipped mappings on the real files they are made for. They lie beside the project in `../shared/data`; where they
//! are missing these tests pass without a word, except on the build server, which has to have them.

use std::path::{Path, PathBuf};

use crate::api::{ImportArgs, mapping, run_file};
use crate::mapping::Mapping;
use crate::model::{Summary, Unwatched};
use crate::testing::desk;
use base::Span;
use channels::playing::{as_logged, figures};
use channels::rules::Plan;
use jiff::tz::TimeZone;
use measures::mining::{Figure, Line};
use measures::report::{Question, lines};
use policy::model::Ruling as _;
use testkit::TestDb;
use web::{Actor, Lang};

const MIGRATIONS: &[&[db::Migration]] =
    &[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, cases::MIGRATIONS, crate::MIGRATIONS];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of the real files.
fn data() -> Option<PathBuf> {
    let folder = root().join("../shared/data");
    let there = folder.is_dir();
    assert!(there || std::env::var("CI").as_deref() != Ok("true"), "{} is missing", folder.display());
    there.then_some(folder)
}

fn shipped(name: &str) -> Mapping {
    mapping(&root().join(format!("imports/{name}.toml"))).unwrap()
}

fn import(it: &TestDb, file: &Path, name: &str, dry_run: bool) -> Summary {
    let args = ImportArgs {
        file: file.to_owned(),
        mapping: shipped(name),
        unit: None,
        by: None,
        zone: TimeZone::UTC,
        dry_run,
        lang: Lang::En,
    };
    run_file(&it.db, &desk(it), args, &mut Unwatched).unwrap().summary
}

fn report(it: &TestDb, name: &str) -> Vec<Line> {
    let question = Question::about(name);
    it.db.read_blocking(move |tx| lines(tx, &Actor::system(), &question)).unwrap()
}

fn counts(lines: &[Line], key: &str) -> u64 {
    let count = |it: &Figure| match it {
        Figure::Count(it) | Figure::Share(it, _) => *it,
        _ => 0,
    };
    let kept =
        |it: &&Line| it.key == key && it.dims.iter().all(|it| it.0 != "repeats" || it.1.as_deref() == Some("kept"));
    lines.iter().filter(kept).map(|it| count(&it.figure)).sum()
}

#[test]
fn a_log_is_the_same_as_a_table_and_as_xes() {
    let Some(data) = data() else { return };
    let told =
        [("helpdesk/events.csv.zst", "helpdesk"), ("helpdesk/helpdesk.xes.gz", "helpdesk_xes")].map(|(file, name)| {
            let it = testkit::sqlite(MIGRATIONS);
            let sum = import(&it, &data.join(file), name, false);
            let (cases, ways, follows) =
                (report(&it, "cases"), report(&it, "variants"), report(&it, "directly-follows"));
            assert_eq!(counts(&cases, "cases"), sum.cases_added);
            assert_eq!(counts(&cases, "events"), sum.imported);
            assert_eq!(counts(&ways, "variant"), sum.cases_added, "variants add up to the cases");
            assert_eq!(
                counts(&follows, "follows"),
                sum.imported - sum.cases_added,
                "a step less than events in each case"
            );
            (sum.imported, sum.repeated, cases, ways, follows)
        });
    assert!(told[0].0 > 1_000);
    assert_eq!(told[0], told[1]);
}

#[test]
fn every_shipped_mapping_reads_its_file() {
    let Some(data) = data() else { return };
    let it = testkit::sqlite(MIGRATIONS);
    let files = std::fs::read_dir(root().join("imports")).unwrap().map(|it| it.unwrap().path());
    for path in files.filter(|it| it.is_file()) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mapping = shipped(&name);
        let set = ["helpdesk", "bpi2013", "nyc311", "citizen_messages_zh"].iter().find(|it| name.starts_with(**it));
        let set = data.join(set.unwrap_or(&name.as_str()));
        let files = mapping.files.iter().flat_map(|it| ["", ".zst", ".gz"].map(|end| set.join(format!("{it}{end}"))));
        let file = files.into_iter().find(|it| it.is_file()).unwrap_or_else(|| panic!("no file for {name}"));
        let sum = import(&it, &file, &name, true);
        assert!(sum.rows > 100 && sum.refused == 0, "{name}: {sum:?}");
    }
}

#[test]
fn a_call_log_gives_the_figures_that_its_makers_published() {
    let Some(data) = data() else { return };
    let text = std::fs::read_to_string(root().join("imports/calls/bank_calls_1999.toml")).unwrap();
    let columns = crate::calls::CallColumns::parse(&text).unwrap();
    let file = std::fs::File::open(data.join("bank_calls_1999/calls.csv.zst")).unwrap();
    let log = crate::calls::read_calls("calls.csv.zst", file, &columns).unwrap();
    assert_eq!((log.days.len(), log.unreadable.len()), (39, 0));
    let documents = policy::packs::Shelf::Embedded.documents("full").unwrap();
    let routing = documents.iter().find_map(|it| policy::model::Routing::of(&it.document.body)).unwrap();
    let channels = documents.iter().find_map(|it| policy::model::Channels::of(&it.document.body)).unwrap();
    let plan = Plan::new(routing.clone(), channels);
    let calls: Vec<_> = log.days.values().flatten().cloned().collect();
    let told = figures(&as_logged(&plan, &calls), Span(20_000));
    assert_eq!((told.offered, told.answered, told.abandoned, told.in_time), (44_423, 37_825, 6_598, 21_253));
    assert!((told.speed_of_answer.unwrap() - 54.289).abs() < 1e-3, "{told:?}");
}
