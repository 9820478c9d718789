//! The edge: from an HTTP request to somebody who asks for something, and from a failure to a sentence people read.
//!
//! - [`Actor`]: who asks, what they may do and how far they see.
//! - [`Json`], [`Query`], [`Path`], [`Command`]: what they ask for; bad input is answered field by field.
//! - [`Problem`]: the only way a failure leaves the house (RFC 9457), in the language of the reader.
//! - [`live`]: what happens, pushed to those who may see it.

pub mod live;
pub mod texts;

mod actor;
mod app;
mod caller;
mod command;
mod document;
mod extract;
mod problem;
mod rights;
mod route;
mod session;

pub use actor::{Actor, Reach};
pub use app::App;
pub use caller::Caller;
pub use command::{Command, Key};
pub use document::document_refusals;
pub use extract::{Json, Path, Query};
pub use problem::{Problem, ProblemBody, RequestId, Result, answer_problems, shown_fault};
pub use rights::{Right, Rights};
pub use route::{Described, Route, Routes};
pub use session::{COOKIE, Resolved, Resolving, Session, Sessions, authenticate, cookie};
pub use texts::{Lang, Texts};

#[doc(hidden)]
pub use utoipa_axum;

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
