//! What happens, day by day.

mod fields;
mod procedures;
mod services;
mod together;

use std::collections::BTreeMap;

use base::ids::{CaseId, PromiseId};
use base::{Result, SeededRandom, Span, Stamp};
use cases::Desk;
use cases::api::{CaseCustomer, Confirm, Handover, NewCase, NewPromise, Reply, Words};
use db::Tx;
use db::timers::{Handlers, fire_due};
use jiff::tz::TimeZone;
use web::{Actor, Lang, Texts};

use super::DAYS;
use super::organisation::{Member, Organisation};
use super::words::{Matter, Words as Said, below, chance, phone, pick};
use crate::open::House;

/// Something that will be done at a time.
#[derive(Debug, Clone)]
enum Act {
    Open { matter: Matter, by: Member },
    Accept { case: CaseId, by: Actor, matter: Matter },
    Return { case: CaseId, by: Actor, to: Actor, matter: Matter },
    Note { case: CaseId, by: Actor },
    Step { case: CaseId, by: Actor, to: &'static str },
    Reply { case: CaseId, by: Actor, body: String },
    Pause { case: CaseId, by: Actor },
    Resume { case: CaseId, by: Actor },
    Confirm { case: CaseId, by: Actor, matter: Matter, again: bool },
    Reopen { case: CaseId, asks: Actor, by: Actor, matter: Matter },
    Bring { case: CaseId, by: Actor, matter: Matter },
    Procedure(procedures::Act),
}

/// The organisation and what is still to come.
pub struct Story {
    desk: Desk,
    people: people::People,
    words: Said,
    teams: Organisation,
    begin: Stamp,
    /// From here on work is still going on.
    lately: Stamp,
    zone: TimeZone,
    coming: BTreeMap<(Stamp, u64), Act>,
    count: u64,
    customers: Vec<(String, String)>,
    /// Who answers to the customer of each open case, and what was promised.
    answering: BTreeMap<CaseId, (Actor, Option<PromiseId>)>,
}

/// Acts lived through in one transaction.
const ACTS: usize = 40;

/// Cases of an ordinary working day.
const A_DAY: u64 = 30;

/// The steps of a whole flow up to the customer's confirmation, and of the short one.
const WHOLE: [&str; 4] = ["diagnose", "propose", "carry_out", "confirm"];
const SHORT: [&str; 2] = ["propose", "confirm"];

impl Story {
    /// A story that begins at a moment.
    pub fn new(house: &House, words: Said, teams: Organisation, begin: Stamp) -> Self {
        let zone = TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC);
        let desk = house.desk.clone();
        let lately = begin + Span::DAY.times(DAYS - 3);
        Self {
            lately,
            desk,
            people: house.people.clone(),
            words,
            teams,
            begin,
            zone,
            coming: BTreeMap::new(),
            count: 0,
            customers: Vec::new(),
            answering: BTreeMap::new(),
        }
    }

    fn plan(&mut self, at: Stamp, act: Act) {
        self.count += 1;
        self.coming.insert((at, self.count), act);
    }

    /// Plans the arrivals of a day.
    pub fn dawn(&mut self, dice: &mut SeededRandom, day: i64) {
        let start = (self.begin + Span::DAY.times(day)).day(&self.zone).start(&self.zone);
        self.arrivals(dice, start);
        for hour in [10, 15] {
            self.plan(start + Span::HOUR.times(hour), Act::Procedure(procedures::Act::Lead));
        }
        self.plan_together(start);
    }

    /// Lives through the next acts of a day, up to a moment; answers whether there is more. A few at a time, because a
    /// long transaction grows slower with its length.
    pub fn live(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        handlers: &Handlers,
        until: Stamp,
    ) -> Result<bool> {
        for _ in 0..ACTS {
            let Some(entry) = self.coming.first_entry().filter(|it| it.key().0 <= until) else {
                tx.at(until);
                fire_due(tx, handlers)?;
                return Ok(false);
            };
            let ((at, _), act) = entry.remove_entry();
            tx.at(at);
            fire_due(tx, handlers)?;
            self.act(tx, dice, act)?;
        }
        Ok(true)
    }

