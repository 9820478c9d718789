//! Drafts of time limits over what happened.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Stamp;
use base::ids::CaseId;
use policy::Book;
use policy::api::{Ask, Part, WhatIf};
use policy::model::{Kind, PolicyRef, Scope, Version};

use super::{House, after, days, each, hours};
use crate::api::{Confirm, WhatIfLimits};
use crate::model::{ClockState, Target};
use crate::store;
use crate::testing::{START, actor, complaint};

/// The limits in force, with other words in their text.
fn draft(book: &Book, from: &str, to: &str) -> Version {
    let old = book.version(&PolicyRef { kind: Kind::Limits, version: 1 }).unwrap().clone();
    assert!(old.text.contains(from), "{from}");
    let text = old.text.replace(from, to);
    let document = policy::rules::read(&text).unwrap();
    Version { version: 9, approved_at: None, text: text.into(), document: Arc::new(document), ..old }
}

/// All parts of the comparison with a draft, as A sees it `now`.
fn compare(house: &House, now: base::Span, make: impl Fn(&Book) -> Version + Send + Sync + 'static) -> Part {
    house
        .at(now, move |tx, desk| {
            let before = desk.policies().book(tx)?;
            let with = Arc::new(before.instead(&make(&before)));
            let mut ask = Ask { from: START - days(1), to: START + days(30), after: None };
            let mut whole = Part::default();
            loop {
                let part = WhatIfLimits.part(tx, &actor('S'), &before, &with, &ask)?;
                whole.looked_at += part.looked_at;
                whole.rows.extend(part.rows);
                whole.tallies.extend(part.tallies);
                whole.done_permille = part.done_permille;
                match part.next {
                    Some(next) => ask.after = Some(next),
                    None => return Ok(whole),
                }
            }
        })
        .unwrap()
}

fn unchanged(book: &Book) -> Version {
    draft(book, "limits", "limits")
}

/// How many came out how, over all parts: target, result, before or after.
fn sums(part: &Part) -> BTreeMap<(String, String, bool), i64> {
    let mut sums = BTreeMap::new();
    for it in &part.tallies {
        for (results, is_after) in [(&it.before, false), (&it.after, true)] {
            for (result, count) in results {
                *sums.entry((it.what.clone(), result.clone(), is_after)).or_default() += count;
            }
        }
    }
    sums
}

/// Three complaints: solved in time, solved late after a pause, and open.
fn history(house: &House) -> [CaseId; 3] {
    let ids = [0, 1, 2].map(|_| house.complaint('A').id);
    let solve = |at, id: &CaseId| {
        let kept = id.clone();
        house
            .at(at, move |tx, desk| {
                let promise = store::promises::of(tx, &kept)?.remove(0).id;
                desk.keep(tx, &actor('A'), &kept, &promise, None)
            })
            .unwrap();
        for to in ["diagnose", "propose", "carry_out", "confirm"] {
            let id = id.clone();
            house.at(at, move |tx, desk| desk.step(tx, &actor('A'), &id, None, to, None)).unwrap();
        }
    };
    let (first, second) = (ids[0].clone(), ids[1].clone());
    solve(days(1), &first);
    let paused = second.clone();
    house
        .at(days(2), move |tx, desk| desk.pause(tx, &actor('A'), &paused, None, "waiting_customer", Some("等")))
        .unwrap();
    let resumed = second.clone();
    house.at(days(4), move |tx, desk| desk.resume(tx, &actor('A'), &resumed, None)).unwrap();
    solve(days(12), &second);
    house
        .at(days(12), move |tx, desk| {
            desk.confirm(
                tx,
                &actor('A'),
                &second,
                None,
                &Confirm { satisfied: false, comment: Some("还是断线".to_owned()) },
            )
        })
        .unwrap();
    ids
}

#[test]
fn an_unchanged_draft_changes_nothing() {
    each(|house| {
        history(house);
        let part = compare(house, days(15), unchanged);
        assert_eq!((part.looked_at, part.done_permille), (3, 1000));
        assert_eq!(part.rows, []);
        assert!(part.tallies.iter().all(|it| it.before == it.after && !it.before.is_empty()), "{:?}", part.tallies);
    });
}

