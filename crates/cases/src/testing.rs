//! What the tests of this crate share: the common policy, a case in the middle of its life, people.

use std::sync::Arc;

use base::ids::{CaseId, PersonId, UnitId};
use base::{Result, Span, Stamp};
use db::{Json, Tx, args};
use policy::api::Chain;
use policy::model::Version;
use policy::{Book, Policies};
use testkit::TestDb;
use vault::{Files, MasterKey, Vault};
use web::{Actor, Reach, Right, Rights};

use crate::Desk;
use crate::api::{CaseCustomer, NewCase, NewInvestigation, NewPromise};
use crate::model::complaint::{ComplaintRecord, Finding, Justified, QuietRoom, Severity};
use crate::model::{Asker, Case, Confirmation, Rulebook, Sight, Status, Urgency};

/// Monday 2026-03-02 09:00 in Shanghai.
pub const START: Stamp = Stamp(1_772_413_200_000);

/// Every common policy as shipped, in force for ever.
pub fn shipped() -> Arc<Book> {
    let texts = [
        include_str!("../../../policies/common/cases.toml"),
        include_str!("../../../policies/common/limits.toml"),
        include_str!("../../../policies/common/channels.toml"),
        include_str!("../../../policies/common/calendar.toml"),
        include_str!("../../../policies/common/approvals.toml"),
        include_str!("../../../policies/common/follow_ups.toml"),
        include_str!("../../../policies/common/complaints.toml"),
        include_str!("../../../policies/common/escalation.toml"),
        include_str!("../../../policies/common/services.toml"),
        include_str!("../../../policies/common/teamwork.toml"),
        include_str!("../../../policies/common/portal.toml"),
    ];
    let version = |text: &&str| {
        let document = policy::rules::read(text).expect("a sound policy");
        Version {
            id: "pol_01JD0000000000000000000000".parse().unwrap(),
            kind: document.header.kind,
            version: 1,
            title: document.header.title.clone(),
            scope: document.header.scope.clone(),
            effective_from: Stamp(0),
            status: policy::model::Status::Approved,
            withdrawn_at: None,
            author: None,
            reviewer: None,
            approver: None,
            created_at: Stamp(0),
            approved_at: Some(Stamp(0)),
            edition: 1,
            text: Arc::from(*text),
            document: Arc::new(document),
        }
    };
    Arc::new(Book::of(texts.iter().map(version)))
}

/// The common policy as the rules ask for it.
pub fn book() -> Rulebook {
    Rulebook::at(&shipped(), START, &Chain::default()).expect("policies in force")
}

/// The tables that cases need.
pub const TABLES: &[&[db::Migration]] =
    &[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, customers::MIGRATIONS, crate::MIGRATIONS];

/// The people of the tests: A, B and supervisor S of the hotline H; C, D and supervisor T of the technicians T; E of
/// the unit X that has nothing to do with them.
const STAFF: [(char, char); 7] = [('A', 'H'), ('B', 'H'), ('S', 'H'), ('C', 'T'), ('D', 'T'), ('T', 'T'), ('E', 'X')];

/// Who holds which seat of the procedures; their rights are those of [`actor`].
const ROLES: [(char, &str); 4] = [('B', "team_lead"), ('S', "supervisor"), ('D', "team_lead"), ('T', "supervisor")];

/// A desk over a fresh database, with staff and the common policy in force since ever.
pub fn desk(it: &TestDb) -> Desk {
    let folder = it.dir.join("files");
    it.db
        .write_blocking(move |tx| {
            let terms = policy::api::Terms { effective_from: Some(Stamp(0)), ..Default::default() };
            policy::api::load_pack(tx, "telecom", &terms)?;
            for letter in ['H', 'T', 'X'] {
                let name = format!("unit {letter}");
                tx.send(
                    "INSERT INTO people_unit (id, name, kind, code, created_ms) VALUES ($1, $2, 'team', $3, 0)",
                    args![unit(letter), name, (letter == 'T').then_some("network")],
                )?;
                tx.send(
                    "INSERT INTO people_unit_below (above_id, below_id, depth) VALUES ($1, $1, 0)",
                    args![unit(letter)],
                )?;
            }
            for (letter, of) in STAFF {
                let name = format!("person {letter}");
                tx.send(
                    "INSERT INTO people_person (id, login, name, kind, employment, unit_id, status, locale, created_ms,
                        updated_ms)
                     VALUES ($1, $2, $2, 'hotline_agent', 'full_time', $3, 'active', 'zh-CN', 0, 0)",
                    args![person(letter), name, unit(of)],
                )?;
            }
            for (letter, role) in ROLES {
                tx.send(
                    "INSERT INTO people_role (person_id, role, given_ms) VALUES ($1, $2, 0)",
                    args![person(letter), role],
                )?;
            }
            let vault = Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)?;
            let files = Files::new(folder, vault.clone()).map_err(base::fault)?;
            Ok(Desk::new(Policies::new(), vault, files))
        })
        .unwrap()
}

