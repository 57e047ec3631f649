//! The document as rows of lines, each knowing which rows it has to stay with.

use super::Fit;
use super::WIDTH;
use super::text_layout::{Look, Set, TextLayout};
use crate::document::{Block, Document, GroupKind, Labelled, Part, Section, Span, Text};
use crate::domain::isolated;
use std::rc::Rc;

/// Lines at the same height.
pub(crate) struct Row {
    /// Space above it, except at the top of a page.
    pub above: f32,
    /// Its own height.
    pub height: f32,
    /// Whether the row after it has to be on the same page.
    pub with_next: bool,
    /// Its lines, left to right.
    pub lines: Vec<Line>,
    /// The band it's in, if any; rows with the same number are in the same band.
    pub band: Option<(usize, Band)>,
    /// Whether a line is drawn above it.
    pub rule: bool,
}

/// A line of a text.
pub(crate) struct Line {
    pub set: Rc<Set>,
    pub line: usize,
    pub x: f32,
    pub ink: Ink,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Text,
    Soft,
    Accent,
}

/// What is drawn behind rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Band {
    /// A tinted box.
    Box,
    /// A bar at their left.
    Bar,
}

/// Padding inside a box, and between a bar and its text.
const PAD: f32 = 10.0;

/// Maximum number of rows of one block that are kept on the same page.
const TOGETHER: usize = 12;

/// Characters of each part of an action step that are always included.
const STEP_LETTERS: usize = 160;

struct Rows<'a> {
    layout: &'a mut TextLayout,
    rows: Vec<Row>,
    fit: Fit,
    band: Option<(usize, Band)>,
    bands: usize,
}

/// Lays the document out in rows.
pub(crate) fn rows(layout: &mut TextLayout, document: &Document, fit: Fit) -> Vec<Row> {
    let mut rows = Rows { layout, rows: Vec::new(), fit, band: None, bands: 0 };
    let size = fit.size;
    let all = usize::MAX / 1000;
    rows.text(&Text::plain("Candor"), Look { size: size * 0.95, strong: true }, Ink::Accent, (0.0, 0.0), all);
    rows.text(
        &Text::plain(document.title.as_str()),
        Look { size: size * 1.9, strong: true },
        Ink::Text,
        (0.0, 2.0),
        all,
    );
    rows.text(&Text::plain(document.about.as_str()), rows.body(), Ink::Soft, (0.0, 3.0), all);
    rows.text(&Text::plain(document.lead.as_str()), rows.body(), Ink::Text, (0.0, 8.0), all);
    let (kept, left_out): (Vec<_>, Vec<_>) = document.sections.iter().partition(|section| section.room >= fit.least);
    for section in kept {
        rows.section(section);
    }
    if !left_out.is_empty() || fit.lines < super::ALL {
        let said = "Shortened to fit three pages; the email and the web page have the full text.";
        rows.text(&Text::plain(said), Look { size: size * 0.85, strong: false }, Ink::Soft, (0.0, 12.0), all);
    }
    rows.rows
}

