//! Names as people type them: characters, pinyin, initials, and any mixture of them (CUS-1).
//!
//! A name is a row of units: a Chinese character with all its readings, or a word of letters. What is typed is matched
//! unit by unit: a unit is given by its character, by a whole reading, by the initial (`z`, also `zh`), and the last one
//! by any beginning of a reading. So 张伟 is `张伟`, `zhangwei`, `zhang w`, `zw`, `zhangwe`, `张w`; 单雄 is `shan` and `dan`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pinyin::ToPinyinMulti as _;
use vault::{Field, normalise};

/// One part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    han: Option<char>,
    readings: Vec<String>,
}

impl Unit {
    /// Whether it is a Chinese character.
    pub fn is_character(&self) -> bool {
        self.han.is_some()
    }

    /// Whether two units can be read alike.
    pub fn sounds_like(&self, other: &Self) -> bool {
        self.readings.iter().any(|it| other.readings.contains(it))
    }
}

/// So many readings of a character are kept; the rest are of old books.
const READINGS: usize = 6;
/// So many units of a name count.
const UNITS: usize = 16;

/// The readings of a character; ü is typed as v, and written as u or yu in passports.
fn readings(letter: char) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for plain in letter.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::plain) {
        let ways = if plain.contains('ü') { vec!["v", "u", "yu"] } else { vec!["ü"] };
        all.extend(ways.into_iter().map(|it| plain.replace('ü', it)));
    }
    let mut seen = BTreeSet::new();
    all.retain(|it| seen.insert(it.clone()));
    all.truncate(READINGS);
    all
}

/// Every syllable there is.
static SYLLABLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| ('\u{4E00}'..='\u{9FFF}').flat_map(readings).collect());

fn is_han(letter: char) -> bool {
    matches!(u32::from(letter), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// A text in one way of writing, in small letters.
fn plain(text: &str) -> String {
    normalise(Field::Email, text)
}

/// The units of a name.
pub fn units(name: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut word = String::new();
    let end = |word: &mut String, units: &mut Vec<Unit>| {
        if !word.is_empty() {
            units.push(Unit { han: None, readings: vec![std::mem::take(word)] });
        }
    };
    for letter in plain(name).chars() {
        if is_han(letter) {
            end(&mut word, &mut units);
            units.push(Unit { han: Some(letter), readings: readings(letter) });
        } else if letter.is_alphanumeric() {
            word.push(letter);
        } else {
            end(&mut word, &mut units);
        }
    }
    end(&mut word, &mut units);
    units.truncate(UNITS);
    units
}

fn initial(text: &str) -> &str {
    text.chars().next().and_then(|it| text.get(..it.len_utf8())).unwrap_or_default()
}

/// So many letters of a word's beginning are asked for.
const BEGINNING: usize = 6;
/// More letters in a row than this are not read as pinyin.
const LETTERS: usize = 24;

/// What a name is found by: characters, pairs of characters, readings, initials, pairs with an initial behind, and the
/// beginnings of words.
pub fn grams(name: &str) -> BTreeSet<String> {
    let units = units(name);
    let mut all = BTreeSet::new();
    for unit in &units {
        all.extend(unit.han.map(|it| format!("h{it}")));
        for reading in &unit.readings {
            all.insert(format!("f{reading}"));
            all.insert(format!("i{}", initial(reading)));
        }
        if let (None, Some(word)) = (unit.han, unit.readings.first()) {
            all.extend(
                word.char_indices()
                    .map(|(at, it)| at + it.len_utf8())
                    .take(BEGINNING)
                    .filter_map(|end| Some(format!("b{}", word.get(..end)?))),
            );
        }
    }
    for (one, next) in units.iter().zip(units.iter().skip(1)) {
        if let (Some(a), Some(b)) = (one.han, next.han) {
            all.insert(format!("h{a}{b}"));
        }
        for (reading, behind) in one.readings.iter().flat_map(|it| next.readings.iter().map(move |b| (it, initial(b))))
        {
            all.insert(format!("f{reading} {behind}"));
            all.insert(format!("i{} {behind}", initial(reading)));
        }
    }
    all
}

/// A part of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Han(char),
    Letters(String),
}

/// What was typed, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed(Vec<Part>);

impl Typed {
    /// Reads what was typed; nothing when it has neither letters nor characters.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts: Vec<Part> = Vec::new();
        let mut open = false;
        for letter in plain(text).chars() {
            if is_han(letter) {
                parts.push(Part::Han(letter));
                open = false;
            } else if letter == '\'' || !letter.is_alphanumeric() {
                open = false;
            } else if let (true, Some(Part::Letters(word))) = (open, parts.last_mut()) {
                word.push(letter);
            } else {
                parts.push(Part::Letters(letter.to_string()));
                open = true;
            }
        }
        (!parts.is_empty() && parts.len() <= UNITS).then_some(Self(parts))
    }

    /// Whether a name holds what was typed, beginning with any of its units.
    pub fn is_in(&self, name: &str) -> bool {
        let units = units(name);
        (0..units.len()).any(|at| units.get(at..).is_some_and(|rest| follows(rest, &self.0)))
    }

    /// The ways to look for it: whoever has it in the name has every gram of one of the ways.
    pub fn ways(&self) -> BTreeSet<Vec<String>> {
        match self.0.as_slice() {
            [Part::Letters(word), rest @ ..] => letter_ways(word, rest),
            parts => BTreeSet::from([han_ways(parts)]),
        }
    }
}

