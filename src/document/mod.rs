//! Feedback as a document: its content and order are decided once, in [`feedback()`], and written as plain text and HTML for
//! the mail, as HTML for the page, as [Markdown](markdown()) and as a [PDF](pdf()). [`charts`] are SVG.

mod about;
mod feedback;
mod follow_ups;
mod html;
mod markdown;
mod minutes;
mod pdf;
mod recommendation;
mod rich;
mod scorecard;
mod skills;
mod step;
mod text;

pub mod charts;
pub mod made;
pub mod words;

#[cfg(test)]
mod tests;

pub use about::{About, Writer};
pub use feedback::feedback;
pub use follow_ups::follow_ups;
pub use html::html;
pub use made::Made;
pub use markdown::markdown;
pub use pdf::{PdfError, pdf};
pub use recommendation::recommendation;
pub use rich::{Item, Piece, Span, Style, Text};
pub use scorecard::{Row, Scorecard};
pub use step::Step;
pub(crate) use text::VERBATIM;
pub use text::{as_typed, text};

/// What was decided and why, and then the sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `Feedback: concepts, junior level`
    pub title: String,
    /// Who met whom, when, and what about.
    pub about: String,
    /// The author, unless they mustn't be named.
    pub author: Option<String>,
    /// The recommendation.
    pub decision: Decision,
    /// How these notes came about, or what changed since the version before; under its heading.
    pub told: Option<(&'static str, Text)>,
    /// In reading order.
    pub sections: Vec<Section>,
}

/// The recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// `Nadia would hire you for a junior role.`
    pub sentence: String,
    /// What tipped it; may be empty.
    pub because: Text,
    /// The formal word, and how sure the author is.
    pub formal: String,
}

/// A heading and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What a link to it ends in.
    pub id: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// A sentence before the rest; may be empty.
    pub lead: String,
    /// Its content.
    pub blocks: Vec<Block>,
    /// Its priority if there isn't room for everything.
    pub room: Priority,
}

/// A section's priority in the PDF, which has a limited number of pages.
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
    /// What somebody wrote.
    Paragraph(Text),
    /// Several texts that belong together, each with its label.
    Parts(Vec<Labelled>),
    /// Something to do.
    Step {
        /// Its number.
        number: usize,
        /// `If ...,`; empty if it's for no particular situation.
        when: Text,
        /// `then I will ...`
        then: Text,
        /// How to tell that it's done; may be empty.
        check: Text,
    },
    /// All skills in one view.
    Scores(Scorecard),
    /// One skill.
    Skill {
        /// What a link to it ends in.
        id: String,
        /// Its name.
        name: String,
        /// How it was rated, in a line.
        state: String,
        /// Whether it's the most telling one.
        first: bool,
        /// The details.
        parts: Vec<Labelled>,
    },
    /// A question.
    Question {
        /// The question.
        head: Text,
        /// How it went.
        parts: Vec<Labelled>,
    },
    /// Something that happened.
    Moment {
        /// Minutes since the start.
        minute: u16,
        /// The kind of hint; empty if it isn't one.
        kind: &'static str,
        /// What was said or done.
        text: Text,
    },
}

/// A text with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Without a colon; may be empty.
    pub label: String,
    /// The text.
    pub text: Text,
}

impl Document {
    /// Adds a section after the others.
    pub fn push(&mut self, section: Section) {
        self.sections.push(section);
        minutes::link(self);
    }

    /// Whether a moment is the first of its minute: others link to that.
    pub fn is_first_at(&self, block: &Block) -> bool {
        let Block::Moment { minute, .. } = block else { return false };
        let moments = self.sections.iter().flat_map(|section| &section.blocks);
        let mut same = moments.filter(|one| matches!(one, Block::Moment { minute: other, .. } if other == minute));
        same.next().is_some_and(|first| std::ptr::eq(first, block))
    }
}

impl Section {
    /// Whether its blocks are the entries of a list, in order.
    pub fn is_list(&self) -> bool {
        let is = |block: &Block| matches!(block, Block::Step { .. } | Block::Moment { .. } | Block::Question { .. });
        self.blocks.first().is_some_and(is)
    }
}

impl Block {
    fn texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Self::Paragraph(text) | Self::Moment { text, .. } => vec![text],
            Self::Step { when, then, check, .. } => vec![when, then, check],
            Self::Parts(parts) | Self::Skill { parts, .. } => parts.iter_mut().map(|one| &mut one.text).collect(),
            Self::Question { head, parts } => {
                std::iter::once(head).chain(parts.iter_mut().map(|one| &mut one.text)).collect()
            }
            Self::Scores(_) => Vec::new(),
        }
    }

    /// Its texts, without labels.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Paragraph(text) | Self::Moment { text, .. } => vec![text],
            Self::Step { when, then, check, .. } => vec![when, then, check],
            Self::Parts(parts) | Self::Skill { parts, .. } => parts.iter().map(|one| &one.text).collect(),
            Self::Question { head, parts } => std::iter::once(head).chain(parts.iter().map(|one| &one.text)).collect(),
            Self::Scores(_) => Vec::new(),
        }
    }
}

impl Labelled {
    /// Our own words.
    fn ours(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: Text::plain(text) }
    }

    /// What somebody wrote.
    fn written(label: impl Into<String>, text: &str) -> Self {
        Self { label: label.into(), text: Text::read(text) }
    }
}
