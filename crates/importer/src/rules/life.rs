//! What the facts of a source make of a case: the events of its life, in the words of live work.

use std::collections::BTreeMap;

use base::Stamp;
use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::row::{Fact, Value};
use crate::mapping::{Flag, Meaning, Milestone, Rows};

/// Where a case stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being worked on.
    #[default]
    Open,
    /// Waiting for somebody else.
    Paused,
    /// Solved, not closed yet.
    Resolved,
    /// Closed.
    Closed,
}

/// What is known of an imported case after its latest row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Life {
    /// Where it stands.
    pub phase: Phase,
    /// When it came in.
    pub opened: Stamp,
    /// When something last happened.
    pub last: Stamp,
    /// When it was first answered.
    pub answered: Option<Stamp>,
    /// When it was last solved.
    pub resolved: Option<Stamp>,
    /// When it was closed, while it is.
    pub closed: Option<Stamp>,
    /// By when it had to be solved.
    pub due: Option<Stamp>,
    /// Whether its time limit was met, once that is settled.
    pub met: Option<bool>,
    /// How often it was taken up again.
    pub reopened: u32,
    /// The values it keeps, as the latest row had them; what is not known is left out.
    pub values: BTreeMap<String, Value>,
    /// The times that columns stated.
    pub stated: BTreeMap<Milestone, Stamp>,
}

/// One thing that happened, on its way to becoming an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// When.
    pub at: Stamp,
    /// What it is in the words of live work.
    pub meaning: Meaning,
    /// The activity in the source's words; absent when it was concluded from a column.
    pub activity: Option<String>,
    /// The values that changed, and what reports need to know beside (their names begin with `_`).
    pub attrs: BTreeMap<String, Value>,
}

/// Name of the attribute that says what a row means when its event is of another kind (the second closing of a closed
/// case is recorded, not closed again).
pub const MEANS: &str = "_means";
/// Name of the attribute that says an event's time is not known: it stands at the latest time that is.
pub const UNTIMED: &str = "_untimed";
/// Name of the attribute that says an event was concluded from a column and is no activity of its own.
pub const DERIVED: &str = "_derived";
/// Name of the attribute that says the times are a wall clock of some zone, kept as if it were UTC.
pub const WALL: &str = "_wall";

/// Adds a row to a case's life (a new one when `life` is `None`) and tells what happened.
///
/// - A case begins with exactly one opening: the row's own when it means so, else one made for it.
/// - Work on a case that was solved or closed takes it up again; notes and remarks do not.
/// - What a case row's columns say comes as events without an activity; only the row itself has one.
pub fn live(plan: &Plan, life: Option<Life>, fact: &Fact) -> (Life, Vec<Happening>) {
    let fresh = life.is_none();
    let mut story = Story { plan, fact, life: life.unwrap_or_default(), happenings: Vec::new() };
    let mut attrs = story.changes(fresh);
    match plan.rows() {
        Rows::Event => story.event_row(fresh, attrs),
        Rows::Case => {
            if !fresh {
                attrs.insert(MEANS.to_owned(), Value::Text("updated".to_owned()));
            }
            story.case_row(fresh, attrs);
        }
    }
    story.settle();
    (story.life, story.happenings)
}

struct Story<'a> {
    plan: &'a Plan,
    fact: &'a Fact,
    life: Life,
    happenings: Vec<Happening>,
}

