//! The files of the project, as the checks see them.

use std::fmt;

use crate::shell::{self, Done};

/// All files that Git knows or would add.
pub struct House {
    /// Ordered by path.
    pub files: Vec<File>,
}

/// One file.
pub struct File {
    /// From the top folder, with forward slashes.
    pub path: String,
    /// Its size in bytes.
    pub size: usize,
    /// What is in it; empty when that is not text.
    pub text: String,
}

/// Something to mend.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl House {
    /// Reads the project's files.
    pub fn read() -> Done<Self> {
        let args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
        let listed = shell::read(shell::command("git", &args, "."))?;
        let mut files = Vec::new();
        for path in listed.split('\0').filter(|it| !it.is_empty()) {
            // A file that Git knows and that is gone is being removed.
            let Ok(bytes) = std::fs::read(shell::root().join(path)) else { continue };
            files.push(File::of(path, bytes));
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// A house of our own making, to try checks on.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| File::of(path, text.as_bytes().to_vec())).collect() }
    }

    /// The file at exactly this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|it| it.path == path)
    }

    /// Files whose name ends so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |it| it.path.ends_with(end))
    }
}

impl File {
    fn of(path: &str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), size: bytes.len(), text: String::from_utf8(bytes).unwrap_or_default() }
    }

    /// The capability this file is of: `cases` for `crates/cases/…`.
    pub fn capability(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// The path inside its crate: `src/rules/close.rs`.
    pub fn inside(&self) -> &str {
        self.path.splitn(3, '/').nth(2).unwrap_or_default()
    }

    /// Whether it is in this room of its crate, or of a part of it: `src/store.rs`, `src/store/…`, `src/report/store.rs`.
    pub fn is_in_room(&self, room: &str) -> bool {
        let Some(rest) = self.inside().strip_prefix("src/") else { return false };
        rest.split('/').any(|it| it == room || it.strip_suffix(".rs") == Some(room))
    }

    /// Whether it is compiled for tests alone.
    pub fn is_test(&self) -> bool {
        let inside = self.inside();
        inside.starts_with("tests/")
            || inside.starts_with("benches/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
            || self.path.ends_with("/testing.rs")
    }

    /// Something to mend here; `line` counts from 1, 0 is the whole file.
    pub fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return write!(f, "{}: {}", self.path, self.what);
        }
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Asserts how many findings a check has, and that the first says `word`.
#[cfg(test)]
pub fn expect(found: &[Finding], many: usize, word: &str) {
    assert_eq!(found.len(), many, "{found:?}");
    if let Some(first) = found.first() {
        assert!(first.to_string().contains(word), "{first}");
    }
}
