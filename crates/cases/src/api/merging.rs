//! Merging of cases about one matter, and taking that back (CAS-14). Nothing is moved: the case that goes is closed as
//! merged, its clocks end, and what was promised to its customer is promised by the one that stays.

use std::sync::Arc;

use base::ids::{CaseId, CaseMergeId, PromiseId};
use base::{Result, Stamp};
use db::{Json, Tx};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::hand::Which;
use super::naming::Naming;
use super::shown::Named;
use super::{Hand, deadlines, parts};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{ClockStarted, Merged, MergedIn, Promised, Unmerged, UnmergedFrom};
use crate::model::deadline::{Deadline, Part};
use crate::model::merge::{Before, Carried, CaseMerge};
use crate::model::{Asker, Case, Clock, Dims, Promise, PromiseState, Status, Target};
use crate::refused::Refused;
use crate::rules::{closing, merging, said, stale};
use crate::store;

/// A case that is to become one with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCaseMerge)]
pub struct NewMerge {
    /// The case that goes.
    pub case_id: CaseId,
    /// Why they are one matter.
    pub reason: String,
    /// The version of the case that stays, as it was read.
    #[serde(default)]
    pub version: Option<i64>,
}

/// A merge as screens get it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CaseMergeView)]
pub struct MergeView {
    /// Its id.
    pub id: CaseMergeId,
    /// The case that became one with this.
    pub case_id: CaseId,
    /// Its number.
    pub number: String,
    /// What it is about; empty when it is out of sight.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Who merged them.
    pub by: Option<Named>,
    /// When.
    pub at: Stamp,
    /// Until when it can be taken back.
    pub until: Stamp,
    /// When it was taken back.
    pub undone_at: Option<Stamp>,
    /// Why.
    pub undone_reason: Option<String>,
    /// Whether the reader can take it back.
    pub may_undo: bool,
}

/// The merges with a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CaseMergesOf)]
pub struct MergesOf {
    /// The newest first.
    pub items: Vec<MergeView>,
    /// Whether the reader can merge others with this case.
    pub may_merge: bool,
}

/// What every clock of a case may wait for.
const TARGETS: [Target; 5] =
    [Target::FirstResponse, Target::Resolution, Target::Acceptance, Target::Promise, Target::Step];

