//! The document as rows: the recommendation, and sections whose headings hang in the margin.

use super::rows::{COLUMN, Ink, Line, MARGIN, Row, Rows};
use super::text_layout::{Look, TextLayout};
use super::{ALL, Fit, score};
use crate::document::{Block, Document, Labelled, Piece, Section, Span, Style, Text};
use krilla::tagging::{ListNumbering, Tag};
use std::num::NonZeroU16;

/// Characters of each part of an action step that are always included.
const STEP_LETTERS: usize = 160;

/// Lays the document out in rows.
pub(crate) fn rows<'a>(layout: &'a mut TextLayout, document: &Document, fit: Fit) -> Rows<'a> {
    let mut rows = Rows::new(layout, fit);
    head(&mut rows, document);
    let (kept, left_out): (Vec<_>, Vec<_>) = document.sections.iter().partition(|section| section.room >= fit.least);
    for section in kept {
        self::section(&mut rows, section);
    }
    if !left_out.is_empty() || fit.lines < ALL {
        let (node, small) = (rows.tags.leaf(Tag::P), rows.small());
        rows.words(super::SHORTENED, small, (Ink::Soft, node), (COLUMN, 12.0));
    }
    rows
}

fn level(level: u16) -> NonZeroU16 {
    NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN)
}

fn head(rows: &mut Rows<'_>, document: &Document) {
    let (size, body, small) = (rows.fit.size, rows.body(), rows.small());
    let decision = &document.decision;
    let node = rows.tags.leaf(Tag::P);
    rows.words(&document.about, small, (Ink::Soft, node), (0.0, 0.0));
    let node = rows.tags.leaf(Tag::Hn(level(1), Some(decision.sentence.clone())));
    let first = rows.rows.len();
    rows.words(&decision.sentence, Look { size: size * 2.1, strong: true, mono: false }, (Ink::Text, node), (0.0, 4.0));
    if let Some(row) = rows.rows.get_mut(first) {
        row.outline = Some(decision.sentence.clone());
    }
    if !decision.because.is_empty() {
        rows.text(&decision.because, Ink::Text, (0.0, 6.0));
    }
    let node = rows.tags.leaf(Tag::P);
    rows.words(&decision.formal, small, (Ink::Soft, node), (0.0, 6.0));
    if let Some((heading, told)) = &document.told {
        let node = rows.tags.leaf(Tag::P);
        rows.words(heading, Look { strong: true, ..body }, (Ink::Text, node), (0.0, 8.0));
        rows.text(told, Ink::Text, (0.0, 1.0));
    }
}

fn section(rows: &mut Rows<'_>, section: &Section) {
    let size = rows.fit.size;
    let first = rows.rows.len();
    rows.tags.open(Tag::Section);
    let heading = rows.tags.leaf(Tag::Hn(level(2), Some(section.heading.to_owned())));
    if !section.lead.is_empty() {
        let (node, small) = (rows.tags.leaf(Tag::P), rows.small());
        rows.words(&section.lead, small, (Ink::Soft, node), (COLUMN, 0.0));
        rows.together(first);
        if let Some(last) = rows.rows.last_mut() {
            last.with_next = true;
        }
    }
    let list = match section.blocks.first() {
        // Minutes are labels as well, and for those PDF/UA wants a numbering.
        Some(Block::Step { .. } | Block::Moment { .. }) => Some(ListNumbering::Decimal),
        _ => None,
    };
    if let Some(numbering) = list {
        rows.tags.open(Tag::L(numbering));
    }
    let fit = rows.fit;
    for (at, one) in fit.shown(section).enumerate() {
        block(rows, one, at == 0 && section.lead.is_empty());
    }
    if list.is_some() {
        rows.tags.close();
    }
    rows.tags.close();
    hang(rows, section.heading, (first, heading), size);
}

/// The heading, in the margin beside the first row.
fn hang(rows: &mut Rows<'_>, heading: &str, (first, node): (usize, super::tags::NodeId), size: f32) {
    let look = Look { size: size * 1.15, strong: true, mono: false };
    let set = rows.layout.set(&[Span::new(Style::Plain, heading)], look, MARGIN, 4);
    let tall: f32 = (0..set.lines()).map(|line| set.metrics(line).0).sum();
    let content: f32 = rows.rows.iter().skip(first).map(|row| row.above + row.height).sum();
    let Some(row) = rows.rows.get_mut(first) else { return };
    row.above = size * 2.2;
    row.rule = true;
    row.outline = Some(heading.to_owned());
    // Both begin on the same line.
    let base = row.lines.first().map_or(0.0, |line| line.down + line.set.metrics(line.line).1);
    let mut down = base - set.metrics(0).1;
    for line in (0..set.lines()).rev() {
        let above: f32 = (0..line).map(|one| set.metrics(one).0).sum();
        let line = Line { set: std::rc::Rc::clone(&set), line, x: 0.0, down: down + above, ink: Ink::Text, node };
        row.lines.insert(0, line);
    }
    down += tall;
    if down > content {
        rows.together(first);
        if let Some(last) = rows.rows.last_mut() {
            last.with_next = true;
        }
        rows.rows.push(Row { height: down - content, ..Row::default() });
    }
}

