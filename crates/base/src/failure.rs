//! The two ways a request can fail: the business says no (a refusal), or we are at fault.
//!
//! A capability lists its refusals in one enum that implements [`Refuse`]; `?` turns them into a [`Failure`].
//! A fault keeps its source for the log and shows people nothing but a request id.

use std::borrow::Cow;
use std::{fmt, io};

use crate::{Param, Params};

/// What every fallible function above the pure rules returns.
pub type Result<T> = std::result::Result<T, Failure>;

/// The business says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Stable code; also the key of the sentence in both languages.
    pub code: &'static str,
    /// The field to mend, as a JSON path.
    pub field: Option<Cow<'static, str>>,
    /// What the sentence's placeholders stand for.
    pub params: Params,
    /// Each field that is wrong, when it is more than one.
    pub problems: Vec<FieldProblem>,
}

/// One field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, as a JSON path.
    pub field: String,
    /// Stable code; also the key of the sentence in both languages.
    pub code: &'static str,
    /// What the sentence's placeholders stand for.
    pub params: Params,
}

impl FieldProblem {
    /// A wrong field.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, params: Params::new() }
    }

    /// With the value of a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.insert(name, Param::Plain(value.to_string()));
        self
    }

    /// With a placeholder that each reader's language says in its own words.
    #[must_use]
    pub fn saying(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.insert(name, value.into());
        self
    }
}

impl Refusal {
    /// A refusal without a field.
    pub fn new(status: u16, code: &'static str) -> Self {
        Self { status, code, field: None, params: Params::new(), problems: Vec::new() }
    }

    /// Names the field to mend.
    #[must_use]
    pub fn field(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// With the value of a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.insert(name, Param::Plain(value.to_string()));
        self
    }

    /// With a placeholder that each reader's language says in its own words.
    #[must_use]
    pub fn saying(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// With every wrong field listed.
    #[must_use]
    pub fn problems(mut self, problems: Vec<FieldProblem>) -> Self {
        self.problems = problems;
        self
    }
}

/// A capability's enum of refusals.
pub trait Refuse {
    /// Status, code, field and placeholders of this refusal.
    fn refusal(&self) -> Refusal;
}

/// Why something failed.
#[derive(Debug)]
pub enum Failure {
    /// The business says no; the person can act on it.
    Refused(Box<Refusal>),
    /// Too much waits already, or it took too long; worth another try in a moment.
    Busy,
    /// We are at fault; the source goes to the log.
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// The refusal's code, if it is one.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Refused(it) => Some(it.code),
            Self::Busy | Self::Fault(_) => None,
        }
    }

    /// Whether no room was left to write to.
    pub fn is_out_of_room(&self) -> bool {
        let Self::Fault(source) = self else { return false };
        source.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::StorageFull)
    }
}

impl<R: Refuse> From<R> for Failure {
    fn from(refused: R) -> Self {
        Self::Refused(Box::new(refused.refusal()))
    }
}

impl Refuse for Refusal {
    fn refusal(&self) -> Refusal {
        self.clone()
    }
}

/// Wraps any error as a fault of ours.
pub fn fault(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
    Failure::Fault(source.into())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(it) => write!(f, "refused: {} {:?}", it.code, it.params),
            Self::Busy => f.write_str("busy, try again in a moment"),
            Self::Fault(it) => it.fmt(f),
        }
    }
}
