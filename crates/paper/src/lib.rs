//! Papers: what is said on a page becomes a PDF with its fonts inside, on A4, in Chinese and English.
//!
//! - [`Paper`] is what stands on it, top to bottom; [`pdf`] sets and writes it. No file, clock or network is asked.
//! - The text can be selected, searched and copied; of the fonts only the characters used go along.
//! - No character is lost: one that our font lacks is looked for in the fonts of the machine, and where those lack it as
//!   well its code point is printed.
//! - The font is unpacked for each paper and dropped with it: a program that prints nothing holds nothing.

mod fonts;
mod lay;
mod write;

#[cfg(test)]
mod tests;

use base::Result;

/// What stands on a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// What it is, in large letters in the middle.
    pub title: String,
    /// Below the title, small and in the middle, such as its number.
    pub under: String,
    /// What it says, top to bottom.
    pub blocks: Vec<Block>,
    /// At the foot of every page, on the left.
    pub foot: String,
    /// At the foot of every page, on the right; `{page}` and `{pages}` become numbers.
    pub pages: String,
    /// The language, such as `zh-CN`.
    pub lang: String,
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Opens a part; stays with what follows it.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Names and values in a frame, two pairs beside each other where both are short.
    Facts(Vec<(String, String)>),
    /// A table; its head stands again on every page it goes on to.
    Table {
        /// Names of the columns.
        head: Vec<String>,
        /// How wide each is, against the others.
        widths: Vec<u16>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// Lines at the right, kept together: who says it, and the day.
    Signed(Vec<String>),
}

/// Writes a paper as PDF.
///
/// # Errors
/// A fault when the font that comes along cannot be read.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>> {
    let letters = paper.letters();
    let files = fonts::for_letters(&letters)?;
    let faces = fonts::faces(&files)?;
    let pages = lay::lay(paper, &fonts::Letters::of(&faces));
    write::write(paper, &pages, &faces)
}

impl Paper {
    /// Every character on it.
    fn letters(&self) -> std::collections::BTreeSet<char> {
        let mut all: std::collections::BTreeSet<char> = "0123456789U+ABCDEF〔〕…".chars().collect();
        let mut take = |text: &str| all.extend(text.chars());
        for text in [&self.title, &self.under, &self.foot, &self.pages] {
            take(text);
        }
        for block in &self.blocks {
            match block {
                Block::Heading(text) | Block::Text(text) => take(text),
                Block::Facts(pairs) => pairs.iter().for_each(|(name, value)| {
                    take(name);
                    take(value);
                }),
                Block::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).for_each(|it| take(it)),
                Block::Signed(lines) => lines.iter().for_each(|it| take(it)),
            }
        }
        all
    }
}
