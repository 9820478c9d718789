//! Holding a reference figure against ours, number by number.

use serde_json::Value;

use super::lines::{Lines, amount};
use super::ours::Installation;
use super::sets::Spec;
use crate::shell::Done;

/// A number beside ours.
pub struct Row {
    /// Which number of the figure; empty when it has one.
    pub name: String,
    /// The reference.
    pub reference: String,
    /// Ours.
    pub ours: String,
    /// How far they are apart.
    pub difference: String,
    /// Whether that is near enough.
    pub ok: bool,
}

/// The relative difference that means and quantiles may have.
const TOLERANCE: f64 = 1e-3;

/// The figures of a set with their paths: a share, a spread, a list or a single value each.
pub fn leaves<'v>(value: &'v Value, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'v Value)>) {
    match value {
        Value::Object(fields) if !is_share(value) && !is_spread(value) => {
            for (name, inner) in fields {
                path.push(name.clone());
                leaves(inner, path, found);
                path.pop();
            }
        }
        _ => found.push((path.clone(), value)),
    }
}

fn is_share(value: &Value) -> bool {
    value.get("num").is_some() && value.get("den").is_some()
}

fn is_spread(value: &Value) -> bool {
    value.get("n").is_some() && (value.get("mean").is_some() || value.get("median").is_some())
}

/// Compares one figure.
pub fn figure(our: &mut Installation, spec: &Spec, group: Option<&str>, reference: &Value) -> Done<Vec<Row>> {
    if let Some(path) = &spec.import {
        return Ok(vec![number("", reference, Some(our.summary(path)), true)]);
    }
    let lines = our.report(&spec.report)?;
    let group = group.map(|it| if spec.unknown.as_deref() == Some(it) { None } else { Some(it) });
    let mut dims: Vec<(&str, Option<&str>)> =
        spec.dims.iter().map(|(dim, it)| (dim.as_str(), Some(it.as_str()))).collect();
    if let (Some(dim), Some(value)) = (spec.group.as_deref(), group) {
        dims.push((dim, value));
    }
    let line = lines.one(&spec.key, &dims);
    Ok(match reference {
        Value::Array(entries) if spec.index.is_some() => indexed(lines, spec, entries),
        Value::Array(entries) => list(lines, spec, entries),
        Value::Object(_) if is_share(reference) => share(lines, spec, line, reference),
        Value::Object(fields) => spread(lines, spec, line, fields),
        Value::String(text) => vec![time(text, line)],
        _ => vec![single(lines, spec, line, reference)],
    })
}

fn number(name: &str, reference: &Value, ours: Option<f64>, exact: bool) -> Row {
    let wanted = reference.as_f64();
    let (ok, difference) = match (wanted, ours) {
        (Some(wanted), Some(ours)) => {
            let apart = ours - wanted;
            // The reference is rounded to four decimals.
            let near = apart.abs() <= if exact { 0.0 } else { (wanted.abs() * TOLERANCE).max(0.000_051) };
            (near, if apart == 0.0 { "0".to_owned() } else { format!("{apart:+.5}") })
        }
        (None, None) => (true, "0".to_owned()),
        _ => (false, "one is missing".to_owned()),
    };
    Row { name: name.to_owned(), reference: said(wanted), ours: said(ours), difference, ok }
}

fn said(number: Option<f64>) -> String {
    match number {
        None => "nothing".to_owned(),
        Some(it) if it.fract() == 0.0 => format!("{it:.0}"),
        Some(it) => format!("{it:.4}"),
    }
}

/// Milliseconds in the unit of a spec.
fn scale(spec: &Spec) -> f64 {
    match spec.unit.as_deref() {
        Some("hours") => 3_600_000.0,
        Some("days") => 86_400_000.0,
        _ => 1.0,
    }
}

fn single(lines: &Lines, spec: &Spec, line: Option<&Value>, reference: &Value) -> Row {
    if let Some(first) = spec.first {
        let sum = lines.list(spec).iter().take(first).map(|it| it.1).sum();
        return number("", reference, Some(sum), true);
    }
    let less = spec.minus.as_deref().map_or(0.0, |key| {
        let line = lines.one(key, &[]);
        line.and_then(|it| amount(it, Some("n")).or_else(|| amount(it, None))).unwrap_or(0.0)
    });
    // What never occurred has no line.
    let ours = line.map_or(Some(0.0), |it| amount(it, spec.field.as_deref()));
    let mean = matches!(spec.field.as_deref(), Some("value" | "p50" | "p90"));
    number("", reference, ours.map(|it| it / scale(spec) - less), !mean)
}

