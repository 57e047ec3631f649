//! "minute 24" in what people wrote leads to that entry of the minute by minute, or of the hints, if there is one.

use super::{Block, Document, Piece, Span, Style, Text};
use std::collections::BTreeSet;
use std::ops::Range;

/// Words that "minute 24" may come after. After any other, such as in "one minute 24 lines later", it may be something else.
const BEFORE: [&str; 28] = [
    "about", "after", "and", "around", "as", "at", "before", "between", "but", "by", "for", "from", "in", "near", "of",
    "on", "or", "since", "than", "the", "through", "till", "to", "until", "with", "see", "took", "is",
];

/// What may stand between the numbers of "minutes 18 to 24".
const BETWEEN: [&str; 8] = [" to ", " and ", " or ", " until ", "-", "\u{2013}", ", ", ", and "];

/// Digits of a minute: a session has at most 90.
const DIGITS: usize = 2;

/// Makes links of the minutes that the document has an entry for.
pub(super) fn link(document: &mut Document) {
    let moments = document.sections.iter().flat_map(|section| &section.blocks);
    let known: BTreeSet<u16> = moments
        .filter_map(|block| if let Block::Moment { minute, .. } = block { Some(*minute) } else { None })
        .collect();
    if known.is_empty() {
        return;
    }
    let told = document.told.as_mut().map(|(_, text)| text);
    for text in std::iter::once(&mut document.decision.because).chain(told) {
        pieces(&mut text.0, &known);
    }
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        // An entry doesn't lead to itself.
        let own = if let Block::Moment { minute, .. } = block { Some(*minute) } else { None };
        let known: BTreeSet<u16> = known.iter().copied().filter(|minute| Some(*minute) != own).collect();
        block.texts_mut().into_iter().for_each(|Text(all)| pieces(all, &known));
    }
}

fn pieces(all: &mut [Piece], known: &BTreeSet<u16>) {
    for piece in all {
        match piece {
            Piece::Paragraph(spans) => *spans = spans.drain(..).flat_map(|span| parted(span, known)).collect(),
            Piece::List(items) => items.iter_mut().for_each(|item| pieces(&mut item.pieces, known)),
            Piece::Quote(quoted) => pieces(quoted, known),
            Piece::Code { .. } => {}
        }
    }
}

/// The span, with its minutes as spans of their own.
fn parted(span: Span, known: &BTreeSet<u16>) -> Vec<Span> {
    if span.style != Style::Plain {
        return vec![span];
    }
    let mut spans = Vec::new();
    let mut at = 0;
    let words = |range: Range<usize>| span.words.get(range).unwrap_or_default();
    for (range, minute) in said(&span.words).into_iter().filter(|(_, minute)| known.contains(minute)) {
        spans.push(Span::new(Style::Plain, words(at..range.start)));
        spans.push(Span::new(Style::Minute(minute), words(range.clone())));
        at = range.end;
    }
    spans.push(Span::new(Style::Plain, words(at..span.words.len())));
    spans.retain(|span| !span.words.is_empty());
    spans
}

/// The minutes that a text names, and where: the whole of "minute 24", and each number of "minutes 18 to 24".
fn said(words: &str) -> Vec<(Range<usize>, u16)> {
    let mut found: Vec<(Range<usize>, u16)> = Vec::new();
    for (inner, inute) in words.match_indices("inute") {
        let (before, after) = (words.get(..inner).unwrap_or_default(), inner + inute.len());
        let Some(before) = before.strip_suffix(['m', 'M']).filter(|before| may_follow(before)) else { continue };
        let rest = words.get(after..).unwrap_or_default();
        let many = rest.strip_prefix('s');
        let Some(rest) = many.unwrap_or(rest).strip_prefix([' ', '\u{a0}', '\n']) else { continue };
        let from = words.len() - rest.len();
        found.extend(numbers(rest, many.is_some()).into_iter().map(|(range, minute)| {
            // The first has its word with it.
            let start = if range.start == 0 { before.len() } else { from + range.start };
            (start..from + range.end, minute)
        }));
    }
    found
}

/// Whether "minute" may come here and mean one of the session's.
fn may_follow(before: &str) -> bool {
    let trimmed = before.trim_end();
    let last = trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_apart = trimmed.len() < before.len();
    match trimmed.chars().next_back() {
        None => true,
        Some(end) if end.is_alphanumeric() => is_apart && BEFORE.contains(&last.to_lowercase().as_str()),
        Some(end) => is_apart || matches!(end, '(' | '[' | '"' | '\'' | '\u{201c}' | '\u{2018}' | '/'),
    }
}

