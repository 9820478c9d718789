//! Which report tells which figure.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::shell::Done;

/// The sets and what tells their figures.
pub const SETS: &[(&str, &str)] = &[
    ("helpdesk", include_str!("sets/helpdesk.toml")),
    ("uci_incident", include_str!("sets/uci_incident.toml")),
    ("bpi2013", include_str!("sets/bpi2013.toml")),
    ("bpi2014", include_str!("sets/bpi2014.toml")),
    ("boston311", include_str!("sets/boston311.toml")),
    ("nyc311", include_str!("sets/nyc311.toml")),
    ("cfpb_2015q1", include_str!("sets/cfpb_2015q1.toml")),
    ("cfpb_boa", include_str!("sets/cfpb_boa.toml")),
    ("comcast", include_str!("sets/comcast.toml")),
    ("citizen_messages_zh", include_str!("sets/citizen_messages_zh.toml")),
];

/// A set of files.
pub struct Set {
    /// Its folder's name.
    pub name: String,
    /// Its files.
    pub parts: Vec<Part>,
}

/// One file of a set.
pub struct Part {
    /// The mapping that reads it; the mapping names the file.
    pub mapping: String,
    /// Under which key of the reference its figures stand.
    at: Option<String>,
    figures: Vec<(Vec<String>, Spec)>,
}

/// What tells one figure, or, with a `*` in its path, the figures of each group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spec {
    /// The report with its options.
    pub report: String,
    /// Instead of a report: a value of the import's summary, `problems.COLUMN` or `nothing.TEXT`.
    pub import: Option<String>,
    /// The line's key.
    pub key: String,
    /// The line's dimensions.
    pub dims: BTreeMap<String, String>,
    /// The dimension that the `*` of the path stands for.
    pub group: Option<String>,
    /// The dimensions that name the entries of a list.
    pub list: Vec<String>,
    /// The dimension that numbers the entries of a list.
    pub index: Option<String>,
    /// `hours` or `days`, for spans.
    pub unit: Option<String>,
    /// The part of the line, where it is not the usual one.
    pub field: Option<String>,
    /// The sum of so many first entries of the list.
    pub first: Option<usize>,
    /// Less the count of this key.
    pub minus: Option<String>,
    /// The share of values that are `zero` or `positive`.
    pub share: Option<String>,
    /// What a share is of: the key of the whole.
    pub of: Option<String>,
    /// What the reference writes where nothing is known.
    pub unknown: Option<String>,
}

impl Set {
    /// Reads a set's file.
    pub fn parse(name: &str, text: &str) -> Done<Self> {
        let table: Table = text.parse().map_err(|why| format!("{name}: {why}"))?;
        let parts = table.get("part").and_then(Value::as_array).cloned().unwrap_or_default();
        let parts = parts.iter().map(|it| Part::parse(it).ok_or_else(|| format!("{name}: a part is wrong")));
        Ok(Self { name: name.to_owned(), parts: parts.collect::<Done<_>>()? })
    }
}

impl Part {
    fn parse(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let figures = value.get("figures")?.as_table()?.iter();
        let figures =
            figures.map(|(path, spec)| Some((path.split('.').map(ToOwned::to_owned).collect(), Spec::parse(spec)?)));
        Some(Self { mapping: text("mapping")?, at: text("at"), figures: figures.collect::<Option<_>>()? })
    }

    /// What tells the figure at this path, and the group its `*` stands for.
    pub fn find(&self, path: &[String]) -> Option<(&Spec, Option<String>)> {
        let path = match &self.at {
            Some(at) => path.split_first().filter(|(first, _)| *first == at).map(|(_, rest)| rest)?,
            None => path,
        };
        self.figures.iter().find_map(|(pattern, spec)| {
            let fits = pattern.len() == path.len() && pattern.iter().zip(path).all(|(a, b)| a == "*" || a == b);
            let group = pattern.iter().zip(path).find(|(a, _)| *a == "*").map(|(_, b)| b.clone());
            fits.then_some((spec, group))
        })
    }
}

impl Spec {
    fn parse(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let table = value.get("dims").and_then(Value::as_table).cloned().unwrap_or_default();
        let list = value.get("list").and_then(Value::as_array).cloned().unwrap_or_default();
        Some(Self {
            report: text("report").unwrap_or_default(),
            import: text("import"),
            key: text("key").unwrap_or_default(),
            dims: table.into_iter().map(|(dim, it)| Some((dim, it.as_str()?.to_owned()))).collect::<Option<_>>()?,
            group: text("group"),
            list: list.iter().map(|it| it.as_str().map(ToOwned::to_owned)).collect::<Option<_>>()?,
            index: text("index"),
            unit: text("unit"),
            field: text("field"),
            first: value.get("first").and_then(Value::as_integer).and_then(|it| usize::try_from(it).ok()),
            minus: text("minus"),
            share: text("share"),
            of: text("of"),
            unknown: text("unknown"),
        })
    }
}
