//! What goes into a statement.

use std::borrow::Cow;

use base::ids::Id as _;
use base::{Fen, PerMille, Span, Stamp};
use serde::{Deserialize, Serialize};

/// A value on its way into or out of the database.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with fractions.
    Real(f64),
    /// Text, also JSON.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

impl Value<'_> {
    /// The same value, owning its text and bytes.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(it) => Value::Bool(it),
            Self::Int(it) => Value::Int(it),
            Self::Real(it) => Value::Real(it),
            Self::Text(it) => Value::Text(Cow::Owned(it.into_owned())),
            Self::Bytes(it) => Value::Bytes(Cow::Owned(it.into_owned())),
        }
    }
}

/// A document kept in a `JSONB` column, typed on our side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

/// Anything that can be given to a statement.
pub trait Arg {
    /// The value as the database takes it.
    fn arg(&self) -> Value<'_>;
}

/// The numbers of the next parameters for a list of values, which are added to those given. The list is filled up to a
/// power of two with its last value, so that there are few different statements.
pub fn places<'v, T: Arg>(given: &mut Vec<Value<'v>>, list: &'v [T]) -> String {
    let first = given.len() + 1;
    let wanted = list.len().max(1).next_power_of_two();
    given.extend(list.iter().map(Arg::arg));
    while given.len() + 1 < first + wanted {
        let last = given.last().cloned().filter(|_| !list.is_empty()).unwrap_or(Value::Null);
        given.push(last);
    }
    (first..first + wanted).map(|it| format!("${it}")).collect::<Vec<_>>().join(", ")
}

/// The values of a statement, in the order of `$1`, `$2` ...
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Arg::arg(&$value)),*] };
}

macro_rules! plain {
    ($($type:ty, $it:ident => $value:expr;)*) => {$(
        impl Arg for $type {
            fn arg(&self) -> Value<'_> {
                let $it = self;
                $value
            }
        }
    )*};
}

plain! {
    bool, it => Value::Bool(*it);
    i64, it => Value::Int(*it);
    i32, it => Value::Int(i64::from(*it));
    u32, it => Value::Int(i64::from(*it));
    u16, it => Value::Int(i64::from(*it));
    f64, it => Value::Real(*it);
    str, it => Value::Text(Cow::Borrowed(it));
    String, it => Value::Text(Cow::Borrowed(it));
    Cow<'_, str>, it => Value::Text(Cow::Borrowed(it));
    Vec<u8>, it => Value::Bytes(Cow::Borrowed(it));
    [u8], it => Value::Bytes(Cow::Borrowed(it));
    Stamp, it => Value::Int(it.0);
    Span, it => Value::Int(it.0);
    Fen, it => Value::Int(it.0);
    PerMille, it => Value::Int(it.0);
    Value<'_>, it => it.clone();
}

macro_rules! id_args {
    ($($name:ident)*) => {$(
        impl Arg for base::ids::$name {
            fn arg(&self) -> Value<'_> {
                debug_assert!(self.as_str().starts_with(Self::PREFIX));
                Value::Text(Cow::Borrowed(self.as_str()))
            }
        }
    )*};
}
base::for_each_id!(id_args);

impl<const N: usize> Arg for [u8; N] {
    fn arg(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
}

impl<T: Arg> Arg for Option<T> {
    fn arg(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Arg::arg)
    }
}

impl<T: Arg + ?Sized> Arg for &T {
    fn arg(&self) -> Value<'_> {
        (**self).arg()
    }
}

impl<T: Serialize> Arg for Json<T> {
    /// A document that cannot be written as JSON (a map with keys that are not text) is stored as nothing, which
    /// the column's NOT NULL then refuses.
    fn arg(&self) -> Value<'_> {
        serde_json::to_string(&self.0).map_or(Value::Null, |it| Value::Text(Cow::Owned(it)))
    }
}
