//! Checks across documents: what one says of another exists.

use std::collections::BTreeSet;

use base::FieldProblem;

use super::{Found, of_kind};
use crate::model::{
    Access, Appraisal, Body, Calendars, Cases, Channels, Conversations, Document, Indicators, Labour, Leaf, Limits,
    Routing, Ruling, Scope, Services, SignIn, Standards,
};

type Ids<'a> = BTreeSet<&'a str>;

/// Everything wrong with how documents refer to each other; the field begins with the kind.
///
/// A list that is not among the documents is not checked against. Each kind may stand once for each scope.
pub fn validate_set(documents: &[&Document]) -> Vec<FieldProblem> {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for one in documents {
        let place = (one.header.kind, &one.header.scope);
        found.add_if(!seen.insert(place), || {
            of_kind(one.header.kind, "policy.kind_twice").with("scope", &one.header.scope)
        });
        references(documents, &one.body, &mut found);
        if let (Scope::Role(role), Some(roles)) = (&one.header.scope, roles(documents)) {
            found.known(&format!("{}.policy.scope", one.header.kind), [role], "access.roles", &roles);
        }
    }
    found.0
}

fn references(documents: &[&Document], body: &Body, found: &mut Found) {
    match body {
        Body::Cases(it) => views(documents, it, found),
        Body::Limits(it) => limits(documents, it, found),
        Body::Channels(it) => channels(documents, it, found),
        Body::Conversations(it) => conversations(documents, it, found),
        Body::Appraisal(it) => appraisal(documents, it, found),
        Body::Services(it) => services(documents, it, found),
        Body::SignIn(it) => sign_in(documents, it, found),
        Body::Standards(it) => standards(documents, it, found),
        Body::Routing(it) => routing(documents, it, found),
        Body::Pay(it) => {
            if let Some(labour) = first::<Labour>(documents) {
                super::labour::within(labour, it, found);
            }
        }
        _ => {}
    }
}

fn services(documents: &[&Document], it: &Services, found: &mut Found) {
    let Some(cases) = first::<Cases>(documents) else { return };
    let kinds: Ids = cases.kinds.iter().map(|one| one.id.as_str()).collect();
    let pauses: Ids = cases.pauses.iter().map(|one| one.id.as_str()).collect();
    found.known("services.waiting", &it.waiting, "cases.pauses", &pauses);
    for (at, one) in it.items.iter().enumerate() {
        found.known(&format!("services.items[{at}].kind"), [&one.kind], "cases.kinds", &kinds);
        let of_kind = cases.classes.iter().filter(|class| class.kinds.contains(&one.kind));
        let classes: Ids = of_kind.map(|class| class.id.as_str()).collect();
        found.known(&format!("services.items[{at}].class"), [&one.class], "cases.classes", &classes);
    }
}

fn views(documents: &[&Document], it: &Cases, found: &mut Found) {
    let Some(known) = roles(documents) else { return };
    for (at, one) in it.views.iter().enumerate() {
        found.known(&format!("cases.views[{at}].roles"), &one.roles, "access.roles", &known);
    }
}

fn sign_in(documents: &[&Document], it: &SignIn, found: &mut Found) {
    if let Some(known) = roles(documents) {
        found.known("sign_in.second_factor.roles", &it.second_factor.roles, "access.roles", &known);
    }
}

fn first<'a, T: Ruling>(documents: &[&'a Document]) -> Option<&'a T> {
    documents.iter().find_map(|it| T::of(&it.body))
}

fn roles<'a>(documents: &[&'a Document]) -> Option<Ids<'a>> {
    first::<Access>(documents).map(|it| it.roles.iter().map(|one| one.id.as_str()).collect())
}

fn calendars<'a>(documents: &[&'a Document]) -> Option<Ids<'a>> {
    first::<Calendars>(documents).map(|it| it.calendars.keys().map(String::as_str).collect())
}

fn channel_ids<'a>(documents: &[&'a Document]) -> Option<Ids<'a>> {
    first::<Channels>(documents).map(|it| it.channels.iter().map(|one| one.id.as_str()).collect())
}

