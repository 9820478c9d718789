//! The cases of a list taken out as a sheet: what the actor sees, masked, or in full with a reason; on record.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::ids::{CaseId, TagId};
use base::{Page, Result, Stamp};
use customers::api::{ExportFormat, Pages};
use db::Tx;
use db::events::{About, emit};
use policy::model::FieldType;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Actor, Lang, Right, Texts};

use super::ask::filter_of;
use super::dossier::words::{Around, Desk as Said};
use super::naming::Naming;
use super::page::Words;
use super::papers::moment;
use super::personal::Personal;
use super::{ListQuery, answers, views};
use crate::Desk;
use crate::events::Exported;
use crate::model::{Asker, Case, Rulebook};
use crate::refused::Refused;
use crate::rules::said;
use crate::store;

/// Cases to be taken out as a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseExport {
    /// `csv` or `xlsx`.
    pub format: ExportFormat,
    /// The list's query, as in the address bar.
    pub query: String,
    /// Whether personal answers and contacts stand in full; takes the right to reveal.
    #[serde(default)]
    pub in_full: bool,
    /// Why; stays on record.
    pub reason: String,
}

/// What an export would hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseExportPreview {
    /// So many cases, no more than one export holds.
    pub count: i64,
    /// Whether the list has more than that.
    pub more: bool,
    /// The columns: those of every case, then the fields of policy.
    pub columns: Vec<String>,
    /// The first rows, masked.
    pub rows: Vec<Vec<String>>,
}

/// The columns that every case has, by the keys of their names.
const COLUMNS: [&str; 19] = [
    "column.number",
    "field.subject",
    "field.kind",
    "field.class",
    "field.channel",
    "field.priority",
    "field.status",
    "field.step",
    "field.unit",
    "field.owner",
    "field.first_owner",
    "field.customer",
    "field.contact_how",
    "field.tags",
    "column.opened_at",
    "field.due_at",
    "column.closed_at",
    "field.outcome",
    "column.reopened",
];

/// So many cases are read at a time, and so many are shown beforehand.
const AT_ONCE: u16 = 200;
const PREVIEW: u16 = 5;
/// Reasons are of so many letters.
const REASON: std::ops::RangeInclusive<usize> = 2..=200;

impl Desk {
    /// What an export of a list would hold: its columns, how many cases, the first of them.
    ///
    /// # Errors
    /// Refused without the right, and when the query cannot be read.
    pub fn preview_export(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        query: &str,
        texts: &Arc<Texts>,
        lang: Lang,
    ) -> Result<CaseExportPreview> {
        me.may(Right::ExportCases)?;
        let query = read(query)?;
        let (who, book) = (Asker::of(me), self.rules().now(tx)?);
        let most = book.cases.bulk.most_rows_out;
        let filter = filter_of(tx, &who, &query, &book)?;
        let count = store::list::count(tx, &who, &filter, most.saturating_add(1))?;
        let mut taken = Taken::of(self, me, query, false, i64::from(PREVIEW), texts, lang);
        let columns = taken.columns(&book);
        let rows = taken.read(tx, PREVIEW)?;
        Ok(CaseExportPreview { count: count.min(most), more: count > most, columns, rows })
    }

    /// Allows an export and puts it on record, before anything leaves; answers its columns and what reads its rows.
    ///
    /// # Errors
    /// Refused without the right, without the right to reveal where values stand in full, without a reason, and when the
    /// query cannot be read.
    pub fn begin_export(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        asked: &CaseExport,
        texts: &Arc<Texts>,
        lang: Lang,
    ) -> Result<(Vec<String>, Taken)> {
        me.may(Right::ExportCases)?;
        if asked.in_full {
            me.may(Right::RevealCustomers)?;
        }
        let reason = said(Some(&asked.reason)).filter(|it| REASON.contains(&it.chars().count()));
        let reason = reason.ok_or(Refused::ReasonMissing)?.to_owned();
        let query = read(&asked.query)?;
        let book = self.rules().now(tx)?;
        filter_of(tx, &Asker::of(me), &query, &book)?;
        let told = Exported {
            format: asked.format.as_str().to_owned(),
            query: asked.query.chars().take(2_000).collect(),
            in_full: asked.in_full,
            reason,
        };
        emit(tx, me.by(), About::default(), None, &told)?;
        let taken = Taken::of(self, me, query, asked.in_full, book.cases.bulk.most_rows_out, texts, lang);
        Ok((taken.columns(&book), taken))
    }
}

fn read(query: &str) -> Result<ListQuery> {
    let query = views::read(query).ok_or(Refused::BadFilter("query"))?;
    Ok(ListQuery { after: None, columns: None, ..query })
}

/// An export on its way.
pub struct Taken {
    desk: Desk,
    me: Actor,
    query: ListQuery,
    in_full: bool,
    /// How many more it may hold.
    left: i64,
    after: Option<String>,
    done: bool,
    texts: Arc<Texts>,
    lang: Lang,
}

impl Pages for Taken {
    fn next(&mut self, tx: &mut Tx<'_>) -> Result<Vec<Vec<String>>> {
        self.read(tx, AT_ONCE)
    }

    fn is_done(&self) -> bool {
        self.done
    }
}

