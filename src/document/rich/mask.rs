//! Hides the markup that isn't read from the parser: each sign of it becomes a letter, at the same place, so that the
//! parser's ranges are those of what was written.

/// Marks at the beginning of a line that the parser gets to see: more than are read, and few enough to be quick.
const MAX_MARKS: usize = 16;

/// The text as the parser is to see it, byte for byte as long as it was.
pub(super) fn mask(source: &str) -> String {
    source.split_inclusive('\n').map(line).collect()
}

fn line(line: &str) -> String {
    let (open, rest) = line.split_at(begins(line));
    let hidden = |sign: char| matches!(sign, '<' | '[' | ']' | '*' | '_' | '&' | '#' | '=' | '!' | '-' | '+');
    let words = rest.trim_start_matches(' ');
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    // A number without anything after it, or more marks than are read.
    let begins = number.len() < words.len() && number.starts_with(['.', ')']) || words.starts_with('>');
    let (begin, further) = rest.split_at(if begins { rest.len() - number.len() + 1 } else { 0 });
    format!("{open}{}{}", begin.replace(['.', ')', '>'], "x"), further.replace(hidden, "x"))
}

/// Where the text of a line begins: after the marks of quotes and lists.
fn begins(line: &str) -> usize {
    let mut at = 0;
    for _ in 0..MAX_MARKS {
        let rest = line.get(at..).unwrap_or_default();
        let words = rest.trim_start_matches(' ');
        let mark = match words.as_bytes().first() {
            Some(b'>') => 1,
            Some(b'-' | b'*' | b'+') if !is_rule(words) => 1,
            Some(b'0'..=b'9') => {
                let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                if matches!(words.as_bytes().get(digits), Some(b'.' | b')')) { digits + 1 } else { return at }
            }
            _ => return at,
        };
        let after = words.get(mark..).unwrap_or_default();
        // A mark without anything after it is what somebody typed, and no empty entry.
        if !words.starts_with('>') && (!after.starts_with(' ') || after.trim().is_empty()) {
            return at;
        }
        at += rest.len() - words.len() + mark;
    }
    at
}

/// A line across the page, in Markdown: three or more of one sign.
fn is_rule(words: &str) -> bool {
    let mut signs = words.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    words.chars().filter(|c| *c == first).count() >= 3 && signs.all(|c| c == first)
}
