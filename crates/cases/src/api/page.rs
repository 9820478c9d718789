//! The page of one case: everything that hangs on it, what can be done, and why its times are what they are.

use base::ids::{CaseId, PersonId};
use base::{Param, Params, Refuse as _, Result, Stamp};
use db::Tx;
use policy::model::Text;
use web::{Actor, Lang, Texts};

use super::answers;
use super::bring_on::matter;
use super::hand::Given;
use super::naming::{Naming, row_of};
use super::parts;
use super::shown::{Action, Attachment, Case, CaseQuality, Clock, Link, Named, Promise, Transfer};
use crate::Desk;
use crate::model::{self, Asker, ClockState, Rulebook};
use crate::rules::intake::{self, Matter};
use crate::rules::{actions, clock, why};
use crate::store;
use crate::store::parts::Present;

/// In whose language the sentences of a page are.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The sentences.
    pub texts: &'a Texts,
    /// The language.
    pub lang: Lang,
}

impl Words<'_> {
    /// What stands between the entries of a list.
    pub(super) fn between(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        }
    }

    /// A text of policy in the reader's language.
    pub(super) fn of(&self, text: &Text) -> String {
        match self.lang {
            Lang::Zh => text.zh.clone(),
            Lang::En => text.en.clone(),
        }
    }
}

/// A case after a command, with what hangs on it where the command knows that.
pub(crate) struct Taken {
    pub case: model::Case,
    hanging: Option<Hanging>,
}

impl From<model::Case> for Taken {
    fn from(case: model::Case) -> Self {
        Self { case, hanging: None }
    }
}

impl Taken {
    /// A case that was just taken in, and its customer's masked name: it was not passed on yet, has no files, and of its
    /// parts only a follow-up can be open with others.
    pub(super) fn begun(
        case: model::Case,
        mut clocks: Vec<model::Clock>,
        given: Given,
        people: Vec<PersonId>,
        customer: Option<String>,
    ) -> Self {
        clocks.sort_by(|a, b| (a.started_ms, a.instance, &a.id).cmp(&(b.started_ms, b.instance, &b.id)));
        let hanging = Hanging {
            clocks,
            promises: given.promises,
            transfers: Vec::new(),
            attachments: Vec::new(),
            links: given.links,
            people,
            customer,
            present: Present { open_follow_up: given.follow_up, ..Present::default() },
        };
        Self { case, hanging: Some(hanging) }
    }
}

/// What hangs on a case, as stored.
struct Hanging {
    clocks: Vec<model::Clock>,
    promises: Vec<model::Promise>,
    transfers: Vec<model::Transfer>,
    attachments: Vec<store::attachments::Attachment>,
    links: Vec<store::links::Link>,
    people: Vec<PersonId>,
    /// The customer's masked name, where it is known already.
    customer: Option<String>,
    present: Present,
}

impl Hanging {
    /// Reads what there is: most cases have little of what a case may have.
    fn of(tx: &mut Tx<'_>, who: &Asker, case: &model::Case) -> Result<Self> {
        let id = &case.id;
        let present = store::parts::of(tx, id)?;
        Ok(Self {
            clocks: store::clocks::of(tx, id)?,
            promises: if present.promises { store::promises::of(tx, id)? } else { Vec::new() },
            transfers: if present.transfers { store::transfers::of(tx, id)? } else { Vec::new() },
            attachments: files(tx, case, present)?,
            links: if present.links { store::links::of(tx, who, id)? } else { Vec::new() },
            people: store::parties::of(tx, id)?,
            customer: None,
            present,
        })
    }

    /// Asks for every name that the page shows.
    fn names(&self, desk: &Desk, tx: &mut Tx<'_>, book: &Rulebook, case: &model::Case) -> Result<Naming> {
        let mut naming = Naming::default();
        naming.rows([&row_of(case)]).people(&self.people);
        if let (Some(id), Some(name)) = (&case.customer_id, &self.customer) {
            naming.know(id, name);
        }
        naming.people(&answers::people(book, case));
        naming.people(self.promises.iter().map(|it| &it.person_id));
        naming.people(self.attachments.iter().filter_map(|it| it.by_id.as_ref()));
        for it in &self.transfers {
            naming.people([&it.from_person_id, &it.to_person_id].into_iter().flatten());
            naming.units([&it.from_unit_id, &it.to_unit_id]);
        }
        naming.ask(desk, tx)?;
        Ok(naming)
    }
}

