//! How a customer sounds, over the last of what they wrote.

/// How agitated a customer sounds, in thousandths: as the hottest of their last messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mood(i64);

impl Mood {
    /// So many messages say how somebody sounds: one hot word fades when the next ones are calm.
    pub const LATELY: i64 = 3;

    /// By the scores of their last messages.
    pub fn of(scores: impl IntoIterator<Item = i64>) -> Self {
        Self(scores.into_iter().max().unwrap_or(0))
    }

    /// The score.
    pub fn is(self) -> i64 {
        self.0
    }
}
