//! All SQL about cases. Every function takes the transaction first; what people ask for is filtered by who asks.

pub mod attachments;
pub mod case;
pub mod clocks;
pub mod counters;
pub mod imports;
pub mod links;
pub mod list;
pub mod notes;
pub mod notices;
pub mod parties;
pub mod promises;
pub mod search;
pub mod stages;
pub mod stand_ins;
pub mod timeline;
pub mod transfers;
pub mod views;

#[cfg(test)]
mod tests;
