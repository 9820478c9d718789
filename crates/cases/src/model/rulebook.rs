//! The policy of one moment, as the rules of cases ask for it.

use std::sync::Arc;

use base::calendar::Calendar;
use base::{Span, Stamp};
use jiff::tz::TimeZone;
use policy::api::Chain;
use policy::model::{
    Approvals, Calendars, Cases, Channels, Complaints, Escalation, FollowUps, Kind, LimitRule, Limits, PolicyRef,
    Ruling, ServiceItem, Services, TargetKind, Teamwork, Text, Warning,
};

use policy::{Book, CalendarRef, InForce};

use super::Clock;

/// Everything policy says about cases at one moment, for one part of the organisation.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Kinds, forms, steps, transfers (`cases`).
    pub cases: Cases,
    /// Time limits and their warnings (`limits`).
    pub limits: Limits,
    /// The ways a case comes in (`channels`).
    pub channels: Channels,
    /// What has to be approved (`approvals`).
    pub approvals: Held<Approvals>,
    /// How complaints are handled (`complaints`).
    pub complaints: Held<Complaints>,
    /// Before whom cases are brought (`escalation`).
    pub escalation: Held<Escalation>,
    /// Whom we ask afterwards (`follow_ups`).
    pub follow_ups: Held<FollowUps>,
    /// What people apply for, and what they bring along (`services`).
    pub services: Held<Services>,
    /// The terms of service items, as limits of the resolution.
    pub service_limits: Vec<LimitRule>,
    /// How departments work together (`teamwork`).
    pub teamwork: Held<Teamwork>,
    /// The calendar that holds where none is named.
    pub calendar: CalendarRef,
    /// The calendar of the whole organisation, which says when its days begin.
    days: CalendarRef,
    /// Names the version of `cases`; goes with the events.
    pub cases_ref: PolicyRef,
    /// Names the version of `limits`, or that of `cases` while there are no limits; goes with the clocks and their events.
    pub limits_ref: PolicyRef,
    /// Every version there ever was: a clock goes on under the one it was started under.
    pub book: Arc<Book>,
}

/// What a policy says that an organisation may do without, and the version that says it.
#[derive(Debug, Clone, Default)]
pub struct Held<T> {
    /// What it says; nothing at all while it is switched off.
    pub says: T,
    /// Names its version; goes with what is done under it.
    pub by: String,
}

impl<T: Ruling + Clone + Default> Held<T> {
    fn of(now: &InForce<'_>) -> Self {
        now.get::<T>().map(|it| Self { says: it.says.clone(), by: it.by.to_string() }).unwrap_or_default()
    }
}

/// A calendar with the length of a working day.
#[derive(Debug, Clone, Copy)]
pub struct Working<'a> {
    /// The working times.
    pub calendar: &'a Calendar,
    /// How much working time `1wd` is.
    pub day: Span,
}

/// Which versions hold; the same ones make the same rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Versions {
    cases: i64,
    limits: i64,
    channels: i64,
    approvals: i64,
    complaints: i64,
    escalation: i64,
    follow_ups: i64,
    services: i64,
    teamwork: i64,
    calendar: i64,
    days: i64,
}

impl Versions {
    /// Those of a moment, within a chain of scopes.
    pub fn at(book: &Book, at: Stamp, chain: &Chain) -> Result<Self, policy::Refused> {
        let now = book.for_chain(at, chain);
        let version = |kind| now.version(kind).map(|it| it.version);
        Ok(Self {
            cases: version(Kind::Cases)?,
            // Limits may be switched off altogether.
            limits: version(Kind::Limits).unwrap_or_default(),
            channels: version(Kind::Channels)?,
            // These as well.
            approvals: version(Kind::Approvals).unwrap_or_default(),
            complaints: version(Kind::Complaints).unwrap_or_default(),
            escalation: version(Kind::Escalation).unwrap_or_default(),
            follow_ups: version(Kind::FollowUps).unwrap_or_default(),
            services: version(Kind::Services).unwrap_or_default(),
            teamwork: version(Kind::Teamwork).unwrap_or_default(),
            calendar: version(Kind::Calendar)?,
            days: book.at(at).version(Kind::Calendar)?.version,
        })
    }
}

