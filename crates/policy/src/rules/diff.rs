//! What differs between two documents, as a flat list.

use std::collections::BTreeMap;

use base::FieldProblem;
use serde::{Deserialize, Serialize};
use toml::Value;

use super::read::plain;

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Change {
    /// Where it is; an entry of a list is named by its id: `limits[resolution_fault].within`.
    pub path: String,
    /// What stood there, as TOML; absent when it is new.
    pub old: Option<String>,
    /// What stands there now; absent when it is gone.
    pub new: Option<String>,
}

/// What differs from `old` to `new`, by path. Comments and order of tables do not count; the order of a list does
/// only where its entries have no id.
pub fn diff(old: &str, new: &str) -> Result<Vec<Change>, FieldProblem> {
    let (old, new) = (flat(old)?, flat(new)?);
    let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changes = paths.into_iter().filter(|it| old.get(*it) != new.get(*it));
    Ok(changes.map(|it| Change { path: it.clone(), old: old.get(it).cloned(), new: new.get(it).cloned() }).collect())
}

fn flat(text: &str) -> Result<BTreeMap<String, String>, FieldProblem> {
    let mut into = BTreeMap::new();
    for (key, value) in plain(text)? {
        walk(key, &value, &mut into);
    }
    Ok(into)
}

fn walk(path: String, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Table(table) if !table.is_empty() => {
            for (key, value) in table {
                walk(format!("{path}.{key}"), value, into);
            }
        }
        Value::Array(list) if list.iter().any(Value::is_table) => {
            for (at, value) in list.iter().enumerate() {
                let id = value.get("id").and_then(Value::as_str).map_or_else(|| at.to_string(), ToOwned::to_owned);
                walk(format!("{path}[{id}]"), value, into);
            }
        }
        plain => {
            into.insert(path, plain.to_string());
        }
    }
}
