//! Changes to a document's text, one value at a time. Everything that is not changed stays as it was written: comments,
//! order, spaces.

use serde::{Deserialize, Serialize};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use base::FieldProblem;

use super::merge::renumber;
use super::path::{Path, Step};
use crate::Refused;
use crate::model::Scope;

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = PolicyEdit)]
pub enum Edit {
    /// Puts a value in a place; null takes away what stands there.
    Set {
        /// The place, as `limits[3].within`.
        #[schema(value_type = String)]
        path: Path,
        /// The value.
        value: serde_json::Value,
    },
    /// Adds an entry to a list.
    Insert {
        /// The list.
        #[schema(value_type = String)]
        path: Path,
        /// Before which entry; at the end when there is none.
        at: usize,
        /// The entry.
        value: serde_json::Value,
    },
    /// Takes an entry out of a list.
    Remove {
        /// The list.
        #[schema(value_type = String)]
        path: Path,
        /// Which entry.
        at: usize,
    },
    /// Gives an entry another place in its list.
    Move {
        /// The list.
        #[schema(value_type = String)]
        path: Path,
        /// Which entry.
        from: usize,
        /// Where it is afterwards.
        to: usize,
    },
}

/// The text with the changes made, one after another.
///
/// # Errors
/// Refused when the text is not TOML, or has no such place.
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    let mut document = parse(text).map_err(|it| Refused::Invalid(vec![it]))?;
    for one in edits {
        make(document.as_table_mut(), one).ok_or_else(|| Refused::NoSuchPlace(one.path().to_string()))?;
    }
    Ok(document.to_string())
}

/// The text a new version for a scope begins with: an older one's, without its day.
pub fn begin_from(text: &str, scope: &Scope) -> Result<String, FieldProblem> {
    let mut document = parse(text)?;
    if let Some(head) = document.get_mut("policy").and_then(Item::as_table_like_mut) {
        head.remove("effective_from");
        if *scope == Scope::Organisation {
            head.remove("scope");
        } else {
            head.insert("scope", toml_edit::value(scope.to_string()));
        }
    }
    Ok(document.to_string())
}

fn parse(text: &str) -> Result<DocumentMut, FieldProblem> {
    text.parse::<DocumentMut>().map_err(|it| {
        let line = it.span().map_or(0, |span| text.bytes().take(span.start).filter(|it| *it == b'\n').count());
        FieldProblem::new("", "policy.not_toml").with("detail", it.message()).with("line", line + 1)
    })
}

impl Edit {
    fn path(&self) -> &Path {
        match self {
            Self::Set { path, .. }
            | Self::Insert { path, .. }
            | Self::Remove { path, .. }
            | Self::Move { path, .. } => path,
        }
    }
}

/// A place in a document that something can be put into.
enum Place<'a> {
    Item(&'a mut Item),
    Value(&'a mut Value),
    Table(&'a mut Table),
}

impl Place<'_> {
    fn step(self, step: &Step) -> Option<Self> {
        match (self, step) {
            (Self::Item(Item::Table(it)) | Self::Table(it), Step::Key(key)) => it.get_mut(key).map(Self::Item),
            (Self::Item(Item::Value(Value::InlineTable(it))) | Self::Value(Value::InlineTable(it)), Step::Key(key)) => {
                it.get_mut(key).map(Self::Value)
            }
            (Self::Item(Item::ArrayOfTables(it)), Step::At(at)) => it.get_mut(*at).map(Self::Table),
            (Self::Item(Item::Value(Value::Array(it))) | Self::Value(Value::Array(it)), Step::At(at)) => {
                it.get_mut(*at).map(Self::Value)
            }
            _ => None,
        }
    }
}

fn find<'a>(root: &'a mut Table, steps: &[Step]) -> Option<Place<'a>> {
    steps.iter().try_fold(Place::Table(root), Place::step)
}

fn make(root: &mut Table, edit: &Edit) -> Option<()> {
    match edit {
        Edit::Set { path, value } => set(root, path.steps(), value),
        Edit::Insert { path, at, value } => {
            if find(root, path.steps()).is_none() {
                set(root, path.steps(), &serde_json::Value::Array(Vec::new()))?;
            }
            change_list(root, path.steps(), value.is_object(), |list| list.insert(*at, value))
        }
        Edit::Remove { path, at } => change_list(root, path.steps(), false, |list| list.take(*at).map(drop)),
        Edit::Move { path, from, to } => change_list(root, path.steps(), false, |list| list.shift(*from, *to)),
    }
}

fn set(root: &mut Table, steps: &[Step], value: &serde_json::Value) -> Option<()> {
    let (last, before) = steps.split_last()?;
    let place = find(root, before)?;
    match (place, last) {
        (Place::Item(Item::Table(it)) | Place::Table(it), Step::Key(key)) => set_in_table(it, key, value),
        (Place::Item(Item::Value(Value::InlineTable(it))) | Place::Value(Value::InlineTable(it)), Step::Key(key)) => {
            match (toml(value), it.get_mut(key)) {
                (None, _) => drop(it.remove(key)),
                (Some(new), Some(old)) => exchange(old, new),
                (Some(new), None) => drop(it.insert(key, new)),
            }
        }
        (Place::Item(Item::Value(Value::Array(it))) | Place::Value(Value::Array(it)), Step::At(at)) => {
            exchange(it.get_mut(*at)?, toml(value)?);
        }
        _ => return None,
    }
    Some(())
}

