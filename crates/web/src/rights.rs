//! What a person may do: a closed list of rights with stable names. Which role holds which is policy.

use serde::{Deserialize, Serialize};

// The names are `tt`: the description of the API reads them only as they stand, not as a `literal` fragment.
macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident $text:tt;)*) => {
        /// One thing a person may or may not do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        pub enum Right { $($(#[$doc])* #[serde(rename = $text)] $name),* }

        impl Right {
            /// All there are.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its stable name, as written in policy.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

rights! {
    /// See cases within reach.
    ReadCases "cases.read";
    /// Open a case.
    CreateCases "cases.create";
    /// Work on a case: steps, notes, replies, promises.
    WorkCases "cases.work";
    /// Hand a case to another unit or person.
    TransferCases "cases.transfer";
    /// Act on others' cases, close with grounds, extend limits.
    SuperviseCases "cases.supervise";
    /// Bring in cases from other systems' files.
    ImportCases "cases.import";
    /// Take conversations from the queue and answer them.
    WorkConversations "conversations.work";
    /// See conversations within reach, watch, whisper, join, take over.
    SuperviseConversations "conversations.supervise";
    /// Take cases out as sheets.
    ExportCases "cases.export";
    /// See customers, masked.
    ReadCustomers "customers.read";
    /// Change customers.
    EditCustomers "customers.edit";
    /// See a customer's personal data in full, with a reason, on record.
    RevealCustomers "customers.reveal";
    /// Say which profiles are one person, merge them and take a merge back.
    MergeCustomers "customers.merge";
    /// Bring in customers from sheets.
    ImportCustomers "customers.import";
    /// Take customers out as sheets.
    ExportCustomers "customers.export";
    /// Ask for the erasure of a customer, decide about what another asked, and hold data for the law.
    EraseCustomers "customers.erase";
    /// See staff and the organisation.
    ReadPeople "people.read";
    /// Change staff and the organisation.
    EditPeople "people.edit";
    /// See figures.
    ReadMetrics "metrics.read";
    /// Take figures out as files.
    ExportMetrics "metrics.export";
    /// Read policy.
    ReadPolicy "policy.read";
    /// Draft policy.
    EditPolicy "policy.edit";
    /// Read policy that another drafted, before it is approved.
    ReviewPolicy "policy.review";
    /// Approve policy that another drafted.
    ApprovePolicy "policy.approve";
    /// Run the system.
    Administer "system.admin";
    /// Read the audit trail.
    ReadAudit "audit.read";
}

impl std::str::FromStr for Right {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|it| it.name() == text).ok_or_else(|| text.to_owned())
    }
}

/// A set of rights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rights(u64);

impl Rights {
    /// Every right.
    pub fn all() -> Self {
        Right::ALL.iter().copied().collect()
    }

    fn bit(right: Right) -> u64 {
        Right::ALL.iter().position(|it| *it == right).map_or(0, |at| 1 << at)
    }

    /// Whether the right is among them.
    pub fn has(self, right: Right) -> bool {
        self.0 & Self::bit(right) != 0
    }

    /// The rights, in the order of [`Right::ALL`].
    pub fn list(self) -> Vec<Right> {
        Right::ALL.iter().copied().filter(|it| self.has(*it)).collect()
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self(rights.into_iter().fold(0, |all, it| all | Self::bit(it)))
    }
}
