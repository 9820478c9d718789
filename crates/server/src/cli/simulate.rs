//! `hearth simulate`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use base::{Day, Mint, Result, SeededRandom, Span, fault};
use channels::playing::{Figures, Played, as_logged, day, figures, play};
use channels::rules::Plan;
use clap::{Args, Subcommand, ValueEnum};
use importer::calls::{CallColumns, CallLog, read_calls};
use policy::model::{Channels, Document, Routing, Ruling};
use serde::Serialize;
use web::Lang;

use super::{lang, unreadable};

/// What is tried.
#[derive(Debug, Subcommand)]
pub enum Options {
    /// Play the days of a call log against a routing policy: waits and service levels.
    Routing(RoutingOptions),
}

/// Which log, and which policy.
#[derive(Debug, Args)]
pub struct RoutingOptions {
    /// The call log: CSV or XLSX, also packed as .zst or .gz.
    #[arg(long, value_name = "FILE")]
    calls: PathBuf,
    /// Says which column of it is what.
    #[arg(long, value_name = "C.toml")]
    columns: PathBuf,
    /// The routing policy to be tried; that of the pack when left out.
    #[arg(long, value_name = "P.toml")]
    policy: Option<PathBuf>,
    /// The pack that gives the other policies.
    #[arg(long, default_value = "full", value_name = "PACK")]
    pack: String,
    /// One day of the log; all of them when left out, each by itself.
    #[arg(long, value_name = "DAY", value_parser = super::report::day)]
    day: Option<Day>,
    /// Minutes without a call after which somebody is taken to have been away from work.
    #[arg(long, default_value_t = 30, value_name = "MINUTES", value_parser = clap::value_parser!(i64).range(1..=1440))]
    away: i64,
    /// What is not in the log is drawn from this seed; the same seed gives the same figures.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// How it is printed.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// How figures are printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// For programs.
    Json,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let Options::Routing(options) = options;
    let plan = plan(options)?;
    let columns = CallColumns::parse(&text(&options.columns)?).map_err(importer::Refused::Mapping)?;
    let name = options.calls.display().to_string();
    let file = std::fs::File::open(&options.calls).map_err(|it| unreadable(&options.calls, &it))?;
    let log = read_calls(&name, file, &columns)?;
    let lines = lines(&plan, &log, options);
    let mut out = std::io::stdout().lock();
    match options.format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&lines).map_err(fault)?;
            writeln!(out, "{text}").map_err(fault)?;
        }
        Format::Table => table(&mut out, &lines, log.unreadable.len())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|it| unreadable(file, &it))
}

/// The policies of the pack, with the one to be tried in place of its own.
fn plan(options: &RoutingOptions) -> Result<Plan> {
    let unsound = |problems: Vec<base::FieldProblem>| policy::Refused::Invalid(problems);
    let pack = policy::packs::Shelf::Embedded.documents(&options.pack);
    let pack = pack.map_err(|it| unsound(it.into_iter().map(|it| it.problem).collect()))?;
    let mut documents: Vec<Arc<Document>> = pack.into_iter().map(|it| it.document).collect();
    if let Some(file) = &options.policy {
        let read = policy::rules::read(&text(file)?).map_err(|it| unsound(vec![it]))?;
        let problems = policy::rules::validate(&read);
        if !problems.is_empty() {
            return Err(unsound(problems).into());
        }
        documents.insert(0, Arc::new(read));
    }
    let lacks = |kind: policy::model::Kind| unsound(vec![base::FieldProblem::new(kind.as_str(), "policy.empty")]);
    let routing = first::<Routing>(&documents).ok_or_else(|| lacks(Routing::KIND))?;
    let channels = first::<Channels>(&documents).ok_or_else(|| lacks(Channels::KIND))?;
    Ok(Plan::new(routing.clone(), channels))
}

fn first<T: Ruling>(documents: &[Arc<Document>]) -> Option<&T> {
    documents.iter().find_map(|it| T::of(&it.body))
}

/// Figures of one queue and tier, as the log has them or as they would have been.
#[derive(Debug, Serialize)]
struct Line {
    /// Whether the log tells it, or it was played.
    played: bool,
    queue: String,
    /// The tier; all of them when left out.
    tier: Option<String>,
    offered: u64,
    answered: u64,
    abandoned: u64,
    /// The wait of the service level, in seconds.
    within_seconds: i64,
    in_time: u64,
    service_level: Option<f64>,
    goal: f64,
    abandonment: Option<f64>,
    speed_of_answer_seconds: Option<f64>,
    longest_wait_seconds: i64,
    /// How far the waits told were from what they became.
    told_off_by_seconds: Option<f64>,
    told_too_long_by_seconds: Option<f64>,
}

