//! Setting a paper: lines, tables and pages. Lengths are points; the origin of a page is its lower left corner.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::{Glyph, Letters};
use crate::{Block, Paper};

/// A4.
pub const WIDTH: f32 = 595.0;
/// A4.
pub const HEIGHT: f32 = 842.0;
const SIDE: f32 = 56.0;
const TOP: f32 = 56.0;
const BOTTOM: f32 = 64.0;
const INNER: f32 = WIDTH - 2.0 * SIDE;

const TEXT: f32 = 10.5;
const TITLE: f32 = 18.0;
const HEADING: f32 = 11.5;
const SMALL: f32 = 9.0;
/// From one baseline to the next, in the size of the letters.
const LEADING: f32 = 1.55;
/// Between a frame and what stands in it.
const PAD: f32 = 4.0;

/// A page: what is drawn on it.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Lines of text.
    pub texts: Vec<Line>,
    /// Strokes, from a point to a point.
    pub strokes: Vec<[f32; 4]>,
    /// Grey grounds: a corner, width and height.
    pub grounds: Vec<[f32; 4]>,
}

/// A line of text in its place.
#[derive(Debug, Clone)]
pub struct Line {
    /// From the left.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// How large.
    pub size: f32,
    /// Whether it is drawn bolder.
    pub bold: bool,
    /// Its characters.
    pub glyphs: Vec<Glyph>,
}

/// How wide a line is.
fn wide(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|it| it.width * size).sum()
}

/// A text in lines of at most a width. Lines break where Chinese and English let them; what is too long for a line of its
/// own breaks anywhere.
fn lines(text: &str, size: f32, width: f32, letters: &Letters<'_>) -> Vec<Vec<Glyph>> {
    let mut all = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    let mut start = 0;
    for (end, how) in linebreaks(text) {
        let piece = letters.glyphs(text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']));
        let tight = piece.iter().rposition(|it| it.char != ' ').map_or(0, |at| at + 1);
        let body = wide(piece.get(..tight).unwrap_or_default(), size);
        if !line.is_empty() && wide(&line, size) + body > width {
            all.push(std::mem::take(&mut line));
        }
        for it in piece {
            if wide(&line, size) + it.width * size > width && it.char != ' ' {
                all.push(std::mem::take(&mut line));
            }
            line.push(it);
        }
        if how == BreakOpportunity::Mandatory && end < text.len() {
            all.push(std::mem::take(&mut line));
        }
        start = end;
    }
    all.push(line);
    all
}

/// Sets a paper.
pub fn lay(paper: &Paper, letters: &Letters<'_>) -> Vec<Sheet> {
    let mut setter = Setter { letters, sheets: vec![Sheet::default()], y: HEIGHT - TOP };
    setter.middle(&paper.title, TITLE, true);
    if !paper.under.is_empty() {
        setter.middle(&paper.under, SMALL, false);
    }
    setter.y -= 8.0;
    for block in &paper.blocks {
        match block {
            Block::Heading(text) => setter.heading(text),
            Block::Text(text) => setter.text(text),
            Block::Facts(pairs) => setter.facts(pairs),
            Block::Table { head, widths, rows } => setter.table(head, widths, rows),
            Block::Signed(lines) => setter.signed(lines),
        }
    }
    setter.feet(paper);
    setter.sheets
}

/// A cell about to be drawn.
struct Cell {
    x: f32,
    width: f32,
    bold: bool,
    lines: Vec<Vec<Glyph>>,
}

struct Setter<'a> {
    letters: &'a Letters<'a>,
    sheets: Vec<Sheet>,
    /// Where the next thing begins.
    y: f32,
}

