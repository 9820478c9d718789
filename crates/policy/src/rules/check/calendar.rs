//! Checks of `calendar`.

use base::FieldProblem;

use super::Found;
use crate::model::{Calendars, Length};
use crate::rules::calendar as convert;

pub(super) fn check(it: &Calendars, found: &mut Found) {
    found.add_if(it.calendars.is_empty(), || FieldProblem::new("calendars", "policy.empty"));
    found.add_if(!it.calendars.contains_key(&it.default), || {
        FieldProblem::new("default", "policy.unknown_reference").with("id", &it.default).with("of", "calendars")
    });
    for (id, one) in &it.calendars {
        let path = format!("calendars.{id}");
        found.id(&path, id);
        found.text(&format!("{path}.name"), &one.name);
        let day = format!("{path}.working_day");
        found.length(&day, one.working_day);
        found.add_if(!matches!(one.working_day, Length::Time(_)), || {
            FieldProblem::new(&day, "policy.length_unfit").with("found", one.working_day)
        });
        found.add_if(one.week.days().iter().all(|(_, times)| times.is_empty()), || {
            FieldProblem::new(format!("{path}.week"), "policy.never_open")
        });
        if let Err(problem) = convert(it, id) {
            found.add(problem);
        }
    }
    found.ids("holidays", it.holidays.iter().map(|day| (day.id.as_str(), &day.name)));
    for (at, day) in it.holidays.iter().enumerate() {
        let long = day.off.to < day.off.from || day.off.days().count() >= 60;
        found.add_if(long, || FieldProblem::new(format!("holidays[{at}].off"), "policy.bad_range"));
        let off: Vec<_> = it.holidays.iter().flat_map(|one| one.off.days()).collect();
        for worked in day.worked.iter().filter(|one| off.contains(one)) {
            found.add(FieldProblem::new(format!("holidays[{at}].worked"), "policy.worked_and_off").with("day", worked));
        }
    }
}
