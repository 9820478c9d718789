//! What one row says.

use base::Stamp;
use csv::StringRecord;
use policy::model::Text;
use serde::{Deserialize, Serialize};

use super::plan::{Answered, Cell, How, Kept, Plan, TimeCell};
use crate::mapping::{Meaning, Milestone, Rows, Words};

/// A value a case keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// The source says that nothing is known.
    #[default]
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Number(f64),
    /// Text.
    Text(String),
}

impl Value {
    /// The value as text; nothing when nothing is known.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Flag(it) => Some(it.to_string()),
            Self::Whole(it) => Some(it.to_string()),
            Self::Number(it) => Some(it.to_string()),
            Self::Text(it) => Some(it.clone()),
        }
    }
}

/// What one row says about one case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fact {
    /// The case's key in the source.
    pub key: String,
    /// When it happened; absent when the row is a case.
    pub at: Option<Stamp>,
    /// What it means.
    pub meaning: Meaning,
    /// What was done, in the source's words.
    pub activity: Option<String>,
    /// The state afterwards, in the source's words.
    pub state: Option<String>,
    /// Who did it.
    pub resource: Option<String>,
    /// The team that did it.
    pub group: Option<String>,
    /// What was answered to the customer.
    pub reply: Option<String>,
    /// One line about the matter.
    pub subject: Option<String>,
    /// What the customer said.
    pub description: Option<String>,
    /// The times that columns hold.
    pub milestones: Vec<(Milestone, Stamp)>,
    /// The values a case keeps, in the order of [`Plan::names`].
    pub values: Vec<Value>,
    /// The answers to fields of policy that the row gives.
    pub answers: Vec<Answer>,
}

/// An answer to a field of policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The field's id.
    pub field: String,
    /// What stands in the file.
    pub said: String,
    /// The answer, of the field's type.
    pub value: serde_json::Value,
}

/// What is wrong with a row or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file's line on which the row begins.
    pub line: u64,
    /// The column; empty when it is the row as a whole.
    pub column: String,
    /// Stable code; also the key of the sentence in both languages.
    pub code: String,
    /// What stands there.
    pub value: String,
    /// Whether the row was left out; else only the cell was.
    pub refused: bool,
    /// The field of policy that the cell does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Misfit>,
}

/// A field of policy that a cell does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misfit {
    /// What people call it.
    pub name: Text,
    /// What may stand there, where it is one of a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Text>,
}

/// Reads a row by the plan. What is wrong is added to `problems`; nothing comes back when the row as a whole cannot
/// be used: no key, no time of the event (or of the opening), no activity. Any other bad cell is left out alone.
pub fn understand(plan: &Plan, line: u64, cells: &StringRecord, problems: &mut Vec<Problem>) -> Option<Fact> {
    let mut look = Look { plan, line, cells, problems };
    let key = look.needed(&plan.key.0, &plan.key.1);
    let at = plan.at.as_ref().and_then(|it| look.time(it, true));
    let milestones = look.milestones();
    let activity = plan.activity.as_ref().and_then(|(cell, column)| match plan.rows {
        Rows::Event => look.needed(cell, column),
        Rows::Case => look.text(cell),
    });
    let opened = milestones.iter().any(|(name, _)| *name == Milestone::Opened);
    let usable = match plan.rows {
        Rows::Event => at.is_some() && activity.is_some(),
        Rows::Case => opened,
    };
    let key = key.filter(|_| usable)?;
    let state = plan.state.as_ref().and_then(|it| look.text(it));
    let word = match plan.words {
        Words::Activity => activity.as_ref(),
        Words::State => state.as_ref(),
    };
    let meaning = word.and_then(|it| plan.meanings.get(it)).copied().unwrap_or_default();
    let text = |it: &Option<Cell>| it.as_ref().and_then(|it| look.text(it));
    let (resource, group, reply) = (text(&plan.resource), text(&plan.group), text(&plan.reply));
    let (subject, description) = (text(&plan.subject), text(&plan.description));
    let values = plan.kept.iter().map(|it| look.value(it)).collect();
    let answers = plan.answers.iter().filter_map(|it| look.answer(it)).collect();
    Some(Fact {
        key,
        at,
        meaning,
        activity,
        state,
        resource,
        group,
        reply,
        subject,
        description,
        milestones,
        values,
        answers,
    })
}

struct Look<'a> {
    plan: &'a Plan,
    line: u64,
    cells: &'a StringRecord,
    problems: &'a mut Vec<Problem>,
}