impl Setter<'_> {
    fn sheet(&mut self) -> Option<&mut Sheet> {
        self.sheets.last_mut()
    }

    fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = HEIGHT - TOP;
    }

    fn is_room(&self, height: f32) -> bool {
        self.y - height >= BOTTOM
    }

    /// Goes on to the next page unless so much room is left; never from an empty one.
    fn room(&mut self, height: f32) {
        if !self.is_room(height) && self.y < HEIGHT - TOP {
            self.turn();
        }
    }

    /// Draws a line whose upper edge is where the next thing begins.
    fn line(&mut self, x: f32, size: f32, bold: bool, glyphs: Vec<Glyph>) {
        let y = self.y - size * (LEADING - 0.4);
        self.y -= size * LEADING;
        if let Some(sheet) = self.sheet() {
            sheet.texts.push(Line { x, y, size, bold, glyphs });
        }
    }

    fn middle(&mut self, text: &str, size: f32, bold: bool) {
        for glyphs in lines(text, size, INNER, self.letters) {
            let x = (WIDTH - wide(&glyphs, size)) / 2.0;
            self.line(x, size, bold, glyphs);
        }
    }

    fn heading(&mut self, text: &str) {
        self.y -= 8.0;
        // With the beginning of what follows.
        self.room(HEADING * LEADING + 3.0 * TEXT * LEADING);
        for glyphs in lines(text, HEADING, INNER, self.letters) {
            self.line(SIDE, HEADING, true, glyphs);
        }
        self.y -= 3.0;
    }

    fn text(&mut self, text: &str) {
        for glyphs in lines(text, TEXT, INNER, self.letters) {
            self.room(TEXT * LEADING);
            self.line(SIDE, TEXT, false, glyphs);
        }
        self.y -= 4.0;
    }

    fn signed(&mut self, signed: &[String]) {
        let all: Vec<Vec<Glyph>> = signed.iter().flat_map(|it| lines(it, TEXT, INNER, self.letters)).collect();
        self.y -= 14.0;
        self.room(all.iter().map(|_| TEXT * LEADING).sum());
        for glyphs in all {
            let x = WIDTH - SIDE - wide(&glyphs, TEXT);
            self.line(x, TEXT, false, glyphs);
        }
    }

    /// Names and values: two pairs in a row where both values fit into one line.
    fn facts(&mut self, pairs: &[(String, String)]) {
        let (name, value) = (76.0, INNER / 2.0 - 76.0);
        let short = |it: &(String, String)| lines(&it.1, TEXT, value - 2.0 * PAD, self.letters).len() == 1;
        let mut rows: Vec<Vec<&(String, String)>> = Vec::new();
        for pair in pairs {
            match rows.last_mut() {
                Some(row) if short(pair) && row.len() == 1 && row.iter().all(|it| short(it)) => row.push(pair),
                _ => rows.push(vec![pair]),
            }
        }
        for row in rows {
            let wide_value = if row.len() == 1 { INNER - name } else { value };
            let mut cells = Vec::new();
            let mut x = SIDE;
            for (label, text) in row {
                for (text, width, bold) in [(label, name, true), (text, wide_value, false)] {
                    cells.push(self.cell(text, x, width, bold));
                    x += width;
                }
            }
            self.row(cells, &[], |cell| cell.bold);
        }
        self.y -= 6.0;
    }

    fn table(&mut self, head: &[String], widths: &[u16], rows: &[Vec<String>]) {
        let all: f32 = widths.iter().map(|it| f32::from(*it)).sum::<f32>().max(1.0);
        let places: Vec<(f32, f32)> = widths
            .iter()
            .scan(SIDE, |x, it| {
                let width = INNER * f32::from(*it) / all;
                let at = *x;
                *x += width;
                Some((at, width))
            })
            .collect();
        let cells = |setter: &Self, texts: &[String], bold: bool| -> Vec<Cell> {
            places.iter().zip(texts).map(|((x, width), text)| setter.cell(text, *x, *width, bold)).collect()
        };
        self.row(cells(self, head, true), &[], |_| true);
        for row in rows {
            let again: Vec<Cell> = cells(self, head, true);
            self.row(cells(self, row, false), &again, |_| false);
        }
        self.y -= 6.0;
    }

    fn cell(&self, text: &str, x: f32, width: f32, bold: bool) -> Cell {
        Cell { x, width, bold, lines: lines(text, TEXT, width - 2.0 * PAD, self.letters) }
    }

    /// Draws a row in its frame. A row that does not fit goes on to the next page, below the head again; one that fits
    /// onto no page is cut between lines.
    fn row(&mut self, mut cells: Vec<Cell>, again: &[Cell], grey: impl Fn(&Cell) -> bool) {
        let leading = TEXT * LEADING;
        let mut most = cells.iter().map(|it| it.lines.len()).max().unwrap_or_default();
        let height = |count: usize| times(count) * leading + 2.0 * PAD;
        if !self.is_room(height(most.min(3))) || (!self.is_room(height(most)) && height(most) < HEIGHT / 3.0) {
            self.turn_with(again);
        }
        loop {
            let mut fit = most;
            while fit > 1 && !self.is_room(height(fit)) {
                fit -= 1;
            }
            let (top, bottom) = (self.y, self.y - height(fit));
            for cell in &mut cells {
                let rest = cell.lines.split_off(fit.min(cell.lines.len()));
                let shown = std::mem::replace(&mut cell.lines, rest);
                let ground = grey(cell);
                self.frame(cell.x, top, cell.width, bottom, ground);
                self.y = top - PAD;
                for glyphs in shown {
                    self.line(cell.x + PAD, TEXT, cell.bold, glyphs);
                }
            }
            self.y = bottom;
            most -= fit.min(most);
            if most == 0 {
                return;
            }
            self.turn_with(again);
        }
    }

    /// Goes on to the next page, below the head of the table.
    fn turn_with(&mut self, head: &[Cell]) {
        self.turn();
        if head.is_empty() {
            return;
        }
        let copy = head.iter().map(|it| Cell { lines: it.lines.clone(), ..*it }).collect();
        self.row(copy, &[], |_| true);
    }

    fn frame(&mut self, x: f32, top: f32, width: f32, bottom: f32, grey: bool) {
        let Some(sheet) = self.sheet() else { return };
        if grey {
            sheet.grounds.push([x, bottom, width, top - bottom]);
        }
        let right = x + width;
        sheet.strokes.extend([
            [x, top, right, top],
            [x, bottom, right, bottom],
            [x, top, x, bottom],
            [right, top, right, bottom],
        ]);
    }

    /// The foot of every page, once it is known how many there are.
    fn feet(&mut self, paper: &Paper) {
        let pages = self.sheets.len().to_string();
        for (at, sheet) in self.sheets.iter_mut().enumerate() {
            let right = paper.pages.replace("{page}", &(at + 1).to_string()).replace("{pages}", &pages);
            let right = self.letters.glyphs(&right);
            let room = INNER - wide(&right, SMALL) - 12.0;
            let left = lines(&paper.foot, SMALL, room, self.letters).into_iter().next().unwrap_or_default();
            let y = BOTTOM - 30.0;
            sheet.strokes.push([SIDE, y + 14.0, WIDTH - SIDE, y + 14.0]);
            let x = WIDTH - SIDE - wide(&right, SMALL);
            sheet.texts.push(Line { x: SIDE, y, size: SMALL, bold: false, glyphs: left });
            sheet.texts.push(Line { x, y, size: SMALL, bold: false, glyphs: right });
        }
    }
}

fn times(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
