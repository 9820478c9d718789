use super::*;

fn check(log: &str, passed: u64, failed: u64, skipped: u64) {
    assert_eq!(read(log), Some(Count { passed, failed, skipped }), "{log}");
}

#[test]
fn the_closing_line_of_each_runner_is_understood() {
    check("     Summary [   4.1s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped", 11, 1, 2);
    check("test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s", 5, 0, 1);
    check(" Test Files  1 failed | 3 passed (4)\n      Tests  1 failed | 30 passed (31)", 30, 1, 0);
    check("  2 failed\n    [journeys] › a.spec.ts:1 › a test\n  18 passed (1.2m)", 18, 2, 0);
}

#[test]
fn several_closing_lines_add_up() {
    let two = "test result: ok. 5 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 2 failed; 0 ignored";
    check(two, 6, 2, 0);
}

#[test]
fn a_log_without_closing_lines_says_nothing() {
    assert_eq!(read("Compiling base v0.1.0\n3 warnings"), None);
}
