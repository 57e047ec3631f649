use super::text_layout::{Look, Set, TextLayout};
use crate::document::{Span, Style};

fn plain(words: impl Into<String>) -> Vec<Span> {
    vec![Span::new(Style::Plain, words)]
}

/// What a line's shapes stand for, from the left.
fn shapes(layout: &TextLayout, set: &Set, line: usize) -> (f32, String) {
    let runs = layout.runs(set, line);
    let x = runs.first().map_or(0.0, |run| run.x);
    let glyphs = runs.iter().flat_map(|run| &run.glyphs);
    let words = set.words(line);
    (x, glyphs.map(|glyph| words.get(glyph.text_range.clone()).unwrap_or_default()).collect())
}

#[test]
fn each_paragraph_has_a_direction_of_its_own() {
    let mut layout = TextLayout::new().unwrap();
    let look = Look { size: 10.0, strong: false, mono: false };
    let hebrew = "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{5d0}\u{5de}\u{5e8}\u{5d4}.";
    let backwards: String = hebrew.chars().rev().collect();
    let text = plain(format!("Hello, she began.\n\n{hebrew}\nAnd went on.\n{hebrew} Hello."));
    let set = layout.set(&text, look, 400.0, 99);
    assert_eq!(set.lines(), 5);
    let line = |number| shapes(&layout, &set, number);
    assert_eq!((line(0).1.as_str(), line(0).0), ("Hello, she began.", 0.0));
    assert_eq!(line(2).1, backwards, "its full stop is at its end, which is left");
    assert!(line(2).0 > 200.0, "and it begins at the right edge");
    assert_eq!((line(3).1.as_str(), line(3).0), ("And went on.", 0.0));
    assert!(line(4).1.ends_with(&backwards) && line(4).1.starts_with('.'), "{}", line(4).1);
    let heights: Vec<f32> = (0..5).map(|number| set.metrics(number).0).collect();
    assert!(heights.iter().all(|height| (height - heights[0]).abs() < 2.0), "{heights:?}");

    // Set apart, a text keeps its full stop beside words that are written the other way.
    let beside = plain(format!("Hint: {}", crate::domain::isolated(hebrew)));
    let set = layout.set(&beside, look, 400.0, 1);
    let (x, shapes) = shapes(&layout, &set, 0);
    let letters: String = shapes.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect();
    assert_eq!((x, letters), (0.0, format!("Hint: {backwards}")));
}

#[test]
fn what_is_cut_off_ends_in_an_ellipsis_on_its_last_line() {
    let mut layout = TextLayout::new().unwrap();
    let look = Look { size: 10.0, strong: false, mono: false };
    let text = plain("One two.\n\nThree four.\nFive six.");
    let set = layout.set(&text, look, 400.0, 3);
    assert_eq!(set.lines(), 3);
    assert_eq!(set.words(2), "Three \u{2026}");
}