fn set_in_table(it: &mut Table, key: &str, value: &serde_json::Value) {
    let Some(new) = toml(value) else {
        it.remove(key);
        return;
    };
    match (it.get_mut(key), new) {
        (Some(Item::Value(old)), new) => exchange(old, new),
        // What has a heading of its own keeps it.
        (Some(Item::Table(old)), Value::InlineTable(new)) => {
            old.clear();
            for (key, value) in new {
                old.insert(key.as_str(), Item::Value(value));
            }
        }
        (_, new) => drop(it.insert(key, Item::Value(new))),
    }
}

/// Puts a value in the place of another one; what is written before and after it stays.
fn exchange(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

/// A value as TOML writes it within a line; nothing for null.
fn toml(value: &serde_json::Value) -> Option<Value> {
    use serde_json::Value as Json;
    Some(match value {
        Json::Null => return None,
        Json::Bool(it) => (*it).into(),
        Json::Number(it) => it.as_i64().map_or_else(|| it.as_f64().unwrap_or_default().into(), Value::from),
        Json::String(it) => it.as_str().into(),
        Json::Array(all) => all.iter().filter_map(toml).collect::<Array>().into(),
        Json::Object(all) => {
            let pairs = all.iter().filter_map(|(key, value)| Some((key.as_str(), toml(value)?)));
            pairs.collect::<InlineTable>().into()
        }
    })
}

/// A list of either form.
enum List<'a> {
    Headed(&'a mut ArrayOfTables),
    Within(&'a mut Array),
}

/// - `headed`: an empty list may become one of tables with headings, which are easier to read and to comment.
fn change_list(
    root: &mut Table,
    steps: &[Step],
    headed: bool,
    change: impl FnOnce(&mut List<'_>) -> Option<()>,
) -> Option<()> {
    match find(root, steps)? {
        Place::Item(item) if headed && item.as_array().is_some_and(Array::is_empty) => {
            let mut tables = ArrayOfTables::new();
            change(&mut List::Headed(&mut tables))?;
            *item = Item::ArrayOfTables(tables);
            plain_key(root, steps);
        }
        Place::Item(item) => {
            change_item(item, change)?;
            if item.as_array_of_tables().is_some_and(ArrayOfTables::is_empty) {
                *item = Item::Value(Array::new().into());
                plain_key(root, steps);
            }
        }
        Place::Value(Value::Array(it)) => change(&mut List::Within(it))?,
        Place::Value(_) | Place::Table(_) => return None,
    }
    renumber(root, &mut 0);
    Some(())
}

fn change_item(item: &mut Item, change: impl FnOnce(&mut List<'_>) -> Option<()>) -> Option<()> {
    match item {
        Item::ArrayOfTables(it) => change(&mut List::Headed(it)),
        Item::Value(Value::Array(it)) => change(&mut List::Within(it)),
        _ => None,
    }
}

/// Takes the spaces and comments from around a name that has become a heading, or was one.
fn plain_key(root: &mut Table, steps: &[Step]) {
    let Some((Step::Key(key), before)) = steps.split_last() else { return };
    let Some(Place::Item(Item::Table(table)) | Place::Table(table)) = find(root, before) else { return };
    if let Some(mut key) = table.key_mut(key) {
        key.leaf_decor_mut().clear();
    }
}

impl List<'_> {
    fn insert(&mut self, at: usize, value: &serde_json::Value) -> Option<()> {
        match (self, toml(value)?) {
            (Self::Headed(it), Value::InlineTable(new)) => it.insert(at.min(it.len()), new.into_table()),
            (Self::Headed(_), _) => return None,
            (Self::Within(it), mut new) => {
                // Each entry stands on a line of its own where the others do.
                if let Some(prefix) = it.get(0).and_then(|first| first.decor().prefix()).cloned() {
                    new.decor_mut().set_prefix(prefix);
                    it.insert_formatted(at.min(it.len()), new);
                } else {
                    it.insert(at.min(it.len()), new);
                }
            }
        }
        Some(())
    }

    fn take(&mut self, at: usize) -> Option<Taken> {
        match self {
            Self::Headed(it) => (at < it.len()).then(|| Taken::Table(it.remove(at))),
            Self::Within(it) => (at < it.len()).then(|| Taken::Value(it.remove(at))),
        }
    }

    fn shift(&mut self, from: usize, to: usize) -> Option<()> {
        let taken = self.take(from)?;
        match (self, taken) {
            (Self::Headed(it), Taken::Table(table)) => it.insert(to.min(it.len()), table),
            (Self::Within(it), Taken::Value(value)) => it.insert_formatted(to.min(it.len()), value),
            _ => return None,
        }
        Some(())
    }
}

enum Taken {
    Table(Table),
    Value(Value),
}
