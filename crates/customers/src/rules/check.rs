//! What is accepted as a name, a note and an identity.

use base::FieldProblem;
use vault::{Field, normalise};

use crate::model::{IdentityKind, NewIdentity};

const LONGEST_NAME: usize = 64;
const LONGEST_NOTE: usize = 2_000;
const TIERS: [&str; 3] = ["important", "general", "potential"];

/// What is wrong with a name.
pub fn check_name(name: &str) -> Option<FieldProblem> {
    let bad = name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control);
    bad.then(|| FieldProblem::new("name", "customers.bad_name").with("most", LONGEST_NAME))
}

/// What is wrong with a note.
pub fn check_note(note: &str) -> Option<FieldProblem> {
    let bad = note.chars().count() > LONGEST_NOTE;
    bad.then(|| FieldProblem::new("note", "customers.bad_note").with("most", LONGEST_NOTE))
}

/// What is wrong with a tier.
pub fn check_tier(tier: &str) -> Option<FieldProblem> {
    let bad = !tier.is_empty() && !TIERS.contains(&tier);
    bad.then(|| FieldProblem::new("tier", "customers.bad_tier"))
}

/// What is wrong with an identity; `field` names where it stands.
pub fn check_identity(field: &str, identity: &NewIdentity) -> Option<FieldProblem> {
    let normal = normalise(identity.kind.field(), &identity.value);
    let long = normal.chars().count();
    let (good, code) = match identity.kind {
        IdentityKind::Phone => (is_phone(&identity.value, &normal), "customers.bad_phone"),
        IdentityKind::Account => ((2..=64).contains(&long), "customers.bad_account"),
        IdentityKind::Email => (is_email(&normal), "customers.bad_email"),
        IdentityKind::Social => ((1..=128).contains(&long), "customers.bad_social"),
        IdentityKind::IdCard => (is_id_card(&normal), "customers.bad_id_card"),
    };
    (!good).then(|| FieldProblem::new(field, code))
}

fn is_phone(typed: &str, normal: &str) -> bool {
    let digits = normalise(Field::Social, typed).chars().filter(char::is_ascii_digit).count();
    normal.starts_with('+') && (3..=20).contains(&digits)
}

fn is_email(normal: &str) -> bool {
    let plain = normal.len() <= 254 && !normal.chars().any(|it| it.is_whitespace() || it.is_control());
    let (local, domain) = normal.rsplit_once('@').unwrap_or_default();
    let dotted = domain.split('.').count() >= 2 && domain.split('.').all(|it| !it.is_empty());
    plain && dotted && !local.is_empty() && !local.contains('@')
}

/// A resident identity card checks out (GB 11643-1999, ISO 7064 mod 11-2); other papers are letters and digits.
fn is_id_card(normal: &str) -> bool {
    let resident = normal.len() == 18 && normal.bytes().take(17).all(|it| it.is_ascii_digit());
    if !resident {
        return (5..=30).contains(&normal.len()) && normal.bytes().all(|it| it.is_ascii_alphanumeric());
    }
    // Weights are powers of two mod 11, the last digit's own weight being 1; X counts ten.
    let value = |it: u8| if it == b'X' { 10 } else { u32::from(it.wrapping_sub(b'0')) };
    let sum = normal.bytes().fold(0, |sum, it| (sum * 2 + value(it)) % 11);
    sum == 1
}
