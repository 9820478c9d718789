//! What is personal about a case, sealed as one (CUS-2).

use base::ids::CaseId;
use base::{Result, fault};
use db::Tx;
use serde::{Deserialize, Serialize};
use vault::{Place, Purpose, Sealed};

use crate::Desk;
use crate::model::{Case, Fields, Rulebook};

/// What is personal about a case, sealed as one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Personal {
    /// How to reach the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_how: Option<String>,
    /// The answers to personal fields.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub fields: Fields,
}

impl Personal {
    fn place(case: &CaseId) -> Place<'_> {
        Place::new(Purpose::Customer, "cases_case", "sealed", case.as_str())
    }

    /// Opens what is sealed on a case.
    pub fn of(desk: &Desk, tx: &mut Tx<'_>, case: &Case) -> Result<Self> {
        let Some(sealed) = &case.sealed else { return Ok(Self::default()) };
        let plain = desk.vault().open_sealed(tx, &Self::place(&case.id), &Sealed::from_bytes(sealed.clone()))?;
        serde_json::from_str(plain.reveal()).map_err(fault)
    }

    /// Seals it for a case, and writes onto the case what screens may show.
    pub fn put_on(&self, desk: &Desk, tx: &mut Tx<'_>, case: &mut Case) -> Result<()> {
        let masking = desk.customers().masking(tx)?;
        case.contact_masked = self.contact_how.as_deref().map(|it| masking.mask_contact(it));
        for (name, value) in &self.fields {
            let shown = value.as_str().map_or_else(|| "***".to_owned(), |it| masking.mask_contact(it));
            case.fields.0.insert(name.clone(), shown.into());
        }
        case.sealed = None;
        if self.contact_how.is_some() || !self.fields.is_empty() {
            let plain = serde_json::to_string(self).map_err(fault)?;
            case.sealed = Some(desk.vault().seal(tx, &Self::place(&case.id), &plain)?.as_bytes().to_vec());
        }
        Ok(())
    }

    /// Takes over answers, each in place of what was there; null takes one away. What is personal is taken out of those
    /// `shown`, to be sealed; what comes back masked was not changed.
    pub fn answer(&mut self, book: &Rulebook, shown: &mut Fields, given: &Fields) {
        for (name, value) in given {
            if self.fields.contains_key(name) && shown.get(name) == Some(value) {
                continue;
            }
            shown.remove(name);
            self.fields.remove(name);
            if !value.is_null() {
                shown.insert(name.clone(), value.clone());
            }
        }
        shown.retain(|name, _| !self.fields.contains_key(name));
        self.take_fields(book, shown);
    }

    /// Takes the personal answers out of those given, to be sealed.
    pub fn take_fields(&mut self, book: &Rulebook, given: &mut Fields) {
        let personal = book.cases.fields.iter().filter(|it| it.personal && it.is.is_written());
        for field in personal {
            if let Some(value) = given.remove(&field.id) {
                self.fields.insert(field.id.clone(), value);
            }
        }
    }
}
