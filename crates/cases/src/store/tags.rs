//! Tags. One that was merged into another stays on the cases it was put on; whoever reads goes by the one that stands for it.

use base::ids::{PersonId, TagId};
use base::{Result, Stamp};
use db::{Tx, args};

use super::parties::places;

db::row! {
    /// A tag.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Tag {
        /// Its id.
        pub id: TagId,
        /// What it is called.
        pub name: String,
        /// Its colour, by name.
        pub colour: String,
        /// Who made it.
        pub made_by_id: Option<PersonId>,
        /// When.
        pub made_ms: Stamp,
        /// Since when it is not put on any more.
        pub retired_ms: Option<Stamp>,
        /// The one that stands for it.
        pub into_id: Option<TagId>,
        /// Counts up with each change.
        pub version: i64,
    }
}

const COLUMNS: &str = "id, name, colour, made_by_id, made_ms, retired_ms, into_id, version";

/// More tags than these nobody finds anything by.
const MOST: i64 = 1_000;

/// All tags, those in use first, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Tag>> {
    let sql = format!("SELECT {COLUMNS} FROM cases_tag ORDER BY retired_ms IS NOT NULL, name, id LIMIT $1");
    tx.all(&sql, args![MOST])
}

/// A tag by id.
pub fn by_id(tx: &mut Tx<'_>, id: &TagId) -> Result<Option<Tag>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_tag WHERE id = $1"), args![id])
}

/// Several tags by id.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[TagId]) -> Result<Vec<Tag>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    tx.all(&format!("SELECT {COLUMNS} FROM cases_tag WHERE id IN ({places})"), &given)
}

/// Those of some tags that are in use.
pub fn in_use(tags: &[Tag]) -> Vec<TagId> {
    tags.iter().filter(|it| it.retired_ms.is_none()).map(|it| it.id.clone()).collect()
}

/// The tag in use of this name.
pub fn named(tx: &mut Tx<'_>, name: &str) -> Result<Option<Tag>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_tag WHERE name = $1 AND retired_ms IS NULL"), args![name])
}

/// These tags, and those that were merged into them.
pub fn standing_for(tx: &mut Tx<'_>, ids: &[&str]) -> Result<Vec<String>> {
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    let merged: Vec<(String,)> =
        tx.all(&format!("SELECT id FROM cases_tag WHERE into_id IN ({places}) ORDER BY id LIMIT 1000"), &given)?;
    Ok(ids.iter().map(|it| (*it).to_owned()).chain(merged.into_iter().map(|it| it.0)).collect())
}

/// Adds a tag.
pub fn insert(tx: &mut Tx<'_>, it: &Tag) -> Result<()> {
    tx.send(
        "INSERT INTO cases_tag (id, name, colour, made_by_id, made_ms, retired_ms, into_id, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![it.id, it.name, it.colour, it.made_by_id, it.made_ms, it.retired_ms, it.into_id, it.version],
    )
}

/// Writes a tag that was read as version `seen`; answers whether it still was that one.
pub fn save(tx: &mut Tx<'_>, it: &Tag, seen: i64) -> Result<bool> {
    let saved = tx.run(
        "UPDATE cases_tag SET name = $2, colour = $3, retired_ms = $4, into_id = $5, version = $6
          WHERE id = $1 AND version = $7",
        args![it.id, it.name, it.colour, it.retired_ms, it.into_id, seen + 1, seen],
    )?;
    Ok(saved == 1)
}

/// What was merged into one tag is now merged into another.
pub fn follow(tx: &mut Tx<'_>, from: &TagId, into: &TagId) -> Result<()> {
    tx.send("UPDATE cases_tag SET into_id = $2 WHERE into_id = $1", args![from, into])
}
