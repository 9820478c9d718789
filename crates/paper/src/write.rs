//! Writing set pages as PDF: each font cut down to what is used, with the way back from its glyphs to characters.

use base::{Result, fault};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, TextRenderingMode, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use std::io::Write as _;
use subsetter::GlyphRemapper;

use crate::Paper;
use crate::fonts::{Font, Glyph};
use crate::lay::{HEIGHT, Line, Sheet, WIDTH};

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// Glyphs are numbered by us: a font is its glyphs and no more.
const CMAP: Name<'static> = Name(b"Hearth-UCS");

/// A font as far as the paper uses it.
struct Used<'a> {
    font: &'a Font<'a>,
    kept: GlyphRemapper,
    /// By the new number: what the glyph stands for, and how wide it is in thousandths of an em.
    glyphs: Vec<(char, f32)>,
}

impl Used<'_> {
    fn take(&mut self, it: &Glyph) {
        let new = usize::from(self.kept.remap(it.id));
        if new >= self.glyphs.len() {
            self.glyphs.resize(new + 1, ('\u{fffd}', 0.0));
        }
        if let Some(slot) = self.glyphs.get_mut(new) {
            *slot = (it.char, it.width * 1000.0);
        }
    }

    fn is_used(&self) -> bool {
        self.glyphs.len() > 1
    }
}

