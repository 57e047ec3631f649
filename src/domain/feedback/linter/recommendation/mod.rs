//! Rules about the recommendation.

mod reasons;

use super::draft::Hit;
use super::reading::ReadDraft;
use super::text::placeholder::is_placeholder;
use crate::domain::feedback::notes::{Confidence, Rating, ScalePoint, Verdict};

pub(crate) fn verdict_missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.recommendation.verdict.is_none(), "/recommendation/verdict", || {
        format!("What would you recommend for {} level, based on this hour?", draft.level.label())
    })
}

pub(crate) fn confidence_missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.recommendation.confidence.is_none(), "/recommendation/confidence", || {
        "How sure are you? Low confidence is a fair answer after one hour.".into()
    })
}

pub(crate) fn because_missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let recommendation = &draft.notes.recommendation;
    let wrong = recommendation.verdict.is_some() && is_placeholder(&recommendation.because);
    Hit::when(wrong, "/recommendation/because", || {
        "What tipped it? Two or three sentences that refer to a rating or a gap; without them nobody knows why.".into()
    })
}

/// Once there is a verdict: at least one entry with a text, and a direction for each. Older drafts have no directions.
pub(crate) fn change_of_mind_missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    const AT: &str = "/recommendation/would_have_changed_it";
    let recommendation = &draft.notes.recommendation;
    if recommendation.verdict.is_none() {
        return Vec::new();
    }
    let changes = recommendation.would_have_changed_it.iter().enumerate();
    let said: Vec<_> = changes.filter(|(_, change)| !is_placeholder(&change.text)).collect();
    if said.is_empty() {
        let say = "What could they have shown you that would have changed it? That's the line people practise from.";
        return vec![Hit::new(AT, say)];
    }
    let open = said.into_iter().filter(|(_, change)| change.towards.is_none());
    let ask = "Which recommendation would this have led to? Choose it as the direction.";
    open.map(|(at, _)| Hit::new(format!("{AT}/{at}/towards"), ask)).collect()
}

/// Refers to nothing that a rating or a gap could say.
pub(crate) fn because_without_reason(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let because = &draft.notes.recommendation.because;
    // An empty one is an error of its own.
    let wrong = !because.is_empty() && reasons::is_missing(&draft.read(because));
    Hit::when(wrong, "/recommendation/because", || {
        "This says that you decided, and not why. Which rating or gap tipped it?".into()
    })
}

pub(crate) fn verdict_above_ratings(draft: &ReadDraft<'_>) -> Vec<Hit> {
    far(draft, &[Verdict::Hire, Verdict::StrongHire], |point, bar| point < bar, "below")
}

pub(crate) fn verdict_below_ratings(draft: &ReadDraft<'_>) -> Vec<Hit> {
    if reasons::names_what_was_missing(&draft.read(&draft.notes.recommendation.because)) {
        return Vec::new();
    }
    far(draft, &[Verdict::NoHire, Verdict::StrongNoHire], |point, bar| point >= bar, "at or above")
}

/// The verdict is one of `verdicts` while every score is `so` next to what the level requires, and no reason is given.
fn far(draft: &ReadDraft<'_>, verdicts: &[Verdict], so: fn(ScalePoint, ScalePoint) -> bool, how: &str) -> Vec<Hit> {
    let Some(verdict) = draft.notes.recommendation.verdict.filter(|verdict| verdicts.contains(verdict)) else {
        return Vec::new();
    };
    let bar = |rating: &Rating| {
        draft.template.competency(&rating.competency).map_or(ScalePoint::Solid, |it| it.bar(draft.level).point)
    };
    let mut scores =
        draft.notes.ratings.iter().filter_map(|rating| Some((rating.score?.point(), bar(rating)))).peekable();
    let apart = scores.peek().is_some() && scores.all(|(point, bar)| so(point, bar));
    let wrong = apart && !reasons::in_spite_of_scores(&draft.read(&draft.notes.recommendation.because));
    Hit::when(wrong, "/recommendation/verdict", || {
        format!(
            "You recommend \"{}\", but every score is {how} what {} level needs. Both can be true: say what tipped it, or look at the scores again.",
            verdict.label(),
            draft.level.label()
        )
    })
}

/// One skill could be chance.
const FEWEST: usize = 2;

pub(crate) fn sure_without_ratings(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let sure = draft.notes.recommendation.confidence == Some(Confidence::High);
    let wrong = sure && !draft.notes.ratings.is_empty() && draft.scored().count() < FEWEST;
    Hit::when(wrong, "/recommendation/confidence", || {
        "You observed one skill at most, but your confidence is high. A lower one tells the candidate how much to make of it."
            .into()
    })
}
