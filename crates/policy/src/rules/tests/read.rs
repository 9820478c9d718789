use base::FieldProblem;

use crate::model::{Keep, Length};
use crate::rules::read;

fn fault(text: &str) -> FieldProblem {
    read(text).unwrap_err()
}

const HEAD: &str = "[policy]\nkind = \"sign_in\"\ntitle = { zh = \"登录\", en = \"Sign-in\" }\n";

#[test]
fn a_text_without_a_head_is_refused() {
    assert_eq!(fault("[passwords]\nleast_length = 9").code, "policy.head_missing");
    let kind = fault("[policy]\nkind = \"weather\"");
    assert_eq!((kind.field.as_str(), kind.code), ("policy.kind", "policy.unknown_choice"));
    assert_eq!(kind.params["found"].to_string(), "weather");
    assert!(kind.params["choices"].to_string().contains("limits"));
}

#[test]
fn what_is_not_toml_is_refused_with_its_line() {
    let problem = fault("a = 1\nb = = 2\n");
    assert_eq!((problem.code, problem.params["line"].to_string()), ("policy.not_toml", "2".to_owned()));
}

#[test]
fn an_unknown_field_is_named_with_its_path_and_line() {
    let text = format!("{HEAD}[passwords]\nleast_length = 9\nchange_given = true\nmust_rhyme = true\n");
    let problem = fault(&text);
    assert_eq!((problem.code, problem.params["name"].to_string()), ("policy.unknown_field", "must_rhyme".to_owned()));
    assert_eq!((problem.field.as_str(), problem.params["line"].to_string()), ("passwords.must_rhyme", "7".to_owned()));
}

#[test]
fn a_missing_field_is_named_with_its_path() {
    let text = format!("{HEAD}[passwords]\nchange_given = true\n");
    let problem = fault(&text);
    assert_eq!((problem.code, problem.field.as_str()), ("policy.missing_field", "passwords.least_length"));
    assert_eq!(fault(HEAD).field, "passwords");
}

#[test]
fn a_value_of_the_wrong_type_is_named() {
    let text = format!("{HEAD}[passwords]\nleast_length = \"nine\"\nchange_given = true\n");
    let problem = fault(&text);
    assert_eq!((problem.code, problem.field.as_str()), ("policy.wrong_type", "passwords.least_length"));
    assert_eq!(problem.params["line"].to_string(), "5");
}

#[test]
fn a_length_that_cannot_be_read_is_named_with_an_example() {
    let text = format!("{HEAD}[sessions]\nidle = \"soon\"\nat_most = \"24h\"\n");
    let problem = fault(&text);
    assert_eq!((problem.code, problem.field.as_str()), ("policy.bad_value", "sessions.idle"));
    assert!(problem.params["detail"].to_string().contains("10s, 5m, 8h"));
}

#[test]
fn lengths_are_written_as_they_are_read() {
    for text in ["10s", "5m", "8h", "1h30m", "7d", "2wd", "0s", "1h1s"] {
        assert_eq!(text.parse::<Length>().unwrap().to_string(), text);
    }
    assert_eq!("90m".parse::<Length>().unwrap().to_string(), "1h30m");
    assert_eq!("1d12h".parse::<Length>().unwrap().to_string(), "36h");
    for text in ["", "5", "h", "5x", "1wd2h", "-5m", "99999999999s", "5 m"] {
        assert!(text.parse::<Length>().is_err(), "{text}");
    }
    for text in ["30d", "6mo", "3y"] {
        assert_eq!(text.parse::<Keep>().unwrap().to_string(), text);
    }
    assert!("3w".parse::<Keep>().is_err());
}
