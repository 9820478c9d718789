//! What comes out of a statement: columns by position, turned into types of ours.

use base::{Fen, PerMille, Result, Span, Stamp, fault};
use serde::de::DeserializeOwned;

use crate::{Json, Value, error};

/// A row of either database.
pub enum Row<'a> {
    /// From SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Postgres(&'a postgres::Row),
}

/// A column's content did not have the expected type.
#[derive(Debug, thiserror::Error)]
#[error("column {at} holds {found}, which is not {wanted}")]
struct WrongType {
    at: usize,
    found: &'static str,
    wanted: &'static str,
}

impl Row<'_> {
    /// The column at a position, counted from 0.
    pub fn get<T: Column>(&self, at: usize) -> Result<T> {
        let value = self.value(at)?;
        let found = kind(&value);
        T::read(value).ok_or_else(|| fault(WrongType { at, found, wanted: std::any::type_name::<T>() }))
    }

    pub(crate) fn value(&self, at: usize) -> Result<Value<'_>> {
        match self {
            Self::Sqlite(row) => {
                let value = row.get_ref(at).map_err(|it| error::sqlite(it, "reading a column"))?;
                Ok(crate::sqlite::value(value))
            }
            Self::Postgres(row) => {
                let raw: crate::postgres::Raw<'_> =
                    row.try_get(at).map_err(|it| error::postgres(it, "reading a column"))?;
                Ok(raw.0)
            }
        }
    }
}

/// The kind of value, without its content: errors are logged, and content may be personal.
fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "yes or no",
        Value::Int(_) => "a whole number",
        Value::Real(_) => "a number",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
    }
}

/// A type that can be read from one column.
pub trait Column: Sized {
    /// The value as this type; `None` when it is something else.
    fn read(value: Value<'_>) -> Option<Self>;
}

macro_rules! columns {
    ($($type:ty: $($pattern:pat => $made:expr),+;)*) => {$(
        impl Column for $type {
            fn read(value: Value<'_>) -> Option<Self> {
                match value {
                    $($pattern => $made,)+
                    _ => None,
                }
            }
        }
    )*};
}

columns! {
    bool: Value::Bool(it) => Some(it), Value::Int(it) => Some(it != 0);
    i64: Value::Int(it) => Some(it);
    i32: Value::Int(it) => i32::try_from(it).ok();
    u32: Value::Int(it) => u32::try_from(it).ok();
    u16: Value::Int(it) => u16::try_from(it).ok();
    f64: Value::Real(it) => Some(it), Value::Int(it) => i32::try_from(it).ok().map(f64::from);
    // SQLite turns the text of a JSON number into a number.
    String: Value::Text(it) => Some(it.into_owned()), Value::Int(it) => Some(it.to_string()), Value::Real(it) => Some(it.to_string());
    Vec<u8>: Value::Bytes(it) => Some(it.into_owned());
    Stamp: Value::Int(it) => Some(Self(it));
    Span: Value::Int(it) => Some(Self(it));
    Fen: Value::Int(it) => Some(Self(it));
    PerMille: Value::Int(it) => Some(Self(it));
}

macro_rules! id_columns {
    ($($name:ident)*) => {$(
        impl Column for base::ids::$name {
            fn read(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::Text(it) => it.parse().ok(),
                    _ => None,
                }
            }
        }
    )*};
}
base::for_each_id!(id_columns);

impl<T: Column> Column for Option<T> {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::read(other).map(Some),
        }
    }
}

impl<T: DeserializeOwned> Column for Json<T> {
    fn read(value: Value<'_>) -> Option<Self> {
        serde_json::from_str(&String::read(value)?).ok()
    }
}

/// A type that can be read from a whole row, its fields in the order of the columns.
pub trait FromRow: Sized {
    /// Reads the row.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

/// Declares a struct whose fields are the columns of a row, in order.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }

        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row<'_>) -> base::Result<Self> {
                let mut at = 0..;
                let mut next = || at.next().unwrap_or(usize::MAX);
                Ok(Self { $($field: row.get(next())?),* })
            }
        }
    };
}

macro_rules! tuples {
    ($($($name:ident $at:tt),+;)*) => {$(
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.get::<$name>($at)?,)+))
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
