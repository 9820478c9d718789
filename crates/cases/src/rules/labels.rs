//! What people call the fields of a case, and the steps, outcomes and reasons of the policy.

use base::Param;
use policy::model::Text;

use crate::model::Rulebook;

/// The name of a field that every case has; a field that nobody knows is called what it was sent as.
pub fn built_in(field: &str) -> Param {
    Param::Key(match field {
        "subject" => "cases.field.subject",
        "description" => "cases.field.description",
        "kind" => "cases.field.kind",
        "class" => "cases.field.class",
        "channel" => "cases.field.channel",
        "priority" => "cases.field.priority",
        "step" => "cases.field.step",
        "status" => "cases.field.status",
        "unit_id" => "cases.field.unit",
        "owner_id" => "cases.field.owner",
        "first_owner_id" => "cases.field.first_owner",
        "customer" | "customer_id" => "cases.field.customer",
        "contact_how" => "cases.field.contact_how",
        "fields" => "cases.field.fields",
        "happened_at" => "cases.field.happened_at",
        "due_at" => "cases.field.due_at",
        "promises" => "cases.field.promises",
        "transfer" => "cases.field.transfer",
        "confirmation" => "cases.field.confirmation",
        "outcome" => "cases.field.outcome",
        "tags" => "cases.field.tags",
        "evidence" => "cases.field.evidence",
        unknown => return Param::Plain(unknown.to_owned()),
    })
}

/// The name of a field of the form: that of the policy, or of a field that every case has.
pub fn field(book: &Rulebook, id: &str) -> Param {
    let own = book.cases.fields.iter().find(|it| it.id == id);
    own.map_or_else(|| built_in(id), |it| (&it.name).into())
}

/// The name of a step.
pub fn step(book: &Rulebook, id: &str) -> Param {
    book.cases.step(id).map_or_else(|| Param::Plain(id.to_owned()), |it| (&it.name).into())
}

/// Several names in one.
pub fn list<'t>(names: impl IntoIterator<Item = &'t Text>) -> Param {
    Param::List(names.into_iter().map(Param::from).collect())
}
