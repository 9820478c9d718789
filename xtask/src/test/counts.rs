//! How many tests a step ran, read from the closing lines of its test runner.

/// Tests of one step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Went well.
    pub passed: u64,
    /// Did not.
    pub failed: u64,
    /// Were left out.
    pub skipped: u64,
}

impl Count {
    /// A step that is one check.
    pub fn one(good: bool) -> Self {
        Self { passed: u64::from(good), failed: u64::from(!good), skipped: 0 }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// The sum over the closing lines in `log`, whichever of our test runners wrote them; `None` without any.
pub fn read(log: &str) -> Option<Count> {
    let mut sum: Option<Count> = None;
    for line in log.lines().map(str::trim).filter(|it| is_closing(it)) {
        let count = Count {
            passed: before(line, "passed"),
            failed: before(line, "failed") + before(line, "timed out"),
            skipped: before(line, "skipped") + before(line, "ignored"),
        };
        sum = Some(sum.unwrap_or_default().plus(count));
    }
    sum
}

/// Closing lines of nextest, of cargo's own runner, of Vitest and of Playwright, in this order.
fn is_closing(line: &str) -> bool {
    let alone = |word: &str| line.split(['(', ' ']).filter(|it| !it.is_empty()).nth(1) == Some(word);
    let begins_with_number = line.starts_with(|it: char| it.is_ascii_digit());
    line.starts_with("Summary [")
        || line.starts_with("test result:")
        || line.starts_with("Tests  ")
        || (begins_with_number && ["passed", "failed", "skipped"].iter().any(|it| alone(it)))
}

/// The number that stands just before `word`, or 0.
fn before(line: &str, word: &str) -> u64 {
    let number = line.split_once(&format!(" {word}")).and_then(|(left, _)| left.rsplit([' ', '(']).next());
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
