//! Rows of lines, each knowing which rows it has to stay with, and how texts become rows.

use super::tags::{NodeId, Tags};
use super::text_layout::{Look, Set, TextLayout};
use super::{Fit, WIDTH};
use crate::document::{Item, Piece, Span, Style, Text};
use krilla::tagging::{ListNumbering, Tag};
use std::rc::Rc;

/// Lines at the same height.
#[derive(Default)]
pub(crate) struct Row {
    /// Space above it, except at the top of a page.
    pub above: f32,
    /// Its own height.
    pub height: f32,
    /// Whether the row after it has to be on the same page.
    pub with_next: bool,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What is drawn behind them.
    pub shapes: Vec<Shape>,
    /// Whether a line is drawn above it.
    pub rule: bool,
    /// What the outline calls this place.
    pub outline: Option<String>,
    /// The minute whose entry begins here.
    pub minute: Option<u16>,
}

/// A line of a text.
pub(crate) struct Line {
    pub set: Rc<Set>,
    pub line: usize,
    pub x: f32,
    /// How far below the row's top.
    pub down: f32,
    pub ink: Ink,
    /// What it belongs to.
    pub node: NodeId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Text,
    Soft,
    Accent,
}

/// What is drawn behind a row; lengths from the left edge of the text, and from the row's top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// The ground of code, as high as the row.
    Ground { x: f32, width: f32 },
    /// The line beside a quote, as high as the row.
    Beside { x: f32 },
    /// A rectangle.
    Rect { x: f32, y: f32, width: f32, height: f32, paint: Paint },
    /// A filled dot.
    Dot { x: f32, y: f32, radius: f32, paint: Paint },
}

/// A colour of what is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    Accent,
    Ink,
    Paper,
    Edge,
    Tint,
    Mark,
    Line,
    Ground,
}

/// Width of the column of headings, which hang in the margin.
pub(crate) const MARGIN: f32 = 98.0;

/// Where the text begins.
pub(crate) const COLUMN: f32 = MARGIN + 16.0;

/// Distance of code from the edges of its ground.
const PAD: f32 = 7.0;

