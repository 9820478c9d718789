//! A reply time given to the customer (承诺).

use base::Stamp;
use base::ids::{CaseId, PersonId, PromiseId};

db::words! {
    /// What became of a promise.
    pub enum PromiseState {
        /// Waits to be kept.
        Open "open",
        /// Kept in time.
        Kept "kept",
        /// Its time passed and the customer still waits.
        Broken "broken",
        /// Kept, but after its time.
        Late "late",
    }
}

db::row! {
    /// A promise as it is stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Promise {
        /// Its id.
        pub id: PromiseId,
        /// The case.
        pub case_id: CaseId,
        /// Who promised, and answers for it.
        pub person_id: PersonId,
        /// What was promised.
        pub text: String,
        /// By when.
        pub due_ms: Stamp,
        /// When it was made.
        pub made_ms: Stamp,
        /// What became of it.
        pub state: PromiseState,
        /// When the customer got what was promised.
        pub kept_ms: Option<Stamp>,
        /// What the customer got.
        pub note: Option<String>,
    }
}

impl Promise {
    /// Whether the customer still waits for it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, PromiseState::Open | PromiseState::Broken)
    }
}