impl Story<'_> {
    fn tell(&mut self, at: Stamp, meaning: Meaning, activity: Option<String>, mut attrs: BTreeMap<String, Value>) {
        if activity.is_none() {
            attrs.insert(DERIVED.to_owned(), Value::Flag(true));
        }
        self.happenings.push(Happening { at, meaning, activity, attrs });
    }

    /// Takes over the row's values and stated times; answers those that are new or changed.
    fn changes(&mut self, fresh: bool) -> BTreeMap<String, Value> {
        let mut changed = BTreeMap::new();
        for (name, value) in self.plan.names().zip(&self.fact.values) {
            let known = self.life.values.get(name).unwrap_or(&Value::Nothing);
            if known != value {
                changed.insert(name.to_owned(), value.clone());
                match value {
                    Value::Nothing => self.life.values.remove(name),
                    it => self.life.values.insert(name.to_owned(), it.clone()),
                };
            }
        }
        let now: BTreeMap<Milestone, Stamp> = self.fact.milestones.iter().copied().collect();
        // The milestones of a case row become events of their own; only a due time never happens.
        let kept = |it: &Milestone| self.plan.rows() == Rows::Event || *it == Milestone::Due;
        for milestone in self.plan.milestones().filter(kept) {
            let at = now.get(&milestone);
            if fresh || self.life.stated.get(&milestone) != at {
                changed.insert(stated(milestone).to_owned(), at.map_or(Value::Nothing, |it| Value::Whole(it.0)));
            }
        }
        if self.plan.rows() == Rows::Event {
            self.life.stated = now;
        }
        if fresh && self.plan.keeps_wall_clock() {
            changed.insert(WALL.to_owned(), Value::Flag(true));
        }
        changed
    }

    fn event_row(&mut self, fresh: bool, mut attrs: BTreeMap<String, Value>) {
        let (at, row) = (self.fact.at.unwrap_or_default(), self.fact.meaning);
        if fresh {
            self.life.opened = self.life.stated.get(&Milestone::Opened).copied().unwrap_or(at);
            if row != Meaning::Opened {
                self.tell(self.life.opened, Meaning::Opened, None, BTreeMap::new());
            }
        }
        self.life.due = self.life.stated.get(&Milestone::Due).copied().or(self.life.due);
        let meaning = self.fitting(fresh, row);
        if meaning != row {
            attrs.insert(MEANS.to_owned(), Value::Text(word(row).to_owned()));
        }
        self.tell(at, meaning, self.fact.activity.clone(), attrs);
        self.enter(row, at);
        self.life.last = self.life.last.max(at);
        if meaning == Meaning::Reopened {
            self.life.reopened += 1;
        }
    }

    /// The kind of event a row makes, given where the case stands.
    fn fitting(&self, fresh: bool, row: Meaning) -> Meaning {
        let done = matches!(self.life.phase, Phase::Resolved | Phase::Closed);
        match row {
            Meaning::Opened if !fresh => Meaning::Recorded,
            Meaning::Closed if self.life.phase == Phase::Closed => Meaning::Recorded,
            Meaning::Resolved if self.life.phase == Phase::Closed => Meaning::Reopened,
            it if done && is_work(it) => Meaning::Reopened,
            it => it,
        }
    }

    /// Where the case stands after something of this meaning.
    fn enter(&mut self, meaning: Meaning, at: Stamp) {
        let life = &mut self.life;
        match meaning {
            Meaning::Resolved => {
                life.phase = Phase::Resolved;
                life.resolved = Some(at);
                life.closed = None;
            }
            Meaning::Closed => {
                life.phase = Phase::Closed;
                life.closed = Some(at);
            }
            Meaning::Answered | Meaning::Replied => life.answered = life.answered.or(Some(at)),
            it if is_work(it) => {
                life.phase = if it == Meaning::Paused { Phase::Paused } else { Phase::Open };
                life.closed = None;
            }
            _ => {}
        }
    }

    fn case_row(&mut self, fresh: bool, attrs: BTreeMap<String, Value>) {
        let times: BTreeMap<Milestone, Stamp> = self.fact.milestones.iter().copied().collect();
        let known = std::mem::replace(&mut self.life.stated, times.clone());
        let opened = times.get(&Milestone::Opened).copied().unwrap_or_default();
        let activity = self.fact.activity.clone();
        if fresh {
            (self.life.opened, self.life.last) = (opened, opened);
            self.tell(opened, Meaning::Opened, Some(activity.unwrap_or_else(|| "opened".to_owned())), attrs);
        } else {
            let activity = Some(activity.unwrap_or_else(|| "updated".to_owned()));
            self.tell(self.life.last, Meaning::Recorded, activity, attrs);
        }
        self.life.due = times.get(&Milestone::Due).copied();
        let was = self.life.phase;
        let mut news: Vec<(Stamp, Milestone)> = times
            .iter()
            .filter(|(name, at)| !matches!(name, Milestone::Opened | Milestone::Due) && known.get(name) != Some(at))
            .map(|(name, at)| (*at, *name))
            .collect();
        news.sort_by_key(|(at, name)| (rank(*name), *at));
        for (at, name) in news {
            let meaning = happens(name);
            self.tell(at, meaning, None, BTreeMap::new());
            self.enter(meaning, at);
            self.life.last = self.life.last.max(at);
        }
        self.untimed(was, times.contains_key(&Milestone::Closed));
    }

    /// What the case's state says beyond its times: solved or closed at a time that is not known, waiting, open again.
    fn untimed(&mut self, was: Phase, closed_by_time: bool) {
        let target = match self.fact.meaning {
            Meaning::Closed => Some(Phase::Closed),
            Meaning::Resolved => Some(Phase::Resolved),
            Meaning::Paused => Some(Phase::Paused),
            _ => None,
        };
        let meaning = match target {
            _ if closed_by_time => return,
            Some(phase) if self.life.phase != phase => self.fact.meaning,
            None if was == Phase::Closed && self.life.phase == Phase::Closed => Meaning::Reopened,
            _ => return,
        };
        let at = self.life.last;
        self.tell(at, meaning, None, BTreeMap::from([(UNTIMED.to_owned(), Value::Flag(true))]));
        self.enter(meaning, at);
        if meaning == Meaning::Reopened {
            self.life.reopened += 1;
        }
    }

    /// Settles whether the time limit was met: by the source's word, else by the due time once the case is done.
    fn settle(&mut self) {
        if let Some(Value::Flag(met)) = self.life.values.get(Flag::SlaMet.name()) {
            let over = !met || matches!(self.life.phase, Phase::Closed | Phase::Resolved);
            self.life.met = over.then_some(*met);
        } else if let (Some(due), Some(done)) = (self.life.due, self.life.resolved.or(self.life.closed)) {
            self.life.met = Some(done <= due);
        }
    }
}

