//! The words of the case page, for paper: the same sentences that the desk shows, from the same files.

use std::collections::BTreeMap;

use base::{Result, Span, Stamp, fault};
use policy::model::Text;
use serde_json::Value;
use web::Lang;

use crate::api::page::Words;
use crate::api::papers::moment;
use crate::api::shown::TimelineItem;
use crate::model::Rulebook;

const ZH: &str = include_str!("../../../../../web/desk/src/features/cases/locale/zh-CN.json");
const EN: &str = include_str!("../../../../../web/desk/src/features/cases/locale/en.json");

/// The texts of the case page in one language.
pub struct Desk(Value);

impl Desk {
    pub fn of(lang: Lang) -> Result<Self> {
        let text = match lang {
            Lang::Zh => ZH,
            Lang::En => EN,
        };
        Ok(Self(serde_json::from_str(text).map_err(fault)?))
    }

    fn find(&self, key: &str) -> Option<&str> {
        key.split('.').try_fold(&self.0, |at, part| at.get(part))?.as_str()
    }

    /// A text by its key; the last part of the key where there is none.
    pub fn say(&self, key: &str) -> String {
        let last = key.rsplit('.').next().unwrap_or_default();
        self.find(key).unwrap_or(last).to_owned()
    }
}

/// What sentences about events are made of.
pub struct Around<'a> {
    pub desk: &'a Desk,
    pub book: &'a Rulebook,
    pub words: Words<'a>,
    /// People and units by id.
    pub names: &'a BTreeMap<String, String>,
}

impl Around<'_> {
    /// A word of the `cases` and `channels` policies in the reader's language.
    pub fn policy(&self, list: &str, id: &str) -> String {
        let cases = &self.book.cases;
        let found = match list {
            "kinds" => cases.kind(id).map(|it| &it.name),
            "classes" => cases.class(id).map(|it| &it.name),
            "steps" => cases.step(id).map(|it| &it.name),
            "pauses" => cases.pause(id).map(|it| &it.name),
            "outcomes" => cases.outcomes.iter().find(|it| it.id == id).map(|it| &it.name),
            "priorities" => cases.priorities.iter().find(|it| it.id == id).map(|it| &it.name),
            "fields" => cases.fields.iter().find(|it| it.id == id).map(|it| &it.name),
            "channels" => self.book.channels.channel(id).map(|it| &it.name),
            _ => None,
        };
        found.map_or_else(|| id.to_owned(), |it| self.words.of(it))
    }

    fn name(&self, id: &Value) -> Option<&String> {
        self.names.get(id.as_str()?)
    }

    /// A length of time in hours and minutes.
    pub fn span(&self, it: Span) -> String {
        let minutes = it.0 / 60_000;
        self.words
            .say("cases.paper.span", [("hours", (minutes / 60).to_string()), ("minutes", (minutes % 60).to_string())])
    }

    /// The line of an event, as the timeline shows it.
    pub fn sentence(&self, item: &TimelineItem) -> String {
        let body = &item.body;
        let text = |key: &str| body[key].as_str().unwrap_or_default();
        if !text("activity").is_empty() {
            return format!("{} {}", text("activity"), text("state")).trim().to_owned();
        }
        let name = item.text_key.strip_prefix("cases.").unwrap_or(&item.text_key);
        let person = ["to", "to_person", "owner_id"].iter().find_map(|key| self.name(&body[*key]));
        let mut said = self.desk.say(&format!("event.{}", variant(name, body, person.is_some())));
        while let Some((before, rest)) = said.split_once("{{")
            && let Some((blank, after)) = rest.split_once("}}")
        {
            said = format!("{before}{}{after}", self.blank(blank, body, person));
        }
        said
    }

    /// What fills a blank of a sentence.
    fn blank(&self, blank: &str, body: &Value, person: Option<&String>) -> String {
        let text = |key: &str| body[key].as_str().unwrap_or_default();
        let at = |key: &str| {
            let read: Option<Stamp> = serde_json::from_value(body[key].clone()).ok();
            read.map(|it| moment(it, self.book)).unwrap_or_default()
        };
        let listed = |list: &str, key: &str| self.desk.say(&format!("{list}.{}", text(key)));
        match blank {
            "from" | "to" => self.policy("steps", text(blank)),
            "person" => person.cloned().unwrap_or_default(),
            "absent" => self.name(&body["absent"]).cloned().unwrap_or_default(),
            "unit" => ["to_unit", "unit_id"].iter().find_map(|it| self.name(&body[*it])).cloned().unwrap_or_default(),
            "due" => at("due_at"),
            "until" => at("until"),
            "told" => at("told_at"),
            "how" => listed("told", "told_how"),
            "target" => listed("target", "target"),
            "part" => listed("part", "part"),
            "result" => listed("followUp.result", "result"),
            "what" => listed("application.paper", "what"),
            "paper" => listed("application.paper", "paper_kind"),
            "pause" => self.policy("pauses", text("reason")),
            "outcome" => self.policy("outcomes", text("outcome")),
            "channel" => self.policy("channels", text("channel")),
            "leaders" => {
                let all: Vec<&str> = body["leaders"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|it| Some(self.name(it)?.as_str()))
                    .collect();
                all.join(&self.desk.say("case.and"))
            }
            "yuan" => body["fen"].as_i64().map(|it| format!("{}.{:02}", it / 100, it % 100)).unwrap_or_default(),
            "stayed" => body["stayed"].as_i64().map(|it| self.span(Span(it))).unwrap_or_default(),
            "percent" => body["permille"].as_i64().map(|it| (it / 10).to_string()).unwrap_or_default(),
            "other" => body["other_number"].to_string(),
            "fields" => {
                let changed = body["changes"].as_array().into_iter().flatten();
                let names = changed.filter_map(|it| Some(self.desk.say(&format!("field.{}", it["field"].as_str()?))));
                names.collect::<Vec<_>>().join(&self.desk.say("case.and"))
            }
            "lacks" | "title" => {
                let said: Option<Text> = serde_json::from_value(body[blank].clone()).ok();
                said.map(|it| self.words.of(&it)).unwrap_or_default()
            }
            other => match &body[other] {
                Value::String(it) => it.clone(),
                Value::Null => String::new(),
                it => it.to_string(),
            },
        }
    }
}

