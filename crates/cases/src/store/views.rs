//! Saved views of the list.

use base::ids::{PersonId, UnitId, ViewId};
use base::{Result, Stamp};
use db::{Tx, args};

use super::parties::places;
use crate::model::{Asker, Sight};

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
    }
}

/// The views somebody sees: their own, their teams', and those of all.
pub fn seen(tx: &mut Tx<'_>, who: &Asker) -> Result<Vec<View>> {
    let mut given = vec![db::Arg::arg(&who.person)];
    let team = match &who.sight {
        Sight::All => "TRUE".to_owned(),
        Sight::Units(units) => format!("unit_id IN ({})", places(&mut given, units)),
    };
    let sql = format!(
        "SELECT id, owner_id, unit_id, name, sharing, query, made_ms FROM cases_view
          WHERE owner_id = $1 OR sharing = 'all' OR (sharing = 'team' AND {team}) ORDER BY made_ms, id LIMIT 200"
    );
    tx.all(&sql, &given)
}

/// Adds a view.
pub fn insert(tx: &mut Tx<'_>, it: &View) -> Result<()> {
    tx.send(
        "INSERT INTO cases_view (id, owner_id, unit_id, name, sharing, query, made_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![it.id, it.owner_id, it.unit_id, it.name, it.sharing, it.query, it.made_ms],
    )?;
    Ok(())
}

/// Takes a view away; answers whether it was there and this person's own.
pub fn delete(tx: &mut Tx<'_>, id: &ViewId, owner: &PersonId) -> Result<bool> {
    Ok(tx.run("DELETE FROM cases_view WHERE id = $1 AND owner_id = $2", args![id, owner])? == 1)
}
