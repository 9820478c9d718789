//! Absences, who stands in, and rights lent for a time (AB 角, PPL-3).

use base::Stamp;
use base::ids::{AbsenceId, DelegationId, PersonId, PostId, UnitId};
use db::Json;
use policy::model::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// Where an absence stands.
    pub enum AbsenceState {
        /// It is to come.
        Planned "planned",
        /// The person is away.
        Running "running",
        /// The person is back.
        Over "over",
        /// It was called off before it began.
        Withdrawn "withdrawn",
    }
}

db::words! {
    /// What is missing so that a post's work goes on.
    pub enum Gap {
        /// Nobody is named to stand in.
        NoBackup "no_backup",
        /// Those who are named do not work here now.
        BackupGone "backup_gone",
        /// Those who are named are absent themselves.
        BackupAbsent "backup_absent",
        /// The holder is absent and nobody acts.
        NobodyActs "nobody_acts",
    }
}

db::row! {
    /// An absence as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AbsenceRow {
        /// Its id.
        pub id: AbsenceId,
        /// Who is away.
        pub person_id: PersonId,
        /// Its kind, a word of policy.
        pub kind: String,
        /// From when.
        pub from_at: Stamp,
        /// Until when, as planned; nothing when nobody knows.
        pub until_at: Option<Stamp>,
        /// When it is over; the far end of time while nobody knows.
        pub end_at: Stamp,
        /// Why.
        pub reason: String,
        /// Where it stands.
        pub state: AbsenceState,
        /// Who acts meanwhile, as told last.
        pub acting_id: Option<PersonId>,
        /// Whether work passes to whoever stands in.
        pub passes: bool,
        /// Whether first-receiver responsibility passes too.
        pub first_receiver: bool,
        /// The version of policy it was entered under.
        pub policy: Option<String>,
        /// Who entered it.
        pub entered_by: Option<PersonId>,
        /// When it was entered.
        pub entered_at: Stamp,
    }
}

/// An absence as shown to the person and those who lead them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who is away.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// Its kind, a word of policy.
    pub kind: String,
    /// From when.
    pub from: Stamp,
    /// Until when; nothing when nobody knows.
    pub until: Option<Stamp>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: AbsenceState,
    /// Who acts meanwhile.
    pub acting_id: Option<PersonId>,
    /// Their name.
    pub acting_name: Option<String>,
    /// Who entered it.
    pub entered_by_name: Option<String>,
}

/// Somebody one stands in for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoodInFor {
    /// Who is away.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Until when; nothing when nobody knows.
    pub until: Option<Stamp>,
}

/// A kind of absence that can be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AbsenceKind {
    /// A word of policy.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether work passes to the backup.
    pub passes: bool,
    /// Whether it may begin without an end.
    pub open_end: bool,
}

/// Somebody's absences, and what can be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Absences {
    /// The newest first.
    pub items: Vec<Absence>,
    /// The kinds of policy.
    pub kinds: Vec<AbsenceKind>,
    /// Whether the asker may enter one for this person.
    pub may_enter: bool,
    /// Whether a reason is asked for.
    pub reason_needed: bool,
    /// For whom this person acts now.
    pub stands_in_for: Vec<StoodInFor>,
}

/// What is needed to enter an absence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAbsence {
    /// Who will be away; oneself when left out.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// Its kind, a word of policy.
    pub kind: String,
    /// From when; at once when left out.
    #[serde(default)]
    pub from: Option<Stamp>,
    /// Until when; some kinds may be left open.
    #[serde(default)]
    pub until: Option<Stamp>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Who stands in for whoever holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostBackups {
    /// The version that was read.
    pub version: i64,
    /// The backup; nobody when left out.
    #[serde(default)]
    pub backup_id: Option<PersonId>,
    /// Who stands in when the backup is absent too.
    #[serde(default)]
    pub second_id: Option<PersonId>,
}

/// Somebody on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Seat {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they are at work now.
    pub present: bool,
    /// When they will be back, where that is known.
    pub back_at: Option<Stamp>,
    /// Who acts for them, while they are absent.
    pub acting_name: Option<String>,
}

/// A post on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoardPost {
    /// The post.
    pub post_id: PostId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub unit_id: UnitId,
    /// The name of where it is.
    pub unit_name: String,
    /// Give it back when changing who stands in.
    pub version: i64,
    /// Who holds it.
    pub holders: Vec<Seat>,
    /// Who stands in.
    pub backup: Option<Seat>,
    /// Who stands in when the backup is absent too.
    pub second: Option<Seat>,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// Whether the asker may change who stands in.
    pub may_change: bool,
}

/// The board of posts and who stands in (AB 角).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Board {
    /// The posts one sees, by unit and name.
    pub items: Vec<BoardPost>,
}

db::row! {
    /// Rights lent to somebody for a time.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DelegationRow {
        /// Its id.
        pub id: DelegationId,
        /// Who lends.
        pub giver_id: PersonId,
        /// Who may use them.
        pub to_id: PersonId,
        /// Which rights.
        pub rights: Json<Vec<String>>,
        /// From when.
        pub from_at: Stamp,
        /// Until when.
        pub until_at: Stamp,
        /// Why.
        pub reason: String,
        /// When it was given.
        pub given_at: Stamp,
        /// When it was taken back.
        pub ended_at: Option<Stamp>,
    }
}

/// Rights lent to somebody for a time, as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// Who lends.
    pub giver_id: PersonId,
    /// Their name.
    pub giver_name: String,
    /// Who may use them.
    pub to_id: PersonId,
    /// Their name.
    pub to_name: String,
    /// Which rights.
    pub rights: Vec<String>,
    /// From when.
    pub from: Stamp,
    /// Until when, or when it was taken back.
    pub until: Stamp,
    /// Why.
    pub reason: String,
    /// Whether it was taken back.
    pub taken_back: bool,
    /// Whether it holds now.
    pub holds: bool,
}

/// What somebody lends and is lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delegations {
    /// The newest first.
    pub items: Vec<Delegation>,
    /// What the asker could lend: policy allows it, and they hold it by their own roles.
    pub may_give: Vec<String>,
}

/// What is needed to lend rights.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDelegation {
    /// To whom.
    pub to_id: PersonId,
    /// Which rights.
    pub rights: Vec<String>,
    /// From when; at once when left out.
    #[serde(default)]
    pub from: Option<Stamp>,
    /// Until when.
    pub until: Stamp,
    /// Why.
    pub reason: String,
}
