//! Who hears what: one line per sentence of the service loop. Capabilities never know their listeners; they are
//! joined here and nowhere else.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::Result;
use base::ids::{CaseId, PersonId, UnitId};
use cases::Desk;
use db::Tx;
use db::listeners::Listener;
use db::timers::Handlers;
use jiff::tz::TimeZone;
use measures::rules::figure::SmallSamples;
use measures::{CaseName, Dimension, Measures, Setting};
use policy::Policies;
use policy::api::WhatIf;
use policy::model::{Scope, Text};
use vault::reseal::SealedColumn;
use web::live::{Audience, Source};
use web::{Actor, Lang};

use crate::open::House;

/// Events that nobody acts upon: they are there for timelines, the live stream and audit.
pub const ON_RECORD: &[&str] = &[
    "cases.application_checked.v1",
    "cases.application_notified.v1",
    "cases.application_refused.v1",
    "cases.approval_answered.v1",
    "cases.approval_asked.v1",
    "cases.approval_granted.v1",
    "cases.approval_passed.v1",
    "cases.approval_refused.v1",
    "cases.approval_sent_back.v1",
    "cases.approval_withdrawn.v1",
    "cases.attached.v1",
    "cases.application_accepted.v1",
    "cases.bulk_began.v1",
    "cases.bulk_ended.v1",
    "cases.clock_cancelled.v1",
    "cases.clock_started.v1",
    "cases.clock_warned.v1",
    "cases.compensated.v1",
    "cases.complaint_analysed.v1",
    "cases.complaint_found.v1",
    "cases.complaint_investigated.v1",
    "cases.complaint_recorded.v1",
    "cases.deadline_met.v1",
    "cases.deadline_missed.v1",
    "cases.deadline_warned.v1",
    "cases.demand_refused.v1",
    "cases.entrusted.v1",
    "cases.escalated.v1",
    "cases.escalation_settled.v1",
    "cases.escalation_taken.v1",
    "cases.exported.v1",
    "cases.extended.v1",
    "cases.follow_up_ended.v1",
    "cases.follow_up_lifted.v1",
    "cases.follow_up_made.v1",
    "cases.follow_up_tried.v1",
    "cases.paper_told.v1",
    "cases.handled.v1",
    "cases.joint_accepted.v1",
    "cases.joint_asked.v1",
    "cases.joint_delivered.v1",
    "cases.joint_returned.v1",
    "cases.joint_waived.v1",
    "cases.joint_withdrawn.v1",
    "cases.merged_in.v1",
    "cases.part_added.v1",
    "cases.printed.v1",
    "cases.promised.v1",
    "cases.question_answered.v1",
    "cases.question_asked.v1",
    "cases.readdressed.v1",
    "cases.redacted.v1",
    "cases.split.v1",
    "cases.split_off.v1",
    "cases.unlinked.v1",
    "cases.unmerged_from.v1",
    "cases.urged.v1",
    "cases.watched.v1",
    "cases.tagged.v1",
    "cases.tag_made.v1",
    "cases.tag_changed.v1",
    "cases.tag_merged.v1",
    "cases.revealed.v1",
    "cases.customer_wrote.v1",
    "cases.rated.v1",
    "cases.code_given.v1",
    "channels.case_linked.v1",
    "channels.case_unlinked.v1",
    "channels.delivered.v1",
    "channels.entrance_added.v1",
    "channels.entrance_changed.v1",
    "channels.offered.v1",
    "channels.planned.v1",
    "channels.presence_changed.v1",
    "channels.redacted.v1",
    "channels.skills_changed.v1",
    "channels.snoozed.v1",
    "channels.tagged.v1",
    "channels.unplanned.v1",
    "channels.withheld.v1",
    "channels.woke.v1",
    "cases.template_changed.v1",
    "cases.view_shared.v1",
    "customers.consent_given.v1",
    "customers.consent_withdrawn.v1",
    "customers.created.v1",
    "customers.edited.v1",
    "customers.erasure_asked.v1",
    "customers.erasure_decided.v1",
    "customers.erasure_done.v1",
    "customers.exported.v1",
    "customers.hold_lifted.v1",
    "customers.hold_placed.v1",
    "customers.identity_added.v1",
    "customers.identity_removed.v1",
    "customers.imported.v1",
    "customers.pair_decided.v1",
    "customers.revealed.v1",
    "customers.reveals_noticed.v1",
    "people.absence_planned.v1",
    "people.absence_withdrawn.v1",
    "people.access_reviewed.v1",
    "people.backups_changed.v1",
    "people.certificate_added.v1",
    "people.certificate_expiring.v1",
    "people.certificate_removed.v1",
    "people.delegated.v1",
    "people.delegation_ended.v1",
    "people.invitation_made.v1",
    "people.invitation_used.v1",
    "people.invitation_withdrawn.v1",
    "people.password_changed.v1",
    "people.person_added.v1",
    "people.person_changed.v1",
    "people.post_added.v1",
    "people.post_changed.v1",
    "people.provider_added.v1",
    "people.provider_changed.v1",
    "people.provider_name_bound.v1",
    "people.provider_name_forgotten.v1",
    "people.recovery_code_used.v1",
    "people.recovery_codes_made.v1",
    "people.review_assigned.v1",
    "people.review_round_opened.v1",
    "people.roles_changed.v1",
    "people.second_factor_enrolled.v1",
    "people.second_factor_removed.v1",
    "people.session_revoked.v1",
    "people.set_up.v1",
    "people.sign_in_locked.v1",
    "people.sign_in_refused.v1",
    "people.sign_in_unlocked.v1",
    "people.signed_in.v1",
    "people.signed_out.v1",
    "people.unit_added.v1",
    "people.unit_changed.v1",
    "policy.discarded.v1",
    "policy.drafted.v1",
    "policy.edited.v1",
    "policy.published.v1",
    "policy.reviewed.v1",
    "policy.sent_back.v1",
    "policy.submitted.v1",
    "quality.alert_acknowledged.v1",
    "quality.alert_handed.v1",
    "quality.alert_raised.v1",
    "quality.alert_resolved.v1",
];

