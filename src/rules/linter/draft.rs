//! What a rule is handed, and what it hands back.

use super::pasted::Earlier;
use crate::rules::note_templates::NoteTemplate;
use crate::types::Level;
use crate::types::notes::{Notes, Rating};

/// The notes with what they are judged against.
pub(super) struct Draft<'a> {
    pub notes: &'a Notes,
    pub template: &'a NoteTemplate,
    pub level: Level,
    /// What the interviewer wrote for others.
    pub earlier: &'a Earlier,
}

/// A place where a rule applies.
pub(super) struct Hit {
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
    /// The ratings that carry a score, with their place.
    pub fn scored(&self) -> impl Iterator<Item = (usize, &'a Rating, u16)> {
        let ratings = self.notes.ratings.iter().enumerate();
        ratings.filter_map(|(at, rating)| rating.score.map(|score| (at, rating, score.get())))
    }

    /// What a person calls the rated competency; its id when the template does not know it.
    pub fn name<'b>(&self, rating: &'b Rating) -> &'b str
    where
        'a: 'b,
    {
        self.template.competency(&rating.competency).map_or(&rating.competency, |competency| &competency.name)
    }

    /// Every text that tells of the candidate. Question titles are not among them: those were there
    /// before the candidate came.
    pub fn texts(&self) -> Vec<(String, &'a str)> {
        let notes = self.notes;
        let mut texts: Vec<(String, &str)> = vec![("/summary".into(), &notes.summary)];
        let mut add = |pointer: String, text: &'a str| texts.push((pointer, text));
        for (at, entry) in notes.timeline.iter().enumerate() {
            add(format!("/timeline/{at}/text"), &entry.text);
        }
        for (at, hint) in notes.hints.iter().enumerate() {
            add(format!("/hints/{at}/text"), &hint.text);
        }
        for (at, question) in notes.questions.iter().enumerate() {
            add(format!("/questions/{at}/how_it_went"), &question.how_it_went);
        }
        for (at, rating) in notes.ratings.iter().enumerate() {
            add(format!("/ratings/{at}/evidence"), &rating.evidence);
        }
        add("/recommendation/would_change_my_mind".into(), &notes.recommendation.would_change_my_mind);
        for (at, strength) in notes.strengths.iter().enumerate() {
            add(format!("/strengths/{at}"), strength);
        }
        for (at, gap) in notes.gaps.iter().enumerate() {
            add(format!("/gaps/{at}/situation"), &gap.situation);
            add(format!("/gaps/{at}/behavior"), &gap.behavior);
            add(format!("/gaps/{at}/impact"), &gap.impact);
        }
        for (at, step) in notes.action_steps.iter().enumerate() {
            add(format!("/action_steps/{at}/if"), &step.when);
            add(format!("/action_steps/{at}/then"), &step.then);
            add(format!("/action_steps/{at}/check"), &step.check);
        }
        if let Some(text) = &notes.private_to_coordinator {
            add("/private_to_coordinator".into(), text);
        }
        texts
    }
}