impl Taken {
    fn of(desk: &Desk, me: &Actor, query: ListQuery, in_full: bool, left: i64, texts: &Arc<Texts>, lang: Lang) -> Self {
        let (desk, me, texts) = (desk.clone(), me.clone(), Arc::clone(texts));
        Self { desk, me, query, in_full, left, after: None, done: false, texts, lang }
    }

    fn columns(&self, book: &Rulebook) -> Vec<String> {
        let words = Words { texts: &self.texts, lang: self.lang };
        let every = COLUMNS.iter().map(|it| words.word(&format!("cases.{it}")));
        every.chain(book.cases.fields.iter().map(|it| words.of(&it.name))).collect()
    }

    /// The next rows of the list.
    fn read(&mut self, tx: &mut Tx<'_>, rows: u16) -> Result<Vec<Vec<String>>> {
        let (who, book) = (Asker::of(&self.me), self.desk.rules().now(tx)?);
        let filter = filter_of(tx, &who, &self.query, &book)?;
        let limit = u16::try_from(self.left.clamp(1, i64::from(rows))).unwrap_or(rows);
        let found = store::list::page(tx, &who, &filter, &Page { after: self.after.take(), limit: Some(limit) })?;
        self.left -= i64::from(limit);
        self.done = found.next.is_none() || self.left <= 0;
        self.after = found.next;
        let mut naming = Naming::default();
        naming.rows(&found.items);
        let ids: Vec<CaseId> = found.items.into_iter().map(|it| it.id).collect();
        let mut cases: HashMap<CaseId, Case> =
            store::case::several(tx, &ids)?.into_iter().map(|it| (it.id.clone(), it)).collect();
        for case in cases.values() {
            naming.people(&answers::people(&book, case));
        }
        naming.ask(&self.desk, tx)?;
        let tags = store::tags::all(tx)?.into_iter().map(|it| (it.id, it.name)).collect();
        let names = BTreeMap::new();
        let words = Words { texts: &self.texts, lang: self.lang };
        let desk = Said::of(self.lang)?;
        let around = Around { desk: &desk, book: &book, words, names: &names };
        let mut lines = Vec::with_capacity(ids.len());
        for id in &ids {
            let Some(mut case) = cases.remove(id) else { continue };
            self.open(tx, &mut case)?;
            let mut line = line(&case, &naming, &tags, &around);
            line.extend(asked(tx, &case, &naming, &around)?);
            lines.push(line);
        }
        Ok(lines)
    }

    /// Puts what is sealed onto the case in the place of what is masked, where all may be seen.
    fn open(&self, tx: &mut Tx<'_>, case: &mut Case) -> Result<()> {
        if self.in_full {
            let personal = Personal::of(&self.desk, tx, case)?;
            case.contact_masked = personal.contact_how.or_else(|| case.contact_masked.take());
            case.fields.0.extend(personal.fields);
        }
        Ok(())
    }
}

/// What every case has, in the order of [`COLUMNS`].
fn line(case: &Case, naming: &Naming, tags: &HashMap<TagId, String>, around: &Around<'_>) -> Vec<String> {
    let policy = |list: &str, id: Option<&String>| id.map(|it| around.policy(list, it)).unwrap_or_default();
    let person = |id: Option<&_>| naming.maybe(id).map(|it| it.name).unwrap_or_default();
    let at = |it: Option<Stamp>| it.map(|it| moment(it, around.book)).unwrap_or_default();
    let tagged: Vec<&str> = case.tags.0.iter().filter_map(|it| tags.get(it)).map(String::as_str).collect();
    vec![
        case.number.to_string(),
        case.subject.clone(),
        policy("kinds", Some(&case.kind)),
        policy("classes", case.class.as_ref()),
        policy("channels", Some(&case.channel)),
        policy("priorities", Some(&case.priority)),
        around.desk.say(&format!("status.{}", case.status)),
        policy("steps", Some(&case.step)),
        naming.unit(&case.unit_id).name,
        person(case.owner_id.as_ref()),
        person(case.first_owner_id.as_ref()),
        case.customer_id.as_ref().map(|it| naming.customer(it).name).unwrap_or_default(),
        case.contact_masked.clone().unwrap_or_default(),
        tagged.join(around.words.between()),
        at(Some(case.opened_ms)),
        at(case.due_at()),
        at(case.closed_ms),
        policy("outcomes", case.outcome.as_ref()),
        case.reopen_count.to_string(),
    ]
}

/// The answers to the fields of policy, in its order.
fn asked(tx: &mut Tx<'_>, case: &Case, naming: &Naming, around: &Around<'_>) -> Result<Vec<String>> {
    let fields = &around.book.cases.fields;
    let has_file = fields.iter().any(|it| it.is == FieldType::File && case.fields.0.contains_key(&it.id));
    let files = if has_file { store::attachments::of(tx, &case.id)? } else { Vec::new() };
    let one = |value: Option<&Value>, field| {
        value.map(|it| answers::text(field, it, naming, &files, around.words)).unwrap_or_default()
    };
    Ok(fields.iter().map(|it| one(case.fields.0.get(&it.id).filter(|it| !it.is_null()), it)).collect())
}
