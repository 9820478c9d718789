//! What policy asks of those who stand after it; the server joins them.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Result;
use base::ids::{PersonId, UnitId};
use db::Tx;

use crate::model::Scope;
use crate::what_if::WhatIf;

/// The rest of the house, as far as policy has to do with it.
pub trait House: Send + Sync {
    /// The unit a scope is for, with its name: the company for everybody and for roles; nothing where there is none.
    fn unit(&self, tx: &mut Tx<'_>, scope: &Scope) -> Result<Option<(UnitId, String)>>;

    /// What these people are called; those unknown are left out.
    fn names(&self, tx: &mut Tx<'_>, people: &[PersonId]) -> Result<BTreeMap<PersonId, String>>;

    /// What a draft can be compared by, over the past.
    fn what_ifs(&self) -> &[Arc<dyn WhatIf>];
}
