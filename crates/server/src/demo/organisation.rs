//! Who works in the demo organisation.

use std::collections::BTreeMap;

use base::ids::{PersonId, PostId, UnitId};
use base::{Result, SeededRandom, Span};
use db::Tx;
use people::api::{
    NewPost, NewUnit, add_certificate, add_hashed, add_post, add_unit, found_company, keep_password, name_backups,
};
use people::model::{Employment, Locale, NewCertificate, NewPerson, PostBackups, StaffKind, UnitKind};
use web::Actor;

use super::DAYS;
use super::words::Words;
use crate::open::House;

/// A team: its code (also that of policy's routes), site, name, and whom it has.
struct Team {
    code: &'static str,
    site: &'static str,
    name: &'static str,
    kind: StaffKind,
    role: &'static str,
    lead: bool,
    agents: usize,
}

const fn team(
    code: &'static str,
    site: &'static str,
    name: &'static str,
    kind: StaffKind,
    role: &'static str,
    agents: usize,
) -> Team {
    Team { code, site, name, kind, role, lead: agents > 2, agents }
}

const SITES: [(&str, &str); 3] = [("centre", "客户服务中心"), ("hall", "供热服务大厅"), ("departments", "责任部门")];

const TEAMS: [Team; 13] = [
    team("hotline", "centre", "热线一组", StaffKind::HotlineAgent, "hotline_agent", 6),
    team("hotline2", "centre", "热线二组", StaffKind::HotlineAgent, "hotline_agent", 5),
    team("online", "centre", "在线客服组", StaffKind::OnlineAgent, "online_agent", 6),
    team("complaints", "centre", "投诉处理组", StaffKind::ComplaintHandler, "complaint_handler", 3),
    team("desk", "hall", "大厅窗口组", StaffKind::HallAgent, "hall_agent", 4),
    team("operations", "hall", "供热运维部", StaffKind::BackOffice, "back_office", 2),
    team("network", "departments", "网络维护部", StaffKind::BackOffice, "back_office", 2),
    team("billing", "departments", "账务管理部", StaffKind::BackOffice, "back_office", 1),
    team("business", "departments", "业务受理部", StaffKind::BackOffice, "back_office", 1),
    team("technical", "departments", "技术支持部", StaffKind::BackOffice, "back_office", 1),
    team("compliance", "departments", "合规管理部", StaffKind::BackOffice, "back_office", 1),
    team("warehouse", "departments", "仓储物流部", StaffKind::BackOffice, "back_office", 1),
    team("after_sale", "departments", "售后服务部", StaffKind::BackOffice, "back_office", 1),
];

/// Those who work in no team, with their roles.
const OTHERS: [(&str, StaffKind, &[&str], Option<&str>); 4] = [
    ("manager", StaffKind::Manager, &["manager"], None),
    ("supervisor", StaffKind::Supervisor, &["supervisor"], Some("centre")),
    ("quality", StaffKind::QualityInspector, &["quality_inspector"], Some("centre")),
    ("auditor", StaffKind::Auditor, &["auditor"], None),
];

/// Somebody of the demo organisation.
#[derive(Debug, Clone)]
pub struct Member {
    /// Acts with the rights of their roles.
    pub actor: Actor,
}

/// The teams by code, each with its unit and its people.
#[derive(Debug, Default)]
pub struct Organisation {
    pub teams: BTreeMap<String, (UnitId, Vec<Member>)>,
    /// Somebody of each kind, for the greeting.
    pub logins: Vec<String>,
}

/// Where somebody works, and the post they hold.
type Seat<'a> = (&'a UnitId, Option<PostId>);

/// Each holder of a post stands in for the one before, and the one after next as the second; the last post waits for
/// somebody to be named.
fn name_each_other(house: &House, tx: &mut Tx<'_>, posts: &[(PostId, PersonId)]) -> Result<()> {
    for (at, (post, _)) in posts.iter().enumerate().take(posts.len().saturating_sub(1)) {
        let holder = |place: usize| posts.get(place % posts.len()).map(|it| it.1.clone());
        let second_id = holder(at + 2).filter(|_| posts.len() > 2);
        let asked = PostBackups { version: 1, backup_id: holder(at + 1), second_id };
        name_backups(&house.people, tx, &Actor::system(), post, &asked)?;
    }
    Ok(())
}

