//! Checks of `routing`.

use base::{FieldProblem, Span};

use super::Found;
use crate::model::{Length, Queue, Routing, TimeKind};

pub(super) fn check(it: &Routing, found: &mut Found) {
    found.timed("acceptance", it.acceptance, TimeKind::Wall);
    found.some("choose", &it.choose);
    for (at, one) in it.choose.iter().enumerate() {
        found.add_if(it.choose.iter().take(at).any(|other| other == one), || {
            FieldProblem::new(format!("choose[{at}]"), "policy.twice").with("id", word(one))
        });
    }
    for (at, one) in it.prefer.iter().enumerate() {
        wall(format!("prefer[{at}].hold"), one.hold, found);
        found.add_if(it.prefer.iter().take(at).any(|other| other.who == one.who), || {
            FieldProblem::new(format!("prefer[{at}].who"), "policy.twice").with("id", word(&one.who))
        });
    }
    found.once("leads", it.leads.iter().map(|one| one.tier.as_str()));
    for (at, one) in it.leads.iter().enumerate() {
        found.id(&format!("leads[{at}].tier"), &one.tier);
        wall(format!("leads[{at}].ahead"), one.ahead, found);
    }
    found.some("queues", &it.queues);
    found.ids("queues", it.queues.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.queues.iter().enumerate() {
        queue(&format!("queues[{at}]"), one, found);
    }
}

/// A length that may be nothing, but runs by the wall clock: whoever waits does so on holidays as well.
fn wall(path: String, length: Length, found: &mut Found) {
    let unfit = !length.fits(TimeKind::Wall) || length.span(Span::DAY) < Span(0);
    found.add_if(unfit, || FieldProblem::new(path, "policy.length_unfit").with("found", length));
}

fn queue(path: &str, it: &Queue, found: &mut Found) {
    found.timed(&format!("{path}.service_level.within"), it.service_level.within, TimeKind::Wall);
    found.share(format!("{path}.service_level.goal_permille"), it.service_level.goal_permille);
    found.once(&format!("{path}.skills"), it.skills.iter().map(|one| one.skill.as_str()));
    for (at, one) in it.skills.iter().enumerate() {
        found.id(&format!("{path}.skills[{at}].skill"), &one.skill);
        found.range(format!("{path}.skills[{at}].level"), one.level, 1, 10);
    }
    let mut before = Span(-1);
    for (at, one) in it.overflow.iter().enumerate() {
        wall(format!("{path}.overflow[{at}].after"), one.after, found);
        let after = one.after.span(Span::DAY);
        found.add_if(after <= before, || {
            FieldProblem::new(format!("{path}.overflow[{at}].after"), "policy.not_later").with("found", one.after)
        });
        found.add_if(one.teams.is_empty() && !one.without_skills, || {
            FieldProblem::new(format!("{path}.overflow[{at}].teams"), "policy.empty")
        });
        before = after;
    }
}

fn word(it: &impl serde::Serialize) -> String {
    serde_json::to_value(it).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}
