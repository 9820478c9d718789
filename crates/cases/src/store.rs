//! All SQL about cases. Every function takes the transaction first; what people ask for is filtered by who asks.

pub mod approvals;
pub mod attachments;
pub mod briefs;
pub mod bulk;
pub mod case;
pub mod children;
pub mod clocks;
pub mod complaints;
pub mod counters;
pub mod deadlines;
pub mod desk;
pub mod erasing;
pub mod escalations;
pub mod follow_ups;
pub mod imports;
pub mod joint;
pub mod links;
pub mod list;
pub mod marks;
pub mod merges;
pub mod notes;
pub mod notices;
pub mod parties;
pub mod parts;
pub mod portal;
pub mod promises;
pub mod questions;
pub mod search;
pub mod services;
pub mod stages;
pub mod stand_ins;
pub mod tags;
pub mod templates;
pub mod timeline;
pub mod transfers;
pub mod urgings;
pub mod views;
pub mod what_if;

#[cfg(test)]
mod tests;
