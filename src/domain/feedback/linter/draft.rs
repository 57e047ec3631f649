//! What a rule takes and returns.

use super::earlier::Earlier;
use crate::domain::Level;
use crate::domain::feedback::note_templates::NoteTemplate;
use crate::domain::feedback::notes::{Notes, Rating};

/// The competency that rates how somebody gets to an answer alone. Not `reasoning_when_stuck`: an hour on
/// concepts asks many questions, and the answer to one takes nothing from how another was worked out.
pub(crate) const SOLVING: &str = "problem_solving";

/// Notes, with what they're checked against.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The notes.
    pub notes: &'a Notes,
    /// What a session of this kind rates.
    pub template: &'a NoteTemplate,
    /// The level the candidate asked for.
    pub level: Level,
    /// The candidate's name: "Ann was lazy" is about a person.
    pub candidate: &'a str,
    /// What the interviewer wrote in notes for others.
    pub earlier: &'a Earlier,
    /// Whether the models count beside the word lists. They don't where a finding refuses a text for good.
    pub guesses: bool,
}

/// A place where a rule applies.
pub(crate) struct Hit {
    pub pointer: String,
    pub message: String,
    /// A line that fits better here than the rule's own example.
    pub example: Option<&'static str>,
}

impl Hit {
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into(), example: None }
    }

    /// One hit when `wrong`, for the rules that look at a single place.
    pub fn when(wrong: bool, pointer: &str, message: impl FnOnce() -> String) -> Vec<Self> {
        if wrong { vec![Self::new(pointer, message())] } else { Vec::new() }
    }
}

impl<'a> Draft<'a> {
    /// The ratings that have a score, with their index.
    pub(crate) fn scored(&self) -> impl Iterator<Item = (usize, &'a Rating, u16)> {
        let ratings = self.notes.ratings.iter().enumerate();
        ratings.filter_map(|(at, rating)| rating.score.map(|score| (at, rating, score.get())))
    }

    /// The display name of the rated competency, or its id if the template doesn't have it.
    pub(crate) fn name<'b>(&self, rating: &'b Rating) -> &'b str
    where
        'a: 'b,
    {
        self.template.competency(&rating.competency).map_or(&rating.competency, |competency| &competency.name)
    }
}
