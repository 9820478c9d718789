//! The book: every version of every policy in memory, read once, asked within transactions.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use base::calendar::Calendar;
use base::{Span, Stamp};

use crate::Refused;
use crate::model::{
    Access, Alerts, Appraisal, Approvals, Calendars, Cases, Channels, Complaints, Conversations, Customers, Escalation,
    FollowUps, Indicators, Kind, Labour, Limits, Masking, Pay, PolicyRef, Portal, Retention, Routing, Ruling, Scope,
    Services, SignIn, Staff, Standards, Standing, Status, Teamwork, Version,
};
use crate::rules::{self, Chain};

#[cfg(test)]
mod tests;

/// Every version of every policy. It never changes; a new one is made when a policy is published or withdrawn.
#[derive(Debug, Default)]
pub struct Book {
    versions: BTreeMap<Kind, Vec<Version>>,
    /// Calendars by the number of the `calendar` version, then by id.
    calendars: BTreeMap<i64, BTreeMap<String, Arc<Calendar>>>,
    scoped: bool,
}

/// Names a calendar of one version for ever: `calendar@2#office`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarRef {
    /// The version of the `calendar` policy.
    pub version: i64,
    /// The calendar's id.
    pub id: String,
}

impl fmt::Display for CalendarRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "calendar@{}#{}", self.version, self.id)
    }
}

/// Text that names no calendar of a version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a calendar such as calendar@2#office")]
pub struct NotACalendar(String);

impl FromStr for CalendarRef {
    type Err = NotACalendar;
    fn from_str(text: &str) -> Result<Self, NotACalendar> {
        let bad = || NotACalendar(text.to_owned());
        let (by, id) = text.split_once('#').ok_or_else(bad)?;
        let by: PolicyRef = by.parse().map_err(|_| bad())?;
        if by.kind == Kind::Calendar && !id.is_empty() {
            Ok(Self { version: by.version, id: id.to_owned() })
        } else {
            Err(bad())
        }
    }
}

impl Book {
    /// A book of these versions. A calendar that cannot be made is left out; `validate` would have named it.
    pub fn of(all: impl IntoIterator<Item = Version>) -> Self {
        let mut book = Self::default();
        for one in all {
            if let Some(doc) = Calendars::of(&one.document.body) {
                let made =
                    doc.calendars.keys().filter_map(|id| Some((id.clone(), Arc::new(rules::calendar(doc, id).ok()?))));
                book.calendars.insert(one.version, made.collect());
            }
            book.scoped |= one.scope != Scope::Organisation;
            book.versions.entry(one.kind).or_default().push(one);
        }
        for versions in book.versions.values_mut() {
            versions.sort_by_key(|it| it.version);
        }
        book
    }

    /// The same book with another version in the place of all that ever held for its scope: for asking what would have
    /// been.
    #[must_use]
    pub fn instead(&self, draft: &Version) -> Self {
        let replaced =
            |it: &&Version| it.kind == draft.kind && (it.scope == draft.scope || it.version == draft.version);
        let others = self.versions.values().flatten().filter(|it| !replaced(it)).cloned();
        let always = Stamp(0);
        let placed = Version {
            status: Status::Approved,
            effective_from: always,
            approved_at: Some(always),
            withdrawn_at: None,
            ..draft.clone()
        };
        Self::of(others.chain([placed]))
    }

    /// What holds at a moment for the whole organisation.
    pub fn at(&self, at: Stamp) -> InForce<'_> {
        self.for_chain(at, &Chain::default())
    }

    /// What holds at a moment within a chain of scopes.
    pub fn for_chain(&self, at: Stamp, chain: &Chain) -> InForce<'_> {
        InForce { book: self, at, chain: chain.clone() }
    }

    /// Whether any version is for less than the whole organisation; if none is, nobody's scopes need to be known.
    pub fn is_scoped(&self) -> bool {
        self.scoped
    }

    /// All versions of a kind, the oldest first.
    pub fn versions(&self, kind: Kind) -> &[Version] {
        self.versions.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// One version, whatever holds now.
    pub fn version(&self, name: &PolicyRef) -> Option<&Version> {
        self.versions(name.kind).iter().find(|it| it.version == name.version)
    }

    /// What one version says, whatever holds now.
    pub fn said<T: Ruling>(&self, name: &PolicyRef) -> Option<&T> {
        T::of(&self.version(name)?.document.body)
    }

    /// What a version is at a moment.
    pub fn standing(&self, one: &Version, at: Stamp) -> Standing {
        rules::standing(one, self.versions(one.kind), at)
    }

    /// A calendar of one version.
    pub fn calendar(&self, name: &CalendarRef) -> Option<&Calendar> {
        self.calendars.get(&name.version)?.get(&name.id).map(Arc::as_ref)
    }

    /// The calendars of one version of `calendar`, by id.
    pub fn calendars(&self, version: i64) -> impl Iterator<Item = (&str, &Arc<Calendar>)> {
        self.calendars.get(&version).into_iter().flatten().map(|(id, it)| (id.as_str(), it))
    }
}

