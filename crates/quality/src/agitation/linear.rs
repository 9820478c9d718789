//! The linear model.

/// What a model's file begins with.
const MAGIC: &[u8; 8] = b"HEARTHA1";

/// Weights there are; a piece of text falls on one of them by its hash.
pub(super) const SIZE: usize = 1 << 16;

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    pub(super) bias: f32,
    pub(super) weights: Vec<f32>,
}

impl Default for Linear {
    fn default() -> Self {
        Self { bias: 0.0, weights: vec![0.0; SIZE] }
    }
}

/// The places of a text's pieces of one to three letters, each once, in order.
pub(super) fn pieces(text: &str) -> Vec<usize> {
    let letters: Vec<char> = text.to_lowercase().chars().filter(|it| !it.is_whitespace()).take(2_000).collect();
    let mut all: Vec<usize> = (1..=3).flat_map(|long| letters.windows(long).map(place)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// FNV-1a over the letters.
fn place(piece: &[char]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for letter in piece {
        for byte in u32::from(*letter).to_le_bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    // The upper half is mixed better than the lower.
    usize::try_from((hash >> 16) ^ (hash & 0xffff)).unwrap_or(0) % SIZE
}

impl Linear {
    /// The probability that a text is agitated.
    pub(super) fn probability(&self, pieces: &[usize]) -> f32 {
        let long = f32::from(u16::try_from(pieces.len()).unwrap_or(u16::MAX)).max(1.0).sqrt();
        let sum: f32 = pieces.iter().filter_map(|it| self.weights.get(*it)).sum();
        1.0 / (1.0 + (-(self.bias + sum / long)).exp())
    }

    /// How agitated a text sounds, 0 to 1000.
    pub fn score(&self, text: &str) -> i64 {
        let thousandths = f64::from(self.probability(&pieces(text))) * 1_000.0;
        i64::try_from(base::stats::whole(thousandths.round())).unwrap_or(0)
    }

    /// The model as a file.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.bias.to_le_bytes());
        bytes.extend(self.weights.iter().flat_map(|it| it.to_le_bytes()));
        bytes
    }

    /// A model from its file; nothing when the bytes are none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).filter(|it| it.len() == (SIZE + 1) * 4)?;
        let mut numbers = rest.chunks_exact(4).filter_map(|it| Some(f32::from_le_bytes(it.try_into().ok()?)));
        let bias = numbers.next().unwrap_or_default();
        Some(Self { bias, weights: numbers.collect() })
    }
}
