//! Rules about the summary, the strengths and the gaps.

use super::draft::{Draft, Hit};

/// Two of each: one could be chance.
const FEWEST: usize = 2;

pub(crate) fn summary_missing(draft: &Draft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.summary.is_empty(), "/summary", || {
        "Please write a few sentences on how the hour went. It's what the candidate reads first.".into()
    })
}

pub(crate) fn few_strengths(draft: &Draft<'_>) -> Vec<Hit> {
    let count = draft.notes.strengths.iter().filter(|strength| !strength.is_empty()).count();
    Hit::when(count < FEWEST, "/strengths", || {
        "Two strengths, if you can. People stop doing things nobody told them to keep doing.".into()
    })
}

pub(crate) fn few_gaps(draft: &Draft<'_>) -> Vec<Hit> {
    let gaps = draft.notes.gaps.iter();
    let count = gaps.filter(|gap| ![&gap.situation, &gap.behavior, &gap.impact].iter().all(|text| text.is_empty()));
    Hit::when(count.count() < FEWEST, "/gaps", || {
        "Two gaps, if you can. This is the part that companies keep to themselves.".into()
    })
}

pub(crate) fn gap_incomplete(draft: &Draft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, gap) in draft.notes.gaps.iter().enumerate() {
        let parts: [(&str, &str, &str); 3] = [
            ("situation", &gap.situation, "When was this? Naming the moment helps them remember it."),
            ("behavior", &gap.behavior, "What did they say or do? They need to know what to do differently."),
            ("impact", &gap.impact, "What did it lead to? The impact shows why it's worth changing."),
        ];
        let empty = parts.into_iter().filter(|(_, text, _)| text.is_empty());
        hits.extend(empty.map(|(part, _, say)| Hit::new(format!("/gaps/{at}/{part}"), say)));
    }
    hits
}
