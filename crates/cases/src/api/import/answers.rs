//! What rows of another system say of the fields of policy: taken over as in live work.

use base::Result;
use base::ids::UnitId;
use db::Tx;
use policy::model::Field;

use super::ImportedEvent;
use crate::Desk;
use crate::api::personal::Personal;
use crate::events::Edited;
use crate::model::{Case, Dims, Fields, Rulebook};
use crate::rules::{answers, stale};

impl Desk {
    /// The fields that policy has for the cases of a unit, or of the whole organisation.
    ///
    /// # Errors
    /// Refused when no policy on cases is in force.
    pub fn fields(&self, tx: &mut Tx<'_>, unit: Option<&UnitId>) -> Result<Vec<Field>> {
        let book = match unit {
            Some(unit) => self.rules().of(tx, unit)?,
            None => self.rules().now(tx)?,
        };
        Ok(book.cases.fields.clone())
    }
}

/// The words of a case's answers by which it is found.
pub(super) fn words(desk: &Desk, tx: &mut Tx<'_>, case: &Case) -> Result<String> {
    if case.fields.0.is_empty() {
        return Ok(String::new());
    }
    Ok(answers::words(&desk.rules().of(tx, &case.unit_id)?.cases, &case.fields.0))
}

/// Whether rows answer fields at all.
pub(super) fn any(events: &[ImportedEvent]) -> bool {
    events.iter().any(|it| !it.answers.is_empty())
}

/// Takes over what the rows answer, in their order. What a new case begins with belongs to its opening; every later
/// change is told as a correction, with the place of its row.
pub(super) fn take(
    desk: &Desk,
    tx: &mut Tx<'_>,
    book: &Rulebook,
    (before, case): (Option<&Case>, &mut Case),
    events: &[ImportedEvent],
) -> Result<Vec<(usize, Edited)>> {
    let mut personal = Personal::of(desk, tx, case)?;
    let mut told = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let given = personal.news(case, &event.answers);
        if given.is_empty() {
            continue;
        }
        let was = case.clone();
        personal.answer(book, &mut case.fields.0, &given);
        personal.put_on(desk, tx, case)?;
        let changes = stale::changes(&was, case);
        if (before.is_some() || at > 0) && !changes.is_empty() {
            told.push((at, Edited { changes, dims: Dims::of(case), quality: None }));
        }
    }
    Ok(told)
}

impl Personal {
    /// Of the answers given, those that are not there already.
    fn news(&self, case: &Case, given: &Fields) -> Fields {
        let known = |name: &String| self.fields.get(name).or_else(|| case.fields.0.get(name));
        given
            .iter()
            .filter(|(name, value)| known(name) != Some(*value))
            .map(|(name, it)| (name.clone(), it.clone()))
            .collect()
    }
}
