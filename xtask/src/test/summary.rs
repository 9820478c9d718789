//! What the person reads: one line as each step ends, the log of what failed, the table and the closing line.

use super::counts::Count;
use super::lanes::{Ended, Outcome};
use crate::out;
use crate::shell::Done;

/// One line, and why when it failed.
pub fn tell(it: &Ended) {
    out::say(line(it));
    if let Outcome::Failed(_, why) = &it.outcome {
        out::say(format!("\n──── {} ────\n{}\n────\n", it.name, why.trim_end()));
    }
}

/// The table and the closing line; an error when a step failed or could not run for one that did.
pub fn print(results: &[Ended]) -> Done {
    out::say("\n  step           result   seconds");
    for it in results {
        out::say(line(it));
    }
    let sum = results.iter().fold(Count::default(), |sum, it| sum.plus(count(it)));
    let skipped = if sum.skipped > 0 { format!(", {} skipped", sum.skipped) } else { String::new() };
    out::say(format!("\n{} passed, {} failed{skipped}", sum.passed, sum.failed));
    let bad: Vec<&str> =
        results.iter().filter(|it| matches!(it.outcome, Outcome::Failed(..))).map(|it| it.name).collect();
    if bad.is_empty() { Ok(()) } else { Err(format!("failed: {}", bad.join(", "))) }
}

fn line(it: &Ended) -> String {
    let (word, note) = match &it.outcome {
        Outcome::Passed(count) if count.passed > 1 => ("passed", format!("  {} tests", count.passed)),
        Outcome::Passed(_) => ("passed", String::new()),
        Outcome::Failed(count, _) if count.failed > 1 => ("FAILED", format!("  {} tests", count.failed)),
        Outcome::Failed(..) => ("FAILED", String::new()),
        Outcome::Skipped(why) => ("skipped", format!("  {why}")),
    };
    format!("  {:<14} {word:<8} {:>7.1}{note}", it.name, it.took.as_secs_f64())
}

fn count(it: &Ended) -> Count {
    match &it.outcome {
        Outcome::Passed(count) | Outcome::Failed(count, _) => *count,
        Outcome::Skipped(_) => Count { skipped: 1, ..Count::default() },
    }
}
