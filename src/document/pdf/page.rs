//! Placing rows on pages, and writing the pages.

use super::links::Link;
use super::rows::{Ink, Line, Paint, Row, Shape};
use super::tags::{NodeId, Tags};
use super::text_layout::{Look, TextLayout};
use super::{LEFT, PAPER, PdfError, WIDTH};
use crate::document::{Document, Span, Style};
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag};
use std::collections::HashMap;

const TOP: f32 = 52.0;
const BOTTOM: f32 = 64.0;

/// How far the control points of a quarter of a circle are from its ends, in radii.
const ROUND: f32 = 0.552_285;

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
        // What is longer than a page is torn anyway, so it may as well begin here.
        if at + height > end && !page_is_empty && (height <= end - TOP || at > (TOP + end) / 2.0) {
            pages.push(Vec::new());
            at = TOP;
        }
        for row in together.drain(..) {
            let page_is_empty = pages.last().is_none_or(Vec::is_empty);
            at += if page_is_empty { 0.0 } else { row.above };
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

/// Whether the last page has so little on it that smaller text would be better than a page more.
pub(crate) fn ends_nearly_empty(pages: &[Vec<Placed>]) -> bool {
    let end = |page: &Vec<Placed>| page.last().map_or(TOP, |placed| placed.top + placed.row.height);
    pages.len() > 1 && pages.last().is_some_and(|page| end(page) < TOP + (PAPER.1 - BOTTOM - TOP) / 5.0)
}

/// Where the entry of each minute begins: on which page, and how far from its top.
fn entries(pages: &[Vec<Placed>]) -> HashMap<u16, XyzDestination> {
    let mut entries = HashMap::new();
    for (number, placed) in pages.iter().enumerate().flat_map(|(at, page)| page.iter().map(move |one| (at, one))) {
        if let Some(minute) = placed.row.minute {
            let top = (placed.top - 8.0).max(0.0);
            entries.entry(minute).or_insert_with(|| XyzDestination::new(number, Point::from_xy(0.0, top)));
        }
    }
    entries
}

/// A link on a page, and what it's in.
struct Placement {
    node: NodeId,
    minute: u16,
    rect: Rect,
    to: XyzDestination,
}

/// The links of a line that lead somewhere.
fn links(line: &Line, top: f32, entries: &HashMap<u16, XyzDestination>) -> Vec<Placement> {
    let (height, baseline) = line.set.metrics(line.line);
    let place = |link: Link| {
        let to = entries.get(&link.minute)?.clone();
        let (left, top) = (LEFT + line.x, top + line.down);
        let rect = Rect::from_ltrb(left + link.from, top, left + link.to, top + height.max(baseline))?;
        Some(Placement { node: line.node, minute: link.minute, rect, to })
    };
    line.set.links(line.line).into_iter().filter_map(place).collect()
}

/// Writes the pages, each with its number, with the structure for screen readers. `is_ua` asks the library to refuse what
/// breaks PDF/UA-1.
pub(crate) fn write(
    layout: &mut TextLayout,
    document: &Document,
    (pages, mut tags): (&[Vec<Placed>], Tags),
    is_ua: bool,
) -> Result<Vec<u8>, PdfError> {
    let builder = ConfigurationBuilder::new();
    let builder = if is_ua { builder.with_accessibility_validator(Accessibility::UA1) } else { builder };
    let configuration = builder.finish().map_err(|_| PdfError::Standard)?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut file = krilla::Document::new_with(settings);
    let metadata = Metadata::new()
        .title(format!("{} \u{b7} {}", document.title, document.decision.sentence))
        .description(document.about.clone())
        .language("en".to_owned())
        .creator("Candor".to_owned());
    file.set_metadata(match &document.author {
        Some(author) => metadata.authors(vec![author.clone()]),
        None => metadata,
    });
    let mut outline = Outline::new();
    let entries = entries(pages);
    for (number, rows) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAPER.0, PAPER.1).ok_or(PdfError::Page)?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        rows.iter().enumerate().for_each(|(at, placed)| behind(&mut surface, placed, at == 0));
        surface.end_tagged();
        let mut placements = Vec::new();
        for Placed { row, top } in rows {
            if let Some(name) = &row.outline {
                let place = XyzDestination::new(number, Point::from_xy(0.0, (top - 8.0).max(0.0)));
                outline.push_child(OutlineNode::new(name.clone(), place));
            }
            for line in &row.lines {
                let mark = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                draw(layout, &mut surface, line, *top);
                surface.end_tagged();
                tags.mark(line.node, mark);
                placements.extend(links(line, *top, &entries));
            }
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        placements.iter().for_each(|link| underline(&mut surface, link.rect));
        surface.end_tagged();
        foot(layout, &mut surface, &document.title, (number + 1, pages.len()));
        surface.finish();
        for Placement { node, minute, rect, to } in placements {
            let link = LinkAnnotation::new(rect, Target::Destination(to.into()));
            let link = Annotation::new_link(link, Some(format!("Minute {minute}")));
            let mark = page.add_tagged_annotation(link);
            let node = tags.inside(node, Tag::Link);
            tags.mark(node, mark);
        }
        page.finish();
    }
    file.set_outline(outline);
    file.set_tag_tree(tags.tree());
    file.finish().map_err(PdfError::Written)
}