/// So many grams of one way are asked for at most: they narrow it down enough.
const ENOUGH: usize = 3;

fn han_ways(parts: &[Part]) -> Vec<String> {
    let mut grams = Vec::new();
    for (one, next) in parts.iter().zip(parts.iter().skip(1)) {
        match (one, next) {
            (Part::Han(a), Part::Han(b)) => grams.push(format!("h{a}{b}")),
            (Part::Han(a), Part::Letters(word)) => grams.extend([format!("h{a}"), format!("i{}", initial(word))]),
            (Part::Letters(_), Part::Han(b)) => grams.push(format!("h{b}")),
            (Part::Letters(_), Part::Letters(_)) => {}
        }
    }
    if let (true, Some(Part::Han(only))) = (grams.is_empty(), parts.first()) {
        grams.push(format!("h{only}"));
    }
    grams.truncate(ENOUGH);
    grams
}

/// The ways of letters: the first unit is a whole syllable or an initial; what follows begins with a letter we know.
fn letter_ways(word: &str, rest: &[Part]) -> BTreeSet<Vec<String>> {
    // A word of letters is found by its beginning, whatever else it may be.
    let mut ways = BTreeSet::from([vec![format!("b{}", word.chars().take(BEGINNING).collect::<String>())]]);
    let head = format!("i{}", initial(word));
    let splits = if word.chars().count() > LETTERS { Vec::new() } else { heads(word) };
    for (portion, more) in splits {
        let behind = match (more.is_empty(), rest.first()) {
            (false, _) => initial(more),
            (true, Some(Part::Letters(next))) => initial(next),
            (true, Some(Part::Han(next))) => {
                ways.insert(vec![head.clone(), format!("h{next}")]);
                continue;
            }
            // The whole of what was typed is one unit, or the beginning of one.
            (true, None) => {
                ways.insert(vec![head.clone()]);
                continue;
            }
        };
        let short = portion == initial(portion) || DOUBLE.contains(&portion);
        if short {
            ways.insert(vec![format!("{head} {behind}")]);
        }
        if !short || SYLLABLES.contains(portion) {
            ways.insert(vec![format!("f{portion} {behind}")]);
        }
    }
    if ways.contains(&vec![head.clone()]) { BTreeSet::from([vec![head]]) } else { ways }
}

/// Initials of two letters.
const DOUBLE: [&str; 3] = ["zh", "ch", "sh"];

/// The splits of letters into a first unit and the rest, as far as both can be what they are taken for.
fn heads(word: &str) -> Vec<(&str, &str)> {
    let splits = word.char_indices().skip(1).map(|it| it.0).filter_map(|at| word.split_at_checked(at));
    let mut heads: Vec<(&str, &str)> = splits.filter(|(first, more)| is_unit(first) && is_spelt(more)).collect();
    if is_beginning(word) {
        heads.push((word, ""));
    }
    heads
}

fn is_unit(text: &str) -> bool {
    let letter = text.len() == 1 && !matches!(text, "i" | "u" | "v");
    letter || DOUBLE.contains(&text) || SYLLABLES.contains(text)
}

fn is_beginning(text: &str) -> bool {
    SYLLABLES.range(text.to_owned()..).next().is_some_and(|it| it.starts_with(text))
}

fn is_spelt(text: &str) -> bool {
    if text.is_empty() || is_beginning(text) {
        return true;
    }
    let splits = text.char_indices().skip(1).map(|it| it.0).filter_map(|at| text.split_at_checked(at));
    splits.filter(|it| is_unit(it.0)).any(|it| is_spelt(it.1))
}

fn follows(units: &[Unit], parts: &[Part]) -> bool {
    match (parts.split_first(), units.split_first()) {
        (None, _) => true,
        (Some((Part::Han(letter), rest)), Some((unit, more))) => unit.han == Some(*letter) && follows(more, rest),
        (Some((Part::Letters(text), rest)), Some(_)) => spells(units, text, rest),
        (Some(_), None) => false,
    }
}

fn spells(units: &[Unit], text: &str, rest: &[Part]) -> bool {
    if text.is_empty() {
        return follows(units, rest);
    }
    let Some((unit, more)) = units.split_first() else { return false };
    unit.readings.iter().any(|reading| {
        // A whole reading, an initial, or, as the last thing typed, any beginning.
        let whole = text.strip_prefix(reading.as_str()).is_some_and(|left| spells(more, left, rest));
        let short = || {
            let ends = [Some(initial(reading)), DOUBLE.into_iter().find(|it| reading.starts_with(it))];
            let mut lefts = ends.into_iter().flatten().filter_map(|it| text.strip_prefix(it));
            lefts.any(|left| spells(more, left, rest))
        };
        whole || (rest.is_empty() && reading.starts_with(text)) || short()
    })
}
