//! Lists of ids in statements.

use std::fmt::Write as _;

use db::{Arg, Value};

/// So many ids go into one statement at most.
pub const MOST: usize = 256;

/// `$from, $from+1 …` for a list of this many ids, and the ids padded to that many with the last one. Lengths are
/// powers of two, so that the database keeps few statements prepared.
pub fn places<T: Arg>(from: usize, ids: &[T]) -> (String, Vec<Value<'_>>) {
    let wanted = ids.len().next_power_of_two();
    let mut places = String::with_capacity(wanted * 5);
    for at in from..from + wanted {
        // Writing into a String cannot fail.
        let _ = write!(places, "{}${at}", if at == from { "" } else { ", " });
    }
    let padding = std::iter::repeat_n(ids.last(), wanted - ids.len()).flatten();
    (places, ids.iter().chain(padding).map(Arg::arg).collect())
}
