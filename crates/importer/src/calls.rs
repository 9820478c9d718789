//! Call logs of other systems, read for playing a day again (CHN-8).

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;

use base::{Day, Result, Span, Stamp};
use channels::playing::Logged;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::mapping::{ReadOptions, Wrong};
use crate::read::{Broken, Flow, Row, Taker, each_row};
use crate::refused::Refused;

/// Which column of a call log is what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallColumns {
    /// The channel of all its calls.
    pub channel: String,
    /// The time zone of its times; UTC when left out.
    #[serde(default)]
    pub zone: Option<String>,
    /// The column of the day, as `2026-11-22`.
    pub day: String,
    /// Columns of the time of day at which a call came to the queue, as `9:05:30`; the first that is not midnight.
    pub came: Vec<String>,
    /// The column of the wait, in seconds.
    pub waited: String,
    /// The column of the length of the conversation, in seconds.
    pub talked: String,
    /// The column of what became of it.
    pub outcome: String,
    /// Its words for an answered call.
    pub answered: Vec<String>,
    /// Its words for a call that was given up; without a wait it never came to the queue.
    pub gave_up: Vec<String>,
    /// The column of who answered.
    #[serde(default)]
    pub agent: Option<String>,
    /// Its words for nobody.
    #[serde(default)]
    pub nobody: Vec<String>,
    /// The column of what it was about.
    #[serde(default)]
    pub topic: Option<String>,
    /// The column of the customer's tier.
    #[serde(default)]
    pub tier: Option<String>,
    /// The tiers of policy by its words; others have none.
    #[serde(default)]
    pub tiers: BTreeMap<String, String>,
}

/// A call log as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallLog {
    /// The calls that came to the queue, by day.
    pub days: BTreeMap<Day, Vec<Logged>>,
    /// Lines whose day, time or length cannot be read.
    pub unreadable: Vec<u64>,
}

impl CallColumns {
    /// Reads the text of such a file.
    pub fn parse(text: &str) -> std::result::Result<Self, Wrong> {
        toml::from_str(text).map_err(|it| Wrong::Written(it.to_string()))
    }

    fn zone(&self) -> std::result::Result<TimeZone, Wrong> {
        let name = self.zone.as_deref().unwrap_or("UTC");
        TimeZone::get(name).map_err(|it| Wrong::Written(it.to_string()))
    }

    fn wanted(&self) -> Vec<&str> {
        let own = [&self.day, &self.waited, &self.talked, &self.outcome].into_iter();
        own.chain(&self.came)
            .chain([&self.agent, &self.topic, &self.tier].into_iter().flatten())
            .map(String::as_str)
            .collect()
    }
}

struct Reading<'c> {
    columns: &'c CallColumns,
    zone: TimeZone,
    at: BTreeMap<String, usize>,
    log: CallLog,
}

/// Reads a call log, packed or plain, to its end.
///
/// # Errors
/// Refused when the file cannot be read or lacks a column.
pub fn read_calls(file: &str, input: impl Read + Send + 'static, columns: &CallColumns) -> Result<CallLog> {
    let zone = columns.zone().map_err(Refused::Mapping)?;
    let mut reading = Reading { columns, zone, at: BTreeMap::new(), log: CallLog::default() };
    each_row(input, &ReadOptions::default(), None, &mut reading).map_err(|it| it.of(file))?;
    Ok(reading.log)
}

/// What a row tells.
enum Told {
    Call(Day, Logged),
    Nothing,
}

impl Reading<'_> {
    fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        self.at.get(column).and_then(|at| row.cells.get(*at)).unwrap_or_default().trim()
    }

    /// The call of a row; nothing when a cell cannot be read.
    fn call(&self, row: &Row) -> Option<Told> {
        let is = |words: &[String], column: &str| words.iter().any(|it| it == self.cell(row, column));
        let (answered, gave_up) =
            (is(&self.columns.answered, &self.columns.outcome), is(&self.columns.gave_up, &self.columns.outcome));
        if !answered && !gave_up {
            return Some(Told::Nothing);
        }
        let seconds = |column: &str| self.cell(row, column).parse::<i64>().ok().map(|it| Span(it * 1000));
        let waited = seconds(&self.columns.waited)?;
        if gave_up && waited <= Span(0) {
            return Some(Told::Nothing);
        }
        let day: Day = self.cell(row, &self.columns.day).parse().ok()?;
        let times = self.columns.came.iter().filter_map(|it| time(self.cell(row, it)));
        let came = times.reduce(|first, next| if first == Time::midnight() { next } else { first })?;
        let came = day.0.to_datetime(came).to_zoned(self.zone.clone()).ok()?.timestamp().as_millisecond();
        let agent = self.columns.agent.as_deref().map(|it| self.cell(row, it)).filter(|it| !it.is_empty());
        let agent = agent.filter(|it| !self.columns.nobody.iter().any(|one| one == it));
        let told = |column: &Option<String>| Some(self.cell(row, column.as_deref()?).to_owned());
        let call = Logged {
            came: Stamp(came),
            channel: self.columns.channel.clone(),
            topic: told(&self.columns.topic).filter(|it| !it.is_empty()),
            tier: told(&self.columns.tier).and_then(|it| self.columns.tiers.get(&it).cloned()),
            waited,
            agent: agent.filter(|_| answered).map(str::to_owned),
            answered,
            talked: seconds(&self.columns.talked).filter(|it| answered && *it > Span(0)),
        };
        Some(Told::Call(day, call))
    }
}

/// A time of day; hours may have one digit.
fn time(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|it| it.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    Time::new(hour, minute, parts.next().unwrap_or(Some(0))?, 0).ok()
}

impl Taker for Reading<'_> {
    fn columns(&mut self, columns: &[String]) -> Flow {
        self.at = columns.iter().enumerate().map(|(at, it)| (it.clone(), at)).collect();
        match self.columns.wanted().into_iter().find(|it| !self.at.contains_key(*it)) {
            Some(missing) => {
                Err(base::Failure::from(Refused::Mapping(Wrong::Columns(vec![missing.to_owned()]))).into())
            }
            None => Ok(ControlFlow::Continue(())),
        }
    }

    fn row(&mut self, row: &Row) -> Flow {
        match self.call(row) {
            Some(Told::Call(day, call)) => self.log.days.entry(day).or_default().push(call),
            Some(Told::Nothing) => {}
            None => self.log.unreadable.push(row.line),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn broken(&mut self, line: u64, _: &csv::StringRecord, _: Broken) -> Flow {
        self.log.unreadable.push(line);
        Ok(ControlFlow::Continue(()))
    }
}
