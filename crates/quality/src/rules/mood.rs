//! How a customer sounds, over the last of what they wrote.

use std::collections::VecDeque;

/// So many messages say how somebody sounds: one hot word fades when the next ones are calm.
const LATELY: usize = 3;

/// The scores of a customer's last messages, in thousandths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mood(VecDeque<i64>);

impl Mood {
    /// So many messages are looked back on when it is made anew.
    pub const LATELY: i64 = 3;

    /// Takes in the score of the next message.
    pub fn hears(&mut self, score: i64) {
        self.0.push_back(score);
        if self.0.len() > LATELY {
            self.0.pop_front();
        }
    }

    /// How agitated they sound: the hottest of their last messages.
    pub fn is(&self) -> i64 {
        self.0.iter().copied().max().unwrap_or(0)
    }
}
