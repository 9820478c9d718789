//! Fonts: the one that comes along, and those of the machine for characters it lacks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use base::{Result, fault};
use ttf_parser::{Face, GlyphId};

/// Noto Sans SC, cut down and packed; see fonts/README.md.
const PACKED: &[u8] = include_bytes!("../fonts/noto-sans-sc.ttf.zst");
/// More than it is unpacked.
const UNPACKED: usize = 16 << 20;

/// Where machines keep their fonts.
const FOLDERS: [&str; 6] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
    "/usr/share/texmf/fonts",
];
/// Folders in folders are looked into so far, and so many files at most.
const DEEP: usize = 4;
const FILES: usize = 2_000;

/// A font as bytes; of a collection one of its fonts.
pub struct File {
    data: Vec<u8>,
    index: u32,
}

/// A font that is read.
pub struct Font<'a> {
    /// Its bytes, for cutting it down.
    pub data: &'a [u8],
    /// Which of a collection.
    pub index: u32,
    /// Its tables.
    pub face: Face<'a>,
    /// Units of its coordinates in one em.
    pub em: f32,
}

/// The fonts that have these characters, as far as there are any: ours first.
pub fn for_letters(letters: &BTreeSet<char>) -> Result<Vec<File>> {
    let own = File { data: zstd::bulk::decompress(PACKED, UNPACKED).map_err(fault)?, index: 0 };
    let mut lacking: BTreeSet<char> = {
        let face = Face::parse(&own.data, 0).map_err(fault)?;
        letters.iter().copied().filter(|it| !is_blank(*it) && face.glyph_index(*it).is_none()).collect()
    };
    let mut found = vec![own];
    if !lacking.is_empty() {
        of_machine(&mut lacking, &mut found);
    }
    Ok(found)
}

/// Characters that leave no mark.
pub fn is_blank(it: char) -> bool {
    it.is_control() || matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Adds fonts of the machine until nothing is lacking, or there are no more.
fn of_machine(lacking: &mut BTreeSet<char>, found: &mut Vec<File>) {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        files(Path::new(folder), DEEP, &mut paths);
    }
    // Larger files have more characters.
    paths.sort_by_key(|it| std::cmp::Reverse(it.1));
    for (path, _) in paths {
        if lacking.is_empty() {
            return;
        }
        let Ok(data) = fs::read(path) else { continue };
        let has = |index: u32| -> Option<BTreeSet<char>> {
            let face = Face::parse(&data, index).ok()?;
            let outlined = face.tables().glyf.is_some() || face.tables().cff.is_some();
            let has = lacking.iter().copied().filter(|it| outlined && face.glyph_index(*it).is_some()).collect();
            Some(has)
        };
        let count = ttf_parser::fonts_in_collection(&data).unwrap_or(1);
        let best = (0..count).filter_map(|index| Some((has(index)?, index))).max_by_key(|it| it.0.len());
        if let Some((has, index)) = best.filter(|it| !it.0.is_empty()) {
            lacking.retain(|it| !has.contains(it));
            found.push(File { data, index });
        }
    }
}

/// Font files below a folder, with their size.
fn files(folder: &Path, deep: usize, found: &mut Vec<(PathBuf, u64)>) {
    let Ok(inside) = fs::read_dir(folder) else { return };
    for it in inside.flatten() {
        if found.len() >= FILES {
            return;
        }
        let (path, Ok(about)) = (it.path(), it.metadata()) else { continue };
        let is_font = path
            .extension()
            .and_then(|it| it.to_str())
            .is_some_and(|it| ["ttf", "otf", "ttc", "otc"].iter().any(|one| it.eq_ignore_ascii_case(one)));
        if about.is_dir() && deep > 0 {
            files(&path, deep - 1, found);
        } else if is_font {
            found.push((path, about.len()));
        }
    }
}

/// Reads the fonts.
pub fn faces(files: &[File]) -> Result<Vec<Font<'_>>> {
    let read = |it| -> Result<Font<'_>> {
        let File { data, index }: &File = it;
        let face = Face::parse(data, *index).map_err(fault)?;
        let em = f32::from(face.units_per_em());
        Ok(Font { data, index: *index, face, em })
    };
    files.iter().map(read).collect()
}

/// A character as a font draws it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Which font, by its place.
    pub font: usize,
    /// Its number within the font.
    pub id: u16,
    /// What it stands for.
    pub char: char,
    /// How wide it is, in ems.
    pub width: f32,
}

/// Finds the glyphs of texts.
pub struct Letters<'a> {
    fonts: &'a [Font<'a>],
}

impl<'a> Letters<'a> {
    /// Those of these fonts; the first that has a character draws it.
    pub fn of(fonts: &'a [Font<'a>]) -> Self {
        Self { fonts }
    }

    fn find(&self, it: char) -> Option<Glyph> {
        self.fonts.iter().enumerate().find_map(|(font, one)| {
            let id: GlyphId = one.face.glyph_index(it)?;
            let width = f32::from(one.face.glyph_hor_advance(id).unwrap_or_default()) / one.em;
            Some(Glyph { font, id: id.0, char: it, width })
        })
    }

    /// The glyphs of a text, in its order. A character that no font has becomes its code point, as `〔U+20BB7〕`.
    pub fn glyphs(&self, text: &str) -> Vec<Glyph> {
        let mut all = Vec::with_capacity(text.len());
        for it in text.chars() {
            let it = if it == '\t' || it == '\u{a0}' { ' ' } else { it };
            if is_blank(it) {
                continue;
            }
            match self.find(it) {
                Some(glyph) => all.push(glyph),
                None => all.extend(shown(it).chars().filter_map(|one| self.find(one))),
            }
        }
        all
    }
}

/// A character that cannot be drawn.
fn shown(it: char) -> String {
    format!("〔U+{:04X}〕", u32::from(it))
}
