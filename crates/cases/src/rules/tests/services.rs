//! Told once, and of everything (一次性告知).

use base::Stamp;
use db::Json;
use policy::model::{ServiceItem, Services};
use proptest::prelude::*;

use crate::barred::Barred;
use crate::model::service::{Application, ApplicationState, MaterialState, Noted, Says};
use crate::refused::Refused;
use crate::rules::services::{Verdict, check_words, decided, may_tell, verdict, wanted};
use crate::testing::person;

/// New accounts of the shipped pack of a heating utility.
fn item() -> ServiceItem {
    let common = include_str!("../../../../../policies/common/services.toml");
    let hall = include_str!("../../../../../policies/hall/services.toml");
    let text = policy::rules::merge(common, hall).unwrap();
    let document = policy::rules::read(&text).unwrap();
    let policy::model::Body::Services(Services { items, .. }) = document.body else { panic!("not services") };
    items.into_iter().find(|it| it.id == "rl-01").unwrap()
}

fn application(applicant: &str, conditions: &[&str], received: &[&str]) -> Application {
    let noted = |id: &&str| {
        let noted = Noted { state: MaterialState::Received, note: None, by: person('A'), at: Stamp(0) };
        ((*id).to_owned(), noted)
    };
    Application {
        case_id: "cas_01JD0000000000000000000000".parse().unwrap(),
        item: "rl-01".to_owned(),
        policy: "services@1".to_owned(),
        applicant: Some(applicant.to_owned()),
        conditions: Json(conditions.iter().map(|it| (*it).to_owned()).collect()),
        materials: Json(received.iter().map(noted).collect()),
        state: ApplicationState::Checking,
        notices: 0,
        papers: 0,
        checked_ms: None,
        ended_by_id: None,
        ended_ms: None,
        edition: 0,
    }
}

fn missing(item: &ServiceItem, it: &Application) -> Vec<String> {
    match verdict(item, it) {
        Verdict::Complete => Vec::new(),
        Verdict::Incomplete(missing) => missing.into_iter().map(|it| it.id.clone()).collect(),
    }
}

#[test]
fn what_is_wanted_goes_by_who_applies_and_what_is_so_with_them() {
    let item = item();
    let owner = application("owner", &[], &[]);
    assert_eq!(missing(&item, &owner), ["application", "identity", "title_deed"]);
    let agent = application("agent", &["no_title_yet"], &["application"]);
    assert_eq!(missing(&item, &agent), ["identity", "title_deed", "purchase_contract", "power_of_attorney"]);
    let company = application("company", &["non_residential"], &["title_deed", "licence"]);
    assert_eq!(missing(&item, &company), ["application", "power_of_attorney", "heat_load"]);
    assert_eq!(
        verdict(&item, &application("owner", &[], &["application", "identity", "title_deed"])),
        Verdict::Complete
    );
}

#[test]
fn the_words_of_a_check_are_those_of_the_item() {
    let item = item();
    let check = |applicant, conditions: &[&str], material, state, note| {
        let conditions: Vec<String> = conditions.iter().map(|it| (*it).to_owned()).collect();
        check_words(&item, applicant, &conditions, [(material, state, note)])
    };
    let there = MaterialState::Received;
    assert_eq!(check(Some("owner"), &["no_title_yet"], "identity", there, None), Ok(()));
    assert_eq!(check(None, &[], "identity", there, None), Err(Barred::ApplicantMissing.into()));
    assert_eq!(check(Some("x"), &[], "identity", there, None), Err(Barred::UnknownApplicant.into()));
    assert_eq!(check(Some("owner"), &["x"], "identity", there, None), Err(Barred::UnknownCondition.into()));
    assert_eq!(check(Some("owner"), &[], "x", there, None), Err(Barred::UnknownMaterial.into()));
    let waived = MaterialState::Waived;
    assert_eq!(check(Some("owner"), &[], "identity", waived, Some(" ")), Err(Barred::WaivedWithoutNote.into()));
    assert_eq!(check(Some("owner"), &[], "identity", waived, Some("系统可查")), Ok(()));
}

