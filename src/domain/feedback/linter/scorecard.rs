//! Rules about the ratings.

use super::draft::Hit;
use super::reading::ReadDraft;
use std::collections::HashSet;

/// About the length of one short clause that says what was done.
const EVIDENCE_CHARS: usize = 40;

pub(crate) fn competency_missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let rated: HashSet<&str> = draft.notes.ratings.iter().map(|rating| &*rating.competency).collect();
    let missing = draft.template.competencies.iter().filter(|competency| !rated.contains(competency.id.as_str()));
    missing
        .map(|competency| {
            let name = &competency.name;
            let say = format!("\"{name}\" has no rating yet. Rate it, or choose \"not observed\"; that's fine.");
            Hit::new("/ratings", say)
        })
        .collect()
}

pub(crate) fn competency_unknown(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let ratings = draft.notes.ratings.iter().enumerate();
    let unknown = ratings.filter(|(_, rating)| draft.template.competency(&rating.competency).is_none());
    unknown
        .map(|(at, rating)| {
            let known: Vec<_> = draft.template.competencies.iter().map(|competency| competency.id.as_str()).collect();
            Hit::new(
                format!("/ratings/{at}/competency"),
                format!(
                    "A {} interview doesn't rate \"{}\". It rates: {}.",
                    draft.template.kind.label(),
                    rating.competency,
                    known.join(", ")
                ),
            )
        })
        .collect()
}

pub(crate) fn competency_twice(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut seen = HashSet::new();
    let ratings = draft.notes.ratings.iter().enumerate();
    let again = ratings.filter(|(_, rating)| !seen.insert(&*rating.competency));
    again
        .map(|(at, rating)| {
            let say = format!("\"{}\" is rated twice. Keep one rating and put both moments in it.", draft.name(rating));
            Hit::new(format!("/ratings/{at}/competency"), say)
        })
        .collect()
}

pub(crate) fn rating_without_evidence(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let bare = draft.scored().filter(|(_, rating, _)| rating.evidence.is_empty());
    bare.map(|(at, rating, score)| {
        let say = format!(
            "\"{}\" has a {score} but no evidence yet. What did they say or do? If you can't remember, choose \"not observed\".",
            draft.name(rating)
        );
        Hit::new(format!("/ratings/{at}/evidence"), say)
    })
    .collect()
}

pub(crate) fn evidence_too_short(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let short = draft.scored().filter(|(_, rating, _)| (1..EVIDENCE_CHARS).contains(&rating.evidence.chars().count()));
    short
        .map(|(at, rating, score)| {
            let say = format!(
                "A little more, please: what did they say or do that makes \"{}\" a {score}? At least {EVIDENCE_CHARS} characters.",
                draft.name(rating)
            );
            Hit::new(format!("/ratings/{at}/evidence"), say)
        })
        .collect()
}
