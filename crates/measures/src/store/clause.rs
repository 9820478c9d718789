//! A statement's conditions, put together piece by piece.

use db::{Arg as _, Value};

use crate::model::Dimension;
use crate::rules::question::{Condition, Sight, Source};

/// Conditions joined by AND, with their values.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    text: String,
    /// The values, in the order of `$1`, `$2` ...
    pub args: Vec<Value<'static>>,
}

impl Clause {
    /// Adds a condition such as `day >= `, completed by the place of its value.
    #[must_use]
    pub fn and(mut self, condition: &str, value: impl db::Arg) -> Self {
        self.join();
        self.args.push(value.arg().into_owned());
        let place = format!(" ${}", self.args.len());
        self.text.push_str(condition);
        self.text.push_str(&place);
        self
    }

    /// Adds that a pair of columns lies before a pair of values.
    #[must_use]
    pub fn before(mut self, columns: &str, first: i64, second: i64) -> Self {
        self.join();
        self.args.extend([Value::Int(first), Value::Int(second)]);
        let last = self.args.len();
        let places = format!(" < (${}, ${last})", last - 1);
        self.text.push_str(columns);
        self.text.push_str(&places);
        self
    }

    /// Adds a condition without a value.
    #[must_use]
    pub fn plain(mut self, condition: &str) -> Self {
        self.join();
        self.text.push_str(condition);
        self
    }

    /// Adds that a column is one of these texts; nothing fits an empty list.
    #[must_use]
    pub fn one_of(mut self, column: &str, texts: &[String]) -> Self {
        if texts.is_empty() {
            return self.plain("1 = 0");
        }
        self.join();
        let places = super::sql::list(self.args.len() + 1, texts.len());
        self.args.extend(texts.iter().map(|it| it.arg().into_owned()));
        self.text.push_str(column);
        self.text.push_str(" IN ");
        self.text.push_str(&places);
        self
    }

    fn join(&mut self) {
        self.text.push_str(if self.text.is_empty() { "WHERE " } else { " AND " });
    }

    /// The text from WHERE on.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the asker may see and wants to see, for facts and stints.
    #[must_use]
    pub fn of_facts(mut self, conditions: &[Condition], sight: &Sight) -> Self {
        for (dimension, words) in conditions {
            self = self.one_of(dimension.column(), words);
        }
        match sight {
            Sight::All => self,
            Sight::Units(units) => self.one_of("unit_id", units),
            // The second half lets the partial index serve.
            Sight::Person(me) => self.and("person_id =", me).plain("person_id <> ''"),
        }
    }

    /// The same for sums. The source has been chosen so that all conditions fit it.
    #[must_use]
    pub fn of_sums(mut self, source: Source, conditions: &[Condition], sight: &Sight) -> Self {
        let code = if let Source::Sums(Some(it)) = source { it.code() } else { 0 };
        self = self.and("dimension =", code);
        for (dimension, words) in conditions {
            self = self.one_of(if *dimension == Dimension::Unit { "unit_id" } else { "word" }, words);
        }
        match sight {
            Sight::All => self,
            Sight::Units(units) => self.one_of("unit_id", units),
            Sight::Person(me) => self.and("word =", me),
        }
    }
}
