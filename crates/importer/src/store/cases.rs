//! What is known of each imported case.

use base::Result;
use base::ids::{CaseId, ImportId};
use db::{Arg as _, Json, Tx, args};

use crate::rules::life::Life;

db::row! {
    /// An imported case.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Known {
        /// The case here.
        pub case: CaseId,
        /// The run that wrote to it last.
        pub job: ImportId,
        /// What is known of it.
        pub life: Json<Life>,
    }
}

/// A case of a source by its key there.
pub fn known(tx: &mut Tx<'_>, source: &str, key: &str) -> Result<Option<Known>> {
    tx.maybe("SELECT case_id, job_id, life FROM importer_case WHERE source = $1 AND key = $2", args![source, key])
}

/// Whether any case of a source is known.
pub fn is_any(tx: &mut Tx<'_>, source: &str) -> Result<bool> {
    let found: Option<(String,)> =
        tx.maybe("SELECT key FROM importer_case WHERE source = $1 LIMIT 1", args![source])?;
    Ok(found.is_some())
}

/// Adds cases met for the first time.
pub fn add<'k>(tx: &mut Tx<'_>, source: &str, cases: impl IntoIterator<Item = (&'k str, &'k Known)>) -> Result<()> {
    let rows = cases.into_iter().map(|(key, it)| {
        let row = [source.arg(), key.arg(), it.case.arg(), it.job.arg(), it.life.arg()];
        row.map(db::Value::into_owned).to_vec()
    });
    tx.insert_many("importer_case", &["source", "key", "case_id", "job_id", "life"], rows)?;
    Ok(())
}

/// Writes what is known of a case now.
pub fn update(tx: &mut Tx<'_>, source: &str, key: &str, known: &Known) -> Result<()> {
    tx.send(
        "UPDATE importer_case SET life = $3, job_id = $4 WHERE source = $1 AND key = $2",
        args![source, key, known.life, known.job],
    )?;
    Ok(())
}