impl Rows<'_> {
    fn body(&self) -> Look {
        Look { size: self.fit.size, strong: false }
    }

    fn small(&self) -> Look {
        Look { size: self.fit.size * 0.85, strong: false }
    }

    fn section(&mut self, section: &Section) {
        let size = self.fit.size;
        let look = Look { size: size * 1.3, strong: true };
        self.text(&Text::plain(section.heading), look, Ink::Text, (0.0, size * 1.5), 2);
        self.glue(1);
        if !section.lead.is_empty() {
            let first = self.rows.len();
            self.text(&Text::plain(section.lead.as_str()), self.body(), Ink::Text, (0.0, size * 0.2), 3);
            self.glue(self.rows.len() - first);
        }
        let fit = self.fit;
        for block in fit.shown(section) {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let (size, lines) = (self.fit.size, self.fit.lines);
        match block {
            Block::Paragraph(text) => self.text(text, self.body(), Ink::Text, (0.0, size * 0.3), lines),
            Block::Bullet(text) => {
                let first = self.rows.len();
                self.text(text, self.body(), Ink::Text, (PAD + 2.0, size * 0.4), lines);
                self.beside(first, "\u{2022}", self.body(), 2.0);
            }
            Block::Moment { minute, kind, text } => {
                let first = self.rows.len();
                let text = match *kind {
                    "" => text.clone(),
                    kind => Text::plain(format!("{kind}: {}", isolated(&text.words()))),
                };
                self.text(&text, self.body(), Ink::Text, (size * 4.0, size * 0.15), lines);
                self.beside(first, &format!("min {minute}"), self.small(), 0.0);
            }
            Block::Group { what, head, parts } => self.group(*what, head, parts),
        }
    }

    fn group(&mut self, what: GroupKind, head: &str, parts: &[Part]) {
        let (size, first, fit) = (self.fit.size, self.rows.len(), self.fit);
        // Action steps are included in full, or at least the beginning of each part.
        let brief: Vec<Part>;
        let parts = if what == GroupKind::Step && fit.lines < super::ALL {
            self.fit.lines = fit.lines.max(9);
            brief = parts.iter().map(shortened).collect();
            &brief
        } else {
            parts
        };
        self.bands += 1;
        self.band = match what {
            GroupKind::Recommendation | GroupKind::Step => Some((self.bands, Band::Box)),
            GroupKind::Gap => Some((self.bands, Band::Bar)),
            GroupKind::Skill | GroupKind::Question => None,
        };
        let x = if self.band.is_some() { PAD } else { 0.0 };
        let boxed = matches!(self.band, Some((_, Band::Box)));
        if boxed {
            self.space(size * 0.6, PAD * 0.6);
        }
        if !head.is_empty() {
            let strong = Look { size: size * 1.05, strong: true };
            self.text(&Text::plain(head), strong, Ink::Text, (x, size * 1.2), self.fit.lines.min(3));
            self.glue(1);
            if let Some(row) = self.rows.get_mut(first) {
                row.rule = what == GroupKind::Skill;
            }
        }
        for (place, part) in parts.iter().enumerate() {
            let above = match (place, boxed, head.is_empty()) {
                (0, true, _) => 0.0,
                (0, _, true) => size * 0.9,
                (_, _, _) => size * 0.35,
            };
            match part {
                Part::One(one) => self.labelled(one, x, above),
                Part::Beside(one, other) => self.side_by_side(one, other, above),
            }
        }
        if boxed {
            self.glue(1);
            self.space(0.0, PAD * 0.8);
        }
        let count = self.rows.len() - first;
        if matches!(what, GroupKind::Step | GroupKind::Recommendation | GroupKind::Gap) && count <= TOGETHER {
            self.glue(count);
            if let Some(last) = self.rows.last_mut() {
                last.with_next = false;
            }
        }
        self.band = None;
        self.fit = fit;
    }

    fn labelled(&mut self, one: &Labelled, x: f32, above: f32) {
        let (lines, label) = (self.fit.lines, Text::plain(one.label.as_str()));
        if one.label.is_empty() {
            self.text(&one.text, self.body(), Ink::Text, (x, above), lines);
            return;
        }
        self.text(&label, self.small(), Ink::Soft, (x, above), 1);
        self.glue(1);
        self.text(&one.text, self.body(), Ink::Text, (x, 0.0), lines);
    }

    /// Two texts in two columns.
    fn side_by_side(&mut self, one: &Labelled, other: &Labelled, above: f32) {
        let gap = self.fit.size * 1.8;
        let column = (WIDTH - gap) / 2.0;
        let x = column + gap;
        for (left, right, look, ink, above) in [
            (&Text::plain(one.label.as_str()), &Text::plain(other.label.as_str()), self.small(), Ink::Soft, above),
            (&one.text, &other.text, self.body(), Ink::Text, 0.0),
        ] {
            let sets =
                [(left, 0.0), (right, x)].map(|(text, x)| (self.layout.set(text, look, column, self.fit.lines), x));
            let count = sets.iter().map(|(set, _)| set.lines()).max().unwrap_or(0);
            for line in 0..count {
                let here = sets.iter().filter(|(set, _)| line < set.lines());
                let lines: Vec<_> = here.map(|(set, x)| Line { set: Rc::clone(set), line, x: *x, ink }).collect();
                let height = lines.iter().map(|line| line.set.metrics(line.line).0).fold(0.0, f32::max);
                let above = if line == 0 { above } else { 0.0 };
                let with_next = ink == Ink::Soft || keeps(line, count);
                self.rows.push(Row { above, height, with_next, lines, band: None, rule: false });
            }
        }
    }

    /// A text with one row per line, `x` from the left and `above` below the previous row.
    fn text(&mut self, text: &Text, look: Look, ink: Ink, (x, above): (f32, f32), lines: usize) {
        let right = if self.band.is_some() { PAD } else { 0.0 };
        let set = self.layout.set(text, look, WIDTH - x - right, lines);
        let count = set.lines();
        for line in 0..count {
            let lines = vec![Line { set: Rc::clone(&set), line, x, ink }];
            let (height, above) = (set.metrics(line).0, if line == 0 { above } else { 0.0 });
            self.rows.push(Row { above, height, with_next: keeps(line, count), lines, band: self.band, rule: false });
        }
    }

    /// Puts a word to the left of the row with this index.
    fn beside(&mut self, row: usize, word: &str, look: Look, x: f32) {
        let set = self.layout.set(&Text::plain(word), look, WIDTH, 1);
        if let Some(row) = self.rows.get_mut(row) {
            row.lines.insert(0, Line { set, line: 0, x, ink: Ink::Soft });
        }
    }

    fn space(&mut self, above: f32, height: f32) {
        let with_next = above > 0.0;
        self.rows.push(Row { above, height, with_next, lines: Vec::new(), band: self.band, rule: false });
    }

    /// Keeps the last `count` rows together with what follows.
    fn glue(&mut self, count: usize) {
        for row in self.rows.iter_mut().rev().take(count) {
            row.with_next = true;
        }
    }
}

/// Puts each run into one line, shortened.
fn shortened(part: &Part) -> Part {
    let span = |span: &Span| {
        let whole = span.words.chars().count() <= STEP_LETTERS && !span.words.contains('\n');
        let line = span.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = || format!("{}\u{2026}", line.chars().take(STEP_LETTERS).collect::<String>());
        Span { strong: span.strong, words: if whole { span.words.clone() } else { cut() } }
    };
    let one = |one: &Labelled| Labelled { label: one.label.clone(), text: Text(one.text.0.iter().map(span).collect()) };
    match part {
        Part::One(text) => Part::One(one(text)),
        Part::Beside(left, right) => Part::Beside(one(left), one(right)),
    }
}

/// Prevents widows and orphans: whether this line has to stay with the next.
fn keeps(line: usize, count: usize) -> bool {
    line + 1 < count && (line == 0 || line + 2 == count)
}
