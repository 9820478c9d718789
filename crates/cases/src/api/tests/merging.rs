//! Merging of cases and taking that back, splitting, links.

use base::ids::{CaseId, CaseMergeId};
use base::{Page, Result};
use db::Json;

use super::{House, after, code, days, each, hours};
use crate::api::{Handover, NewFile, NewLink, NewMerge, NewPromise, NewSplit};
use crate::model::{Case, Clock, Promise, PromiseState, Status, Target};
use crate::store;
use crate::testing::{actor, complaint, person, unit};

/// Everything of a case that a merge could touch; how often it was written is no part of it.
#[derive(Debug, PartialEq)]
struct Stand {
    case: Case,
    clocks: Vec<Clock>,
    promises: Vec<Promise>,
    people: Vec<base::ids::PersonId>,
    links: Vec<store::links::Link>,
    deadlines: Vec<crate::model::deadline::Deadline>,
}

impl House {
    fn stand(&self, id: &CaseId) -> Stand {
        let id = id.clone();
        let read = self.it.db.read_blocking(move |tx| {
            let mut case = store::case::any(tx, &id)?.expect("a case");
            (case.edition, case.version, case.recent) = (0, 0, Json::default());
            let mut parts: Vec<String> = store::transfers::of(tx, &id)?.iter().map(|it| it.id.to_string()).collect();
            parts.push(id.to_string());
            let mut deadlines = store::deadlines::live(tx, crate::model::deadline::Part::Handling, &parts)?;
            deadlines.extend(store::deadlines::live(tx, crate::model::deadline::Part::Progress, &parts)?);
            Ok(Stand {
                case,
                clocks: store::clocks::of(tx, &id)?,
                promises: store::promises::of(tx, &id)?,
                people: store::parties::of(tx, &id)?,
                links: store::links::of(tx, &crate::model::Asker::system(), &id)?,
                deadlines,
            })
        });
        read.unwrap()
    }

    fn merges(&self, who: char, into: &CaseId, from: &CaseId, at: base::Span) -> Result<Case> {
        let (into, new) =
            (into.clone(), NewMerge { case_id: from.clone(), reason: "同一事项".to_owned(), version: None });
        self.at(at, move |tx, desk| desk.merge(tx, &actor(who), &into, &new))
    }

    fn undoes(&self, who: char, into: &CaseId, at: base::Span) -> Result<Case> {
        let into = into.clone();
        self.at(at, move |tx, desk| {
            let id: CaseMergeId = store::merges::of(tx, &into)?.remove(0).id;
            desk.unmerge(tx, &actor(who), &into, &id, "两件不同的事")
        })
    }

    /// A complaint that another customer brings, so that no rule links the two.
    fn other(&self, by: char) -> Case {
        let mut new = complaint(after(hours(2)));
        let mut customer = new.customer.take().unwrap();
        customer.phone = Some("13900139000".to_owned());
        new.customer = Some(customer);
        self.at(base::Span(0), move |tx, desk| desk.open(tx, &actor(by), new)).unwrap()
    }

    /// Brings a case into one of the ways it can stand: handed over and accepted, a step on, its promise kept.
    fn brought_on(&self, id: &CaseId, way: usize) {
        let id = id.clone();
        let done = self.at(hours(1), move |tx, desk| {
            if way & 1 != 0 {
                let promise = store::promises::of(tx, &id)?.remove(0);
                desk.keep(tx, &actor('A'), &id, &promise.id, None)?;
            }
            if way & 2 != 0 {
                desk.step(tx, &actor('A'), &id, None, "diagnose", None)?;
            }
            if way & 4 != 0 {
                let to =
                    Handover {
                        unit_id: Some(unit('T')), reason: Some("线路故障".to_owned()), ..Handover::default()
                    };
                desk.transfer(tx, &actor('A'), &id, None, &to)?;
                desk.accept(tx, &actor('T'), &id, None)?;
                let back = Handover { unit_id: Some(unit('H')), ..to };
                desk.transfer(tx, &actor('T'), &id, None, &back)?;
                desk.accept(tx, &actor('S'), &id, None)?;
            }
            Ok(())
        });
        done.unwrap();
    }
}

