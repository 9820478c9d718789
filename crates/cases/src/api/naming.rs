//! Ids become names: asked for once, however many rows there are.

use std::collections::{BTreeMap, BTreeSet};

use base::Result;
use base::ids::{CustomerId, PersonId, UnitId};
use db::Tx;

use super::customer;
use super::shown::{CaseRow, Named};
use crate::Desk;
use crate::store::list::Row;

/// The ids that names are wanted for, and the names once asked.
#[derive(Debug, Default)]
pub struct Naming {
    people: BTreeSet<PersonId>,
    units: BTreeSet<UnitId>,
    customers: BTreeSet<CustomerId>,
    person_names: BTreeMap<PersonId, String>,
    unit_names: BTreeMap<UnitId, String>,
    customer_names: BTreeMap<CustomerId, String>,
}

impl Naming {
    /// Wants the names of people.
    pub fn people<'p>(&mut self, ids: impl IntoIterator<Item = &'p PersonId>) -> &mut Self {
        self.people.extend(ids.into_iter().cloned());
        self
    }

    /// Wants the names of units.
    pub fn units<'u>(&mut self, ids: impl IntoIterator<Item = &'u UnitId>) -> &mut Self {
        self.units.extend(ids.into_iter().cloned());
        self
    }

    /// Wants the names of customers, masked.
    pub fn customers<'c>(&mut self, ids: impl IntoIterator<Item = &'c CustomerId>) -> &mut Self {
        self.customers.extend(ids.into_iter().cloned());
        self
    }

    /// Wants the names in rows.
    pub fn rows<'r>(&mut self, rows: impl IntoIterator<Item = &'r Row>) -> &mut Self {
        for row in rows {
            self.people([&row.owner_id, &row.first_owner_id].into_iter().flatten()).units([&row.unit_id]);
            self.customers.extend(row.customer_id.clone());
        }
        self
    }

    /// The masked name of a customer is known already.
    pub fn know(&mut self, id: &CustomerId, name: &str) {
        self.customer_names.insert(id.clone(), name.to_owned());
    }

    /// Asks for all that are not known.
    pub fn ask(&mut self, desk: &Desk, tx: &mut Tx<'_>) -> Result<()> {
        let (people, units) = (Vec::from_iter(self.people.clone()), Vec::from_iter(self.units.clone()));
        (self.person_names, self.unit_names) = people::api::names_of(tx, &people, &units)?;
        let known = &self.customer_names;
        let customers: Vec<&CustomerId> = self.customers.iter().filter(|it| !known.contains_key(it)).collect();
        if !customers.is_empty() {
            self.customer_names.extend(customer::names(desk, tx, &customers)?);
        }
        Ok(())
    }

    /// A person by name.
    pub fn person(&self, id: &PersonId) -> Named {
        Named { id: id.to_string(), name: self.person_names.get(id).cloned().unwrap_or_default() }
    }

    /// A person by name, if there is one.
    pub fn maybe(&self, id: Option<&PersonId>) -> Option<Named> {
        id.map(|it| self.person(it))
    }

    /// A unit by name.
    pub fn unit(&self, id: &UnitId) -> Named {
        Named { id: id.to_string(), name: self.unit_names.get(id).cloned().unwrap_or_default() }
    }

    /// A customer by name, masked.
    pub fn customer(&self, id: &CustomerId) -> Named {
        Named { id: id.to_string(), name: self.customer_names.get(id).cloned().unwrap_or_default() }
    }

    /// A row with names.
    pub fn row(&self, it: Row) -> CaseRow {
        let customer = it.customer_id.map(|id| {
            let name = self.customer_names.get(&id).cloned().unwrap_or_default();
            Named { id: id.into(), name }
        });
        CaseRow {
            owner: self.maybe(it.owner_id.as_ref()),
            unit: self.unit(&it.unit_id),
            first_owner: self.maybe(it.first_owner_id.as_ref()),
            customer,
            id: it.id,
            number: it.number.to_string(),
            subject: it.subject,
            kind: it.kind,
            class: it.class,
            channel: it.channel,
            priority: it.priority,
            step: it.step,
            status: it.status,
            opened_at: it.opened_ms,
            closed_at: it.closed_ms,
            due_at: (it.due_ms < base::Stamp::MAX).then_some(it.due_ms),
            due_target: it.due_target,
            due_half_at: it.due_half_ms,
            due_near_at: it.due_near_ms,
            promise_due_at: it.promise_due_ms,
            to_accept: it.to_accept,
            reopen_count: it.reopen_count,
            repeat_count: it.repeat_count,
            version: it.version,
            source: it.source,
            urge_count: it.urge_count,
            tags: it.tags.0,
            columns: it.fields.map(|it| it.0),
        }
    }
}

/// A case as it stands in a list.
pub fn row_of(case: &crate::model::Case) -> Row {
    let it = case;
    Row {
        to_accept: it.transfer_id.is_some(),
        id: it.id.clone(),
        number: it.number,
        subject: it.subject.clone(),
        kind: it.kind.clone(),
        class: it.class.clone(),
        channel: it.channel.clone(),
        priority: it.priority.clone(),
        step: it.step.clone(),
        status: it.status,
        owner_id: it.owner_id.clone(),
        unit_id: it.unit_id.clone(),
        first_owner_id: it.first_owner_id.clone(),
        customer_id: it.customer_id.clone(),
        opened_ms: it.opened_ms,
        closed_ms: it.closed_ms,
        due_ms: it.due_ms,
        due_target: it.due_target,
        due_half_ms: it.due_half_ms,
        due_near_ms: it.due_near_ms,
        promise_due_ms: it.promise_due_ms,
        reopen_count: it.reopen_count,
        repeat_count: it.repeat_count,
        version: it.version,
        source: it.source.clone(),
        urge_count: it.urge_count,
        tags: it.tags.clone(),
        fields: None,
    }
}
