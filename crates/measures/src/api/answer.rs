//! A figure with all that belongs beside it.

use std::collections::BTreeMap;

use base::{Result, Stamp};
use db::Tx;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Asked;
use crate::catalogue::Shape;
use crate::house::House;
use crate::model::Dimension;
use crate::rules::compare::{Difference, compare};
use crate::rules::figure::{Sample, estimate};
use crate::rules::local::Grain;
use crate::rules::question::Question;
use crate::rules::series;
use crate::rules::sums::Sums;
use crate::store::read::{self, ByTime};
use crate::store::{percentile, percentile::READABLE};

/// A figure and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Figure {
    /// How many facts it is made of.
    pub n: i64,
    /// Milliseconds, pieces, or a share between 0 and 1; absent when there was nothing to take it of.
    pub value: Option<f64>,
    /// Low end of the 95 % interval; absent for counts.
    pub low: Option<f64>,
    /// High end of the 95 % interval.
    pub high: Option<f64>,
    /// What the number of facts says about it.
    pub sample: Sample,
    /// The median, exact; for means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p50: Option<f64>,
    /// Nine tenths are at most this, exact; for means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p90: Option<f64>,
    /// Nineteen twentieths are at most this, exact; for means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
}

/// The figure of a part of the period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// When the part begins.
    pub at: Stamp,
    /// Its figure.
    #[serde(flatten)]
    pub figure: Figure,
}

/// The figure of one word of a dimension.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Group {
    /// The word or id; empty where there is none.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// Its figure.
    #[serde(flatten)]
    pub figure: Figure,
    /// How it differs from all others together.
    pub against_others: Option<Difference>,
}

/// The period before, and how this one differs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Compared {
    /// When it began.
    pub from: Stamp,
    /// The first moment after it.
    pub to: Stamp,
    /// Its figure.
    #[serde(flatten)]
    pub figure: Figure,
    /// This period less the one before.
    pub difference: Option<Difference>,
}

/// The answer to a question about a metric.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Answer {
    /// The metric.
    pub metric: &'static str,
    /// Its version.
    pub version: u16,
    /// The first moment of the period.
    pub from: Stamp,
    /// The first moment after it: at most the end of today, or of the settled days.
    pub to: Stamp,
    /// How it is cut.
    pub grain: Grain,
    /// The time zone whose days count.
    pub zone: String,
    /// Facts after this are not settled yet and left out; only for metrics that settle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_until: Option<Stamp>,
    /// The whole period.
    pub total: Figure,
    /// The period of the same length before.
    pub previous: Option<Compared>,
    /// Each part.
    pub series: Vec<Point>,
    /// Each word of the dimension asked for, the most facts first.
    pub groups: Vec<Group>,
    /// Whether percentiles of the groups were left out because reading them all would take long; ask with
    /// `percentiles=true` for them.
    pub percentiles_left_out: bool,
}

type Percentiles = [Option<f64>; 3];

fn figure(asked: &Asked, sums: &Sums, [p50, p90, p95]: Percentiles) -> Figure {
    let it = estimate(asked.question.metric.shape, sums);
    Figure {
        n: sums.n,
        value: it.value,
        low: it.low,
        high: it.high,
        sample: asked.setting.small.word(sums.n),
        p50,
        p90,
        p95,
    }
}

/// Answers a question.
pub fn answer(tx: &mut Tx<'_>, house: &dyn House, asked: &Asked) -> Result<Answer> {
    let question = &asked.question;
    let (metric, period) = (question.metric, question.period);
    let (found, start) = if asked.something { time(tx, question)? } else { (ByTime::new(), Sums::default()) };
    let sums = series::total(found.values().copied(), start);
    let percentiles = if metric.shape == Shape::Mean && asked.something {
        percentile::of_all(tx, question, sums.n)?
    } else {
        [None; 3]
    };
    let parts = if asked.something { period.parts(&question.zone)? } else { Vec::new() };
    let points = series::parts(metric.shape, period, &parts, &found, start);
    let (groups, percentiles_left_out) = match asked.by {
        Some(by) if asked.something => groups(tx, house, asked, by, &sums)?,
        _ => (Vec::new(), false),
    };
    Ok(Answer {
        metric: metric.id,
        version: metric.version,
        from: period.from,
        to: period.to,
        grain: period.grain,
        zone: question.zone.iana_name().unwrap_or_default().to_owned(),
        settled_until: asked.settled_until,
        total: figure(asked, &sums, percentiles),
        previous: if asked.something { Some(previous(tx, asked, &sums)?) } else { None },
        series: points.iter().map(|(at, it)| Point { at: *at, figure: figure(asked, it, [None; 3]) }).collect(),
        groups,
        percentiles_left_out,
    })
}

fn time(tx: &mut Tx<'_>, question: &Question) -> Result<(ByTime, Sums)> {
    let found = read::by_time(tx, question)?;
    let start = if question.metric.shape == Shape::Level { read::before(tx, question)? } else { Sums::default() };
    Ok((found, start))
}

fn previous(tx: &mut Tx<'_>, asked: &Asked, this: &Sums) -> Result<Compared> {
    let metric = asked.question.metric;
    let period = asked.question.period.previous(&asked.question.zone)?;
    let (found, start) = time(tx, &Question { period, ..asked.question.clone() })?;
    let sums = series::total(found.into_values(), start);
    Ok(Compared {
        from: period.from,
        to: period.to,
        figure: figure(asked, &sums, [None; 3]),
        difference: compare(metric.shape, metric.better, asked.setting.small, this, &sums),
    })
}

fn groups(tx: &mut Tx<'_>, house: &dyn House, asked: &Asked, by: Dimension, all: &Sums) -> Result<(Vec<Group>, bool)> {
    let metric = asked.question.metric;
    let mut found = read::by_word(tx, &asked.question, by)?;
    if metric.shape == Shape::Level {
        for (word, sums) in read::before_by_word(tx, &asked.question, by)? {
            *found.entry(word).or_default() += sums;
        }
    }
    found.retain(|_, it| it.n != 0);
    let wanted = metric.shape == Shape::Mean;
    let left_out = wanted && !asked.percentiles && all.n > READABLE;
    let percentiles = if wanted && !left_out { percentile::by_word(tx, &asked.question, by)? } else { BTreeMap::new() };
    let words: Vec<String> = found.keys().cloned().collect();
    let labels = house.labels(tx, asked.lang, by, &words)?;
    let mut groups: Vec<Group> = found
        .iter()
        .map(|(word, sums)| {
            let mut others = *all;
            others += -*sums;
            Group {
                key: word.clone(),
                label: labels.get(word).unwrap_or(word).clone(),
                figure: figure(asked, sums, percentiles.get(word).copied().unwrap_or_default()),
                // Counts of groups say how big they are, not how good.
                against_others: matches!(metric.shape, Shape::Share | Shape::Mean)
                    .then(|| compare(metric.shape, metric.better, asked.setting.small, sums, &others))
                    .flatten(),
            }
        })
        .collect();
    groups.sort_by(|a, b| b.figure.n.cmp(&a.figure.n).then_with(|| a.key.cmp(&b.key)));
    Ok((groups, left_out))
}
