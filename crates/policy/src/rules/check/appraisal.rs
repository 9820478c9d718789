//! Checks of `appraisal`.

use std::collections::{BTreeMap, BTreeSet};

use base::FieldProblem;

use super::Found;
use crate::model::{Appraisal, Leaf, Tree};

pub(super) fn check(it: &Appraisal, found: &mut Found) {
    found.some("trees", &it.trees);
    found.some("grades", &it.grades);
    found.some("cycles", &it.cycles);
    found.ids("trees", it.trees.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("grades", it.grades.iter().map(|one| (one.id.as_str(), &one.name)));
    found.ids("cycles", it.cycles.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, tree) in it.trees.iter().enumerate() {
        check_tree(&format!("trees[{at}]"), tree, found);
    }
    let mut roles = BTreeSet::new();
    for (at, role) in it.trees.iter().enumerate().flat_map(|(at, tree)| tree.roles.iter().map(move |it| (at, it))) {
        found.add_if(!roles.insert(role), || {
            FieldProblem::new(format!("trees[{at}].roles"), "policy.twice").with("id", role)
        });
    }
    grades(it, found);
    for (at, one) in it.cycles.iter().enumerate() {
        found.range(format!("cycles[{at}].rating_days"), one.rating_days, 1, 90);
        found.range(format!("cycles[{at}].appeal_days"), one.appeal_days, 1, 90);
    }
    found.range("least_sample", it.least_sample, 1, 1000);
}

fn grades(it: &Appraisal, found: &mut Found) {
    let falling = it.grades.iter().zip(it.grades.iter().skip(1)).all(|(a, b)| a.from_points > b.from_points);
    found.add_if(!falling, || FieldProblem::new("grades", "policy.out_of_order"));
    let last = it.grades.last().is_some_and(|one| one.from_points == 0);
    found.add_if(!last && !it.grades.is_empty(), || FieldProblem::new("grades", "policy.grades_leave_a_gap"));
    for (at, one) in it.grades.iter().enumerate() {
        found.range(format!("grades[{at}].from_points"), one.from_points, 0, 1000);
        found.range(format!("grades[{at}].coefficient_permille"), one.coefficient_permille.0, 0, 5000);
    }
}

fn check_tree(path: &str, tree: &Tree, found: &mut Found) {
    found.some(&format!("{path}.roles"), &tree.roles);
    found.some(&format!("{path}.parts"), &tree.parts);
    found.ids(&format!("{path}.parts"), tree.parts.iter().map(|one| (one.id.as_str(), &one.name)));
    let mut sums: BTreeMap<Option<&str>, i64> = BTreeMap::new();
    for (at, part) in tree.parts.iter().enumerate() {
        let here = format!("{path}.parts[{at}]");
        found.share(format!("{here}.weight_permille"), part.weight_permille);
        *sums.entry(part.under.as_deref()).or_default() += part.weight_permille.0;
        let has_parts = tree.parts.iter().any(|one| one.under.as_ref() == Some(&part.id));
        found.add_if(has_parts == part.from.is_some(), || {
            FieldProblem::new(format!("{here}.from"), "policy.leaf_or_branch").with("id", &part.id)
        });
        let parent = part.under.as_ref().is_none_or(|it| tree.parts.iter().take(at).any(|one| one.id == *it));
        found.add_if(!parent, || {
            FieldProblem::new(format!("{here}.under"), "policy.unknown_reference")
                .with("id", part.under.as_deref().unwrap_or_default())
                .with("of", "parts")
        });
        if let Some(Leaf::Metric { base, target, cap, .. }) = &part.from {
            found.add_if(base == target, || {
                FieldProblem::new(format!("{here}.from.metric.target"), "policy.flat_curve")
            });
            found.range(format!("{here}.from.metric.cap"), *cap, 1, 200);
        }
    }
    for (under, sum) in sums.into_iter().filter(|(_, sum)| *sum != 1000) {
        found.add(
            FieldProblem::new(format!("{path}.parts"), "policy.weights")
                .with("of", under.unwrap_or(&tree.id))
                .with("found", sum),
        );
    }
}
