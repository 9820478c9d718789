//! From the `calendar` policy to calendars that can reckon.

use base::calendar::{Calendar, Interval};
use base::{Day, FieldProblem, Span};

use crate::model::{Calendars, WorkingTimes};

/// How long a working day is by default when a calendar is not known.
const EIGHT_HOURS: Span = Span(8 * 3_600_000);

/// The length of a working day (`1wd`) of a calendar; eight hours when there is no such calendar.
pub fn working_day(it: &Calendars, id: &str) -> Span {
    it.calendars.get(id).map_or(EIGHT_HOURS, |one| one.working_day.span(EIGHT_HOURS))
}

/// Makes the calendar `id`. The problem names the field that cannot be: a stretch of a day, a date, the zone.
pub fn calendar(it: &Calendars, id: &str) -> Result<Calendar, FieldProblem> {
    let one = it.calendars.get(id).ok_or_else(|| {
        FieldProblem::new("calendars", "policy.unknown_reference").with("id", id).with("of", "calendars")
    })?;
    let path = format!("calendars.{id}");
    let mut week: [Vec<Interval>; 7] = Default::default();
    for (slot, (name, times)) in week.iter_mut().zip(one.week.days()) {
        *slot = intervals(&format!("{path}.week.{name}"), times)?;
    }
    let dates = dates(&path, it, one, &week)?;
    Calendar::new(&it.zone, week, dates).map_err(|bad| match bad {
        base::calendar::BadCalendar::UnknownZone(zone) => {
            FieldProblem::new("zone", "policy.unknown_zone").with("found", zone)
        }
        other => FieldProblem::new(&path, "policy.bad_times").with("found", other),
    })
}

/// The days that differ from the week. Later words win: holidays, then shifted workdays, then single dates.
fn dates(
    path: &str,
    it: &Calendars,
    one: &WorkingTimes,
    week: &[Vec<Interval>; 7],
) -> Result<Vec<(Day, Vec<Interval>)>, FieldProblem> {
    let mut dates = Vec::new();
    if one.keeps_holidays {
        let [monday, ..] = week;
        let shifted = match &one.shifted {
            Some(times) => intervals(&format!("{path}.shifted"), times)?,
            None => monday.clone(),
        };
        dates.extend(it.holidays.iter().flat_map(|day| day.off.days()).map(|day| (day, Vec::new())));
        dates.extend(it.holidays.iter().flat_map(|day| &day.worked).map(|day| (*day, shifted.clone())));
    }
    for (day, times) in &one.dates {
        let field = format!("{path}.dates.{day}");
        let parsed = day.parse().map_err(|_| FieldProblem::new(&field, "policy.bad_times").with("found", day))?;
        dates.push((parsed, intervals(&field, times)?));
    }
    Ok(dates)
}

fn intervals(path: &str, times: &[String]) -> Result<Vec<Interval>, FieldProblem> {
    let bad = |text: &String| FieldProblem::new(path, "policy.bad_times").with("found", text);
    times
        .iter()
        .map(|text| {
            let (from, to) = text.split_once('-').ok_or_else(|| bad(text))?;
            let (from, to) = (minutes(from).ok_or_else(|| bad(text))?, minutes(to).ok_or_else(|| bad(text))?);
            Interval::new(from, to).map_err(|_| bad(text))
        })
        .collect()
}

/// Minutes after midnight of `09:30`; `24:00` is the end of the day.
fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once(':')?;
    let two = |it: &str| if it.len() == 2 { it.parse::<i64>().ok() } else { None };
    let (hour, minute) = (two(hour)?, two(minute)?);
    (minute < 60).then_some(hour * 60 + minute)
}
