//! Questions: lists, counters, search, timelines, and who may hear of a case.

use std::collections::HashMap;

use base::ids::{CaseId, CustomerId, PersonId, UnitId};
use base::{Page, Paged, Result, Stamp, fault};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;
use web::live::Audience;

use super::naming::Naming;
use super::seats;
use super::shown::{CaseRow, Named, TimelineItem};
use crate::Desk;
use crate::model::{Asker, Rulebook};
use crate::refused::Refused;
use crate::rules::{answers, counting};
use crate::store;
use crate::store::list::{Filter, Row, Sort, Standing, Waiting, Whose};
use crate::store::marks::Marked;

/// Which cases are wanted, as asked for from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// `open` (default), `closed` or `all`.
    pub status: Option<String>,
    /// `me`, `none` or a person's id.
    pub owner: Option<String>,
    /// `me` or a person's id.
    pub first_owner: Option<String>,
    /// `me`: those that the person has to do with, or was asked for a part of.
    pub participant: Option<String>,
    /// A unit.
    #[param(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    /// A kind.
    pub kind: Option<String>,
    /// A class.
    pub class: Option<String>,
    /// A priority.
    pub priority: Option<String>,
    /// A step.
    pub step: Option<String>,
    /// A channel.
    pub channel: Option<String>,
    /// The system cases were imported from.
    pub source: Option<String>,
    /// A customer.
    #[param(value_type = Option<String>)]
    pub customer: Option<CustomerId>,
    /// `overdue` or `today`.
    pub due: Option<String>,
    /// What they wait for: `accept`, `confirm`, `promise`, or `urged`.
    pub waiting: Option<String>,
    /// Answers of the form, as `field:value`, several between semicolons; all of them have to fit.
    pub answers: Option<String>,
    /// Tags by id, several between commas: cases with any of them.
    pub tags: Option<String>,
    /// The same: cases with all of them.
    pub all_tags: Option<String>,
    /// Answers wanted with each row: fields of the form, several between commas.
    pub columns: Option<String>,
    /// `due` (default), `opened` or `-opened`.
    pub sort: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: Option<u16>,
}

/// The counters of somebody's lists, over what they reach; `mine` are the person's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Counts {
    /// Open cases the person handles.
    pub mine: i64,
    /// Open cases that nobody handles.
    pub unassigned: i64,
    /// Open cases of the person's own unit.
    pub team: i64,
    /// Open cases past a due time.
    pub overdue: i64,
    /// Open cases nearly due.
    pub due_soon: i64,
    /// Open cases with a promise not yet kept.
    pub promised: i64,
    /// Cases whose transfer waits for acceptance.
    pub to_accept: i64,
    /// Cases whose customer is to be asked.
    pub to_confirm: i64,
    /// Open cases.
    pub open: i64,
    /// Cases closed today.
    pub closed_today: i64,
    /// Approvals that wait for the person's decision.
    pub to_decide: i64,
    /// Customers the person is to ask.
    pub to_follow_up: i64,
    /// Escalations that wait for the person to take them.
    pub to_take: i64,
    /// Questions of windows that wait for the person's answer.
    pub to_answer: i64,
    /// Open cases whose handler was urged.
    pub urged: i64,
    /// Parts that the person's departments are asked for.
    pub to_join: i64,
}

impl Desk {
    /// A page of the cases that fulfil a query and that the actor sees.
    ///
    /// # Errors
    /// Refused when a value of the query is not known.
    pub fn list(&self, tx: &mut Tx<'_>, me: &Actor, query: &ListQuery) -> Result<Paged<CaseRow>> {
        let who = Asker::of(me);
        let book = self.rules().now(tx)?;
        let filter = filter_of(tx, &who, query, &book)?;
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = store::list::page(tx, &who, &filter, &page)?;
        let mut naming = Naming::default();
        naming.rows(&found.items).ask(self, tx)?;
        let columns = split(query.columns.as_deref(), ',');
        let row = |mut it: Row| {
            if let Some(fields) = &mut it.fields {
                fields.0.retain(|name, _| columns.contains(&name.as_str()));
            }
            naming.row(it)
        };
        Ok(Paged { items: found.items.into_iter().map(row).collect(), next: found.next })
    }

