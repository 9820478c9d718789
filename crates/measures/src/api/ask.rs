//! From the words of a request to a question.

use base::{Result, Span, Stamp};
use db::Tx;
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, Lang, Reach, Right};

use crate::catalogue::{self, Metric};
use crate::house::{House, Setting};
use crate::model::Dimension;
use crate::refused::Refused;
use crate::rules::local::{self, Grain};
use crate::rules::period::{Period, moment};
use crate::rules::question::{Question, Sight, conditions, dimension};
use crate::store::edition;

/// The words of a request for a figure.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// The first day or moment; thirty days ago when left out.
    pub from: Option<String>,
    /// The first day or moment after the period; tomorrow when left out.
    pub to: Option<String>,
    /// How the period is cut; days when left out.
    pub grain: Option<Grain>,
    /// What the figure is broken down by: `unit`, `person`, `kind`, `class`, `channel`, `priority` or `step`.
    pub by: Option<String>,
    /// Only what meets all of these, such as `kind:complaint,channel:phone`. A unit stands for all units below it too.
    pub r#where: Option<String>,
    /// Whether the groups get percentiles even where that takes long.
    #[serde(default)]
    pub percentiles: bool,
}

/// A question, ready to be answered.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question; its period ends at the end of today, or where the facts are settled.
    pub question: Question,
    /// Whether anything of the period asked for is left after that.
    pub something: bool,
    /// Broken down by this.
    pub by: Option<Dimension>,
    /// Whether groups get percentiles whatever it takes.
    pub percentiles: bool,
    /// Until when facts are settled, for metrics that settle.
    pub settled_until: Option<Stamp>,
    /// What policy says.
    pub setting: Setting,
    /// The language words are answered in.
    pub lang: Lang,
}

/// How far somebody sees figures.
fn sight(actor: &Actor) -> Sight {
    match actor.reaching(Right::ReadMetrics) {
        Reach::All => Sight::All,
        Reach::Units(units) => Sight::Units(units.iter().map(ToString::to_string).collect()),
        Reach::Own => actor.by().map_or_else(|| Sight::Units(Vec::new()), |it| Sight::Person(it.to_string())),
    }
}

/// Understands a request about a metric.
///
/// # Errors
/// Refused when the metric, a dimension, a condition or the period is not understood.
pub fn ask(tx: &mut Tx<'_>, house: &dyn House, me: &Actor, lang: Lang, id: &str, ask: &Ask) -> Result<Asked> {
    let metric = catalogue::find(id).ok_or_else(|| Refused::UnknownMetric(id.to_owned()))?;
    let setting = house.setting(tx)?;
    let recorded = edition::recorded(tx)?.map_or_else(|| setting.zone.clone(), |it| it.zone);
    let zone = TimeZone::get(&recorded).map_err(base::fault)?;
    let mut conditions = conditions(metric, ask.r#where.as_deref().unwrap_or_default())?;
    for (dimension, words) in &mut conditions {
        if let (Dimension::Unit, [unit]) = (*dimension, words.as_slice()) {
            *words = house.units_below(tx, unit)?;
        }
    }
    let by = ask.by.as_deref().filter(|it| !it.is_empty()).map(|it| dimension(metric, it)).transpose()?;
    let now = tx.now();
    let whole = period(ask, now, &zone)?;
    whole.parts(&zone)?;
    let (end, settled_until) = end(metric, &setting, now, &zone);
    let clipped = whole.before(end, &zone);
    Ok(Asked {
        something: clipped.is_some(),
        question: Question { metric, period: clipped.unwrap_or(whole), conditions, sight: sight(me), zone },
        by,
        percentiles: ask.percentiles,
        settled_until,
        setting,
        lang,
    })
}

fn period(ask: &Ask, now: Stamp, zone: &TimeZone) -> std::result::Result<Period, Refused> {
    let today = local::place(now, zone).day;
    let text = |it: &Option<String>| it.clone().filter(|it| !it.is_empty());
    let to = text(&ask.to).map_or_else(|| Ok(local::day_start(today + 1, zone)), |it| moment(&it, zone))?;
    let from = text(&ask.from).map_or_else(|| Ok(local::day_start(today - 29, zone)), |it| moment(&it, zone))?;
    Period::new(from, to, ask.grain.unwrap_or(Grain::Day), zone)
}

/// Where periods end at the latest: today; for metrics that settle, the last day of which every fact is settled.
fn end(metric: &Metric, setting: &Setting, now: Stamp, zone: &TimeZone) -> (Stamp, Option<Stamp>) {
    let today = local::place(now, zone).day;
    if !metric.settles {
        return (local::day_start(today + 1, zone), None);
    }
    let settle = setting.settle.max(Span(0));
    let settled = local::day_start(local::place(now - settle, zone).day, zone);
    (settled, Some(settled))
}
