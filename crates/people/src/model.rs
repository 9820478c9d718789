//! Units, posts, people and sessions, with the words of the organisation.

use base::Stamp;
use base::ids::{PersonId, PostId, SessionId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod absence;
mod certificate;
mod invitation;
mod notice;
mod provider;
mod review;

pub use absence::{
    Absence, AbsenceKind, AbsenceRow, AbsenceState, Absences, Board, BoardPost, Delegation, DelegationRow, Delegations,
    Gap, NewAbsence, NewDelegation, PostBackups, Seat, StoodInFor,
};

pub use certificate::{Certificate, CertificateKind, CertificateRow, Certificates, NewCertificate, Validity};
pub use invitation::{Invitation, InvitationLink, InvitationOf, InvitationRow, InvitationState, Invited};
pub use notice::{News, NewsBody, NewsItem, NewsKind, NewsRow};
pub use provider::{
    IdentityProvider, IdentityProviderPatch, IdentityProviderRow, IdentityProviders, NewIdentityProvider,
    ProviderCheck, ProviderName,
};
pub use review::{
    AccessRow, AskedBecause, Finding, GiveReview, HeldRight, LastReview, NewReview, ReviewRound, ReviewShare,
    ReviewStep, ReviewUnderWay, ReviewVerdict, Source,
};

db::words! {
    /// What a unit is.
    pub enum UnitKind {
        /// The whole organisation (公司).
        Company "company",
        /// A place or department with teams (中心、营业厅、部门).
        Site "site",
        /// A team (班组).
        Team "team",
    }
}

db::words! {
    /// The kinds of staff (PPL-1).
    pub enum StaffKind {
        /// Hotline agent (热线客服).
        HotlineAgent "hotline_agent",
        /// Online agent (在线客服).
        OnlineAgent "online_agent",
        /// Hall agent (大厅客服).
        HallAgent "hall_agent",
        /// Complaint handler (投诉处理专员).
        ComplaintHandler "complaint_handler",
        /// Staff of a back-office department (后台部门人员).
        BackOffice "back_office",
        /// Team lead (班组长).
        TeamLead "team_lead",
        /// Supervisor (主管).
        Supervisor "supervisor",
        /// Quality inspector (质检员).
        QualityInspector "quality_inspector",
        /// Trainer (培训师).
        Trainer "trainer",
        /// Human resources (人力资源).
        Hr "hr",
        /// Manager (经理).
        Manager "manager",
        /// Auditor (审计员).
        Auditor "auditor",
        /// Administrator (系统管理员).
        Administrator "administrator",
    }
}

db::words! {
    /// How somebody is employed.
    pub enum Employment {
        /// Full time (全职).
        FullTime "full_time",
        /// Part time (兼职).
        PartTime "part_time",
        /// Temporary (临时).
        Temporary "temporary",
    }
}

db::words! {
    /// Whether somebody works here now.
    pub enum PersonStatus {
        /// Works here (在职).
        Active "active",
        /// May not sign in for the time being (停用).
        Suspended "suspended",
        /// Has left (离职).
        Left "left",
    }
}

db::words! {
    /// The language the screens speak to somebody.
    pub enum Locale {
        /// Simplified Chinese.
        Zh "zh-CN",
        /// English.
        En "en",
    }
}

db::row! {
    /// A company, site or team.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct Unit {
        /// Its id.
        pub id: UnitId,
        /// The unit above; nothing for the company.
        pub parent_id: Option<UnitId>,
        /// Its name.
        pub name: String,
        /// What it is.
        pub kind: UnitKind,
        /// By what policy names it, such as `billing`; unique among the units that exist.
        pub code: Option<String>,
        /// Whether it still exists; closed units keep their history.
        pub active: bool,
        /// Give it back when changing.
        pub version: i64,
    }
}

