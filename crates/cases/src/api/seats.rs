//! Who holds the seats that policy names, as seen from a case.

use base::Result;
use base::ids::PersonId;
use db::Tx;
use policy::model::Seat;
use web::Actor;

use super::names;
use crate::model::Case;
use crate::rules::approvals::nearest;

/// Who holds a seat for a case: of a role or post the nearest to the case's unit; where there is nobody, the nearest to
/// the first receiver. Some people are left out.
pub(crate) fn holders(tx: &mut Tx<'_>, case: &Case, seat: &Seat, except: &[PersonId]) -> Result<Vec<PersonId>> {
    let found = seen_from(tx, &case.unit_id, seat)?;
    let near = nearest(&found, except);
    let Some(first) = case.first_owner_id.as_ref().filter(|_| near.is_empty()) else { return Ok(near) };
    let Ok(unit) = names::person(tx, first) else { return Ok(near) };
    let found = seen_from(tx, &unit, seat)?;
    Ok(nearest(&found, except))
}

fn seen_from(tx: &mut Tx<'_>, unit: &base::ids::UnitId, seat: &Seat) -> Result<Vec<(PersonId, i64)>> {
    match seat {
        Seat::Role(role) => people::api::with_role(tx, unit, role),
        Seat::Post(post) => people::api::at_post(tx, unit, post),
        Seat::Person(login) => {
            let found = people::api::by_login(tx, login)?.map(|it| it.id);
            let Some(id) = found else { return Ok(Vec::new()) };
            Ok(names::person(tx, &id).map(|_| vec![(id, 0)]).unwrap_or_default())
        }
    }
}

/// In whose place somebody decides: their own, and that of everybody they stand in for while those are away (PPL-3).
pub(crate) fn stands_for(tx: &mut Tx<'_>, me: &Actor) -> Result<Vec<PersonId>> {
    let (mine, now) = (me.me()?.clone(), tx.now());
    let mut all = people::api::stands_in_for(tx, &mine, now)?;
    all.insert(0, mine);
    Ok(all)
}
