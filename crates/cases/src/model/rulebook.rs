//! The policy of one moment, as the rules of cases ask for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::calendar::Calendar;
use base::{FieldProblem, Span, Stamp};
use jiff::tz::TimeZone;
use policy::model::{Calendars, Cases, Channels, Limits};

/// Everything policy says about cases at one moment, for one part of the organisation.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Kinds, forms, steps, transfers (`cases`).
    pub cases: Cases,
    /// Time limits and their warnings (`limits`).
    pub limits: Limits,
    /// The ways a case comes in (`channels`).
    pub channels: Channels,
    /// The calendars by their ids.
    pub calendars: BTreeMap<String, Working>,
    /// The id of the calendar that holds where none is named.
    pub calendar: String,
    /// Names the version of `cases`; goes with the events.
    pub cases_ref: String,
    /// Names the version of `limits`; goes with the clocks and their events.
    pub limits_ref: String,
}

/// A calendar with the length of a working day.
#[derive(Debug, Clone)]
pub struct Working {
    /// The working times.
    pub calendar: Arc<Calendar>,
    /// How much working time `1wd` is.
    pub day: Span,
}

impl Rulebook {
    /// Makes the calendars of the policy ready to reckon with, and puts all together.
    pub fn new(
        cases: Cases,
        limits: Limits,
        channels: Channels,
        calendars: &Calendars,
        [cases_ref, limits_ref]: [String; 2],
    ) -> Result<Self, FieldProblem> {
        let ready = |id: &String| -> Result<(String, Working), FieldProblem> {
            let calendar = Arc::new(policy::rules::calendar(calendars, id)?);
            Ok((id.clone(), Working { calendar, day: policy::rules::working_day(calendars, id) }))
        };
        let by_id = calendars.calendars.keys().map(ready).collect::<Result<_, _>>()?;
        let calendar = calendars.default.clone();
        Ok(Self { cases, limits, channels, calendars: by_id, calendar, cases_ref, limits_ref })
    }

    /// The time zone of the organisation's days.
    pub fn zone(&self) -> TimeZone {
        self.working(None).map_or(TimeZone::UTC, |it| it.calendar.zone().clone())
    }

    /// A calendar by its id; the default one when none is named, nothing when there is no such calendar.
    pub fn working(&self, id: Option<&str>) -> Option<&Working> {
        self.calendars.get(id.unwrap_or(&self.calendar))
    }

    /// The working time between two moments by the default calendar; wall-clock time when there is none.
    pub fn worked(&self, from: Stamp, to: Stamp) -> Span {
        self.working(None).map_or(to - from, |it| it.calendar.working_between(from, to))
    }
}
