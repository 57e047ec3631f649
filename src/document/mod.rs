//! A piece of feedback as a document: what it says is decided once, in [`feedback()`], and written out as plain text
//! and HTML for the mail, as HTML for the page, as [Markdown](markdown()) and as a [PDF](pdf()). [`charts`] are SVG.

mod feedback;
mod markdown;
mod pdf;
mod step;
mod text;

pub mod charts;
pub mod words;

#[cfg(test)]
mod tests;

pub use feedback::{About, Writer, feedback, recommendation};
pub use markdown::markdown;
pub use pdf::{PdfError, pdf};
pub use step::Step;
pub use text::text;

/// Headings and what stands under them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `Feedback: concepts, junior level`
    pub title: String,
    /// Who met whom, and when.
    pub about: String,
    /// Who wrote it, unless that is not to be told.
    pub author: Option<String>,
    /// What to know before reading on.
    pub lead: String,
    /// In the order in which it is read.
    pub sections: Vec<Section>,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// A sentence before the rest; may be empty.
    pub lead: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// Where there is no room for everything.
    pub room: Priority,
}

/// What becomes of a section on paper, where a document has three pages.
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
        /// What kind of help it was; empty for what is none.
        kind: &'static str,
        /// What was said or done.
        text: Text,
    },
    /// Several texts that belong together.
    Group {
        /// What they are.
        what: GroupKind,
        /// Their own heading; may be empty.
        head: String,
        /// The texts, each with its label.
        parts: Vec<Part>,
    },
}

/// What the texts of a group are.
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
    /// Something to do this week.
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

/// A text and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Without a colon; may be empty.
    pub label: String,
    /// The text.
    pub text: Text,
}

/// Words, some of which are strong; a line break is a line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

/// Words that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Whether they stand out.
    pub strong: bool,
    /// The words.
    pub words: String,
}

impl Text {
    /// Nothing stands out.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Span { strong: false, words: words.into() }])
    }

    /// All of it stands out.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Span { strong: true, words: words.into() }])
    }

    /// The words alone.
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

    /// Its texts, one after the other.
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