/// Somebody of the staff with the rights of an agent; supervisors with theirs.
pub fn actor(letter: char) -> Actor {
    let of = STAFF.iter().find(|it| it.0 == letter).unwrap().1;
    let mut rights = vec![
        Right::ReadCases,
        Right::CreateCases,
        Right::WorkCases,
        Right::TransferCases,
        Right::ReadCustomers,
        Right::EditCustomers,
    ];
    if ['S', 'T'].contains(&letter) {
        rights.push(Right::SuperviseCases);
    }
    let rights: Rights = rights.into_iter().collect();
    Actor::person(person(letter), Some(unit(of)), rights, Reach::Own)
}

/// A complaint as it is taken in on the phone, with a promise.
pub fn complaint(promise: Stamp) -> NewCase {
    NewCase {
        kind: "complaint".to_owned(),
        class: Some("service_quality".to_owned()),
        channel: "phone".to_owned(),
        subject: "宽带经常断线".to_owned(),
        description: "每晚八点后断线，路由器已重启".to_owned(),
        customer: Some(CaseCustomer {
            name: "王小明".to_owned(),
            phone: Some("13800138000".to_owned()),
            ..CaseCustomer::default()
        }),
        contact_how: Some("13800138000".to_owned()),
        happened_at: Some(START - Span::HOUR),
        promise: Some(NewPromise { due_at: promise, text: "今天下午回电".to_owned() }),
        fields: [("demand", "尽快修好"), ("service_number", "02088886666")]
            .map(|(name, it)| (name.to_owned(), it.into()))
            .into(),
        ..NewCase::default()
    }
}

/// A person by a letter.
pub fn person(letter: char) -> PersonId {
    format!("per_01JD000000000000000000000{letter}").parse().unwrap()
}

/// A unit by a letter.
pub fn unit(letter: char) -> UnitId {
    format!("unt_01JD000000000000000000000{letter}").parse().unwrap()
}

/// An agent of a unit.
pub fn agent(letter: char, of: char) -> Asker {
    let sight = Sight::Units(vec![unit(of)]);
    let (work, transfer) = (Some(sight.clone()), Some(sight.clone()));
    Asker { person: Some(person(letter)), sight, work, transfer, supervise: None }
}

/// The supervisor of a unit.
pub fn supervisor(letter: char, of: char) -> Asker {
    Asker { supervise: Some(Sight::Units(vec![unit(of)])), ..agent(letter, of) }
}

/// A complaint that A of unit H took in and handles, at its first step.
pub fn case() -> Case {
    let id: CaseId = "cas_01JD0000000000000000000000".parse().unwrap();
    Case {
        id,
        number: 1001,
        source: None,
        external_key: None,
        subject: "宽带经常断线".to_owned(),
        description: "每晚八点后断线".to_owned(),
        kind: "complaint".to_owned(),
        class: Some("service_quality".to_owned()),
        channel: "phone".to_owned(),
        priority: "high".to_owned(),
        step: "verify".to_owned(),
        status: Status::Open,
        unit_id: unit('H'),
        owner_id: Some(person('A')),
        first_owner_id: Some(person('A')),
        creator_id: Some(person('A')),
        customer_id: None,
        sealed: None,
        contact_masked: Some("138****8000".to_owned()),
        fields: Json::default(),
        attrs: Json::default(),
        tags: Json::default(),
        happened_ms: None,
        opened_ms: START,
        answered_ms: Some(START),
        resolved_ms: None,
        closed_ms: None,
        step_ms: START,
        status_ms: START,
        due_ms: START + Span::DAY,
        due_target: None,
        due_half_ms: None,
        due_near_ms: None,
        urgency: Urgency::CALM,
        promise_due_ms: None,
        open_promises: 0,
        transfer_id: None,
        transfer_person_id: None,
        return_count: 0,
        confirmation: Confirmation::None,
        outcome: None,
        reopen_count: 0,
        repeat_count: 0,
        repeat_of: None,
        policy: "cases@1".to_owned(),
        recent: Json::default(),
        edition: 1,
        version: 1,
        urge_count: 0,
        open_joint: 0,
        merged_count: 0,
        merged_into: None,
    }
}

/// What a customer said, as the record of a complaint has it.
pub fn record() -> ComplaintRecord {
    ComplaintRecord {
        facts: "每晚八点后断线".to_owned(),
        demand: "尽快修好".to_owned(),
        severity: Severity::Major,
        calmed: true,
        quiet_room: QuietRoom::NotOffered,
    }
}

/// What was found on it.
pub fn finding() -> Finding {
    Finding {
        justified: Justified::Valid,
        grounds: "尾纤老化".to_owned(),
        fault_unit_id: Some(unit('T')),
        fault_person_id: Some(person('C')),
        cause: Some("system".to_owned()),
        solution: "更换尾纤".to_owned(),
    }
}

/// Writes what has to be there before a complaint is closed: its record, what was looked into, what was found.
pub fn papers(tx: &mut Tx<'_>, desk: &Desk, by: char, case: &CaseId) -> Result<()> {
    let me = actor(by);
    desk.record_complaint(tx, &me, case, &record())?;
    let looked = NewInvestigation { found: "夜间多次掉线".to_owned(), evidence: Some("设备日志".to_owned()) };
    desk.investigate(tx, &me, case, &looked)?;
    desk.find(tx, &me, case, &finding())
}
