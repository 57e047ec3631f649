//! Rules about the action steps.

use super::draft::Hit;
use super::learned::Model;
use super::reading::ReadDraft;
use super::text::placeholder::is_placeholder;
use super::words::checks::{FIGURES_OF_SPEECH, WITNESSED};
use super::words::wording::{DONE_WITH, FELT, SEEN};

/// How sure the model has to be, on its own and where nothing can be seen.
const SURE: f64 = 0.3;
const UNSEEN_AND_UNSURE: f64 = -1.5;
const AGAINST_A_WITNESS: f64 = 2.5;

/// What fits into a week.
const MOST: usize = 3;

pub(crate) fn missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.action_steps.is_empty(), "/action_steps", || {
        "What one thing would you practise this week in their place? One small step is enough.".into()
    })
}

pub(crate) fn too_many(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let count = draft.notes.action_steps.len();
    Hit::when(count > MOST, "/action_steps", || {
        format!("{count} steps are too many for one week. Keep the {MOST} that would help most.")
    })
}

pub(crate) fn incomplete(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, step) in draft.notes.action_steps.iter().enumerate() {
        let parts: [(&str, &str, &str); 3] = [
            ("if", &step.when, "When will this come up for them? Name the moment."),
            ("then", &step.then, "What will they do at that moment?"),
            (
                "check",
                &step.check,
                "How will they know they've done it? People follow through on steps they can check.",
            ),
        ];
        let empty = parts.into_iter().filter(|(_, text, _)| is_placeholder(text));
        hits.extend(empty.map(|(part, _, say)| Hit::new(format!("/action_steps/{at}/{part}"), say)));
    }
    hits
}

/// Finds checks that nobody could verify: nothing to count and nothing to look at.
pub(crate) fn unchecked(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let steps = draft.notes.action_steps.iter().enumerate().filter(|(_, step)| !step.check.is_empty());
    let vague = steps.filter(|(_, step)| {
        let read = draft.read(&step.check);
        let words = &read.words;
        let counted = words.iter().any(|word| word.text.is_empty() || word.text.contains(|c: char| c.is_ascii_digit()));
        let seen = SEEN.occur_in(words) || (DONE_WITH.occur_in(words) && !FELT.occur_in(words));
        let opinion = read.opinion(Model::Unchecked);
        if WITNESSED.occur_in(words) {
            return opinion > AGAINST_A_WITNESS;
        }
        let counted = counted && !FIGURES_OF_SPEECH.occur_in(words);
        !counted && ((!seen && opinion > UNSEEN_AND_UNSURE) || opinion > SURE)
    });
    vague
        .map(|(at, _)| {
            let say =
                "How could somebody else see that it was done? Name something to look at: a number, a recording, a test.";
            Hit::new(format!("/action_steps/{at}/check"), say)
        })
        .collect()
}
