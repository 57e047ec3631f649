//! How a file separates its lines and cells, and whether its quotes are balanced.

use crate::domain::Invalid;

/// The text with all line ends (`\r\n`, a lone `\r`) converted to line feeds.
pub(super) fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The delimiter: from Excel's first line `sep=;`, which is emptied so that the other lines keep their numbers, or the
/// most frequent one outside of quotes in the first non-empty line.
pub(super) fn delimiter(text: &mut String) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    if let Some(mark) = declared_delimiter(first) {
        let end = first.len();
        text.replace_range(..end, "");
        return mark;
    }
    // On a tie, the last one wins.
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b',', 0)];
    let (mut quoted, mut begun) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && begun => break,
            b'\n' if !quoted => counts.iter_mut().for_each(|(_, count)| *count = 0),
            _ => {}
        }
        begun |= !byte.is_ascii_whitespace();
        for (mark, count) in &mut counts {
            *count += usize::from(*mark == byte && !quoted);
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

fn declared_delimiter(line: &str) -> Option<u8> {
    let (word, mark) = line.split_at_checked(4)?;
    match mark.as_bytes() {
        [mark] if word.eq_ignore_ascii_case("sep=") && !mark.is_ascii_alphanumeric() && *mark != b'"' => Some(*mark),
        _ => None,
    }
}

/// The position within a cell; for a quoted one, with the line on which it began.
#[derive(Clone, Copy)]
enum Place {
    Start,
    Bare,
    Quoted(u64),
    /// After a quote that either ends the cell or is the first of two.
    Quote(u64),
    /// After the cell, where only spaces may follow.
    After(u64),
}

/// Rejects a quote that isn't closed, or is closed in the middle of a cell: the reader would take all lines up to there
/// as one cell, and the people on them would be lost.
pub(super) fn check_quotes(text: &str, delimiter: u8) -> Result<(), Invalid> {
    let mut line = 1;
    let mut place = Place::Start;
    for byte in text.bytes() {
        place = match (place, byte) {
            (Place::Quoted(since), b'"') => Place::Quote(since),
            (Place::Quoted(since), _) | (Place::Quote(since), b'"') => Place::Quoted(since),
            (_, b'\n') => Place::Start,
            (_, byte) if byte == delimiter => Place::Start,
            (Place::Quote(since) | Place::After(since), b' ' | b'\t') => Place::After(since),
            (Place::Quote(since) | Place::After(since), _) => return Err(unclosed(since)),
            (Place::Start, b'"') => Place::Quoted(line),
            _ => Place::Bare,
        };
        line += u64::from(byte == b'\n');
    }
    match place {
        Place::Quoted(since) => Err(unclosed(since)),
        _ => Ok(()),
    }
}

fn unclosed(line: u64) -> Invalid {
    Invalid::new(format!(
        "The quote (\") that opens on line {line} isn't closed at the end of its cell, so the lines after it can't be \
         told apart. Please close it or remove it."
    ))
}
