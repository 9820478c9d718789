//! Why requests about customers are refused.

use base::ids::CustomerId;
use base::{FieldProblem, Refusal, Refuse};

/// The refusals of this capability. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such customer.
    #[error("no such customer")]
    NotFound,
    /// The customer has no such identity, or several of that kind.
    #[error("no such identity")]
    IdentityNotFound,
    /// Another customer, or this one, is known by it already.
    #[error("the identity belongs to {0}")]
    IdentityTaken(CustomerId),
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile; now at version {0}")]
    Stale(i64),
    /// Policy asks for a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// A profile cannot be merged with itself, or one that was merged already.
    #[error("not two standing profiles")]
    NotTwo,
    /// A profile stands for so many at most.
    #[error("more than {0} profiles")]
    TooMany(i64),
    /// No such merge.
    #[error("no such merge")]
    NoMerge,
    /// It was taken back already.
    #[error("the merge was taken back already")]
    MergeUndone,
    /// A later merge of the same profile has to be taken back first.
    #[error("a later merge stands")]
    LaterFirst,
    /// No such pair is proposed.
    #[error("no such pair")]
    NoPair,
    /// The file is no sheet that can be read.
    #[error("no sheet")]
    NoSheet,
    /// The file is larger than policy allows.
    #[error("the sheet is too large")]
    SheetTooLarge,
    /// The file has more rows than policy allows.
    #[error("more than {0} rows")]
    TooManyRows(i64),
    /// No such sheet of this person.
    #[error("no such sheet")]
    SheetNotFound,
    /// The sheet is not at a place where this can be done.
    #[error("the sheet is not ready for this")]
    SheetBusy,
    /// No column says what a customer is.
    #[error("no columns are named")]
    NoColumns,
    /// Some rows are wrong.
    #[error("{0} rows are wrong")]
    BadRows(i64),
    /// Everything personal of this customer was erased.
    #[error("the customer was erased")]
    Erased,
    /// The data is held for the law.
    #[error("a legal hold stands")]
    OnHold,
    /// Some cases are open.
    #[error("{0} cases are open")]
    OpenCases(i64),
    /// An erasure waits already.
    #[error("an erasure waits")]
    ErasureWaits,
    /// No such erasure.
    #[error("no such erasure")]
    NoErasure,
    /// It was decided already.
    #[error("decided already")]
    Decided,
    /// Nobody decides about what they asked for themselves.
    #[error("a second person has to decide")]
    SecondPerson,
    /// No such hold stands.
    #[error("no such hold")]
    NoHold,
    /// Policy has no such word.
    #[error("unknown {0}")]
    UnknownWord(&'static str),
    /// A text is too long.
    #[error("{0} is too long")]
    TextTooLong(&'static str),
    /// A look-up needs enough to look up.
    #[error("neither a name nor an identity")]
    Empty,
    /// Some fields are wrong.
    #[error("fields are wrong")]
    Fields(Vec<FieldProblem>),
}

impl Refused {
    /// All wrong fields, or nothing when there is none.
    pub fn fields(problems: impl IntoIterator<Item = Option<FieldProblem>>) -> Result<(), Self> {
        let problems: Vec<FieldProblem> = problems.into_iter().flatten().collect();
        if problems.is_empty() { Ok(()) } else { Err(Self::Fields(problems)) }
    }
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotFound => Refusal::new(404, "customers.not_found"),
            Self::IdentityNotFound => Refusal::new(404, "customers.identity_not_found").field("field"),
            Self::IdentityTaken(by) => {
                Refusal::new(409, "customers.identity_taken").field("value").with("customer", by)
            }
            Self::Stale(now) => Refusal::new(409, "customers.stale").field("version").with("version", now),
            Self::ReasonMissing => Refusal::new(422, "customers.reason_missing").field("reason"),
            Self::NotTwo => Refusal::new(409, "customers.not_two").field("merged"),
            Self::TooMany(most) => Refusal::new(409, "customers.too_many").field("merged").with("most", most),
            Self::NoMerge => Refusal::new(404, "customers.no_merge"),
            Self::MergeUndone => Refusal::new(409, "customers.merge_undone"),
            Self::LaterFirst => Refusal::new(409, "customers.later_first"),
            Self::NoPair => Refusal::new(404, "customers.no_pair"),
            Self::NoSheet => Refusal::new(422, "customers.no_sheet").field("file"),
            Self::SheetTooLarge => Refusal::new(413, "customers.sheet_too_large").field("file"),
            Self::TooManyRows(most) => Refusal::new(422, "customers.too_many_rows").field("file").with("most", most),
            Self::SheetNotFound => Refusal::new(404, "customers.sheet_not_found"),
            Self::SheetBusy => Refusal::new(409, "customers.sheet_busy"),
            Self::NoColumns => Refusal::new(422, "customers.no_columns").field("mapping"),
            Self::BadRows(count) => Refusal::new(409, "customers.bad_rows").with("count", count),
            Self::Erased => Refusal::new(409, "customers.erased"),
            Self::OnHold => Refusal::new(409, "customers.on_hold"),
            Self::OpenCases(count) => Refusal::new(409, "customers.open_cases").with("count", count),
            Self::ErasureWaits => Refusal::new(409, "customers.erasure_waits"),
            Self::NoErasure => Refusal::new(404, "customers.no_erasure"),
            Self::Decided => Refusal::new(409, "customers.decided"),
            Self::SecondPerson => Refusal::new(403, "customers.second_person"),
            Self::NoHold => Refusal::new(404, "customers.no_hold"),
            Self::UnknownWord(field) => Refusal::new(422, "customers.unknown_word").field(*field),
            Self::TextTooLong(field) => Refusal::new(422, "customers.text_too_long").field(*field),
            Self::Empty => Refusal::new(422, "customers.empty"),
            Self::Fields(problems) => Refusal::new(422, "customers.fields").problems(problems.clone()),
        }
    }
}
