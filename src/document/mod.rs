//! Feedback as a document: its content is decided once, in [`feedback()`], and written as plain text and HTML for the
//! mail, as HTML for the page, as [Markdown](markdown()) and as a [PDF](pdf()). [`charts`] are SVG.

mod feedback;
mod follow_ups;
mod html;
mod markdown;
mod pdf;
mod step;
mod text;

pub mod charts;
pub mod made;
pub mod words;

#[cfg(test)]
mod tests;

pub use feedback::{About, Writer, feedback, recommendation};
pub use follow_ups::follow_ups;
pub use html::html;
pub use made::Made;
pub use markdown::markdown;
pub use pdf::{PdfError, pdf};
pub use step::Step;
pub use text::text;

/// Headings and their content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `Feedback: concepts, junior level`
    pub title: String,
    /// Who met whom, and when.
    pub about: String,
    /// The author, unless they mustn't be named.
    pub author: Option<String>,
    /// What to know before reading on.
    pub lead: String,
    /// In reading order.
    pub sections: Vec<Section>,
}

/// A heading and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// A sentence before the rest; may be empty.
    pub lead: String,
    /// Its content.
    pub blocks: Vec<Block>,
    /// Its priority if there isn't room for everything.
    pub room: Priority,
}

/// A section's priority in the PDF, which has at most three pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Left out first.
    Detail,
    /// Left out next.
    Background,
    /// Always there.
    Kept,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences.
    Paragraph(Text),
    /// An entry of a list.
    Bullet(Text),
    /// Something that happened.
    Moment {
        /// Minutes since the start.
        minute: u16,
        /// The kind of hint; empty if it isn't one.
        kind: &'static str,
        /// What was said or done.
        text: Text,
    },
    /// Several texts that belong together.
    Group {
        /// The kind of group.
        what: GroupKind,
        /// Their own heading; may be empty.
        head: String,
        /// The texts, each with its label.
        parts: Vec<Part>,
    },
}

/// The kind of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// The recommendation, and what would change it.
    Recommendation,
    /// Situation, behaviour, impact.
    Gap,
    /// One competency.
    Skill,
    /// A question that was asked.
    Question,
    /// Something to do.
    Step,
}

/// Part of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A text.
    One(Labelled),
    /// Two views of the same thing: the interviewer's and the candidate's.
    Beside(Labelled, Labelled),
}

/// A text with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Without a colon; may be empty.
    pub label: String,
    /// The text.
    pub text: Text,
}

/// Text with some bold parts; line breaks are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

/// A run of text with one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Whether it's bold.
    pub strong: bool,
    /// The words.
    pub words: String,
}

impl Text {
    /// Text without bold parts.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Span { strong: false, words: words.into() }])
    }

    /// Text that's all bold.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Span { strong: true, words: words.into() }])
    }

    /// The plain text.
    pub fn words(&self) -> String {
        self.0.iter().map(|span| span.words.as_str()).collect()
    }
}

impl Block {
    /// Its texts, without labels.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Paragraph(text) | Self::Bullet(text) | Self::Moment { text, .. } => vec![text],
            Self::Group { parts, .. } => parts.iter().flat_map(Part::texts).map(|one| &one.text).collect(),
        }
    }
}

impl Part {
    /// A text with its label.
    fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::One(Labelled::new(label, text))
    }

    /// Its texts, in order.
    pub fn texts(&self) -> impl Iterator<Item = &Labelled> {
        let (first, second) = match self {
            Self::One(one) => (one, None),
            Self::Beside(one, other) => (one, Some(other)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Labelled {
    fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: Text::plain(text) }
    }
}
