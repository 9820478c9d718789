//! Channels: contacts arrive, wait where policy says, and go to whoever is to have them (CHN-7, CHN-8).
//!
//! - The floor decides. It is told who came, who is at work and who is done, and answers with offers; it reads no clock
//!   and draws no lot, so a day can be played again to the same end.
//! - A contact is in one place: it waits, is offered to one agent, or is with one agent. Nobody gets more than they have
//!   room for.
//! - A day of a call log can be played against a draft policy before it is in force.

pub mod playing;
pub mod rules;
