//! A case in hand: read once, changed by a command, put back with everything that hangs on it.

use std::sync::Arc;

use base::ids::{CaseId, ClockId, PersonId, UnitId};
use base::{Result, Stamp};
use db::events::{About, Event, emit};
use db::{Tx, timers};
use people::model::StaffKind;
use policy::model::Audience;
use web::Actor;

use super::customer;
use crate::desk::Rules;
use crate::events::{ClockBreached, ClockCancelled, ClockMet, ClockStarted, ClockWarned};
use crate::jobs;
use crate::model::{Asker, Case, Clock, Dims, Promise, Rulebook, Target};
use crate::rules::clock::{self, Signal};
use crate::rules::limits::{self, Start};
use crate::rules::{counting, stale};
use crate::store;
use crate::store::links::Link;

/// Which of the clocks that still wait a command speaks of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which<'a> {
    /// Those of a target.
    All(Target),
    /// That of a target and a promise, transfer or step.
    Of(Target, &'a str),
    /// Those whose limit a version of policy set. What was promised to a customer is not set by policy.
    Under(&'a str),
}

impl Which<'_> {
    fn is(self, clock: &Clock) -> bool {
        clock.is_live()
            && match self {
                Self::All(target) => clock.target == target,
                Self::Of(target, subject) => clock.target == target && clock.subject.as_deref() == Some(subject),
                Self::Under(policy) => clock.policy == policy && clock.target != Target::Promise,
            }
    }
}

/// What a new case was given besides its clocks: whoever took it in shows it without reading it again.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub promises: Vec<Promise>,
    pub links: Vec<Link>,
    /// A follow-up waits, and who is to ask the customer has to do with the case.
    pub follow_up: bool,
    pub asking: Option<PersonId>,
}

/// A case in hand.
pub(crate) struct Hand<'t, 'c> {
    pub tx: &'t mut Tx<'c>,
    pub who: Asker,
    pub book: Arc<Rulebook>,
    pub case: Case,
    /// All its clocks, the oldest first.
    pub clocks: Vec<Clock>,
    pub given: Given,
    /// The case as it was read; nothing when it is new.
    before: Option<Case>,
    /// Clocks that were changed, and clocks that are new, by their place in `clocks`.
    changed: Vec<usize>,
    fresh: Vec<usize>,
}

