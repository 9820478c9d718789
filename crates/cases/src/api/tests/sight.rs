//! Who sees what, lists, counters, search, views, files.

use base::Page;
use expect_test::expect;

use super::{after, code, days, each, hours};
use crate::api::{Edit, Handover, ListQuery, NewFile, NewLink, NewView};
use crate::store;
use crate::testing::{actor, complaint, person, unit};

fn listed(found: &base::Paged<crate::api::CaseRow>) -> Vec<String> {
    found.items.iter().map(|it| it.subject.clone()).collect()
}

#[test]
fn a_case_is_seen_by_its_unit_and_by_whoever_takes_part() {
    each(|house| {
        let id = house.complaint('A').id;
        house
            .at(hours(1), move |tx, desk| {
                let list = ListQuery::default();
                db::search::take_in(tx)?;
                for (who, sees) in [('A', 1), ('B', 1), ('S', 1), ('C', 0), ('E', 0)] {
                    let me = actor(who);
                    assert_eq!(desk.list(tx, &me, &list)?.items.len(), sees, "{who}");
                    assert_eq!(desk.search(tx, &me, "宽带 断线")?.len(), sees, "{who}");
                    let page = desk.timeline(tx, &me, &id, &Page::default());
                    assert_eq!(page.is_ok(), sees == 1, "{who}");
                }
                assert_eq!(code(desk.note(tx, &actor('E'), &id, "hello", &[])), "cases.not_found");
                desk.note(tx, &actor('A'), &id, "请技术部看看", &[person('E')])?;
                assert_eq!(desk.list(tx, &actor('E'), &list)?.items.len(), 1, "whoever is mentioned sees it");
                db::search::take_in(tx)?;
                assert_eq!(desk.search(tx, &actor('E'), "技术部")?.len(), 1, "notes are searched too");
                assert_eq!(desk.search(tx, &actor('E'), "宽带 断线")?.len(), 1, "and so is what was there before");
                assert_eq!(code(desk.step(tx, &actor('E'), &id, None, "diagnose", None)), "cases.not_yours");
                let to = Handover { unit_id: Some(unit('T')), reason: Some("x".to_owned()), ..Handover::default() };
                desk.transfer(tx, &actor('A'), &id, None, &to)?;
                for (who, sees) in [('A', 1), ('B', 0), ('C', 1), ('D', 1), ('E', 1)] {
                    db::search::take_in(tx)?;
                    assert_eq!(desk.list(tx, &actor(who), &list)?.items.len(), sees, "{who} after the transfer");
                    assert_eq!(
                        desk.search(tx, &actor(who), "宽带 断线")?.len(),
                        sees,
                        "{who} searches after the transfer"
                    );
                }
                let audience = crate::api::audiences(tx, std::slice::from_ref(&id))?;
                let mut parties = audience[&id].parties.clone();
                parties.sort();
                assert_eq!(parties, [person('A'), person('E')]);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn lists_are_walked_page_by_page_in_every_order() {
    each(|house| {
        house
            .at(hours(0), move |tx, desk| {
                for at in 0..7 {
                    tx.at(after(hours(at)));
                    let mut new = complaint(after(hours(20 - at)));
                    new.subject = format!("case {at}");
                    new.customer = None;
                    new.kind = if at % 2 == 0 { "inquiry" } else { "suggestion" }.to_owned();
                    new.class = None;
                    new.fields.clear();
                    desk.open(tx, &actor(if at < 5 { 'A' } else { 'B' }), new)?;
                }
                let me = actor('A');
                let mut query = ListQuery { limit: Some(3), sort: Some("-opened".to_owned()), ..Default::default() };
                let mut seen = Vec::new();
                loop {
                    let page = desk.list(tx, &me, &query)?;
                    seen.extend(listed(&page));
                    query.after = page.next;
                    if query.after.is_none() {
                        break;
                    }
                }
                expect![[r#"["case 6", "case 5", "case 4", "case 3", "case 2", "case 1", "case 0"]"#]]
                    .assert_eq(&format!("{seen:?}"));
                let by_due = |after| ListQuery { limit: Some(4), after, ..Default::default() };
                let first = desk.list(tx, &me, &by_due(None))?;
                let second = desk.list(tx, &me, &by_due(first.next.clone()))?;
                assert_eq!((first.items.len(), second.items.len(), second.next.is_none()), (4, 3, true));
                let due: Vec<_> = first.items.iter().chain(&second.items).map(|it| it.due_at).collect();
                assert!(due.is_sorted(), "{due:?}");
                let count = |tx: &mut db::Tx<'_>, query: ListQuery| desk.list(tx, &me, &query).map(|it| it.items.len());
                let some = |text: &str| Some(text.to_owned());
                assert_eq!(count(tx, ListQuery { owner: some("me"), ..Default::default() })?, 5);
                assert_eq!(count(tx, ListQuery { owner: some("none"), ..Default::default() })?, 0);
                assert_eq!(count(tx, ListQuery { kind: some("inquiry"), ..Default::default() })?, 4);
                assert_eq!(count(tx, ListQuery { first_owner: some("me"), ..Default::default() })?, 5);
                assert_eq!(count(tx, ListQuery { waiting: some("promise"), ..Default::default() })?, 7);
                assert_eq!(count(tx, ListQuery { status: some("closed"), ..Default::default() })?, 0);
                assert_eq!(count(tx, ListQuery { unit: Some(unit('H')), ..Default::default() })?, 7);
                assert_eq!(count(tx, ListQuery { unit: Some(unit('T')), ..Default::default() })?, 0);
                let bad = ListQuery { sort: some("size"), ..Default::default() };
                assert_eq!(code(desk.list(tx, &me, &bad)), "cases.bad_filter");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn whoever_comes_too_late_is_told_what_changed() {
    each(|house| {
        let case = house.complaint('A');
        house
            .at(hours(1), move |tx, desk| {
                let edit = |version, subject: &str| Edit {
                    version: Some(version),
                    subject: Some(subject.to_owned()),
                    priority: Some("urgent".to_owned()),
                    ..Edit::default()
                };
                let fresh = desk.edit(tx, &actor('A'), &case.id, &edit(case.version, "宽带断线"))?;
                assert_eq!(fresh.version, case.version + 1);
                let late = desk.edit(tx, &actor('B'), &case.id, &edit(case.version, "x"));
                let base::Failure::Refused(refusal) = late.unwrap_err() else { panic!("a fault") };
                assert_eq!(refusal.code, "cases.stale");
                assert_eq!(refusal.params["fields"].to_string(), "cases.field.priority, cases.field.subject");
                let clocks = store::clocks::of(tx, &case.id)?;
                let limits: Vec<_> = clocks
                    .iter()
                    .filter(|it| it.target.as_str() == "resolution")
                    .map(|it| (it.rule.as_str(), it.started_ms == case.opened_ms, it.is_live()))
                    .collect();
                assert_eq!(
                    limits,
                    [("resolution_complaint", true, false), ("resolution_complaint_urgent", true, true)],
                    "another priority, another limit, from the same beginning"
                );
                let bad = Edit { subject: Some(" ".to_owned()), ..Edit::default() };
                assert_eq!(code(desk.edit(tx, &actor('A'), &case.id, &bad)), "cases.incomplete");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn personal_answers_are_sealed_and_shown_masked() {
    each(|house| {
        let mut new = complaint(after(hours(2)));
        new.kind = "fault".to_owned();
        new.class = None;
        new.fields = [("place".to_owned(), "朝阳路一号院三单元".into())].into();
        let case = house.at(hours(0), move |tx, desk| desk.open(tx, &actor('A'), new)).unwrap();
        assert_eq!(case.contact_masked.as_deref(), Some("138****8000"));
        let shown = case.fields.0["place"].as_str().unwrap();
        assert!(shown.contains('*') && !shown.contains("三单元"), "{shown}");
        let sealed = case.sealed.unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("13800138000"));
        let id = case.id;
        house
            .at(hours(1), move |tx, desk| {
                let edit = Edit { contact_how: Some("wang@example.cn".to_owned()), ..Edit::default() };
                let edited = desk.edit(tx, &actor('A'), &id, &edit)?;
                assert_eq!(edited.contact_masked.as_deref(), Some("w***@example.cn"));
                assert_eq!(edited.fields.0["place"], case.fields.0["place"], "what was not edited stays");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn counters_links_views_and_files_do_what_they_say() {
    each(|house| {
        let first = house.complaint('A');
        let second = house.complaint('B');
        house
            .at(hours(3), move |tx, desk| {
                let (me, boss) = (actor('A'), actor('S'));
                let counts = desk.counts(tx, &me)?;
                assert_eq!((counts.mine, counts.team, counts.open, counts.promised, counts.overdue), (1, 2, 2, 2, 2));
                assert_eq!(desk.counts(tx, &actor('E'))?, crate::api::Counts::default());
                let link = |kind: &str| NewLink { case_id: second.id.clone(), kind: kind.to_owned(), version: None };
                desk.link(tx, &me, &first.id, &link("related"))?;
                assert_eq!(code(desk.link(tx, &me, &first.id, &link("cousin"))), "cases.unknown_link");
                assert_eq!(code(desk.link(tx, &me, &second.id, &link("related"))), "cases.link_to_self");
                let view = NewView { name: "我的".to_owned(), query: "owner=me".to_owned(), ..NewView::default() };
                let team = NewView { shared: true, ..view.clone() };
                let all = NewView { sharing: Some("all".to_owned()), ..view.clone() };
                desk.save_view(tx, &me, &view)?;
                let shared = desk.save_view(tx, &me, &team)?;
                assert_eq!(code(desk.save_view(tx, &me, &all)), "cases.no_right");
                desk.save_view(tx, &boss, &all)?;
                let views = |tx: &mut db::Tx<'_>, who| {
                    let all = desk.views(tx, &actor(who), web::Lang::Zh, crate::model::ViewList::Cases)?;
                    base::Result::Ok(all.iter().filter(|it| it.sharing != "policy").count())
                };
                let id = shared.id.parse().unwrap();
                assert_eq!((views(tx, 'A')?, views(tx, 'B')?, views(tx, 'E')?), (3, 2, 1));
                assert_eq!(code(desk.forget_view(tx, &actor('B'), &id)), "cases.view_not_found");
                desk.forget_view(tx, &me, &id)?;
                let file = |name: &str, media: &str, content: &[u8]| NewFile {
                    name: name.to_owned(),
                    media_type: media.to_owned(),
                    content: content.to_vec(),
                };
                desk.attach(tx, &me, &first.id, &file("截图.png", "image/png", b"\x89PNG\r\n\x1a\nxyz"))?;
                let page = file("x.html", "text/html", b"<!DOCTYPE html>");
                assert_eq!(code(desk.attach(tx, &me, &first.id, &page)), "cases.file_type");
                let kept = store::attachments::of(tx, &first.id)?.remove(0);
                assert_eq!((kept.name.as_str(), kept.bytes), ("截图.png", 11));
                assert!(desk.attachment(tx, &actor('B'), &kept.id).is_ok());
                assert_eq!(code(desk.attachment(tx, &actor('E'), &kept.id)), "cases.attachment_not_found");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn warnings_and_overdue_limits_reach_the_case_and_the_counters() {
    each(|house| {
        let id = house.complaint('A').id;
        let case = id.clone();
        house
            .at(days(10), move |tx, desk| {
                let now = store::case::any(tx, &case)?.unwrap();
                assert_eq!(now.urgency, crate::model::Urgency::OVERDUE);
                assert_eq!(desk.counts(tx, &actor('A'))?.overdue, 1);
                let overdue = ListQuery { due: Some("overdue".to_owned()), ..Default::default() };
                assert_eq!(desk.list(tx, &actor('A'), &overdue)?.items.len(), 1);
                Ok(())
            })
            .unwrap();
        let story = house.story(&id);
        // The step, the resolution and the promise each passed once; each clock warned by its own policy.
        assert_eq!(story.matches("clock_breached").count(), 3, "{story}");
        assert_eq!(story.matches("clock_warned").count(), 3 + 3 + 1, "{story}");
    });
}
