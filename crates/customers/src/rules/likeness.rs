//! What two profiles have in common that one person would have (CUS-1).

use std::collections::BTreeSet;

use policy::model::Duplicates;
use vault::{Field, normalise};

use super::naming::units;
use crate::model::IdentityKind;

/// A sign of an identity: which one, and the text that others with the same sign have as well.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignText {
    /// Its id in the policy.
    pub sign: &'static str,
    /// What is compared.
    pub text: String,
}

/// So many digits at the end of a phone number are its subscriber's own.
const TAIL: usize = 8;
/// A mailbox with fewer letters is anybody's.
const MAILBOX: usize = 5;

/// The signs of an identity.
pub fn signs(kind: IdentityKind, value: &str) -> BTreeSet<SignText> {
    let mut all = BTreeSet::new();
    let mut add = |sign: &'static str, text: &str| {
        all.insert(SignText { sign, text: text.to_owned() });
    };
    match kind {
        IdentityKind::Phone => {
            let number = normalise(Field::Phone, value);
            add("identity", &number);
            let base = number.split('x').next().unwrap_or_default();
            add("switchboard", base);
            if let Some(tail) = base.len().checked_sub(TAIL).and_then(|at| base.get(at..)) {
                add("tail", tail);
            }
        }
        IdentityKind::Email => mail(value, &mut add),
        IdentityKind::Account | IdentityKind::Social => {
            let plain = normalise(Field::Social, value);
            if let Some(number) = mobile(&plain) {
                add("identity", &number);
            }
            if plain.contains('@') {
                mail(&plain, &mut add);
            }
        }
        IdentityKind::IdCard => {
            let card = long_card(&normalise(Field::IdCard, value));
            add("identity", &card);
            if let (18, Some(birth)) = (card.len(), card.get(..14)) {
                add("birth", birth);
            }
        }
    }
    all
}

fn mail(value: &str, add: &mut impl FnMut(&'static str, &str)) {
    let address = normalise(Field::Email, value);
    let Some((local, domain)) = address.rsplit_once('@') else { return };
    let mailbox = local.split('+').next().unwrap_or_default();
    add("identity", &format!("{mailbox}@{domain}"));
    if let Some(number) = mobile(mailbox) {
        add("identity", &number);
    } else if mailbox.chars().count() >= MAILBOX {
        add("mailbox", mailbox);
    }
}

/// A Chinese mobile number in its normal form, when the text is one.
fn mobile(text: &str) -> Option<String> {
    let spoken = text.chars().all(|it| it.is_ascii_digit() || matches!(it, '+' | '-' | ' '));
    let number = normalise(Field::Phone, text);
    let home = number.strip_prefix("+86").filter(|_| spoken)?;
    let long = home.len() == 11 && home.starts_with('1') && !matches!(home.as_bytes().get(1), Some(b'0'..=b'2'));
    long.then(|| number.clone())
}

/// The 18 digits of an identity card of 15, which had no century and no check digit (GB 11643-1999).
fn long_card(card: &str) -> String {
    let old = card.len() == 15 && card.bytes().all(|it| it.is_ascii_digit());
    let (Some(place), Some(rest), true) = (card.get(..6), card.get(6..), old) else { return card.to_owned() };
    let body = format!("{place}19{rest}");
    let sum = body.bytes().fold(0, |sum, it| (sum * 2 + u32::from(it.wrapping_sub(b'0'))) % 11);
    // The last digit makes the sum one; ten is written X.
    let check = (12 - sum * 2 % 11) % 11;
    let check = if check == 10 { 'X' } else { char::from_digit(check, 10).unwrap_or('X') };
    format!("{body}{check}")
}

/// How two names are alike, by the id of the sign; nothing when they are not.
pub fn names(one: &str, other: &str) -> Option<&'static str> {
    let (a, b) = (normalise(Field::Name, one), normalise(Field::Name, other));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some("same_name");
    }
    let (sounds, others) = (units(one), units(other));
    let alike = sounds.iter().zip(&others).filter(|(x, y)| x.sounds_like(y)).count();
    if sounds.len() == others.len() && alike == sounds.len() {
        return Some("same_sound");
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let long = a.len().max(b.len());
    let dense = sounds.iter().all(super::naming::Unit::is_character);
    let enough = if dense { 3 } else { 6 };
    (long >= enough && is_one_apart(&a, &b)).then_some("similar_name")
}

/// Whether one letter more, less or other makes one text of the other.
fn is_one_apart(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = |of: &[char], from: usize| of.get(from..).unwrap_or_default().to_vec();
    match long.len() - short.len() {
        0 => rest(short, same + 1) == rest(long, same + 1),
        1 => rest(short, same) == rest(long, same + 1),
        _ => false,
    }
}

/// What a pair's signs come to.
pub fn weight<'a>(policy: &Duplicates, signs: impl IntoIterator<Item = &'a str>) -> i64 {
    signs.into_iter().map(|it| policy.weight(it)).sum()
}
