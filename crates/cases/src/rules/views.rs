//! Saved views: with whom they may be shared, who may change them, and whether what they ask for is there.

use base::ids::{PersonId, UnitId};
use serde_json::Value;

use super::answers;
use crate::model::{Asker, Rulebook};
use crate::refused::Refused;

/// Whether somebody may share a view or a template this way; with all only supervisors do.
pub fn check_sharing(who: &Asker, sharing: &str) -> Result<(), Refused> {
    match sharing {
        "own" | "team" => Ok(()),
        "all" if who.supervise.is_some() => Ok(()),
        "all" => Err(Refused::NoRight),
        _ => Err(Refused::BadFilter("sharing")),
    }
}

/// Whether somebody may change a view or a template: their own; one that is shared also whoever supervises its team.
pub fn may_change(who: &Asker, owner: &PersonId, sharing: &str, unit: Option<&UnitId>) -> bool {
    let supervises = || unit.is_some_and(|unit| who.supervise.as_ref().is_some_and(|it| it.has(unit)));
    who.is(Some(owner)) || (sharing != "own" && supervises())
}

/// Whether lists can be narrowed by an answer, `field:value`: the field is marked for it and has the choice.
pub fn is_asked(book: &Rulebook, answer: &str) -> bool {
    let Some((name, value)) = answer.split_once(':') else { return false };
    let field = book.cases.field(name).filter(|it| it.filter);
    field.is_some_and(|it| !it.is.is_chosen() || answers::fits(&one_choice(it), &Value::from(value)))
}

/// A field of several choices, asked for one of them.
fn one_choice(field: &policy::model::Field) -> policy::model::Field {
    policy::model::Field { is: policy::model::FieldType::Choice, ..field.clone() }
}
