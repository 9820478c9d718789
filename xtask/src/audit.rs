//! The dependency audit: what can be told without asking anybody on the network.
//!
//! With cargo-deny installed it does the whole of deny.toml. Without it, licences and sources are checked here against
//! the same file, and so are the licences of the packages that the web app ships.

mod licence;

use std::path::Path;

use serde_json::Value;

use crate::shell::{self, Done};
use crate::{hearth, web};

/// The only place Rust packages may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Fails with every package that deny.toml does not allow.
pub fn audit(log: &Path) -> Done {
    let rules = Rules::read()?;
    let mut bad = web_packages(&rules)?;
    if shell::find("cargo-deny").is_some() {
        let checks = ["deny", "--offline", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"];
        hearth::cargo(&checks, Some(log))?;
    } else {
        bad.extend(rust_packages(&rules)?);
    }
    if bad.is_empty() { Ok(()) } else { Err(bad.join("\n")) }
}

/// The parts of deny.toml that we read ourselves.
struct Rules {
    allow: Vec<String>,
    exceptions: Vec<(String, Vec<String>)>,
}

impl Rules {
    fn read() -> Done<Self> {
        let text =
            std::fs::read_to_string(shell::root().join("deny.toml")).map_err(|why| format!("deny.toml: {why}"))?;
        Self::of(&text)
    }

    fn of(text: &str) -> Done<Self> {
        let all: toml::Table = text.parse().map_err(|why| format!("deny.toml: {why}"))?;
        let licences = all.get("licenses").and_then(|it| it.as_table()).ok_or("deny.toml has no [licenses]")?;
        let list = |it: Option<&toml::Value>| -> Vec<String> {
            let words = it.and_then(|it| it.as_array()).into_iter().flatten();
            words.filter_map(|it| it.as_str().map(str::to_owned)).collect()
        };
        let mut exceptions = Vec::new();
        for it in licences.get("exceptions").and_then(|it| it.as_array()).into_iter().flatten() {
            let name = it.get("crate").and_then(|it| it.as_str()).unwrap_or_default().to_owned();
            exceptions.push((name, list(it.get("allow"))));
        }
        Ok(Self { allow: list(licences.get("allow")), exceptions })
    }

    /// Whether a package of this name may be used under this licence expression.
    fn allow(&self, name: &str, expression: &str) -> bool {
        let own = self.exceptions.iter().filter(|it| it.0 == name).flat_map(|it| &it.1);
        let allowed: Vec<&str> = self.allow.iter().chain(own).map(String::as_str).collect();
        licence::satisfied(expression, &allowed)
    }
}

fn rust_packages(rules: &Rules) -> Done<Vec<String>> {
    let metadata = shell::read(shell::command("cargo", &["metadata", "--format-version", "1", "--locked"], "."))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|why| format!("cargo metadata: {why}"))?;
    Ok(bad_crates(&metadata, rules))
}

fn bad_crates(metadata: &Value, rules: &Rules) -> Vec<String> {
    let mut bad = Vec::new();
    for it in metadata["packages"].as_array().into_iter().flatten() {
        let (name, version) = (it["name"].as_str().unwrap_or_default(), it["version"].as_str().unwrap_or_default());
        let licence = it["license"].as_str().unwrap_or("none stated");
        if !rules.allow(name, licence) {
            bad.push(format!("{name} {version}: licence {licence} is not in deny.toml"));
        }
        if it["source"].as_str().is_some_and(|it| it != REGISTRY) {
            bad.push(format!("{name} {version}: comes from {}", it["source"]));
        }
    }
    bad
}

fn web_packages(rules: &Rules) -> Done<Vec<String>> {
    let file = shell::root().join(web::DESK).join("package-lock.json");
    let text = std::fs::read_to_string(&file).map_err(|why| format!("{}: {why}", file.display()))?;
    let lock: Value = serde_json::from_str(&text).map_err(|why| format!("{}: {why}", file.display()))?;
    Ok(bad_web_packages(&lock, rules))
}

/// Only what people are shipped: packages used for building alone are not.
fn bad_web_packages(lock: &Value, rules: &Rules) -> Vec<String> {
    let mut bad = Vec::new();
    for (path, it) in lock["packages"].as_object().into_iter().flatten() {
        let Some(name) = path.strip_prefix("node_modules/") else { continue };
        let building = it["dev"].as_bool().unwrap_or(false) || it["devOptional"].as_bool().unwrap_or(false);
        let licence = it["license"].as_str().unwrap_or("none stated");
        if !building && !rules.allow(name, licence) {
            bad.push(format!("{name} (web): licence {licence} is not in deny.toml"));
        }
    }
    bad
}

#[cfg(test)]
mod tests;
