//! The board's figures and alerts.

use base::Stamp;
use base::ids::{AlertId, ContactId, EntranceId, PersonId, UnitId};
use channels::model::{Conversation, Named, PresenceState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// What goes wrong.
    pub enum AlertKind {
        /// Nobody has accepted a contact.
        Unaccepted "unaccepted",
        /// Many wait in one queue.
        Spike "spike",
        /// An important customer waits.
        Important "important",
        /// An agent lets a customer wait.
        SilentAgent "silent_agent",
        /// A customer sounds agitated.
        Agitated "agitated",
        /// A customer who complained again and again is here.
        Complaints "complaints",
    }
}

/// How many stand where; all of it as it is now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FloorFigures {
    /// Contacts that wait or are offered to somebody.
    pub waiting: i64,
    /// Since when the one waits that has waited longest.
    pub longest: Option<Stamp>,
    /// Conversations with an agent.
    pub serving: i64,
    /// Conversations in which a word to the customer is overdue.
    pub overdue: i64,
    /// Conversations whose customer sounds agitated.
    pub agitated: i64,
}

/// The figures of one queue, entrance or unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FloorGroup {
    /// A queue of policy, an entrance or a unit; empty for what has no unit yet.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its figures.
    pub figures: FloorFigures,
}

/// An agent who is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentOnFloor {
    /// Who.
    pub person: Named,
    /// The name of their unit.
    pub unit: String,
    /// What they are.
    pub state: PresenceState,
    /// By which word of the policy `conversations`.
    pub reason: Option<String>,
    /// Since when.
    pub since: Stamp,
    /// Until when at most.
    pub until: Option<Stamp>,
    /// Conversations they have or are offered.
    pub load: i64,
    /// Since when the customer of theirs waits who has waited longest.
    pub longest: Option<Stamp>,
}

/// What happens on the floor right now, within reach of whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiveBoard {
    /// When.
    pub at: Stamp,
    /// Everything together.
    pub total: FloorFigures,
    /// By queue, those of policy in its order.
    pub queues: Vec<FloorGroup>,
    /// By entrance.
    pub entrances: Vec<FloorGroup>,
    /// By unit of whoever has the conversation.
    pub units: Vec<FloorGroup>,
    /// Who is there, by unit and name.
    pub agents: Vec<AgentOnFloor>,
    /// Alerts that nobody has settled.
    pub alerts: i64,
    /// Those of them that nobody has acknowledged.
    pub unseen_alerts: i64,
}

db::words! {
    /// Which conversations of the board.
    pub enum FloorView {
        /// Those that wait or are offered.
        Waiting "waiting",
        /// Those with an agent.
        Serving "serving",
        /// Those in which a word is overdue.
        Overdue "overdue",
        /// Those whose customer sounds agitated.
        Agitated "agitated",
    }
}

/// What narrows the conversations of the board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// One queue.
    pub queue: Option<String>,
    /// One entrance.
    pub entrance: Option<EntranceId>,
    /// One unit.
    pub unit: Option<UnitId>,
    /// One agent.
    pub agent: Option<PersonId>,
}

db::row! {
    /// An alert as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AlertRow {
        /// Its id.
        pub id: AlertId,
        /// What goes wrong.
        pub kind: AlertKind,
        /// What it is about: a conversation or a queue, so that it is told once.
        pub subject: String,
        /// The conversation.
        pub conversation_id: Option<ContactId>,
        /// The agent.
        pub person_id: Option<PersonId>,
        /// The queue.
        pub queue: Option<String>,
        /// The unit of whoever had the conversation.
        pub unit_id: Option<UnitId>,
        /// How much, when it was raised.
        pub found: i64,
        /// When it was raised.
        pub raised: Stamp,
        /// Whose it is.
        pub owner_id: Option<PersonId>,
        /// When somebody first acknowledged it.
        pub acknowledged: Option<Stamp>,
        /// When it was settled.
        pub resolved: Option<Stamp>,
        /// By whom; nobody when its cause went away by itself.
        pub resolved_by: Option<PersonId>,
        /// What was done about it.
        pub note: Option<String>,
        /// When its cause was gone.
        pub over: Option<Stamp>,
        /// Grows with every change.
        pub version: i64,
    }
}

/// Something that goes wrong right now, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// What.
    pub kind: AlertKind,
    /// The conversation.
    pub conversation: Option<Conversation>,
    /// The agent.
    pub person: Option<Named>,
    /// The queue.
    pub queue: Option<String>,
    /// How much, when it was raised: milliseconds waited, contacts waiting, thousandths of agitation, complaints.
    pub found: i64,
    /// When it was raised.
    pub raised_at: Stamp,
    /// Whose it is.
    pub owner: Option<Named>,
    /// When somebody first acknowledged it.
    pub acknowledged_at: Option<Stamp>,
    /// When it was settled.
    pub resolved_at: Option<Stamp>,
    /// By whom; nobody when its cause went away by itself.
    pub resolved_by: Option<Named>,
    /// What was done about it.
    pub note: Option<String>,
    /// Give it back when changing.
    pub version: i64,
}