pub(crate) struct Rows<'a> {
    pub layout: &'a mut TextLayout,
    pub tags: Tags,
    pub rows: Vec<Row>,
    pub fit: Fit,
    /// The quotes that rows are in.
    quotes: Vec<f32>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(layout: &'a mut TextLayout, fit: Fit) -> Self {
        Self { layout, tags: Tags::default(), rows: Vec::new(), fit, quotes: Vec::new() }
    }

    pub(crate) fn body(&self) -> Look {
        Look { size: self.fit.size, strong: false, mono: false }
    }

    pub(crate) fn small(&self) -> Look {
        Look { size: self.fit.size * 0.86, ..self.body() }
    }

    /// What somebody wrote, from `x` on.
    pub(crate) fn text(&mut self, text: &Text, ink: Ink, (x, above): (f32, f32)) {
        self.pieces(&text.0, ink, (x, above));
    }

    fn pieces(&mut self, pieces: &[Piece], ink: Ink, (x, above): (f32, f32)) {
        let size = self.fit.size;
        for (at, piece) in pieces.iter().enumerate() {
            let above = if at == 0 { above } else { size * 0.5 };
            match piece {
                Piece::Paragraph(spans) => {
                    let node = self.tags.leaf(Tag::P);
                    let look = self.body();
                    self.lines(spans, look, (ink, node), (x, above));
                }
                Piece::Code { language, text } => self.code(language, text, (x, above)),
                Piece::List(items) => self.list(items, ink, (x, above)),
                Piece::Quote(pieces) => {
                    self.tags.open(Tag::BlockQuote);
                    self.quotes.push(x);
                    self.pieces(pieces, ink, (x + size, above));
                    self.quotes.pop();
                    self.tags.close();
                }
            }
        }
    }

    fn code(&mut self, language: &str, text: &str, (x, above): (f32, f32)) {
        let mono = Look { size: self.fit.size * 0.86, strong: false, mono: true };
        let first = self.rows.len();
        if !language.is_empty() {
            let (node, look) = (self.tags.leaf(Tag::P), self.small());
            self.lines(&[Span::new(Style::Plain, language)], look, (Ink::Soft, node), (x + PAD, 0.0));
        }
        self.tags.open(Tag::P);
        let node = self.tags.leaf(Tag::Code);
        self.lines(&[Span::new(Style::Plain, text)], mono, (Ink::Text, node), (x + PAD, 0.0));
        self.tags.close();
        let width = WIDTH - x;
        for row in self.rows.iter_mut().skip(first) {
            row.shapes.push(Shape::Ground { x, width });
        }
        self.pad(first, above, Shape::Ground { x, width });
    }

    /// Space inside a ground, above its first and below its last row.
    fn pad(&mut self, first: usize, above: f32, ground: Shape) {
        let row =
            |above, with_next| Row { above, height: PAD * 0.7, with_next, shapes: vec![ground], ..Row::default() };
        let (mut top, mut bottom) = (row(above, true), row(0.0, false));
        for shapes in [&mut top.shapes, &mut bottom.shapes] {
            shapes.extend(self.quotes.iter().map(|x| Shape::Beside { x: *x }));
        }
        self.rows.insert(first, top);
        if let Some(last) = self.rows.last_mut() {
            last.with_next = true;
        }
        self.rows.push(bottom);
    }

    fn list(&mut self, items: &[Item], ink: Ink, (x, above): (f32, f32)) {
        let size = self.fit.size;
        let numbered = items.iter().any(|item| item.number.is_some());
        self.tags.open(Tag::L(if numbered { ListNumbering::Decimal } else { ListNumbering::Disc }));
        for (at, item) in items.iter().enumerate() {
            let above = if at == 0 { above } else { size * 0.25 };
            let mark = item.number.map_or("\u{2022}".to_owned(), |number| format!("{number}."));
            let wide = if mark.len() > 4 { size * 4.0 } else { size * 1.6 };
            self.entry(&mark, (x, wide), |rows| rows.pieces(&item.pieces, ink, (x + wide, above)));
        }
        self.tags.close();
    }

    /// An entry of a list with its mark beside its first row.
    pub(crate) fn entry(&mut self, mark: &str, (x, wide): (f32, f32), content: impl FnOnce(&mut Self)) {
        self.tags.open(Tag::LI);
        let label = self.tags.leaf(Tag::Lbl);
        self.tags.open(Tag::LBody);
        let first = self.rows.len();
        content(self);
        self.tags.close();
        self.tags.close();
        let look = self.small();
        let set = self.layout.set(&[Span::new(Style::Plain, mark)], look, wide, 1);
        // Beside the first line of text: code has its ground above that.
        let row = self.rows.iter_mut().skip(first).find(|row| !row.lines.is_empty());
        if let Some(row) = row {
            let down = row.lines.first().map_or(0.0, |line| line.set.metrics(line.line).1 - set.metrics(0).1).max(0.0);
            row.lines.insert(0, Line { set, line: 0, x, down, ink: Ink::Soft, node: label });
        }
    }

    /// Spans with one row per line, `x` from the left and `above` below the previous row.
    pub(crate) fn lines(&mut self, spans: &[Span], look: Look, (ink, node): (Ink, NodeId), (x, above): (f32, f32)) {
        let inset = if look.mono { PAD } else { 0.0 };
        let set = self.layout.set(spans, look, (WIDTH - x - inset).max(60.0), self.fit.lines);
        let count = set.lines();
        for line in 0..count {
            let lines = vec![Line { set: Rc::clone(&set), line, x, down: 0.0, ink, node }];
            let (height, above) = (set.metrics(line).0, if line == 0 { above } else { 0.0 });
            let shapes = self.quotes.iter().map(|x| Shape::Beside { x: *x }).collect();
            self.rows.push(Row { above, height, with_next: keeps(line, count), lines, shapes, ..Row::default() });
        }
    }

    /// Our own words.
    pub(crate) fn words(&mut self, words: &str, look: Look, ink: (Ink, NodeId), at: (f32, f32)) {
        self.lines(&[Span::new(Style::Plain, words)], look, ink, at);
    }

    /// Keeps the rows from this one on together.
    pub(crate) fn together(&mut self, first: usize) {
        let count = self.rows.len();
        for row in self.rows.iter_mut().take(count.saturating_sub(1)).skip(first) {
            row.with_next = true;
        }
    }
}

/// Prevents widows and orphans: whether this line has to stay with the next.
fn keeps(line: usize, count: usize) -> bool {
    line + 1 < count && (line == 0 || line + 2 == count)
}
