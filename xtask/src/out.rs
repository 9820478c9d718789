//! What is said to the person at the terminal.

use std::fmt::Display;
use std::io::Write;

/// One line on standard output. A closed pipe is nobody listening, not an error.
pub fn say(line: impl Display) {
    let mut to = std::io::stdout().lock();
    drop(writeln!(to, "{line}").and_then(|()| to.flush()));
}

/// One line on standard error.
pub fn warn(line: impl Display) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}