    /// The newest cases that hold the words of a query and that the actor sees; at most 20.
    pub fn search(&self, tx: &mut Tx<'_>, me: &Actor, query: &str) -> Result<Vec<CaseRow>> {
        let found = store::search::find(tx, &Asker::of(me), query, 20)?;
        let mut naming = Naming::default();
        naming.rows(&found).ask(self, tx)?;
        Ok(found.into_iter().map(|it| naming.row(it)).collect())
    }

    /// The counters of the actor's lists.
    pub fn counts(&self, tx: &mut Tx<'_>, me: &Actor) -> Result<Counts> {
        let who = Asker::of(me);
        let zone = self.rules().now(tx)?.zone();
        let closed = counting::closed_on(tx.now(), &zone);
        let names = [
            counting::OPEN,
            counting::UNASSIGNED,
            counting::OVERDUE,
            counting::DUE_SOON,
            counting::PROMISED,
            counting::TO_ACCEPT,
            counting::TO_CONFIRM,
            counting::URGED,
            counting::JOINT,
            &closed,
        ];
        let sums = store::counters::within(tx, &who.sight, &names.map(str::to_owned))?;
        let sum = |name: &str| sums.get(name).copied().unwrap_or(0);
        let mine = who.person.as_ref().map(|it| store::counters::of(tx, it.as_str(), counting::MINE)).transpose()?;
        let team = me.unit.as_ref().map(|it| store::counters::of(tx, it.as_str(), counting::OPEN)).transpose()?;
        let people = if who.person.is_some() { seats::stands_for(tx, me)? } else { Vec::new() };
        let own = store::desk::of(
            tx,
            &people,
            &[counting::TO_DECIDE, counting::TO_FOLLOW_UP, counting::TO_TAKE, counting::TO_ANSWER].map(str::to_owned),
        )?;
        let mine_to = |name: &str| own.get(name).copied().unwrap_or(0);
        Ok(Counts {
            mine: mine.unwrap_or(0),
            team: team.unwrap_or(0),
            unassigned: sum(counting::UNASSIGNED),
            overdue: sum(counting::OVERDUE),
            due_soon: sum(counting::DUE_SOON),
            promised: sum(counting::PROMISED),
            to_accept: sum(counting::TO_ACCEPT),
            to_confirm: sum(counting::TO_CONFIRM),
            open: sum(counting::OPEN),
            closed_today: sum(&closed),
            to_decide: mine_to(counting::TO_DECIDE),
            to_follow_up: mine_to(counting::TO_FOLLOW_UP),
            to_take: mine_to(counting::TO_TAKE),
            to_answer: mine_to(counting::TO_ANSWER),
            urged: sum(counting::URGED),
            to_join: sum(counting::JOINT),
        })
    }