/// What holds at a moment within a chain of scopes.
#[derive(Debug, Clone)]
pub struct InForce<'a> {
    book: &'a Book,
    at: Stamp,
    chain: Chain,
}

/// A document in force, and the name of its version.
#[derive(Debug, Clone)]
pub struct Held<'a, T> {
    /// What it says.
    pub says: &'a T,
    /// Which version it is; write this beside what is decided under it.
    pub by: PolicyRef,
}

impl<T> Deref for Held<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.says
    }
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident $type:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> Result<Held<'a, $type>, Refused> {
            self.get()
        }
    )*};
}

impl<'a> InForce<'a> {
    /// The version of a kind that holds.
    pub fn version(&self, kind: Kind) -> Result<&'a Version, Refused> {
        rules::resolve(self.book.versions(kind), self.at, &self.chain).ok_or(Refused::NoneInForce(kind))
    }

    /// The document of a kind that holds.
    pub fn get<T: Ruling>(&self) -> Result<Held<'a, T>, Refused> {
        let version = self.version(T::KIND)?;
        let says = T::of(&version.document.body).ok_or(Refused::NoneInForce(T::KIND))?;
        Ok(Held { says, by: version.reference() })
    }

    getters! {
        /// Roles and rights.
        access Access;
        /// When supervisors are told that something goes wrong right now.
        alerts Alerts;
        /// Score trees, grades, cycles.
        appraisal Appraisal;
        /// What has to be approved.
        approvals Approvals;
        /// Working times and holidays.
        calendars Calendars;
        /// How cases are handled.
        cases Cases;
        /// Channels and their response targets.
        channels Channels;
        /// How people talk with customers in writing.
        conversations Conversations;
        /// How customers are kept.
        customers Customers;
        /// How complaints are handled.
        complaints Complaints;
        /// Before whom cases are brought.
        escalation Escalation;
        /// Whom we ask afterwards.
        follow_ups FollowUps;
        /// Indicators.
        indicators Indicators;
        /// Bounds of labour law.
        labour Labour;
        /// Time limits.
        limits Limits;
        /// Masking.
        masking Masking;
        /// Pay.
        pay Pay;
        /// What the public brings in by itself.
        portal Portal;
        /// Retention.
        retention Retention;
        /// Queues and routing.
        routing Routing;
        /// What people apply for.
        services Services;
        /// Sign-in.
        sign_in SignIn;
        /// Absences, backups, delegation.
        staff Staff;
        /// Standards of service.
        standards Standards;
        /// How departments work together.
        teamwork Teamwork;
    }

    /// The name of a calendar of the version that holds; the default one when `id` is nothing or unknown.
    pub fn calendar(&self, id: Option<&str>) -> Result<CalendarRef, Refused> {
        let held = self.calendars()?;
        let id = id.filter(|it| held.calendars.contains_key(*it)).unwrap_or(&held.says.default);
        Ok(CalendarRef { version: held.by.version, id: id.to_owned() })
    }

    /// A length of policy in milliseconds; working days are as long as the calendar says.
    pub fn length(&self, length: crate::model::Length, calendar: Option<&CalendarRef>) -> Span {
        let of_calendar = calendar.and_then(|it| {
            let name = PolicyRef { kind: Kind::Calendar, version: it.version };
            Some(rules::working_day(self.book.said(&name)?, &it.id))
        });
        length.span(of_calendar.unwrap_or(Span::DAY))
    }
}
