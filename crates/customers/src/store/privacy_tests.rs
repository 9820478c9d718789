//! Sheets, consent, holds and erasure: on both databases.

use base::ids::{CustomerId, PersonId, SheetId};
use base::{Page, Result, Span, Stamp};
use db::timers::fire_due;
use db::{Json, Tx};
use policy::Policies;
use testkit::TestDb;
use vault::{MasterKey, Vault};
use web::{Actor, Reach, Rights};

use super::{privacy, sheets, timeline};
use crate::model::{
    ErasureState, IdentityKind, Known, NewConsent, NewCustomer, NewIdentity, SheetColumn, SheetPlan, SheetState,
    TimelineFilter,
};
use crate::{Customers, MIGRATIONS, acts, api};

const ALL: &[&[db::Migration]] = &[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, MIGRATIONS];

fn opened(it: &TestDb) -> Customers {
    let open = |tx: &mut Tx<'_>| {
        policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
        Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)
    };
    Customers::new(it.db.write_blocking(open).unwrap(), Policies::new())
}

fn somebody(letter: &str) -> Actor {
    let id: PersonId = format!("per_{}", letter.repeat(26)).parse().unwrap();
    Actor::person(id, None, Rights::all(), Reach::All)
}

fn write<T: Send + 'static>(
    it: &TestDb,
    of: &Customers,
    work: impl FnOnce(&Customers, &mut Tx<'_>) -> Result<T> + Send + 'static,
) -> T {
    let of = of.clone();
    it.db.write_blocking(move |tx| work(&of, tx)).unwrap()
}

fn settle(it: &TestDb, of: &Customers) {
    write(it, of, |of, tx| fire_due(tx, &crate::jobs::handlers(of)));
}

fn wang(it: &TestDb, of: &Customers) -> CustomerId {
    let phone = NewIdentity { kind: IdentityKind::Phone, value: "138 0013 8000".to_owned(), verified: false };
    let new = NewCustomer { name: Some("王小明".to_owned()), identities: vec![phone], ..NewCustomer::default() };
    write(it, of, move |of, tx| acts::add(of, tx, &somebody("A"), &new))
}

#[test]
fn the_newest_consent_holds_also_for_who_stands_for_the_customer() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let id = wang(it, &of);
        let say = |given| {
            it.clock.advance(Span::SECOND);
            let (id, words) = (id.clone(), ["survey", "phone", "spoken"].map(str::to_owned));
            let [purpose, channel, source] = words;
            let new = NewConsent { purpose, channel, given, source, evidence: Some("录音 7".to_owned()) };
            write(it, &of, move |of, tx| {
                let all = acts::privacy::add_consent(of, tx, &somebody("A"), &id, &new)?;
                Ok((all.len(), all[0].evidence.clone(), api::agreed(tx, &id, "survey", "phone")?))
            })
        };
        assert_eq!(say(true), (1, Some("录音 7".to_owned()), true));
        assert_eq!(say(false), (2, Some("录音 7".to_owned()), false));
        let mine = id.clone();
        assert!(!write(it, &of, move |_, tx| api::agreed(tx, &mine, "marketing", "sms")), "nothing said means no");
    });
}

#[test]
fn an_erasure_goes_through_profile_and_log() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let id = wang(it, &of);
        let mine = id.clone();
        let erasure = write(it, &of, move |of, tx| {
            let (a, asked) = (
                somebody("A"),
                crate::model::RevealAsked {
                    field: "phone".to_owned(), reason: "回拨王小明 13800138000".to_owned()
                },
            );
            acts::reveal(of, tx, &a, &mine, &asked)?;
            let hold = acts::privacy::hold(of, tx, &a, &mine, "诉讼保全")?.remove(0);
            let stopped = acts::erasure::ask(of, tx, &a, &mine, "asked").unwrap_err();
            assert_eq!(stopped.code(), Some("customers.on_hold"));
            assert_eq!(acts::privacy::lift(of, tx, &a, &hold.id)?.len(), 1);
            assert_eq!(acts::erasure::preview(of, tx, &a, &mine)?.identities, 1);
            acts::erasure::ask(of, tx, &a, &mine, "asked")
        });
        let which = erasure.id.clone();
        write(it, &of, move |of, tx| acts::erasure::decide(of, tx, &somebody("B"), &which, true));
        settle(it, &of);
        let log = it.log();
        assert!(log.iter().all(|it| !it.body.contains("王小明") && !it.body.contains("13800138000")));
        let kept = log.iter().find(|it| it.kind == "customers.revealed.v1").unwrap();
        assert!(kept.body.contains("回拨客户 #"), "the record stays readable: {}", kept.body);
        assert!(log.iter().any(|it| it.kind == "customers.erased.v1"));
        let (which, mine) = (erasure.id, id.clone());
        write(it, &of, move |of, tx| {
            assert!(api::redaction(of, tx, &which)?.is_some());
            api::finish_erasure(tx, &which)?;
            assert!(api::redaction(of, tx, &which)?.is_none(), "what was looked for is forgotten");
            let done = acts::erasure::list(of, tx, &somebody("A"), ErasureState::Done, &Page::default())?;
            assert_eq!(done.items.len(), 1);
            assert!(privacy::is_called(tx, &done.items[0].name)?);
            let told = |tx: &mut Tx<'_>, wanted| {
                Ok::<usize, base::Failure>(timeline(tx, &somebody("A"), &mine, wanted, i64::MAX, 50)?.len())
            };
            assert_eq!((told(tx, Some(TimelineFilter::Profile))?, told(tx, Some(TimelineFilter::Cases))?), (1, 0));
            assert_eq!(told(tx, None)?, 1 + told(tx, Some(TimelineFilter::Privacy))?);
            Ok(())
        });
    });
}

