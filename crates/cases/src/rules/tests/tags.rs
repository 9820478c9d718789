use crate::refused::Refused;
use crate::rules::tags::{check, colour, not_too_many};
use crate::rules::views::{check_sharing, is_asked, may_change};
use crate::testing::{agent, book, person, supervisor, unit};

#[test]
fn tags_are_in_use_and_not_too_many() {
    let ids: Vec<_> = ('A'..='C').map(|it| format!("tag_01JD000000000000000000000{it}").parse().unwrap()).collect();
    assert_eq!(check(2, &ids[..2], &ids), Ok(()));
    assert_eq!(check(2, &ids, &ids), Err(Refused::TooManyTags(2)));
    assert_eq!(check(2, &ids[..1], &ids[1..]), Err(Refused::NoTag));
    assert_eq!(not_too_many(2, 5, 4), Ok(()), "there may be fewer of too many");
    assert_eq!(colour("teal"), Ok("teal".to_owned()));
    assert_eq!(colour("pink"), Err(Refused::UnknownColour("pink".to_owned())));
}

#[test]
fn a_shared_view_is_changed_by_its_owner_and_whoever_supervises_its_team() {
    let (owner, team) = (person('A'), unit('H'));
    let may = |who, sharing| may_change(&who, &owner, sharing, Some(&team));
    assert!(may(agent('A', 'H'), "own"));
    assert!(!may(agent('B', 'H'), "team"));
    assert!(may(supervisor('S', 'H'), "team") && may(supervisor('S', 'H'), "all"));
    assert!(!may(supervisor('S', 'H'), "own") && !may(supervisor('T', 'T'), "team"));
    assert_eq!(check_sharing(&agent('A', 'H'), "all"), Err(Refused::NoRight));
    assert_eq!(check_sharing(&supervisor('S', 'H'), "all"), Ok(()));
    assert_eq!(check_sharing(&agent('A', 'H'), "moon"), Err(Refused::BadFilter("sharing")));
}

#[test]
fn an_answer_is_asked_for_only_where_its_field_is_marked_and_has_the_choice() {
    let mut book = book();
    assert!(!is_asked(&book, "demand:x"));
    book.cases.fields[0].filter = true;
    assert!(is_asked(&book, "demand:x"));
    assert!(!is_asked(&book, "moon:x") && !is_asked(&book, "demand"));
    let field = &mut book.cases.fields[0];
    field.is = policy::model::FieldType::Choices;
    field.choices = vec![policy::model::Priority { id: "a".to_owned(), name: field.name.clone() }];
    assert!(is_asked(&book, "demand:a") && !is_asked(&book, "demand:b"));
}