/// Gives out the numbers of objects.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Writes the pages of a paper.
pub fn write(paper: &Paper, sheets: &[Sheet], fonts: &[Font<'_>]) -> Result<Vec<u8>> {
    let mut used: Vec<Used<'_>> =
        fonts.iter().map(|font| Used { font, kept: GlyphRemapper::new(), glyphs: vec![('\u{fffd}', 0.0)] }).collect();
    for it in sheets.iter().flat_map(|it| &it.texts).flat_map(|it| &it.glyphs) {
        if let Some(font) = used.get_mut(it.font) {
            font.take(it);
        }
    }
    let (mut pdf, mut refs) = (Pdf::new(), Refs(0));
    let (catalog, tree, info) = (refs.next(), refs.next(), refs.next());
    let mut catalogue = pdf.catalog(catalog);
    catalogue.pages(tree);
    catalogue.lang(TextStr(&paper.lang));
    catalogue.viewer_preferences().display_doc_title(true);
    catalogue.finish();
    pdf.document_info(info).title(TextStr(&paper.title)).producer(TextStr("Hearth"));

    let mut placed = Vec::new();
    for (at, it) in used.iter().enumerate().filter(|(_, it)| it.is_used()) {
        placed.push((at, font(&mut pdf, &mut refs, it, at)?));
    }
    let mut kids = Vec::new();
    for sheet in sheets {
        let (page, content) = (refs.next(), refs.next());
        kids.push(page);
        let mut it = pdf.page(page);
        it.parent(tree).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(content);
        let mut resources = it.resources();
        let mut names = resources.fonts();
        for (at, font) in &placed {
            names.pair(Name(name(*at).as_bytes()), *font);
        }
        names.finish();
        resources.finish();
        it.finish();
        let packed = packed(&drawn(sheet, &used))?;
        pdf.stream(content, &packed).filter(Filter::FlateDecode);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    Ok(pdf.finish())
}

fn name(font: usize) -> String {
    format!("F{font}")
}

fn packed(plain: &[u8]) -> Result<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(plain).map_err(fault)?;
    packer.finish().map_err(fault)
}

/// What is drawn on a page.
fn drawn(sheet: &Sheet, used: &[Used<'_>]) -> Vec<u8> {
    let mut content = Content::new();
    content.set_fill_gray(0.955);
    for [x, y, width, height] in &sheet.grounds {
        content.rect(*x, *y, *width, *height);
    }
    if !sheet.grounds.is_empty() {
        content.fill_nonzero();
    }
    content.set_fill_gray(0.0).set_stroke_gray(0.55).set_line_width(0.5);
    for [x, y, to_x, to_y] in &sheet.strokes {
        content.move_to(*x, *y).line_to(*to_x, *to_y);
    }
    if !sheet.strokes.is_empty() {
        content.stroke();
    }
    content.set_stroke_gray(0.0);
    for line in &sheet.texts {
        text(&mut content, line, used);
    }
    content.finish().to_vec()
}

fn text(content: &mut Content, line: &Line, used: &[Used<'_>]) {
    content.begin_text();
    // One weight comes along: bold letters are drawn with a line around them.
    if line.bold {
        content.set_text_rendering_mode(TextRenderingMode::FillStroke).set_line_width(line.size * 0.025);
    } else {
        content.set_text_rendering_mode(TextRenderingMode::Fill);
    }
    content.next_line(line.x, line.y);
    for run in line.glyphs.chunk_by(|one, next| one.font == next.font) {
        let Some((font, of)) = run.first().and_then(|it| Some((used.get(it.font)?, it.font))) else { continue };
        content.set_font(Name(name(of).as_bytes()), line.size);
        let ids = run.iter().filter_map(|it| font.kept.get(it.id));
        let bytes: Vec<u8> = ids.flat_map(u16::to_be_bytes).collect();
        content.show(Str(&bytes));
    }
    content.end_text();
}

/// Writes a font, cut down.
fn font(pdf: &mut Pdf, refs: &mut Refs, used: &Used<'_>, at: usize) -> Result<Ref> {
    let [whole, cid, about, file, back] = std::array::from_fn(|_| refs.next());
    let (face, em) = (&used.font.face, used.font.em);
    // Fonts cut down are named with six letters of their own.
    let tag: String = ["HEARTA", "HEARTB", "HEARTC", "HEARTD"].get(at).map_or("HEARTE", |it| *it).to_owned();
    let known = face.names().into_iter().find(|it| it.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    let own = known.and_then(|it| it.to_string()).unwrap_or_else(|| "Fallback".to_owned());
    let full = format!("{tag}+{own}");
    let truetype = face.tables().glyf.is_some();

    pdf.type0_font(whole)
        .base_font(Name(full.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(back);
    let mut it = pdf.cid_font(cid);
    it.subtype(if truetype { CidFontType::Type2 } else { CidFontType::Type0 });
    it.base_font(Name(full.as_bytes())).system_info(IDENTITY).font_descriptor(about).default_width(0.0);
    it.widths().consecutive(0, used.glyphs.iter().map(|it| it.1));
    if truetype {
        it.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    it.finish();

    let scaled = |it: i16| f32::from(it) / em * 1000.0;
    let bounds = face.global_bounding_box();
    let mut it = pdf.font_descriptor(about);
    it.name(Name(full.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(scaled(bounds.x_min), scaled(bounds.y_min), scaled(bounds.x_max), scaled(bounds.y_max)))
        .italic_angle(0.0)
        .ascent(scaled(face.ascender()))
        .descent(scaled(face.descender()))
        .cap_height(scaled(face.capital_height().unwrap_or_else(|| face.ascender())))
        .stem_v(80.0);
    if truetype {
        it.font_file2(file)
    } else {
        it.font_file3(file)
    };
    it.finish();

    let cut = subsetter::subset(used.font.data, used.font.index, &used.kept).map_err(fault)?;
    let cut = if truetype { cut } else { cff(&cut).unwrap_or(cut) };
    let small = packed(&cut)?;
    let mut stream = pdf.stream(file, &small);
    stream.filter(Filter::FlateDecode);
    if !truetype {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    stream.finish();

    let mut map = UnicodeCmap::new(CMAP, IDENTITY);
    for (id, (char, _)) in used.glyphs.iter().enumerate().skip(1) {
        map.pair(u16::try_from(id).map_err(fault)?, *char);
    }
    let small = packed(&map.finish())?;
    let mut cmap = pdf.cmap(back, &small);
    cmap.name(CMAP).system_info(IDENTITY);
    cmap.filter(Filter::FlateDecode);
    Ok(whole)
}

/// The outlines of an OpenType font, which is what a PDF wants of it.
fn cff(font: &[u8]) -> Option<Vec<u8>> {
    let face = ttf_parser::RawFace::parse(font, 0).ok()?;
    face.table(ttf_parser::Tag::from_bytes(b"CFF ")).map(<[u8]>::to_vec)
}
