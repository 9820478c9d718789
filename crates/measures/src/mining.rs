//! Process mining: what the event log says about the way cases go, read case by case.
//!
//! Every report is a pure rule that takes one [`Trace`] after another and gives [`Line`]s in the end. Live work and
//! imported logs come as the same traces. Quantiles are exact: linear interpolation between order statistics (type 7).

mod cases;
mod complaints;
mod dims;
mod events;
mod grouped;
mod handovers;
mod limits;
mod line;
mod paths;
mod responses;
mod spread;
mod trace;

#[cfg(test)]
mod tests;

pub use cases::Cases;
pub use complaints::Complaints;
pub use dims::{Condition, Dim, NotADim, local};
pub use events::Events;
pub use grouped::{By, Grouped, Tally};
pub use handovers::Handovers;
pub use limits::Limits;
pub use line::{Figure, Line, share};
pub use paths::{DirectlyFollows, Variants};
pub use responses::Responses;
pub use spread::{Spread, Stats, float};
pub use trace::{CaseFacts, Known, Step, Trace};

/// A report in the making: takes the traces one by one, in any order, and gives its lines in the end.
pub trait Report {
    /// Counts one case.
    fn take(&mut self, trace: &Trace);
    /// The lines: those about all cases first, then one group after another.
    fn lines(self: Box<Self>) -> Vec<Line>;
}