impl<'t, 'c> Hand<'t, 'c> {
    /// Takes a case in hand for a change; refused when the actor does not see it, or read an older version.
    pub fn take(tx: &'t mut Tx<'c>, rules: &Rules, me: &Actor, id: &CaseId, seen: Option<i64>) -> Result<Self> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        stale::must_be_fresh(&case, seen)?;
        let clocks = store::clocks::of(tx, id)?;
        let book = rules.of(tx, &case.unit_id)?;
        let before = Some(case.clone());
        Ok(Self { clocks, before, ..Self::begin(tx, who, book, case) })
    }

    /// A case that is about to begin.
    pub fn begin(tx: &'t mut Tx<'c>, who: Asker, book: Arc<Rulebook>, case: Case) -> Self {
        Self {
            tx,
            who,
            book,
            case,
            clocks: Vec::new(),
            given: Given::default(),
            before: None,
            changed: Vec::new(),
            fresh: Vec::new(),
        }
    }

    /// The case belongs to another unit from now on, and is under the policy of that one. What was begun goes on as it
    /// was begun.
    pub fn moves_to(&mut self, rules: &Rules, unit: UnitId) -> Result<()> {
        self.book = rules.of(self.tx, &unit)?;
        self.case.unit_id = unit;
        Ok(())
    }

    pub fn now(&self) -> Stamp {
        self.tx.now()
    }

    /// Appends an event about this case.
    pub fn tell<E: Event>(&mut self, event: &E) -> Result<()> {
        let about = About::case(&self.case.id, self.case.customer_id.as_ref());
        emit(self.tx, self.who.person.as_ref(), about, Some(&self.case.policy), event)
    }

    /// Appends what a clock says. That is the case's own affair and no part of the customer's history.
    fn tell_of<E: Event>(&mut self, at: usize, event: &E) -> Result<()> {
        let about = About::case(&self.case.id, None);
        let policy = self.clocks.get(at).map(|it| it.policy.as_str());
        emit(self.tx, self.who.person.as_ref(), about, policy, event)
    }

    /// Starts the clock of a target, if policy sets a limit for it.
    pub fn start(&mut self, target: Target, subject: Option<&str>) -> Result<()> {
        let dims = Dims::of(&self.case);
        let step = (target == Target::Step).then_some(self.case.step.as_str());
        let book = Arc::clone(&self.book);
        let Some(rule) = limits::limit_of(&book, target, &dims, step) else { return Ok(()) };
        let id: ClockId = self.tx.id();
        match limits::start(&book, rule, self.starting(id, target, subject)) {
            Some(clock) => self.started(clock),
            None => Ok(()),
        }
    }

    /// Starts the clock of a promise.
    pub fn start_promise(&mut self, subject: &str, due: Stamp) -> Result<()> {
        let (dims, book) = (Dims::of(&self.case), Arc::clone(&self.book));
        let id: ClockId = self.tx.id();
        let clock = limits::start_promise(&book, &dims, due, self.starting(id, Target::Promise, Some(subject)));
        self.started(clock)
    }

    fn starting<'s>(&'s self, id: ClockId, target: Target, subject: Option<&str>) -> Start<'s> {
        let last = self.clocks.iter().rfind(|it| it.target == target);
        Start {
            id,
            case: &self.case.id,
            target,
            subject: subject.map(str::to_owned),
            instance: last.map_or(1, |it| it.instance + 1),
            previous: last.filter(|_| target == Target::Resolution).map(|it| it.id.clone()),
            at: self.tx.now(),
        }
    }

    fn started(&mut self, clock: Clock) -> Result<()> {
        let event = ClockStarted {
            clock: clock.id.clone(),
            target: clock.target,
            instance: clock.instance,
            previous: clock.previous_id.clone(),
            limit: clock.limit_ms,
            due_at: clock.due_ms,
            rule: clock.rule.clone(),
        };
        self.clocks.push(clock);
        let at = self.clocks.len() - 1;
        self.fresh.push(at);
        self.tell_of(at, &event)
    }

    fn touch(&mut self, at: usize) {
        if !self.fresh.contains(&at) && !self.changed.contains(&at) {
            self.changed.push(at);
        }
    }

    /// Changes each of the clocks meant and tells what they have to say.
    fn each(&mut self, which: Which<'_>, mut change: impl FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        let meant: Vec<usize> =
            self.clocks.iter().enumerate().filter(|(_, it)| which.is(it)).map(|(at, _)| at).collect();
        for at in meant {
            change(self, at)?;
            self.touch(at);
        }
        Ok(())
    }

    /// Applies a change to one clock, telling first what it says about itself.
    pub fn with_clock<T>(&mut self, at: usize, change: impl FnOnce(&mut Clock, &Rulebook, Stamp) -> T) -> Option<T> {
        let (book, now) = (Arc::clone(&self.book), self.now());
        let done = self.clocks.get_mut(at).map(|it| change(it, &book, now));
        self.touch(at);
        done
    }

    /// The places of the clocks that have something to say by now, in the order in which their times came.
    pub fn due_clocks(&self) -> Vec<usize> {
        let looks = self.clocks.iter().enumerate().filter_map(|(at, it)| Some((clock::next_look(it, &self.book)?, at)));
        let mut due: Vec<(Stamp, usize)> = looks.filter(|it| it.0 <= self.now()).collect();
        due.sort_unstable();
        due.into_iter().map(|it| it.1).collect()
    }

    /// What these clocks waited for was reached.
    pub fn meet(&mut self, which: Which<'_>) -> Result<()> {
        self.each(which, |hand, at| {
            let said = hand.with_clock(at, clock::meet).unwrap_or_default();
            hand.signals(at, said)?;
            let Some(it) = hand.clocks.get(at) else { return Ok(()) };
            let event = ClockMet {
                dims: Dims::of(&hand.case),
                clock: it.id.clone(),
                target: it.target,
                instance: it.instance,
                in_time: it.breached_ms.is_none(),
                limit: it.limit_ms,
                used: it.used_ms,
                wall: it.wall_ms.unwrap_or_default(),
                worked: it.working_ms.unwrap_or_default(),
            };
            hand.tell_of(at, &event)
        })
    }

    /// These clocks are no longer wanted.
    pub fn cancel(&mut self, which: Which<'_>, reason: &str) -> Result<()> {
        self.each(which, |hand, at| {
            let said = hand.with_clock(at, clock::cancel).unwrap_or_default();
            hand.signals(at, said)?;
            let Some(it) = hand.clocks.get(at) else { return Ok(()) };
            let event = ClockCancelled {
                clock: it.id.clone(),
                target: it.target,
                instance: it.instance,
                reason: reason.to_owned(),
            };
            hand.tell_of(at, &event)
        })
    }

    /// Who stands above the handler and is meant by an audience.
    fn superiors(&mut self, audiences: &[Audience]) -> Result<Vec<PersonId>> {
        let mut found = Vec::new();
        for audience in audiences {
            let kind = match audience {
                Audience::Handler | Audience::FirstOwner => continue,
                Audience::TeamLead => StaffKind::TeamLead,
                Audience::Supervisor => StaffKind::Supervisor,
                Audience::Manager => StaffKind::Manager,
            };
            found.extend(people::api::nearest_of(self.tx, &self.case.unit_id, kind)?);
        }
        Ok(found)
    }

    /// Tells what a clock has to say. Whoever is told from above has to do with the case from then on.
    pub fn signals(&mut self, at: usize, said: Vec<Signal>) -> Result<()> {
        for signal in said {
            let Some(it) = self.clocks.get(at) else { return Ok(()) };
            match signal {
                Signal::Breached => {
                    let event = ClockBreached {
                        dims: Dims::of(&self.case),
                        clock: it.id.clone(),
                        target: it.target,
                        instance: it.instance,
                        limit: it.limit_ms,
                        due_at: it.due_ms,
                    };
                    self.tell_of(at, &event)?;
                }
                Signal::Warned { permille, tell } => {
                    let it = it.clone();
                    let told = self.superiors(&tell)?;
                    store::parties::add(self.tx, &self.case, &told)?;
                    let event = ClockWarned {
                        clock: it.id.clone(),
                        target: it.target,
                        instance: it.instance,
                        permille,
                        due_at: it.due_ms,
                        owner_id: self.case.owner_id.clone(),
                        first_owner_id: self.case.first_owner_id.clone(),
                        unit_id: self.case.unit_id.clone(),
                        tell,
                        told,
                    };
                    self.tell_of(at, &event)?;
                }
            }
        }
        Ok(())
    }

    /// Puts the case back: its row, clocks, timers, counters, and what it is found by.
    pub fn put_back(self) -> Result<Case> {
        self.put_back_whole().map(|it| it.0)
    }

    /// The same; answers the case with its clocks, and what else a new one was given.
    pub fn put_back_whole(mut self) -> Result<(Case, Vec<Clock>, Given)> {
        clock::show_on(&mut self.case, &self.clocks);
        let zone = self.book.zone();
        let deltas = counting::deltas(self.before.as_ref(), &self.case, &zone);
        match &self.before {
            None => store::case::insert(self.tx, [&self.case])?,
            Some(before) => {
                stale::remember(before, &mut self.case);
                store::case::save(self.tx, &self.case)?;
                store::parties::follow(self.tx, before, &self.case)?;
                if before.unit_id != self.case.unit_id {
                    store::search::rescope(self.tx, &self.case)?;
                }
            }
        }
        self.put_back_clocks()?;
        customer::recount(self.tx, self.before.as_ref(), &self.case)?;
        store::counters::add(self.tx, &self.case.id, &deltas)?;
        Ok((self.case, self.clocks, self.given))
    }

    fn put_back_clocks(&mut self) -> Result<()> {
        let Self { tx, case, before, clocks, changed, fresh, book, .. } = self;
        let at = |places: &[usize]| places.iter().filter_map(|it| clocks.get(*it)).collect::<Vec<_>>();
        if changed.is_empty() && fresh.is_empty() {
            return Ok(());
        }
        at(changed).into_iter().try_for_each(|it| store::clocks::save(tx, it))?;
        store::clocks::insert(tx, at(fresh))?;
        match clocks.iter().filter_map(|it| clock::next_look(it, book)).min() {
            Some(look) => timers::set(tx, look, jobs::CLOCK, case.id.as_str(), &()),
            None if before.is_some() => timers::cancel(tx, jobs::CLOCK, case.id.as_str()),
            None => Ok(()),
        }
    }
}
