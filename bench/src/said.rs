//! What is said to the person at the terminal.

use std::fmt::Display;
use std::io::Write as _;

/// Why a step did not work, in words for the terminal.
pub type Done<T = ()> = Result<T, String>;

/// One line on standard output. A closed pipe is nobody listening, not an error.
pub fn say(line: impl Display) {
    let mut to = std::io::stdout().lock();
    drop(writeln!(to, "{line}").and_then(|()| to.flush()));
}

/// One line on standard error.
pub fn warn(line: impl Display) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// An error with what was being done.
pub fn while_doing<E: Display>(what: impl Display) -> impl FnOnce(E) -> String {
    move |why| format!("{what}: {why}")
}
