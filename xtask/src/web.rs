//! The web packages: installed and built only when something changed.

use std::path::Path;

use crate::machine;
use crate::shell::{self, Done};
use crate::stamp::Stamp;

/// The staff app.
pub const DESK: &str = "web/desk";

/// What visitors see: the widget and the portal.
pub const VISITOR: &str = "web/visitor";

/// Both, each with a file that is there once it is built.
const ALL: [(&str, &str); 2] = [(DESK, "dist/index.html"), (VISITOR, "dist/portal.js")];

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

/// Builds what the program carries inside itself.
pub fn build(log: Option<&Path>) -> Done {
    ALL.into_iter().try_for_each(|(folder, file)| build_one(folder, file, log))
}

fn build_one(folder: &str, file: &str, log: Option<&Path>) -> Done {
    install(folder, log)?;
    let skip = [format!("{folder}/node_modules"), format!("{folder}/dist")];
    let skip = skip.each_ref().map(String::as_str);
    let stamp = Stamp::of(&format!("{}.dist", folder.replace('/', "-")), &[folder], &skip);
    if stamp.is_fresh() && shell::root().join(folder).join(file).is_file() {
        return Ok(());
    }
    script(folder, "build", log)?;
    stamp.keep()
}

/// Runs a script of each package.
pub fn script_of_all(name: &str, log: Option<&Path>) -> Done {
    ALL.into_iter().try_for_each(|(folder, _)| script(folder, name, log))
}

/// Runs a script of the package's own.
pub fn script(folder: &str, name: &str, log: Option<&Path>) -> Done {
    shell::run_or_log(shell::command("npm", &["run", "--silent", name], folder), log)
}
