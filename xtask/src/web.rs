//! The web packages: installed and built only when something changed.

use std::path::Path;

use crate::machine;
use crate::shell::{self, Done};
use crate::stamp::Stamp;

/// The staff app.
pub const DESK: &str = "web/desk";

/// Installs the packages of `folder` exactly as its lock file says.
pub fn install(folder: &str, log: Option<&Path>) -> Done {
    let lock = format!("{folder}/package-lock.json");
    let stamp = Stamp::of(&format!("{}.packages", folder.replace('/', "-")), &[&lock], &[]);
    if stamp.is_fresh() && shell::root().join(folder).join("node_modules").is_dir() {
        return Ok(());
    }
    machine::node()?;
    shell::run_or_log(shell::command("npm", &["ci", "--no-audit", "--no-fund"], folder), log)?;
    stamp.keep()
}

/// Builds the staff app, which the program carries inside itself.
pub fn build(log: Option<&Path>) -> Done {
    install(DESK, log)?;
    let skip = ["web/desk/node_modules", "web/desk/dist"];
    let stamp = Stamp::of("web-desk.dist", &[DESK], &skip);
    if stamp.is_fresh() && shell::root().join(DESK).join("dist/index.html").is_file() {
        return Ok(());
    }
    script(DESK, "build", log)?;
    stamp.keep()
}

/// Runs a script of the package's own.
pub fn script(folder: &str, name: &str, log: Option<&Path>) -> Done {
    shell::run_or_log(shell::command("npm", &["run", "--silent", name], folder), log)
}
