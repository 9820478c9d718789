//! Checks of `approvals`.

use base::FieldProblem;

use super::Found;
use super::limits::warnings;
use crate::model::{ApprovalAct, ApprovalSubject, Approvals, Seat, Term, TimeKind};

pub(super) fn check(it: &Approvals, found: &mut Found) {
    warnings("warnings", &it.warnings, found);
    found.ids("subjects", it.subjects.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("compensations", it.compensations.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.subjects.iter().enumerate() {
        subject(&format!("subjects[{at}]"), one, found);
    }
}

fn subject(path: &str, one: &ApprovalSubject, found: &mut Found) {
    found.some(&format!("{path}.routes"), &one.routes);
    let most = |at: usize| one.routes.get(at).and_then(|it| it.up_to_fen);
    for (at, route) in one.routes.iter().enumerate() {
        let path = format!("{path}.routes[{at}]");
        if let Some(amount) = route.up_to_fen {
            found.amount(format!("{path}.up_to_fen"), amount);
            found.add_if(one.act != ApprovalAct::Compensation, || {
                FieldProblem::new(format!("{path}.up_to_fen"), "policy.amount_without_money")
            });
        }
        // After a route for any amount none is ever looked at.
        let later = at + 1 < one.routes.len();
        let in_order = match (route.up_to_fen, most(at + 1)) {
            (None, _) => !later,
            (Some(_), None) => true,
            (Some(this), Some(next)) => this < next,
        };
        found.add_if(!in_order, || FieldProblem::new(&path, "policy.out_of_order"));
        for (at, level) in route.levels.iter().enumerate() {
            let path = format!("{path}.levels[{at}]");
            found.text(&format!("{path}.name"), &level.name);
            seats(&path, std::iter::once(&level.by).chain(&level.delegates), found);
            term(&format!("{path}.term"), &level.term, found);
        }
    }
    found.add_if(!one.only_for.is_empty() && one.act != ApprovalAct::Closing, || {
        FieldProblem::new(format!("{path}.only_for"), "policy.outcomes_without_closing")
    });
}

/// Seats name somebody.
pub(super) fn seats<'s>(path: &str, seats: impl IntoIterator<Item = &'s Seat>, found: &mut Found) {
    for seat in seats {
        let (Seat::Role(name) | Seat::Post(name) | Seat::Person(name)) = seat;
        found.add_if(name.trim().is_empty(), || FieldProblem::new(path, "policy.empty"));
    }
}

/// A term has a length that fits how its time runs.
pub(super) fn term(path: &str, it: &Term, found: &mut Found) {
    found.timed(&format!("{path}.within"), it.within, it.time);
    found.add_if(it.calendar.is_some() && it.time == TimeKind::Wall, || {
        FieldProblem::new(format!("{path}.calendar"), "policy.calendar_of_wall_time")
    });
    if let Some(own) = &it.warnings {
        warnings(&format!("{path}.warnings"), own, found);
    }
}
