use super::*;

const RULES: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0"]
exceptions = [{ crate = "roots", allow = ["CDLA-Permissive-2.0"] }]
"#;

fn check(name: &str, expression: &str, allowed: bool) {
    assert_eq!(Rules::of(RULES).unwrap().allow(name, expression), allowed, "{name}: {expression}");
}

#[test]
fn an_expression_is_met_by_the_allowed_licences_alone() {
    check("any", "MIT", true);
    check("any", "GPL-3.0", false);
    check("any", "GPL-3.0 OR MIT", true);
    check("any", "MIT/X11", true);
    check("any", "MIT AND Unicode-3.0", false);
    check("any", "(GPL-2.0 OR Apache-2.0) AND MIT", true);
    check("any", "Apache-2.0 WITH LLVM-exception OR Zlib", true);
}

#[test]
fn what_cannot_be_read_is_not_met() {
    check("any", "", false);
    check("any", "(MIT", false);
    check("any", "MIT OR", false);
    check("any", "none stated", false);
}

#[test]
fn an_exception_holds_for_its_own_crate_only() {
    check("roots", "CDLA-Permissive-2.0", true);
    check("other", "CDLA-Permissive-2.0", false);
}

#[test]
fn crates_under_other_licences_or_from_elsewhere_are_named() {
    let metadata = serde_json::json!({"packages": [
        {"name": "good", "version": "1.0.0", "license": "MIT", "source": REGISTRY},
        {"name": "closed", "version": "2.0.0", "license": null, "source": REGISTRY},
        {"name": "forked", "version": "3.0.0", "license": "MIT", "source": "git+https://example.org/forked"},
    ]});
    let bad = bad_crates(&metadata, &Rules::of(RULES).unwrap());
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert!(bad[0].starts_with("closed 2.0.0: licence none stated"));
    assert!(bad[1].starts_with("forked 3.0.0: comes from"));
}

#[test]
fn web_packages_count_when_they_are_shipped() {
    let lock = serde_json::json!({"packages": {
        "": {"name": "desk"},
        "node_modules/react": {"license": "MIT"},
        "node_modules/builder": {"license": "GPL-3.0", "dev": true},
        "node_modules/player": {"license": "GPL-3.0"},
    }});
    let bad = bad_web_packages(&lock, &Rules::of(RULES).unwrap());
    assert_eq!(bad, ["player (web): licence GPL-3.0 is not in deny.toml"]);
}
