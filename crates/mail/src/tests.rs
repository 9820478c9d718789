mod answers;
mod hostile;
mod letters;
mod moments;
mod quotes;
mod servers;

use crate::{Letter, Reading, read};

/// A letter from lines; a head of its own unless the lines begin with one.
fn letter(raw: &str) -> Letter {
    read(raw.replace('\n', "\r\n").as_bytes(), &Reading::default()).expect("a letter")
}
