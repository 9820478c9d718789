//! A mapping bound to the columns of one file: names are looked up once, not per row.

use std::collections::{BTreeMap, HashMap, HashSet};

use policy::model::Field;

use super::answer::Forms;
use super::clock::ClockFace;
use crate::mapping::{Attribute, Mapping, Meaning, Milestone, Rows, Text, TimeColumn, ValueKind, Words, Wrong};

/// A text bound to columns.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Column(usize),
    Fixed(String),
    Joined(Vec<usize>, String),
    Renamed(usize, HashMap<String, String>, Option<String>),
}

/// A value a case keeps, and how its cell is read.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub name: String,
    pub cell: Cell,
    pub column: String,
    pub how: How,
}

/// How a kept value's cell is read.
#[derive(Debug, Clone)]
pub(super) enum How {
    Text { allowed: Vec<String> },
    Number,
    Length,
    Flag { yes: Vec<String>, no: Vec<String> },
}

/// An answer to a field of policy, and how its cell is read.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub field: Field,
    pub cell: Cell,
    pub column: String,
}

/// A time bound to columns.
#[derive(Debug, Clone)]
pub(super) struct TimeCell {
    pub cells: Vec<usize>,
    pub column: String,
}

/// A mapping bound to the columns of one file.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) rows: Rows,
    pub(super) clock: ClockFace,
    pub(super) nothing: HashSet<String>,
    pub(super) key: (Cell, String),
    pub(super) subject: Option<Cell>,
    pub(super) description: Option<Cell>,
    pub(super) at: Option<TimeCell>,
    pub(super) activity: Option<(Cell, String)>,
    pub(super) state: Option<Cell>,
    pub(super) resource: Option<Cell>,
    pub(super) group: Option<Cell>,
    pub(super) reply: Option<Cell>,
    pub(super) milestones: Vec<(Milestone, TimeCell)>,
    pub(super) words: Words,
    pub(super) meanings: BTreeMap<String, Meaning>,
    pub(super) kept: Vec<Kept>,
    pub(super) answers: Vec<Answered>,
    pub(super) forms: Forms,
    lacking: Vec<String>,
}

impl Plan {
    /// Binds a mapping to a file's columns; refused when the file lacks one without which no row can be used. Any other
    /// may be missing: nothing is known of it then.
    ///
    /// - `forms`: the fields of policy that the mapping names.
    pub fn new(mapping: &Mapping, forms: &Forms, columns: &[String]) -> Result<Self, Wrong> {
        let lacks = |it: &String| !columns.contains(it);
        let needed: Vec<String> = mapping.needed().into_iter().filter(lacks).collect();
        if !needed.is_empty() {
            return Err(Wrong::Columns(needed));
        }
        let bind = Binder { columns };
        let (case, event) = (&mapping.case, &mapping.event);
        let text = |it: &Option<Text>| it.as_ref().map(|it| bind.text(it));
        Ok(Self {
            rows: mapping.rows,
            clock: ClockFace::new(&mapping.times)?,
            nothing: mapping.read.nothing.iter().cloned().collect(),
            key: (bind.text(&case.key), case.key.columns().join(" + ")),
            subject: text(&case.subject),
            description: text(&case.description),
            at: event.at.as_ref().map(|it| bind.time(it)),
            activity: event.activity.as_ref().map(|it| (bind.text(it), it.columns().join(" + "))),
            state: text(&event.state),
            resource: text(&event.resource),
            group: text(&event.group),
            reply: text(&event.reply),
            milestones: mapping.milestones.iter().map(|(name, it)| (*name, bind.time(it))).collect(),
            words: mapping.meanings.of,
            meanings: mapping.meanings.words.clone(),
            kept: bind.kept(mapping),
            answers: bind.answers(mapping, forms),
            forms: forms.clone(),
            lacking: mapping.columns().into_iter().filter(lacks).collect(),
        })
    }

    /// Columns the mapping names and the file lacks.
    pub fn lacking(&self) -> &[String] {
        &self.lacking
    }

    /// The names of the values a case keeps, in the order of [`super::row::Fact::values`].
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|it| it.name.as_str())
    }

    /// The milestones that columns state.
    pub fn milestones(&self) -> impl Iterator<Item = Milestone> {
        self.milestones.iter().map(|(name, _)| *name)
    }

    /// Whether the wall clock of the file is kept whatever the zone.
    pub fn keeps_wall_clock(&self) -> bool {
        self.clock.keeps_wall_clock()
    }

    /// What a row of the file is.
    pub fn rows(&self) -> Rows {
        self.rows
    }
}

struct Binder<'a> {
    columns: &'a [String],
}

impl Binder<'_> {
    /// The place of a column; beyond all cells when it is missing.
    fn place(&self, column: &str) -> usize {
        self.columns.iter().position(|it| it == column).unwrap_or(usize::MAX)
    }

    fn text(&self, text: &Text) -> Cell {
        match text {
            Text::Column(it) => Cell::Column(self.place(it)),
            Text::Fixed(it) => Cell::Fixed(it.is.clone()),
            Text::Joined(it) => Cell::Joined(it.columns.iter().map(|it| self.place(it)).collect(), it.by.clone()),
            Text::Renamed(it) => Cell::Renamed(
                self.place(&it.column),
                it.names.iter().map(|(from, to)| (from.clone(), to.clone())).collect(),
                it.others.clone(),
            ),
        }
    }

    fn time(&self, time: &TimeColumn) -> TimeCell {
        let columns = time.columns();
        TimeCell { cells: columns.iter().map(|it| self.place(it)).collect(), column: columns.join(" + ") }
    }

    /// The case's own values first, then flags, then the mapping's attributes.
    fn kept(&self, mapping: &Mapping) -> Vec<Kept> {
        let case = &mapping.case;
        let own = [
            ("kind", &case.kind),
            ("class", &case.class),
            ("priority", &case.priority),
            ("channel", &case.channel),
            ("customer", &case.customer),
        ];
        let own = own.into_iter().filter_map(|(name, text)| {
            let text = text.as_ref()?;
            let how = How::Text { allowed: Vec::new() };
            Some(Kept { name: name.into(), cell: self.text(text), column: text.columns().join(" + "), how })
        });
        let flags = mapping.flags.iter().map(|(flag, it)| Kept {
            name: flag.name().into(),
            cell: Cell::Column(self.place(&it.column)),
            column: it.column.clone(),
            how: How::Flag { yes: it.yes.clone(), no: it.no.clone() },
        });
        let attributes = mapping.attributes.iter().map(|(name, it)| self.attribute(name, it));
        own.chain(flags).chain(attributes).collect()
    }

    fn answers(&self, mapping: &Mapping, forms: &Forms) -> Vec<Answered> {
        let one = |(id, text): (&String, &Text)| {
            let field = forms.field(id)?.clone();
            Some(Answered { field, cell: self.text(text), column: text.columns().join(" + ") })
        };
        mapping.fields.iter().filter_map(one).collect()
    }

    fn attribute(&self, name: &str, attribute: &Attribute) -> Kept {
        let (column, kind, allowed) = attribute.parts();
        let how = match kind {
            ValueKind::Text => How::Text { allowed: allowed.to_vec() },
            ValueKind::Number => How::Number,
            ValueKind::Length => How::Length,
        };
        Kept { name: name.to_owned(), cell: Cell::Column(self.place(column)), column: column.to_owned(), how }
    }
}
