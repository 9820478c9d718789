//! Checks of `complaints` and `escalation`.

use base::FieldProblem;

use super::Found;
use super::approvals::{seats, term};
use super::limits::warnings;
use crate::model::{Complaints, Escalation};

pub(super) fn complaints(it: &Complaints, found: &mut Found) {
    warnings("warnings", &it.warnings, found);
    found.ids("calm", it.calm.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.calm.iter().enumerate() {
        found.text(&format!("calm[{at}].says"), &one.says);
    }
    found.ids("causes", it.causes.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("processes", it.processes.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.processes.iter().enumerate() {
        let path = format!("processes[{at}]");
        for (at, stage) in one.stages.iter().enumerate() {
            term(&format!("{path}.stages[{at}].term"), &stage.term, found);
            let twin = one.stages.iter().take(at).any(|other| other.stage == stage.stage);
            found
                .add_if(twin, || FieldProblem::new(format!("{path}.stages[{at}]"), "policy.twice").with("id", &one.id));
        }
        if let Some(progress) = &one.progress {
            term(&format!("{path}.progress"), progress, found);
        }
    }
}

pub(super) fn escalation(it: &Escalation, found: &mut Found) {
    warnings("warnings", &it.warnings, found);
    found.once("ladders", it.ladders.iter().map(|one| one.id.as_str()));
    for (at, ladder) in it.ladders.iter().enumerate() {
        let path = format!("ladders[{at}].levels");
        found.some(&path, &ladder.levels);
        for (at, rung) in ladder.levels.iter().enumerate() {
            let path = format!("{path}[{at}]");
            found.text(&format!("{path}.name"), &rung.name);
            seats(&format!("{path}.to"), [&rung.to], found);
            term(&format!("{path}.term"), &rung.term, found);
        }
    }
    found.ids("natures", it.natures.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.natures.iter().enumerate() {
        seats(&format!("natures[{at}].to"), [&one.to], found);
        term(&format!("natures[{at}].term"), &one.term, found);
    }
}
