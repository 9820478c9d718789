//! Rounds of reviews of access: opened, given to reviewers, reminded of, passed on (OVS-2).

use std::collections::BTreeMap;

use base::ids::{PersonId, UnitId};
use base::{Page, Paged, Result, Span, Stamp};
use db::events::{About, emit};
use db::{Tx, timers};
use web::{Actor, Reach, Right};

use super::about;
use super::access::{may_review, shown};
use super::news::{by_time, holders, tell};
use crate::events::{ReviewAssigned, ReviewRoundOpened};
use crate::handle::People;
use crate::jobs::REVIEW_STEP;
use crate::model::{
    AccessRow, AskedBecause, GiveReview, NewsBody, NewsKind, PersonStatus, ReviewRound, ReviewShare, ReviewStep,
};
use crate::refused::Refused;
use crate::rules::backup::AllAway;
use crate::rules::reviewer::{Lead, candidates, steps};
use crate::store::rounds::{self as store, Round, Task};
use crate::store::{absences, persons, units};

/// Those who may be asked to review at a moment.
struct Reviewers {
    leads: Vec<Lead>,
    admins: Vec<PersonId>,
    away: AllAway,
    chains: BTreeMap<UnitId, Vec<UnitId>>,
    reaches: BTreeMap<PersonId, Reach>,
}

impl Reviewers {
    fn now(people: &People, tx: &mut Tx<'_>) -> Result<Self> {
        let access = people.access(tx)?;
        let with = |right: Right| -> Vec<&str> {
            let gives = access.roles.iter().filter(|it| it.rights.iter().any(|one| one == right.name()));
            gives.map(|it| it.id.as_str()).collect()
        };
        let leads = store::holders(tx, &with(Right::SuperviseCases))?;
        let leads = leads.into_iter().map(|(person, unit)| Lead { person, unit }).collect();
        let admins = store::holders(tx, &with(Right::Administer))?.into_iter().map(|it| it.0).collect();
        let away = absences::away(tx, tx.now())?;
        Ok(Self { leads, admins, away, chains: BTreeMap::new(), reaches: BTreeMap::new() })
    }

    /// Whether somebody sees the people of a unit; who does not cannot review them.
    fn sees(&mut self, people: &People, tx: &mut Tx<'_>, who: &PersonId, unit: &UnitId) -> Result<bool> {
        if !self.reaches.contains_key(who) {
            let reach = people.actor(tx, who)?.reaching(Right::ReadPeople).clone();
            self.reaches.insert(who.clone(), reach);
        }
        Ok(match self.reaches.get(who) {
            Some(Reach::All) => true,
            Some(Reach::Units(units)) => units.contains(unit),
            _ => false,
        })
    }

    /// Who reviews somebody; after another one, whoever stands above them. Nobody stands above administrators.
    fn choose(&mut self, people: &People, tx: &mut Tx<'_>, task: &Task) -> Result<Option<PersonId>> {
        let before = match &task.reviewer_id {
            Some(it) if self.admins.contains(it) => return Ok(None),
            Some(it) => persons::person(tx, it)?.map(|it| Lead { person: it.id, unit: it.unit_id }),
            None => None,
        };
        if !self.chains.contains_key(&task.unit_id) {
            let chain = units::chain(tx, &task.unit_id)?.into_iter().map(|it| it.id).collect();
            self.chains.insert(task.unit_id.clone(), chain);
        }
        let chain = self.chains.get(&task.unit_id).map_or(&[][..], Vec::as_slice);
        let asked = (&task.person_id, before.as_ref());
        let found = candidates(asked, chain, (&self.leads, &self.admins), &self.away);
        let found: Vec<PersonId> = found.into_iter().cloned().collect();
        for one in found {
            if self.sees(people, tx, &one, &task.unit_id)? {
                return Ok(Some(one));
            }
        }
        Ok(None)
    }
}

/// An administrator opens a round for everybody with roles who was not reviewed today and is not under review.
pub fn start(people: &People, tx: &mut Tx<'_>, actor: &Actor) -> Result<ReviewRound> {
    actor.may(Right::Administer)?;
    let (now, zone) = (tx.now(), people.zone(tx)?);
    let day = open(people, tx, actor, (now, now.day(&zone).start(&zone)))?.ok_or(Refused::NobodyToReview)?;
    let rounds = store::latest(tx, None, 1)?.into_iter().filter(|it| it.day == day).collect();
    listed(tx, rounds)?.pop().ok_or_else(|| Refused::NobodyToReview.into())
}

