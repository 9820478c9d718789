//! Kind `staff`: absences, who stands in, what may be delegated (PPL-3).

use serde::{Deserialize, Serialize};

use super::{Length, Text};

/// What holds for members of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Absences.
    pub absence: Absences,
    /// Standing in for those who are absent.
    pub backup: Backup,
    /// Delegation of rights.
    pub delegation: Delegating,
    /// Lists of staff.
    pub import: StaffImport,
    /// Reviews of who may do what.
    pub review: Reviewing,
    /// Certificates.
    pub certificates: Certificates,
}

/// Reviews of who may do what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reviewing {
    /// How often everybody's access is reviewed.
    pub every: Length,
    /// Roles that nobody used for so long are to be looked at.
    pub unused_after: Length,
    /// Whoever is due within so long joins the round that opens when somebody is.
    #[serde(default = "Reviewing::ahead")]
    pub ahead: Length,
    /// So long a round lasts.
    #[serde(default = "Reviewing::term")]
    pub within: Length,
    /// How long before the end of a round its reviewers are reminded.
    #[serde(default = "Reviewing::reminders")]
    pub remind_before: Vec<Length>,
    /// So long after the end of a round what is left goes on to whoever stands above the reviewer, and again after as long.
    #[serde(default = "Reviewing::escalation")]
    pub escalate_after: Length,
}

impl Default for Reviewing {
    fn default() -> Self {
        Self {
            every: Length::Days(180),
            unused_after: Length::Days(90),
            ahead: Self::ahead(),
            within: Self::term(),
            remind_before: Self::reminders(),
            escalate_after: Self::escalation(),
        }
    }
}

/// What holds where an older version of the policy says nothing.
impl Reviewing {
    fn ahead() -> Length {
        Length::Days(30)
    }

    fn term() -> Length {
        Length::Days(14)
    }

    fn reminders() -> Vec<Length> {
        vec![Length::Days(3)]
    }

    fn escalation() -> Length {
        Length::Days(7)
    }
}

/// Qualifications and certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificates {
    /// How long before its end a certificate is reminded of.
    pub remind_before: Vec<Length>,
    /// The kinds.
    pub kinds: Vec<CertificateKind>,
}

/// A kind of certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateKind {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

impl Certificates {
    /// A kind by its id.
    pub fn kind(&self, id: &str) -> Option<&CertificateKind> {
        self.kinds.iter().find(|it| it.id == id)
    }
}

/// Lists of staff that are brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffImport {
    /// How many people one list may bring in.
    pub most_rows: i64,
}

/// Absences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Absences {
    /// Whether everybody enters their own.
    pub own: bool,
    /// Whether a reason is asked for.
    pub reason: bool,
    /// How long one may last.
    pub longest: Length,
    /// The kinds.
    pub kinds: Vec<AbsenceKind>,
}

/// A kind of absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceKind {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether work passes to the backup meanwhile.
    pub passes: bool,
    /// Whether it may begin without an end known ahead.
    pub open_end: bool,
}

/// Standing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// Whether first-receiver responsibility passes with the work.
    pub first_receiver: bool,
    /// The rights that pass to whoever stands in.
    pub rights: Vec<String>,
}

/// Delegation of rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegating {
    /// The rights that may be delegated.
    pub rights: Vec<String>,
    /// For how long at most.
    pub longest: Length,
}

impl Absences {
    /// A kind by its id.
    pub fn kind(&self, id: &str) -> Option<&AbsenceKind> {
        self.kinds.iter().find(|it| it.id == id)
    }
}
