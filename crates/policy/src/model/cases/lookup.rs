//! Looking things up in the `cases` policy.

use super::{Asked, AskedWhen, CaseKind, Cases, Class, Field, Flow, Outcome, Pause, Step, StepRole};

/// Fields that every case has, and that forms may therefore ask for without declaring them.
pub const BUILT_IN_FIELDS: [&str; 8] =
    ["subject", "description", "customer", "contact_how", "happened_at", "class", "priority", "evidence"];

/// Whether a list of a rule fits: an empty one fits everything, and `None` fits only an empty one.
pub(crate) fn fits(list: &[String], value: Option<&str>) -> bool {
    list.is_empty() || value.is_some_and(|it| list.iter().any(|one| one == it))
}

impl Cases {
    /// A kind by its id.
    pub fn kind(&self, id: &str) -> Option<&CaseKind> {
        self.kinds.iter().find(|it| it.id == id)
    }

    /// A class by its id.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes.iter().find(|it| it.id == id)
    }

    /// A step by its id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|it| it.id == id)
    }

    /// A pause reason by its id.
    pub fn pause(&self, id: &str) -> Option<&Pause> {
        self.pauses.iter().find(|it| it.id == id)
    }

    /// An outcome by its id, if it is for this kind.
    pub fn outcome(&self, id: &str, kind: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|it| it.id == id && fits(&it.kinds, Some(kind)))
    }

    /// The flow of a kind.
    pub fn flow(&self, kind: &str) -> Option<&Flow> {
        let kind = self.kind(kind)?;
        self.flows.iter().find(|it| it.id == kind.flow)
    }

    /// The steps a case of this kind may go to from a step.
    pub fn moves(&self, kind: &str, from: &str) -> &[String] {
        self.flow(kind).and_then(|it| it.moves.iter().find(|it| it.from == from)).map_or(&[], |it| &it.to)
    }

    /// What a step means to the rules; an unknown step is work.
    pub fn role_of(&self, step: &str) -> StepRole {
        self.step(step).map_or(StepRole::Work, |it| it.role)
    }

    /// The priority of a new case of this kind.
    pub fn priority_of(&self, kind: &str) -> &str {
        self.kind(kind).and_then(|it| it.priority.as_deref()).unwrap_or(&self.default_priority)
    }

    /// A field of this document by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|it| it.id == id)
    }

    /// Everything the forms ask for a case; what one form demands, no other one waives.
    ///
    /// - `holds`: whether another field has a value on which a field depends.
    pub fn asked(&self, kind: &str, class: Option<&str>, holds: impl Fn(&AskedWhen) -> bool) -> Vec<Asked> {
        let mut all: Vec<Asked> = Vec::new();
        let forms = self.forms.iter().filter(|it| fits(&it.kinds, Some(kind)) && fits(&it.classes, class));
        for one in forms.flat_map(|it| &it.fields).filter(|it| it.when.as_ref().is_none_or(&holds)) {
            if let Some(known) = all.iter_mut().find(|it| it.field == one.field) {
                known.required |= one.required;
                known.before_solving |= one.before_solving;
                known.before_closing |= one.before_closing;
            } else {
                all.push(one.clone());
            }
        }
        all
    }

    /// The code of the unit responsible for a case, by the route that names most of it.
    pub fn responsible(&self, kind: &str, class: Option<&str>) -> Option<&str> {
        let routes = self.transfers.routes.iter().filter(|it| fits(&it.kinds, Some(kind)) && fits(&it.classes, class));
        let mut best: Option<(u8, &str)> = None;
        for route in routes {
            let named = u8::from(!route.kinds.is_empty()) + 2 * u8::from(!route.classes.is_empty());
            if best.is_none_or(|(most, _)| named > most) {
                best = Some((named, &route.unit));
            }
        }
        best.map(|(_, unit)| unit)
    }

    /// Whether a case of this kind is closed only after the customer was asked.
    pub fn asks_customer(&self, kind: &str) -> bool {
        fits(&self.feedback.ask_kinds, Some(kind))
    }

    /// Whether a case of this kind, not answered on the spot, needs a promise at once.
    pub fn needs_promise(&self, kind: &str) -> bool {
        self.promises.needed && !self.promises.except_kinds.iter().any(|it| it == kind)
    }
}
