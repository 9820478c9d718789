//! The list of words.

use std::sync::LazyLock;

static WORDS: LazyLock<Vec<(&str, i64)>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|it| !it.starts_with('#'));
    lines.filter_map(|it| it.rsplit_once(' ').and_then(|(word, weight)| Some((word, weight.parse().ok()?)))).collect()
});

/// What a run of two or more exclamation or question marks weighs.
const SHOUTED: i64 = 250;

/// The weights of the words found and of shouting. Two words tell more than one, and never more than all: what is
/// missing to the whole shrinks by each weight.
pub fn score(text: &str) -> i64 {
    let text = text.to_lowercase();
    let found = WORDS.iter().filter(|it| text.contains(it.0)).map(|it| it.1);
    let shouted = shouts(&text).then_some(SHOUTED);
    1_000 - found.chain(shouted).fold(1_000, |rest, weight| rest * (1_000 - weight) / 1_000)
}

fn shouts(text: &str) -> bool {
    let marks: Vec<bool> = text.chars().map(|it| matches!(it, '!' | '！' | '?' | '？')).collect();
    marks.windows(2).any(|it| it.iter().all(|marked| *marked))
}
