//! Checks of `cases`.

use std::collections::BTreeSet;

use base::FieldProblem;

use super::Found;
use crate::model::{Cases, Flow, StepRole};

pub(super) fn check(it: &Cases, found: &mut Found) {
    lists(it, found);
    let kinds: BTreeSet<&str> = it.kinds.iter().map(|one| one.id.as_str()).collect();
    let classes: BTreeSet<&str> = it.classes.iter().map(|one| one.id.as_str()).collect();
    names(it, &kinds, found);
    super::forms::check(it, &kinds, &classes, found);
    for (at, flow) in it.flows.iter().enumerate() {
        check_flow(&format!("flows[{at}]"), flow, it, found);
    }
    for (at, route) in it.transfers.routes.iter().enumerate() {
        found.known(&format!("transfers.routes[{at}].kinds"), &route.kinds, "kinds", &kinds);
        found.known(&format!("transfers.routes[{at}].classes"), &route.classes, "classes", &classes);
        found.id(&format!("transfers.routes[{at}].unit"), &route.unit);
    }
    for (at, one) in it.outcomes.iter().enumerate() {
        found.known(&format!("outcomes[{at}].kinds"), &one.kinds, "kinds", &kinds);
    }
    found.known("promises.except_kinds", &it.promises.except_kinds, "kinds", &kinds);
    found.known("feedback.ask_kinds", &it.feedback.ask_kinds, "kinds", &kinds);
    amounts(it, found);
}

fn lists(it: &Cases, found: &mut Found) {
    found.some("kinds", &it.kinds);
    found.some("priorities", &it.priorities);
    found.some("outcomes", &it.outcomes);
    found.ids("kinds", it.kinds.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("classes", it.classes.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("priorities", it.priorities.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("steps", it.steps.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("fields", it.fields.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("pauses", it.pauses.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("outcomes", it.outcomes.iter().map(|one| (one.id.as_str(), &one.name)));
    found.once("transfers.routes", it.transfers.routes.iter().map(|one| one.id.as_str()));
    found.once("flows", it.flows.iter().map(|one| one.id.as_str()));
    found.ids("views", it.views.iter().map(|one| (one.id.as_str(), &one.name)));
    found.once("forms", it.forms.iter().map(|one| one.id.as_str()));
}

fn names(it: &Cases, kinds: &BTreeSet<&str>, found: &mut Found) {
    let priorities: BTreeSet<&str> = it.priorities.iter().map(|one| one.id.as_str()).collect();
    let flows: BTreeSet<&str> = it.flows.iter().map(|one| one.id.as_str()).collect();
    found.known("default_priority", [&it.default_priority], "priorities", &priorities);
    for (at, kind) in it.kinds.iter().enumerate() {
        found.known(&format!("kinds[{at}].flow"), [&kind.flow], "flows", &flows);
        found.known(&format!("kinds[{at}].priority"), &kind.priority, "priorities", &priorities);
        found.add_if(!it.outcomes.iter().any(|one| one.kinds.is_empty() || one.kinds.contains(&kind.id)), || {
            FieldProblem::new("outcomes", "policy.no_outcome").with("id", &kind.id)
        });
    }
    for (at, class) in it.classes.iter().enumerate() {
        found.some(&format!("classes[{at}].kinds"), &class.kinds);
        found.known(&format!("classes[{at}].kinds"), &class.kinds, "kinds", kinds);
    }
    for (role, least) in [(StepRole::Work, 1), (StepRole::Confirm, 1), (StepRole::Closed, 1)] {
        let count = it.steps.iter().filter(|one| one.role == role).count();
        found.add_if(count < least || (role == StepRole::Closed && count > 1), || {
            FieldProblem::new("steps", "policy.step_roles")
        });
    }
}

fn check_flow(path: &str, flow: &Flow, it: &Cases, found: &mut Found) {
    let steps: BTreeSet<&str> = it.steps.iter().map(|one| one.id.as_str()).collect();
    found.known(&format!("{path}.first"), [&flow.first], "steps", &steps);
    found.known(&format!("{path}.reopened"), [&flow.reopened], "steps", &steps);
    found.once(&format!("{path}.moves"), flow.moves.iter().map(|one| one.from.as_str()));
    for (at, one) in flow.moves.iter().enumerate() {
        found.known(&format!("{path}.moves[{at}].from"), [&one.from], "steps", &steps);
        found.known(&format!("{path}.moves[{at}].to"), &one.to, "steps", &steps);
        found.some(&format!("{path}.moves[{at}].to"), &one.to);
        found.add_if(it.role_of(&one.from) == StepRole::Closed, || {
            FieldProblem::new(format!("{path}.moves[{at}].from"), "policy.move_after_closing")
        });
    }
    for start in [&flow.first, &flow.reopened] {
        found.add_if(!reaches_closed(flow, it, start), || {
            FieldProblem::new(format!("{path}.moves"), "policy.dead_end").with("id", start)
        });
    }
}

/// Whether a case that starts at a step can ever be closed.
fn reaches_closed(flow: &Flow, it: &Cases, start: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(step) = open.pop() {
        if it.role_of(step) == StepRole::Closed {
            return true;
        }
        if seen.insert(step) {
            let onward = flow.moves.iter().filter(|one| one.from == step).flat_map(|one| &one.to);
            open.extend(onward.map(String::as_str));
        }
    }
    false
}

/// The largest file that a browser sends and a reader opens in good time: a gibibyte.
const LARGEST_FILE: i64 = 1 << 30;

fn amounts(it: &Cases, found: &mut Found) {
    found.range("attachments.at_most_bytes", it.attachments.at_most_bytes, 1, LARGEST_FILE);
    found.once("attachments.types", it.attachments.types.iter().map(String::as_str));
    found.timed("promises.at_most", it.promises.at_most, it.promises.time);
    found.timed("reopening.within", it.reopening.within, it.reopening.time);
    found.timed("repeats.window", it.repeats.window, crate::model::TimeKind::Wall);
    found.some("repeats.same", &it.repeats.same);
    found.range("transfers.returns_before_supervisor", it.transfers.returns_before_supervisor, 0, 20);
    for (at, one) in it.pauses.iter().enumerate() {
        found.some(&format!("pauses[{at}].stops"), &one.stops);
        if let Some(at_most) = one.at_most {
            found.timed(&format!("pauses[{at}].at_most"), at_most, one.time);
        }
    }
}
