//! What the tests of the importer need beside a database.

use cases::Desk;
use policy::Policies;
use testkit::TestDb;
use vault::{Files, MasterKey, Vault};

/// A desk over a database.
pub fn desk(it: &TestDb) -> Desk {
    let folder = it.dir.join("files");
    let open = move |tx: &mut db::Tx<'_>| {
        let vault = Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)?;
        let files = Files::new(folder, vault.clone()).map_err(base::fault)?;
        Ok(Desk::new(Policies::new(), vault, files))
    };
    it.db.write_blocking(open).unwrap()
}
