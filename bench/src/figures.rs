//! The figures of a run: said as they come, and written as a table at the end.

use std::fmt;
use std::path::Path;

use crate::said::{Done, say, while_doing};

/// Which way a target lies.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// Measured to be known.
    None,
}

impl Target {
    fn holds(self, value: f64) -> Option<bool> {
        match self {
            Self::AtMost(limit) => Some(value <= limit),
            Self::AtLeast(limit) => Some(value >= limit),
            Self::None => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(it) => write!(f, "≤ {it}"),
            Self::AtLeast(it) => write!(f, "≥ {it}"),
            Self::None => Ok(()),
        }
    }
}

/// The middle of several rounds, and how far apart they were.
#[derive(Debug, Clone, Copy)]
pub struct Rounds {
    /// The median.
    pub median: f64,
    /// The smallest and the largest.
    pub ends: (f64, f64),
}

impl Rounds {
    /// Of these values; there is at least one.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |share| base::stats::quantile(&values, share).unwrap_or(f64::NAN);
        Self { median: at(0.5), ends: (at(0.0), at(1.0)) }
    }
}

impl From<f64> for Rounds {
    fn from(value: f64) -> Self {
        Self { median: value, ends: (value, value) }
    }
}

#[derive(Debug)]
struct Figure {
    what: String,
    unit: &'static str,
    target: Target,
    rounds: Rounds,
    note: String,
}

/// All figures of a run, in the order they came.
#[derive(Debug, Default)]
pub struct Figures {
    lines: Vec<String>,
    missed: usize,
}

impl Figures {
    /// Adds a figure and says it.
    pub fn add(&mut self, what: String, unit: &'static str, target: Target, rounds: impl Into<Rounds>, note: String) {
        let figure = Figure { what, unit, target, rounds: rounds.into(), note };
        self.missed += usize::from(figure.holds() == Some(false));
        self.line(figure.line());
    }

    /// A line that says what the figures after it are about.
    pub fn about(&mut self, what: &str) {
        self.line(format!("| **{what}** | | | | | |"));
    }

    fn line(&mut self, line: String) {
        say(&line);
        self.lines.push(line);
    }

    /// How many targets were missed.
    pub fn missed(&self) -> usize {
        self.missed
    }

    /// Writes the table.
    pub fn write(&self, file: &Path) -> Done {
        let head = "| figure | target | measured | rounds | | |\n|---|---|---|---|---|---|\n";
        std::fs::write(file, format!("{head}{}\n", self.lines.join("\n"))).map_err(while_doing(file.display()))
    }
}

impl Figure {
    fn holds(&self) -> Option<bool> {
        self.target.holds(self.rounds.median)
    }

    fn line(&self) -> String {
        let verdict = match self.holds() {
            Some(true) => "holds",
            Some(false) => "**missed**",
            None => "",
        };
        let (low, high) = self.rounds.ends;
        let rounds =
            if low.to_bits() == high.to_bits() { String::new() } else { format!("{}–{}", Short(low), Short(high)) };
        let (what, target, unit, note) = (&self.what, &self.target, self.unit, &self.note);
        format!("| {what} | {target} | {} {unit} | {rounds} | {verdict} | {note} |", Short(self.rounds.median))
    }
}

/// A number with three digits that matter.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.abs() {
            it if it >= 100.0 => write!(f, "{:.0}", self.0),
            it if it >= 10.0 => write!(f, "{:.1}", self.0),
            it if it >= 1.0 => write!(f, "{:.2}", self.0),
            _ => write!(f, "{:.3}", self.0),
        }
    }
}
