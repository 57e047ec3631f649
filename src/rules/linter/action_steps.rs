//! Rules about the action steps.

use super::draft::{Draft, Hit};

/// As many as fit into a week.
const MOST: usize = 3;

pub(super) fn missing(draft: &Draft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.action_steps.is_empty(), "/action_steps", || {
        "Which one thing would you practise this week in their place? One small step is enough.".into()
    })
}

pub(super) fn too_many(draft: &Draft<'_>) -> Vec<Hit> {
    let count = draft.notes.action_steps.len();
    Hit::when(count > MOST, "/action_steps", || {
        format!("{count} steps are more than a week holds. Keep the {MOST} that would help the most.")
    })
}

pub(super) fn incomplete(draft: &Draft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, step) in draft.notes.action_steps.iter().enumerate() {
        let parts: [(&str, &str, &str); 3] = [
            ("if", &step.when, "This step needs its moment: when will they come across it?"),
            ("then", &step.then, "This step needs its act: what will they do at that moment?"),
            ("check", &step.check, "How will they see that it was done? A step that can be checked gets done."),
        ];
        let empty = parts.into_iter().filter(|(_, text, _)| text.is_empty());
        hits.extend(empty.map(|(part, _, say)| Hit::new(format!("/action_steps/{at}/{part}"), say)));
    }
    hits
}
