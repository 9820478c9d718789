//! Qualifications and certificates held (PPL-6).

use base::ids::{CertificateId, PersonId};
use base::{Day, Stamp};
use policy::model::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// Whether a certificate holds.
    pub enum Validity {
        /// It holds.
        Valid "valid",
        /// It holds, and its end comes near.
        Expiring "expiring",
        /// It held.
        Expired "expired",
    }
}

db::row! {
    /// A certificate as stored. Days are text in the database.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CertificateRow {
        /// Its id.
        pub id: CertificateId,
        /// Who holds it.
        pub person_id: PersonId,
        /// Its kind, a word of policy.
        pub kind: String,
        /// Its number.
        pub number: String,
        /// The day it was issued.
        pub issued: String,
        /// The last day on which it holds; nothing when it holds for ever.
        pub expires: Option<String>,
        /// The end of that day; the far end of time when it holds for ever.
        pub expires_at: Stamp,
        /// Where the paper lies, or who issued it.
        pub evidence: String,
        /// Who added it.
        pub added_by: Option<PersonId>,
    }
}

/// A certificate as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Certificate {
    /// Its id.
    pub id: CertificateId,
    /// Who holds it.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// Its kind, a word of policy.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// The day it was issued.
    pub issued: String,
    /// The last day on which it holds; nothing when it holds for ever.
    pub expires: Option<String>,
    /// Where the paper lies, or who issued it.
    pub evidence: String,
    /// Whether it holds.
    pub validity: Validity,
}

/// A kind of certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CertificateKind {
    /// A word of policy.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

/// The certificates of somebody, or those of one's people whose end comes near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Certificates {
    /// Those whose end comes first.
    pub items: Vec<Certificate>,
    /// The kinds of policy.
    pub kinds: Vec<CertificateKind>,
    /// Whether the asker may add and remove them.
    pub may_change: bool,
}

/// What is needed to add a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCertificate {
    /// Who holds it.
    pub person_id: PersonId,
    /// Its kind, a word of policy.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// The day it was issued.
    pub issued: Day,
    /// The last day on which it holds; nothing when it holds for ever.
    #[serde(default)]
    pub expires: Option<Day>,
    /// Where the paper lies, or who issued it.
    #[serde(default)]
    pub evidence: String,
}