fn lines(plan: &Plan, log: &CallLog, options: &RoutingOptions) -> Vec<Line> {
    let (mut logged, mut played) = (Vec::new(), Vec::new());
    for (at, calls) in log.days.iter().filter(|it| options.day.is_none_or(|day| day == *it.0)) {
        // Each day has a seed of its own, so that one day alone is played as it is among all.
        let seed = options.seed
            ^ u64::from(at.0.to_string().bytes().fold(0_u32, |all, it| all.wrapping_mul(31).wrapping_add(it.into())));
        let mint = Mint::new(SeededRandom::new(seed));
        let day = day(calls, Span::MINUTE.times(options.away), &mint, &mut SeededRandom::new(seed));
        logged.extend(as_logged(plan, calls));
        played.extend(play(plan.clone(), &day, &mint));
    }
    let queues: BTreeSet<usize> = logged.iter().filter_map(|it| it.queue).collect();
    let mut lines = Vec::new();
    for at in queues {
        let of_queue = |it: &&Played| it.queue == Some(at);
        let tiers: BTreeSet<&str> = logged.iter().filter(of_queue).map(tier).collect();
        let each = tiers.iter().copied().filter(|_| tiers.len() > 1).map(Some);
        for one in std::iter::once(None).chain(each) {
            for (is_played, all) in [(false, &logged), (true, &played)] {
                let some = all.iter().filter(of_queue).filter(|it| one.is_none_or(|one| tier(it) == one));
                lines.extend(line(plan, at, one, is_played, some));
            }
        }
    }
    lines
}

/// The tier of a call; `-` where it has none.
fn tier(it: &Played) -> &str {
    it.tier.as_deref().unwrap_or("-")
}

fn line<'p>(
    plan: &Plan,
    at: usize,
    tier: Option<&str>,
    played: bool,
    calls: impl Iterator<Item = &'p Played>,
) -> Option<Line> {
    let queue = plan.queue_at(at)?;
    let within = queue.service_level.within.span(Span::DAY);
    let it: Figures = figures(calls, within);
    Some(Line {
        played,
        queue: queue.id.clone(),
        tier: tier.map(str::to_owned),
        offered: it.offered,
        answered: it.answered,
        abandoned: it.abandoned,
        within_seconds: within.0 / 1000,
        in_time: it.in_time,
        service_level: it.service_level(),
        goal: f64::from(i32::try_from(queue.service_level.goal_permille.0).unwrap_or_default()) / 1000.0,
        abandonment: it.abandonment(),
        speed_of_answer_seconds: it.speed_of_answer,
        longest_wait_seconds: it.longest.0 / 1000,
        told_off_by_seconds: it.told_off_by,
        told_too_long_by_seconds: it.told_too_long_by,
    })
}

/// The headings, and what a line is.
fn words() -> ([&'static str; 10], [&'static str; 2], &'static str) {
    match lang() {
        Lang::Zh => (
            ["队列", "等级", "来源", "来电", "接起", "放弃率", "服务水平", "平均应答", "最长等待", "预计偏差"],
            ["实际", "推演"],
            "无法读取的行",
        ),
        Lang::En => (
            ["queue", "tier", "from", "offered", "answered", "given up", "in time", "answer", "longest", "told off by"],
            ["log", "played"],
            "rows that cannot be read",
        ),
    }
}

fn table(out: &mut impl std::io::Write, lines: &[Line], unreadable: usize) -> Result<()> {
    let (heads, [log, played], left) = words();
    let percent = |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |it| format!("{:.1} %", it * 100.0));
    let seconds = |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |it| format!("{it:.1} s"));
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(lines.iter().map(|it| {
        [
            it.queue.clone(),
            it.tier.clone().unwrap_or_default(),
            if it.played { played } else { log }.to_owned(),
            it.offered.to_string(),
            it.answered.to_string(),
            percent(it.abandonment),
            format!("{} ({} s)", percent(it.service_level), it.within_seconds),
            seconds(it.speed_of_answer_seconds),
            format!("{} s", it.longest_wait_seconds),
            seconds(it.told_off_by_seconds),
        ]
    }));
    measures::report::aligned(&rows, 3, out).map_err(fault)?;
    if unreadable > 0 {
        writeln!(out, "{left}: {unreadable}").map_err(fault)?;
    }
    Ok(())
}
