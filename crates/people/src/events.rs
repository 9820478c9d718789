//! What happens to people and the organisation, as told to everybody else.

use base::ids::{AbsenceId, CertificateId, DelegationId, IdentityProviderId, PersonId, PostId, SessionId, UnitId};
use base::{Span, Stamp};
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::{AskedBecause, PersonStatus, ReviewVerdict, StaffKind, UnitKind};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

        impl Event for $name {
            const KIND: &'static str = $kind;
        }
    )*};
}

events! {
    /// The organisation and its first administrator exist.
    SetUp "people.set_up.v1" {
        /// The organisation's name.
        organisation: String,
        /// The pack of policies that was loaded.
        pack: String,
    }
    /// Somebody joined.
    PersonAdded "people.person_added.v1" {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
        /// Which kind of staff.
        kind: StaffKind,
        /// Where they work.
        unit: UnitId,
        /// Their roles.
        roles: Vec<String>,
    }
    /// Something about somebody changed.
    PersonChanged "people.person_changed.v1" {
        /// Who.
        person: PersonId,
        /// Which fields.
        changed: Vec<String>,
        /// Where they work now.
        unit: UnitId,
        /// Whether they work here now.
        status: PersonStatus,
    }
    /// Somebody's roles changed.
    RolesChanged "people.roles_changed.v1" {
        /// Who.
        person: PersonId,
        /// Roles given.
        given: Vec<String>,
        /// Roles taken.
        taken: Vec<String>,
    }
    /// Somebody's password changed; all their other sessions ended.
    PasswordChanged "people.password_changed.v1" {
        /// Whose.
        person: PersonId,
        /// Whether somebody else set it.
        reset: bool,
    }
    /// Somebody signed in.
    SignedIn "people.signed_in.v1" {
        /// The session.
        session: SessionId,
        /// From which network address.
        address: String,
        /// With which program.
        agent: String,
        /// By which identity provider; nothing by password.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<String>,
    }
    /// Somebody proved who they are and was not let in.
    SignInRefused "people.sign_in_refused.v1" {
        /// The identity provider they came back from; nothing by password.
        provider: Option<IdentityProviderId>,
        /// The code of the refusal.
        reason: String,
        /// From which network address.
        address: String,
    }
    /// An identity provider was entered.
    IdentityProviderAdded "people.provider_added.v1" {
        /// Which.
        provider: IdentityProviderId,
        /// What stands on the button.
        name: String,
        /// Its address.
        issuer: String,
    }
    /// An identity provider was changed, switched on or off.
    IdentityProviderChanged "people.provider_changed.v1" {
        /// Which.
        provider: IdentityProviderId,
        /// Which fields.
        changed: Vec<String>,
        /// Whether people sign in by it now.
        active: bool,
    }
    /// Somebody signed in by an identity provider for the first time: they are known by their name there from now on.
    ProviderNameBound "people.provider_name_bound.v1" {
        /// Who.
        person: PersonId,
        /// Which provider.
        provider: IdentityProviderId,
    }
    /// Somebody's name at an identity provider was forgotten.
    ProviderNameForgotten "people.provider_name_forgotten.v1" {
        /// Whose.
        person: PersonId,
        /// Which provider.
        provider: IdentityProviderId,
    }
    /// A link was made by which somebody sets their own password; older ones are void.
    InvitationMade "people.invitation_made.v1" {
        /// For whom.
        person: PersonId,
        /// Until when it can be used.
        until: Stamp,
    }
    /// A link was taken back.
    InvitationWithdrawn "people.invitation_withdrawn.v1" {
        /// For whom it was.
        person: PersonId,
    }
    /// Somebody set their own password by a link; their sessions ended.
    InvitationUsed "people.invitation_used.v1" {
        /// Who.
        person: PersonId,
    }
    /// Somebody signed out.
    SignedOut "people.signed_out.v1" {
        /// The session.
        session: SessionId,
    }
    /// A session was ended from elsewhere.
    SessionRevoked "people.session_revoked.v1" {
        /// The session.
        session: SessionId,
        /// Whose it was.
        person: PersonId,
    }
    /// Somebody guessed too often; further tries wait.
    SignInLocked "people.sign_in_locked.v1" {
        /// From which network address.
        address: String,
        /// Until when.
        until: Stamp,
    }
    /// A unit was founded.
    UnitAdded "people.unit_added.v1" {
        /// Which.
        unit: UnitId,
        /// Its name.
        name: String,
        /// What it is.
        kind: UnitKind,
        /// The unit above.
        parent: Option<UnitId>,
        /// By what policy names it.
        code: Option<String>,
    }
    /// A unit was renamed, moved or closed.
    UnitChanged "people.unit_changed.v1" {
        /// Which.
        unit: UnitId,
        /// Which fields.
        changed: Vec<String>,
        /// The unit above now.
        parent: Option<UnitId>,
    }
    /// A post was made.
    PostAdded "people.post_added.v1" {
        /// Which.
        post: PostId,
        /// Where.
        unit: UnitId,
        /// Its name.
        name: String,
    }
    /// A post was renamed or closed.
    PostChanged "people.post_changed.v1" {
        /// Which.
        post: PostId,
        /// Which fields.
        changed: Vec<String>,
    }
    /// An absence was entered; it begins later.
    AbsencePlanned "people.absence_planned.v1" {
        /// Which.
        absence: AbsenceId,
        /// Whose.
        person: PersonId,
        /// Its kind, a word of policy.
        kind: String,
        /// From when.
        from: Stamp,
        /// Until when; nothing when nobody knows.
        until: Option<Stamp>,
    }
    /// An absence was called off before it began.
    AbsenceWithdrawn "people.absence_withdrawn.v1" {
        /// Which.
        absence: AbsenceId,
        /// Whose.
        person: PersonId,
    }
    /// Somebody is away from now on. Heard by cases: open work passes to whoever acts.
    AbsenceBegan "people.absence_began.v1" {
        /// Which.
        absence: AbsenceId,
        /// Who is away.
        person: PersonId,
        /// Its kind, a word of policy.
        kind: String,
        /// Until when; nothing when nobody knows.
        until: Option<Stamp>,
        /// Who acts meanwhile; nobody where none who is named is at work.
        acting: Option<PersonId>,
    }
    /// Somebody is back. Heard by cases: work that was passed comes back.
    AbsenceEnded "people.absence_ended.v1" {
        /// Which.
        absence: AbsenceId,
        /// Who is back.
        person: PersonId,
        /// Who acted last.
        acting: Option<PersonId>,
    }
    /// Somebody else acts for a person who is away. Heard by cases.
    ActingChanged "people.acting_changed.v1" {
        /// The absence.
        absence: AbsenceId,
        /// Who is away.
        person: PersonId,
        /// Who acted.
        from: Option<PersonId>,
        /// Who acts.
        to: Option<PersonId>,
    }
    /// Others stand in for whoever holds a post.
    BackupsChanged "people.backups_changed.v1" {
        /// The post.
        post: PostId,
        /// The backup.
        backup: Option<PersonId>,
        /// Who stands in when the backup is absent too.
        second: Option<PersonId>,
    }
    /// Rights were lent for a time.
    Delegated "people.delegated.v1" {
        /// Which delegation.
        delegation: DelegationId,
        /// Who lends.
        giver: PersonId,
        /// Who may use them.
        to: PersonId,
        /// Which rights.
        rights: Vec<String>,
        /// From when.
        from: Stamp,
        /// Until when.
        until: Stamp,
        /// Why.
        reason: String,
    }
    /// Lent rights are over: their time passed, or they were taken back.
    DelegationEnded "people.delegation_ended.v1" {
        /// Which delegation.
        delegation: DelegationId,
        /// Who lent.
        giver: PersonId,
        /// Who could use them.
        to: PersonId,
        /// Whether they were taken back before their time.
        taken_back: bool,
    }
    /// Somebody has a second factor from now on.
    SecondFactorEnrolled "people.second_factor_enrolled.v1" {
        /// Who.
        person: PersonId,
    }
    /// Somebody has no second factor any more.
    SecondFactorRemoved "people.second_factor_removed.v1" {
        /// Who.
        person: PersonId,
        /// Whether somebody else took it away.
        reset: bool,
    }
    /// Recovery codes were made; all older ones stop working.
    RecoveryCodesMade "people.recovery_codes_made.v1" {
        /// Whose.
        person: PersonId,
        /// How many.
        count: i64,
    }
    /// A recovery code signed in, in place of a code.
    RecoveryCodeUsed "people.recovery_code_used.v1" {
        /// Whose.
        person: PersonId,
        /// How many are left.
        left: i64,
    }
    /// Somebody let a sign-in go on that waited after too many tries.
    SignInUnlocked "people.sign_in_unlocked.v1" {
        /// Whose login was tried, where it is somebody's.
        person: Option<PersonId>,
        /// From where.
        address: Option<String>,
    }
    /// A reviewer said of somebody that what they may do is right, or is to be withdrawn.
    AccessReviewed "people.access_reviewed.v1" {
        /// Of whom.
        person: PersonId,
        /// Keep or withdraw.
        verdict: ReviewVerdict,
        /// Why.
        note: String,
        /// The roles they had then.
        roles: Vec<String>,
    }
    /// A round of reviews of access opened.
    ReviewRoundOpened "people.review_round_opened.v1" {
        /// The day; its name.
        round: String,
        /// How many people.
        people: i64,
        /// By when they are to be reviewed.
        due: Stamp,
    }
    /// Somebody is asked to review what another may do.
    ReviewAssigned "people.review_assigned.v1" {
        /// Of whom.
        person: PersonId,
        /// In which round.
        round: String,
        /// Who was asked before.
        from: Option<PersonId>,
        /// Who is asked; nobody where nobody may.
        to: Option<PersonId>,
        /// Why.
        because: AskedBecause,
    }
    /// A certificate was added.
    CertificateAdded "people.certificate_added.v1" {
        /// Which.
        certificate: CertificateId,
        /// Who holds it.
        person: PersonId,
        /// Its kind, a word of policy.
        kind: String,
        /// The last day on which it holds.
        expires: Option<String>,
    }
    /// A certificate was taken off.
    CertificateRemoved "people.certificate_removed.v1" {
        /// Which.
        certificate: CertificateId,
        /// Who held it.
        person: PersonId,
        /// Its kind, a word of policy.
        kind: String,
    }
    /// A certificate ends soon.
    CertificateExpiring "people.certificate_expiring.v1" {
        /// Which.
        certificate: CertificateId,
        /// Who holds it.
        person: PersonId,
        /// Its kind, a word of policy.
        kind: String,
        /// The last day on which it holds.
        expires: Option<String>,
        /// How long it still holds.
        left: Span,
    }
}
