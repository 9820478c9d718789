//! What people are told of problems and failures, in their language.

use base::{Failure, Param, Params, Result};
use serde::{Deserialize, Serialize};
use web::{Lang, Texts};

use crate::rules::row::Problem;

/// The importer's sentences in one language.
#[derive(Debug)]
pub struct Words {
    texts: Texts,
    lang: Lang,
}

impl Words {
    /// The sentences in this language.
    ///
    /// # Errors
    /// A fault when they cannot be read.
    pub fn new(lang: Lang) -> Result<Self> {
        Ok(Self { texts: Texts::new(&[crate::TEXTS])?, lang })
    }

    /// A sentence by its key.
    pub fn say(&self, key: &str, params: &Params) -> String {
        self.texts.say(self.lang, key, params)
    }

    /// What is wrong, without the place.
    pub fn reason(&self, it: &Problem) -> String {
        let mut params = Params::from([("value", it.value.clone().into())]);
        if let Some(field) = &it.field {
            params.insert("field", (&field.name).into());
            params.insert("choices", Param::List(field.choices.iter().map(Param::from).collect()));
        }
        self.say(&it.code, &params)
    }

    /// What is wrong, with the column.
    pub fn in_column(&self, it: &Problem) -> String {
        let reason = self.reason(it);
        if it.column.is_empty() { reason } else { format!("{} {reason}", it.column) }
    }

    /// What is wrong, with line, column and what stands there.
    pub fn in_line(&self, it: &Problem) -> String {
        let what = self.in_column(it);
        let key = if it.value.is_empty() { "importer.problem" } else { "importer.problem_value" };
        let params = [("line", it.line.to_string().into()), ("what", what.into()), ("value", it.value.clone().into())];
        self.say(key, &params.into())
    }
}

/// A sentence in both languages, for readers to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Spoken {
    /// Why a run could not go on. What is our own fault has gone to the log.
    ///
    /// # Errors
    /// A fault when the sentences cannot be read.
    pub fn of(failure: &Failure) -> Result<Self> {
        let texts = Texts::new(&[crate::TEXTS])?;
        let say = |lang| match failure {
            Failure::Refused(it) => texts.say(lang, it.code, &it.params),
            Failure::Busy => texts.say(lang, "importer.why_busy", &Params::new()),
            Failure::Fault(_) => texts.say(lang, "importer.why_fault", &Params::new()),
        };
        Ok(Self { zh: say(Lang::Zh), en: say(Lang::En) })
    }

    /// The sentence in a language.
    pub fn in_lang(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}