fn foot(layout: &mut TextLayout, surface: &mut Surface<'_>, title: &str, (number, of): (usize, usize)) {
    let look = Look { size: 8.0, strong: false, mono: false };
    let top = PAPER.1 - BOTTOM + 22.0;
    let title = layout.set(&[Span::new(Style::Plain, format!("Candor \u{b7} {title}"))], look, WIDTH, 1);
    let page = layout.set(&[Span::new(Style::Plain, format!("Page {number} of {of}"))], look, WIDTH, 1);
    let right = WIDTH - page.width();
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    for (set, x) in [(title, 0.0), (page, right)] {
        glyphs(layout, surface, (&set, 0), (x, top), Ink::Soft);
    }
    surface.end_tagged();
}

fn draw(layout: &TextLayout, surface: &mut Surface<'_>, line: &Line, top: f32) {
    glyphs(layout, surface, (&line.set, line.line), (line.x, top + line.down), line.ink);
}

fn glyphs(
    layout: &TextLayout,
    surface: &mut Surface<'_>,
    (set, line): (&super::text_layout::Set, usize),
    (x, top): (f32, f32),
    ink: Ink,
) {
    surface.set_fill(Some(fill(match ink {
        Ink::Text => colour(Paint::Ink),
        Ink::Soft => rgb::Color::new(0x5c, 0x58, 0x4e),
        Ink::Accent => colour(Paint::Accent),
    })));
    let baseline = top + set.metrics(line).1;
    for run in layout.runs(set, line) {
        let start = Point::from_xy(LEFT + x + run.x, baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font, set.words(line), run.size, false);
    }
}

/// What is drawn behind a row.
fn behind(surface: &mut Surface<'_>, Placed { row, top }: &Placed, first: bool) {
    if row.rule && !first {
        let above = top - row.above / 2.0;
        rect(surface, (0.0, above, WIDTH, above + 0.6), Paint::Line);
    }
    // Rows of the same block have no gap between their grounds.
    let from = if first { *top } else { top - if row.above < 3.0 { row.above } else { 0.0 } };
    for shape in &row.shapes {
        match *shape {
            Shape::Ground { x, width } => rect(surface, (x, from, x + width, top + row.height + 0.1), Paint::Ground),
            Shape::Beside { x } => rect(surface, (x, from, x + 1.5, top + row.height + 0.1), Paint::Edge),
            Shape::Rect { x, y, width, height, paint } => {
                rect(surface, (x, top + y, x + width, top + y + height), paint)
            }
            Shape::Dot { x, y, radius, paint } => path(surface, circle(LEFT + x, top + y, radius), paint),
        }
    }
}

fn underline(surface: &mut Surface<'_>, link: Rect) {
    let down = link.bottom() - (link.bottom() - link.top()) * 0.16;
    rect(surface, (link.left() - LEFT, down, link.right() - LEFT, down + 0.6), Paint::Accent);
}

fn rect(surface: &mut Surface<'_>, (left, top, right, bottom): (f32, f32, f32, f32), paint: Paint) {
    let mut builder = PathBuilder::new();
    if let Some(rect) = Rect::from_ltrb(LEFT + left, top, LEFT + right, bottom) {
        builder.push_rect(rect);
    }
    path(surface, builder.finish(), paint);
}

fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    let (r, k) = (radius, radius * ROUND);
    let mut builder = PathBuilder::new();
    builder.move_to(x + r, y);
    builder.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    builder.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    builder.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    builder.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    builder.close();
    builder.finish()
}

fn path(surface: &mut Surface<'_>, path: Option<Path>, paint: Paint) {
    if let Some(path) = path {
        surface.set_fill(Some(fill(colour(paint))));
        surface.draw_path(&path);
    }
}

fn colour(paint: Paint) -> rgb::Color {
    match paint {
        Paint::Accent => rgb::Color::new(0x0e, 0x53, 0x59),
        Paint::Ink => rgb::Color::new(0x1e, 0x1d, 0x1a),
        Paint::Paper => rgb::Color::new(0xff, 0xff, 0xff),
        Paint::Edge => rgb::Color::new(0x85, 0x7f, 0x70),
        Paint::Tint => rgb::Color::new(0xe1, 0xed, 0xec),
        Paint::Mark => rgb::Color::new(0xff, 0xe9, 0x9a),
        Paint::Line => rgb::Color::new(0xe2, 0xdd, 0xd0),
        Paint::Ground => rgb::Color::new(0xf3, 0xf0, 0xe8),
    }
}

fn fill(colour: rgb::Color) -> Fill {
    Fill { paint: colour.into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}
