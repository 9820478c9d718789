use std::sync::Arc;

use super::{Shelf, packs};
use crate::model::{Appraisal, Channels, Document, Length, Limits, Pay, Ruling, TargetKind};

fn documents(pack: &str) -> Vec<Arc<Document>> {
    Shelf::Embedded.documents(pack).unwrap().into_iter().map(|it| it.document).collect()
}

fn find<T: Ruling>(all: &[Arc<Document>]) -> &T {
    all.iter().find_map(|it| T::of(&it.body)).unwrap()
}

#[test]
fn every_pack_is_sound() {
    let names: Vec<String> = packs().into_iter().map(|it| it.name).collect();
    assert_eq!(
        names,
        ["bank", "courier", "evaluation", "full", "hall", "hotline12345", "online", "petition", "shop", "telecom"]
    );
    for name in names {
        let documents = Shelf::Embedded.documents(&name);
        let faults = documents.err().unwrap_or_default();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn each_pack_can_run_an_organisation_alone() {
    for pack in packs() {
        assert_eq!(documents(&pack.name).len(), crate::model::Kind::ALL.len(), "{}", pack.name);
    }
}

#[test]
fn the_packs_say_the_numbers_of_the_sources() {
    let all = documents("full");
    let channel = |id: &str| find::<Channels>(&all).channel(id).unwrap().first_response.within;
    assert_eq!(channel("phone"), "10s".parse::<Length>().unwrap());
    assert_eq!(channel("email"), Length::WorkingDays(1));
    let appraisal: &Appraisal = find(&all);
    let weights: Vec<i64> = appraisal.trees[0].parts.iter().map(|it| it.weight_permille.0).collect();
    assert_eq!(weights, [200, 300, 500, 500, 300, 200]);
    let grades: Vec<i64> = appraisal.grades.iter().map(|it| it.coefficient_permille.0).collect();
    assert_eq!(grades, [1500, 1200, 1000, 800]);
    let warnings: Vec<i64> = find::<Limits>(&all).warnings.iter().map(|it| it.at_permille).collect();
    assert_eq!(warnings, [500, 800, 1000]);
    let pay: &Pay = find(&all);
    assert!(pay.parts.iter().any(|it| it.id == "commission"), "a shop's layer is there");
}

#[test]
fn the_packs_of_trades_say_what_their_rules_say_and_how_sure_it_is() {
    use crate::model::Certainty::{Assumed, Law};
    let table = [
        ("courier", "resolution_complaint", "7d", Law),
        ("bank", "resolution_complaint", "15d", Assumed),
        ("bank", "resolution_complaint_complex", "30d", Assumed),
        ("petition", "first_response_petition", "15d", Law),
        ("petition", "resolution_petition", "60d", Law),
        ("petition", "resolution_petition_review", "30d", Law),
        ("hotline12345", "first_response_social", "3m", Assumed),
    ];
    for (pack, id, within, certainty) in table {
        let all = documents(pack);
        let rule = find::<Limits>(&all).limits.iter().find(|it| it.id == id).unwrap();
        assert_eq!((rule.within, rule.certainty), (Some(within.parse().unwrap()), Some(certainty)), "{pack}: {id}");
        assert!(rule.source.is_some(), "{pack}: {id}");
    }
    let more = |pack: &str| find::<Limits>(&documents(pack)).extensions.clone();
    assert_eq!((more("bank").at_most_times, more("bank").at_most_permille), (1, 1000));
    assert_eq!((more("petition").at_most_times, more("petition").at_most_permille), (1, 500));
    assert!(!more("courier").targets.contains(&TargetKind::Resolution), "seven days are seven days");
}

#[test]
fn a_first_answer_has_one_number_whether_it_is_asked_of_channels_or_of_limits() {
    for pack in packs() {
        let all = documents(&pack.name);
        let (channels, limits): (&Channels, &Limits) = (find(&all), find(&all));
        let rules = limits.limits.iter().filter(|it| it.target == TargetKind::FirstResponse && it.kinds.is_empty());
        for (rule, channel) in rules.flat_map(|rule| rule.channels.iter().map(move |it| (rule, it))) {
            assert_eq!(rule.within, Some(channels.channel(channel).unwrap().first_response.within), "{}", rule.id);
        }
    }
}