/// Somebody's certificate ends a few days after the story: they and their lead have been reminded of it.
fn certify(house: &House, tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    let (zone, now) = (crate::wiring::zone(&house.policies, tx)?, tx.now());
    let new = NewCertificate {
        person_id: person.clone(),
        kind: "mandarin".to_owned(),
        number: "PTH-2-20231107".to_owned(),
        issued: (now - Span::DAY.times(700)).day(&zone),
        expires: Some((now + Span::DAY.times(DAYS + 5)).day(&zone)),
        evidence: "人事档案室".to_owned(),
    };
    add_certificate(&house.people, tx, &Actor::system(), &new).map(drop)
}

/// The logins of everybody but the administrator.
pub fn logins() -> impl Iterator<Item = String> {
    let of_team = |it: Team| {
        let lead = it.lead.then(|| format!("{}-lead", it.code));
        (1..=it.agents).map(move |at| format!("{}{at}", it.code)).chain(lead)
    };
    TEAMS.into_iter().flat_map(of_team).chain(OTHERS.iter().map(|it| it.0.to_owned()))
}

/// Makes the organisation; everybody has the same password, whose stored form is `hash`.
pub fn make(
    house: &House,
    tx: &mut Tx<'_>,
    words: &Words,
    dice: &mut SeededRandom,
    hash: &str,
) -> Result<Organisation> {
    let system = Actor::system();
    let company = found_company(tx, "暖台示范服务公司")?;
    let mut made = Organisation::default();
    let mut sites = BTreeMap::new();
    for (code, name) in SITES {
        let (parent_id, name) = (company.id.clone(), name.to_owned());
        let new = NewUnit { parent_id, name, kind: UnitKind::Site, code: Some(code.to_owned()) };
        sites.insert(code, add_unit(&house.people, tx, &system, &new)?.id);
    }
    let hire = |tx: &mut Tx<'_>, login: &str, kind, roles: &[&str], place: Seat<'_>, dice: &mut SeededRandom| {
        let name = words.name(dice);
        let new = NewPerson {
            login: login.to_owned(),
            name,
            kind,
            employment: if dice.below(8) == 0 { Employment::PartTime } else { Employment::FullTime },
            unit_id: place.0.clone(),
            post_id: place.1,
            level: None,
            locale: Locale::Zh,
            roles: roles.iter().map(|it| (*it).to_owned()).collect(),
            password: None,
        };
        let id = add_hashed(&house.people, tx, &system, &new, hash)?.id;
        keep_password(tx, &id, hash)?;
        Ok::<_, base::Failure>(id)
    };
    for it in TEAMS {
        let Some(site) = sites.get(it.site) else { continue };
        let (parent_id, code) = (site.clone(), Some(it.code.to_owned()));
        let new = NewUnit { parent_id, name: it.name.to_owned(), kind: UnitKind::Team, code };
        let unit = add_unit(&house.people, tx, &system, &new)?.id;
        let (mut members, mut posts) = (Vec::new(), Vec::new());
        for at in 1..=it.agents {
            let (login, name) = (format!("{}{at}", it.code), format!("{}{at}岗", it.name));
            let post = add_post(tx, &system, &NewPost { unit_id: unit.clone(), name, kind: it.kind })?.id;
            let id = hire(tx, &login, it.kind, &[it.role], (&unit, Some(post.clone())), dice)?;
            posts.push((post, id.clone()));
            members.push((id, login));
        }
        name_each_other(house, tx, &posts)?;
        if let Some((first, _)) = members.first().filter(|_| it.lead) {
            certify(house, tx, first)?;
        }
        if it.lead {
            hire(tx, &format!("{}-lead", it.code), StaffKind::TeamLead, &["team_lead"], (&unit, None), dice)?;
        }
        made.logins.extend(members.first().map(|(_, login)| login.clone()).filter(|_| it.agents > 2));
        let mut team = Vec::new();
        for (id, _) in members {
            let actor = people::api::acting(&house.people, tx, &id)?;
            team.push(Member { actor });
        }
        made.teams.insert(it.code.to_owned(), (unit, team));
    }
    for (login, kind, roles, site) in OTHERS {
        let unit = site.and_then(|it| sites.get(it)).unwrap_or(&company.id).clone();
        hire(tx, login, kind, roles, (&unit, None), dice)?;
        made.logins.push(login.to_owned());
    }
    hire(tx, "admin", StaffKind::Administrator, &["administrator", "manager"], (&company.id, None), dice)?;
    Ok(made)
}