fn block(rows: &mut Rows<'_>, block: &Block, opens: bool) {
    let (size, fit) = (rows.fit.size, rows.fit);
    let first = rows.rows.len();
    let above = |more: f32| if opens { 0.0 } else { size * more };
    match block {
        Block::Paragraph(text) => rows.text(text, Ink::Text, (COLUMN, above(0.7))),
        Block::Step { number, when, then, check } => {
            // Action steps are included in full, or at least the beginning of each part.
            let short = |text: &Text| if fit.lines < ALL { shortened(text) } else { text.clone() };
            rows.fit.lines = fit.lines.max(9);
            let (when, then, check) = (short(when), short(then), short(check));
            let mark = format!("{number}.");
            rows.entry(&mark, (COLUMN, size * 2.0), |rows| {
                let x = COLUMN + size * 2.0;
                rows.text(&when, Ink::Text, (x, above(0.8)));
                rows.text(&then, Ink::Text, (x, if when.is_empty() { above(0.8) } else { 0.0 }));
                if !check.is_empty() {
                    labelled(rows, &Labelled { label: "How you'll know".to_owned(), text: check }, (x, size * 0.3));
                }
            });
            rows.fit = fit;
            rows.together(first);
        }
        Block::Scores(card) => score::table(rows, card, above(0.4)),
        Block::Parts(parts) => {
            rows.tags.open(Tag::Div);
            parts_of(rows, parts, above(1.1));
            rows.tags.close();
            rows.together(first);
        }
        Block::Skill { name, state, parts, .. } => {
            rows.tags.open(Tag::Section);
            let node = rows.tags.leaf(Tag::Hn(level(3), Some(name.clone())));
            let strong = Look { strong: true, ..rows.body() };
            rows.words(name, strong, (Ink::Text, node), (COLUMN, above(1.5)));
            let (node, small) = (rows.tags.leaf(Tag::P), rows.small());
            rows.words(state, small, (Ink::Accent, node), (COLUMN, 0.0));
            parts_of(rows, parts, size * 0.4);
            rows.tags.close();
            rows.together(first);
        }
        Block::Question { head, parts } => {
            rows.tags.open(Tag::Section);
            let node = rows.tags.leaf(Tag::Hn(level(3), Some(head.words())));
            let strong = Look { strong: true, ..rows.body() };
            if let Some(Piece::Paragraph(spans)) = head.0.first() {
                rows.lines(spans, strong, (Ink::Text, node), (COLUMN, above(1.0)));
            }
            parts_of(rows, parts, size * 0.2);
            rows.tags.close();
            rows.together(first);
        }
        Block::Moment { minute, kind, text } => {
            rows.entry(&format!("min {minute}"), (COLUMN, size * 4.0), |rows| {
                let x = COLUMN + size * 4.2;
                let first = rows.rows.len();
                if !kind.is_empty() {
                    let (node, small) = (rows.tags.leaf(Tag::P), rows.small());
                    rows.words(kind, small, (Ink::Soft, node), (x, above(0.4)));
                }
                let is_first = rows.rows.len() == first;
                rows.text(text, Ink::Text, (x, if is_first { above(0.4) } else { 0.0 }));
            });
            rows.together(first);
            if let Some(row) = rows.rows.get_mut(first) {
                row.minute = Some(*minute);
            }
        }
    }
}

fn parts_of(rows: &mut Rows<'_>, parts: &[Labelled], above: f32) {
    let size = rows.fit.size;
    for (at, part) in parts.iter().enumerate() {
        labelled(rows, part, (COLUMN, if at == 0 { above } else { size * 0.4 }));
    }
}

fn labelled(rows: &mut Rows<'_>, one: &Labelled, (x, above): (f32, f32)) {
    if one.label.is_empty() {
        return rows.text(&one.text, Ink::Text, (x, above));
    }
    let (node, small) = (rows.tags.leaf(Tag::P), rows.small());
    rows.words(&one.label, small, (Ink::Soft, node), (x, above));
    if let Some(last) = rows.rows.last_mut() {
        last.with_next = true;
    }
    rows.text(&one.text, Ink::Text, (x, 0.0));
}

/// The beginning, in one line.
fn shortened(text: &Text) -> Text {
    let words = text.words();
    if words.chars().count() <= STEP_LETTERS && !words.contains('\n') {
        return text.clone();
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Text::plain(format!("{}\u{2026}", line.chars().take(STEP_LETTERS).collect::<String>()))
}
