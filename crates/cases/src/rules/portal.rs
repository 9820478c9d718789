//! What the public may bring in and see (CHN-6): which kinds, which fields, where a case stands, and the code it is
//! followed by.

use policy::model::{Asked, Field, FieldType, Portal};

use super::{answers, closing, said};
use crate::barred::Barred;
use crate::model::portal::CaseStanding;
use crate::model::{Case, Confirmation, Fields, Rulebook, Status};

/// Letters of tracking codes: Crockford's base 32, in which nothing looks like something else.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many letters of five bits each: sixty bits, which nobody guesses within the bounds of the policy.
const LENGTH: usize = 12;

/// The code of a mark that only the keeper of the keys can make, in groups of four: `K7QF-2M9X-4TRD`.
///
/// - `mark`: hexadecimal letters, at least 15.
pub fn code(mark: &str) -> String {
    let bits = u64::from_str_radix(mark.get(..15).unwrap_or_default(), 16).unwrap_or_default();
    let letter = |at: usize| {
        let five = usize::try_from(bits >> (5 * (LENGTH - 1 - at)) & 31).unwrap_or_default();
        LETTERS.get(five).map_or('0', |it| char::from(*it))
    };
    let all: Vec<char> = (0..LENGTH).map(letter).collect();
    all.chunks(4).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Whether a code is the one that was given out, however it was typed: small letters, blanks, O for 0, I and L for 1.
pub fn is_code(given: &str, code: &str) -> bool {
    let typed = |text: &str| -> Vec<u8> {
        let plain = text.bytes().filter(u8::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase());
        plain
            .map(|it| {
                if it == b'O' {
                    b'0'
                } else if it == b'I' || it == b'L' {
                    b'1'
                } else {
                    it
                }
            })
            .collect()
    };
    let (given, code) = (typed(given), typed(code));
    // Every letter is looked at, so that the time it takes tells nothing.
    given.len() == code.len() && given.iter().zip(&code).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// What is asked of the public for a kind: the fields without which it is not taken in, and which people can fill in by
/// themselves.
pub fn asked<'a>(book: &'a Rulebook, kind: &str) -> Vec<(Asked, &'a Field)> {
    let all = book.cases.asked(kind, None, |_| true).into_iter().filter(|it| it.required);
    let known = all.filter_map(|it| Some((book.cases.field(&it.field)?, it)).map(|(field, it)| (it, field)));
    known.filter(|(_, field)| !matches!(field.is, FieldType::Person | FieldType::File)).collect()
}

/// Whether it has to be said when the matter happened.
pub fn asks_when(book: &Rulebook, kind: &str) -> bool {
    book.cases.asked(kind, None, |_| false).iter().any(|it| it.field == "happened_at" && it.required)
}

/// The answers to what was asked; anything else was not asked of the public.
pub fn answered(book: &Rulebook, kind: &str, given: Fields) -> Fields {
    let asked = asked(book, kind);
    let mut given = given;
    given.retain(|name, value| answers::is_given(value) && asked.iter().any(|(it, _)| it.field == *name));
    given
}

/// A text of the customer: something, and not too much of it.
pub fn words<'a>(policy: &Portal, text: &'a str) -> Result<&'a str, Barred> {
    let text = said(Some(text)).ok_or(Barred::PortalSilent)?;
    let most = usize::try_from(policy.longest).unwrap_or_default();
    if text.chars().count() > most { Err(Barred::PortalTooLong) } else { Ok(text) }
}

/// Whether a contact can be used to answer: a phone number or a mail address.
pub fn is_contact(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let phone = (6..=20).contains(&digits) && text.chars().all(|it| it.is_ascii_digit() || "+-() ".contains(it));
    let mail = text.split_once('@').is_some_and(|(name, host)| {
        let plain = |it: &str| !it.is_empty() && !it.contains(|c: char| c.is_whitespace() || c == '@');
        plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    phone || mail
}

/// Where a case stands, for the customer.
pub fn standing(case: &Case) -> CaseStanding {
    match (case.status, case.confirmation) {
        (Status::Closed, _) => CaseStanding::Closed,
        (Status::Open, Confirmation::Asked) => CaseStanding::Asked,
        (Status::Paused, _) => CaseStanding::Paused,
        (Status::Open, _) if case.answered_ms.is_none() && case.owner_id.is_none() => CaseStanding::Received,
        (Status::Open, _) => CaseStanding::Working,
    }
}

/// Until when a customer who is not satisfied has the case worked on again; nothing when it is not the time to say so.
pub fn again_until(case: &Case, book: &Rulebook, now: base::Stamp) -> Option<base::Stamp> {
    match standing(case) {
        CaseStanding::Asked => Some(base::Stamp::MAX),
        CaseStanding::Closed if case.merged_into.is_none() => {
            let until = closing::reopen_until(book, case.closed_ms?);
            (now <= until).then_some(until)
        }
        _ => None,
    }
}
