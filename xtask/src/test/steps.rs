//! The steps themselves, each listed after what it needs.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::Site;
use super::counts::{self, Count};
use super::lanes::{Lane, Outcome, Step};
use crate::mail::MailServers;
use crate::postgres::Postgres;
use crate::shell::{self, Done};
use crate::{audit, e2e, gen_api, hearth, machine, tidy, web};

/// Every step of `cargo xtask test`.
pub fn all() -> Vec<Step> {
    let step = |name, lane, after, act| Step { name, lane, after, act };
    vec![
        step("format", Lane::Cargo, &[], |site| logged(site, "format", |log| cargo(&["fmt", "--all", "--check"], log))),
        step("tidy", Lane::Cargo, &[], |_| plain(tidy::all())),
        step("audit", Lane::Cargo, &[], |site| logged(site, "audit", audit::audit)),
        step("web build", Lane::Other, &[], |site| logged(site, "web build", |log| web::build(Some(log)))),
        step("postgres", Lane::Other, &[], start_postgres),
        step("mail servers", Lane::Other, &[], start_mail),
        step("poppler", Lane::Other, &[], |site| logged(site, "poppler", |log| machine::poppler(Some(log)))),
        step("nats", Lane::Other, &[], |site| logged(site, "nats", |log| machine::nats(Some(log)))),
        step("clippy", Lane::Cargo, &["web build"], |site| logged(site, "clippy", clippy)),
        step("build", Lane::Cargo, &["web build"], |site| logged(site, "build", |log| hearth::build_all(Some(log)))),
        step("web types", Lane::Other, &["web build"], |site| script(site, "web types", "types")),
        step("web lint", Lane::Other, &["web build"], |site| script(site, "web lint", "lint")),
        step("web tests", Lane::Other, &["web build"], |site| script(site, "web tests", "test")),
        step("browser", Lane::Other, &[], |site| logged(site, "browser", browser)),
        step("rust tests", Lane::Cargo, &["build", "postgres", "mail servers", "nats", "poppler"], |site| {
            counted(site, "rust tests", rust_tests)
        }),
        step("api drift", Lane::Other, &["build"], |site| logged(site, "api drift", |log| gen_api::check(Some(log)))),
        step("journeys", Lane::Other, &["build", "browser", "mail servers"], |site| {
            counted(site, "journeys", |site, log| e2e::journeys(about_mail(site), Some(log)))
        }),
        step("figures", Lane::Cargo, &["build"], figures),
    ]
}

fn cargo(args: &[&str], log: &Path) -> Done {
    hearth::cargo(args, Some(log))
}

fn clippy(log: &Path) -> Done {
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], log)
}

/// Everything the journeys need; that they are well typed is told here already.
fn browser(log: &Path) -> Done {
    e2e::prepare(Some(log))?;
    web::script("e2e", "types", Some(log))
}

fn script(site: &Site, step: &str, name: &str) -> Outcome {
    counted(site, step, |_, log| web::script_of_all(name, Some(log)))
}

fn start_postgres(site: &Site) -> Outcome {
    logged(site, "postgres", |log| {
        let server = Postgres::start(Some(log))?;
        *site.postgres.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
        Ok(())
    })
}

/// Where they cannot run, the tests that need them are left out; on the build server that is a failure.
fn start_mail(site: &Site) -> Outcome {
    if !site.strict && !machine::is_root() {
        crate::out::warn("no mail servers: Postfix starts only as root; the tests that need them are left out");
        return Outcome::Passed(Count::default());
    }
    logged(site, "mail servers", |log| {
        let servers = MailServers::start(Some(log))?;
        *site.mail.lock().unwrap_or_else(PoisonError::into_inner) = Some(servers);
        Ok(())
    })
}

/// The mail servers that run, as tests read of them.
fn about_mail(site: &Site) -> Option<String> {
    let servers = site.mail.lock().unwrap_or_else(PoisonError::into_inner);
    servers.as_ref().map(|it| it.about().to_owned())
}

fn rust_tests(site: &Site, log: &Path) -> Done {
    let nextest = shell::find("cargo-nextest").is_some();
    let args: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--no-fail-fast", "--show-progress=none", "--status-level=fail"]
    } else {
        &["test", "--workspace", "--tests", "--no-fail-fast"]
    };
    let mut it = shell::command("cargo", args, ".");
    if let Some(server) = site.postgres.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        it.env("TEST_PG_URL", server.url());
    }
    if let Some(about) = about_mail(site) {
        it.env("TEST_MAIL", about);
    }
    shell::logged(it, log)
}

/// The published figures of real logs, when those logs lie beside the project.
fn figures(site: &Site) -> Outcome {
    let data = shell::root().join("../shared/data");
    let reference = data.join("reference_open.json");
    if !reference.is_file() {
        let why = format!("no reference logs in {}", data.display());
        return if site.strict { Outcome::Failed(Count::one(false), why) } else { Outcome::Skipped(why) };
    }
    logged(site, "figures", |log| {
        let (data, reference) = (data.to_string_lossy(), reference.to_string_lossy());
        cargo(&["xtask", "figures", "--data", &data, "--reference", &reference], log)
    })
}

fn plain(done: Done) -> Outcome {
    match done {
        Ok(()) => Outcome::Passed(Count::one(true)),
        Err(why) => Outcome::Failed(Count::one(false), why),
    }
}

/// A step that is one check and writes a log.
fn logged(site: &Site, name: &str, act: impl FnOnce(&Path) -> Done) -> Outcome {
    let log = log_of(site, name);
    plain(act(&log).map_err(|why| format!("{}{why}", tail(&log))))
}

/// A step that runs tests, counted from its log.
fn counted(site: &Site, name: &str, act: impl FnOnce(&Site, &Path) -> Done) -> Outcome {
    let log = log_of(site, name);
    let done = act(site, &log);
    let found = counts::read(&std::fs::read_to_string(&log).unwrap_or_default());
    match done {
        Ok(()) => Outcome::Passed(found.unwrap_or(Count::one(true))),
        Err(why) => {
            let mut count = found.unwrap_or_default();
            count.failed = count.failed.max(1);
            Outcome::Failed(count, format!("{}{why}", tail(&log)))
        }
    }
}

fn log_of(site: &Site, name: &str) -> PathBuf {
    site.logs.join(format!("{}.log", name.replace(' ', "-")))
}

/// The last part of a log: the whole of it lies in target/xtask/logs.
fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(150);
    lines.iter().skip(from).fold(String::new(), |all, line| all + line + "\n")
}
