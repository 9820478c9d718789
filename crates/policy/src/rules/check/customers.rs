//! Checks of `customers`.

use base::FieldProblem;

use super::Found;
use crate::model::{Choice, Customers, SIGNS, TimeKind};

pub(super) fn check(it: &Customers, found: &mut Found) {
    let signs = &it.duplicates.signs;
    found.range("duplicates.threshold", it.duplicates.threshold, 1, 100_000);
    found.range("duplicates.at_most", it.duplicates.at_most, 1, 200);
    found.ids("duplicates.signs", signs.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in signs.iter().enumerate() {
        found.range(format!("duplicates.signs[{at}].weight"), one.weight, 0, 100_000);
        found.add_if(!SIGNS.contains(&one.id.as_str()), || {
            FieldProblem::new(format!("duplicates.signs[{at}].id"), "policy.unknown_reference")
                .with("id", &one.id)
                .with("of", SIGNS.join(", "))
        });
    }
    found.range("merging.at_most", it.merging.at_most, 2, 200);
    found.range("sheets.most_bytes", it.sheets.most_bytes, 1_000, 60_000_000);
    found.range("sheets.most_rows_in", it.sheets.most_rows_in, 1, 10_000_000);
    found.range("sheets.most_rows_out", it.sheets.most_rows_out, 1, 1_000_000);
    found.timed("sheets.kept_for", it.sheets.kept_for, TimeKind::Wall);
    found.add_if(it.erasure.called.trim().is_empty(), || FieldProblem::new("erasure.called", "policy.empty"));
    let lists: [(&str, &[Choice]); 4] = [
        ("consent.purposes", &it.consent.purposes),
        ("consent.channels", &it.consent.channels),
        ("consent.sources", &it.consent.sources),
        ("erasure.reasons", &it.erasure.reasons),
    ];
    for (path, list) in lists {
        found.some(path, list);
        found.ids(path, list.iter().map(|one| (one.id.as_str(), &one.name)));
    }
}
