//! What the server asks of live supervision.

pub use crate::jobs::run as watch;
