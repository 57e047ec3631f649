//! The scorecard, drawn: a table whose words say everything, with a picture beside them for those who see it.

use super::rows::{COLUMN, Ink, Line, Paint, Row, Rows, Shape};
use super::text_layout::Look;
use super::{ALL, WIDTH};
use crate::document::{Row as Skill, Scorecard, Span, Style};
use crate::domain::feedback::notes::ScalePoint;
use krilla::tagging::{TableHeaderScope, Tag};

/// Where the points are drawn.
const TRACK: f32 = COLUMN + 122.0;

/// The width of a point's part of the track.
const POINT: f32 = (WIDTH - TRACK) / 4.0;

/// The height of the drawn part of a row.
const HEIGHT: f32 = 15.0;

pub(super) fn table(rows: &mut Rows<'_>, card: &Scorecard, above: f32) {
    let first = rows.rows.len();
    legend(rows, card, above);
    let summary = "One row for each skill: how it was rated in words, and what the level asks for.";
    rows.tags.open(Tag::Table.with_summary(Some(summary.to_owned())));
    heading(rows);
    rows.together(first);
    if let Some(last) = rows.rows.last_mut() {
        last.with_next = true;
    }
    for skill in &card.rows {
        row(rows, skill);
    }
    rows.tags.close();
    if rows.fit.lines >= ALL {
        rows.together(first);
    }
}

fn word(rows: &mut Rows<'_>, words: &str, look: Look, width: f32) -> std::rc::Rc<super::text_layout::Set> {
    rows.layout.set(&[Span::new(Style::Plain, words)], look, width, 3)
}

fn legend(rows: &mut Rows<'_>, card: &Scorecard, above: f32) {
    let small = rows.small();
    let node = rows.tags.leaf(Tag::P);
    let entries = [Some((&card.they, 0)), card.you.as_ref().map(|you| (you, 1)), Some((&card.asked, 2))];
    let (mut x, mut lines, mut shapes) = (COLUMN, Vec::new(), Vec::new());
    for (words, kind) in entries.into_iter().flatten() {
        let y = small.size * 0.72;
        match kind {
            0 => shapes.push(Shape::Dot { x: x + 4.0, y, radius: 3.6, paint: Paint::Accent }),
            1 => shapes.extend(ring(x + 4.0, y)),
            _ => shapes.extend(asked(x, y - 4.0, 8.0, 8.0)),
        }
        let set = word(rows, words, small, WIDTH - x - 14.0);
        let wide = set.width();
        lines.push(Line { set, line: 0, x: x + 12.0, down: 0.0, ink: Ink::Soft, node });
        x += wide + 28.0;
    }
    let height = lines.first().map_or(0.0, |line| line.set.metrics(0).0);
    rows.rows.push(Row { above, height, lines, shapes, with_next: true, ..Row::default() });
}

fn heading(rows: &mut Rows<'_>) {
    let tiny = Look { size: rows.fit.size * 0.78, ..rows.body() };
    rows.tags.open(Tag::TR);
    let skill = rows.tags.leaf(Tag::TH(TableHeaderScope::Column));
    let points = rows.tags.leaf(Tag::TH(TableHeaderScope::Column));
    rows.tags.close();
    let set = word(rows, "Skill", tiny, TRACK - COLUMN);
    let height = set.metrics(0).0;
    let mut lines = vec![Line { set, line: 0, x: COLUMN, down: 0.0, ink: Ink::Soft, node: skill }];
    for (point, at) in ScalePoint::ALL.iter().zip([0.0, 1.0, 2.0, 3.0]) {
        let set = word(rows, &crate::document::words::capital(point.label()), tiny, POINT);
        let x = TRACK + POINT * at + (POINT - set.width()) / 2.0;
        lines.push(Line { set, line: 0, x, down: 0.0, ink: Ink::Soft, node: points });
    }
    rows.rows.push(Row { above: rows.fit.size * 0.7, height: height + 2.0, lines, ..Row::default() });
}

fn row(rows: &mut Rows<'_>, skill: &Skill) {
    let (strong, small) = (Look { strong: true, ..rows.small() }, rows.small());
    rows.tags.open(Tag::TR);
    let name_node = rows.tags.leaf(Tag::TH(TableHeaderScope::Row));
    let words_node = rows.tags.leaf(Tag::TD);
    rows.tags.close();
    let name = word(rows, &skill.skill, strong, TRACK - COLUMN - 8.0);
    let more = if skill.biggest { " The biggest difference." } else { "" };
    let words = [skill.words.as_str(), more.trim_start(), &skill.bar_in_words()].join(" ");
    let words = word(rows, words.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), small, WIDTH - TRACK);
    let tall = |set: &super::text_layout::Set| (0..set.lines()).map(|line| set.metrics(line).0).sum::<f32>();
    let height = tall(&name).max(HEIGHT + 2.0 + tall(&words)) + 4.0;
    let mut lines = Vec::new();
    for (set, x, down, ink, node) in
        [(name, COLUMN, 1.0, Ink::Text, name_node), (words, TRACK, HEIGHT + 2.0, Ink::Soft, words_node)]
    {
        let mut down = down;
        for line in 0..set.lines() {
            lines.push(Line { set: std::rc::Rc::clone(&set), line, x, down, ink, node });
            down += set.metrics(line).0;
        }
    }
    let line = Shape::Rect { x: COLUMN, y: -2.5, width: WIDTH - COLUMN, height: 0.5, paint: Paint::Line };
    let shapes = std::iter::once(line).chain(track(skill)).collect();
    rows.rows.push(Row { above: 5.0, height, lines, shapes, ..Row::default() });
}

/// What the level asks for, the line of the points, and the two views on it.
fn track(skill: &Skill) -> Vec<Shape> {
    let middle = HEIGHT / 2.0;
    let x = |place: u8| TRACK + POINT * (f32::from(place) - 0.5);
    let mut shapes = Vec::new();
    let bar = skill.bar_place();
    if bar > 0 {
        let left = TRACK + POINT * f32::from(bar - 1);
        shapes.extend(asked(left, 0.0, WIDTH - left, HEIGHT));
    }
    shapes.push(Shape::Rect { x: x(1), y: middle - 0.3, width: x(4) - x(1), height: 0.6, paint: Paint::Edge });
    if let Some((from, to)) = skill.apart() {
        let rect = |more: f32, paint| Shape::Rect {
            x: x(from),
            y: middle - more,
            width: x(to) - x(from),
            height: 2.0 * more,
            paint,
        };
        shapes.extend([rect(2.6, Paint::Edge), rect(2.0, Paint::Mark)]);
    }
    let (own, theirs) = (skill.own_place(), skill.their_place());
    if own > 0 {
        shapes.extend(ring(x(own), middle));
    }
    if theirs > 0 {
        shapes.push(Shape::Dot {
            x: x(theirs),
            y: middle,
            radius: if own == theirs { 3.0 } else { 4.2 },
            paint: Paint::Accent,
        });
    }
    shapes
}

/// An open circle.
fn ring(x: f32, y: f32) -> [Shape; 2] {
    [Shape::Dot { x, y, radius: 4.6, paint: Paint::Ink }, Shape::Dot { x, y, radius: 3.6, paint: Paint::Paper }]
}

/// The ground of the points that are asked for, with an edge at its left: on a printer without colours that is what shows.
fn asked(x: f32, y: f32, width: f32, height: f32) -> [Shape; 2] {
    [
        Shape::Rect { x, y, width, height, paint: Paint::Tint },
        Shape::Rect { x, y, width: 0.8, height, paint: Paint::Edge },
    ]
}
