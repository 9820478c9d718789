//! The three forms of a report.

use std::io::{Result, Write};

use base::Span;
use serde_json::Value;
use web::Lang;

use super::labels;
use crate::mining::{Figure, Line};

/// The form of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal; long lists are cut.
    #[default]
    Table,
    /// For programs: an array of flat objects.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Text that names no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a report is a table, json or csv")]
pub struct NoFormat;

impl std::str::FromStr for Format {
    type Err = NoFormat;
    fn from_str(text: &str) -> std::result::Result<Self, NoFormat> {
        match text {
            "table" => Ok(Self::Table),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            _ => Err(NoFormat),
        }
    }
}

/// Writes a report out.
pub(super) fn write(report: &str, lines: &[Line], format: Format, lang: Lang, out: &mut impl Write) -> Result<()> {
    match format {
        Format::Table => table(lines, lang, out),
        Format::Json => json(report, lines, out),
        Format::Csv => csv(report, lines, out),
    }
}

fn json(report: &str, lines: &[Line], out: &mut impl Write) -> Result<()> {
    let mut before = "[\n ";
    for line in lines {
        write!(out, "{before}{}", Value::Object(line.json(report)))?;
        before = ",\n ";
    }
    if lines.is_empty() { writeln!(out, "[]") } else { writeln!(out, "\n]") }
}

/// The columns every line of a CSV has after its dimensions.
const FIGURES: [&str; 13] =
    ["unit", "value", "n", "num", "den", "low", "high", "p50", "p90", "min", "max", "sum", "zero"];

fn csv(report: &str, lines: &[Line], out: &mut impl Write) -> Result<()> {
    let mut dims: Vec<&str> = Vec::new();
    for (dim, _) in lines.iter().flat_map(|it| &it.dims) {
        if !dims.contains(&dim.as_str()) {
            dims.push(dim);
        }
    }
    let head = ["report", "key"].iter().chain(&dims).chain(&FIGURES);
    writeln!(out, "{}", head.map(|it| quoted(it)).collect::<Vec<_>>().join(","))?;
    for line in lines {
        let object = line.json(report);
        let cell = |name: &&str| object.get(*name).map_or_else(String::new, plain);
        let dim =
            |name: &&str| line.dims.iter().find(|it| it.0 == **name).and_then(|it| it.1.clone()).unwrap_or_default();
        let mut cells = vec![report.to_owned(), line.key.to_owned()];
        cells.extend(dims.iter().map(dim));
        cells.extend(FIGURES.iter().map(cell));
        writeln!(out, "{}", cells.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(it) => it.clone(),
        other => other.to_string(),
    }
}

fn quoted(cell: &str) -> String {
    let plain = !cell.contains([',', '"', '\n', '\r']);
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// So many lines of one figure are shown in a table.
const SHOWN: usize = 20;

fn table(lines: &[Line], lang: Lang, out: &mut impl Write) -> Result<()> {
    let head = labels::head(lang);
    let mut rows = vec![head.map(ToOwned::to_owned)];
    let mut run: (&str, usize) = ("", 0);
    let mut hidden = 0;
    for line in lines {
        let names = line.dims.iter().map(|it| it.0.as_str()).next_back().unwrap_or_default();
        let ranked = ["rank", "from", "to", "activity", "variant"].contains(&names);
        run = if run.0 == line.key { (run.0, run.1 + 1) } else { (line.key, 1) };
        if ranked && run.1 > SHOWN || line.key == "follows_after" {
            hidden += usize::from(line.key != "follows_after");
        } else {
            rows.push(row(line, lang));
        }
    }
    aligned(&rows, 2, out)?;
    if hidden > 0 {
        writeln!(out, "{}", labels::hidden(lang, hidden))?;
    }
    Ok(())
}

fn row(line: &Line, lang: Lang) -> [String; 7] {
    let unknown = labels::unknown(lang);
    let group = line.dims.iter().filter(|it| it.0 != "rank").map(|(dim, value)| {
        let value = value.as_deref().unwrap_or(unknown);
        if dim == "variant" || dim == "from" || dim == "to" { value.to_owned() } else { format!("{dim} {value}") }
    });
    let group = group.collect::<Vec<_>>().join(" · ");
    let label = labels::label(line.key, lang).to_owned();
    let stats = |it: &crate::mining::Stats, say: fn(f64, Lang) -> String| {
        let say = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |it| say(it, lang));
        [it.n.to_string(), say(it.p50), say(it.p90), say(it.max)]
    };
    let (value, [n, p50, p90, max]) = match &line.figure {
        Figure::Count(count) => (count.to_string(), Default::default()),
        Figure::Share(num, den) => {
            let share =
                crate::mining::share(*num, *den).map_or_else(|| "–".to_owned(), |it| format!("{:.2} %", it * 100.0));
            (share, [format!("{num}/{den}"), String::new(), String::new(), String::new()])
        }
        Figure::Spans(it) => (it.mean.map_or_else(|| "–".to_owned(), |mean| span(mean, lang)), stats(it, span)),
        Figure::Numbers(it) => (it.mean.map_or_else(|| "–".to_owned(), |mean| number(mean, lang)), stats(it, number)),
        Figure::At(at) => (at.to_string(), Default::default()),
    };
    [label, group, value, n, p50, p90, max]
}

fn number(value: f64, _: Lang) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// A span as people say it: the two largest parts, rounded down.
fn span(ms: f64, lang: Lang) -> String {
    let sign = if ms < 0.0 { "-" } else { "" };
    let mut rest = ms.abs();
    let mut parts = Vec::new();
    for (unit, name) in [Span::DAY, Span::HOUR, Span::MINUTE, Span::SECOND].iter().zip(labels::units(lang)) {
        let unit = crate::mining::float(unit.0);
        let count = (rest / unit).floor();
        rest -= count * unit;
        if parts.len() < 2 && (count > 0.0 || !parts.is_empty()) {
            parts.push(format!("{count:.0}{name}"));
        }
    }
    if parts.is_empty() {
        format!("{sign}{:.1}{}", ms.abs() / 1000.0, labels::units(lang)[3])
    } else {
        format!("{sign}{}", parts.join(" "))
    }
}

/// How wide a text stands in a terminal: characters of dense scripts take two places.
fn width(text: &str) -> usize {
    text.chars().map(|it| if u32::from(it) >= 0x2E80 { 2 } else { 1 }).sum()
}

/// Writes rows under each other, the first `left` columns to the left, the others to the right.
pub fn aligned<const N: usize>(rows: &[[String; N]], left: usize, out: &mut impl Write) -> Result<()> {
    let widths: Vec<usize> =
        (0..N).map(|at| rows.iter().filter_map(|row| row.get(at)).map(|it| width(it)).max().unwrap_or(0)).collect();
    for row in rows {
        let mut text = String::new();
        for (at, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(wide - width(cell));
            let parts = if at < left { [cell.as_str(), &gap, "  "] } else { [&gap, cell.as_str(), "  "] };
            text.extend(parts);
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}