impl Rulebook {
    /// Puts together what holds at a moment within a chain of scopes.
    pub fn at(book: &Arc<Book>, at: Stamp, chain: &Chain) -> Result<Self, policy::Refused> {
        let now = book.for_chain(at, chain);
        let (cases, limits, channels) = (now.cases()?, now.limits().ok(), now.channels()?);
        let services = Held::<Services>::of(&now);
        Ok(Self {
            service_limits: services.says.items.iter().filter_map(limit).collect(),
            services,
            cases: cases.says.clone(),
            limits: limits.as_ref().map(|it| it.says.clone()).unwrap_or_default(),
            channels: channels.says.clone(),
            approvals: Held::of(&now),
            complaints: Held::of(&now),
            escalation: Held::of(&now),
            follow_ups: Held::of(&now),
            teamwork: Held::of(&now),
            calendar: now.calendar(None)?,
            days: book.at(at).calendar(None)?,
            limits_ref: limits.map_or_else(|| cases.by.clone(), |it| it.by),
            cases_ref: cases.by,
            book: Arc::clone(book),
        })
    }

    /// The name of a calendar of the version in force; the default one when none is named.
    pub fn calendar_named(&self, id: Option<&str>) -> CalendarRef {
        let id = id.unwrap_or(&self.calendar.id).to_owned();
        CalendarRef { version: self.calendar.version, id }
    }

    /// A calendar of any version, if there is such a one.
    pub fn working_of(&self, name: &CalendarRef) -> Option<Working<'_>> {
        let calendar = self.book.calendar(name)?;
        let of = PolicyRef { kind: Kind::Calendar, version: name.version };
        let day = self.book.said::<Calendars>(&of).map_or(Span::DAY, |it| policy::rules::working_day(it, &name.id));
        Some(Working { calendar, day })
    }

    /// What people call a calendar of any version, by its name such as `calendar@2#office`.
    pub fn calendar_title(&self, name: &str) -> Option<&Text> {
        let name: CalendarRef = name.parse().ok()?;
        let of = PolicyRef { kind: Kind::Calendar, version: name.version };
        Some(&self.book.said::<Calendars>(&of)?.calendars.get(&name.id)?.name)
    }

    /// What people call the policy that a clock was started under.
    pub fn title(&self, policy: &str) -> Option<&Text> {
        Some(&self.book.version(&policy.parse().ok()?)?.title)
    }

    /// The calendar that holds where none is named.
    pub fn working(&self) -> Option<Working<'_>> {
        self.working_of(&self.calendar)
    }

    /// The working time between two moments by the default calendar; wall-clock time when there is none.
    pub fn worked(&self, from: Stamp, to: Stamp) -> Span {
        self.working().map_or(to - from, |it| it.calendar.working_between(from, to))
    }

    /// The time zone of the organisation's days.
    pub fn zone(&self) -> TimeZone {
        self.working_of(&self.days).map_or(TimeZone::UTC, |it| it.calendar.zone().clone())
    }

    /// Who is warned of a clock, and when, by the version it was started under.
    pub fn warnings(&self, clock: &Clock) -> &[Warning] {
        let by = clock.policy.parse::<PolicyRef>().ok();
        if let Some(services) = by.as_ref().and_then(|it| self.book.said::<Services>(it)) {
            let term = services.named(&clock.rule).and_then(|it| it.term.as_ref());
            return term.and_then(|it| it.warnings.as_deref()).unwrap_or(&services.warnings);
        }
        let by = by.filter(|it| *it != self.limits_ref);
        let limits = by.and_then(|it| self.book.said::<Limits>(&it)).unwrap_or(&self.limits);
        let rule = limits.limits.iter().find(|it| it.id == clock.rule);
        rule.map_or(&limits.warnings, |it| limits.warnings_of(it))
    }
}

/// The term of a service item as a limit of the resolution.
fn limit(item: &ServiceItem) -> Option<LimitRule> {
    let term = item.term.as_ref()?;
    Some(LimitRule {
        id: item.id.clone(),
        target: TargetKind::Resolution,
        kinds: vec![item.kind.clone()],
        classes: vec![item.class.clone()],
        priorities: Vec::new(),
        channels: Vec::new(),
        steps: Vec::new(),
        within: Some(term.within),
        time: term.time,
        calendar: term.calendar.clone(),
        warnings: term.warnings.clone(),
        source: None,
        certainty: None,
    })
}
