//! What every policy document has: its kind, its scope, where it comes from.

use std::fmt;
use std::str::FromStr;

use base::Stamp;
use serde::{Deserialize, Serialize};

use super::text::serde_as_text;
use super::{
    Access, Alerts, Appraisal, Approvals, Calendars, Cases, Channels, Complaints, Conversations, Customers, Escalation,
    FollowUps, Indicators, Labour, Limits, Masking, Pay, Portal, Retention, Routing, Services, SignIn, Staff,
    Standards, Teamwork, Text,
};

/// A kind of document that the code understands; the type behind a [`Kind`].
pub trait Ruling: Sized + Send + Sync + 'static {
    /// Which kind it is.
    const KIND: Kind;
    /// Takes it out of a body, if it is that kind.
    fn of(body: &Body) -> Option<&Self>;
}

/// The text names no kind of policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind of policy {0:?}, expected one of {known}", known = Kind::ALL.map(Kind::as_str).join(", "))]
pub struct UnknownKind(pub String);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $type:ident $text:literal $zh:literal $en:literal;)*) => {
        /// The closed list of kinds. A kind is added together with the code that obeys it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$doc])* $name,)* }

        /// The content of a document.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[expect(clippy::large_enum_variant, reason = "a handful of documents, each behind an Arc")]
        #[serde(untagged)]
        pub enum Body { $($(#[$doc])* $name($type),)* }

        impl Kind {
            /// Every kind.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// The word used in files, addresses and references.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What people call it.
            pub fn title(self) -> Text {
                match self { $(Self::$name => Text { zh: $zh.to_owned(), en: $en.to_owned() },)* }
            }
        }

        impl Body {
            /// Which kind it is.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => Kind::$name,)* }
            }

            /// Reads the body of a kind.
            pub(crate) fn read<'de, D: serde::Deserializer<'de>>(kind: Kind, from: D) -> Result<Self, D::Error> {
                match kind { $(Kind::$name => $type::deserialize(from).map(Self::$name),)* }
            }
        }

        $(impl Ruling for $type {
            const KIND: Kind = Kind::$name;
            fn of(body: &Body) -> Option<&Self> {
                if let Body::$name(it) = body { Some(it) } else { None }
            }
        })*
    };
}

kinds! {
    /// Who may do what, and how far.
    Access Access "access" "角色与权限" "Roles and rights";
    /// When supervisors are told that something goes wrong right now.
    Alerts Alerts "alerts" "实时预警" "Live alerts";
    /// Score trees, grades and cycles.
    Appraisal Appraisal "appraisal" "绩效考核" "Appraisal";
    /// What has to be approved, and by whom.
    Approvals Approvals "approvals" "审批" "Approvals";
    /// Working times, holidays, shifted workdays.
    Calendar Calendars "calendar" "工作日历" "Working calendars";
    /// Kinds, classes, forms, steps and transfers of cases.
    Cases Cases "cases" "工单办理" "Case handling";
    /// Channels and how fast each is answered.
    Channels Channels "channels" "渠道时效" "Channels and response targets";
    /// How people talk with customers in writing.
    Conversations Conversations "conversations" "在线沟通" "Conversations";
    /// How customers are found, kept apart, brought in and let go.
    Customers Customers "customers" "客户资料" "Customers";
    /// How complaints are received, looked into and answered.
    Complaints Complaints "complaints" "投诉处理" "Complaints";
    /// Before whom cases are brought, level by level.
    Escalation Escalation "escalation" "升级与督办" "Escalation";
    /// Whom we ask afterwards.
    FollowUps FollowUps "follow_ups" "回访" "Follow-up visits";
    /// The indicators that are measured.
    Indicators Indicators "indicators" "指标" "Indicators";
    /// What labour law asks of working time, leave and pay.
    Labour Labour "labour" "用工底线" "Bounds of labour law";
    /// Time limits and their warnings.
    Limits Limits "limits" "办理时限" "Time limits";
    /// What of personal data is shown.
    Masking Masking "masking" "信息脱敏" "Masking of personal data";
    /// How pay is reckoned.
    Pay Pay "pay" "薪酬" "Pay";
    /// What the public brings in by itself, and how often.
    Portal Portal "portal" "投诉门户" "Complaint portal";
    /// How long data is kept.
    Retention Retention "retention" "数据保存" "Retention";
    /// Queues and who gets contacts.
    Routing Routing "routing" "排队与分派" "Queues and routing";
    /// What people apply for, and what they bring along.
    Services Services "services" "服务事项" "Service items";
    /// Passwords, sessions and locking.
    SignIn SignIn "sign_in" "登录安全" "Sign-in";
    /// Absences, backups, delegation, certificates.
    Staff Staff "staff" "人员管理" "Staff";
    /// Openings, closings, forbidden words.
    Standards Standards "standards" "服务规范" "Service standards";
    /// How departments work on cases together.
    Teamwork Teamwork "teamwork" "协同办理" "Working together";
}

impl FromStr for Kind {
    type Err = UnknownKind;
    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// For whom a document holds; written `organisation`, `site:<unit>`, `team:<unit>` or `role:<role>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everybody.
    #[default]
    Organisation,
    /// One site, by the id or code of its unit.
    Site(String),
    /// One team, by the id or code of its unit.
    Team(String),
    /// Everybody with a role, by the id in the `access` policy.
    Role(String),
}

/// Text that names no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a scope; write organisation, site:<unit>, team:<unit> or role:<role>")]
pub struct NotAScope(String);

impl FromStr for Scope {
    type Err = NotAScope;
    fn from_str(text: &str) -> Result<Self, NotAScope> {
        match text.split_once(':') {
            None if text == "organisation" => Ok(Self::Organisation),
            Some(("site", unit)) if !unit.is_empty() => Ok(Self::Site(unit.to_owned())),
            Some(("team", unit)) if !unit.is_empty() => Ok(Self::Team(unit.to_owned())),
            Some(("role", role)) if !role.is_empty() => Ok(Self::Role(role.to_owned())),
            _ => Err(NotAScope(text.to_owned())),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation => f.write_str("organisation"),
            Self::Site(unit) => write!(f, "site:{unit}"),
            Self::Team(unit) => write!(f, "team:{unit}"),
            Self::Role(role) => write!(f, "role:{role}"),
        }
    }
}

serde_as_text! { Scope }

/// How sure we are of a number or a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Written in the source documents A to E.
    Given,
    /// A law or public notice, whose text was read.
    Law,
    /// Common practice of the best peers.
    Practice,
    /// Our own proposal; to be looked at before it is used.
    #[default]
    Assumed,
}

/// The `[policy]` table of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// What kind of document it is.
    pub kind: Kind,
    /// Its name.
    pub title: Text,
    /// For whom it holds.
    #[serde(default)]
    pub scope: Scope,
    /// From when on; left out: from the moment it is imported or approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Stamp>,
    /// Where it comes from: letters of the source documents, or a law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// How sure it is where no entry says otherwise.
    #[serde(default)]
    pub certainty: Certainty,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

/// A policy document, read and typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is.
    pub header: Header,
    /// What it says.
    pub body: Body,
}