/// The files of a case, and of those that are one with it.
fn files(tx: &mut Tx<'_>, case: &model::Case, present: Present) -> Result<Vec<store::attachments::Attachment>> {
    if case.merged_count == 0 {
        return if present.attachments { store::attachments::of(tx, &case.id) } else { Ok(Vec::new()) };
    }
    let mut all = Vec::new();
    for one in store::merges::group(tx, &case.id)? {
        all.extend(store::attachments::of(tx, &one)?);
    }
    Ok(all)
}

impl Desk {
    /// The page of a case.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see it.
    pub fn page(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, words: Words<'_>) -> Result<Case> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        self.page_of(tx, &who, case.into(), words)
    }

    /// The page of a case that was just read or changed.
    pub(crate) fn page_of(&self, tx: &mut Tx<'_>, who: &Asker, taken: Taken, words: Words<'_>) -> Result<Case> {
        let Taken { case, hanging } = taken;
        let case = &case;
        let book = self.rules().of(tx, &case.unit_id)?;
        let now = tx.now();
        let hanging = match hanging {
            Some(it) => it,
            None => Hanging::of(tx, who, case)?,
        };
        let naming = hanging.names(self, tx, &book, case)?;
        let mut all = actions::actions(case, &hanging.clocks, who, &book, now);
        parts::say(case, hanging.present, &mut all);
        let waiting = hanging.transfers.iter().find(|it| case.transfer_id.as_ref() == Some(&it.id));
        all.extend(actions::together(case, who, &book, waiting));
        let routed = routed(tx, case, &book, &all)?;
        let record = Matter { evidence: !hanging.attachments.is_empty(), ..matter(case) };
        let good = book.cases.quality.good_permille;
        let quality = intake::quality(&book, &record).map(|it| CaseQuality { permille: it, good: it >= good });
        let missing = intake::missing(&book, &record);
        Ok(Case {
            row: naming.row(row_of(case)),
            description: case.description.clone(),
            contact_how: case.contact_masked.clone(),
            happened_at: case.happened_ms,
            fields: case.fields.0.clone(),
            answers: answers::shown(&book, case, &naming, &hanging.attachments, words),
            quality,
            attrs: case.attrs.0.clone(),
            outcome: case.outcome.clone(),
            confirmation: case.confirmation.to_string(),
            policy: case.policy.clone(),
            clocks: hanging.clocks.iter().map(|it| shown_clock(it, &book, now, words)).collect(),
            promises: hanging.promises.into_iter().map(|it| shown_promise(it, &naming)).collect(),
            transfers: hanging.transfers.into_iter().map(|it| shown_transfer(it, &naming)).collect(),
            attachments: hanging.attachments.into_iter().map(|it| shown_attachment(it, &naming)).collect(),
            links: hanging.links.into_iter().map(shown_link).collect(),
            people: hanging.people.iter().map(|it| naming.person(it)).collect(),
            missing,
            primary: actions::primary(case, &all, who).map(str::to_owned),
            actions: all.into_iter().map(|it| shown_action(it, routed.as_ref(), words)).collect(),
        })
    }
}

fn shown_clock(it: &model::Clock, book: &Rulebook, now: Stamp, words: Words<'_>) -> Clock {
    let stands = it.state == ClockState::Paused;
    let moving = |at: Stamp| (!stands && at < Stamp::MAX).then_some(at);
    let calendar = it.calendar.as_deref().and_then(|it| book.calendar_title(it));
    Clock {
        id: it.id.clone(),
        target: it.target,
        instance: it.instance,
        previous_id: it.previous_id.clone(),
        subject: it.subject.clone(),
        state: it.state,
        started_at: it.started_ms,
        limit_ms: it.limit_ms,
        used_ms: clock::used(it, book, now),
        due_at: moving(it.due_ms),
        half_at: moving(it.half_ms),
        near_at: moving(it.near_ms),
        breached_at: it.breached_ms,
        ended_at: it.ended_ms,
        wall_ms: it.wall_ms,
        working_ms: it.working_ms,
        paused_at: stands.then_some(it.since_ms),
        pauses: it.pauses.0.clone(),
        calendar: calendar.map(|it| words.of(it)),
        calendar_ref: it.calendar.clone(),
        policy: it.policy.clone(),
        rule: it.rule.clone(),
        why: sentence(&why::why(it, now), it.target, book, words),
        extended: it.extended.0.clone(),
    }
}