#[test]
fn merging_and_taking_it_back_leaves_both_cases_as_they_were() {
    each(|house| {
        for way in 0..8 {
            let (into, from) = (house.other('A').id, house.complaint('A').id);
            house.brought_on(&from, way);
            house.at(hours(1), |_, _| Ok(())).unwrap();
            let before = (house.stand(&into), house.stand(&from));
            let one = house.merges('S', &into, &from, hours(1)).unwrap();
            assert_eq!(one.merged_count, 1);
            let gone = house.stand(&from);
            assert_eq!((gone.case.status, gone.case.merged_into.as_ref()), (Status::Closed, Some(&into)));
            assert!(gone.clocks.iter().all(|it| !it.is_live()), "its clocks end, way {way}");
            assert_ne!(house.stand(&into), before.0, "way {way}");
            house.undoes('S', &into, hours(1)).unwrap();
            assert_eq!((house.stand(&into), house.stand(&from)), before, "way {way}");
            assert_eq!(code(house.undoes('S', &into, hours(1))), "cases.merge_undone");
        }
    });
}

#[test]
fn a_clock_goes_on_as_if_it_had_never_ended_and_what_was_kept_meanwhile_is_kept_for_both() {
    each(|house| {
        let (into, from) = (house.other('A').id, house.complaint('A').id);
        house.merges('A', &into, &from, hours(1)).unwrap();
        let stood = house.stand(&into);
        assert_eq!((stood.case.open_promises, stood.promises.len()), (2, 2));
        let (id, ours) = (into.clone(), stood.promises[1].id.clone());
        house.at(hours(1), move |tx, desk| desk.keep(tx, &actor('A'), &id, &ours, Some("已回电"))).unwrap();
        house.undoes('A', &into, days(6)).unwrap();
        let back = house.stand(&from);
        assert_eq!((back.case.open_promises, back.promises[0].state), (0, PromiseState::Kept));
        assert_eq!(back.promises[0].note.as_deref(), Some("已回电"));
        let resolution = back.clocks.iter().find(|it| it.target == Target::Resolution).unwrap();
        assert!(resolution.is_live());
        // Its time passed while it was one with the other: that is said as soon as it stands for itself.
        house.at(days(7), |_, _| Ok(())).unwrap();
        assert!(house.story(&from).contains("clock_breached"));
    });
}

#[test]
fn the_case_that_stays_shows_the_course_of_both() {
    each(|house| {
        let (into, from) = (house.other('A'), house.complaint('A'));
        let id = from.id.clone();
        house.at(hours(1), move |tx, desk| desk.note(tx, &actor('B'), &id, "客户补充了截图", &[])).unwrap();
        house.merges('A', &into.id, &from.id, hours(1)).unwrap();
        let read = |page: Page| {
            let (desk, id) = (house.desk.clone(), into.id.clone());
            house.it.db.read_blocking(move |tx| desk.timeline(tx, &actor('A'), &id, &page)).unwrap()
        };
        let all = read(Page { after: None, limit: Some(200) }).items;
        let note = all.iter().find(|it| it.kind == "cases.noted.v1").unwrap();
        assert_eq!(note.origin, Some(from.number.to_string()));
        assert!(all.iter().any(|it| it.kind == "cases.opened.v1" && it.origin.is_none()));
        assert!(all.windows(2).all(|it| it[0].seq < it[1].seq), "in the order of the log");
        // Page by page it is the same.
        let (mut paged, mut place) = (Vec::new(), None);
        loop {
            let found = read(Page { after: place, limit: Some(3) });
            paged.extend(found.items.into_iter().map(|it| it.seq));
            place = found.next;
            if place.is_none() {
                break;
            }
        }
        assert_eq!(paged, all.iter().map(|it| it.seq).collect::<Vec<_>>());
    });
}

#[test]
fn what_is_open_with_others_or_gone_already_is_not_merged() {
    each(|house| {
        let (one, other, third) = (house.other('A').id, house.complaint('A').id, house.complaint('A').id);
        assert_eq!(code(house.merges('A', &one, &one, hours(1))), "cases.merge_with_self");
        assert_eq!(code(house.merges('E', &one, &other, hours(1))), "cases.not_found");
        let id = other.clone();
        let asks =
            crate::api::NewJoint { unit_id: unit('T'), person_id: None, task: "核实".to_owned(), due_at: None };
        house.at(hours(1), move |tx, desk| desk.ask_joint(tx, &actor('A'), &id, &asks)).unwrap();
        assert_eq!(code(house.merges('A', &one, &other, hours(1))), "cases.open_joint");
        house.merges('A', &one, &third, hours(1)).unwrap();
        assert_eq!(code(house.merges('A', &other, &one, hours(1))), "cases.merge_has_merged");
        assert_eq!(code(house.merges('A', &other, &third, hours(1))), "cases.already_closed");
        let id = third.clone();
        let reopened = house.at(hours(2), move |tx, desk| desk.reopen(tx, &actor('A'), &id, None, Some("还要办")));
        assert_eq!(code(reopened), "cases.merged_away");
        assert_eq!(code(house.undoes('A', &one, days(8))), "cases.merge_too_old");
    });
}

