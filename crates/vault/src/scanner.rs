//! A look at files before they are kept, by a program that guards the house: `clamdscan`, or whatever reads a file.

use std::io::{self, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than this no look may take: somebody waits for it.
const LONGEST: Duration = Duration::from_secs(30);
/// How often it is seen whether the program has ended.
const BEAT: Duration = Duration::from_millis(10);
/// So much of what the program prints is kept.
const MOST_SAID: u64 = 4096;

/// A program that reads a file on its standard input and ends with 0 when it is clean and with 1 when it is not, as
/// `clamdscan --no-summary -` does; any other ending means that it could not look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    program: String,
    args: Vec<String>,
}

impl Scanner {
    /// From a command line, its words between spaces; nothing when it is empty.
    pub fn read(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        Some(Self { program: words.next()?, args: words.collect() })
    }

    /// What the program says is bad about a file; nothing when it is clean.
    ///
    /// # Errors
    /// Fails when the program cannot be started, does not end in time, or could not look.
    pub fn look(&self, content: &[u8]) -> io::Result<Option<String>> {
        let mut command = Command::new(&self.program);
        command.args(&self.args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let (ended, said) = std::thread::scope(|scope| {
            scope.spawn(move || {
                // One that has seen enough closes its end: its verdict counts, not how much it read.
                let _ = to.map(|mut it| it.write_all(content));
            });
            let said = scope.spawn(move || {
                let mut said = String::new();
                let _ = from.map(|it| it.take(MOST_SAID).read_to_string(&mut said));
                said
            });
            let start = Instant::now();
            let ended = loop {
                match child.try_wait() {
                    Ok(None) if start.elapsed() < LONGEST => std::thread::sleep(BEAT),
                    Ok(None) => {
                        child.kill()?;
                        break child.wait();
                    }
                    done => break done.and_then(|it| it.map_or_else(|| child.wait(), Ok)),
                }
            };
            ended.map(|it| (it, said.join().unwrap_or_default()))
        })?;
        match ended.code() {
            Some(0) => Ok(None),
            Some(1) => Ok(Some(said.lines().next().unwrap_or_default().trim().to_owned())),
            _ => Err(io::Error::other(format!("`{}` ended with {ended}", self.program))),
        }
    }
}
