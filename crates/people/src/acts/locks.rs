//! Sign-ins that wait after too many tries: who sees them, and who lets them go on (SEC-2).

use base::{Result, Stamp};
use db::Tx;
use db::events::{About, emit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, Right};

use crate::events::SignInUnlocked;
use crate::refused::Refused;
use crate::store::persons::{self, reaches};
use crate::store::sessions::{self, Locked};

/// So many are shown.
const SHOWN: i64 = 200;

/// A sign-in that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInLock {
    /// Its id.
    pub id: String,
    /// Whose login was tried; nothing for a login that nobody has, and for a place whatever the login.
    pub person_name: Option<String>,
    /// From where; nothing where it was counted from anywhere.
    pub address: Option<String>,
    /// How many tries failed.
    pub failures: i64,
    /// When the next is looked at.
    pub locked_until: Stamp,
}

/// The sign-ins that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInLocks {
    /// The latest to be free first.
    pub items: Vec<SignInLock>,
}

/// Whether the actor may see and end a lock: of a person they change, or, where it is nobody's, anybody who changes
/// people everywhere.
fn concerns(tx: &mut Tx<'_>, actor: &Actor, it: &Locked) -> Result<bool> {
    let Some(person) = &it.person_id else { return Ok(*actor.reaching(Right::EditPeople) == web::Reach::All) };
    let found = persons::person(tx, person)?;
    Ok(found.is_some_and(|it| reaches(actor, Right::EditPeople, &it.unit_id)))
}

/// What waits now, as far as it concerns the actor.
pub fn list(tx: &mut Tx<'_>, actor: &Actor) -> Result<SignInLocks> {
    actor.may(Right::EditPeople)?;
    let mut items = Vec::new();
    for it in sessions::locked(tx, SHOWN)? {
        if !concerns(tx, actor, &it)? {
            continue;
        }
        let person_name = it.person_id.as_ref().map(|id| crate::api::name(tx, id)).transpose()?;
        let (address, failures, locked_until) = (it.address, it.failures, it.until);
        items.push(SignInLock { id: it.tried, person_name, address, failures, locked_until });
    }
    Ok(SignInLocks { items })
}

/// Lets a sign-in go on before its time.
pub fn unlock(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<()> {
    actor.may(Right::EditPeople)?;
    let it = sessions::one_locked(tx, id)?.ok_or(Refused::LockNotFound)?;
    if !concerns(tx, actor, &it)? {
        return Err(Refused::LockNotFound.into());
    }
    sessions::save_tries(tx, id, crate::rules::slowing::Tries::default())?;
    let about = About { person: it.person_id.as_ref(), ..About::default() };
    let event = SignInUnlocked { person: it.person_id.clone(), address: it.address.clone() };
    emit(tx, actor.by(), about, None, &event)
}
