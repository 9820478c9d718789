mod backup;
mod id_token;
mod provider;
mod reviewer;
mod totp;

use base::{Span, Stamp};
use policy::model::{Access, Reach, Role, Text};
use proptest::prelude::*;

use super::login::{check_login, check_name, check_password, normal_login};
use super::reach::{Above, rights, root};
use super::slowing::{Counted, Tries, count, forgive};
use super::{defaults, power, session, tree};
use crate::model::UnitKind;
use crate::refused::Refused;

fn role(id: &str, reach: Reach, rights: &[&str]) -> Role {
    let rights = rights.iter().map(|it| (*it).to_owned()).collect();
    Role { id: id.to_owned(), name: Text::default(), rights, reach }
}

fn access() -> Access {
    Access {
        roles: vec![
            role("agent", Reach::Own, &["cases.read", "cases.work"]),
            role("lead", Reach::Team, &["cases.read", "people.read"]),
            role("hr", Reach::All, &["people.read", "people.edit"]),
            role("admin", Reach::All, &["people.edit", "system.admin"]),
        ],
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn each_right_reaches_as_far_as_the_widest_role_that_gives_it() {
    let found = rights(&access(), &owned(&["agent", "lead", "gone"]));
    let expected = [("cases.read", Reach::Team), ("cases.work", Reach::Own), ("people.read", Reach::Team)];
    assert!(found.iter().map(|it| (it.0.as_str(), *it.1)).eq(expected));
}

fn above(id: char, kind: UnitKind) -> Above {
    Above { id: format!("unt_{}", id.to_string().repeat(26)).parse().unwrap(), kind, code: None }
}

#[test]
fn a_site_is_the_nearest_at_or_above_and_a_team_is_ones_own_unit() {
    let team = above('C', UnitKind::Team);
    let (site, company) = (above('B', UnitKind::Site), above('A', UnitKind::Company));
    let chain = [team.clone(), site.clone(), company.clone()];
    assert_eq!(root(Reach::Team, &chain), Some(&team.id));
    assert_eq!(root(Reach::Site, &chain), Some(&site.id));
    assert_eq!(root(Reach::Site, std::slice::from_ref(&company)), Some(&company.id));
    assert_eq!(root(Reach::All, &chain), None);
    assert_eq!(root(Reach::Own, &chain), None);
}

#[test]
fn only_administrators_give_power_over_people_and_rules() {
    assert_eq!(power::may_give(&access(), false, "agent"), Ok(()));
    assert_eq!(power::may_give(&access(), false, "hr"), Err(Refused::RoleTooPowerful("hr".to_owned())));
    assert_eq!(power::may_give(&access(), true, "hr"), Ok(()));
    assert_eq!(power::may_give(&access(), true, "king"), Err(Refused::UnknownRole("king".to_owned())));
    assert_eq!(power::may_change(&access(), false, &owned(&["agent", "admin"])), Err(Refused::PersonTooPowerful));
    assert_eq!(power::administering(&access()), ["admin"]);
}

#[test]
fn logins_meet_in_one_form() {
    assert_eq!(normal_login(" Ｗang.Li "), "wang.li");
    for (login, good) in
        [("wang.li", true), ("王丽", true), ("w", false), ("wang li", false), ("a<b>", false), ("", false)]
    {
        assert_eq!(check_login(login).is_none(), good, "{login}");
    }
    assert!(check_name("name", "  ").is_some());
    assert!(check_name("name", "王\n丽").is_some());
}

#[test]
fn weak_passwords_are_refused() {
    let policy = defaults::sign_in().passwords;
    for (password, code) in [
        ("short", Some("people.password_length")),
        ("aaaaaaaaaaaa", Some("people.password_simple")),
        ("my-Wangli-2026", Some("people.password_simple")),
        ("暖台客服系统密码一二三", None),
        ("correct horse battery", None),
    ] {
        let found = check_password(&policy, "password", "wangli", password);
        assert_eq!(found.map(|it| it.code), code, "{password}");
    }
}

#[test]
fn five_failures_lock_and_a_right_password_opens() {
    let policy = defaults::sign_in().attempts;
    let (mut tries, mut allowed);
    tries = Tries::default();
    for at in 1..=5 {
        (tries, allowed) = count(&policy, Counted::LoginAndAddress, tries, Stamp(1_000_000_000 + at));
        assert!(allowed);
    }
    let locked = tries;
    let minute = |it: i64| Stamp(1_000_000_005) + Span::MINUTE.times(it);
    (tries, allowed) = count(&policy, Counted::LoginAndAddress, tries, minute(14));
    assert!(!allowed && tries == locked, "a try while locked does not lengthen it");
    assert_eq!(forgive(Counted::LoginAndAddress, locked), Tries::default());
    (tries, allowed) = count(&policy, Counted::LoginAndAddress, tries, minute(15));
    assert!(allowed && tries.failures == 1);
    let shared = Tries { failures: 5, ..Tries::default() };
    assert_eq!(forgive(Counted::Address, shared).failures, 4, "one right password does not free a guesser");
}

#[test]
fn sessions_end_when_idle_or_old() {
    let policy = defaults::sign_in().sessions;
    let begun = Stamp(1_000_000_000);
    let hour = |it: i64| begun + Span::HOUR.times(it);
    assert!(session::holds(&policy, begun, begun, hour(8)));
    assert!(!session::holds(&policy, begun, begun, hour(9)));
    assert!(session::holds(&policy, begun, hour(23), hour(24)));
    assert!(!session::holds(&policy, begun, hour(24), hour(25)));
}

#[test]
fn units_stand_where_their_kind_belongs() {
    use UnitKind::{Company, Site, Team};
    for (kind, above, good) in [
        (Company, None, true),
        (Site, None, false),
        (Site, Some(Company), true),
        (Team, Some(Company), true),
        (Team, Some(Team), true),
        (Site, Some(Team), false),
        (Company, Some(Company), false),
    ] {
        assert_eq!(tree::fits(kind, above).is_ok(), good, "{kind:?} below {above:?}");
    }
}

proptest! {
    #[test]
    fn a_guesser_gets_at_most_the_policys_tries_in_any_window(gaps in prop::collection::vec(0i64..200_000, 1..200)) {
        let policy = defaults::sign_in().attempts;
        let (mut tries, mut now, mut looked) = (Tries::default(), Stamp(1_000_000_000), Vec::new());
        for gap in gaps {
            now = now + Span(gap);
            let (kept, allowed) = count(&policy, Counted::LoginAndAddress, tries, now);
            tries = kept;
            if allowed {
                looked.push(now);
            }
        }
        // Two counting windows may touch, so twice the limit is the most that fits into one span of 15 minutes.
        for (at, from) in looked.iter().enumerate() {
            let within = looked.iter().skip(at).take_while(|it| **it - *from < Span::MINUTE.times(15)).count();
            prop_assert!(within <= 10);
        }
    }
}

#[test]
fn a_unit_lies_in_the_scopes_of_every_unit_above_it_the_nearest_first() {
    let named = |id, kind, code: &str| Above { code: Some(code.to_owned()), ..above(id, kind) };
    let chain = [
        above('1', UnitKind::Team),
        named('2', UnitKind::Team, "hotline"),
        named('3', UnitKind::Site, "centre"),
        named('4', UnitKind::Company, "all"),
    ];
    let scopes: Vec<String> = super::scope::scopes(&chain).scopes().iter().map(ToString::to_string).collect();
    let id = |it: &Above| it.id.to_string();
    let wanted = [
        format!("team:{}", id(&chain[0])),
        format!("team:{}", id(&chain[1])),
        "team:hotline".to_owned(),
        format!("site:{}", id(&chain[2])),
        "site:centre".to_owned(),
        "organisation".to_owned(),
    ];
    assert_eq!(scopes, wanted);
}
