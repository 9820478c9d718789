//! Logins and passwords: what is accepted.

use base::FieldProblem;
use policy::model::Passwords;
use unicode_normalization::UnicodeNormalization as _;

/// Letters of a password at most; argon2 reads them all, and nobody may make it read a book.
const LONGEST_PASSWORD: usize = 256;
/// Letters of a login or name at most.
const LONGEST_NAME: usize = 64;

/// The one form of a login: NFKC, lower case, no spaces around.
pub fn normal_login(login: &str) -> String {
    login.nfkc().collect::<String>().trim().to_lowercase()
}

/// What is wrong with a login in its normal form.
pub fn check_login(login: &str) -> Option<FieldProblem> {
    let long = login.chars().count();
    let good = login.chars().all(|it| it.is_alphanumeric() || matches!(it, '.' | '_' | '-' | '@'));
    (!good || !(2..=LONGEST_NAME).contains(&long)).then(|| FieldProblem::new("login", "people.bad_login"))
}

/// What is wrong with a name of a person, unit or post.
pub fn check_name(field: &str, name: &str) -> Option<FieldProblem> {
    let name = name.trim();
    if name.is_empty() {
        return Some(FieldProblem::new(field, "people.name_missing"));
    }
    let long = name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control);
    long.then(|| FieldProblem::new(field, "people.bad_name").with("most", LONGEST_NAME))
}

/// What is wrong with a unit's code: lower-case words joined by `_`, as in policy.
pub fn check_code(code: &str) -> Option<FieldProblem> {
    let letters = code.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_');
    let good = letters && code.starts_with(|it: char| it.is_ascii_lowercase()) && code.len() <= LONGEST_NAME;
    (!good).then(|| FieldProblem::new("code", "people.bad_code"))
}

/// What is wrong with a new password: its length is policy, and it may not be the login, or one letter repeated.
pub fn check_password(policy: &Passwords, field: &str, login: &str, password: &str) -> Option<FieldProblem> {
    let long = password.chars().count();
    if i64::try_from(long).is_ok_and(|it| it < policy.least_length) || long > LONGEST_PASSWORD {
        let problem = FieldProblem::new(field, "people.password_length");
        return Some(problem.with("least", policy.least_length).with("most", LONGEST_PASSWORD));
    }
    let folded = password.to_lowercase();
    let first = folded.chars().next();
    let simple = folded.contains(login) || folded.chars().all(|it| Some(it) == first);
    simple.then(|| FieldProblem::new(field, "people.password_simple"))
}
