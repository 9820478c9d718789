//! Kind `calendar`: when work is done.

use std::collections::BTreeMap;

use base::Day;
use serde::{Deserialize, Serialize};

use super::{Certainty, Length, Text};

/// Working calendars that share one list of holidays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendars {
    /// Time zone, such as `Asia/Shanghai`.
    pub zone: String,
    /// The calendar that holds where none is named.
    pub default: String,
    /// The calendars by id.
    pub calendars: BTreeMap<String, WorkingTimes>,
    /// Days off, and the workdays that are shifted for them (调休).
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

/// One calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingTimes {
    /// What people call it.
    pub name: Text,
    /// How much working time a working day (`1wd`) is.
    pub working_day: Length,
    /// Whether the holidays are off. A hotline that never closes says false.
    pub keeps_holidays: bool,
    /// Working times of a normal week.
    pub week: Week,
    /// Working times of a workday shifted to a weekend (调休); a normal Monday when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shifted: Option<Vec<String>>,
    /// Working times of single days, whatever else is said of them; none: closed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, Vec<String>>,
}

/// Working times of each day, as `09:00-12:00`; a day left out is off.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Week {
    /// Monday.
    pub mon: Vec<String>,
    /// Tuesday.
    pub tue: Vec<String>,
    /// Wednesday.
    pub wed: Vec<String>,
    /// Thursday.
    pub thu: Vec<String>,
    /// Friday.
    pub fri: Vec<String>,
    /// Saturday.
    pub sat: Vec<String>,
    /// Sunday.
    pub sun: Vec<String>,
}

impl Week {
    /// The days, Monday first.
    pub fn days(&self) -> [(&'static str, &[String]); 7] {
        [
            ("mon", &self.mon),
            ("tue", &self.tue),
            ("wed", &self.wed),
            ("thu", &self.thu),
            ("fri", &self.fri),
            ("sat", &self.sat),
            ("sun", &self.sun),
        ]
    }
}

/// A holiday.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its id, such as `2026-spring`.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The days off.
    pub off: DateRange,
    /// Weekend days that are worked instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked: Vec<Day>,
    /// The notice it is taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// From a day to a day, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DateRange {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl DateRange {
    /// Every day of it; at most 60.
    pub fn days(self) -> impl Iterator<Item = Day> {
        std::iter::successors(Some(self.from), |it| Some(it.next())).take_while(move |it| *it <= self.to).take(60)
    }
}
