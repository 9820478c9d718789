//! Randomness and the making of ids, passed in so that tests and demo data repeat exactly.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

use crate::Stamp;
use crate::ids::Id;

/// A source of random bytes.
pub trait Random: Send + Debug {
    /// Fills the buffer.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// The operating system's random source, for everything real.
#[derive(Debug, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        // The one place that may stop the program: without randomness no key and no session is safe.
        if getrandom::fill(bytes).is_err() {
            std::process::abort();
        }
    }
}

/// A repeatable source (`SplitMix64`) for tests, simulations and demo data; never for secrets.
#[derive(Debug, Clone)]
pub struct SeededRandom(u64);

impl SeededRandom {
    /// The same seed gives the same bytes for ever.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound` (0 when `bound` is 0); the bias below 2^-32 does not matter for simulations.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.draw() % bound }
    }
}

impl Random for SeededRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.draw().to_le_bytes();
            for (to, from) in chunk.iter_mut().zip(word) {
                *to = from;
            }
        }
    }
}

/// Makes ids that sort by the time they were made, also within one millisecond.
#[derive(Debug)]
pub struct Mint {
    state: Mutex<MintState>,
}

#[derive(Debug)]
struct MintState {
    random: Box<dyn Random>,
    last_ms: u64,
    tail: u128,
}

const TAIL_BITS: u32 = 80;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Mint {
    /// A mint that draws from `random`.
    pub fn new(random: impl Random + 'static) -> Self {
        Self { state: Mutex::new(MintState { random: Box::new(random), last_ms: 0, tail: 0 }) }
    }

    /// A new id for something made at `now`.
    pub fn id<T: Id>(&self, now: Stamp) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let ms = u64::try_from(now.0).unwrap_or(0);
        if ms == state.last_ms {
            state.tail = state.tail.wrapping_add(1) & ((1 << TAIL_BITS) - 1);
        } else {
            let mut bytes = [0; 16];
            state.random.fill(&mut bytes);
            state.last_ms = ms;
            // The top bit stays free, so that a busy millisecond cannot overflow.
            state.tail = u128::from_le_bytes(bytes) & ((1 << (TAIL_BITS - 1)) - 1);
        }
        let value = (u128::from(ms) << TAIL_BITS) | state.tail;
        T::from_ulid_text(&ulid_text(value))
    }

    /// The smallest id of a moment: what was made earlier sorts before it, everything else after.
    pub fn first_of<T: Id>(moment: Stamp) -> T {
        let ms = u64::try_from(moment.0).unwrap_or(0);
        T::from_ulid_text(&ulid_text(u128::from(ms) << TAIL_BITS))
    }

    /// Random bytes, for tokens and keys.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.state.lock().unwrap_or_else(PoisonError::into_inner).random.fill(&mut bytes);
        bytes
    }
}

/// Crockford base 32, 26 characters.
fn ulid_text(value: u128) -> String {
    (0..26)
        .map(|at| {
            let digit = (value >> (5 * (25 - at))) & 31;
            usize::try_from(digit).ok().and_then(|it| ALPHABET.get(it)).map_or('0', |it| char::from(*it))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Mint, SeededRandom};
    use crate::Stamp;
    use crate::ids::CaseId;

    #[test]
    fn the_first_id_of_a_moment_parts_the_earlier_from_the_later() {
        let mint = Mint::new(SeededRandom::new(3));
        let (earlier, same): (CaseId, CaseId) = (mint.id(Stamp(999)), mint.id(Stamp(1_000)));
        let first: CaseId = Mint::first_of(Stamp(1_000));
        assert!(earlier < first && first <= same);
    }

    #[test]
    fn ids_of_one_millisecond_still_sort_in_order() {
        let mint = Mint::new(SeededRandom::new(7));
        let made: Vec<CaseId> = (0..1000).map(|at| mint.id(Stamp(1_700_000_000_000 + at / 400))).collect();
        assert!(made.is_sorted());
        assert!(made.iter().all(|it| it.as_str().parse::<CaseId>().is_ok()));
    }
}
