//! Packs build on each other: a later document adds to, or overrides, an earlier one of the same kind.
//!
//! Tables are merged key by key. Lists of tables with an `id` are merged by it, entry by entry; all other lists and
//! values of the later document stand in place of the earlier ones. Comments travel with what they belong to.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

/// Two documents that cannot be merged, because one of them is not TOML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not TOML: {0}")]
pub struct Unmergeable(pub String);

/// `under` with everything that `over` says.
pub fn merge(under: &str, over: &str) -> Result<String, Unmergeable> {
    let parse = |text: &str| text.parse::<DocumentMut>().map_err(|it| Unmergeable(it.message().to_owned()));
    let (mut base, over) = (parse(under)?, parse(over)?);
    merge_table(base.as_table_mut(), over.as_table());
    renumber(base.as_table_mut(), &mut 0);
    Ok(base.to_string())
}

fn merge_table(base: &mut Table, over: &Table) {
    for (name, item) in over {
        match (base.get_mut(name), item) {
            (Some(Item::Table(base)), Item::Table(over)) => merge_table(base, over),
            (Some(Item::ArrayOfTables(base)), Item::ArrayOfTables(over)) => merge_list(base, over),
            (Some(base), over) => *base = over.clone(),
            (None, added) => {
                let key = over.key(name).cloned().unwrap_or_else(|| toml_edit::Key::new(name));
                base.insert_formatted(&key, added.clone());
            }
        }
    }
}

fn id_of(table: &Table) -> Option<&str> {
    table.get("id").and_then(Item::as_str)
}

fn merge_list(base: &mut ArrayOfTables, over: &ArrayOfTables) {
    for table in over {
        let known = base.iter_mut().find(|it| id_of(table).is_some() && id_of(it) == id_of(table));
        match known {
            Some(known) => merge_table(known, table),
            None => base.push(table.clone()),
        }
    }
}

/// Tables are written in the order of their positions; after a merge these are given anew, in the order of the tree.
pub(super) fn renumber(table: &mut Table, next: &mut isize) {
    table.set_position(Some(*next));
    *next += 1;
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => renumber(inner, next),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(|it| renumber(it, next)),
            Item::None | Item::Value(_) => {}
        }
    }
}
