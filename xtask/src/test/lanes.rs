//! Two lanes on two cores: Cargo's steps in one, the web's and the machine's in the other.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Site;
use super::counts::Count;
use crate::out;

/// Where a step runs. The steps of one lane run in the order they are listed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Compiles; Cargo lets only one of these run at a time anyway.
    Cargo,
    /// Everything else.
    Other,
}

/// One check.
#[derive(Clone)]
pub struct Step {
    /// As it is called in the table.
    pub name: &'static str,
    /// Where it runs.
    pub lane: Lane,
    /// What must have gone well before, by name.
    pub after: &'static [&'static str],
    /// Does it.
    pub act: fn(&Site) -> Outcome,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Went well.
    Passed(Count),
    /// Did not; why.
    Failed(Count, String),
    /// Was left out; why.
    Skipped(String),
}

/// A step that ended.
#[derive(Debug)]
pub struct Ended {
    /// The step.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took.
    pub took: Duration,
}

/// The steps named in `only` and all that they need; every step when none is named.
pub fn wanted(steps: Vec<Step>, only: &[String]) -> Vec<Step> {
    if only.is_empty() {
        return steps;
    }
    let mut names: Vec<&str> = only.iter().map(String::as_str).collect();
    // A step comes after what it needs, so one walk from the end finds everything.
    for step in steps.iter().rev() {
        if names.contains(&step.name) {
            names.extend(step.after);
        }
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    steps.into_iter().filter(|it| names.iter().any(|name| name == it.name)).collect()
}

/// Runs all steps and tells how each ended, in the order they did.
pub fn run(steps: &[Step], site: &Site) -> Vec<Ended> {
    let board = Board { ended: Mutex::new(Vec::new()), changed: Condvar::new() };
    std::thread::scope(|scope| {
        for lane in [Lane::Cargo, Lane::Other] {
            let board = &board;
            scope.spawn(move || {
                for step in steps.iter().filter(|it| it.lane == lane) {
                    board.walk(step, steps, site);
                }
            });
        }
    });
    board.ended.into_inner().unwrap_or_else(PoisonError::into_inner)
}

struct Board {
    ended: Mutex<Vec<Ended>>,
    changed: Condvar,
}

impl Board {
    /// Waits for what the step needs, runs it, and tells.
    fn walk(&self, step: &Step, steps: &[Step], site: &Site) {
        let missing = self.wait_for(step, steps);
        let start = Instant::now();
        let outcome = if let Some(name) = missing {
            Outcome::Skipped(format!("needs {name}"))
        } else {
            out::say(format!("  {:<14} …", step.name));
            (step.act)(site)
        };
        let ended = Ended { name: step.name, outcome, took: start.elapsed() };
        super::summary::tell(&ended);
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).push(ended);
        self.changed.notify_all();
    }

    /// Returns the first need that did not go well, once all of them ended. What is not part of this run is not waited for.
    fn wait_for(&self, step: &Step, steps: &[Step]) -> Option<&'static str> {
        let needs: Vec<&str> =
            step.after.iter().copied().filter(|name| steps.iter().any(|it| it.name == *name)).collect();
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        while needs.iter().any(|name| ended.iter().all(|it| it.name != *name)) {
            ended = self.changed.wait(ended).unwrap_or_else(PoisonError::into_inner);
        }
        let went_well = |it: &&Ended| matches!(it.outcome, Outcome::Passed(_));
        ended.iter().filter(|it| !went_well(it)).find(|it| needs.contains(&it.name)).map(|it| it.name)
    }
}

#[cfg(test)]
mod tests;
