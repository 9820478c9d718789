//! What supervisors ask and do.

pub mod alerts;
pub mod board;
