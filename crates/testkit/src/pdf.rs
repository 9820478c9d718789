//! PDFs as others read them: poppler's own programs open what we wrote.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// The text of a PDF; each page ends with a form feed.
///
/// # Panics
/// When `pdftotext` is missing or does not take it.
pub fn text(pdf: &[u8]) -> String {
    ask("pdftotext", &["-layout", "-", "-"], pdf)
}

/// What `pdffonts` says of its fonts.
///
/// # Panics
/// When `pdffonts` is missing or does not take it.
pub fn fonts(pdf: &[u8]) -> String {
    ask("pdffonts", &["-"], pdf)
}

fn ask(program: &str, args: &[&str], pdf: &[u8]) -> String {
    let mut asked = Command::new(program);
    let asked = asked.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut asked = asked.spawn().expect("poppler-utils is installed; `cargo xtask test` sees to it");
    asked.stdin.take().expect("it reads from us").write_all(pdf).expect("it takes the file");
    let said = asked.wait_with_output().expect("it answers");
    let complaint = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.status.success() && complaint.is_empty(), "{program}: {complaint}");
    String::from_utf8(said.stdout).expect("it answers in UTF-8")
}