/// Why a clock is due when it is due, as a sentence.
fn sentence(it: &why::Why, target: model::Target, book: &Rulebook, words: Words<'_>) -> String {
    let say = |key: &str, params: Params| words.texts.say(words.lang, key, &params);
    let minutes = |span: base::Span| Param::Plain((span.0 / 60_000).to_string());
    let title = book.title(&it.policy);
    let key = match (target, &it.calendar) {
        _ if title.is_none() => "cases.why.elsewhere",
        (model::Target::Promise, _) => "cases.why.promise",
        (_, Some(_)) => "cases.why.working",
        (_, None) => "cases.why.wall",
    };
    let name = |text: Option<&Text>| text.map_or_else(|| Param::Plain(String::new()), Param::from);
    let calendar = it.calendar.as_deref().and_then(|it| book.calendar_title(it));
    let mut parts = vec![say(
        key,
        [
            ("title", name(title)),
            ("policy", it.policy.clone().into()),
            ("rule", it.rule.clone().into()),
            ("minutes", minutes(it.limit)),
            ("calendar", name(calendar)),
        ]
        .into(),
    )];
    let times = |count: usize| Param::Plain(count.to_string());
    if it.pauses > 0 {
        parts.push(say("cases.why.paused", [("times", times(it.pauses)), ("minutes", minutes(it.paused))].into()));
    }
    if it.extensions > 0 {
        parts.push(say("cases.why.extended", [("times", times(it.extensions))].into()));
    }
    parts.concat()
}

/// The unit that policy makes responsible for a case, if it can be handed over and is not there already.
fn routed(tx: &mut Tx<'_>, case: &model::Case, book: &Rulebook, all: &[actions::Action]) -> Result<Option<Named>> {
    let possible = all.iter().any(|it| it.name == "transfer" && it.refused.is_none());
    let code = book.cases.responsible(&case.kind, case.class.as_deref()).filter(|_| possible);
    let Some(code) = code else { return Ok(None) };
    let unit = people::api::unit_by_code(tx, code)?.filter(|it| it.id != case.unit_id);
    Ok(unit.map(|it| Named { id: it.id.into(), name: it.name }))
}

fn shown_action(it: actions::Action, routed: Option<&Named>, words: Words<'_>) -> Action {
    let refusal = it.refused.map(|it| it.refusal());
    Action {
        unit: routed.filter(|_| it.name == "transfer").cloned(),
        name: it.name.to_owned(),
        allowed: refusal.is_none(),
        reason_text: refusal.as_ref().map(|it| words.texts.say(words.lang, it.code, &it.params)),
        reason: refusal.map(|it| it.code.to_owned()),
        to: it.to,
    }
}

fn shown_promise(it: model::Promise, naming: &Naming) -> Promise {
    Promise {
        made_by: Some(naming.person(&it.person_id)),
        id: it.id,
        text: it.text,
        due_at: it.due_ms,
        state: it.state,
        made_at: it.made_ms,
        kept_at: it.kept_ms,
        note: it.note,
    }
}

fn shown_transfer(it: model::Transfer, naming: &Naming) -> Transfer {
    Transfer {
        from_unit: naming.unit(&it.from_unit_id),
        from_person: naming.maybe(it.from_person_id.as_ref()),
        to_unit: naming.unit(&it.to_unit_id),
        to_person: naming.maybe(it.to_person_id.as_ref()),
        id: it.id,
        reason: it.reason,
        state: it.state,
        at: it.asked_ms,
        answered_at: it.ended_ms,
        answer: it.answer,
        wait_ms: it.wait_ms,
        working_ms: it.working_ms,
        due_at: it.due_ms,
        half_at: it.half_ms,
        near_at: it.near_ms,
        handled_at: it.handled_ms,
        handling_ms: it.handling_ms,
        handling_working_ms: it.handling_working_ms,
    }
}

fn shown_attachment(it: store::attachments::Attachment, naming: &Naming) -> Attachment {
    Attachment {
        by: naming.maybe(it.by_id.as_ref()),
        id: it.id,
        name: it.name,
        size: it.bytes,
        media_type: it.media_type,
        at: it.at_ms,
    }
}

fn shown_link(it: store::links::Link) -> Link {
    Link {
        case_id: it.case_id,
        number: it.number.to_string(),
        subject: it.subject.unwrap_or_default(),
        status: it.status,
        kind: it.kind,
        by_rule: it.by_rule,
    }
}