#[test]
fn a_matter_is_split_off_with_notes_and_files_and_its_limits_run_from_the_receipt() {
    each(|house| {
        let case = house.complaint('A');
        let id = case.id.clone();
        let file = NewFile {
            name: "截图.png".to_owned(),
            media_type: "image/png".to_owned(),
            content: b"\x89PNG\r\n\x1a\n0000".to_vec(),
        };
        let (notes, files) = house
            .at(hours(1), move |tx, desk| {
                desk.note(tx, &actor('B'), &id, "另有一张错误账单", &[])?;
                desk.attach(tx, &actor('A'), &id, &file)?;
                let notes = store::erasing::notes(tx, &id)?.into_iter().map(|it| it.id).collect();
                let files = store::attachments::of(tx, &id)?.into_iter().map(|it| it.id).collect();
                Ok((notes, files))
            })
            .unwrap();
        let new = NewSplit {
            subject: "账单有误".to_owned(),
            description: None,
            kind: None,
            class: None,
            notes,
            files,
            promise: Some(NewPromise { due_at: after(hours(4)), text: "核对账单".to_owned() }),
            reason: "两件事分开办".to_owned(),
            version: None,
        };
        let id = case.id.clone();
        let wanted = new.clone();
        let fresh = house.at(hours(1), move |tx, desk| desk.split(tx, &actor('A'), &id, &wanted)).unwrap();
        assert_eq!((fresh.customer_id, fresh.repeat_count), (case.customer_id.clone(), 0), "no repeated contact");
        assert_eq!((fresh.first_owner_id, fresh.fields), (Some(person('A')), case.fields.clone()));
        let stood = house.stand(&fresh.id);
        let live = |it: &&Clock| it.is_live() && it.target == Target::Resolution;
        assert_eq!(stood.clocks.iter().find(live).unwrap().started_ms, case.opened_ms);
        assert_eq!(stood.links.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(), ["split_off"]);
        let story = house.story(&fresh.id);
        assert!(story.contains("split_off") && story.contains("noted") && story.contains("attached"), "{story}");
        let id = fresh.id.clone();
        let copy = house.it.db.read_blocking(move |tx| store::attachments::of(tx, &id)).unwrap().remove(0);
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut house.desk.files().open(copy.id.as_str()).unwrap(), &mut content).unwrap();
        assert_eq!(content, b"\x89PNG\r\n\x1a\n0000");
        assert!(house.story(&case.id).ends_with("split"));
        let id = fresh.id.clone();
        let wrong = house.at(hours(1), move |tx, desk| desk.split(tx, &actor('A'), &id, &new));
        assert_eq!(code(wrong), "cases.split_not_of_case");
    });
}

#[test]
fn a_link_is_taken_off_on_both_sides_unless_a_rule_made_it() {
    each(|house| {
        let (one, other) = (house.complaint('A').id, house.complaint('A').id);
        let (id, new) = (one.clone(), NewLink { case_id: other.clone(), kind: "same_cause".to_owned(), version: None });
        house.at(hours(1), move |tx, desk| desk.link(tx, &actor('A'), &id, &new)).unwrap();
        let off = |kind: &'static str| {
            let (id, other) = (one.clone(), other.clone());
            house.at(hours(1), move |tx, desk| desk.unlink(tx, &actor('A'), &id, &other, kind))
        };
        off("same_cause").unwrap();
        assert_eq!(code(off("same_cause")), "cases.link_not_found");
        assert_eq!(code(off("repeated_by")), "cases.link_stays", "the same customer came twice");
        assert!(house.stand(&other).links.iter().all(|it| it.kind != "same_cause"));
        assert!(house.story(&one).ends_with("unlinked"));
    });
}
