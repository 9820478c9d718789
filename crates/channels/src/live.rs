//! What is said and what happens, pushed to the windows of visitors and to the pages of agents.
//!
//! One follower per process hears the log, reads what concerns sockets of this process, makes each text once, and hands
//! it to those it is for. A socket whose reader is too slow is closed; it comes again and asks for what it missed.

mod nodes;
mod registry;
mod relay;
mod staff;
mod visitor;

pub use nodes::share;
pub use registry::Relay;
pub(crate) use relay::ToVisitor;
pub use relay::run;
pub use staff::serve as serve_staff;
#[cfg(test)]
pub(crate) use visitor::shown as shown_to_visitor;
pub use visitor::{Opening, serve as serve_visitor};
