//! What is done with conversations, whole: load, decide, save, tell. Routes, adapters and jobs call the same.

pub mod about;
pub mod asks;
pub mod colleagues;
pub mod delivery;
pub mod entrances;
pub mod erase;
pub mod files;
pub mod handing;
pub mod lists;
pub mod planned;
pub mod presence;
pub mod receive;
pub mod sight;
pub mod tags;
pub mod talk;
pub mod visitor;
