//! What people write: text in which code, lists and quotes are known, and nothing else is markup.

mod mask;
mod parse;
#[cfg(test)]
mod tests;

use crate::domain::has_right_to_left;

/// Text in pieces, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Piece>);

/// A piece of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words; line breaks are kept, and so are the blanks that a line begins with.
    Paragraph(Vec<Span>),
    /// A fenced block of code.
    Code {
        /// What was written after the opening fence; may be empty.
        language: String,
        /// The lines.
        text: String,
    },
    /// A list.
    List(Vec<Item>),
    /// What somebody is quoted with.
    Quote(Vec<Piece>),
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number as it was written; none with a bullet.
    pub number: Option<u32>,
    /// The content.
    pub pieces: Vec<Piece>,
}

/// A run of text with one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// How it's set.
    pub style: Style,
    /// The words.
    pub words: String,
}

/// How a run of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As the text around it.
    Plain,
    /// In bold; only for our own words.
    Strong,
    /// As code.
    Code,
    /// As a link to this minute of the session.
    Minute(u16),
}

impl Span {
    /// A run of text.
    pub fn new(style: Style, words: impl Into<String>) -> Self {
        Self { style, words: words.into() }
    }
}

impl Text {
    /// Our own words, without any markup.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Piece::Paragraph(vec![Span::new(Style::Plain, words)])])
    }

    /// Our own words in bold.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Piece::Paragraph(vec![Span::new(Style::Strong, words)])])
    }

    /// What somebody wrote, with the subset of Markdown that is read: `code`, fenced blocks, lists and quotes.
    pub fn read(source: &str) -> Self {
        Self(parse::pieces(source))
    }

    /// The same for a line, such as a title: only `code` is read.
    pub fn line(source: &str) -> Self {
        Self(vec![Piece::Paragraph(parse::spans(source))])
    }

    /// Whether there's nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, without how they are set.
    pub fn words(&self) -> String {
        let mut words = Vec::new();
        gather(&self.0, &mut words);
        words.join("\n")
    }

    /// As part of a sentence: with words before it and after it, which its own words can't move (UAX #9).
    pub fn within(mut self, before: &str, after: &str) -> Self {
        let (open, close) = if has_right_to_left(&self.words()) { ("\u{2068}", "\u{2069}") } else { ("", "") };
        let before = Span::new(Style::Strong, before);
        let begins = vec![before, Span::new(Style::Plain, open)];
        match self.0.first_mut() {
            Some(Piece::Paragraph(spans)) => drop(spans.splice(0..0, begins)),
            _ => self.0.insert(0, Piece::Paragraph(begins)),
        }
        // After code there's no place for a comma.
        if let Some(Piece::Paragraph(spans)) = self.0.last_mut() {
            spans.push(Span::new(Style::Plain, format!("{close}{after}")));
        }
        for piece in &mut self.0 {
            if let Piece::Paragraph(spans) = piece {
                spans.retain(|span| !span.words.is_empty());
            }
        }
        self
    }
}

fn gather(pieces: &[Piece], words: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Paragraph(spans) => words.push(spans.iter().map(|span| span.words.as_str()).collect()),
            Piece::Code { language, text } => {
                words.extend((!language.is_empty()).then(|| language.clone()));
                words.push(text.clone());
            }
            Piece::List(items) => {
                for item in items {
                    let first = words.len();
                    gather(&item.pieces, words);
                    if let (Some(number), Some(word)) = (item.number, words.get_mut(first)) {
                        *word = format!("{number}. {word}");
                    }
                }
            }
            Piece::Quote(pieces) => gather(pieces, words),
        }
    }
}
