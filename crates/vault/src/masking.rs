//! Masking: how much of a personal value a screen, an export or a log may show. The values are policy.

use crate::model::Field;
use crate::rules::mask::{mask_email, mask_text};
use crate::rules::normal::phone_for_reading;

/// How much of one kind of value stays readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaskRule {
    /// Characters shown at the beginning, at most.
    pub first: u8,
    /// Characters shown at the end, at most.
    pub last: u8,
    /// Stars in between; left out, as many as characters are hidden.
    pub stars: Option<u8>,
}

impl MaskRule {
    /// A rule.
    pub const fn new(first: u8, last: u8, stars: Option<u8>) -> Self {
        Self { first, last, stars }
    }
}

/// How each kind of value is masked; the defaults hold where the policy `masking` says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masking {
    /// Names: 王**.
    pub name: MaskRule,
    /// Phones: 138****8000.
    pub phone: MaskRule,
    /// E-mail addresses, before the `@`: w***@x.cn. The domain is shown.
    pub email: MaskRule,
    /// Account and contract numbers: ******1234.
    pub account: MaskRule,
    /// Ids on social networks: w***g.
    pub social: MaskRule,
    /// Identity cards: 110***********1234.
    pub id_card: MaskRule,
}

impl Default for Masking {
    fn default() -> Self {
        Self {
            name: MaskRule::new(1, 0, Some(2)),
            phone: MaskRule::new(3, 4, None),
            email: MaskRule::new(1, 0, Some(3)),
            account: MaskRule::new(0, 4, None),
            social: MaskRule::new(1, 1, Some(3)),
            id_card: MaskRule::new(3, 4, None),
        }
    }
}

impl Masking {
    /// The rule of a kind of value.
    pub fn rule(&self, field: Field) -> MaskRule {
        match field {
            Field::Name => self.name,
            Field::Phone => self.phone,
            Field::Email => self.email,
            Field::Account => self.account,
            Field::Social => self.social,
            Field::IdCard => self.id_card,
        }
    }

    /// A value as it may be shown. At least a third of its characters (rounded up) is hidden, whatever the rule.
    pub fn mask(&self, field: Field, value: &str) -> String {
        let rule = self.rule(field);
        match field {
            Field::Phone => mask_text(rule, &phone_for_reading(value)),
            Field::Email => mask_email(rule, value.trim()),
            _ => mask_text(rule, value.trim()),
        }
    }

    /// A free contact text ("how to reach you") as it may be shown, by the kind it most likely is.
    pub fn mask_contact(&self, value: &str) -> String {
        self.mask(Field::guess(value), value)
    }
}
