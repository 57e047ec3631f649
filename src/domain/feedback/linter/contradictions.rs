//! Rules about notes that contradict themselves. They compare words, not meaning, so they only report clear cases: a
//! rule that cries wolf gets ignored.

use super::draft::{Draft, Hit, SOLVING};
use super::text::{Word, phrase_at, words};
use super::words::wording::EMPTY;
use crate::domain::feedback::notes::HintKind;
use std::collections::HashSet;

pub(crate) fn gap_on_a_four(draft: &Draft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, gap) in draft.notes.gaps.iter().enumerate() {
        for (part, text) in [("situation", &*gap.situation), ("behavior", &*gap.behavior)] {
            hits.extend(named(draft, 4, text).map(|name| {
                let say = format!("\"{name}\" is rated 4 but is also named as a gap here. Which do you mean?");
                Hit::new(format!("/gaps/{at}/{part}"), say)
            }));
        }
    }
    hits
}

pub(crate) fn strength_on_a_one(draft: &Draft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, strength) in draft.notes.strengths.iter().enumerate() {
        hits.extend(named(draft, 1, strength).map(|name| {
            let say = format!("\"{name}\" is rated 1 but is also named as a strength here. Which do you mean?");
            Hit::new(format!("/strengths/{at}"), say)
        }));
    }
    hits
}

/// The name of a competency with this score, if the text opens with one.
fn named<'a>(draft: &'a Draft<'_>, score: u16, text: &str) -> Option<&'a str> {
    let text = words(text);
    let mut names = draft.scored().filter(|(_, _, given)| *given == score).map(|(_, rating, _)| draft.name(rating));
    names.find(|name| is_about(&text, name))
}

/// The name comes first and the clause ends with it or says something of it: "Problem solving: ...",
/// "Your data was ...". "Data structures" is not about "Data", nor "testing the loop" about "Testing".
fn is_about(text: &[Word], name: &str) -> bool {
    const OWNERS: &[&str] = &["your", "the", "their", "his", "her"];
    const SAYS: &[&str] =
        &["is", "was", "were", "are", "had", "has", "needs", "needed", "could", "lacked", "stayed", "came", "fell"];
    let starts_with = |text: &[Word]| {
        let name: Vec<_> = words(name).into_iter().map(|word| word.text).collect();
        let Some(length) = phrase_at(text, &name.join(" ")) else { return false };
        let ends = text.get(length - 1).is_some_and(|word| word.ends);
        ends || text.get(length).is_some_and(|next| SAYS.contains(&next.text.as_str()))
    };
    match text.split_first() {
        Some((owner, rest)) if OWNERS.contains(&owner.text.as_str()) => starts_with(text) || starts_with(rest),
        _ => starts_with(text),
    }
}

pub(crate) fn strength_against_gap(draft: &Draft<'_>) -> Vec<Hit> {
    let strengths: Vec<_> = draft.notes.strengths.iter().map(|strength| content(strength)).collect();
    let mut hits = Vec::new();
    for (at, gap) in draft.notes.gaps.iter().enumerate() {
        let gap = content(&gap.behavior);
        if strengths.iter().any(|strength| same(strength, &gap)) {
            let say = "This gap says nearly the same as one of the strengths. When did each of them happen?";
            hits.push(Hit::new(format!("/gaps/{at}/behavior"), say));
        }
    }
    hits
}

/// The content words: without judgements, negations and endings.
fn content(text: &str) -> HashSet<String> {
    let carries = |word: &Word| !word.text.is_empty() && !EMPTY.contains(&word.text.as_str());
    words(text).into_iter().filter(carries).map(|word| stem(&word.text)).collect()
}

fn stem(word: &str) -> String {
    let long = |rest: &&str| rest.chars().count() >= 3;
    let bare = ["ing", "ed", "es", "s", "e"].iter().find_map(|end| word.strip_suffix(end).filter(long));
    bare.unwrap_or(word).to_owned()
}

/// Whether the two have the same words, or share most of at least three.
fn same(one: &HashSet<String>, other: &HashSet<String>) -> bool {
    let shared = one.intersection(other).count();
    let fewer = one.len().min(other.len());
    (shared > 0 && one == other) || (shared >= 3 && shared * 4 >= fewer * 3)
}

pub(crate) fn four_after_the_answer(draft: &Draft<'_>) -> Vec<Hit> {
    let answered = draft.notes.hints.iter().find(|hint| hint.kind == HintKind::Answer);
    let Some(hint) = answered else { return Vec::new() };
    let fours = draft.scored().filter(|(_, rating, score)| *score == 4 && &*rating.competency == SOLVING);
    fours
        .map(|(at, rating, _)| {
            let say = format!(
                "\"{}\" is a 4, but a hint gave the answer at minute {}. What did they work out without help after that?",
                draft.name(rating),
                hint.minute.get()
            );
            Hit::new(format!("/ratings/{at}/score"), say)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::feedback::note_templates;

    #[test]
    fn a_template_rates_solving() {
        assert!(note_templates::all().any(|template| template.competency(SOLVING).is_some()));
    }

    #[test]
    fn a_text_is_about_what_it_opens_with() {
        let about = |text, name| is_about(&words(text), name);
        assert!(about("Problem solving: no plan", "Problem solving"));
        assert!(about("Your trade-offs were missing", "Trade-offs"));
        assert!(about("The overall design needed a queue", "Overall design"));
        assert!(!about("Data structures were named late", "Data"));
        assert!(!about("Testing the loop came late", "Testing"));
        assert!(!about("When asked about problem solving", "Problem solving"));
    }

    #[test]
    fn opposites_share_their_words() {
        let against = |one, other| same(&content(one), &content(other));
        assert!(against("Tested edge cases", "Did not test edge cases"));
        assert!(against("Clear communication", "Poor communication."));
        assert!(against("Explained how promises work", "Could not explain how promises worked"));
        assert!(!against("Used a hash map for the counts", "Walked over the hash map twice per word"));
        assert!(!against("Tested the empty list unasked", "Duplicates were tested after I named them"));
        assert!(!against("", ""));
    }
}
