//! The notes as the candidate receives them. `private_to_coordinator` is not among what is taken over.

use super::message::{Card, Recipient};
use super::view::Session;
use super::words;
use crate::rules::looking_back::compare;
use crate::rules::note_templates::{self, NoteTemplate};
use crate::types::Instant;
use crate::types::looking_back::SelfAssessment;
use crate::types::notes::{ActionStep, Gap, Hint, Notes, Question, Rating, Recommendation, TimelineEntry};
use crate::types::{Length, Level};

/// The feedback mail.
pub(super) struct Feedback<'a> {
    /// The session it is about.
    pub s: Session<'a>,
    /// 2 or more for amended notes.
    pub version: u32,
    /// What changed and why, of amended notes.
    pub why: &'a str,
    /// The hour in a few sentences.
    pub summary: &'a str,
    /// `at junior level, on this hour's evidence: hire, fairly sure`
    pub recommendation: String,
    /// What would have changed it.
    pub would_change: &'a str,
    /// One per competency of the template.
    pub ratings: Vec<Rated<'a>>,
    /// Whether the candidate rated themselves, so that two views stand beside each other.
    pub side_by_side: bool,
    /// What was asked.
    pub questions: &'a [Question],
    /// What happened when.
    pub timeline: &'a [TimelineEntry],
    /// Help that was given.
    pub hints: &'a [Hint],
    /// What went well.
    pub strengths: Vec<&'a str>,
    /// What would have gone better.
    pub gaps: &'a [Gap],
    /// What to do this week.
    pub steps: Vec<Step<'a>>,
    /// `one thing`, `three things`
    pub things: String,
}

/// A rating in words: a number would be read as a mark.
pub(super) struct Rated<'a> {
    /// The competency.
    pub name: &'a str,
    /// What was seen, in the template's words; without it, the competency was not observed.
    pub anchor: Option<&'a str>,
    /// What the next anchor describes, unless this is the highest.
    pub next: Option<&'a str>,
    /// What was said or done; may be empty.
    pub evidence: &'a str,
    /// What the candidate saw in themselves, in the template's words, if they said.
    pub own: Option<&'a str>,
    /// Whether both saw the same.
    pub same: bool,
}

/// An action step, fit for "If ..., then I will ...".
pub(super) struct Step<'a> {
    /// The moment it is for.
    pub when: &'a str,
    /// What to do then.
    pub then: &'a str,
    /// How to see that it was done; may be empty.
    pub check: &'a str,
}

impl<'a> Step<'a> {
    pub(super) fn new(step: &'a ActionStep) -> Self {
        Self {
            when: inner(&step.when, &["if "]),
            then: inner(&step.then, &["then ", "i will ", "i'll ", "i "]),
            check: &step.check,
        }
    }
}

/// The words inside a sentence: people write "If ..." and a full stop, and the template has both.
fn inner<'a>(mut text: &'a str, openings: &[&str]) -> &'a str {
    for opening in openings {
        if let Some((head, rest)) = text.split_at_checked(opening.len())
            && head.eq_ignore_ascii_case(opening)
        {
            text = rest.trim_start();
        }
    }
    text.strip_suffix(['.', ',']).unwrap_or(text)
}

impl<'a> Feedback<'a> {
    pub(super) fn new(
        card: &'a Card,
        notes: &'a Notes,
        own: Option<&SelfAssessment>,
        version: u32,
        recipient: &Recipient,
        now: Instant,
    ) -> Self {
        Self {
            s: Session::new(card, recipient, now),
            version,
            why: "",
            summary: &notes.summary,
            recommendation: recommendation(&notes.recommendation, card.level, card.length),
            would_change: &notes.recommendation.would_change_my_mind,
            ratings: ratings(note_templates::template(card.kind), notes, own),
            side_by_side: own.is_some(),
            questions: &notes.questions,
            timeline: &notes.timeline,
            hints: &notes.hints,
            strengths: notes.strengths.iter().map(|strength| &**strength).collect(),
            gaps: &notes.gaps,
            steps: notes.action_steps.iter().map(Step::new).collect(),
            things: words::things(notes.action_steps.len()),
        }
    }
}

/// The recommendation as a sentence: for the level, on the evidence of a session of this length.
pub fn recommendation(recommendation: &Recommendation, level: Level, length: Length) -> String {
    let verdict = recommendation.verdict.map_or("left open", |verdict| verdict.human());
    let sure = recommendation.confidence.map(|confidence| format!(", {}", confidence.human())).unwrap_or_default();
    format!("at {} level, on {} evidence: {verdict}{sure}", level.human(), words::this_lengths(length))
}

/// In the template's order, or the biggest difference first where the candidate rated themselves; what the template
/// does not know (a competency since renamed) comes last under its id.
fn ratings<'a>(template: &'static NoteTemplate, notes: &'a Notes, own: Option<&SelfAssessment>) -> Vec<Rated<'a>> {
    let compared = compare(template, own.unwrap_or(&SelfAssessment::default()), notes);
    let known = compared.iter().map(|one| {
        let rating = notes.ratings.iter().find(|rating| *rating.competency == *one.competency.id);
        let next = one.theirs.and_then(|score| one.competency.anchors.iter().find(|anchor| anchor.score > score));
        Rated {
            name: &one.competency.name,
            anchor: one.words(one.theirs),
            next: next.map(|next| next.text.as_str()),
            evidence: rating.map_or("", |rating| &rating.evidence),
            own: one.words(one.own),
            same: one.difference() == Some(0),
        }
    });
    let bare = |rating: &'a Rating| Rated {
        name: &rating.competency,
        anchor: None,
        next: None,
        evidence: &rating.evidence,
        own: None,
        same: false,
    };
    let unknown = notes.ratings.iter().filter(|rating| template.competency(&rating.competency).is_none()).map(bare);
    known.chain(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_fit_their_sentence() {
        assert_eq!(inner("If I meet a promise,", &["if "]), "I meet a promise");
        assert_eq!(inner("Then I will draw the queue.", &["then ", "i will ", "i'll "]), "draw the queue");
        assert_eq!(inner("\u{e9}", &["if "]), "\u{e9}");
    }
}
