//! Placing rows on pages, and writing the pages.

use super::rows::{Band, Ink, Line, Row};
use super::text_layout::{Look, TextLayout};
use super::{LEFT, PAPER, PdfError, WIDTH};
use crate::document::{Document, Text};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;

const TOP: f32 = 52.0;
const BOTTOM: f32 = 64.0;

/// A row, and the distance of its top from the paper's edge.
pub(crate) struct Placed {
    row: Row,
    top: f32,
}

/// Places rows on pages; rows that belong together move to the next page together.
pub(crate) fn pages(rows: Vec<Row>) -> Vec<Vec<Placed>> {
    let end = PAPER.1 - BOTTOM;
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut at = TOP;
    let mut together = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let last = !row.with_next || rows.peek().is_none();
        together.push(row);
        if !last {
            continue;
        }
        let height: f32 = together.iter().map(|row| row.above + row.height).sum();
        let page_is_empty = pages.last().is_none_or(Vec::is_empty);
        if at + height > end && !page_is_empty {
            pages.push(Vec::new());
            at = TOP;
        }
        for row in together.drain(..) {
            let page_is_empty = pages.last().is_none_or(Vec::is_empty);
            at += if page_is_empty { 0.0 } else { row.above };
            // More than a page can't stay together.
            if at + row.height > end && !page_is_empty {
                pages.push(Vec::new());
                at = TOP;
            }
            let top = at;
            at += row.height;
            if let Some(page) = pages.last_mut() {
                page.push(Placed { row, top });
            }
        }
    }
    pages
}

/// Writes the pages, each with its number.
pub(crate) fn write(layout: &mut TextLayout, document: &Document, pages: &[Vec<Placed>]) -> Result<Vec<u8>, PdfError> {
    let mut file = krilla::Document::new();
    let metadata = Metadata::new()
        .title(document.title.clone())
        .description(document.about.clone())
        .language("en".to_owned())
        .creator("Candor".to_owned());
    file.set_metadata(match &document.author {
        Some(author) => metadata.authors(vec![author.clone()]),
        None => metadata,
    });
    for (number, rows) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAPER.0, PAPER.1).ok_or(PdfError::Page)?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        behind(&mut surface, rows);
        for Placed { row, top } in rows {
            for line in &row.lines {
                draw(layout, &mut surface, line, *top);
            }
        }
        foot(layout, &mut surface, &document.title, (number + 1, pages.len()));
        surface.finish();
        page.finish();
    }
    file.finish().map_err(PdfError::Written)
}

fn foot(layout: &mut TextLayout, surface: &mut Surface<'_>, title: &str, (number, of): (usize, usize)) {
    let look = Look { size: 8.0, strong: false };
    let top = PAPER.1 - BOTTOM + 22.0;
    let title = layout.set(&Text::plain(title), look, WIDTH, 1);
    let page = layout.set(&Text::plain(format!("Page {number} of {of}")), look, WIDTH, 1);
    let right = WIDTH - page.width();
    for (set, x) in [(title, 0.0), (page, right)] {
        draw(layout, surface, &Line { set, line: 0, x, ink: Ink::Soft }, top);
    }
}

fn draw(layout: &TextLayout, surface: &mut Surface<'_>, line: &Line, top: f32) {
    surface.set_fill(Some(fill(match line.ink {
        Ink::Text => rgb::Color::new(0x1f, 0x28, 0x26),
        Ink::Soft => rgb::Color::new(0x56, 0x62, 0x5f),
        Ink::Accent => rgb::Color::new(0x0b, 0x6b, 0x5b),
    })));
    let baseline = top + line.set.metrics(line.line).1;
    for run in layout.runs(&line.set, line.line) {
        let start = Point::from_xy(LEFT + line.x + run.x, baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font, line.set.words(line.line), run.size, false);
    }
}

/// Boxes, bars and lines, drawn before the text.
fn behind(surface: &mut Surface<'_>, rows: &[Placed]) {
    let mut at = 0;
    while let Some(first) = rows.get(at) {
        let band = first.row.band;
        let count = rows.iter().skip(at).take_while(|one| one.row.band == band).count();
        let last = rows.get(at + count - 1).unwrap_or(first);
        let (top, bottom) = (first.top, last.top + last.row.height);
        match band {
            Some((_, Band::Box)) => rect(surface, (LEFT, top, LEFT + WIDTH, bottom), rgb::Color::new(0xf1, 0xf5, 0xf1)),
            Some((_, Band::Bar)) => rect(surface, (LEFT, top, LEFT + 2.0, bottom), rgb::Color::new(0x0b, 0x6b, 0x5b)),
            None => {}
        }
        at += count;
    }
    for Placed { row, top } in rows.iter().filter(|one| one.row.rule) {
        let above = top - row.above / 2.0;
        rect(surface, (LEFT, above, LEFT + WIDTH, above + 0.6), rgb::Color::new(0xdd, 0xe2, 0xdb));
    }
}

fn rect(surface: &mut Surface<'_>, (left, top, right, bottom): (f32, f32, f32, f32), colour: rgb::Color) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

fn fill(colour: rgb::Color) -> Fill {
    Fill { paint: colour.into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}
