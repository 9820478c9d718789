//! What other capabilities, the routes and the command line ask of policy.

mod load;
mod reading;
mod way;

pub use crate::book::{Book, CalendarRef, Held, InForce};
pub use crate::house::House;
pub use crate::offline::{Report, Source, diff_dirs, export_pack, import_dir, validate_dir};
pub use crate::packs::{PackHead, packs};
pub use crate::policies::Policies;
pub use crate::rules::{Act, Chain};
pub use crate::what_if::{Ask, Part, Row, Side, Tally, WhatIf};

pub use load::{Loaded, Terms, load, load_drafts, load_pack};
pub use reading::{faults, history, possible};
pub(crate) use way::may_write;
pub use way::{Move, act, advance, rewrite, start};
