//! The whole file of a case on paper (工单卷宗): what it is, what was done, by whom and in which time.

pub(super) mod words;

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{CaseId, PersonId, UnitId};
use base::{Page, Result, Stamp};
use db::Tx;
use paper::{Block, Paper};
use web::Actor;

use self::words::{Around, written};
use super::page::Words;
use super::papers::{ToPrint, foot, moment, printed};
use super::shown::{self, Named, TimelineItem};
use crate::Desk;
use crate::model::service::MaterialState;
use crate::store;

/// So many events are printed; a case with more says that there are more.
const MOST: usize = 5_000;
/// So many are read at a time.
const AT_ONCE: u16 = 200;

impl Desk {
    /// The whole file of a case as the actor sees it, to be printed; that it was is written down.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn print_case(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, words: Words<'_>) -> Result<ToPrint> {
        let it = self.page(tx, me, id, words)?;
        let case = store::case::seen(tx, &crate::model::Asker::of(me), id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let desk = words::Desk::of(words.lang)?;
        let (events, more) = events(self, tx, me, id)?;
        let names = names(tx, &it, &events)?;
        let around = Around { desk: &desk, book: &book, words, names: &names };
        let mut blocks = vec![Block::Facts(head(&it, &around))];
        let mut part = |title: &str, found: Vec<Block>| {
            if !found.is_empty() {
                blocks.push(Block::Heading(words.word(title)));
                blocks.extend(found);
            }
        };
        part("cases.file.description", text(&it.description));
        part("cases.file.form", form(&it, &around));
        part("cases.file.clocks", clocks(&it, &around));
        part("cases.file.promises", promises(&it, &around));
        part("cases.file.transfers", transfers(&it, &around));
        part("cases.file.application", application(self, tx, me, id, &around)?);
        part("cases.file.approvals", approvals(self, tx, me, id, &around)?);
        part("cases.file.complaint", complaint(self, tx, me, id, &around)?);
        part("cases.file.attachments", attachments(&it, &around));
        part("cases.file.timeline", timeline(&events, more, &around));
        printed(tx, me, &case, None, "file")?;
        let title = words.word("cases.file.title");
        Ok(ToPrint {
            name: format!("{title}-{}.pdf", it.row.number),
            paper: Paper {
                title,
                under: words.say("cases.paper.number", [("number", it.row.number.clone())]),
                blocks,
                foot: foot(tx, me, &book, words)?,
                pages: words.say("cases.paper.pages", [("page", "{page}".to_owned()), ("pages", "{pages}".to_owned())]),
                lang: words.tag(),
            },
        })
    }
}

/// Everything that happened, the oldest first; whether there is more than is printed.
fn events(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, id: &CaseId) -> Result<(Vec<TimelineItem>, bool)> {
    let mut all = Vec::new();
    let mut after = None;
    while all.len() < MOST {
        let found = desk.timeline(tx, me, id, &Page { after, limit: Some(AT_ONCE) })?;
        all.extend(found.items);
        after = found.next;
        if after.is_none() {
            return Ok((all, false));
        }
    }
    Ok((all, true))
}

