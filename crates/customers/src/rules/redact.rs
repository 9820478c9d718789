//! Taking a person out of texts: names, addresses and numbers give way to a pseudonym (CUS-2).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vault::{Field, normalise};

use crate::model::IdentityKind;

/// What has to go, and what stands for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// What is found as it is written, the longest first, in small letters.
    words: Vec<String>,
    /// Numbers, found however their digits are grouped.
    numbers: Vec<String>,
    /// What stands for all of them.
    called: String,
    /// Whether texts go whole.
    whole: bool,
}

/// Whether a field holds free text.
fn is_free(field: &str) -> bool {
    matches!(field, "subject" | "description" | "body" | "text" | "reason" | "note" | "answer" | "words")
}

/// Shorter numbers are found as words only.
const NUMBER: usize = 7;
/// Shorter words are in many others.
const WORD: usize = 2;

impl Redaction {
    /// Of these names and identities.
    pub fn new(names: &[String], identities: &[(IdentityKind, String)], called: &str, whole: bool) -> Self {
        let mut words: Vec<String> = names.iter().map(|it| it.trim().to_lowercase()).collect();
        words.extend(names.iter().map(|it| normalise(Field::Name, it)));
        let mut numbers = Vec::new();
        for (kind, value) in identities {
            words.extend([value.trim().to_lowercase(), normalise(kind.field(), value).to_lowercase()]);
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            let national = digits.strip_prefix("86").filter(|it| it.len() == 11).unwrap_or(&digits).to_owned();
            let mostly = digits.len() * 2 >= value.chars().count();
            if mostly && national.len() >= NUMBER {
                numbers.push(national);
            }
        }
        words.retain(|it| it.chars().count() >= WORD);
        for list in [&mut words, &mut numbers] {
            list.sort_by_key(|it| std::cmp::Reverse(it.len()));
            list.dedup();
        }
        Self { words, numbers, called: called.to_owned(), whole }
    }

    /// What stands for the person.
    pub fn called(&self) -> &str {
        &self.called
    }

    /// A free text without the person; where texts go whole, only who it was about is left.
    pub fn free(&self, text: &str) -> String {
        if self.whole && !text.trim().is_empty() { format!("（{}）", self.called) } else { self.text(text) }
    }

    /// A text without the person.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut digit_before = false;
        while let Some(letter) = rest.chars().next() {
            let hit = self.word(rest).or_else(|| if digit_before { None } else { self.number(rest) });
            if let Some(left) = hit {
                out.push_str(&self.called);
                rest = left;
                digit_before = false;
            } else {
                out.push(letter);
                digit_before = letter.is_ascii_digit();
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
        out
    }

    /// What is behind a word that the text begins with, whatever the case of its letters.
    fn word<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.words.iter().find_map(|word| {
            let mut letters = text.char_indices();
            for wanted in word.chars() {
                let (_, letter) = letters.next()?;
                if letter != wanted && letter.to_lowercase().next() != Some(wanted) {
                    return None;
                }
            }
            let end = letters.next().map_or(text.len(), |it| it.0);
            text.get(end..)
        })
    }

    /// What is behind a number that the text begins with, with a country code or not, grouped or not.
    fn number<'t>(&self, text: &'t str) -> Option<&'t str> {
        let coded = ["+86", "0086", "86"].iter().find_map(|it| text.strip_prefix(it)).map(str::trim_start);
        let begins = |it: &&str| it.starts_with(|letter: char| letter.is_ascii_digit());
        [Some(text), coded].into_iter().flatten().filter(begins).find_map(|from| {
            self.numbers.iter().find_map(|number| {
                let mut wanted = number.chars();
                let mut next = wanted.next();
                for (at, letter) in from.char_indices() {
                    match next {
                        Some(it) if it == letter => next = wanted.next(),
                        Some(_) if matches!(letter, ' ' | '-' | '(' | ')') => {}
                        Some(_) => return None,
                        None if letter.is_ascii_digit() => return None,
                        None => return from.get(at..),
                    }
                }
                next.is_none().then_some("")
            })
        })
    }

    /// A document without the person, in all its texts.
    pub fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(all) => Value::Array(all.into_iter().map(|it| self.json(it)).collect()),
            Value::Object(all) => {
                // A change says which field it was of.
                let free = all.get("field").and_then(Value::as_str).is_some_and(is_free);
                let one = |(key, it): (String, Value)| {
                    let told = is_free(&key) || (free && matches!(key.as_str(), "from" | "to"));
                    let it = match it {
                        Value::String(text) if told => Value::String(self.free(&text)),
                        other => self.json(other),
                    };
                    (key, it)
                };
                Value::Object(all.into_iter().map(one).collect())
            }
            other => other,
        }
    }

    /// The words, for finding what holds them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().chain(&self.numbers).map(String::as_str)
    }
}
