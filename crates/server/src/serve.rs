//! The running server: opens the installation, starts the background work, listens, and stops in order.

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use async_nats::ServerAddr;
use base::{Result, Stamp, fault};
use clap::Args;
use tokio::net::TcpListener;
use vault::Scanner;

use crate::cli::Place;
use crate::open::House;
use crate::{app, demo, nodes, wiring};

/// How the server runs.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    place: Place,
    /// Where to listen.
    #[arg(long, env = "HEARTH_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// A NATS server, by which the nodes of one installation on PostgreSQL wake each other.
    #[arg(long, env = "HEARTH_NATS_URL", value_name = "URL")]
    nats_url: Option<String>,
    /// A program that looks at every file before it is kept, such as `clamdscan --no-summary -`: it reads the file on its
    /// standard input and ends with 0 when it is clean, with 1 when it is not.
    #[arg(long, env = "HEARTH_SCAN_FILES", value_name = "COMMAND")]
    scan_files: Option<String>,
    /// Fill an empty installation with a demo organisation.
    #[arg(long)]
    demo: bool,
    /// Log lines as JSON.
    #[arg(long, env = "HEARTH_LOG_JSON")]
    log_json: bool,
}

/// Runs until it is told to stop.
pub fn run(options: &Options) -> Result<ExitCode> {
    log(options.log_json);
    let met = options.nats_url.as_deref().map(nodes::address).transpose()?;
    let house = House::open(&options.place)?;
    if let Some(scanner) = options.scan_files.as_deref().and_then(Scanner::read) {
        house.files.guarded_by(scanner);
    }
    house.db.write_blocking(customers::jobs::begin)?;
    importer::take_up(&house.db, &house.desk, &house.policies, &house.data)?;
    let greeting = if options.demo { demo::fill_if_empty(&house)? } else { None };
    let code = house.db.read_blocking({
        let people = house.people.clone();
        move |tx| people.setup_code(tx)
    })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(fault)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(options.listen).await.map_err(|why| cannot_listen(options.listen, &why))?;
        let address = listener.local_addr().map_err(fault)?;
        greet(address, greeting.as_ref(), code.as_deref())?;
        serve(&house, listener, met).await
    })?;
    // What still runs (an import, say) notes its place and goes on after the next start.
    runtime.shutdown_timeout(Duration::from_secs(5));
    Ok(ExitCode::SUCCESS)
}

fn cannot_listen(address: SocketAddr, why: &std::io::Error) -> base::Failure {
    base::Refusal::new(422, "server.cannot_listen").with("address", address).with("why", why).into()
}

fn log(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("HEARTH_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Set twice only by tests that start several servers; the first one stays.
    let _ = if json { lines.json().try_init() } else { lines.with_target(false).try_init() };
}

/// What whoever started the server needs to begin.
fn greet(address: SocketAddr, demo: Option<&demo::Greeting>, code: Option<&str>) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let mut say = |line: String| writeln!(out, "{line}").map_err(fault);
    say(format!("Hearth 暖台  http://{address}"))?;
    if let Some(it) = demo {
        say(format!("administrator 管理员  {}   password 密码  {}", it.login, it.password))?;
        say(format!("others 其他人员  {}   (same password 同一密码)", it.others.join(" ")))?;
        if let Some(it) = &it.followed {
            say(format!("portal 投诉门户  http://{address}/portal   {} {}", it.number, it.code))?;
        }
    }
    if let Some(code) = code {
        say(format!("set-up code 初始设置码  {code}"))?;
    }
    out.flush().map_err(fault)
}

/// Background work and requests, until the process is told to stop. With the address of a NATS server, it is one node
/// of several.
pub async fn serve(house: &House, listener: TcpListener, met: Option<ServerAddr>) -> Result<()> {
    let running = app::build(house)?;
    let db = &house.db;
    let trust = mail::Trust::of_this_machine();
    let mut work = tokio::task::JoinSet::new();
    for listener in wiring::listeners(house) {
        work.spawn(db::listeners::follow(db.clone(), listener));
    }
    work.spawn(db::timers::run(db.clone(), wiring::timers(house)));
    work.spawn(db::search::keep_up(db.clone()));
    work.spawn(db::outbox::run(db.clone(), channels::api::couriers(db, &house.channels, &trust)));
    work.spawn(channels::api::follow_mailboxes(db.clone(), house.channels.clone(), trust));
    work.spawn(channels::api::hand_on(
        db.clone(),
        house.channels.clone(),
        Arc::clone(&running.hub),
        Arc::clone(&running.relay),
    ));
    if let Some(address) = met {
        let subject = nodes::subject(house)?;
        work.spawn(nodes::join(address, subject, db.clone(), Arc::clone(running.hub.nodes())));
        work.spawn(web::live::share(Arc::clone(&running.hub)));
        work.spawn(channels::api::share(Arc::clone(&running.relay)));
    }
    work.spawn(quality::api::watch(
        db.clone(),
        house.quality.clone(),
        Arc::clone(&running.hub),
        Arc::clone(&running.relay),
    ));
    work.spawn(channels::api::hand_out(db.clone(), house.channels.clone(), Arc::clone(&running.hub), running.relay));
    work.spawn(web::live::pump(db.clone(), running.hub));
    work.spawn(tidy_up(db.clone()));
    let service = running.router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await.map_err(fault)?;
    work.shutdown().await;
    Ok(())
}

/// A command's key is remembered this long.
const KEYS_KEPT: base::Span = base::Span::DAY;

/// Once an hour, forgets what has served its time.
async fn tidy_up(db: db::Db) {
    loop {
        let forgotten = db.write(|tx| db::idempotency::forget(tx, Stamp(tx.now().0) - KEYS_KEPT)).await;
        if let Err(failure) = forgotten {
            tracing::warn!(%failure, "old command keys could not be forgotten");
        }
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
}

/// Ctrl-C, or the signal that service managers send.
async fn told_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut it) => {
                it.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
