//! Why a request about approvals, follow-ups, complaints or escalation is refused.

use base::{Refusal, Refuse};

macro_rules! barred {
    ($($(#[$doc:meta])* $name:ident $code:tt $field:expr, $text:literal;)+) => {
        /// A refusal about the parts of a case that others decide.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        pub enum Barred { $($(#[$doc])* #[error($text)] $name),+ }

        impl Barred {
            pub(crate) fn parts(self) -> (u16, &'static str, Option<&'static str>) {
                match self { $(Self::$name => { let (status, code) = $code; (status, code, $field) }),+ }
            }
        }
    };
}

barred! {
    /// There is no such approval, or it is out of the person's sight.
    NoApproval (404, "cases.approval_not_found") None, "no such approval";
    /// Policy knows no approval of this kind for the case.
    NoSubject (422, "cases.approval_unknown") Some("act"), "policy knows no such approval";
    /// No route of policy reaches the amount.
    NoRoute (422, "cases.approval_no_route") Some("fen"), "no route reaches the amount";
    /// One of the same kind is still open.
    AskedAlready (409, "cases.approval_open") None, "one of the same kind is still open";
    /// It is decided.
    Decided (409, "cases.approval_decided") None, "it is decided";
    /// Nobody approves what they asked for themselves.
    OwnRequest (403, "cases.approval_own") None, "nobody approves what they asked for";
    /// It waits for somebody else's decision.
    NotDecider (403, "cases.approval_not_yours") None, "it waits for somebody else";
    /// It waits for its asker to say more.
    WaitsForMore (409, "cases.approval_sent_back") None, "it waits for its asker";
    /// It was not sent back.
    NotSentBack (409, "cases.approval_not_sent_back") None, "it was not sent back";
    /// It was asked for by somebody else.
    NotAsker (403, "cases.approval_not_asker") None, "it was asked for by somebody else";
    /// An amount is needed.
    NoAmount (422, "cases.amount_missing") Some("fen"), "an amount is needed";
    /// Policy knows no such compensation.
    NoCompensation (422, "cases.unknown_compensation") Some("kind"), "policy knows no such compensation";
    /// What is to be said to the customer is missing.
    NoReply (422, "cases.refusal_reply_missing") Some("reply"), "the words to the customer are missing";
    /// What the customer demands is missing.
    NoDemand (422, "cases.refusal_demand_missing") Some("demand"), "the demand is missing";
    /// This outcome is chosen only by an approval.
    NeedsApproval (403, "cases.approval_needed") Some("outcome"), "this outcome needs approval";
    /// An approval is still open.
    OpenApproval (409, "cases.open_approval") None, "an approval is still open";
}

impl Refuse for Barred {
    fn refusal(&self) -> Refusal {
        let (status, code, field) = self.parts();
        let refusal = Refusal::new(status, code);
        match field {
            Some(field) => refusal.field(field),
            None => refusal,
        }
    }
}