/// Those who follow the event log.
pub fn listeners(house: &House) -> Vec<Arc<dyn Listener>> {
    vec![
        // What happens to cases becomes figures.
        Arc::new(Measures::new(figures(house))),
        // A policy that is switched off takes its clocks along.
        Arc::new(cases::jobs::SwitchedOff),
        // Customers that change may be one person with others.
        Arc::new(customers::jobs::Duplicates(house.customers.clone())),
        // Two profiles are two again: cases opened meanwhile go where it is wished.
        Arc::new(cases::jobs::MergesUndone),
        // A customer who was let go goes from the texts and files of cases as well.
        Arc::new(cases::jobs::CustomersErased),
        // … and then from what was said with them.
        Arc::new(channels::jobs::CustomersErased),
        // What was said can be found by its words.
        Arc::new(channels::jobs::Words(house.channels.clone())),
        // A policy, a certificate or a review waits for somebody: they are told.
        Arc::new(people::jobs::Newsreader(house.people.clone())),
        // Somebody is away: their cases pass to whoever stands in, and come back.
        Arc::new(cases::jobs::StandIns),
    ]
}

/// What happens when a time comes.
pub fn timers(house: &House) -> Handlers {
    // Somebody is away or back; lent rights are over.
    let mut all = people::jobs::handlers(&house.people);
    // A promise or a time limit comes near, or is missed.
    all.extend(cases::jobs::handlers(&house.desk));
    // The next cases of an act on many have their turn.
    all.extend([cases::jobs::bulk(&house.desk, &house.people)]);
    // What was said with a customer who was let go is gone through.
    all.extend(channels::jobs::handlers(&house.channels));
    // Names are marked under a new key.
    all.extend(customers::jobs::handlers(&house.customers));
    all
}

/// Every column of sealed values: what is sealed anew after a key was rotated.
pub fn sealed() -> Vec<SealedColumn> {
    [people::api::SEALED, customers::api::SEALED, cases::api::SEALED, channels::api::SEALED].concat()
}

/// The organisation's time zone; UTC before there is a calendar.
pub fn zone(policies: &Policies, tx: &mut Tx<'_>) -> Result<TimeZone> {
    let (book, now) = (policies.book(tx)?, tx.now());
    let calendar = book.at(now).calendar(None).ok().and_then(|it| book.calendar(&it).cloned());
    Ok(calendar.map_or(TimeZone::UTC, |it| it.zone().clone()))
}

/// What figures ask of the rest of the house.
pub fn figures(house: &House) -> measures::Shared {
    figures_of(house.policies.clone())
}

/// The same, of policies alone; enough to describe the routes.
pub fn figures_of(policies: Policies) -> measures::Shared {
    Arc::new(Figures(policies))
}

struct Figures(Policies);

impl measures::House for Figures {
    fn setting(&self, tx: &mut Tx<'_>) -> Result<Setting> {
        let zone = zone(&self.0, tx)?.iana_name().unwrap_or("UTC").to_owned();
        let (book, now) = (self.0.book(tx)?, tx.now());
        let (cases, indicators) = (book.at(now).cases()?, book.at(now).indicators()?);
        let settle = book.at(now).length(cases.says.repeats.window, None);
        let samples = indicators.says.samples;
        Ok(Setting { zone, settle, small: SmallSamples { too_few: samples.too_few, few: samples.few } })
    }

