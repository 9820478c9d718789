//! What figures need to know from the rest of the house.

use std::collections::HashMap;
use std::sync::Arc;

use base::{Result, Span};
use db::Tx;
use web::{Actor, Lang};

use crate::model::Dimension;
use crate::rules::figure::SmallSamples;

/// What policy says about figures at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The time zone whose days count, such as `Asia/Shanghai`.
    pub zone: String,
    /// How long after its closing a matter can still turn out to be unsolved; figures that depend on it leave
    /// younger cases out.
    pub settle: Span,
    /// When a sample is small.
    pub small: SmallSamples,
}

/// What people call a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseName {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub subject: String,
}

/// The rest of the house, asked within the transaction.
pub trait House: Send + Sync + 'static {
    /// What policy says now.
    fn setting(&self, tx: &mut Tx<'_>) -> Result<Setting>;
    /// What people call these units, members of staff, kinds ... in a language; a word without a name is left out.
    fn labels(
        &self,
        tx: &mut Tx<'_>,
        lang: Lang,
        dimension: Dimension,
        words: &[String],
    ) -> Result<HashMap<String, String>>;
    /// A unit and all units below it: who asks about a site means its teams too.
    fn units_below(&self, _tx: &mut Tx<'_>, unit: &str) -> Result<Vec<String>> {
        Ok(vec![unit.to_owned()])
    }
    /// What people call these cases; without the subject where the reader does not see the case.
    fn cases(&self, tx: &mut Tx<'_>, me: &Actor, ids: &[String]) -> Result<HashMap<String, CaseName>>;
}

/// The house, shared.
pub type Shared = Arc<dyn House>;
