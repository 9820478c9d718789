//! Why requests about people are refused.

use base::{FieldProblem, Refusal, Refuse};

/// The refusals of this capability. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Login or password is wrong, or the person may not sign in; which, is not told.
    #[error("sign-in refused")]
    SignIn,
    /// Too many tries; none is looked at for so many seconds.
    #[error("too many tries, wait {0} s")]
    TooManyTries(i64),
    /// No such person, or not in the asker's part of the organisation.
    #[error("no such person")]
    PersonNotFound,
    /// No such unit, or not in the asker's part of the organisation.
    #[error("no such unit")]
    UnitNotFound,
    /// No such post, or not in the asker's part of the organisation.
    #[error("no such post")]
    PostNotFound,
    /// No such session of theirs.
    #[error("no such session")]
    SessionNotFound,
    /// The post belongs to another unit.
    #[error("the post is not in the unit")]
    PostElsewhere,
    /// Somebody has this login.
    #[error("the login is taken")]
    LoginTaken,
    /// Everybody with roles was reviewed today, or is under review.
    #[error("nobody to review")]
    NobodyToReview,
    /// Nobody was asked to review this person.
    #[error("not under review")]
    NotUnderReview,
    /// The reviewer does not work here now, or does not see the person.
    #[error("not fit to review")]
    ReviewerUnfit,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile; now at version {0}")]
    Stale(i64),
    /// The policy `access` has no such role.
    #[error("unknown role {0}")]
    UnknownRole(String),
    /// The role gives power over people, rules or the system; only an administrator gives it.
    #[error("role {0} is given by administrators only")]
    RoleTooPowerful(String),
    /// Somebody with such a role is changed by administrators only.
    #[error("this person is changed by administrators only")]
    PersonTooPowerful,
    /// Nobody changes their own roles, unit or status.
    #[error("not about oneself")]
    AboutOneself,
    /// Somebody has to remain who can administer.
    #[error("the last administrator")]
    LastAdministrator,
    /// The present password is wrong.
    #[error("wrong password")]
    WrongPassword,
    /// The new password is the old one.
    #[error("the same password")]
    SamePassword,
    /// A unit of this kind cannot stand there.
    #[error("unit misplaced")]
    UnitMisplaced,
    /// A unit cannot stand below itself.
    #[error("unit in itself")]
    UnitInItself,
    /// Another unit has this code; its name.
    #[error("the code is that of {0}")]
    UnitCodeTaken(String),
    /// People or units are still in it.
    #[error("unit not empty")]
    UnitNotEmpty,
    /// The first administrator exists.
    #[error("already set up")]
    AlreadySetUp,
    /// The code printed by the server was another one.
    #[error("wrong set-up code")]
    SetUpCode,
    /// A reviewer who asks to withdraw has to say what and why.
    #[error("a note is needed")]
    ReviewNote,
    /// No such certificate, or not of somebody the asker leads.
    #[error("no such certificate")]
    CertificateNotFound,
    /// The file is no table that can be read.
    #[error("unreadable")]
    TableUnreadable,
    /// The file has no rows.
    #[error("no rows")]
    TableEmpty,
    /// The file has more rows than policy allows.
    #[error("more than {0} rows")]
    TableLong(usize),
    /// The file lacks a column.
    #[error("no column {0}")]
    ColumnMissing(&'static str),
    /// Some rows are wrong, so nobody was added.
    #[error("{0} rows are wrong")]
    ListWrong(usize),
    /// No such lock; it may be over.
    #[error("no such lock")]
    LockNotFound,
    /// The password is right, and a code is asked for beside it.
    #[error("a code is needed")]
    CodeNeeded,
    /// The code is wrong, too old, or was used.
    #[error("wrong code")]
    WrongCode,
    /// There is a second factor already.
    #[error("a second factor is there")]
    SecondFactorThere,
    /// There is no second factor.
    #[error("no second factor")]
    NoSecondFactor,
    /// Policy asks for a second factor.
    #[error("a second factor is required")]
    SecondFactorRequired,
    /// No such absence, or not of somebody the asker leads.
    #[error("no such absence")]
    AbsenceNotFound,
    /// Policy has no such kind of absence.
    #[error("unknown kind of absence {0}")]
    UnknownAbsence(String),
    /// Policy leaves absences to supervisors.
    #[error("absences are entered by supervisors")]
    AbsenceBySupervisor,
    /// An absence of this kind needs an end.
    #[error("an end is needed")]
    AbsenceNeedsEnd,
    /// The person is absent then already.
    #[error("absences overlap")]
    AbsenceOverlaps,
    /// The absence is over.
    #[error("the absence is over")]
    AbsenceOver,
    /// It begins in the past, or ends before it begins.
    #[error("the times are wrong")]
    BadTimes,
    /// It lasts longer than policy allows.
    #[error("longer than {0}")]
    TooLong(String),
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// One person cannot stand in twice for the same post.
    #[error("named twice")]
    BackupTwice,
    /// No such delegation, or none of theirs.
    #[error("no such delegation")]
    DelegationNotFound,
    /// No right was named.
    #[error("no right named")]
    RightsMissing,
    /// Policy does not let this right be lent.
    #[error("right {0} is not lent")]
    RightNotLent(String),
    /// The giver does not hold this right by their own roles.
    #[error("right {0} is not held")]
    RightNotHeld(String),
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
            Self::SignIn => Refusal::new(401, "people.sign_in_refused"),
            Self::TooManyTries(seconds) => Refusal::new(429, "people.too_many_tries").with("seconds", seconds),
            Self::PersonNotFound => Refusal::new(404, "people.person_not_found"),
            Self::UnitNotFound => Refusal::new(404, "people.unit_not_found").field("unit_id"),
            Self::PostNotFound => Refusal::new(404, "people.post_not_found").field("post_id"),
            Self::SessionNotFound => Refusal::new(404, "people.session_not_found"),
            Self::PostElsewhere => Refusal::new(422, "people.post_elsewhere").field("post_id"),
            Self::LoginTaken => Refusal::new(409, "people.login_taken").field("login"),
            Self::Stale(now) => Refusal::new(409, "people.stale").field("version").with("version", now),
            Self::UnknownRole(role) => Refusal::new(422, "people.unknown_role").field("roles").with("role", role),
            Self::RoleTooPowerful(role) => {
                Refusal::new(403, "people.role_too_powerful").field("roles").with("role", role)
            }
            Self::PersonTooPowerful => Refusal::new(403, "people.person_too_powerful"),
            Self::AboutOneself => Refusal::new(403, "people.about_oneself"),
            Self::LastAdministrator => Refusal::new(409, "people.last_administrator"),
            Self::WrongPassword => Refusal::new(403, "people.wrong_password").field("old"),
            Self::SamePassword => Refusal::new(422, "people.same_password").field("new"),
            Self::UnitMisplaced => Refusal::new(422, "people.unit_misplaced").field("parent_id"),
            Self::UnitInItself => Refusal::new(422, "people.unit_in_itself").field("parent_id"),
            Self::UnitCodeTaken(unit) => Refusal::new(409, "people.unit_code_taken").field("code").with("unit", unit),
            Self::UnitNotEmpty => Refusal::new(409, "people.unit_not_empty"),
            Self::AlreadySetUp => Refusal::new(409, "people.already_set_up"),
            Self::SetUpCode => Refusal::new(403, "people.wrong_setup_code").field("code"),
            Self::NobodyToReview => Refusal::new(409, "people.nobody_to_review"),
            Self::NotUnderReview => Refusal::new(409, "people.not_under_review"),
            Self::ReviewerUnfit => Refusal::new(422, "people.reviewer_unfit").field("reviewer_id"),
            Self::ReviewNote => Refusal::new(422, "people.reason_missing").field("note"),
            Self::CertificateNotFound => Refusal::new(404, "people.certificate_not_found"),
            Self::TableUnreadable => Refusal::new(422, "people.table_unreadable"),
            Self::TableEmpty => Refusal::new(422, "people.table_empty"),
            Self::TableLong(most) => Refusal::new(422, "people.table_long").with("most", most),
            Self::ColumnMissing(name) => Refusal::new(422, "people.column_missing").with("column", name),
            Self::ListWrong(rows) => Refusal::new(422, "people.list_wrong").with("rows", rows),
            Self::LockNotFound => Refusal::new(404, "people.lock_not_found"),
            Self::CodeNeeded => Refusal::new(401, "people.code_needed").field("code"),
            Self::WrongCode => Refusal::new(403, "people.wrong_code").field("code"),
            Self::SecondFactorThere => Refusal::new(409, "people.second_factor_there"),
            Self::NoSecondFactor => Refusal::new(404, "people.no_second_factor"),
            Self::SecondFactorRequired => Refusal::new(403, "people.second_factor_required"),
            Self::AbsenceNotFound => Refusal::new(404, "people.absence_not_found"),
            Self::UnknownAbsence(kind) => Refusal::new(422, "people.unknown_absence").field("kind").with("kind", kind),
            Self::AbsenceBySupervisor => Refusal::new(403, "people.absence_by_supervisor"),
            Self::AbsenceNeedsEnd => Refusal::new(422, "people.absence_needs_end").field("until"),
            Self::AbsenceOverlaps => Refusal::new(409, "people.absence_overlaps").field("from"),
            Self::AbsenceOver => Refusal::new(409, "people.absence_over"),
            Self::BadTimes => Refusal::new(422, "people.bad_times").field("until"),
            Self::TooLong(longest) => Refusal::new(422, "people.too_long").field("until").with("longest", longest),
            Self::ReasonMissing => Refusal::new(422, "people.reason_missing").field("reason"),
            Self::BackupTwice => Refusal::new(422, "people.backup_twice").field("second_id"),
            Self::DelegationNotFound => Refusal::new(404, "people.delegation_not_found"),
            Self::RightsMissing => Refusal::new(422, "people.rights_missing").field("rights"),
            Self::RightNotLent(right) => {
                Refusal::new(422, "people.right_not_lent").field("rights").with("right", right)
            }
            Self::RightNotHeld(right) => {
                Refusal::new(403, "people.right_not_held").field("rights").with("right", right)
            }
            Self::Fields(problems) => Refusal::new(422, "people.fields").problems(problems.clone()),
        }
    }
}