db::row! {
    /// A post (岗位): a place of work in a unit, whoever holds it.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct Post {
        /// Its id.
        pub id: PostId,
        /// Where it is.
        pub unit_id: UnitId,
        /// Its name.
        pub name: String,
        /// Which kind of staff holds it.
        pub kind: StaffKind,
        /// Whether it still exists.
        pub active: bool,
        /// Give it back when changing.
        pub version: i64,
        /// Who stands in for whoever holds it (B 角).
        pub backup_id: Option<PersonId>,
        /// Who stands in when the backup is absent too.
        pub second_id: Option<PersonId>,
    }
}

db::row! {
    /// A member of staff as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PersonRow {
        /// Their id.
        pub id: PersonId,
        /// What they sign in with, in its normal form.
        pub login: String,
        /// Their name.
        pub name: String,
        /// Which kind of staff.
        pub kind: StaffKind,
        /// How they are employed.
        pub employment: Employment,
        /// Where they work.
        pub unit_id: UnitId,
        /// The post they hold.
        pub post_id: Option<PostId>,
        /// Their level in the career ladder, a word of policy.
        pub level: Option<String>,
        /// Whether they work here now.
        pub status: PersonStatus,
        /// The language of their screens.
        pub locale: Locale,
        /// Counts changes.
        pub version: i64,
        /// Since when they are known.
        pub created_at: Stamp,
    }
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Which kind of staff.
    pub kind: StaffKind,
    /// How they are employed.
    pub employment: Employment,
    /// Where they work.
    pub unit_id: UnitId,
    /// The name of where they work.
    pub unit_name: String,
    /// The post they hold.
    pub post_id: Option<PostId>,
    /// Their level in the career ladder, a word of policy.
    pub level: Option<String>,
    /// Whether they work here now.
    pub status: PersonStatus,
    /// The language of their screens.
    pub locale: Locale,
    /// Their roles, words of the policy `access`.
    pub roles: Vec<String>,
    /// Give it back when changing.
    pub version: i64,
    /// Since when they are known.
    pub created_at: Stamp,
}

/// What is needed to add somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// What they will sign in with; case does not matter.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Which kind of staff.
    pub kind: StaffKind,
    /// How they are employed; full time when left out.
    #[serde(default = "full_time")]
    pub employment: Employment,
    /// Where they work.
    pub unit_id: UnitId,
    /// The post they hold.
    #[serde(default)]
    pub post_id: Option<PostId>,
    /// Their level in the career ladder.
    #[serde(default)]
    pub level: Option<String>,
    /// The language of their screens; Chinese when left out.
    #[serde(default = "zh")]
    pub locale: Locale,
    /// Their roles; none when left out.
    #[serde(default)]
    pub roles: Vec<String>,
    /// A first password; without one they cannot sign in yet.
    #[serde(default)]
    pub password: Option<String>,
}

fn full_time() -> Employment {
    Employment::FullTime
}

fn zh() -> Locale {
    Locale::Zh
}

/// What is changed about somebody; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonPatch {
    /// The version that was read.
    pub version: i64,
    /// Their name.
    pub name: Option<String>,
    /// Which kind of staff.
    pub kind: Option<StaffKind>,
    /// How they are employed.
    pub employment: Option<Employment>,
    /// Where they work.
    pub unit_id: Option<UnitId>,
    /// The post they hold.
    pub post_id: Option<PostId>,
    /// Their level in the career ladder.
    pub level: Option<String>,
    /// Whether they work here now.
    pub status: Option<PersonStatus>,
    /// The language of their screens.
    pub locale: Option<Locale>,
    /// All their roles.
    pub roles: Option<Vec<String>>,
}

db::row! {
    /// A signed-in browser as shown to its owner.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct SessionInfo {
        /// Its id.
        pub id: SessionId,
        /// Whose it is.
        pub person_id: PersonId,
        /// Since when.
        pub created_at: Stamp,
        /// When it was last used, to within a minute.
        pub seen_at: Stamp,
        /// From which network address.
        pub address: String,
        /// Which program.
        pub agent: String,
        /// The identity provider it began by, in its name of then; nothing by password.
        pub provider: Option<String>,
    }
}
