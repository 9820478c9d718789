//! Brings files of other systems in as cases and events: the same events as live work, so that every figure, map
//! and timeline treats them alike.
//!
//! A file is read row by row ([`read`]), a mapping says which column is what ([`mapping`]), the rules make facts of
//! rows and events of facts ([`rules`]), and a run writes them in batches that can be taken up again at any point.

pub mod mapping;
pub mod read;
pub mod rules;