fn share(lines: &Lines, spec: &Spec, line: Option<&Value>, reference: &Value) -> Vec<Row> {
    let whole = spec.of.as_deref().unwrap_or("cases");
    let of = || lines.one(whole, &[]).and_then(|it| amount(it, None));
    let field = |name: &str| line.and_then(|it| amount(it, Some(name)));
    let (num, den) = match spec.share.as_deref() {
        Some("positive") => {
            (field("n").zip(field("zero")).map(|(n, zero)| n - zero - field("negative").unwrap_or(0.0)), field("n"))
        }
        Some(name) => (field(name), if spec.of.is_some() { of() } else { field("n") }),
        None if spec.of.is_some() => (line.and_then(|it| amount(it, None)).or(Some(0.0)), of()),
        None => (field("num").or(Some(0.0)), field("den").or_else(of)),
    };
    let percent = num.zip(den).filter(|it| it.1 > 0.0).map(|(num, den)| 100.0 * num / den);
    let mut rows = vec![number("num", &reference["num"], num, true), number("den", &reference["den"], den, true)];
    if reference["pct"].is_number() {
        rows.push(number("pct", &reference["pct"], percent, false));
    }
    rows
}

fn spread(lines: &Lines, spec: &Spec, line: Option<&Value>, fields: &serde_json::Map<String, Value>) -> Vec<Row> {
    let cases = || lines.one("cases", &[]).and_then(|it| amount(it, None));
    let field = |name: &str| match line {
        Some(line) => amount(line, Some(name)),
        // An activity that never occurs happens zero times in each case.
        None if spec.key == "per_case" && matches!(name, "n" | "zero") => cases(),
        None if spec.key == "per_case" || name == "n" => Some(0.0),
        None => None,
    };
    let mut rows = Vec::new();
    for (name, wanted) in fields {
        let scaled = |it: &str| field(it).map(|it| it / scale(spec));
        match name.as_str() {
            "n" => rows.push(number(name, wanted, field("n"), true)),
            "mean" => rows.push(number(name, wanted, scaled("value"), false)),
            "median" => rows.push(number(name, wanted, scaled("p50"), false)),
            "p90" | "min" | "max" => rows.push(number(name, wanted, scaled(name), false)),
            "sum" => rows.push(number(name, wanted, scaled(name), true)),
            _ => {
                let zero = field("zero");
                let num = if name == "zero" { zero } else { field("n").zip(zero).map(|(n, zero)| n - zero) };
                rows.push(number(&format!("{name}.num"), &wanted["num"], num, true));
                rows.push(number(&format!("{name}.den"), &wanted["den"], field("n"), true));
            }
        }
    }
    rows
}

fn list(lines: &Lines, spec: &Spec, entries: &[Value]) -> Vec<Row> {
    let ours = lines.list(spec);
    let rows = entries.iter().enumerate().map(|(at, entry)| {
        let name = entry[0].as_str().unwrap_or_default();
        let found = ours.get(at).filter(|it| it.0 == name);
        let mut row = number(if name.is_empty() { "(empty)" } else { name }, &entry[1], found.map(|it| it.1), true);
        if let (None, Some(other)) = (found, ours.get(at)) {
            row.ours = format!("{}: {}", other.0, said(Some(other.1)));
        }
        row
    });
    rows.collect()
}

fn indexed(lines: &Lines, spec: &Spec, entries: &[Value]) -> Vec<Row> {
    let dim = spec.index.as_deref().unwrap_or_default();
    let rows = entries.iter().enumerate().map(|(at, entry)| {
        let place = at.to_string();
        let line = lines.one(&spec.key, &[(dim, Some(&place))]);
        number(&place, entry, line.map_or(Some(0.0), |it| amount(it, spec.field.as_deref())), true)
    });
    rows.collect()
}

/// A moment, or the day of one.
fn time(reference: &str, line: Option<&Value>) -> Row {
    let plain = |text: &str| text.replace('T', " ").trim_end_matches("+00:00").trim_end_matches('Z').to_owned();
    let ours = line
        .and_then(|it| it["value"].as_str())
        .map_or_else(String::new, |it| plain(it).trim_end_matches(".000").to_owned());
    let wanted = plain(reference);
    let ok = !ours.is_empty() && (ours == wanted || wanted.len() == 10 && ours.starts_with(&wanted));
    let difference = if ok { "0" } else { "another time" }.to_owned();
    Row { name: String::new(), reference: reference.to_owned(), ours, difference, ok }
}
