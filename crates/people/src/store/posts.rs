//! Posts.

use base::Result;
use base::ids::{PersonId, PostId, UnitId};
use db::{Tx, args};

use crate::model::Post;

const COLUMNS: &str = "id, unit_id, name, kind, active, version, backup_id, second_id";

/// A post.
pub fn post(tx: &mut Tx<'_>, id: &PostId) -> Result<Option<Post>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_post WHERE id = $1"), args![id])
}

/// The posts of a unit, or of all.
pub fn all(tx: &mut Tx<'_>, unit: Option<&UnitId>) -> Result<Vec<Post>> {
    match unit {
        Some(unit) => {
            tx.all(&format!("SELECT {COLUMNS} FROM people_post WHERE unit_id = $1 ORDER BY name, id"), args![unit])
        }
        None => tx.all(&format!("SELECT {COLUMNS} FROM people_post ORDER BY unit_id, name, id"), args![]),
    }
}

/// Adds a post.
pub fn add(tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    tx.send(
        "INSERT INTO people_post (id, unit_id, name, kind, active, version, created_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![post.id, post.unit_id, post.name, post.kind, post.active, post.version, tx.now()],
    )?;
    Ok(())
}

/// Writes a post that was read at `post.version`; answers false when somebody else wrote it first.
pub fn save(tx: &mut Tx<'_>, post: &Post) -> Result<bool> {
    let saved = tx.run(
        "UPDATE people_post SET name = $2, kind = $3, active = $4, version = version + 1 WHERE id = $1 AND version = $5",
        args![post.id, post.name, post.kind, post.active, post.version],
    )?;
    Ok(saved == 1)
}

/// Writes who stands in for whoever holds a post that was read at `post.version`; answers false when somebody else
/// wrote it first.
pub fn save_backups(tx: &mut Tx<'_>, post: &Post) -> Result<bool> {
    let saved = tx.run(
        "UPDATE people_post SET backup_id = $2, second_id = $3, version = version + 1 WHERE id = $1 AND version = $4",
        args![post.id, post.backup_id, post.second_id, post.version],
    )?;
    Ok(saved == 1)
}

/// Who holds a post, by post: those who work here now.
pub fn holders(tx: &mut Tx<'_>) -> Result<Vec<(PostId, PersonId)>> {
    tx.all(
        "SELECT p.post_id, p.id FROM people_person p
          WHERE p.post_id IS NOT NULL AND p.status = 'active' ORDER BY p.post_id, p.login",
        args![],
    )
}
