//! Values as PostgreSQL takes and gives them: encoded to the type that the statement or the column has.

use std::borrow::Cow;
use std::error::Error;

use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::Value;

type Encoded = Result<IsNull, Box<dyn Error + Sync + Send>>;

impl ToSql for Value<'_> {
    fn to_sql(&self, to: &Type, out: &mut BytesMut) -> Encoded {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Bool(it) => it.to_sql(to, out),
            Value::Int(it) => int(*it, to, out),
            Value::Real(it) => it.to_sql(to, out),
            Value::Text(it) if *to == Type::JSONB => {
                // The binary form of JSONB is its text after a version byte.
                out.extend_from_slice(&[1]);
                it.as_bytes().to_sql(&Type::BYTEA, out)
            }
            Value::Text(it) => it.as_ref().to_sql(to, out),
            Value::Bytes(it) => it.as_ref().to_sql(to, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn int(value: i64, to: &Type, out: &mut BytesMut) -> Encoded {
    match *to {
        Type::INT2 => i16::try_from(value)?.to_sql(to, out),
        Type::INT4 => i32::try_from(value)?.to_sql(to, out),
        Type::FLOAT8 => f64::from(i32::try_from(value)?).to_sql(to, out),
        _ => value.to_sql(&Type::INT8, out),
    }
}

/// A column's value, borrowed from the row.
pub(crate) struct Raw<'a>(pub Value<'a>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(from: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(match *from {
            Type::BOOL => Value::Bool(bool::from_sql(from, raw)?),
            Type::INT2 => Value::Int(i16::from_sql(from, raw)?.into()),
            Type::INT4 => Value::Int(i32::from_sql(from, raw)?.into()),
            Type::INT8 => Value::Int(i64::from_sql(from, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(from, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(from, raw)?),
            Type::BYTEA => Value::Bytes(Cow::Borrowed(raw)),
            Type::JSONB => Value::Text(Cow::Borrowed(std::str::from_utf8(raw.get(1..).unwrap_or_default())?)),
            _ => Value::Text(Cow::Borrowed(<&str>::from_sql(&Type::TEXT, raw)?)),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
