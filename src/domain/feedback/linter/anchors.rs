//! Rules that compare a score with its evidence: does the evidence describe what the score's anchor describes? Whether
//! a good sentence fits an anchor is for a person to decide; these only look for clear mismatches.

use super::draft::{Hit, SOLVING};
use super::learned::Model;
use super::reading::{ReadDraft, Reading};
use super::text::{Word, sentences};
use super::words::alone::{
    ALONE_SLOTS, ONE_PART_SLOTS, PART_SLOTS, UNPROMPTED_SLOTS, WHOLE_SLOTS, says_more_was_wrong,
    tells_of_something_left_out,
};
use super::words::help::{HELPED_SLOTS, PLAIN_HELP_SLOTS, denies_help, tells_of_help, tells_of_help_as};
use super::words::wording::{ALONE, HELPED, NO_HELP, NOT_A_FOUR, NOT_A_ONE};

/// How sure the models have to be: with the words of the rule, and without.
const FOUR: (f64, f64) = (-0.5, 2.8);
const ONE: (f64, f64) = (-0.3, 1.5);

/// The same where the words leave little doubt, and where they leave much.
const PLAIN: f64 = -5.5;
const UNPROMPTED: f64 = -3.5;
const MIXED: f64 = 2.0;
const ALL_ALONE: (f64, f64) = (-4.0, 0.9);

pub(crate) fn unsaid(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, rating, score) in draft.scored() {
        let read = draft.read(&rating.evidence);
        let wrong = match score {
            4 => is_no_four(&read),
            1 => is_no_one(&read),
            _ => false,
        };
        if wrong {
            let anchors = draft.template.competency(&rating.competency).map(|it| it.anchors.as_slice());
            let anchor = anchors.into_iter().flatten().find(|anchor| anchor.score.get() == score);
            let say = format!(
                "This evidence doesn't sound like a {score} for \"{}\". A {score} is: {}",
                draft.name(rating),
                anchor.map_or("see the template.", |anchor| &*anchor.text)
            );
            hits.push(Hit::new(format!("/ratings/{at}/evidence"), say));
        }
    }
    hits
}

/// It was done with help, or something was left out.
fn is_no_four(read: &Reading) -> bool {
    let evidence = &read.words;
    let left_out = tells_of_something_left_out(evidence);
    let said = NOT_A_FOUR.occur_in(evidence) || tells_of_help(evidence) || left_out;
    if !said && denies_help(evidence) {
        return false;
    }
    sure(Model::NotFour, read, said, FOUR)
        || tells_of_help_as(&PLAIN_HELP_SLOTS, evidence)
            && !denies_help(evidence)
            && read.opinion(Model::NotFour) > PLAIN
}

/// Something was done well, and without being asked.
fn is_no_one(read: &Reading) -> bool {
    let evidence = &read.words;
    let unprompted = UNPROMPTED_SLOTS.occur_in(evidence);
    let said = NOT_A_ONE.occur_in(evidence) || unprompted;
    let with = match (unprompted, says_more_was_wrong(evidence)) {
        (true, false) => UNPROMPTED,
        (_, true) => MIXED,
        _ => ONE.0,
    };
    sure(Model::NotOne, read, said, (with, ONE.1))
}

/// The words say so and the model doesn't disagree, or the model is sure on its own.
fn sure(model: Model, read: &Reading, said: bool, (with, without): (f64, f64)) -> bool {
    let opinion = read.opinion(model);
    said && opinion > with || opinion > without
}

pub(crate) fn alone_after_hints(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let hints = draft.notes.hints.len();
    let mut hits = Vec::new();
    for (at, rating, _) in draft.scored().filter(|(_, rating, _)| hints > 0 && &*rating.competency == SOLVING) {
        let read = draft.read(&rating.evidence);
        let said = !names_one_part(&read.words)
            && (sentences(&read.words).into_iter().any(says_alone) || says_all_alone(&read.words));
        if sure(Model::Alone, &read, said, ALL_ALONE) {
            let say = format!(
                "The evidence says they did it alone, but you logged {}, and what after?",
                if hints == 1 {
                    "a hint. What came before it".to_owned()
                } else {
                    format!("{hints} hints. What came before them")
                }
            );
            hits.push(Hit::new(format!("/ratings/{at}/evidence"), say));
        }
    }
    hits
}

/// "As far as" names a part, but "up to" doesn't in "from the prompt up to the end".
fn names_one_part(words: &[Word]) -> bool {
    ONE_PART_SLOTS.occur_in(words) && !WHOLE_SLOTS.occur_in(words)
}

/// "First" and "until" name a part, but not in "from the first minute to the last".
fn names_a_part(words: &[Word]) -> bool {
    PART_SLOTS.occur_in(words) && !WHOLE_SLOTS.occur_in(words)
}

/// It was done alone, and without help.
fn says_all_alone(words: &[Word]) -> bool {
    ALONE_SLOTS.occur_in(words) && !names_a_part(words) && !(HELPED_SLOTS.occur_in(words) && tells_of_help(words))
}

/// The sentence says it was done alone, and mentions no help.
fn says_alone(sentence: &[Word]) -> bool {
    let mut rest = sentence;
    let mut helped = false;
    while let Some((_, next)) = rest.split_first() {
        let none = NO_HELP.at(rest);
        helped |= none.is_none() && HELPED.at(rest).is_some();
        rest = none.and_then(|(length, _)| rest.get(length..)).unwrap_or(next);
    }
    !helped && ALONE.occur_in(sentence)
}