impl Look<'_> {
    fn wrong(&mut self, column: &str, code: &str, value: &str, refused: bool) {
        let value = value.chars().take(200).collect();
        let (column, code) = (column.to_owned(), code.to_owned());
        self.problems.push(Problem { line: self.line, column, code, value, refused, field: None });
    }

    /// A cell without outer blanks; nothing when the source means so.
    fn cell(&self, place: usize) -> Option<&str> {
        let cell = self.cells.get(place)?.trim();
        (!cell.is_empty() && !self.plan.nothing.contains(cell)).then_some(cell)
    }

    fn text(&self, cell: &Cell) -> Option<String> {
        match cell {
            Cell::Column(place) => self.cell(*place).map(ToOwned::to_owned),
            Cell::Fixed(text) => Some(text.clone()),
            Cell::Joined(places, by) => {
                let parts: Vec<&str> = places.iter().filter_map(|it| self.cell(*it)).collect();
                (!parts.is_empty()).then(|| parts.join(by))
            }
            Cell::Renamed(place, names, others) => {
                let cell = self.cell(*place)?;
                Some(names.get(cell).or(others.as_ref()).map_or_else(|| cell.to_owned(), Clone::clone))
            }
        }
    }

    fn needed(&mut self, cell: &Cell, column: &str) -> Option<String> {
        let text = self.text(cell);
        if text.is_none() {
            self.wrong(column, "importer.cell_missing", "", true);
        }
        text
    }

    fn time(&mut self, time: &TimeCell, needed: bool) -> Option<Stamp> {
        let parts: Vec<&str> = time.cells.iter().filter_map(|it| self.cell(*it)).collect();
        let joined;
        let text = match parts.as_slice() {
            [] if needed => {
                self.wrong(&time.column, "importer.cell_missing", "", true);
                return None;
            }
            [] => return None,
            [one] => *one,
            several => {
                joined = several.join(" ");
                joined.as_str()
            }
        };
        let at = self.plan.clock.read(text);
        if at.is_none() {
            let value = text.to_owned();
            self.wrong(&time.column, "importer.cell_time", &value, needed);
        }
        at
    }

    fn milestones(&mut self) -> Vec<(Milestone, Stamp)> {
        let plan = self.plan;
        let needed = |name| plan.rows == Rows::Case && name == Milestone::Opened;
        let times = plan.milestones.iter();
        times.filter_map(|(name, time)| Some((*name, self.time(time, needed(*name))?))).collect()
    }

    fn value(&mut self, kept: &Kept) -> Value {
        if let How::Length = kept.how {
            // A length is that of the text as it stands, an empty one included.
            let Cell::Column(place) = kept.cell else { return Value::Nothing };
            let length = self.cells.get(place).map(|it| i64::try_from(it.chars().count()).unwrap_or(i64::MAX));
            return length.map_or(Value::Nothing, Value::Whole);
        }
        let Some(text) = self.text(&kept.cell) else { return Value::Nothing };
        let read = match &kept.how {
            How::Text { allowed } if allowed.is_empty() || allowed.contains(&text) => Ok(Value::Text(text.clone())),
            How::Text { .. } => Err("importer.cell_allowed"),
            How::Number => number(&text).ok_or("importer.cell_number"),
            How::Flag { yes, .. } if is_among(&text, yes) => Ok(Value::Flag(true)),
            How::Flag { no, .. } if is_among(&text, no) => Ok(Value::Flag(false)),
            How::Flag { .. } => Err("importer.cell_flag"),
            How::Length => Ok(Value::Nothing),
        };
        read.unwrap_or_else(|code| {
            self.wrong(&kept.column, code, &text, false);
            Value::Nothing
        })
    }
}

impl Look<'_> {
    /// The answer of a cell; one that does not fit its field is left out alone, and a personal one is not repeated.
    fn answer(&mut self, asked: &Answered) -> Option<Answer> {
        let (said, field) = (self.text(&asked.cell)?, &asked.field);
        match self.plan.forms.read(field, &self.plan.clock, &said) {
            Ok(value) => Some(Answer { field: field.id.clone(), said, value }),
            Err(code) => {
                self.wrong(&asked.column, code, if field.personal { "***" } else { &said }, false);
                let choices = field.choices.iter().map(|it| it.name.clone()).collect();
                if let Some(problem) = self.problems.last_mut() {
                    problem.field = Some(Misfit { name: field.name.clone(), choices });
                }
                None
            }
        }
    }
}

/// Whether a cell is one of these words, capitals or not: a spreadsheet makes `TRUE` of `true`.
fn is_among(cell: &str, words: &[String]) -> bool {
    words.iter().any(|it| it.eq_ignore_ascii_case(cell))
}

/// A number as people write it: blanks and thousands separators by comma are overlooked.
fn number(text: &str) -> Option<Value> {
    let plain: String = text.chars().filter(|it| !it.is_whitespace() && *it != ',').collect();
    if let Ok(whole) = plain.parse() {
        return Some(Value::Whole(whole));
    }
    plain.parse::<f64>().ok().filter(|it| it.is_finite()).map(Value::Number)
}
