//! Rows in the text form of PostgreSQL's `COPY`.

use std::borrow::Cow;

use crate::Value;

/// Adds a row as one line.
pub(crate) fn line(line: &mut String, row: &[Value<'_>]) {
    for (at, value) in row.iter().enumerate() {
        if at > 0 {
            line.push('\t');
        }
        match value {
            Value::Null => line.push_str("\\N"),
            Value::Bool(it) => line.push(if *it { 't' } else { 'f' }),
            Value::Int(it) => line.push_str(&it.to_string()),
            Value::Real(it) => line.push_str(&it.to_string()),
            Value::Text(it) => escaped(line, it),
            Value::Bytes(it) => {
                line.push_str("\\\\x");
                line.push_str(&base::text::hex(it));
            }
        }
    }
    line.push('\n');
}

fn escaped(line: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '\t' => line.push_str("\\t"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            other => line.push(other),
        }
    }
}

/// A cell as it was before; `None` when it is empty.
pub(crate) fn cell(text: &str) -> Option<Cow<'_, str>> {
    if text == "\\N" {
        return None;
    }
    if !text.contains('\\') {
        return Some(Cow::Borrowed(text));
    }
    let (mut plain, mut letters) = (String::with_capacity(text.len()), text.chars());
    while let Some(letter) = letters.next() {
        let escaped = if letter == '\\' { letters.next() } else { None };
        plain.push(match escaped {
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => letter,
        });
    }
    Some(Cow::Owned(plain))
}

/// A cell as a value for a column of a declared type (upper case). `None` when it does not fit.
pub(crate) fn value<'t>(cell: Option<Cow<'t, str>>, declared: &str) -> Option<Value<'t>> {
    let Some(text) = cell else { return Some(Value::Null) };
    Some(match declared {
        "BOOLEAN" => Value::Bool(matches!(text.as_ref(), "t" | "1")),
        "BIGINT" | "INTEGER" => Value::Int(text.parse().ok()?),
        "DOUBLE PRECISION" => Value::Real(text.parse().ok()?),
        "BYTEA" => Value::Bytes(bytes(text.strip_prefix("\\x")?)?.into()),
        _ => Value::Text(text),
    })
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = hex.chars().map(|it| it.to_digit(16).and_then(|it| u8::try_from(it).ok())).collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::{cell, line, value};
    use crate::Value;

    #[test]
    fn a_row_comes_back_as_it_was() {
        let row = [
            (Value::Text("tab\t line\n \\N and 中文\r".into()), "TEXT"),
            (Value::Null, "TEXT"),
            (Value::Bytes(vec![0, 15, 255].into()), "BYTEA"),
            (Value::Int(-7), "BIGINT"),
            (Value::Bool(true), "BOOLEAN"),
            (Value::Real(0.1), "DOUBLE PRECISION"),
        ];
        let mut text = String::new();
        line(&mut text, &row.clone().map(|(it, _)| it));
        let back: Vec<_> = text
            .trim_end_matches('\n')
            .split('\t')
            .zip(row.iter())
            .map(|(it, (_, declared))| value(cell(it), declared).unwrap())
            .collect();
        assert_eq!(back, row.map(|(it, _)| it));
    }
}
