//! Checks of the fields and forms in `cases`.

use std::collections::BTreeSet;

use base::FieldProblem;

use super::Found;
use crate::model::{Asked, BUILT_IN_FIELDS, Cases, Field, FieldType};

pub(super) fn check(it: &Cases, kinds: &BTreeSet<&str>, classes: &BTreeSet<&str>, found: &mut Found) {
    let own: BTreeSet<&str> = it.fields.iter().map(|one| one.id.as_str()).collect();
    let fields: BTreeSet<&str> = own.iter().copied().chain(BUILT_IN_FIELDS).collect();
    for (at, form) in it.forms.iter().enumerate() {
        found.known(&format!("forms[{at}].kinds"), &form.kinds, "kinds", kinds);
        found.known(&format!("forms[{at}].classes"), &form.classes, "classes", classes);
        found.known(&format!("forms[{at}].fields"), form.fields.iter().map(|one| &one.field), "fields", &fields);
        for (place, one) in form.fields.iter().enumerate() {
            asked(&format!("forms[{at}].fields[{place}]"), one, it, &own, found);
        }
    }
    for (at, one) in it.fields.iter().enumerate() {
        field(&format!("fields[{at}]"), one, found);
    }
    for (at, view) in it.views.iter().enumerate() {
        found.known(&format!("views[{at}].columns"), &view.columns, "fields", &own);
    }
    for (name, weight) in [("required", it.quality.required), ("later", it.quality.later), ("asked", it.quality.asked)]
    {
        found.range(format!("quality.{name}"), weight, 0, 100);
    }
    found.range("quality.good_permille", it.quality.good_permille.0, 0, 1_000);
    found.range("tags.at_most", it.tags.at_most, 0, 50);
    found.range("bulk.kept_days", it.bulk.kept_days, 1, 3650);
}

/// A field that depends on another one: that one is no personal data, and not itself. A file is there only after intake.
fn asked(path: &str, one: &Asked, it: &Cases, own: &BTreeSet<&str>, found: &mut Found) {
    if let Some(when) = &one.when {
        found.known(&format!("{path}.when.field"), [&when.field], "fields", own);
        found.some(&format!("{path}.when.is"), &when.is);
        let sealed = it.field(&when.field).is_some_and(|it| it.personal);
        found.add_if(sealed || when.field == one.field, || {
            FieldProblem::new(format!("{path}.when.field"), "policy.field_depends").with("id", &when.field)
        });
    }
    let is_file = it.field(&one.field).is_some_and(|it| it.is == FieldType::File);
    found.add_if(one.required && is_file, || {
        FieldProblem::new(format!("{path}.required"), "policy.file_at_intake").with("id", &one.field)
    });
}

fn field(path: &str, it: &Field, found: &mut Found) {
    let choices = format!("{path}.choices");
    found.add_if(it.is.is_chosen() == it.choices.is_empty(), || {
        FieldProblem::new(&choices, "policy.choices_unfit").with("id", &it.id)
    });
    found.ids(&choices, it.choices.iter().map(|one| (one.id.as_str(), &one.name)));
    found.add_if(BUILT_IN_FIELDS.contains(&it.id.as_str()), || {
        FieldProblem::new(format!("{path}.id"), "policy.built_in_field").with("id", &it.id)
    });
    let is_open = !it.is.is_written() || it.filter || it.search || it.begins_with.is_some();
    found.add_if(it.personal && is_open, || {
        FieldProblem::new(format!("{path}.personal"), "policy.personal_field").with("id", &it.id)
    });
    found.add_if(it.filter && !it.is.is_compared(), || {
        FieldProblem::new(format!("{path}.filter"), "policy.field_not_compared").with("id", &it.id)
    });
    let fits = |value: &String| match it.is {
        FieldType::Text | FieldType::LongText => true,
        FieldType::Number | FieldType::Money => value.parse::<i64>().is_ok(),
        FieldType::YesNo => value.parse::<bool>().is_ok(),
        FieldType::Choice => it.choices.iter().any(|one| one.id == *value),
        _ => false,
    };
    found.add_if(it.begins_with.as_ref().is_some_and(|value| !fits(value)), || {
        FieldProblem::new(format!("{path}.begins_with"), "policy.begins_with_unfit").with("id", &it.id)
    });
}
