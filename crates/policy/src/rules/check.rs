//! What a document says, checked: each fault is named with its field.

use std::collections::BTreeSet;

use base::{Fen, FieldProblem, PerMille};

use crate::model::{Body, Document, Kind, Text};

mod access;
mod alerts;
mod appraisal;
mod approvals;
mod calendar;
mod cases;
mod channels;
mod complaints;
mod conversations;
mod customers;
mod follow_ups;
mod forms;
mod labour;
mod limits;
mod pay;
mod portal;
mod privacy;
mod routing;
mod services;
mod set;
mod speech;
mod staff;
mod teamwork;

pub use set::validate_set;

/// Everything wrong with what a document says, in the order of the document; nothing when it is sound.
///
/// What it says of other documents (a limit's calendar, a tree's roles) is checked by [`validate_set`].
pub fn validate(document: &Document) -> Vec<FieldProblem> {
    let mut found = Found::default();
    found.text("policy.title", &document.header.title);
    match &document.body {
        Body::Access(it) => access::check(it, &mut found),
        Body::Alerts(it) => alerts::check(it, &mut found),
        Body::Appraisal(it) => appraisal::check(it, &mut found),
        Body::Approvals(it) => approvals::check(it, &mut found),
        Body::Calendar(it) => calendar::check(it, &mut found),
        Body::Cases(it) => cases::check(it, &mut found),
        Body::Channels(it) => channels::check(it, &mut found),
        Body::Conversations(it) => conversations::check(it, &mut found),
        Body::Customers(it) => customers::check(it, &mut found),
        Body::Complaints(it) => complaints::complaints(it, &mut found),
        Body::Escalation(it) => complaints::escalation(it, &mut found),
        Body::FollowUps(it) => follow_ups::check(it, &mut found),
        Body::Indicators(it) => super::smart::check(it, &mut found),
        Body::Labour(it) => labour::check(it, &mut found),
        Body::Limits(it) => limits::check(it, &mut found),
        Body::Masking(it) => privacy::masking(it, &mut found),
        Body::Pay(it) => pay::check(it, &mut found),
        Body::Portal(it) => portal::check(it, &mut found),
        Body::Retention(it) => privacy::retention(it, &mut found),
        Body::Routing(it) => routing::check(it, &mut found),
        Body::Services(it) => services::check(it, &mut found),
        Body::SignIn(it) => privacy::sign_in(it, &mut found),
        Body::Staff(it) => staff::check(it, &mut found),
        Body::Standards(it) => speech::check(it, &mut found),
        Body::Teamwork(it) => teamwork::check(it, &mut found),
    }
    found.0
}

/// Collects what is wrong.
#[derive(Default)]
pub(crate) struct Found(pub Vec<FieldProblem>);

impl Found {
    pub fn add(&mut self, problem: FieldProblem) {
        self.0.push(problem);
    }

    pub fn add_if(&mut self, wrong: bool, problem: impl FnOnce() -> FieldProblem) {
        if wrong {
            self.0.push(problem());
        }
    }

    /// Both languages are there.
    pub fn text(&mut self, path: &str, text: &Text) {
        for (language, words) in [("zh", &text.zh), ("en", &text.en)] {
            self.add_if(words.trim().is_empty(), || FieldProblem::new(format!("{path}.{language}"), "policy.empty"));
        }
    }

    /// The list has something in it.
    pub fn some<T>(&mut self, path: &str, list: &[T]) {
        self.add_if(list.is_empty(), || FieldProblem::new(path, "policy.empty"));
    }

    /// The number lies between the ends, both counted.
    pub fn range(&mut self, path: impl Into<String>, value: i64, low: i64, high: i64) {
        self.add_if(value < low || value > high, || {
            FieldProblem::new(path, "policy.out_of_range").with("found", value).with("low", low).with("high", high)
        });
    }

    /// A share between nothing and all.
    pub fn share(&mut self, path: impl Into<String>, value: PerMille) {
        self.range(path, value.0, 0, 1000);
    }

    /// An amount that is not negative.
    pub fn amount(&mut self, path: impl Into<String>, value: Fen) {
        self.range(path, value.0, 0, 100_000_000_000);
    }

    /// A length of time that is longer than nothing.
    pub fn length(&mut self, path: impl Into<String>, value: crate::model::Length) {
        self.add_if(!value.is_positive(), || FieldProblem::new(path, "policy.no_time"));
    }

    /// A length of time and the way it runs go together.
    pub fn timed(&mut self, path: &str, value: crate::model::Length, time: crate::model::TimeKind) {
        self.length(path, value);
        self.add_if(!value.fits(time), || FieldProblem::new(path, "policy.length_unfit").with("found", value));
    }

    /// Ids are plain words, and each stands once; every name is there.
    pub fn ids<'a>(&mut self, path: &str, rows: impl IntoIterator<Item = (&'a str, &'a Text)>) {
        let mut seen = BTreeSet::new();
        for (at, (id, name)) in rows.into_iter().enumerate() {
            self.id(&format!("{path}[{at}].id"), id);
            self.add_if(!seen.insert(id), || {
                FieldProblem::new(format!("{path}[{at}].id"), "policy.twice").with("id", id)
            });
            self.text(&format!("{path}[{at}].name"), name);
        }
    }

    /// Ids without names: each stands once.
    pub fn once<'a>(&mut self, path: &str, ids: impl IntoIterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.into_iter().enumerate() {
            self.add_if(!seen.insert(id), || FieldProblem::new(format!("{path}[{at}]"), "policy.twice").with("id", id));
        }
    }

    /// Small letters, digits, `_` and `-`; begins with a letter or digit.
    pub fn id(&mut self, path: &str, id: &str) {
        let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_' || it == b'-';
        let sound = !id.is_empty()
            && id.len() <= 60
            && id.bytes().all(plain)
            && id.bytes().next().is_some_and(|it| it.is_ascii_alphanumeric());
        self.add_if(!sound, || FieldProblem::new(path, "policy.bad_id").with("id", id));
    }

    /// What is referred to exists. `of` names the list it should be in, as `kinds` or `calendar.calendars`.
    pub fn known<'a>(
        &mut self,
        path: &str,
        wanted: impl IntoIterator<Item = &'a String>,
        of: &str,
        known: &BTreeSet<&str>,
    ) {
        for id in wanted {
            self.add_if(!known.contains(id.as_str()), || {
                FieldProblem::new(path, "policy.unknown_reference").with("id", id).with("of", of)
            });
        }
    }
}

/// A fault that concerns a kind of document as a whole.
pub(crate) fn of_kind(kind: Kind, code: &'static str) -> FieldProblem {
    FieldProblem::new(kind.as_str(), code).with("kind", kind)
}
