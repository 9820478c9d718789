//! What somebody wants to know, and from which rows it can be answered.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use crate::catalogue::{Metric, STEP_TIME, Shape};
use crate::model::Dimension;
use crate::refused::Refused;
use crate::rules::local::Grain;
use crate::rules::period::Period;

/// How far the asker sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Everything.
    All,
    /// What belongs to these units.
    Units(Vec<String>),
    /// Only what is counted for this member of staff.
    Person(String),
}

/// A condition: only facts with one of these words.
pub type Condition = (Dimension, Vec<String>);

/// What somebody wants to know.
#[derive(Debug, Clone)]
pub struct Question {
    /// Of which metric.
    pub metric: &'static Metric,
    /// When.
    pub period: Period,
    /// Only facts that meet all of these.
    pub conditions: Vec<Condition>,
    /// How far the asker sees.
    pub sight: Sight,
    /// The time zone whose days count.
    pub zone: TimeZone,
}

/// Where the answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The sums of this dimension; `None` when they are not told apart except by unit.
    Sums(Option<Dimension>),
    /// The facts themselves.
    Facts,
}

impl Question {
    /// Sums tell facts apart by unit and one dimension more; everything finer is counted from the facts. Sums per hour
    /// are kept for levels only, not told apart by a dimension.
    pub fn source(&self, by: Option<Dimension>) -> Source {
        let mine = matches!(self.sight, Sight::Person(_)).then_some(Dimension::Person);
        let asked = self.conditions.iter().map(|(it, _)| *it).chain(by).chain(mine);
        let dimensions: BTreeSet<Dimension> = asked.filter(|it| *it != Dimension::Unit).collect();
        let mut rest = dimensions.into_iter();
        let hours = self.period.grain == Grain::Hour;
        match (rest.next(), rest.next()) {
            (None, _) if !hours || self.metric.shape == Shape::Level => Source::Sums(None),
            (Some(one), None) if !hours => Source::Sums(Some(one)),
            _ => Source::Facts,
        }
    }
}

/// Conditions written as `kind:complaint,channel:phone`.
pub fn conditions(metric: &'static Metric, text: &str) -> Result<Vec<Condition>, Refused> {
    let parts = text.split(',').map(str::trim).filter(|it| !it.is_empty());
    parts
        .map(|part| {
            let (name, word) = part.split_once(':').ok_or_else(|| Refused::BadCondition(part.to_owned()))?;
            Ok((dimension(metric, name)?, vec![word.to_owned()]))
        })
        .collect()
}

/// The dimension of that name, if the metric is told apart by it.
pub fn dimension(metric: &'static Metric, name: &str) -> Result<Dimension, Refused> {
    let found = Dimension::of(name).ok_or_else(|| Refused::UnknownDimension(name.to_owned()))?;
    if found == Dimension::Step && metric.no != STEP_TIME {
        return Err(Refused::NotToldApart { metric: metric.id, dimension: found.word() });
    }
    Ok(found)
}
