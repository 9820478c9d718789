//! Templates of cases and of answers, with every version there ever was.

use base::ids::{PersonId, TemplateId, UnitId};
use base::{Result, Stamp};
use db::{Arg as _, Json, Tx, args};

use super::parties::places;
use crate::model::{Asker, Sight, TemplateSays};

db::row! {
    /// A template.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Template {
        /// Its id.
        pub id: TemplateId,
        /// `case` or `answer`.
        pub sort: String,
        /// Who made it.
        pub owner_id: PersonId,
        /// The team it is shared with.
        pub unit_id: Option<UnitId>,
        /// `own`, `team` or `all`.
        pub sharing: String,
        /// Its name.
        pub name: String,
        /// What it fills in.
        pub says: Json<TemplateSays>,
        /// How many times it was used.
        pub uses: i64,
        /// When it was made.
        pub made_ms: Stamp,
        /// Counts up with each change.
        pub version: i64,
    }
}

db::row! {
    /// A template as it once was.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Past {
        /// Counts from 1.
        pub version: i64,
        /// Its name then.
        pub name: String,
        /// What it filled in.
        pub says: Json<TemplateSays>,
        /// Who wrote it.
        pub by_id: PersonId,
        /// When.
        pub at_ms: Stamp,
    }
}

const COLUMNS: &str = "id, sort, owner_id, unit_id, sharing, name, says, uses, made_ms, version";

/// The condition that somebody sees a template: their own, their teams', and those of all. The person is `$1`.
fn visible<'v>(given: &mut Vec<db::Value<'v>>, who: &'v Asker) -> String {
    let team = match &who.sight {
        Sight::All => "TRUE".to_owned(),
        Sight::Units(units) => format!("unit_id IN ({})", places(given, units)),
    };
    format!("NOT is_gone AND (owner_id = $1 OR sharing = 'all' OR (sharing = 'team' AND {team}))")
}

/// The templates of a sort that somebody sees, those used most first.
pub fn seen(tx: &mut Tx<'_>, who: &Asker, sort: &str) -> Result<Vec<Template>> {
    let mut given = vec![who.person.arg(), sort.arg()];
    let visible = visible(&mut given, who);
    let sql =
        format!("SELECT {COLUMNS} FROM cases_template WHERE sort = $2 AND {visible} ORDER BY uses DESC, id LIMIT 500");
    tx.all(&sql, &given)
}

/// A template, if somebody sees it.
pub fn one(tx: &mut Tx<'_>, who: &Asker, id: &TemplateId) -> Result<Option<Template>> {
    let mut given = vec![who.person.arg(), id.arg()];
    let visible = visible(&mut given, who);
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_template WHERE id = $2 AND {visible}"), &given)
}

/// Adds a template.
pub fn insert(tx: &mut Tx<'_>, it: &Template) -> Result<()> {
    tx.send(
        "INSERT INTO cases_template (id, sort, owner_id, unit_id, sharing, name, says, uses, made_ms, is_gone, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE, $10)",
        args![it.id, it.sort, it.owner_id, it.unit_id, it.sharing, it.name, it.says, it.uses, it.made_ms, it.version],
    )
}

/// Writes a template that was read as version `seen`; answers whether it still was that one.
pub fn save(tx: &mut Tx<'_>, it: &Template, seen: i64) -> Result<bool> {
    let saved = tx.run(
        "UPDATE cases_template SET sharing = $2, name = $3, says = $4, version = $5 WHERE id = $1 AND version = $6",
        args![it.id, it.sharing, it.name, it.says, seen + 1, seen],
    )?;
    Ok(saved == 1)
}

/// Keeps a version.
pub fn keep(tx: &mut Tx<'_>, it: &Template, by: &PersonId) -> Result<()> {
    let now = tx.now();
    tx.send(
        "INSERT INTO cases_template_version (template_id, version, name, says, by_id, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![it.id, it.version, it.name, it.says, by, now],
    )
}

/// The versions of a template, the newest first.
pub fn versions(tx: &mut Tx<'_>, id: &TemplateId) -> Result<Vec<Past>> {
    tx.all(
        "SELECT version, name, says, by_id, at_ms FROM cases_template_version
          WHERE template_id = $1 ORDER BY version DESC LIMIT 100",
        args![id],
    )
}

/// Takes a template away; its versions stay.
pub fn forget(tx: &mut Tx<'_>, id: &TemplateId) -> Result<()> {
    tx.send("UPDATE cases_template SET is_gone = TRUE WHERE id = $1", args![id])
}

/// Counts a use by somebody who sees the template; one that was taken away meanwhile counts no more.
pub fn used(tx: &mut Tx<'_>, who: &Asker, id: &TemplateId) -> Result<()> {
    let mut given = vec![who.person.arg(), id.arg()];
    let visible = visible(&mut given, who);
    tx.send(&format!("UPDATE cases_template SET uses = uses + 1 WHERE id = $2 AND {visible}"), &given)
}