/// What a notice said that was given for an application as it stood.
fn notice(item: &ServiceItem, it: &Application) -> Says {
    Says { wanted: wanted(item, it).map(|it| it.id.clone()).collect(), missing: missing(item, it), ..Says::default() }
}

fn told(
    item: &ServiceItem,
    it: &Application,
    before: &[&Says],
    supervises: bool,
    why: Option<&str>,
) -> Result<Vec<String>, Refused> {
    let Verdict::Incomplete(missing) = verdict(item, it) else { panic!("complete") };
    may_tell(&missing, before, supervises, why).map(|it| it.into_iter().map(|one| one.id.clone()).collect())
}

#[test]
fn nobody_is_told_twice_of_what_could_have_been_named_the_first_time() {
    let item = item();
    let first = application("owner", &[], &["identity"]);
    assert_eq!(told(&item, &first, &[], false, None), Ok(Vec::new()));
    let given = notice(&item, &first);
    // Part of it came: the notice there is still holds.
    let some = application("owner", &[], &["identity", "application"]);
    assert_eq!(told(&item, &some, &[&given], true, Some("x")), Err(Barred::ToldAlready.into()));
    // What was taken as good is found wanting after all: it could have been named.
    let worse = application("owner", &[], &["application"]);
    assert_eq!(told(&item, &worse, &[&given], false, Some("x")), Err(Barred::SecondNotice.into()));
    assert_eq!(told(&item, &worse, &[&given], true, Some(" ")), Err(Refused::ReasonMissing));
    assert_eq!(told(&item, &worse, &[&given], true, Some("身份证已过期")), Ok(vec!["identity".to_owned()]));
}

#[test]
fn what_the_applicant_says_only_later_may_be_told_without_fault() {
    let item = item();
    let given = notice(&item, &application("owner", &[], &["identity"]));
    let later = application("owner", &["non_residential"], &["identity", "title_deed"]);
    assert_eq!(told(&item, &later, &[&given], false, None), Ok(Vec::new()));
}

#[test]
fn a_case_is_fed_back_once_it_was_decided_on() {
    let at = |state| Application { state, ..application("owner", &[], &[]) };
    for state in [ApplicationState::Accepted, ApplicationState::Refused] {
        assert_eq!(decided(Some(&at(state))), Ok(()));
    }
    for open in [Some(at(ApplicationState::Checking)), Some(at(ApplicationState::Waiting)), None] {
        assert_eq!(decided(open.as_ref()), Err(Barred::NotAccepted.into()));
    }
}

proptest! {
    /// Whoever brings all that one notice named is through, whatever they had brought before.
    #[test]
    fn one_notice_is_enough(
        applicant in prop::sample::select(vec!["owner", "agent", "company"]),
        conditions in prop::sample::subsequence(vec!["no_title_yet", "non_residential"], 0..=2),
        brought in prop::sample::subsequence(
            vec!["application", "identity", "licence", "title_deed", "purchase_contract", "power_of_attorney", "heat_load"],
            0..=7,
        ),
    ) {
        let item = item();
        let first = application(applicant, &conditions, &brought);
        let given = notice(&item, &first);
        let mut all: Vec<&str> = brought.clone();
        all.extend(given.missing.iter().map(String::as_str));
        let second = application(applicant, &conditions, &all);
        prop_assert_eq!(verdict(&item, &second), Verdict::Complete);
        // As long as part of it is missing, nothing new can be told.
        for left_out in &given.missing {
            let part: Vec<&str> = all.iter().copied().filter(|it| it != left_out).collect();
            let still = application(applicant, &conditions, &part);
            prop_assert_eq!(told(&item, &still, &[&given], true, Some("x")), Err(Barred::ToldAlready.into()));
        }
    }
}
