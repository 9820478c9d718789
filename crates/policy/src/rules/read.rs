//! From TOML text to a typed document, or to what is wrong with the text.

use base::FieldProblem;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, Deserializer, Error, ValueDeserializer};

use crate::model::{Body, Document, Header};

/// Reads a document. What it says is not yet checked: see [`super::validate`].
///
/// - `text`: the TOML text, with a `[policy]` table and the tables of its kind.
/// - Returns the first thing that is wrong with its form; the field is its path, `line` counts from 1.
pub fn read(text: &str) -> Result<Document, FieldProblem> {
    let mut table = DeTable::parse(text).map_err(|it| not_toml(text, &it))?;
    let Some(head) = table.get_mut().remove("policy") else {
        return Err(FieldProblem::new("policy", "policy.head_missing").with("line", 1));
    };
    let header: Header = read_part(text, "policy", ValueDeserializer::from(head))?;
    let kind = header.kind;
    let body = read_body(text, kind, table)?;
    Ok(Document { header, body })
}

fn read_part<'de, T: Deserialize<'de>>(
    text: &str,
    at: &str,
    from: impl serde::Deserializer<'de, Error = Error>,
) -> Result<T, FieldProblem> {
    serde_path_to_error::deserialize(from).map_err(|it| wrong(text, at, &it))
}

fn read_body(text: &str, kind: crate::model::Kind, table: Spanned<DeTable<'_>>) -> Result<Body, FieldProblem> {
    let mut track = serde_path_to_error::Track::new();
    let from = Deserializer::from(table);
    Body::read(kind, serde_path_to_error::Deserializer::new(from, &mut track)).map_err(|it| {
        let path = track.path().to_string();
        shaped(text, if path == "." { String::new() } else { path }, &it)
    })
}

/// Reads a small TOML file that is not a policy document, such as `pack.toml`.
pub(crate) fn read_plain<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, FieldProblem> {
    let table = DeTable::parse(text).map_err(|it| not_toml(text, &it))?;
    read_part(text, "", Deserializer::from(table))
}

fn line_of(text: &str, error: &Error) -> usize {
    let start = error.span().map_or(0, |it| it.start);
    text.bytes().take(start).filter(|it| *it == b'\n').count() + 1
}

fn not_toml(text: &str, error: &Error) -> FieldProblem {
    FieldProblem::new("", "policy.not_toml").with("detail", error.message()).with("line", line_of(text, error))
}

fn wrong(text: &str, at: &str, error: &serde_path_to_error::Error<Error>) -> FieldProblem {
    let path = error.path().to_string();
    let field = match (at, path.as_str()) {
        (at, ".") => at.to_owned(),
        ("", path) => path.to_owned(),
        (at, path) => format!("{at}.{path}"),
    };
    shaped(text, field, error.inner())
}

/// The words between the first pair of backticks.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

/// Turns serde's sentence into a stable code with the words that matter.
fn shaped(text: &str, field: String, error: &Error) -> FieldProblem {
    let message = error.message();
    let problem = if message.starts_with("unknown field") {
        FieldProblem::new(field, "policy.unknown_field").with("name", quoted(message).unwrap_or_default())
    } else if message.starts_with("missing field") {
        let name = quoted(message).unwrap_or_default();
        let path = if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
        FieldProblem::new(path, "policy.missing_field").with("name", name)
    } else if message.starts_with("unknown variant") {
        let choices = message.split("expected ").nth(1).unwrap_or_default().replace('`', "");
        let choices = choices.strip_prefix("one of ").unwrap_or(&choices).to_owned();
        FieldProblem::new(field, "policy.unknown_choice")
            .with("found", quoted(message).unwrap_or_default())
            .with("choices", choices)
    } else if let Some((found, expected)) =
        message.strip_prefix("invalid type: ").and_then(|it| it.split_once(", expected "))
    {
        FieldProblem::new(field, "policy.wrong_type").with("found", found).with("expected", expected)
    } else {
        FieldProblem::new(field, "policy.bad_value").with("detail", message)
    };
    problem.with("line", line_of(text, error))
}

/// The whole text as a plain table, for comparing.
pub(crate) fn plain(text: &str) -> Result<toml::Table, FieldProblem> {
    text.parse::<toml::Table>().map_err(|it| not_toml(text, &it))
}
