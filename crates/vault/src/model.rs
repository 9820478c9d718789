//! Sealed and opened values, and where a value belongs.

use std::borrow::Cow;
use std::fmt;

use base::Result;
use db::{Arg, Column, Value};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What a data key is for. Each purpose rotates by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// Personal data of customers.
    Customer,
    /// Attached files.
    File,
    /// Secrets of ours, such as tokens of other systems.
    Secret,
    /// Blind indexes. This key never rotates: every index would have to be made anew at one moment.
    Blind,
    /// Marks that parts of names are found by. It rotates; the marks are made anew while people go on searching.
    Names,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 5] = [Self::Customer, Self::File, Self::Secret, Self::Blind, Self::Names];

    /// The name kept with the key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::File => "file",
            Self::Secret => "secret",
            Self::Blind => "blind",
            Self::Names => "names",
        }
    }
}

/// The kinds of personal values: each has its own way to be compared and to be masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PersonalField)]
pub enum Field {
    /// A person's or company's name (姓名).
    Name,
    /// A phone number (电话).
    Phone,
    /// An e-mail address (邮箱).
    Email,
    /// An account or contract number (账号).
    Account,
    /// An id on a social network (社交账号).
    Social,
    /// A number of an identity card (证件号).
    IdCard,
}

impl Field {
    /// The kind a free contact text most likely is: an address with `@`, mostly digits, or something else.
    pub fn guess(text: &str) -> Self {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if text.contains('@') {
            Self::Email
        } else if digits >= 5 && digits * 2 >= text.chars().count() {
            Self::Phone
        } else {
            Self::Social
        }
    }

    /// The name under which values of this kind are kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Account => "account",
            Self::Social => "social",
            Self::IdCard => "id_card",
        }
    }
}

/// Where a sealed value lives. It opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Which keys.
    pub purpose: Purpose,
    /// The table, or the folder of a file.
    pub table: &'a str,
    /// The column.
    pub field: &'a str,
    /// The row's id.
    pub id: &'a str,
}

impl<'a> Place<'a> {
    /// A place.
    pub fn new(purpose: Purpose, table: &'a str, field: &'a str, id: &'a str) -> Self {
        Self { purpose, table, field, id }
    }

    /// The bytes that bind a sealed value to this place. The parts cannot run into each other: a zero byte is in
    /// none of them.
    pub(crate) fn bind(&self) -> Vec<u8> {
        [self.purpose.name(), self.table, self.field, self.id].join("\0").into_bytes()
    }
}

/// A sealed value: a version, the epoch of its key, a nonce, the unreadable text and its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub(crate) Vec<u8>);

impl Sealed {
    /// The bytes as stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Takes stored bytes; whether they are whole shows when they are opened.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Arg for Sealed {
    fn arg(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(&self.0))
    }
}

impl Column for Sealed {
    fn read(value: Value<'_>) -> Option<Self> {
        Vec::read(value).map(Self)
    }
}

/// An opened value. It is wiped from memory when dropped, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Plain(pub(crate) Zeroizing<String>);

impl Plain {
    /// Takes a value that came in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The value itself. Whoever calls this answers for where it goes.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_utf8(bytes: Vec<u8>) -> Result<Self> {
        String::from_utf8(bytes).map(Self::new).map_err(|_| base::fault("a sealed value is not text"))
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain(***)")
    }
}

/// The blind index of a value: equal for values that are equal once normalised, and telling nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Blind(pub(crate) String);

impl Blind {
    /// As stored: 32 hexadecimal letters (128 bits).
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Arg for Blind {
    fn arg(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(&self.0))
    }
}

impl Column for Blind {
    fn read(value: Value<'_>) -> Option<Self> {
        String::read(value).map(Self)
    }
}
