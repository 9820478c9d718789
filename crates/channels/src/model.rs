//! The words of conversations: where they arrive, whom they are with, where they stand, what is said.

mod conversation;
mod entrance;
mod message;
mod planned;
mod presence;

pub use conversation::{Conversation, ConversationRow, Last, Named, NextPromise, Snippet, SnippetPart, State, View};
pub use entrance::{Entrance, EntranceEdit, EntranceRow, Medium, NewEntrance, Party, Settings, Site, SiteTopic};
pub use message::{Author, Delivery, FileOf, Message, MessageKind, MessageRow, More, Notice, StoredFile, TagsChanged};
pub use planned::{Planned, PlannedRow, Withheld};
pub use presence::{AgentRow, AgentSkills, EditSkills, Presence, PresenceRow, PresenceState, TeamPresence};
