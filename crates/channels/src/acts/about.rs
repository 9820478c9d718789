//! What a conversation is about: the customer, and the cases.

use base::Result;
use base::ids::{CaseId, ContactId, CustomerId};
use db::Tx;
use web::Actor;

use super::handing::in_hand;
use super::sight;
use super::talk::tell;
use crate::events::{CaseLinked, CaseUnlinked, Recognised};
use crate::handle::Channels;
use crate::refused::Refused;
use crate::store;

/// Links a case that the conversation is about.
///
/// # Errors
/// Refused when the case is out of the person's sight.
pub fn link(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, case: &CaseId) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    let known = cases::api::names(tx, me, std::slice::from_ref(case))?;
    known.get(case).filter(|it| !it.subject.is_empty()).ok_or(Refused::UnknownCase)?;
    if store::parts::link(tx, id, case, me.by())? {
        row.case_count += 1;
        store::conversations::stands(tx, &row)?;
        tell(tx, me.by(), id, &CaseLinked { case: case.clone() })?;
    }
    Ok(())
}

/// Takes a link to a case back.
///
/// # Errors
/// Refused when the conversation is out of the person's sight.
pub fn unlink(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, case: &CaseId) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    if store::parts::unlink(tx, id, case)? {
        row.case_count -= 1;
        store::conversations::stands(tx, &row)?;
        tell(tx, me.by(), id, &CaseUnlinked { case: case.clone() })?;
    }
    Ok(())
}

/// Says which customer a conversation is with; what they say at this entrance is theirs from now on.
///
/// # Errors
/// Refused when there is no such customer.
pub fn recognise(
    of: &Channels,
    tx: &mut Tx<'_>,
    me: &Actor,
    id: &ContactId,
    customer: Option<&CustomerId>,
) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    in_hand(&row, me)?;
    let standing = match customer {
        Some(it) if customers::api::exists(tx, it)? => Some(customers::api::standing(tx, it)?),
        Some(_) => return Err(Refused::UnknownCustomer.into()),
        None => None,
    };
    row.tier = match &standing {
        Some(it) => customers::api::tier(tx, it)?,
        None => None,
    };
    store::parties::recognise(tx, &row.party_id, standing.as_ref())?;
    row.customer_id.clone_from(&standing);
    store::conversations::stands(tx, &row)?;
    tell(tx, me.by(), id, &Recognised { customer: standing })
}
