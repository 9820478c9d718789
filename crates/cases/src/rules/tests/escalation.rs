use policy::model::EscalateOn;

use crate::rules::escalation::{brought_to, next_level};
use crate::testing::book;

#[test]
fn an_event_brings_a_case_up_and_never_down() {
    let book = book();
    let ladder = book.escalation.says.ladder("complaint", None).unwrap();
    assert_eq!(brought_to(ladder, EscalateOn::PromiseBroken, 0), Some(1));
    assert_eq!(brought_to(ladder, EscalateOn::ResolutionBreached, 1), Some(2));
    assert_eq!(brought_to(ladder, EscalateOn::PromiseBroken, 2), None);
    let others = book.escalation.says.ladder("inquiry", None).unwrap();
    assert_eq!((others.id.as_str(), brought_to(others, EscalateOn::Returned, 0)), ("others", None));
}

#[test]
fn the_ladder_is_climbed_level_by_level_to_its_top() {
    let book = book();
    let ladder = book.escalation.says.ladder("complaint", None).unwrap();
    let climbed: Vec<_> = (0..5).map(|it| next_level(ladder, it)).collect();
    assert_eq!(climbed, [Some(1), Some(2), Some(3), None, None]);
}
