//! Which rows came in with earlier files.

use std::collections::HashSet;

/// The fingerprints of earlier files' rows. Each is known as often as it came: the third of three equal rows is new when
/// only two came before.
#[derive(Debug, Default)]
pub(super) struct KnownRows {
    sorted: Vec<u64>,
    /// How many of the run of equal fingerprints that begins at this place are taken.
    taken: Vec<u32>,
    met: HashSet<u64>,
}

impl KnownRows {
    pub(super) fn new(mut prints: Vec<u64>) -> Self {
        prints.sort_unstable();
        let taken = vec![0; prints.len()];
        Self { sorted: prints, taken, met: HashSet::new() }
    }

    /// Whether a row is known, once more.
    pub(super) fn take(&mut self, print: u64) -> bool {
        let first = self.sorted.partition_point(|it| *it < print);
        let Some(taken) = self.taken.get_mut(first) else { return false };
        let next = first.saturating_add(usize::try_from(*taken).unwrap_or(usize::MAX));
        let known = self.sorted.get(next) == Some(&print);
        *taken += u32::from(known);
        known
    }

    /// Counts those of these keys that were not met before.
    pub(super) fn meet(&mut self, keys: impl Iterator<Item = u64>) -> u64 {
        keys.fold(0, |sum, key| sum + u64::from(self.met.insert(key)))
    }
}
