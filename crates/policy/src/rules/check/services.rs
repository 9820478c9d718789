//! Checks of `services`.

use std::collections::BTreeSet;

use base::FieldProblem;

use super::Found;
use super::approvals::{seats, term};
use super::limits::warnings;
use crate::model::{Choice, Material, ServiceItem, Services};

/// More copies are not asked of anybody.
const COPIES: i64 = 20;

pub(super) fn check(it: &Services, found: &mut Found) {
    found.text("issuer", &it.issuer);
    found.text("appeal", &it.appeal);
    warnings("warnings", &it.warnings, found);
    found.ids("items", it.items.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.items.iter().enumerate() {
        let path = format!("items[{at}]");
        let twin = it.items.iter().take(at).any(|other| (&other.kind, &other.class) == (&one.kind, &one.class));
        found.add_if(twin, || FieldProblem::new(format!("{path}.class"), "policy.twice").with("id", &one.class));
        item(&path, one, found);
    }
}

fn item(path: &str, one: &ServiceItem, found: &mut Found) {
    let choices = |name: &str, list: &[Choice], found: &mut Found| {
        found.ids(&format!("{path}.{name}"), list.iter().map(|it| (it.id.as_str(), &it.name)));
    };
    choices("applicants", &one.applicants, found);
    choices("conditions", &one.conditions, found);
    found.ids(&format!("{path}.materials"), one.materials.iter().map(|it| (it.id.as_str(), &it.name)));
    for (at, it) in one.materials.iter().enumerate() {
        material(&format!("{path}.materials[{at}]"), one, it, found);
    }
    found.ids(&format!("{path}.grounds"), one.grounds.iter().map(|it| (it.id.as_str(), &it.name)));
    for (at, it) in one.grounds.iter().enumerate() {
        found.text(&format!("{path}.grounds[{at}].basis"), &it.basis);
    }
    if let Some(it) = &one.term {
        term(&format!("{path}.term"), it, found);
    }
    if let Some(it) = &one.question {
        seats(&format!("{path}.question.to"), [&it.to], found);
        term(&format!("{path}.question.term"), &it.term, found);
    }
}

fn material(path: &str, of: &ServiceItem, it: &Material, found: &mut Found) {
    found.range(format!("{path}.copies"), it.copies, 0, COPIES);
    found.add_if(!it.original && it.copies == 0 && it.form.is_none(), || {
        FieldProblem::new(path, "policy.material_of_nothing").with("id", &it.id)
    });
    let ids = |list: &'_ [Choice]| -> Vec<String> { list.iter().map(|one| one.id.clone()).collect() };
    for (name, wanted, list) in
        [("applicants", &it.applicants, ids(&of.applicants)), ("only_when", &it.only_when, ids(&of.conditions))]
    {
        let known: BTreeSet<&str> = list.iter().map(String::as_str).collect();
        let named = if name == "applicants" { "applicants" } else { "conditions" };
        found.known(&format!("{path}.{name}"), wanted, named, &known);
    }
}
