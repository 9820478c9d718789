//! Hiding the middle of a value.

use crate::masking::MaskRule;

/// Shows at most `first` and `last` characters, and never more than two thirds of the text.
pub fn mask_text(rule: MaskRule, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let visible = chars.len() - chars.len().div_ceil(3);
    let first = usize::from(rule.first).min(visible);
    let last = usize::from(rule.last).min(visible - first);
    let hidden = chars.len() - first - last;
    let stars = rule.stars.map_or(hidden, usize::from);
    let mut masked = String::with_capacity(text.len() + stars);
    masked.extend(chars.iter().take(first));
    masked.extend(std::iter::repeat_n('*', if chars.is_empty() { 0 } else { stars.max(1) }));
    masked.extend(chars.iter().skip(chars.len() - last));
    masked
}

/// Masks what stands before the last `@`; without one, the whole text.
pub fn mask_email(rule: MaskRule, text: &str) -> String {
    match text.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{domain}", mask_text(rule, local)),
        None => mask_text(rule, text),
    }
}