/// The names of everybody, and of every unit, that events speak of.
fn names(tx: &mut Tx<'_>, it: &shown::Case, events: &[TimelineItem]) -> Result<BTreeMap<String, String>> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for event in events {
        let fields = event.body.as_object().into_iter().flat_map(|it| it.values());
        for value in fields {
            let several = value.as_array().into_iter().flatten().filter_map(|one| one.as_str());
            ids.extend(value.as_str().into_iter().chain(several));
        }
    }
    let people: Vec<PersonId> = ids.iter().filter_map(|it| it.parse().ok()).collect();
    let units: Vec<UnitId> = ids.iter().filter_map(|it| it.parse().ok()).collect();
    let mut all: BTreeMap<String, String> = it.people.iter().map(|it| (it.id.clone(), it.name.clone())).collect();
    if !people.is_empty() {
        all.extend(people::api::names(tx, &people)?.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    if !units.is_empty() {
        all.extend(people::api::unit_names(tx, &units)?.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    Ok(all)
}

fn text(it: &str) -> Vec<Block> {
    if it.is_empty() { Vec::new() } else { vec![Block::Text(it.to_owned())] }
}

fn name(it: Option<&Named>) -> String {
    it.map(|it| it.name.clone()).unwrap_or_default()
}

fn table(head: &[&str], widths: &[u16], rows: Vec<Vec<String>>, words: Words<'_>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Table { head: head.iter().map(|it| words.word(it)).collect(), widths: widths.to_vec(), rows }]
}

/// Names and values of what is filled in.
fn filled(facts: Vec<(String, String)>) -> Vec<(String, String)> {
    facts.into_iter().filter(|it| !it.1.is_empty()).collect()
}

fn head(it: &shown::Case, around: &Around<'_>) -> Vec<(String, String)> {
    let row = &it.row;
    let label = |key: &str| around.desk.say(&format!("field.{key}"));
    let at = |stamp: Option<Stamp>| stamp.map(|it| moment(it, around.book)).unwrap_or_default();
    let class = row.class.as_deref().map(|it| around.policy("classes", it)).unwrap_or_default();
    filled(vec![
        (label("subject"), row.subject.clone()),
        (around.words.word("cases.file.status"), around.desk.say(&format!("status.{}", row.status))),
        (label("step"), around.policy("steps", &row.step)),
        (label("kind"), around.policy("kinds", &row.kind)),
        (label("class"), class),
        (label("channel"), around.policy("channels", &row.channel)),
        (label("priority"), around.policy("priorities", &row.priority)),
        (label("unit"), row.unit.name.clone()),
        (label("owner"), name(row.owner.as_ref())),
        (label("firstOwner"), name(row.first_owner.as_ref())),
        (label("customer"), name(row.customer.as_ref())),
        (label("contactHow"), it.contact_how.clone().unwrap_or_default()),
        (label("happenedAt"), at(it.happened_at)),
        (label("opened"), at(Some(row.opened_at))),
        (label("due_at"), at(row.due_at)),
        (label("closed"), at(row.closed_at)),
        (label("outcome"), it.outcome.as_deref().map(|it| around.policy("outcomes", it)).unwrap_or_default()),
    ])
}

fn form(it: &shown::Case, around: &Around<'_>) -> Vec<Block> {
    let value = |it: &serde_json::Value| match it {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let facts = filled(it.fields.iter().map(|(id, it)| (around.policy("fields", id), value(it))).collect());
    if facts.is_empty() { Vec::new() } else { vec![Block::Facts(facts)] }
}

fn clocks(it: &shown::Case, around: &Around<'_>) -> Vec<Block> {
    let rows = it.clocks.iter().map(|it| {
        let due = it.due_at.map(|at| moment(at, around.book)).unwrap_or_default();
        let ended = it.ended_at.map(|at| moment(at, around.book)).unwrap_or_default();
        vec![
            around.desk.say(&format!("target.{}", it.target)),
            moment(it.started_at, around.book),
            due,
            ended,
            format!("{} / {}", around.span(it.used_ms), around.span(it.limit_ms)),
            around.words.word(&format!("cases.file.clock.{}", it.state)),
        ]
    });
    let head = ["target", "started", "due", "ended", "used", "status"].map(|it| format!("cases.file.{it}"));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    table(&head, &[20, 32, 32, 32, 46, 18], rows.collect(), around.words)
}

fn promises(it: &shown::Case, around: &Around<'_>) -> Vec<Block> {
    let rows = it.promises.iter().map(|it| {
        vec![
            it.text.clone(),
            name(it.made_by.as_ref()),
            moment(it.due_at, around.book),
            around.desk.say(&format!("promise.{}", it.state)),
        ]
    });
    let head = ["cases.file.promise", "cases.file.person", "cases.file.due", "cases.file.status"];
    table(&head, &[60, 24, 36, 20], rows.collect(), around.words)
}

fn transfers(it: &shown::Case, around: &Around<'_>) -> Vec<Block> {
    let rows = it.transfers.iter().map(|it| {
        vec![
            format!("{} → {}", it.from_unit.name, it.to_unit.name),
            it.reason.clone(),
            moment(it.at, around.book),
            it.working_ms.map(|it| around.span(it)).unwrap_or_default(),
            around.desk.say(&format!("transfer.{}", it.state)),
        ]
    });
    let head = ["way", "reason", "at", "waited", "status"].map(|it| format!("cases.file.{it}"));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    table(&head, &[40, 50, 34, 30, 20], rows.collect(), around.words)
}

/// A case that is no such thing is no matter here.
fn there<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(it) => Ok(Some(it)),
        Err(failure) if failure.code().is_some() => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn application(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, around: &Around<'_>) -> Result<Vec<Block>> {
    let words = around.words;
    let Some(it) = there(desk.application(tx, me, id, words))? else { return Ok(Vec::new()) };
    let state = around.desk.say(&format!("application.state.{}", it.state));
    let mut blocks = vec![Block::Facts(filled(vec![
        (words.word("cases.paper.item"), format!("{}（{}）", it.name, it.item)),
        (words.word("cases.file.status"), state),
    ]))];
    let noted = it.materials.iter().filter(|one| one.wanted || one.state != MaterialState::Missing);
    let rows = noted.map(|one| {
        vec![
            one.name.clone(),
            around.desk.say(&format!("application.material.{}", one.state)),
            one.note.clone().unwrap_or_default(),
            name(one.by.as_ref()),
            one.at.map(|at| moment(at, around.book)).unwrap_or_default(),
        ]
    });
    let head = ["cases.paper.material", "cases.file.status", "cases.paper.note", "cases.file.person", "cases.file.at"];
    blocks.extend(table(&head, &[50, 20, 36, 22, 34], rows.collect(), words));
    let papers = it.papers.iter().map(|one| {
        vec![
            around.desk.say(&format!("application.paper.{}", one.kind)),
            one.number.clone(),
            name(one.by.as_ref()),
            moment(one.at, around.book),
            one.told_how.as_deref().map(|how| around.desk.say(&format!("told.{how}"))).unwrap_or_default(),
        ]
    });
    let head = ["paper", "number", "person", "at", "told"].map(|it| format!("cases.file.{it}"));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    blocks.extend(table(&head, &[40, 30, 30, 40, 30], papers.collect(), words));
    let questions = it.questions.iter().map(|one| {
        let answer = one.answer.clone().unwrap_or_default();
        vec![one.question.clone(), answer, name(one.answered_by.as_ref())]
    });
    let head = ["cases.file.question", "cases.file.answer", "cases.file.person"];
    blocks.extend(table(&head, &[60, 60, 26], questions.collect(), words));
    Ok(blocks)
}

fn approvals(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, around: &Around<'_>) -> Result<Vec<Block>> {
    let found = desk.approvals_of(tx, me, id, around.words)?;
    let rows = found.items.iter().map(|it| {
        let said = it.levels.iter().flat_map(|level| {
            level.said.iter().map(move |one| {
                let verdict = around.desk.say(&format!("approval.verdict.{}", one.verdict));
                let reason = one.reason.as_deref().map(|it| format!("：{it}")).unwrap_or_default();
                format!("{} {} {verdict}{reason}", level.name, one.person.name)
            })
        });
        vec![
            it.title.clone(),
            format!("{} {}", it.asked_by.name, moment(it.asked_at, around.book)),
            it.reason.clone(),
            said.collect::<Vec<_>>().join("\n"),
            around.desk.say(&format!("approval.state.{}", it.state)),
        ]
    });
    let head = ["what", "asked", "reason", "decisions", "status"].map(|it| format!("cases.file.{it}"));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    Ok(table(&head, &[26, 36, 44, 54, 18], rows.collect(), around.words))
}

fn complaint(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, around: &Around<'_>) -> Result<Vec<Block>> {
    let Some(it) = there(desk.complaint_of(tx, me, id, around.words))? else { return Ok(Vec::new()) };
    let label = |key: &str| around.desk.say(&format!("complaint.{key}"));
    let mut facts = Vec::new();
    if let Some(found) = &it.record {
        facts.push((label("facts"), found.record.facts.clone()));
        facts.push((label("demand"), found.record.demand.clone()));
    }
    for one in &it.investigation {
        let evidence = one.evidence.as_deref().map(|it| format!("\n{}{it}", label("evidence"))).unwrap_or_default();
        let by = format!("{} {}", one.by.name, moment(one.at, around.book));
        facts.push((label("paper.investigation"), format!("{}{evidence}\n{by}", one.found)));
    }
    if let Some(found) = &it.finding {
        facts.push((label("paper.finding"), found.finding.grounds.clone()));
        facts.push((label("solution"), found.finding.solution.clone()));
    }
    if let Some(found) = &it.analysis {
        facts.push((label("paper.analysis"), format!("{}\n{}", found.analysis.why, found.analysis.remedy)));
    }
    let facts = filled(facts);
    Ok(if facts.is_empty() { Vec::new() } else { vec![Block::Facts(facts)] })
}

fn attachments(it: &shown::Case, around: &Around<'_>) -> Vec<Block> {
    let rows = it.attachments.iter().map(|it| {
        let size = format!("{} KB", (it.size + 1023) / 1024);
        vec![it.name.clone(), size, name(it.by.as_ref()), moment(it.at, around.book)]
    });
    let head = ["cases.file.name", "cases.file.size", "cases.file.person", "cases.file.at"];
    table(&head, &[70, 20, 26, 36], rows.collect(), around.words)
}

fn timeline(events: &[TimelineItem], more: bool, around: &Around<'_>) -> Vec<Block> {
    let system = around.desk.say("timeline.system");
    let rows = events.iter().map(|it| {
        let said = around.sentence(it);
        let said = written(it).map_or_else(|| said.clone(), |one| format!("{said}\n{one}"));
        vec![moment(it.at, around.book), it.actor.as_ref().map_or_else(|| system.clone(), |it| it.name.clone()), said]
    });
    let head = ["cases.file.at", "cases.file.person", "cases.file.happened"];
    let mut blocks = table(&head, &[34, 26, 100], rows.collect(), around.words);
    if more {
        blocks.push(Block::Text(around.words.word("cases.file.more")));
    }
    blocks
}
