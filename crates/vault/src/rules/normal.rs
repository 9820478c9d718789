//! The one form under which equal values meet: what a blind index is made of.

use unicode_normalization::UnicodeNormalization as _;

use crate::model::Field;

/// The normal form of a personal value.
///
/// - Phones become `+` and digits; without a country code they are Chinese (`+86`), and an extension stays apart
///   as `x` and digits. A "phone" without any digit is compared as other text.
/// - E-mail addresses are lower-cased; identity cards lose their spaces and are upper-cased.
/// - Names are lower-cased and lose their spaces; all else is trimmed.
/// - Everything is brought into NFKC first, so that full-width letters equal narrow ones.
///
/// Normalising twice changes nothing.
pub fn normalise(field: Field, value: &str) -> String {
    let text: String = value.nfkc().collect();
    let text = text.trim();
    match field {
        Field::Phone => phone(text),
        Field::Email => stable_lower(text),
        Field::Name => stable_lower(&without_spaces(text)),
        Field::IdCard => without_spaces(text).chars().map(|it| it.to_ascii_uppercase()).collect(),
        Field::Account | Field::Social => text.to_owned(),
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// Lower case can leave NFKC (`İ`), so both are repeated once.
fn stable_lower(text: &str) -> String {
    text.to_lowercase().nfkc().collect::<String>().to_lowercase()
}

const EXTENSION_MARKS: [&str; 6] = ["分机", "转", "ext", "x", "#", ";"];

fn phone(text: &str) -> String {
    let lower = text.to_lowercase();
    let cut = EXTENSION_MARKS.iter().filter_map(|mark| lower.find(mark)).min().unwrap_or(lower.len());
    let (main, extension) = lower.split_at_checked(cut).unwrap_or((&lower, ""));
    let digits = digits_of(main);
    let extension = digits_of(extension);
    if digits.is_empty() {
        return lower;
    }
    let mut number = with_country(main.trim_start().starts_with('+'), &digits);
    if !extension.is_empty() {
        number.push('x');
        number.push_str(&extension);
    }
    number
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A mobile number of the Chinese plan: 11 digits, 13 to 19.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !matches!(digits.as_bytes().get(1), Some(b'0'..=b'2'))
}

fn with_country(plus: bool, digits: &str) -> String {
    let international = if plus { Some(digits) } else { digits.strip_prefix("00") };
    let national = match international {
        Some(abroad) => match abroad.strip_prefix("86") {
            // +86 (0)10 ...: the trunk zero is spoken at home only.
            Some(home) if !home.trim_start_matches('0').is_empty() => home,
            _ => return format!("+{abroad}"),
        },
        None => digits.strip_prefix("86").filter(|it| is_mobile(it)).unwrap_or(digits),
    };
    let bare = national.trim_start_matches('0');
    format!("+86{}", if bare.is_empty() { national } else { bare })
}

/// A normalised phone as people read it at home: `13800138000`, `01088886666`, `+442071234567`.
pub fn phone_for_reading(value: &str) -> String {
    let normal = normalise(Field::Phone, value);
    match normal.strip_prefix("+86") {
        Some(home) if is_mobile(home) || home.len() <= 8 || home.starts_with("400") || home.starts_with("800") => {
            home.to_owned()
        }
        Some(home) => format!("0{home}"),
        None => normal,
    }
}
