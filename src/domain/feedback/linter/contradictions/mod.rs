//! Rules about notes that contradict themselves. A strength or gap may name its competency; where it
//! doesn't, these guess, and only report clear cases: a rule that cries wolf gets ignored.

mod answers;
mod apart;
mod aspects;
mod facets;
pub(super) mod opposites;
mod steps;

use super::draft::{Hit, SOLVING};
use super::reading::ReadDraft;
use super::text::{Word, phrase_at, words};
use facets::Facet;
use opposites::Said;

/// How sure a guess has to be, and by how much more than the next.
const LEAST: f64 = -0.6;
const BY: f64 = 0.6;

pub(crate) fn gap_on_a_four(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, gap) in draft.notes.gaps.iter().enumerate() {
        let say = |name: &str| format!("\"{name}\" is rated 4 but is also named as a gap here. Which do you mean?");
        let opens = [("situation", &*gap.situation), ("behavior", &*gap.behavior)];
        let before = hits.len();
        for (part, text) in opens {
            hits.extend(named(draft, 4, text).map(|name| Hit::new(format!("/gaps/{at}/{part}"), say(name))));
        }
        if hits.len() == before {
            let name = concerned(draft, 4, gap.competency.as_deref(), &gap.behavior);
            hits.extend(name.map(|name| Hit::new(format!("/gaps/{at}/behavior"), say(name))));
        }
    }
    hits
}

pub(crate) fn strength_on_a_one(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, strength) in draft.notes.strengths.iter().enumerate() {
        let name = named(draft, 1, &strength.text)
            .or_else(|| concerned(draft, 1, strength.competency.as_deref(), &strength.text));
        hits.extend(name.map(|name| {
            let say = format!("\"{name}\" is rated 1 but is also named as a strength here. Which do you mean?");
            Hit::new(format!("/strengths/{at}"), say)
        }));
    }
    hits
}

/// The name of the competency with this score that a text is about: the one its author named, else a careful guess.
fn concerned<'a, 'b>(draft: &'a ReadDraft<'b>, score: u16, competency: Option<&str>, text: &'b str) -> Option<&'a str> {
    let mut rated = draft.scored().filter(|(_, _, given)| *given == score).map(|(_, rating, _)| rating);
    let found = match competency {
        Some(id) => rated.find(|rating| *rating.competency == *id),
        None => {
            let facet = Facet::of_text(&draft.read(text), LEAST, BY)?;
            rated.find(|rating| Facet::of_competency(&rating.competency) == Some(facet))
        }
    };
    found.map(|rating| draft.name(rating))
}

/// The name of a competency with this score, if the text opens with one.
fn named<'a, 'b>(draft: &'a ReadDraft<'b>, score: u16, text: &'b str) -> Option<&'a str> {
    let text = &draft.read(text).words;
    let mut names = draft.scored().filter(|(_, _, given)| *given == score).map(|(_, rating, _)| draft.name(rating));
    names.find(|name| is_about(text, name))
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

pub(crate) fn strength_against_gap(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let strengths: Vec<_> = draft.notes.strengths.iter().map(|it| (&it.competency, Said::of(&it.text))).collect();
    for (at, gap) in draft.notes.gaps.iter().enumerate() {
        let denied = Said::of(&gap.behavior);
        let against = |(competency, strength): &(&Option<_>, Said)| match (competency, &gap.competency) {
            (Some(one), Some(other)) if one != other => false,
            _ => opposites::deny(strength, &denied),
        };
        if strengths.iter().any(against) {
            let say = "This gap says nearly the opposite of one of the strengths. When did each of them happen?";
            hits.push(Hit::new(format!("/gaps/{at}/behavior"), say));
        }
    }
    hits
}

pub(crate) fn four_after_the_answer(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let Some(hint) = draft.notes.hints.iter().find(|hint| answers::gives_it_away(hint, &draft.read(&hint.text))) else {
        return Vec::new();
    };
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
}