/// The numbers at the beginning: one, or, of several minutes, the ends of a range or the entries of a list.
fn numbers(rest: &str, many: bool) -> Vec<(Range<usize>, u16)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut joined = Vec::new();
    while let Some((length, minute)) = number(rest.get(at..).unwrap_or_default()) {
        found.push((at..at + length, minute));
        at += length;
        let after = rest.get(at..).unwrap_or_default();
        // The longest comes last.
        let Some(between) = BETWEEN.iter().rfind(|one| many && after.starts_with(**one)) else { break };
        joined.push(*between);
        at += between.len();
    }
    joined.truncate(found.len().saturating_sub(1));
    // "minutes 18 to 24, 3 people": what follows a last comma isn't of the list.
    while joined.last() == Some(&", ") {
        joined.pop();
        found.pop();
    }
    // "the last minutes 10 people joined"
    if many && found.len() < 2 { Vec::new() } else { found }
}

/// A whole number that could be a minute, and its length.
fn number(rest: &str) -> Option<(usize, u16)> {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut after = rest.get(digits..).unwrap_or_default().chars();
    let (next, further) = (after.next(), after.next());
    let ends = match next {
        // Not "24.5", "24:30" or "24-fold".
        Some('.' | ':' | ',') => !further.is_some_and(|c| c.is_ascii_digit()),
        Some('-') => !further.is_some_and(char::is_alphabetic),
        Some(other) => !other.is_alphanumeric() && other != '%',
        None => true,
    };
    let minute = rest.get(..digits).filter(|_| (1..=DIGITS).contains(&digits) && ends)?.parse().ok()?;
    Some((digits, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(words: &str) -> Vec<(&str, u16)> {
        said(words).into_iter().map(|(range, minute)| (&words[range], minute)).collect()
    }

    #[test]
    fn minutes_are_found_as_people_write_them() {
        for (words, expected) in [
            ("Minute 16, the plain question", &[("Minute 16", 16)][..]),
            ("The run at minute 30 kept me from being sure.", &[("minute 30", 30)]),
            ("the second go (minute 48) did the same", &[("minute 48", 48)]),
            ("At minute 8: x. Minute\u{a0}9.", &[("minute 8", 8), ("Minute\u{a0}9", 9)]),
            ("until minute\n5", &[("minute\n5", 5)]),
            ("Minutes 18 to 24, before the merging", &[("Minutes 18", 18), ("24", 24)]),
            ("between minutes 3 and 10", &[("minutes 3", 3), ("10", 10)]),
            ("in minutes 4\u{2013}7", &[("minutes 4", 4), ("7", 7)]),
            ("in minutes 4-7", &[("minutes 4", 4), ("7", 7)]),
            ("see minutes 5, 8 and 20", &[("minutes 5", 5), ("8", 8), ("20", 20)]),
            ("see minutes 5, 8, and 20.", &[("minutes 5", 5), ("8", 8), ("20", 20)]),
            ("the upload took minutes 8 to 28", &[("minutes 8", 8), ("28", 28)]),
            ("\u{201c}Minute 7\u{201d}", &[("Minute 7", 7)]),
            ("At minute 5, 3 people", &[("minute 5", 5)]),
            ("Minutes 18 to 24, 3 people", &[("Minutes 18", 18), ("24", 24)]),
        ] {
            assert_eq!(links(words), expected, "{words}");
        }
    }

    #[test]
    fn other_numbers_and_minutes_are_no_links() {
        for words in [
            "24 minutes, a 15-minute 24 call",
            "one minute 24 lines later",
            "in ten minutes 24 requests came",
            "In minutes 10 people had joined",
            "at minute 24.5",
            "at minute 24:30",
            "at minute 24,5",
            "at minute 24th",
            "at minute 24% done",
            "a minute 24-fold",
            "at minute 123",
            "at minute twelve",
            "at minute  24",
            "minute24 and minutes",
            "\u{e9}minute 24, unminute 24",
            "minute \u{664}\u{662}",
            "minute",
            "minutes 5",
        ] {
            assert_eq!(links(words), [], "{words}");
        }
    }

    #[test]
    fn only_plain_words_lead_and_only_to_entries() {
        let mut text =
            Text::read("At minute 4, `minute 4` and minute 9.\n\n> minute 4\n\n```\nminute 4\n```\n\n- minute 4");
        pieces(&mut text.0, &BTreeSet::from([4]));
        let page = text.page();
        assert_eq!(page.matches("<a href=\"#m4\">minute 4</a>").count(), 3, "{page}");
        assert!(page.contains("<code>minute 4</code> and minute 9.</p>"), "{page}");
        assert_eq!(text.words().matches("minute 4").count(), 5);
    }
}
