use super::*;

fn well(_: &Site) -> Outcome {
    Outcome::Passed(Count::one(true))
}

fn badly(_: &Site) -> Outcome {
    Outcome::Failed(Count::one(false), "broken".to_owned())
}

fn step(name: &'static str, lane: Lane, after: &'static [&'static str], act: fn(&Site) -> Outcome) -> Step {
    Step { name, lane, after, act }
}

fn site() -> Site {
    Site { logs: std::env::temp_dir(), postgres: Mutex::new(None), mail: Mutex::new(None), strict: false }
}

fn order(ended: &[Ended]) -> Vec<&'static str> {
    ended.iter().map(|it| it.name).collect()
}

#[test]
fn a_step_waits_for_what_it_needs_in_the_other_lane() {
    let steps = [step("late", Lane::Cargo, &["early"], well), step("early", Lane::Other, &[], well)];
    assert_eq!(order(&run(&steps, &site())), ["early", "late"]);
}

#[test]
fn what_needs_a_failed_step_is_skipped_and_so_is_what_needs_that() {
    let steps = [
        step("build", Lane::Cargo, &[], badly),
        step("tests", Lane::Cargo, &["build"], well),
        step("journeys", Lane::Other, &["tests"], well),
    ];
    let ended = run(&steps, &site());
    assert_eq!(order(&ended), ["build", "tests", "journeys"]);
    assert!(matches!(&ended[1].outcome, Outcome::Skipped(why) if why == "needs build"));
    assert!(matches!(&ended[2].outcome, Outcome::Skipped(why) if why == "needs tests"));
}

#[test]
fn naming_a_step_brings_what_it_needs() {
    let steps = || {
        vec![
            step("web", Lane::Other, &[], well),
            step("lint", Lane::Other, &[], well),
            step("build", Lane::Cargo, &["web"], well),
            step("tests", Lane::Cargo, &["build"], well),
        ]
    };
    let names: Vec<_> = wanted(steps(), &["tests".to_owned()]).iter().map(|it| it.name).collect();
    assert_eq!(names, ["web", "build", "tests"]);
    assert_eq!(wanted(steps(), &[]).len(), 4);
}

#[test]
fn every_step_is_listed_after_what_it_needs() {
    let steps = super::super::steps::all();
    for (at, step) in steps.iter().enumerate() {
        for need in step.after {
            assert!(steps[..at].iter().any(|it| it.name == *need), "{} needs {need}", step.name);
        }
    }
}
