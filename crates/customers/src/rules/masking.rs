//! From the policy `masking` to how values are shown.

use policy::model::Masking as Policy;
use vault::{Field, MaskRule, Masking};

/// How each kind of value is masked; what the policy does not name keeps its default.
pub fn masking(policy: &Policy) -> Masking {
    let default = Masking::default();
    let rule = |field: Field| {
        let kept = default.rule(field);
        policy.rule(field.name()).map_or(kept, |it| MaskRule {
            first: shown(it.first),
            last: shown(it.last),
            stars: kept.stars,
        })
    };
    Masking {
        name: rule(Field::Name),
        phone: rule(Field::Phone),
        email: rule(Field::Email),
        account: rule(Field::Account),
        social: rule(Field::Social),
        id_card: rule(Field::IdCard),
    }
}

/// A number of characters as policy gives it; what cannot be shows nothing.
fn shown(count: i64) -> u8 {
    u8::try_from(count).unwrap_or(if count < 0 { 0 } else { u8::MAX })
}