/// Some events read differently by what is in them; the same as on the desk.
fn variant<'a>(name: &'a str, body: &Value, person: bool) -> &'a str {
    let late = body["in_time"] == false;
    match name {
        "confirmed" if body["satisfied"] == true => "confirmedYes",
        "confirmed" => "confirmedNo",
        "readdressed" if body["back"] == true => "readdressedBack",
        "entrusted" if body["absence"].is_string() && body["back"] == true => "entrustedBack",
        "entrusted" if body["absence"].is_string() => "entrustedIn",
        "stood_in" if body["back"] == true => "stoodInBack",
        "stood_in" => "stoodIn",
        "assigned" if !body["to"].is_string() => "assignedNobody",
        "transferred" if person => "transferredTo",
        "clock_met" if late => "clock_late",
        "deadline_met" if late => "deadline_late",
        "application_checked" if body["missing"].as_array().is_none_or(Vec::is_empty) => "application_complete",
        "application_notified" if body["late"].as_array().is_some_and(|it| !it.is_empty()) => {
            "application_notified_again"
        }
        other => other,
    }
}

/// The words people wrote that belong to an event.
pub fn written(item: &TimelineItem) -> Option<&str> {
    let said = |name: &str| item.body.get(name).and_then(Value::as_str).filter(|it| !it.is_empty());
    // The reason of a pause is a word of policy, which the sentence says already.
    let plain = |name: &&str| !(item.text_key == "cases.paused" && *name == "reason");
    let names = ["body", "answer", "text", "grounds", "comment", "note", "reason"];
    names.iter().copied().filter(plain).find_map(said).filter(|it| !it.starts_with("not_"))
}
