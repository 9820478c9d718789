//! Sentences for people, in Chinese and English, by stable keys.

use std::collections::HashMap;

use axum::http::{HeaderMap, header};
use base::{Param, Params, Result, fault};

/// A language people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The first language asked for that there is; Chinese when nothing is said.
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        Self::parse(wanted)
    }

    /// The first language of a list such as `en-GB,zh;q=0.5` that there is.
    pub fn parse(wanted: &str) -> Self {
        let known = wanted.split(',').find_map(|it| match it.trim().get(..2) {
            Some("zh") => Some(Self::Zh),
            Some("en") => Some(Self::En),
            _ => None,
        });
        known.unwrap_or_default()
    }
}

/// All sentences of the server.
#[derive(Debug, Default)]
pub struct Texts {
    zh: HashMap<String, String>,
    en: HashMap<String, String>,
}

impl Texts {
    /// Reads the capabilities' sentences: pairs of TOML texts, Chinese and English, each a flat table.
    ///
    /// # Errors
    /// A fault when a text is not such a table.
    pub fn new(parts: &[(&str, &str)]) -> Result<Self> {
        let mut texts = Self::default();
        for (zh, en) in parts {
            texts.zh.extend(toml::from_str::<HashMap<String, String>>(zh).map_err(fault)?);
            texts.en.extend(toml::from_str::<HashMap<String, String>>(en).map_err(fault)?);
        }
        Ok(texts)
    }

    /// The sentence, its `{placeholders}` filled in; the key itself when there is none, which a check of the
    /// repository rules out.
    pub fn say(&self, lang: Lang, key: &str, params: &Params) -> String {
        let texts = match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        };
        let mut sentence = texts.get(key).cloned().unwrap_or_else(|| key.to_owned());
        for (name, value) in params {
            sentence = sentence.replace(&format!("{{{name}}}"), &self.word(lang, value));
        }
        sentence
    }

    fn word(&self, lang: Lang, param: &Param) -> String {
        match (param, lang) {
            (Param::Plain(it), _) | (Param::Both { zh: it, .. }, Lang::Zh) | (Param::Both { en: it, .. }, Lang::En) => {
                it.clone()
            }
            (Param::Key(key), _) => self.say(lang, key, &Params::new()),
            (Param::List(all), _) => {
                let all: Vec<String> = all.iter().map(|it| self.word(lang, it)).collect();
                all.join(if lang == Lang::Zh { "、" } else { ", " })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base::Param;

    use super::{Lang, Texts};

    #[test]
    fn the_first_known_language_is_taken() {
        assert_eq!(Lang::parse("fr, en-GB;q=0.8, zh"), Lang::En);
        assert_eq!(Lang::parse(""), Lang::Zh);
    }

    #[test]
    fn placeholders_are_filled_in() {
        let texts = Texts::new(&[("\"a.b\" = \"缺少{name}\"", "\"a.b\" = \"{name} is missing\"")]).unwrap();
        let params = [("name", "subject".to_owned().into())].into();
        assert_eq!(texts.say(Lang::En, "a.b", &params), "subject is missing");
        assert_eq!(texts.say(Lang::Zh, "a.b", &params), "缺少subject");
        assert_eq!(texts.say(Lang::Zh, "no.key", &params), "no.key");
    }

    #[test]
    fn placeholders_speak_the_readers_language() {
        let zh = "\"a.b\" = \"请填写{name}。\"\n\"a.subject\" = \"主题\"";
        let en = "\"a.b\" = \"Fill in {name}.\"\n\"a.subject\" = \"Subject\"";
        let texts = Texts::new(&[(zh, en)]).unwrap();
        let demand = Param::Both { zh: "诉求".to_owned(), en: "Demand".to_owned() };
        let params = [("name", Param::List(vec![Param::Key("a.subject"), demand]))].into();
        assert_eq!(texts.say(Lang::Zh, "a.b", &params), "请填写主题、诉求。");
        assert_eq!(texts.say(Lang::En, "a.b", &params), "Fill in Subject, Demand.");
    }
}