#[test]
fn what_is_reckoned_anew_is_what_was_live() {
    each(|house| {
        let ids = history(house);
        let part = compare(house, days(15), unchanged);
        let mut live: BTreeMap<(String, String, bool), i64> = BTreeMap::new();
        for id in ids {
            let clocks = house.it.db.read_blocking(move |tx| store::clocks::of(tx, &id)).unwrap();
            for clock in clocks.iter().filter(|it| it.target != Target::Promise) {
                let result = match clock.state {
                    ClockState::Breached => "missed",
                    ClockState::Met => "met",
                    ClockState::Cancelled => "called_off",
                    ClockState::Running | ClockState::Paused => "running",
                };
                for is_after in [false, true] {
                    *live.entry((clock.target.to_string(), result.to_owned(), is_after)).or_default() += 1;
                }
            }
        }
        assert_eq!(sums(&part), live);
        assert!(live.keys().any(|it| it.1 == "missed") && live.keys().any(|it| it.1 == "met"), "{live:?}");
    });
}

#[test]
fn a_tighter_limit_is_missed_by_who_met_the_old_one_and_the_row_leads_to_the_case() {
    each(|house| {
        let [first, ..] = history(house);
        let part = compare(house, days(15), |book| {
            draft(book, "kinds = [\"complaint\"]\nwithin = \"5wd\"", "kinds = [\"complaint\"]\nwithin = \"3h\"")
        });
        let row = part.rows.iter().find(|it| it.id == first.as_str() && it.what == "resolution").unwrap();
        assert_eq!((row.before.result.as_str(), row.after.result.as_str()), ("met", "missed"));
        assert_eq!(row.after.by.as_deref(), Some("resolution_complaint"));
        assert_eq!(row.after.at, Some(after(hours(3))), "09:00 and three working hours");
        assert!(row.name.contains("宽带经常断线"), "{}", row.name);
    });
}

#[test]
fn a_limit_that_is_new_and_one_that_is_gone_are_seen() {
    each(|house| {
        history(house);
        let gone = compare(house, days(15), |book| draft(book, "target = \"resolution\"", "target = \"promise\""));
        let none = gone.rows.iter().filter(|it| it.after.result == "none" && it.what == "resolution").count();
        assert!(none >= 3, "{:?}", gone.rows);

        // The limits held for nobody, and would have held for all.
        let part = house
            .at(days(15), |tx, desk| {
                let full = desk.policies().book(tx)?;
                let without = draft(&full, "target = \"resolution\"", "target = \"promise\"");
                let before = Arc::new(full.instead(&without));
                let with = Arc::new(before.instead(&unchanged(&full)));
                let ask = Ask { from: START - days(1), to: START + days(30), after: None };
                WhatIfLimits.part(tx, &actor('S'), &before, &with, &ask)
            })
            .unwrap();
        let new: Vec<_> =
            part.rows.iter().filter(|it| it.what == "resolution").map(|it| it.after.result.as_str()).collect();
        assert_eq!(new.iter().filter(|it| **it == "met").count(), 1, "{:?}", part.rows);
    });
}

#[test]
fn a_draft_for_another_unit_leaves_the_cases_of_this_one_alone() {
    each(|house| {
        history(house);
        let part = compare(house, days(15), |book| {
            let mut elsewhere = draft(book, "within = \"5wd\"", "within = \"1h\"");
            elsewhere.scope = Scope::Team("nowhere".to_owned());
            elsewhere
        });
        assert_eq!(part.rows, []);
    });
}

#[test]
fn many_cases_are_compared_in_parts_and_only_those_in_sight() {
    each(|house| {
        house
            .at(hours(0), |tx, desk| {
                for _ in 0..205 {
                    desk.open(tx, &actor('A'), complaint(after(days(1))))?;
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(compare(house, days(1), unchanged).looked_at, 205);
        let elsewhere = house
            .at(days(1), |tx, desk| {
                let before = desk.policies().book(tx)?;
                let ask = Ask { from: Stamp(0), to: START + days(30), after: None };
                WhatIfLimits.part(tx, &actor('E'), &before, &before, &ask)
            })
            .unwrap();
        assert_eq!((elsewhere.looked_at, elsewhere.next), (0, None));
    });
}
