//! What makes the work quicker in the demo organisation: answers and cases kept as templates, tags, shared views; and what
//! its people have seen already.

use base::ids::{CaseId, TagId};
use base::{Result, Span};
use cases::api::{NewBulk, NewTag, NewTemplate, NewView, PutTags};
use cases::model::TemplateSays;
use cases::model::bulk::BulkAct;
use db::Tx;
use web::Actor;

use super::organisation;
use super::words::Words;
use crate::open::House;

/// Tags of the demo, with their colours.
const TAGS: [(&str, &str); 5] = [
    ("重要客户", "red"),
    ("媒体关注", "purple"),
    ("线路改造区", "teal"),
    ("可回访推荐", "green"),
    ("待领导批示", "orange"),
];

/// Views shared by the supervisor: name, query, columns, with whom.
const VIEWS: [(&str, &str, &str, &str); 2] = [
    ("光纤报修", "status=open&kind=fault&answers=line%3Afibre&sort=due", "line,visit", "all"),
    ("需上门的报修", "status=open&kind=fault&answers=visit%3Atrue&sort=due", "visit_day,visit_time", "all"),
];

/// So long ago the people of the demo last looked at what concerns them.
const LAST_LOOK: Span = Span(3 * Span::HOUR.0);

/// So long ago a round of reviews of access opened, and so many of them each of its supervisors has done.
const REVIEWS: (Span, i64) = (Span(4 * Span::DAY.0), 2);

/// Opens a round of reviews of access, and lets supervisors begin with theirs.
pub fn review(house: &House, tx: &mut Tx<'_>) -> Result<()> {
    let (Some(admin), now) = (actor(house, tx, "admin")?, tx.now()) else { return Ok(()) };
    tx.at(now - REVIEWS.0);
    people::api::open_reviews(&house.people, tx, &admin)?;
    tx.at(now - Span::DAY);
    for login in ["supervisor", "admin"] {
        if let Some(it) = actor(house, tx, login)? {
            people::api::confirm_reviews(&house.people, tx, &it, REVIEWS.1)?;
        }
    }
    tx.at(now);
    Ok(())
}

/// Makes templates, tags and views, and tags some of the cases at work.
pub fn furnish(house: &House, tx: &mut Tx<'_>, words: &Words) -> Result<()> {
    let Some(boss) = actor(house, tx, "supervisor")? else { return Ok(()) };
    let mut tags = Vec::new();
    for (name, colour) in TAGS {
        let new = NewTag { name: name.to_owned(), colour: Some(colour.to_owned()) };
        tags.push(house.desk.make_tag(tx, &boss, &new)?.id);
    }
    for it in &words.template {
        let says = TemplateSays {
            text: it.text.clone(),
            shortcut: it.shortcut.clone(),
            kind: it.kind.clone(),
            subject: it.subject.clone(),
            ..TemplateSays::default()
        };
        let (sort, sharing) = (it.sort.clone(), "all".to_owned());
        let new = NewTemplate { sort, name: it.name.clone(), says, sharing, version: None };
        house.desk.save_template(tx, &boss, None, &new)?;
    }
    for (name, query, columns, sharing) in VIEWS {
        let new = NewView {
            name: name.to_owned(),
            query: query.to_owned(),
            columns: columns.split(',').map(str::to_owned).collect(),
            sharing: Some(sharing.to_owned()),
            ..NewView::default()
        };
        let view = house.desk.save_view(tx, &boss, &new)?;
        if let Ok(id) = view.id.parse() {
            house.desk.pin_view(tx, &boss, &id, true)?;
        }
    }
    tag_some(house, tx, &boss, &tags)?;
    tag_inquiries(house, tx, &boss, &tags)
}

/// The supervisor marks all open questions about bills at once: their customers are to be asked afterwards.
fn tag_inquiries(house: &House, tx: &mut Tx<'_>, boss: &Actor, tags: &[TagId]) -> Result<()> {
    let query = cases::api::ListQuery {
        kind: Some("inquiry".to_owned()),
        class: Some("bill_inquiry".to_owned()),
        ..Default::default()
    };
    if house.desk.bulk_size(tx, boss, &query)?.count == 0 {
        return Ok(());
    }
    let act = BulkAct::Tag { add: tags.get(3).cloned().into_iter().collect(), remove: Vec::new() };
    let query = Some("status=open&kind=inquiry&class=bill_inquiry".to_owned());
    house.desk.begin_bulk(tx, boss, NewBulk { act, reason: None, case_ids: Vec::new(), query }).map(drop)
}

/// Every third of the newest open cases has a tag.
fn tag_some(house: &House, tx: &mut Tx<'_>, boss: &Actor, tags: &[TagId]) -> Result<()> {
    let query = cases::api::ListQuery { sort: Some("-opened".to_owned()), limit: Some(60), ..Default::default() };
    let found = house.desk.list(tx, boss, &query)?.items;
    let chosen: Vec<CaseId> = found.into_iter().map(|it| it.id).step_by(3).collect();
    for (case, tag) in chosen.iter().zip(tags.iter().cycle()) {
        house.desk.put_tags(tx, boss, case, &PutTags { add: vec![tag.clone()], remove: Vec::new() })?;
    }
    Ok(())
}

/// Everybody has seen what concerned them up to a few hours ago.
pub fn look(house: &House, tx: &mut Tx<'_>) -> Result<()> {
    let until = tx.now() - LAST_LOOK;
    for login in organisation::logins() {
        if let Some(one) = actor(house, tx, &login)? {
            house.desk.see_notices(tx, &one, until)?;
        }
    }
    Ok(())
}

/// Somebody of the demo by their login.
pub(super) fn actor(house: &House, tx: &mut Tx<'_>, login: &str) -> Result<Option<Actor>> {
    let Some(found) = people::api::by_login(tx, login)? else { return Ok(None) };
    people::api::acting(&house.people, tx, &found.id).map(Some)
}