    fn units_below(&self, tx: &mut Tx<'_>, unit: &str) -> Result<Vec<String>> {
        match unit.parse() {
            Ok(id) => Ok(people::api::units_below(tx, &id)?.into_iter().map(String::from).collect()),
            Err(_) => Ok(vec![unit.to_owned()]),
        }
    }

    fn labels(
        &self,
        tx: &mut Tx<'_>,
        lang: Lang,
        dimension: Dimension,
        words: &[String],
    ) -> Result<HashMap<String, String>> {
        let book = self.0.book(tx)?;
        let now = book.at(tx.now());
        let called = |named: Vec<(&String, &Text)>| -> HashMap<String, String> {
            let wanted = named.into_iter().filter(|(id, _)| words.contains(id));
            wanted.map(|(id, name)| (id.clone(), name.of(lang == Lang::En).to_owned())).collect()
        };
        let cases = || now.cases().map(|it| it.says);
        match dimension {
            Dimension::Unit => {
                let ids: Vec<UnitId> = words.iter().filter_map(|it| it.parse().ok()).collect();
                Ok(people::api::unit_names(tx, &ids)?.into_iter().map(|(id, name)| (id.into(), name)).collect())
            }
            Dimension::Person => {
                let ids: Vec<PersonId> = words.iter().filter_map(|it| it.parse().ok()).collect();
                Ok(people::api::names(tx, &ids)?.into_iter().map(|(id, name)| (id.into(), name)).collect())
            }
            Dimension::Kind => Ok(called(cases()?.kinds.iter().map(|it| (&it.id, &it.name)).collect())),
            Dimension::Class => Ok(called(cases()?.classes.iter().map(|it| (&it.id, &it.name)).collect())),
            Dimension::Priority => Ok(called(cases()?.priorities.iter().map(|it| (&it.id, &it.name)).collect())),
            Dimension::Step => Ok(called(cases()?.steps.iter().map(|it| (&it.id, &it.name)).collect())),
            Dimension::Channel => {
                let channels = now.channels()?.says;
                Ok(called(channels.channels.iter().map(|it| (&it.id, &it.name)).collect()))
            }
        }
    }

    fn cases(&self, tx: &mut Tx<'_>, me: &Actor, ids: &[String]) -> Result<HashMap<String, CaseName>> {
        let ids: Vec<CaseId> = ids.iter().filter_map(|it| it.parse().ok()).collect();
        let found = cases::api::names(tx, me, &ids)?.into_iter();
        Ok(found.map(|(id, it)| (id.into(), CaseName { number: it.number, subject: it.subject })).collect())
    }
}

/// What policy asks of the rest of the house.
pub fn surroundings() -> Arc<dyn policy::api::House> {
    // A draft can be tried on the cases of the past. Appraisal and pay join here.
    Arc::new(Surroundings { what_ifs: vec![Arc::new(cases::api::WhatIfLimits)] })
}

struct Surroundings {
    what_ifs: Vec<Arc<dyn WhatIf>>,
}

impl policy::api::House for Surroundings {
    fn unit(&self, tx: &mut Tx<'_>, scope: &Scope) -> Result<Option<(UnitId, String)>> {
        Ok(people::api::unit_of_scope(tx, scope)?.map(|it| (it.id, it.name)))
    }

    fn names(&self, tx: &mut Tx<'_>, people: &[PersonId]) -> Result<BTreeMap<PersonId, String>> {
        people::api::names(tx, people)
    }

    fn what_ifs(&self) -> &[Arc<dyn WhatIf>] {
        &self.what_ifs
    }
}

/// What customers ask about the cases in their timelines.
pub struct Cases;

impl customers::Sight for Cases {
    fn called(&self, tx: &mut Tx<'_>, me: &Actor, ids: &[CaseId]) -> Result<BTreeMap<CaseId, String>> {
        let found = cases::api::names(tx, me, ids)?.into_iter();
        // A case that is out of sight has no subject.
        Ok(found.filter(|(_, it)| !it.subject.is_empty()).map(|(id, it)| (id, it.number.to_string())).collect())
    }
}

/// What the live stream asks.
pub struct Live(pub Desk);

impl Source for Live {
    fn audiences(&self, tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<HashMap<CaseId, Audience>> {
        cases::api::audiences(tx, ids)
    }

    fn counts(&self, tx: &mut Tx<'_>, actor: &Actor) -> Result<serde_json::Value> {
        serde_json::to_value(self.0.counts(tx, actor)?).map_err(base::fault)
    }

    fn name(&self, tx: &mut Tx<'_>, person: &PersonId) -> Result<String> {
        people::api::name(tx, person)
    }
}
