//! Texts as HTML: escaped, and with their lines and indentation.

use super::Text;
use crate::domain::has_right_to_left;
use std::fmt::{Display, Write};

/// Columns of a tab.
const TAB: usize = 4;

impl Text {
    /// The text in paragraphs, each with its own direction (UAX #9, rule P1); just one if nothing is right-to-left.
    pub fn paragraphs(&self) -> Vec<Self> {
        if !has_right_to_left(&self.words()) {
            return vec![self.clone()];
        }
        let mut paragraphs = vec![Self(Vec::new())];
        for span in &self.0 {
            for (at, words) in span.words.split('\n').enumerate() {
                if at > 0 {
                    paragraphs.push(Self(Vec::new()));
                }
                if let Some(last) = paragraphs.last_mut()
                    && !words.is_empty()
                {
                    last.0.push(super::Span { strong: span.strong, words: words.to_owned() });
                }
            }
        }
        paragraphs.retain(|paragraph| !paragraph.words().trim().is_empty());
        paragraphs
    }

    /// As HTML, to stand in a paragraph.
    pub fn html(&self) -> String {
        let mut out = String::new();
        let mut begins = true;
        for span in &self.0 {
            let words = lines(&span.words, &mut begins);
            let _infallible = match span.strong {
                true => write!(out, "<strong>{words}</strong>"),
                false => write!(out, "{words}"),
            };
        }
        out
    }
}

/// A text as HTML, for a paragraph whose lines may each have a different direction.
pub fn html(text: impl Display) -> String {
    lines(&text.to_string(), &mut true)
}

/// Escapes it and keeps its lines. The blanks that a line begins with don't collapse: they may be code's. `begins` says
/// whether a line begins where this does, and then whether one does at its end.
fn lines(text: &str, begins: &mut bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("<br>"),
            ' ' if *begins => out.push('\u{a0}'),
            '\t' if *begins => out.extend(std::iter::repeat_n('\u{a0}', TAB)),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            '&' => out.push_str("&#38;"),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        *begins = letter == '\n' || *begins && matches!(letter, ' ' | '\t');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_edge_and_nothing_is_markup() {
        let code = "    if a < b & \"c\":\n\t\treturn 'x'\nend";
        assert_eq!(
            html(code),
            "\u{a0}\u{a0}\u{a0}\u{a0}if a &#60; b &#38; &#34;c&#34;:<br>\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}return &#39;x&#39;<br>end"
        );
    }

    #[test]
    fn paragraphs_are_parted_where_directions_differ() {
        let text = Text::plain("Hello, she began.\n\n\u{5e9}\u{5dc}\u{5d5}\u{5dd}.\nAnd on.");
        let words: Vec<_> = text.paragraphs().iter().map(Text::words).collect();
        assert_eq!(words, ["Hello, she began.", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}.", "And on."]);
        let one = Text::plain("One.\n\nTwo.");
        assert_eq!(one.paragraphs(), std::slice::from_ref(&one));
    }
}
