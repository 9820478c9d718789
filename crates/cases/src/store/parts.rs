//! Which parts a case has, asked in one go.

use base::Result;
use base::ids::CaseId;
use db::{Tx, args};

db::row! {
    /// Which parts a case has, and which of them are still open with others.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Present {
        /// An approval waits to be decided.
        pub open_approval: bool,
        /// The customer is still to be asked.
        pub open_follow_up: bool,
        /// A case that is a part of it is not closed.
        pub open_child: bool,
        /// A question waits for a leader's answer.
        pub open_question: bool,
        /// Something was promised to the customer.
        pub promises: bool,
        /// It was handed over.
        pub transfers: bool,
        /// It has files of its own.
        pub attachments: bool,
        /// It is linked with other cases.
        pub links: bool,
    }
}

/// Which parts a case has.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Present> {
    tx.one(
        "SELECT EXISTS (SELECT 1 FROM cases_approval WHERE case_id = $1 AND state IN ('pending', 'sent_back')),
                EXISTS (SELECT 1 FROM cases_follow_up WHERE case_id = $1 AND state = 'open'),
                EXISTS (SELECT 1 FROM cases_child k JOIN cases_case c ON c.id = k.child_id
                         WHERE k.parent_id = $1 AND c.status <> 'closed'),
                EXISTS (SELECT 1 FROM cases_question WHERE case_id = $1 AND ended_ms IS NULL),
                EXISTS (SELECT 1 FROM cases_promise WHERE case_id = $1),
                EXISTS (SELECT 1 FROM cases_transfer WHERE case_id = $1),
                EXISTS (SELECT 1 FROM cases_attachment WHERE case_id = $1),
                EXISTS (SELECT 1 FROM cases_link WHERE case_id = $1)",
        args![case],
    )
}
