use super::*;

fn check(source: &str, wanted: &[(Kind, &str)]) {
    let found: Vec<(Kind, &str)> = pieces(source).iter().map(|it| (it.kind, it.text)).collect();
    assert_eq!(found, wanted, "{source}");
}

#[test]
fn strings_and_comments_are_told_from_code() {
    use Kind::{Code, Comment, Text};
    check("a(\"b\") // c\nd", &[(Code, "a("), (Text, "b"), (Code, ") "), (Comment, "// c"), (Code, "\nd")]);
    check("/* a /* b */ c */ d", &[(Comment, "/* a /* b */ c */"), (Code, " d")]);
    check(r#"x("\"quoted\"")"#, &[(Code, "x("), (Text, r#"\"quoted\""#), (Code, ")")]);
    check("r#\"a \"b\" c\"#;", &[(Text, "a \"b\" c"), (Code, ";")]);
    check("for\"a\"", &[(Code, "for"), (Text, "a")]);
    check("f(\"\")", &[(Code, "f("), (Text, ""), (Code, ")")]);
}

#[test]
fn a_quote_in_a_character_literal_opens_nothing() {
    check("['\"', '\\'', '\\u{1F600}'] // x", &[(Kind::Code, "['\"', '\\'', '\\u{1F600}'] "), (Kind::Comment, "// x")]);
    check("fn f<'a>(x: &'a str) {}", &[(Kind::Code, "fn f<'a>(x: &'a str) {}")]);
    check("'中' \"文\"", &[(Kind::Code, "'中' "), (Kind::Text, "文")]);
}

#[test]
fn pieces_know_their_line() {
    let lines: Vec<usize> = pieces("a\n\"b\nc\"\n// d").iter().map(|it| it.line).collect();
    assert_eq!(lines, [1, 2, 3, 4]);
}

#[test]
fn what_is_unfinished_ends_with_the_file() {
    check("a \"b", &[(Kind::Code, "a "), (Kind::Text, "b")]);
    check("/* a", &[(Kind::Comment, "/* a")]);
}

#[test]
fn code_lines_leave_out_what_is_not_code() {
    let lines = code_lines("let a = \"await\"; // await\nb.await");
    assert_eq!(lines, [(1, "let a = \"\"; ".to_owned()), (2, "b.await".to_owned())]);
}
