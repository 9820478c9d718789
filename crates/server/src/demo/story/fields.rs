//! What is filled into the forms.

use base::SeededRandom;

use super::{Story, phone};
use crate::demo::words::Matter;

impl Story {
    /// The answers to the forms that policy asks for.
    pub(super) fn fields(&self, dice: &mut SeededRandom, matter: &Matter) -> cases::model::Fields {
        let mut fields = cases::model::Fields::new();
        let mut put = |name: &str, value: serde_json::Value| drop(fields.insert(name.to_owned(), value));
        let kind = matter.kind.as_str();
        if matches!(kind, "service_request" | "complaint" | "fault") {
            put("service_number", phone(dice).into());
        }
        if matches!(kind, "service_request" | "fault") {
            put("account_number", format!("RH{:08}", dice.below(99_999_999)).into());
        }
        match kind {
            "fault" => self.words.fault(dice).into_iter().for_each(|(name, value)| put(name, value)),
            "in_sale" | "after_sale" => put("order_number", format!("DD{:010}", dice.below(9_999_999_999)).into()),
            "complaint" => put("demand", matter.demand.clone().unwrap_or_else(|| "尽快解决。".to_owned()).into()),
            _ => {}
        }
        match matter.class.as_deref() {
            Some("billing_dispute") => {
                put("bill_month", "2026-10-01".into());
                put("disputed_fen", (500 + 100 * dice.below(80)).into());
            }
            Some("return") => put("reason_of_return", "no_reason".into()),
            _ => {}
        }
        fields
    }
}