fn limits(documents: &[&Document], it: &Limits, found: &mut Found) {
    let cases = first::<Cases>(documents);
    let ids = |list: fn(&Cases) -> Ids<'_>| cases.map(list);
    let lists = [
        ("kinds", ids(|it| it.kinds.iter().map(|one| one.id.as_str()).collect())),
        ("classes", ids(|it| it.classes.iter().map(|one| one.id.as_str()).collect())),
        ("priorities", ids(|it| it.priorities.iter().map(|one| one.id.as_str()).collect())),
        ("steps", ids(|it| it.steps.iter().map(|one| one.id.as_str()).collect())),
    ];
    let (channels, calendars) = (channel_ids(documents), calendars(documents));
    for (at, one) in it.limits.iter().enumerate() {
        for ((name, known), wanted) in lists.iter().zip([&one.kinds, &one.classes, &one.priorities, &one.steps]) {
            if let Some(known) = known {
                found.known(&format!("limits.limits[{at}].{name}"), wanted, &format!("cases.{name}"), known);
            }
        }
        if let Some(known) = &channels {
            found.known(&format!("limits.limits[{at}].channels"), &one.channels, "channels.channels", known);
        }
        if let Some(known) = &calendars {
            found.known(&format!("limits.limits[{at}].calendar"), &one.calendar, "calendar.calendars", known);
        }
    }
}

fn channels(documents: &[&Document], it: &Channels, found: &mut Found) {
    let Some(known) = calendars(documents) else { return };
    for (at, one) in it.channels.iter().enumerate() {
        found.known(&format!("channels.channels[{at}].calendar"), [&one.calendar], "calendar.calendars", &known);
    }
}

fn conversations(documents: &[&Document], it: &Conversations, found: &mut Found) {
    let Some(known) = channel_ids(documents) else { return };
    found.known("conversations.stays", &it.stays, "channels.channels", &known);
    for (at, one) in it.silence.iter().enumerate() {
        found.known(&format!("conversations.silence[{at}].channel"), [&one.channel], "channels.channels", &known);
    }
}

fn routing(documents: &[&Document], it: &Routing, found: &mut Found) {
    let Some(known) = channel_ids(documents) else { return };
    for (at, one) in it.queues.iter().enumerate() {
        found.known(&format!("routing.queues[{at}].channels"), &one.channels, "channels.channels", &known);
    }
}

fn appraisal(documents: &[&Document], it: &Appraisal, found: &mut Found) {
    let indicators: Option<Ids> =
        first::<Indicators>(documents).map(|it| it.indicators.iter().map(|one| one.id.as_str()).collect());
    let roles = roles(documents);
    for (at, tree) in it.trees.iter().enumerate() {
        if let Some(known) = &roles {
            found.known(&format!("appraisal.trees[{at}].roles"), &tree.roles, "access.roles", known);
        }
        for (part_at, part) in tree.parts.iter().enumerate() {
            if let (Some(Leaf::Metric { indicator, .. }), Some(known)) = (&part.from, &indicators) {
                let path = format!("appraisal.trees[{at}].parts[{part_at}].from.metric.indicator");
                found.known(&path, [indicator], "indicators.indicators", known);
            }
        }
    }
}

fn standards(documents: &[&Document], it: &Standards, found: &mut Found) {
    let Some(known) = channel_ids(documents) else { return };
    for (name, list) in [("openings", &it.openings), ("closings", &it.closings), ("phrases", &it.phrases)] {
        for (at, one) in list.iter().enumerate() {
            found.known(&format!("standards.{name}[{at}].channels"), &one.channels, "channels.channels", &known);
        }
    }
    for (at, one) in it.forbidden.iter().enumerate() {
        found.known(&format!("standards.forbidden[{at}].channels"), &one.channels, "channels.channels", &known);
    }
    found.known("standards.emoji.channels", &it.emoji.channels, "channels.channels", &known);
}