/// A day has come on which reviews are due: a round opens for those, with all who are due soon.
pub fn due(people: &People, tx: &mut Tx<'_>) -> Result<()> {
    let (now, policy) = (tx.now(), people.staff(tx)?.0.review);
    let since = now - policy.every.span(Span::DAY);
    if store::waiting(tx, since, since)?.is_empty() {
        return Ok(());
    }
    let soon = since + policy.ahead.span(Span::DAY);
    open(people, tx, &Actor::system(), (soon, soon)).map(drop)
}

/// Opens a round; answers the day by which it is called, and nothing where nobody is to be reviewed.
///
/// - `joined_before`, `since`: those who joined before the first and were not reviewed since the second.
fn open(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    (joined_before, since): (Stamp, Stamp),
) -> Result<Option<String>> {
    let waiting = store::waiting(tx, joined_before, since)?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let (policy, zone, now) = (people.staff(tx)?.0.review, people.zone(tx)?, tx.now());
    let day = now.day(&zone).to_string();
    let due_at = (now + policy.within.span(Span::DAY)).day(&zone).next().start(&zone);
    let mut reviewers = Reviewers::now(people, tx)?;
    let mut tasks = Vec::with_capacity(waiting.len());
    for (person_id, unit_id) in waiting {
        let mut task = Task { person_id, round: day.clone(), reviewer_id: None, due_at, unit_id };
        task.reviewer_id = reviewers.choose(people, tx, &task)?;
        tasks.push(task);
    }
    let count = i64::try_from(tasks.len()).unwrap_or(i64::MAX);
    let round = Round { day: day.clone(), opened_at: now, due_at, closed_at: None, people: count, done: 0 };
    store::open(tx, &round, &tasks)?;
    let opened = ReviewRoundOpened { round: day.clone(), people: count, due: due_at };
    emit(tx, actor.by(), About::default(), None, &opened)?;
    for task in &tasks {
        asked(tx, actor, task, (None, task.reviewer_id.clone()), AskedBecause::Opened)?;
    }
    tell_each(tx, actor, &tasks, NewsKind::ReviewAssigned)?;
    let auditors = holders(people, tx, &[Right::ReadAudit], None)?;
    let body = NewsBody { count: Some(count), moment: Some(due_at), ..NewsBody::default() };
    tell(tx, auditors, &by_time(now, format!("reviews {day}"), NewsKind::ReviewDue, body))?;
    for (no, (at, step)) in steps(&policy, due_at, now).into_iter().enumerate() {
        timers::set(tx, at, REVIEW_STEP, &format!("{day} {no}"), &(&day, step))?;
    }
    Ok(Some(day))
}

fn asked(
    tx: &mut Tx<'_>,
    actor: &Actor,
    task: &Task,
    (from, to): (Option<PersonId>, Option<PersonId>),
    because: AskedBecause,
) -> Result<()> {
    let (person, round) = (task.person_id.clone(), task.round.clone());
    emit(tx, actor.by(), about(&task.person_id), None, &ReviewAssigned { person, round, from, to, because })
}

/// Tells each reviewer how many people wait for them, once.
fn tell_each(tx: &mut Tx<'_>, actor: &Actor, tasks: &[Task], kind: NewsKind) -> Result<()> {
    let mut counts: BTreeMap<(&PersonId, &str, Stamp), i64> = BTreeMap::new();
    for task in tasks {
        if let Some(reviewer) = &task.reviewer_id {
            *counts.entry((reviewer, &task.round, task.due_at)).or_default() += 1;
        }
    }
    let now = tx.now();
    for ((reviewer, round, due_at), count) in counts {
        let body = NewsBody { count: Some(count), moment: Some(due_at), ..NewsBody::default() };
        let row = by_time(now, format!("review {round} {reviewer}"), kind, body);
        tell(tx, [reviewer.clone()], &crate::model::NewsRow { actor_id: actor.by().cloned(), ..row })?;
    }
    Ok(())
}

/// The time of a step has come.
pub fn step(people: &People, tx: &mut Tx<'_>, round: &str, step: ReviewStep) -> Result<()> {
    let left = store::left(tx, round)?;
    let system = Actor::system();
    match step {
        ReviewStep::Remind => tell_each(tx, &system, &left, NewsKind::ReviewNear),
        ReviewStep::Overdue => tell_each(tx, &system, &left, NewsKind::ReviewOverdue),
        ReviewStep::PassOn => pass_on(people, tx, round, left),
    }
}

