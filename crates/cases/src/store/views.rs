//! Saved views of the list, and who has pinned which.

use base::ids::{PersonId, UnitId, ViewId};
use base::{Result, Stamp};
use db::{Tx, args};

use super::parties::places;
use crate::model::{Asker, Sight, ViewList};

db::row! {
    /// A saved view.
    #[derive(Debug, Clone, PartialEq)]
    pub struct View {
        /// Its id.
        pub id: ViewId,
        /// Who made it.
        pub owner_id: PersonId,
        /// The team it is shared with.
        pub unit_id: Option<UnitId>,
        /// Its name.
        pub name: String,
        /// `own`, `team` or `all`.
        pub sharing: String,
        /// The list's query.
        pub query: String,
        /// When it was made.
        pub made_ms: Stamp,
        /// Columns beside those every list has, between commas.
        pub columns: String,
        /// Counts up with each change.
        pub version: i64,
        /// Of which list it is.
        pub list: ViewList,
    }
}

const COLUMNS: &str = "id, owner_id, unit_id, name, sharing, query, made_ms, columns, version, list";

/// The condition that somebody sees a view: their own, their teams', and those of all. The person is `$1`.
fn visible<'v>(given: &mut Vec<db::Value<'v>>, who: &'v Asker) -> String {
    let team = match &who.sight {
        Sight::All => "TRUE".to_owned(),
        Sight::Units(units) => format!("unit_id IN ({})", places(given, units)),
    };
    format!("(owner_id = $1 OR sharing = 'all' OR (sharing = 'team' AND {team}))")
}

/// The views of a list that somebody sees.
pub fn seen(tx: &mut Tx<'_>, who: &Asker, list: ViewList) -> Result<Vec<View>> {
    let mut given = vec![db::Arg::arg(&who.person), db::Arg::arg(&list)];
    let visible = visible(&mut given, who);
    tx.all(
        &format!("SELECT {COLUMNS} FROM cases_view WHERE list = $2 AND {visible} ORDER BY made_ms, id LIMIT 200"),
        &given,
    )
}

/// Of which list a view is, whoever asks.
pub fn list_of(tx: &mut Tx<'_>, id: &ViewId) -> Result<Option<ViewList>> {
    Ok(tx.maybe::<(ViewList,)>("SELECT list FROM cases_view WHERE id = $1", args![id])?.map(|it| it.0))
}

/// A view, if somebody sees it.
pub fn one(tx: &mut Tx<'_>, who: &Asker, id: &ViewId) -> Result<Option<View>> {
    let mut given = vec![db::Arg::arg(&who.person), db::Arg::arg(id)];
    let visible = visible(&mut given, who);
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_view WHERE id = $2 AND {visible}"), &given)
}

/// Adds a view.
pub fn insert(tx: &mut Tx<'_>, it: &View) -> Result<()> {
    tx.send(
        "INSERT INTO cases_view (id, owner_id, unit_id, name, sharing, query, made_ms, columns, version, list)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            it.id,
            it.owner_id,
            it.unit_id,
            it.name,
            it.sharing,
            it.query,
            it.made_ms,
            it.columns,
            it.version,
            it.list
        ],
    )
}

/// Writes a view that was read as version `seen`; answers whether it still was that one.
pub fn save(tx: &mut Tx<'_>, it: &View, seen: i64) -> Result<bool> {
    let saved = tx.run(
        "UPDATE cases_view SET name = $2, sharing = $3, query = $4, columns = $5, version = $6
          WHERE id = $1 AND version = $7",
        args![it.id, it.name, it.sharing, it.query, it.columns, seen + 1, seen],
    )?;
    Ok(saved == 1)
}

/// Takes a view away, from whoever had it pinned as well.
pub fn delete(tx: &mut Tx<'_>, id: &ViewId) -> Result<()> {
    tx.send("DELETE FROM cases_view_pin WHERE view_id = $1", args![id])?;
    tx.send("DELETE FROM cases_view WHERE id = $1", args![id])
}

/// The views somebody has pinned.
pub fn pinned(tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<String>> {
    let found: Vec<(String,)> = tx.all(
        "SELECT view_id FROM cases_view_pin WHERE person_id = $1 ORDER BY pinned_ms, view_id LIMIT 50",
        args![person],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Pins a view, or takes the pin out.
pub fn pin(tx: &mut Tx<'_>, person: &PersonId, view: &ViewId, is_pinned: bool) -> Result<()> {
    if is_pinned {
        let now = tx.now();
        tx.send(
            "INSERT INTO cases_view_pin (person_id, view_id, pinned_ms) VALUES ($1, $2, $3)
             ON CONFLICT (person_id, view_id) DO NOTHING",
            args![person, view, now],
        )
    } else {
        tx.send("DELETE FROM cases_view_pin WHERE person_id = $1 AND view_id = $2", args![person, view])
    }
}
