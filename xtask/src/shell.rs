//! Running other programs, either with the terminal or into a log.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a step did not work, in words for the terminal.
pub type Done<T = ()> = Result<T, String>;

/// The top folder of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A command that runs in `folder` (relative to the top folder). Progress bars and colours are left to terminals.
pub fn command(program: &str, args: &[&str], folder: &str) -> Command {
    let mut it = Command::new(program);
    it.args(args).current_dir(root().join(folder));
    // What Cargo says of this program to itself makes build scripts run anew, and with them half of what is built.
    for (name, _) in std::env::vars_os() {
        let known = name.to_string_lossy();
        if known.starts_with("CARGO_PKG_") || known.starts_with("CARGO_MANIFEST_") {
            it.env_remove(&name);
        }
    }
    it
}

/// Runs with the terminal; fails when the program does.
pub fn run(mut command: Command) -> Done {
    let name = words(&command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` ended with {status}")),
        Err(why) => Err(format!("`{name}` did not start: {why}")),
    }
}

/// Runs without a terminal and gives what was printed on standard output; fails when the program does.
pub fn read(mut command: Command) -> Done<String> {
    let name = words(&command);
    let output = command.stdin(Stdio::null()).output().map_err(|why| format!("`{name}` did not start: {why}"))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|why| format!("`{name}` printed no UTF-8: {why}"));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{name}` ended with {}\n{}", output.status, said.trim()))
}

/// Runs with everything printed going to the end of `log`; fails when the program does.
pub fn logged(mut command: Command, log: &Path) -> Done {
    let open = || File::options().create(true).append(true).open(log);
    let (Ok(out), Ok(err)) = (open(), open()) else {
        return Err(format!("cannot write {}", log.display()));
    };
    command.stdin(Stdio::null()).stdout(out).stderr(err).env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never");
    run(command)
}

/// Whether a program of this name can be started.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|it| it.is_file())
}

/// The command as one would type it.
fn words(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|it| it.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Runs to a log when there is one, else with the terminal.
pub fn run_or_log(command: Command, log: Option<&Path>) -> Done {
    match log {
        Some(log) => logged(command, log),
        None => run(command),
    }
}