/// What is left goes on to whoever stands above its reviewer, and again after as long.
fn pass_on(people: &People, tx: &mut Tx<'_>, round: &str, left: Vec<Task>) -> Result<()> {
    let mut reviewers = Reviewers::now(people, tx)?;
    let mut passed = Vec::new();
    for task in left {
        let Some(to) = reviewers.choose(people, tx, &task)? else { continue };
        store::pass(tx, &task, &to)?;
        asked(tx, &Actor::system(), &task, (task.reviewer_id.clone(), Some(to.clone())), AskedBecause::Overdue)?;
        passed.push(Task { reviewer_id: Some(to), ..task });
    }
    if passed.is_empty() {
        return Ok(());
    }
    tell_each(tx, &Actor::system(), &passed, NewsKind::ReviewOverdue)?;
    let again = tx.now() + people.staff(tx)?.0.review.escalate_after.span(Span::DAY);
    timers::set(tx, again, REVIEW_STEP, &format!("{round} on"), &(round, ReviewStep::PassOn))
}

/// An administrator names who reviews somebody.
pub fn give(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PersonId, new: &GiveReview) -> Result<AccessRow> {
    actor.may(Right::Administer)?;
    let row = persons::seen(tx, actor, Right::ReadPeople, id)?.ok_or(Refused::PersonNotFound)?;
    let task = store::of(tx, id)?.ok_or(Refused::NotUnderReview)?;
    let reviewer =
        persons::person(tx, &new.reviewer_id)?.filter(|it| it.status == PersonStatus::Active && it.id != *id);
    let reviewer = reviewer.ok_or(Refused::ReviewerUnfit)?.id;
    if !Reviewers::now(people, tx)?.sees(people, tx, &reviewer, &row.unit_id)? {
        return Err(Refused::ReviewerUnfit.into());
    }
    if task.reviewer_id.as_ref() != Some(&reviewer) {
        store::pass(tx, &task, &reviewer)?;
        let change = (task.reviewer_id.clone(), Some(reviewer.clone()));
        asked(tx, actor, &task, change, AskedBecause::Given)?;
        tell_each(tx, actor, &[Task { reviewer_id: Some(reviewer), ..task }], NewsKind::ReviewAssigned)?;
    }
    shown(people, tx, actor, vec![row])?.pop().ok_or_else(|| Refused::PersonNotFound.into())
}

/// The rounds, the latest first.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, page: &Page) -> Result<Paged<ReviewRound>> {
    may_review(actor)?;
    let rows = page.rows();
    let found = store::latest(tx, page.after.as_deref(), rows + 1)?;
    Ok(Paged::of(listed(tx, found)?, rows, |it| it.day.clone()))
}

fn listed(tx: &mut Tx<'_>, rounds: Vec<Round>) -> Result<Vec<ReviewRound>> {
    let days: Vec<String> = rounds.iter().map(|it| it.day.clone()).collect();
    let shares = store::shares(tx, &days)?;
    let reviewers: Vec<PersonId> = shares.iter().filter_map(|it| it.1.clone()).collect();
    let (names, now) = (persons::names(tx, &reviewers)?, tx.now());
    let share = |(_, reviewer_id, people, done): &store::Share| ReviewShare {
        reviewer_name: reviewer_id.as_ref().and_then(|it| names.get(it).cloned()),
        reviewer_id: reviewer_id.clone(),
        people: *people,
        done: *done,
    };
    let one = |it: Round| ReviewRound {
        reviewers: shares.iter().filter(|share| share.0 == it.day).map(share).collect(),
        overdue: if now >= it.due_at { it.people - it.done } else { 0 },
        day: it.day,
        due_at: it.due_at,
        closed_at: it.closed_at,
        people: it.people,
        done: it.done,
    };
    Ok(rounds.into_iter().map(one).collect())
}

/// Whose reviews are the actor's: their own, and those of whom they stand in for.
pub fn mine(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<PersonId>> {
    let Some(me) = actor.by() else { return Ok(Vec::new()) };
    let mut mine = crate::api::stands_in_for(tx, me, tx.now())?;
    mine.push(me.clone());
    Ok(mine)
}
