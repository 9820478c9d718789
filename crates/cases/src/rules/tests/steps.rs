use expect_test::{Expect, expect};

use crate::model::{Asker, Case, Status};
use crate::rules::{actions, may_work, pausing, steps};
use crate::testing::{START, agent, book, case, supervisor};

fn check(case: &Case, who: &Asker, to: &str, wanted: &Expect) {
    let said = match steps::may_step(case, who, &book(), to) {
        Ok(()) => "may".to_owned(),
        Err(it) => it.to_string(),
    };
    wanted.assert_eq(&said);
}

#[test]
fn a_step_follows_the_moves_of_the_flow_and_no_others() {
    let (case, me) = (case(), agent('A', 'H'));
    check(&case, &me, "diagnose", &expect!["may"]);
    check(&case, &me, "carry_out", &expect!["no way from Verify to Carry out"]);
    check(&case, &me, "verify", &expect!["no way from Verify to Verify"]);
    check(&case, &me, "closed", &expect!["no way from Verify to Closed"]);
    check(&case, &me, "dancing", &expect!["no way from Verify to dancing"]);
}

#[test]
fn a_step_is_for_the_handler_the_unit_and_its_supervisor() {
    let case = case();
    check(&case, &agent('B', 'H'), "diagnose", &expect!["may"]);
    check(&case, &supervisor('S', 'H'), "diagnose", &expect!["may"]);
    check(&case, &agent('B', 'X'), "diagnose", &expect!["the case is in other hands"]);
    let reader = Asker { work: None, ..agent('A', 'H') };
    check(&case, &reader, "diagnose", &expect!["the right for this is missing"]);
}

#[test]
fn nothing_moves_while_it_is_held_up() {
    let me = agent('A', 'H');
    check(&Case { owner_id: None, ..case() }, &me, "diagnose", &expect!["nobody handles the case yet"]);
    check(&Case { status: Status::Paused, ..case() }, &me, "diagnose", &expect!["the case is paused"]);
    check(&Case { status: Status::Closed, ..case() }, &me, "diagnose", &expect!["the case is already closed"]);
    let transfer = "trf_01JD0000000000000000000000".parse().ok();
    check(&Case { transfer_id: transfer, ..case() }, &me, "diagnose", &expect!["a transfer waits for acceptance"]);
}

#[test]
fn a_case_pauses_only_for_allowed_reasons() {
    let (book, me) = (book(), agent('A', 'H'));
    let pause = |case: &Case, reason, note| pausing::may_pause(case, &me, &book, reason, note).map(|it| it.id.clone());
    assert_eq!(pause(&case(), "waiting_customer", Some("等待补充合同")), Ok("waiting_customer".to_owned()));
    expect!["a note is needed"].assert_eq(&pause(&case(), "waiting_customer", Some("  ")).unwrap_err().to_string());
    expect!["not an allowed reason: Waiting for the customer, At the time the customer chose, Waiting for an outside test, Force majeure"]
        .assert_eq(&pause(&case(), "lunch", Some("x")).unwrap_err().to_string());
    let paused = Case { status: Status::Paused, ..case() };
    assert!(pause(&paused, "waiting_customer", Some("x")).is_err());
    assert!(pausing::may_resume(&paused, &me).is_ok());
    assert!(pausing::may_resume(&case(), &me).is_err());
}

#[test]
fn the_screen_is_told_what_can_be_done_and_why_not_the_rest() {
    let (case, me, book) = (case(), agent('A', 'H'), book());
    let all = actions::actions(&case, &[], &me, &book, START);
    let lines: Vec<String> = all
        .iter()
        .map(|it| format!("{} {}", it.name, it.refused.as_ref().map_or_else(|| "+".to_owned(), ToString::to_string)))
        .collect();
    expect![[r"
        accept no transfer waits
        return no transfer waits
        assign +
        transfer +
        step +
        note +
        reply +
        promise +
        pause +
        resume the case is not paused
        extend the clock does not run
        confirm the result was not fed back yet
        close the customer has not confirmed
        reopen the case is not closed
        entrust the right for this is missing
        edit +
        link +"]]
    .assert_eq(&lines.join("\n"));
    assert_eq!(actions::primary(&case, &all, &me), Some("step"));
    let stranger = agent('B', 'X');
    let all = actions::actions(&case, &[], &stranger, &book, START);
    assert!(all.iter().filter(|it| it.refused.is_none()).all(|it| ["note", "link"].contains(&it.name)));
    assert!(may_work(&case, &stranger).is_err());
}