/// Whether it is work on the case: it takes up again what was solved or closed.
fn is_work(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Accepted
            | Meaning::Assigned
            | Meaning::Transferred
            | Meaning::Returned
            | Meaning::Paused
            | Meaning::Resumed
            | Meaning::Reopened
    )
}

/// What a milestone is in the words of live work.
fn happens(milestone: Milestone) -> Meaning {
    match milestone {
        Milestone::Opened => Meaning::Opened,
        Milestone::Accepted => Meaning::Accepted,
        Milestone::Transferred => Meaning::Transferred,
        Milestone::Answered => Meaning::Answered,
        Milestone::Resolved => Meaning::Resolved,
        Milestone::Closed => Meaning::Closed,
        Milestone::Due => Meaning::Recorded,
    }
}

/// The order in which milestones of one case follow each other, whatever their times say.
fn rank(milestone: Milestone) -> u8 {
    match milestone {
        Milestone::Opened | Milestone::Due => 0,
        Milestone::Accepted => 1,
        Milestone::Transferred => 2,
        Milestone::Answered => 3,
        Milestone::Resolved => 4,
        Milestone::Closed => 5,
    }
}

/// The name of the attribute that holds a stated time, in UTC milliseconds.
fn stated(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Opened => "_opened",
        Milestone::Accepted => "_accepted",
        Milestone::Transferred => "_transferred",
        Milestone::Answered => "_answered",
        Milestone::Resolved => "_resolved",
        Milestone::Closed => "_closed",
        Milestone::Due => "_due",
    }
}

/// A meaning as reports read it.
pub fn word(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Recorded => "recorded",
        Meaning::Opened => "opened",
        Meaning::Accepted => "accepted",
        Meaning::Assigned => "assigned",
        Meaning::Transferred => "transferred",
        Meaning::Returned => "returned",
        Meaning::Noted => "noted",
        Meaning::Replied => "replied",
        Meaning::Answered => "answered",
        Meaning::Paused => "paused",
        Meaning::Resumed => "resumed",
        Meaning::Resolved => "resolved",
        Meaning::Reopened => "reopened",
        Meaning::Closed => "closed",
    }
}