#[test]
fn the_quiet_are_found_once_their_time_has_passed() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        let id = wang(it, &of);
        let quiet = |before: Stamp| {
            write(it, &of, move |_, tx| {
                Ok(privacy::quiet(tx, before, (Stamp(0), ""), 10)?.into_iter().map(|it| it.id).collect::<Vec<_>>())
            })
        };
        assert_eq!((quiet(testkit::START), quiet(testkit::START + Span::DAY)), (vec![], vec![id]));
    });
}

#[test]
fn a_sheet_waits_sealed_and_is_gone_when_it_was_brought_in() {
    testkit::each_db(ALL, |it| {
        let of = opened(it);
        wang(it, &of);
        let id: SheetId = write(it, &of, |of, tx| {
            let (id, by) = (tx.id::<SheetId>(), somebody("A"));
            sheets::begin(tx, &id, "客户.csv", by.by())?;
            let mut rows = Vec::new();
            for (at, cells) in [["王大明", "13800138000"], ["李雷", "13900139000"], ["", "x"]].iter().enumerate() {
                let at = i64::try_from(at).unwrap() + 2;
                let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
                let content = acts::sheets::sealed(of, tx, &id, at, &cells)?;
                assert!(!content.as_bytes().windows(6).any(|it| it == "王大".as_bytes()));
                rows.push((at, content));
            }
            sheets::add_rows(tx, &id, &rows)?;
            let found = sheets::one(tx, &id)?.unwrap();
            let columns = Json(vec!["姓名".to_owned(), "电话".to_owned()]);
            sheets::save(tx, &sheets::Sheet { state: SheetState::Read, columns, rows: 3, ..found })?;
            let mapping = vec![Some(SheetColumn::Name), Some(SheetColumn::Phone)];
            acts::sheets::check(tx, &by, &id, &SheetPlan { mapping, known: Known::Update })?;
            Ok(id)
        });
        settle(it, &of);
        let which = id.clone();
        write(it, &of, move |_, tx| {
            let checked = sheets::one(tx, &which)?.unwrap();
            assert_eq!((checked.state, checked.bad, checked.fresh, checked.met), (SheetState::Checked, 1, 1, 1));
            assert_eq!(sheets::bad_rows(tx, &which, 0, 10)?.len(), 1);
            let refused =
                acts::sheets::bring(tx, &somebody("A"), &which, crate::model::BringAsked { leave_bad: false });
            assert_eq!(refused.unwrap_err().code(), Some("customers.bad_rows"));
            acts::sheets::bring(tx, &somebody("A"), &which, crate::model::BringAsked { leave_bad: true })
        });
        settle(it, &of);
        write(it, &of, move |_, tx| {
            let done = sheets::one(tx, &id)?.unwrap();
            assert_eq!((done.state, done.added, done.updated, done.bad), (SheetState::Done, 1, 1, 1));
            assert_eq!(sheets::rows(tx, &id, 0, 10)?.len(), 1, "only the wrong one is left");
            assert_eq!(sheets::of(tx, somebody("A").by().unwrap(), "sht_~", 10)?.len(), 1);
            let tomorrow = tx.now() + Span::DAY;
            assert_eq!(sheets::old(tx, tomorrow, 10)?, std::slice::from_ref(&id));
            acts::sheets::discard(tx, &somebody("A"), &id)?;
            assert!(sheets::one(tx, &id)?.is_none() && sheets::rows(tx, &id, 0, 10)?.is_empty());
            Ok(())
        });
    });
}
