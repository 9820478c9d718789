//! `hearth report`: the process reports, from the database to a table, JSON or CSV.
//!
//! docs/book/src/reports.md lists every figure. The rules lie in [`crate::mining`]; here they get their traces and
//! their lines get a form.

mod labels;
mod refused;
mod show;
mod store;

#[cfg(test)]
mod tests;

use std::io::Write;

use base::{Day, Result, fault};
use db::{Db, Tx};
use jiff::tz::TimeZone;
use web::{Actor, Lang};

use crate::mining::{
    By, Cases, Complaints, Condition, Dim, DirectlyFollows, Events, Grouped, Handovers, Limits, Line, Report,
    Responses, Trace, Variants, local,
};

pub use refused::Refused;
pub use show::{Format, aligned};

/// The reports there are.
pub const NAMES: [&str; 7] = ["cases", "variants", "directly-follows", "handovers", "sla", "complaints", "responses"];

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Question {
    /// The report's name, one of [`NAMES`].
    pub name: String,
    /// The first day on which a case may have begun.
    pub from: Option<Day>,
    /// The last day on which a case may have begun.
    pub to: Option<Day>,
    /// What the cases are told apart by; see [`Dim`].
    pub by: Option<String>,
    /// What every case has to meet; see [`Condition`].
    pub conditions: Vec<String>,
    /// The zone whose calendar counts for live cases; imported logs keep their own wall clock.
    pub zone: TimeZone,
}

impl Question {
    /// A report about all cases.
    pub fn about(name: &str) -> Self {
        let (name, zone) = (name.to_owned(), TimeZone::UTC);
        Self { name, from: None, to: None, by: None, conditions: Vec::new(), zone }
    }
}

/// A report, what it counts, and which cases it is about.
struct Inquiry {
    report: Box<dyn Report + Send>,
    conditions: Vec<Condition>,
    from: Option<Day>,
    to: Option<Day>,
    zone: TimeZone,
    /// Names of attributes, until a case is met that has them: a name that none has is a slip of the pen.
    unheard: Vec<String>,
}

/// What every case may have, whether the cases at hand do or not.
const ALWAYS: [&str; 10] =
    ["kind", "priority", "class", "channel", "unit", "source", "status", "customer", "subject", "description"];

impl Inquiry {
    /// Reads the question; refused when it names a report or a dimension that does not exist.
    fn of(question: &Question) -> std::result::Result<Self, Refused> {
        let dim = |name: &str| name.parse::<Dim>().map_err(|it| Refused::Dimension(it.0));
        let dim = question.by.as_deref().map(|name| Ok((name.to_owned(), dim(name)?))).transpose()?;
        let conditions = question.conditions.iter().map(|it| it.parse::<Condition>());
        let conditions =
            conditions.collect::<std::result::Result<Vec<_>, _>>().map_err(|it| Refused::Condition(it.0))?;
        let by = By { dim, zone: question.zone.clone() };
        let (from, to) = (question.from, question.to);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(Refused::Period);
        }
        let dims = by.dim.iter().map(|it| &it.1).chain(conditions.iter().map(Condition::dim));
        let names = dims.filter_map(|it| if let Dim::Case(name) = it { Some(name.clone()) } else { None });
        let unheard = names.filter(|it| !ALWAYS.contains(&it.as_str())).collect();
        let report = report(&question.name, by, question.to)?;
        Ok(Self { report, conditions, from, to, zone: question.zone.clone(), unheard })
    }

    fn take(&mut self, trace: &Trace) {
        self.unheard.retain(|it| !trace.has(it));
        let day = Day(local(trace, trace.opening(), &self.zone).date());
        let within = self.from.is_none_or(|it| day >= it) && self.to.is_none_or(|it| day <= it);
        if within && self.conditions.iter().all(|it| it.holds(trace, &self.zone)) {
            self.report.take(trace);
        }
    }
}

fn report(name: &str, by: By, to: Option<Day>) -> std::result::Result<Box<dyn Report + Send>, Refused> {
    let grouped = ["cases", "sla", "complaints", "responses"].contains(&name);
    if let Some((dim, _)) = by.dim.as_ref().filter(|_| !grouped) {
        return Err(Refused::NotBy { report: name.to_owned(), dim: dim.clone() });
    }
    Ok(match (name, &by.dim) {
        ("cases", Some((dim, it))) if it.is_of_events() => Box::new(Events::new(dim.clone(), it.clone())),
        ("cases", _) => {
            let until = to.map(|day| (day, by.zone.clone()));
            Box::new(Grouped::new(by, Cases::new(until)))
        }
        ("variants", _) => Box::new(Variants::default()),
        ("directly-follows", _) => Box::new(DirectlyFollows::default()),
        ("handovers", _) => Box::new(Handovers::default()),
        ("sla", _) => Box::new(Grouped::new(by, Limits::default())),
        ("complaints", _) => Box::new(Grouped::new(by, Complaints::default())),
        ("responses", _) => Box::new(Grouped::new(by, Responses::default())),
        _ => return Err(Refused::Report(name.to_owned())),
    })
}

/// Answers a question about the cases within somebody's reach.
pub fn lines(tx: &mut Tx<'_>, actor: &Actor, question: &Question) -> Result<Vec<Line>> {
    let mut inquiry = Inquiry::of(question)?;
    let mut any = false;
    store::each_trace(tx, actor, |trace| {
        any = true;
        inquiry.take(&trace);
    })?;
    match inquiry.unheard.pop().filter(|_| any) {
        Some(name) => Err(Refused::Dimension(name).into()),
        None => Ok(inquiry.report.lines()),
    }
}

/// Answers a question about all cases and writes the answer out, for the command line.
pub fn run(db: &Db, question: Question, format: Format, lang: Lang, out: &mut impl Write) -> Result<()> {
    Inquiry::of(&question)?;
    let name = question.name.clone();
    let lines = db.read_blocking(move |tx| lines(tx, &Actor::system(), &question))?;
    show::write(&name, &lines, format, lang, out).map_err(fault)
}
