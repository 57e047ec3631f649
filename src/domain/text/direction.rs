//! Which way letters are written, as far as it matters where texts meet (Unicode Bidirectional Algorithm, UAX #9).

use std::borrow::Cow;

/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9, section 2.4.3).
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Whether something in it is written from right to left: the blocks of the scripts that are, Hebrew to Arabic
/// Mathematical Alphabetic Symbols.
pub fn has_right_to_left(text: &str) -> bool {
    let is = |c: char| {
        matches!(
            c,
            '\u{590}'..='\u{8ff}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}'
        )
    };
    // A quick check for most texts: all these letters begin with a byte from 0xd6 on.
    text.bytes().any(|byte| byte >= 0xd6) && text.chars().any(is)
}

/// The text, fit to stand in a line with other words: where it's written from right to left, it's set apart, so that neither
/// moves the other's full stops. Nobody can write the marks for that themselves.
pub fn isolated(text: &str) -> Cow<'_, str> {
    match has_right_to_left(text) {
        true => Cow::Owned(format!("{}{text}{}", ISOLATE.0, ISOLATE.1)),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_the_other_way_is_set_apart() {
        for text in ["", "Bo", "Zo\u{eb} \u{416}\u{443}\u{43a} \u{6f22} \u{1f469}", "O(n) \u{2192} O(1)"] {
            assert_eq!(isolated(text), text);
        }
        for text in ["\u{5e9}\u{5dc}\u{5d5}\u{5dd}.", "a \u{627}\u{644}", "\u{780}", "\u{1e900}", "\u{fdf2}"] {
            assert_eq!(isolated(text), format!("\u{2068}{text}\u{2069}"));
        }
    }
}
