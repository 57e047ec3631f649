//! Rules about the recommendation.

use super::draft::{Draft, Hit};
use crate::domain::feedback::notes::{Confidence, Verdict};

pub(crate) fn verdict_missing(draft: &Draft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.recommendation.verdict.is_none(), "/recommendation/verdict", || {
        format!("What would you recommend for {} level, based on this hour?", draft.level.label())
    })
}

pub(crate) fn confidence_missing(draft: &Draft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.recommendation.confidence.is_none(), "/recommendation/confidence", || {
        "How sure are you? Low confidence is a fair answer after one hour.".into()
    })
}

pub(crate) fn change_of_mind_missing(draft: &Draft<'_>) -> Vec<Hit> {
    let recommendation = &draft.notes.recommendation;
    let wrong = recommendation.verdict.is_some() && recommendation.would_change_my_mind.is_empty();
    Hit::when(wrong, "/recommendation/would_change_my_mind", || {
        "What could they have shown you that would have changed your mind? That's the line people practise from.".into()
    })
}

pub(crate) fn verdict_above_ratings(draft: &Draft<'_>) -> Vec<Hit> {
    far(draft, &[Verdict::Hire, Verdict::StrongHire], |score| score <= 2, "2 or lower")
}

pub(crate) fn verdict_below_ratings(draft: &Draft<'_>) -> Vec<Hit> {
    far(draft, &[Verdict::NoHire, Verdict::StrongNoHire], |score| score >= 3, "3 or higher")
}

/// The verdict is one of `verdicts` while every score is `so`.
fn far(draft: &Draft<'_>, verdicts: &[Verdict], so: fn(u16) -> bool, how: &str) -> Vec<Hit> {
    let Some(verdict) = draft.notes.recommendation.verdict.filter(|verdict| verdicts.contains(verdict)) else {
        return Vec::new();
    };
    let mut scores = draft.scored().map(|(_, _, score)| score).peekable();
    let wrong = scores.peek().is_some() && scores.all(so);
    Hit::when(wrong, "/recommendation/verdict", || {
        format!(
            "You recommend \"{}\", but every score is {how}. Both can be true: say what tipped it, or look at the scores again.",
            verdict.label()
        )
    })
}

pub(crate) fn sure_without_ratings(draft: &Draft<'_>) -> Vec<Hit> {
    let sure = draft.notes.recommendation.confidence == Some(Confidence::High);
    let wrong = sure && !draft.notes.ratings.is_empty() && draft.scored().next().is_none();
    Hit::when(wrong, "/recommendation/confidence", || {
        "You observed nothing, but your confidence is high. A lower one tells the candidate how much to make of it."
            .into()
    })
}
