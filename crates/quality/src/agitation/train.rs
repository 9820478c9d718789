//! Training, and how well it went.

use base::SeededRandom;

use super::linear::{Linear, pieces};

/// A text and whether it is agitated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What somebody wrote.
    pub text: String,
    /// Whether it is agitated.
    pub agitated: bool,
}

/// Times all texts are gone through.
const ROUNDS: u16 = 4;
/// How far a step goes at the beginning.
const STEP: f32 = 0.5;
/// How fast weights shrink that nothing speaks for.
const SHRINK: f32 = 1e-5;

/// Whether a text is kept from training: one of five, by what it says, so that the same text is never on both sides.
pub fn held_out(text: &str) -> bool {
    let sum = text.bytes().fold(0_u32, |sum, it| sum.wrapping_mul(31).wrapping_add(u32::from(it)));
    (sum ^ (sum >> 15)).is_multiple_of(5)
}

/// Trains a model. The same samples in the same order give the same model.
pub fn train(samples: &[Sample]) -> Linear {
    let all: Vec<(Vec<usize>, f32)> =
        samples.iter().map(|it| (pieces(&it.text), if it.agitated { 1.0 } else { 0.0 })).collect();
    let mut model = Linear::default();
    for round in 0..ROUNDS {
        let step = STEP / (1.0 + f32::from(round));
        for at in order(all.len(), round) {
            let Some((pieces, wanted)) = all.get(at) else { continue };
            let wrong = wanted - model.probability(pieces);
            let long = f32::from(u16::try_from(pieces.len()).unwrap_or(u16::MAX)).max(1.0).sqrt();
            model.bias += step * 0.1 * wrong;
            for place in pieces {
                if let Some(weight) = model.weights.get_mut(*place) {
                    *weight += step * (wrong / long - SHRINK * *weight);
                }
            }
        }
    }
    model
}

/// All numbers below `count`, shuffled; the order depends on the round alone.
fn order(count: usize, round: u16) -> impl Iterator<Item = usize> {
    let (mut all, mut dice): (Vec<usize>, _) = ((0..count).collect(), SeededRandom::new(round.into()));
    for at in (1..count).rev() {
        let other = dice.below(u64::try_from(at).unwrap_or(0) + 1);
        all.swap(at, usize::try_from(other).unwrap_or(0));
    }
    all.into_iter()
}

/// How well texts were told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Agitated, and found so.
    pub hit: u64,
    /// Calm, and taken for agitated.
    pub false_alarm: u64,
    /// Agitated, and missed.
    pub missed: u64,
    /// Calm, and left alone.
    pub calm: u64,
}

/// Tries a way of scoring on samples, from a score on.
pub fn tried(samples: &[Sample], from: i64, score: impl Fn(&str) -> i64) -> Outcome {
    let mut it = Outcome::default();
    for sample in samples {
        let count = match (sample.agitated, score(&sample.text) >= from) {
            (true, true) => &mut it.hit,
            (false, true) => &mut it.false_alarm,
            (true, false) => &mut it.missed,
            (false, false) => &mut it.calm,
        };
        *count += 1;
    }
    it
}

impl Outcome {
    /// Of those taken for agitated, the share that is, in thousandths.
    pub fn precision(&self) -> u64 {
        (1_000 * self.hit).checked_div(self.hit + self.false_alarm).unwrap_or(0)
    }

    /// Of those that are agitated, the share found, in thousandths.
    pub fn recall(&self) -> u64 {
        (1_000 * self.hit).checked_div(self.hit + self.missed).unwrap_or(0)
    }
}