    /// What happened on a case, from a place on, oldest first.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn timeline(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, page: &Page) -> Result<Paged<TimelineItem>> {
        let columns = "c.merged_count, c.source";
        let (merged, source): (i64, Option<String>) = store::case::seen_as(tx, &Asker::of(me), id, columns)?;
        let joined = if merged > 0 { store::merges::group(tx, id)? } else { Vec::new() };
        let found = match joined.as_slice() {
            [] => store::timeline::after(tx, id, page.after.as_deref(), page.rows() + 1)?,
            all => store::timeline::of_all(tx, all, page.after.as_deref(), page.rows() + 1)?,
        };
        let origins = store::case::names(tx, &Asker::system(), joined.get(1..).unwrap_or_default())?;
        let origin = |of: Option<&CaseId>| {
            let found = of.and_then(|of| origins.iter().find(|it| it.0 == *of));
            found.map(|it| it.1.to_string())
        };
        let mut naming = Naming::default();
        naming.people(found.iter().filter_map(|it| it.actor.as_ref())).ask(self, tx)?;
        let items = found
            .into_iter()
            .map(|it| {
                let body = serde_json::from_str(&it.body).map_err(fault)?;
                Ok(TimelineItem {
                    seq: it.seq,
                    origin: origin(it.case.as_ref()),
                    cursor: it.cursor().to_string(),
                    at: it.at,
                    actor: naming.maybe(it.actor.as_ref()).or_else(|| elsewhere(&body, source.as_deref())),
                    text_key: it.kind.rsplit_once(".v").map_or(it.kind.as_str(), |it| it.0).to_owned(),
                    body,
                    policy: it.policy,
                    kind: it.kind,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Paged::of(items, page.rows(), |it| it.cursor.clone()))
    }
}

/// Who did something in another system: the person its log names, else the group, else the system itself. None of them is
/// a member of staff, so there is no id.
fn elsewhere(body: &serde_json::Value, source: Option<&str>) -> Option<Named> {
    let said = |name: &str| body.get(name).and_then(serde_json::Value::as_str);
    let concluded = body.pointer("/attrs/_derived").is_some();
    let imported = said("activity").is_some() || concluded;
    let name = said("resource").or_else(|| said("group")).or(source.filter(|_| imported))?;
    Some(Named { id: String::new(), name: name.to_owned() })
}

/// Who may hear of these cases: the unit that has each, and everybody who has to do with it.
pub fn audiences(tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<HashMap<CaseId, Audience>> {
    let mut all: HashMap<CaseId, Audience> = HashMap::new();
    for (case, unit, person) in store::parties::audiences(tx, ids)? {
        let audience = all.entry(case).or_default();
        audience.unit = Some(unit);
        audience.parties.extend(person);
    }
    for (case, person) in store::joint::audiences(tx, ids)? {
        all.entry(case).or_default().parties.push(person);
    }
    Ok(all)
}

/// What is promised on a case and not kept yet: until when, and what.
pub type Promise = (Stamp, String);

/// The next promise on each of some cases that the actor sees; none where nothing is promised.
pub fn next_promises(tx: &mut Tx<'_>, me: &Actor, ids: &[CaseId]) -> Result<HashMap<CaseId, Promise>> {
    let mut all = HashMap::new();
    if ids.is_empty() {
        return Ok(all);
    }
    for (case, due, text) in store::promises::waiting(tx, &Asker::of(me), ids)? {
        all.entry(case).or_insert((due, text));
    }
    Ok(all)
}

/// What a case is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseName {
    /// Its number.
    pub number: i64,
    /// What it is about; empty for whoever does not see the case.
    pub subject: String,
}

/// What these cases are called, for whoever reads figures: a figure may count cases that its reader does not see.
pub fn names(tx: &mut Tx<'_>, me: &Actor, ids: &[CaseId]) -> Result<HashMap<CaseId, CaseName>> {
    let found = store::case::names(tx, &Asker::of(me), ids)?.into_iter();
    Ok(found.map(|(id, number, subject)| (id, CaseName { number, subject })).collect())
}

/// A query as the store takes it, with what has to be looked up for it.
pub(super) fn filter_of(tx: &mut Tx<'_>, who: &Asker, query: &ListQuery, book: &Rulebook) -> Result<Filter> {
    let mut filter = filter(who, query, book, tx.now())?;
    if let Some(customer) = &query.customer {
        filter.customers = customers::api::group(tx, customer)?;
    }
    filter.marks = marks(tx, query, book)?;
    Ok(filter)
}

/// A query as the store takes it.
fn filter(who: &Asker, query: &ListQuery, book: &Rulebook, now: Stamp) -> std::result::Result<Filter, Refused> {
    let words = [
        ("kind", &query.kind),
        ("class", &query.class),
        ("priority", &query.priority),
        ("step", &query.step),
        ("channel", &query.channel),
        ("source", &query.source),
    ];
    let standing = match query.status.as_deref() {
        None | Some("open") => Standing::Open,
        Some("closed") => Standing::Closed,
        Some("all") => Standing::All,
        Some(_) => return Err(Refused::BadFilter("status")),
    };
    let due_before = match query.due.as_deref() {
        None => None,
        Some("overdue") => Some(now),
        Some("today") => Some(now.day(&book.zone()).next().start(&book.zone())),
        Some(_) => return Err(Refused::BadFilter("due")),
    };
    let waiting = match query.waiting.as_deref() {
        None => None,
        Some("accept") => Some(Waiting::Acceptance),
        Some("confirm") => Some(Waiting::Confirmation),
        Some("promise") => Some(Waiting::Promise),
        Some("urged") => Some(Waiting::Urged),
        Some(_) => return Err(Refused::BadFilter("waiting")),
    };
    let sort = match query.sort.as_deref() {
        // What is closed is not due: the newest come first.
        None | Some("due") if standing != Standing::Open => Sort::Newest,
        None | Some("due") => Sort::Due,
        Some("opened") => Sort::Opened,
        Some("-opened") => Sort::Newest,
        Some(_) => return Err(Refused::BadFilter("sort")),
    };
    let owner = match query.owner.as_deref() {
        Some("none") => Some(Whose::Nobody),
        other => person(who, other, "owner")?.map(Whose::Person),
    };
    let participating = match query.participant.as_deref() {
        None => false,
        Some("me") => true,
        Some(_) => return Err(Refused::BadFilter("participant")),
    };
    Ok(Filter {
        standing,
        owner,
        first_owner: person(who, query.first_owner.as_deref(), "first_owner")?,
        participating,
        unit: query.unit.clone(),
        customers: Vec::new(),
        words: words.into_iter().filter_map(|(column, it)| Some((column, it.clone()?))).collect(),
        due_before,
        waiting,
        marks: Vec::new(),
        fields: query.columns.is_some(),
        sort,
    })
}

/// The parts of a text, blank ones left out.
pub(super) fn split(text: Option<&str>, at: char) -> Vec<&str> {
    text.into_iter().flat_map(|it| it.split(at)).map(str::trim).filter(|it| !it.is_empty()).collect()
}

/// The marks that a query asks for. A tag stands for those merged into it as well.
fn marks(tx: &mut Tx<'_>, query: &ListQuery, book: &Rulebook) -> Result<Vec<Marked>> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for one in split(query.answers.as_deref(), ';') {
        let (name, value) = one.split_once(':').ok_or(Refused::BadFilter("answers"))?;
        book.cases.field(name).filter(|it| it.filter).ok_or(Refused::BadFilter("answers"))?;
        all.push((name.to_owned(), vec![answers::cut(value)]));
    }
    let any = split(query.tags.as_deref(), ',');
    if !any.is_empty() {
        all.push((store::marks::TAG.to_owned(), store::tags::standing_for(tx, &any)?));
    }
    for one in split(query.all_tags.as_deref(), ',') {
        all.push((store::marks::TAG.to_owned(), store::tags::standing_for(tx, &[one])?));
    }
    let mut marks = Vec::new();
    for (name, values) in all {
        let few = match values.as_slice() {
            [one] if marks.is_empty() => store::marks::are_few(tx, &name, one)?,
            _ => false,
        };
        marks.push(Marked { name, values, few });
    }
    Ok(marks)
}

fn person(who: &Asker, text: Option<&str>, field: &'static str) -> std::result::Result<Option<PersonId>, Refused> {
    match text {
        None => Ok(None),
        Some("me") => Ok(who.person.clone()),
        Some(id) => id.parse().map(Some).map_err(|_| Refused::BadFilter(field)),
    }
}
