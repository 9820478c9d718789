//! An urging of a case (催办): somebody waits, and says so.

use base::Stamp;
use base::ids::{CaseId, PersonId, UrgingId};
use db::Json;

db::words! {
    /// Who urges.
    pub enum UrgingKind {
        /// The first receiver, who answers to the customer.
        FirstOwner "first_owner",
        /// Somebody who supervises the case.
        Lead "lead",
        /// The customer, who came again.
        Customer "customer",
    }
}

db::words! {
    /// Where an urging brought the case.
    pub enum Brought {
        /// Before the next leader of its ladder.
        Ladder "ladder",
        /// Under a supervisor's watch.
        Watch "watch",
    }
}

db::row! {
    /// An urging as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CaseUrging {
        /// Its id.
        pub id: UrgingId,
        /// The case.
        pub case_id: CaseId,
        /// Who urged.
        pub kind: UrgingKind,
        /// Why, or what the customer said.
        pub reason: String,
        /// Who urged, or wrote the customer's urging down.
        pub by_id: Option<PersonId>,
        /// Who handled the case then.
        pub owner_id: Option<PersonId>,
        /// Who was told.
        pub told: Json<Vec<PersonId>>,
        /// Where it brought the case.
        pub brought: Option<Brought>,
        /// When.
        pub at_ms: Stamp,
    }
}