impl Desk {
    /// Makes another case one with this: it is closed as merged, its course is seen here, its promises are kept here.
    ///
    /// # Errors
    /// Refused when either is closed, out of sight or in others' hands, anything of the one that goes is open with
    /// others, a leader has it, or the reason is missing.
    pub fn merge(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewMerge) -> Result<Case> {
        let into = store::case::seen(tx, &Asker::of(me), id)?;
        stale::must_be_fresh(&into, new.version)?;
        let mut hand = Hand::take(tx, self.rules(), me, &new.case_id, None)?;
        let book = Arc::clone(&hand.book);
        let brought = store::escalations::of(hand.tx, &new.case_id)?;
        merging::may_merge(&into, &hand.case, &hand.who, &book, &brought)?;
        parts::settled(&mut hand)?;
        let reason = said(Some(&new.reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        let (merge, now): (CaseMergeId, _) = (hand.tx.id(), hand.now());
        let until_ms = merging::undone_until(&book, merging::policy(&book)?, now);
        let mut before = stood(&hand);
        before.deadlines = stopped(&mut hand)?;
        for target in TARGETS {
            hand.cancel(Which::All(target), "merged")?;
        }
        closed(&mut hand, id);
        let dims = Dims::of(&hand.case);
        let (other_number, said) = (into.number, reason.clone());
        hand.tell(&Merged { dims, merge: merge.clone(), into: id.clone(), other_number, reason: said })?;
        let gone = hand.put_back()?;
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let carried = taken_over(&mut hand, &gone)?;
        store::links::insert(hand.tx, &hand.who, id, &gone.id, "merged", false)?;
        let it = CaseMerge {
            id: merge.clone(),
            case_id: id.clone(),
            source_id: gone.id.clone(),
            reason: reason.clone(),
            by_id: hand.who.person.clone(),
            at_ms: now,
            until_ms,
            before: Json(before),
            carried: Json(carried),
            undone_ms: None,
            undone_by_id: None,
            undone_reason: None,
            edition: 1,
        };
        store::merges::insert(hand.tx, &it)?;
        hand.case.merged_count += 1;
        let promises = i64::try_from(it.carried.0.promises.len()).unwrap_or(i64::MAX);
        hand.tell(&MergedIn { merge, source: gone.id, other_number: gone.number, reason, promises })?;
        hand.put_back()
    }

    /// Takes a merge back: both cases stand as they stood, with what came since at the one that stayed. A promise that
    /// was kept meanwhile is kept for both.
    ///
    /// # Errors
    /// Refused for others than who may work on the case that stayed, without a reason, twice, and later than policy
    /// lets it.
    pub fn unmerge(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, merge: &CaseMergeId, reason: &str) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let mut it = store::merges::one(hand.tx, id, merge)?.ok_or(Barred::NoMerge)?;
        let now = hand.now();
        merging::may_undo(&hand.case, &hand.who, &it, now)?;
        let reason = said(Some(reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        (it.undone_ms, it.undone_by_id) = (Some(now), hand.who.person.clone());
        it.undone_reason = Some(reason.clone());
        store::merges::save(hand.tx, &it)?;
        let fates = given_back(&mut hand, &it)?;
        store::links::remove(hand.tx, id, &it.source_id, "merged")?;
        hand.case.merged_count -= 1;
        let source = store::case::any(hand.tx, &it.source_id)?.ok_or(Refused::NotFound)?;
        let (source_id, other_number) = (it.source_id.clone(), source.number);
        let told = UnmergedFrom { merge: merge.clone(), source: source_id, other_number, reason: reason.clone() };
        hand.tell(&told)?;
        let case = hand.put_back()?;
        let open = fates.iter().filter(|(_, it)| !is_kept(it)).map(|(_, it)| it.id.clone()).collect::<Vec<_>>();
        store::promises::remove(tx, id, &open)?;
        store::clocks::remove_of(tx, id, &open)?;

        let mut back = Hand::take(tx, self.rules(), &Actor::system(), &it.source_id, None)?;
        back.who = Asker::of(me);
        stands_again(&mut back, &it.before.0)?;
        for (theirs, fate) in fates.into_iter().filter(|(_, it)| is_kept(it)) {
            kept_too(&mut back, &theirs, &fate)?;
        }
        let dims = Dims::of(&back.case);
        let (merge, from) = (merge.clone(), id.clone());
        back.tell(&Unmerged { dims, merge, from, other_number: case.number, reason })?;
        back.put_back()?;
        Ok(case)
    }

    /// The merges with a case.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn merges_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId) -> Result<MergesOf> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let all = store::merges::of(tx, id)?;
        let now = tx.now();
        let ids: Vec<CaseId> = all.iter().map(|it| it.source_id.clone()).collect();
        let names = store::case::names(tx, &who, &ids)?;
        let mut naming = Naming::default();
        naming.people(all.iter().filter_map(|it| it.by_id.as_ref())).ask(self, tx)?;
        let view = |it: CaseMerge| {
            let name = names.iter().find(|one| one.0 == it.source_id);
            MergeView {
                number: name.map(|one| one.1.to_string()).unwrap_or_default(),
                subject: name.map(|one| one.2.clone()).unwrap_or_default(),
                by: naming.maybe(it.by_id.as_ref()),
                may_undo: merging::may_undo(&case, &who, &it, now).is_ok(),
                id: it.id,
                case_id: it.source_id,
                reason: it.reason,
                at: it.at_ms,
                until: it.until_ms,
                undone_at: it.undone_ms,
                undone_reason: it.undone_reason,
            }
        };
        let may_merge = merging::may_take_in(&case, &who, &book).is_ok();
        Ok(MergesOf { items: all.into_iter().map(view).collect(), may_merge })
    }
}

fn is_kept(it: &Promise) -> bool {
    matches!(it.state, PromiseState::Kept | PromiseState::Late)
}

/// How a case stands.
fn stood(hand: &Hand<'_, '_>) -> Before {
    let it = &hand.case;
    Before {
        status: it.status,
        status_ms: it.status_ms,
        step: it.step.clone(),
        step_ms: it.step_ms,
        open_promises: it.open_promises,
        clocks: hand.clocks.iter().filter(|it| it.is_live()).cloned().collect(),
        deadlines: Vec::new(),
    }
}

/// Stops the deadlines of what hangs on the case; answers which, and how each stood.
fn stopped(hand: &mut Hand<'_, '_>) -> Result<Vec<(base::ids::DeadlineId, crate::model::deadline::DeadlineState)>> {
    let case = hand.case.id.clone();
    let transfers: Vec<String> = store::transfers::of(hand.tx, &case)?.iter().map(|it| it.id.to_string()).collect();
    let mut live: Vec<Deadline> = store::deadlines::live(hand.tx, Part::Handling, &transfers)?;
    live.extend(store::deadlines::live(hand.tx, Part::Progress, &[case.to_string()])?);
    let book = Arc::clone(&hand.book);
    for it in &live {
        deadlines::end(hand.tx, &book, &hand.case, it.part, &it.part_id, deadlines::End::Lifted)?;
    }
    Ok(live.into_iter().map(|it| (it.id, it.state)).collect())
}

fn closed(hand: &mut Hand<'_, '_>, into: &CaseId) {
    let now = hand.now();
    hand.case.step = closing::closed_step(&hand.book).to_owned();
    (hand.case.step_ms, hand.case.status_ms) = (now, now);
    hand.case.status = Status::Closed;
    hand.case.closed_ms = Some(now);
    hand.case.open_promises = 0;
    hand.case.merged_into = Some(into.clone());
}

/// The case that stays takes over what was promised and who answers for it.
fn taken_over(hand: &mut Hand<'_, '_>, gone: &Case) -> Result<Carried> {
    let mut carried = Carried::default();
    let now = hand.now();
    let open = |it: &Promise| !is_kept(it);
    for theirs in store::promises::of(hand.tx, &gone.id)?.into_iter().filter(open) {
        let id: PromiseId = hand.tx.id();
        let ours = Promise { id: id.clone(), case_id: hand.case.id.clone(), ..theirs.clone() };
        store::promises::insert(hand.tx, &ours)?;
        hand.case.open_promises += 1;
        let told = Promised { promise: id.clone(), person_id: ours.person_id, due_at: ours.due_ms, text: ours.text };
        hand.tell(&told)?;
        // One whose time passed was broken there already, and is owed still.
        if ours.due_ms > now {
            hand.start_promise(id.as_str(), ours.due_ms)?;
        }
        carried.promises.push((theirs.id, id));
    }
    let here = store::parties::of(hand.tx, &hand.case.id)?;
    let people = [&gone.owner_id, &gone.first_owner_id].into_iter().flatten().filter(|it| !here.contains(it));
    carried.people = people.cloned().collect();
    carried.people.dedup();
    store::parties::add(hand.tx, &hand.case, &carried.people)?;
    Ok(carried)
}

/// What was taken over and is open still is given back; answers what became of each promise.
fn given_back(hand: &mut Hand<'_, '_>, it: &CaseMerge) -> Result<Vec<(PromiseId, Promise)>> {
    let (case, mut fates) = (hand.case.id.clone(), Vec::new());
    for (theirs, ours) in &it.carried.0.promises {
        let Some(promise) = store::promises::one(hand.tx, &case, ours)? else { continue };
        if !is_kept(&promise) {
            hand.cancel(Which::Of(Target::Promise, ours.as_str()), "merge_undone")?;
            hand.case.open_promises = (hand.case.open_promises - 1).max(0);
        }
        fates.push((theirs.clone(), promise));
    }
    let stay = |one: &&base::ids::PersonId| {
        hand.case.owner_id.as_ref() == Some(*one) || hand.case.first_owner_id.as_ref() == Some(*one)
    };
    let leave: Vec<_> = it.carried.0.people.iter().filter(|one| !stay(one)).cloned().collect();
    store::parties::remove(hand.tx, &hand.case, &leave)?;
    Ok(fates)
}

/// The case stands as it stood: its clocks go on as if they had never ended.
fn stands_again(hand: &mut Hand<'_, '_>, before: &Before) -> Result<()> {
    let it = &mut hand.case;
    (it.status, it.status_ms) = (before.status, before.status_ms);
    (it.step, it.step_ms) = (before.step.clone(), before.step_ms);
    (it.closed_ms, it.merged_into) = (None, None);
    it.open_promises = before.open_promises;
    for clock in &before.clocks {
        let Some(at) = hand.clocks.iter().position(|one| one.id == clock.id) else { continue };
        hand.with_clock(at, |one, _, _| one.clone_from(clock));
        hand.tell(&started(clock))?;
    }
    let book = Arc::clone(&hand.book);
    for (id, state) in &before.deadlines {
        deadlines::again(hand.tx, &book, id, *state)?;
    }
    Ok(())
}

fn started(it: &Clock) -> ClockStarted {
    ClockStarted {
        clock: it.id.clone(),
        target: it.target,
        instance: it.instance,
        previous: it.previous_id.clone(),
        limit: it.limit_ms,
        due_at: it.due_ms,
        rule: it.rule.clone(),
    }
}

/// What was kept at the case that stayed is kept at the other as well.
fn kept_too(hand: &mut Hand<'_, '_>, id: &PromiseId, fate: &Promise) -> Result<()> {
    let case = hand.case.id.clone();
    let Some(mut it) = store::promises::one(hand.tx, &case, id)? else { return Ok(()) };
    it.state = fate.state;
    it.kept_ms = fate.kept_ms;
    it.note.clone_from(&fate.note);
    store::promises::save(hand.tx, &it)?;
    hand.case.open_promises = (hand.case.open_promises - 1).max(0);
    hand.cancel(Which::Of(Target::Promise, id.as_str()), "kept_meanwhile")
}
