//! The program as it runs: processes, sockets, and what may happen to them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop when the test cannot go on"
)]

mod carry_on;
mod faults;
mod house;
mod node;
