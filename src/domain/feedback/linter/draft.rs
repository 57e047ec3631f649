//! What a rule is handed, and what it hands back.

use super::reused_text::Earlier;
use crate::domain::Level;
use crate::domain::feedback::note_templates::NoteTemplate;
use crate::domain::feedback::notes::{Notes, Rating};

/// The competency that rates how somebody gets to an answer alone. Not `reasoning_when_stuck`: an hour on
/// concepts asks many questions, and the answer to one takes nothing from how another was worked out.
pub(crate) const SOLVING: &str = "problem_solving";

/// Notes, with what they are judged against.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The notes.
    pub notes: &'a Notes,
    /// What a session of this kind rates.
    pub template: &'a NoteTemplate,
    /// The level that the candidate asked to be judged at.
    pub level: Level,
    /// Who is written about: "Ann was lazy" is said of a person.
    pub candidate: &'a str,
    /// What the interviewer wrote for others.
    pub earlier: &'a Earlier,
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
    /// The ratings that carry a score, with their place.
    pub(crate) fn scored(&self) -> impl Iterator<Item = (usize, &'a Rating, u16)> {
        let ratings = self.notes.ratings.iter().enumerate();
        ratings.filter_map(|(at, rating)| rating.score.map(|score| (at, rating, score.get())))
    }

    /// What a person calls the rated competency; its id when the template does not know it.
    pub(crate) fn name<'b>(&self, rating: &'b Rating) -> &'b str
    where
        'a: 'b,
    {
        self.template.competency(&rating.competency).map_or(&rating.competency, |competency| &competency.name)
    }
}

/// Every text that tells of the candidate. Question titles are not among them: those were there
/// before the candidate came.
pub(crate) fn texts(notes: &Notes) -> Vec<(String, &str)> {
    let mut texts: Vec<(String, &str)> = vec![("/summary".into(), &notes.summary)];
    let mut add = |pointer: String, text| texts.push((pointer, text));
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