    /// The moment a day ends.
    pub fn dusk(&self, day: i64) -> Stamp {
        (self.begin + Span::DAY.times(day)).day(&self.zone).next().start(&self.zone)
    }

    /// Plans who comes in on a day: fewer at weekends, most in the morning and early evening, more in the cold.
    fn arrivals(&mut self, dice: &mut SeededRandom, start: Stamp) {
        let weekend =
            matches!(start.zoned(&self.zone).weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
        let many = if weekend { A_DAY / 3 } else { A_DAY } + dice.below(12);
        for _ in 0..many {
            let hour = [9, 9, 9, 10, 10, 10, 11, 11, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19, 20, 8];
            let hour = pick(dice, &hour).copied().unwrap_or(9);
            let at = start + Span::HOUR.times(hour) + Span::SECOND.times(below(dice, 3600));
            let Some(matter) = self.words.matter(dice).cloned() else { continue };
            let team = match matter.desk.as_str() {
                "hotline" if chance(dice, 40) => "hotline2",
                "hall" => "desk",
                other => other,
            };
            if let Some(by) = self.member(dice, team) {
                self.plan(at, Act::Open { matter, by });
            }
        }
    }

    fn member(&self, dice: &mut SeededRandom, team: &str) -> Option<Member> {
        pick(dice, &self.teams.teams.get(team)?.1).cloned()
    }

    fn act(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom, act: Act) -> Result<()> {
        let desk = self.desk.clone();
        match act {
            Act::Open { matter, by } => return self.open(tx, dice, &matter, &by),
            Act::Accept { case, by, matter } => {
                desk.accept(tx, &by, &case, None)?;
                self.work(dice, tx.now(), &case, &by, &matter);
            }
            Act::Return { case, by, to, matter } => {
                desk.send_back(tx, &by, &case, None, Some("资料显示属于首问部门可直接办结的事项，请继续办理。"))?;
                self.work(dice, tx.now(), &case, &to, &matter);
            }
            Act::Note { case, by } => {
                let body = pick(dice, &self.words.notes).cloned().unwrap_or_default();
                desk.note(tx, &by, &case, &body, &[])?;
            }
            Act::Step { case, by, to } => self.step(tx, case, by, to)?,
            Act::Reply { case, by, body } => {
                desk.reply(tx, &by, &case, None, &Reply { body, channel: None })?;
                self.keep(tx, &case)?;
            }
            Act::Pause { case, by } => {
                desk.pause(tx, &by, &case, None, "appointment", Some("客户约定两日后上门。"))?;
            }
            Act::Resume { case, by } => drop(desk.resume(tx, &by, &case, None)?),
            Act::Confirm { case, by, matter, again } => self.confirm(tx, dice, &case, &by, &matter, again)?,
            Act::Reopen { case, asks, by, matter } => {
                desk.reopen(tx, &asks, &case, None, Some("客户再次来电：问题又出现了。"))?;
                self.answering.insert(case.clone(), (asks, None));
                self.work_again(dice, tx.now(), &case, &by, &matter);
            }
            Act::Bring { case, by, matter } => self.bring(tx, dice, &case, &by, &matter)?,
            Act::Procedure(act) => self.procedure(tx, dice, act)?,
        }
        Ok(())
    }

    fn open(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom, matter: &Matter, by: &Member) -> Result<()> {
        let now = tx.now();
        let spot = matter.to.is_none() && chance(dice, if now >= self.lately { 40 } else { 60 });
        let due = now + Span::HOUR.times(20 + below(dice, 30));
        let new = NewCase {
            kind: matter.kind.clone(),
            class: matter.class.clone(),
            channel: Self::channel(dice, &matter.desk),
            subject: matter.subject.clone(),
            description: matter.text.clone(),
            priority: chance(dice, 4).then(|| "urgent".to_owned()),
            customer: Some(self.customer(dice)),
            contact_how: Some(phone(dice)),
            happened_at: Some(now - Span::HOUR.times(1 + below(dice, 30))),
            answered_on_the_spot: spot,
            answer: spot.then(|| matter.reply.clone()),
            promise: (!spot)
                .then(|| NewPromise { due_at: due, text: "核实后电话回复处理结果。".to_owned() }),
            fields: self.fields(dice, matter),
            ..NewCase::default()
        };
        let opened = self.desk.open(tx, &by.actor, new)?;
        if opened.is_closed() {
            return Ok(());
        }
        let case = opened.id;
        let words = Words { texts: &Texts::default(), lang: Lang::Zh };
        let promise = self.desk.page(tx, &by.actor, &case, words)?.promises.into_iter().next().map(|it| it.id);
        self.answering.insert(case.clone(), (by.actor.clone(), promise));
        if !spot && !self.apply(tx, dice, &case, &by.actor, matter)? {
            return Ok(());
        }
        if spot {
            let asked = now + Span::MINUTE.times(2 + below(dice, 9));
            self.plan(asked, Act::Confirm { case, by: by.actor.clone(), matter: matter.clone(), again: false });
        } else if let Some((unit, other)) = matter.to.as_deref().and_then(|it| self.teams.teams.get(it)) {
            let to = Handover {
                unit_id: Some(unit.clone()),
                reason: Some("属于责任部门职责范围。".to_owned()),
                ..Handover::default()
            };
            let other = pick(dice, other).map(|it| it.actor.clone());
            self.desk.transfer(tx, &by.actor, &case, None, &to)?;
            if let Some(other) = other {
                let (at, matter) = (now + Span::MINUTE.times(8 + below(dice, 200)), matter.clone());
                let act = if chance(dice, 6) {
                    Act::Return { case, by: other, to: by.actor.clone(), matter }
                } else {
                    Act::Accept { case, by: other, matter }
                };
                self.plan(at, act);
            }
        } else {
            self.work(dice, now, &case, &by.actor, matter);
        }
        Ok(())
    }

    /// Plans the steps of a case up to the customer's word.
    fn work(&mut self, dice: &mut SeededRandom, from: Stamp, case: &CaseId, by: &Actor, matter: &Matter) {
        let short = matches!(matter.kind.as_str(), "inquiry" | "suggestion" | "pre_sale");
        // What came in lately is still being worked on; of the rest, some takes long.
        let slow = match (from >= self.lately, chance(dice, 4)) {
            (true, _) if short => 9,
            (true, _) => 4,
            (false, true) => 12,
            (false, false) => 1,
        };
        let mut at = from;
        let mut later = |dice: &mut SeededRandom, minutes: u64| {
            at = at + Span::MINUTE.times((5 + below(dice, minutes)) * slow);
            at
        };
        let note = later(dice, 40);
        self.plan(note, Act::Note { case: case.clone(), by: by.clone() });
        if matter.kind == "complaint" {
            let (case, by, matter) = (case.clone(), by.clone(), matter.clone());
            self.plan(note, Act::Procedure(procedures::Act::Look { case, by, matter }));
        }
        if chance(dice, 8) && !short {
            let pause = later(dice, 60);
            self.plan(pause, Act::Pause { case: case.clone(), by: by.clone() });
            let resume = later(dice, 60) + Span::DAY.times(2);
            self.plan(resume, Act::Resume { case: case.clone(), by: by.clone() });
            at = resume;
        }
        let steps: &[&'static str] = if short { &SHORT } else { &WHOLE };
        let mut later = |dice: &mut SeededRandom, minutes: u64| {
            at = at + Span::MINUTE.times((5 + below(dice, minutes)) * slow);
            at
        };
        for to in steps {
            if *to == "confirm" {
                let when = later(dice, 120);
                self.plan(when, Act::Reply { case: case.clone(), by: by.clone(), body: matter.reply.clone() });
            }
            let when = later(dice, 260);
            self.plan(when, Act::Step { case: case.clone(), by: by.clone(), to });
        }
        let when = later(dice, 400);
        self.plan(when, Act::Confirm { case: case.clone(), by: by.clone(), matter: matter.clone(), again: false });
    }

    fn confirm(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        case: &CaseId,
        by: &Actor,
        matter: &Matter,
        again: bool,
    ) -> Result<()> {
        let satisfied = again || !chance(dice, if matter.kind == "complaint" { 16 } else { 7 });
        let words = if satisfied { &self.words.thanks } else { &self.words.anger };
        let comment = pick(dice, words).cloned();
        self.keep(tx, case)?;
        let Some((asks, _)) = self.answering.get(case) else { return Ok(()) };
        let now = tx.now();
        match self.desk.confirm(tx, asks, case, None, &Confirm { satisfied, comment }) {
            // Nobody looked into it yet: that comes first.
            Err(failure) if failure.code() == Some("cases.complaint_incomplete") => {
                let (case, by, matter) = (case.clone(), by.clone(), matter.clone());
                let look = procedures::Act::Look { case: case.clone(), by: by.clone(), matter: matter.clone() };
                self.plan(now + Span::HOUR.times(2), Act::Procedure(look));
                self.plan(now + Span::HOUR.times(4), Act::Confirm { case, by, matter, again });
                return Ok(());
            }
            // A part that others are asked for may keep the case from where the customer is asked.
            Err(failure) if together::waits_for_others(&failure) || failure.code() == Some("cases.not_fed_back") => {
                let (case, by, matter) = (case.clone(), by.clone(), matter.clone());
                self.plan(now + Span::HOUR.times(4), Act::Confirm { case, by, matter, again });
                return Ok(());
            }
            other => drop(other?),
        }
        if !satisfied {
            self.work_again(dice, now, case, by, matter);
        } else if let Some((asks, _)) = self.answering.remove(case) {
            let at = now + Span::HOUR.times(20 + below(dice, 100));
            let (case, by, matter) = (case.clone(), by.clone(), matter.clone());
            if chance(dice, 4) {
                self.plan(at, Act::Reopen { case, asks, by, matter });
            } else {
                self.plan(now + Span::HOUR.times(6), Act::Procedure(procedures::Act::Ask { case, asks, by, matter }));
            }
        }
        Ok(())
    }

    /// The promise is kept by whoever gave it, with the answer.
    fn keep(&mut self, tx: &mut Tx<'_>, case: &CaseId) -> Result<()> {
        let Some((asks, promise)) = self.answering.get_mut(case) else { return Ok(()) };
        match promise.take() {
            Some(promise) => self.desk.keep(tx, asks, case, &promise, Some("已回复客户。")).map(drop),
            None => Ok(()),
        }
    }

    /// Plans what is done once more for a customer who is not satisfied.
    fn work_again(&mut self, dice: &mut SeededRandom, now: Stamp, case: &CaseId, by: &Actor, matter: &Matter) {
        let short = matches!(matter.kind.as_str(), "inquiry" | "suggestion" | "pre_sale");
        let steps: &[&'static str] = if short { &SHORT[1..] } else { &WHOLE[1..] };
        let mut at = now;
        for to in steps {
            at = at + Span::HOUR.times(1 + below(dice, 6));
            self.plan(at, Act::Step { case: case.clone(), by: by.clone(), to });
        }
        at = at + Span::HOUR.times(2);
        self.plan(at, Act::Confirm { case: case.clone(), by: by.clone(), matter: matter.clone(), again: true });
    }

    fn channel(dice: &mut SeededRandom, desk: &str) -> String {
        let channels: &[&str] = match desk {
            "hotline" => &["phone", "phone", "phone", "phone", "portal"],
            "online" => &["chat", "chat", "chat", "email", "social"],
            _ => &["hall", "hall", "hall", "phone"],
        };
        (*pick(dice, channels).unwrap_or(&"phone")).to_owned()
    }

    /// Some customers come again.
    fn customer(&mut self, dice: &mut SeededRandom) -> CaseCustomer {
        let known = chance(dice, 35).then(|| pick(dice, &self.customers).cloned()).flatten();
        let (name, phone) = known.unwrap_or_else(|| (self.words.name(dice), phone(dice)));
        self.customers.push((name.clone(), phone.clone()));
        CaseCustomer { name, phone: Some(phone), ..CaseCustomer::default() }
    }
}
