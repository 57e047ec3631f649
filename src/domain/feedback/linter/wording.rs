//! Rules about who somebody is and how they speak. Neither was rated, and neither can be practised.

use super::draft::{Draft, Hit};
use super::learned::{Model, any_sentence, says_what};
use super::text::{Word, has_any, phrase_at, sentences, words};
use super::words::classes::CLASSES;
use super::words::wording::{JUDGED, LANGUAGE, LANGUAGE_OF_THINGS, WHO_THEY_ARE};

/// How sure the models have to be.
const SURE_OF_WHO: f64 = 0.4;
const SURE_OF_LANGUAGE: f64 = 0.2;

pub(crate) fn protected_wording(draft: &Draft<'_>) -> Vec<Hit> {
    in_texts(draft, |pointer, text, words| {
        const LEAVE_OUT: &str = "is about who they are, not about anything you asked. Please leave it out.";
        if let Some(found) = first_of(words, WHO_THEY_ARE) {
            return Some(format!("\"{found}\" {LEAVE_OUT}"));
        }
        let sure = || {
            draft.guesses && says_what(pointer) && any_sentence(text, |one| Model::Protected.opinion(one) > SURE_OF_WHO)
        };
        (CLASSES.occur_in(words) || sure()).then(|| format!("This {LEAVE_OUT}"))
    })
}

pub(crate) fn language_as_thinking(draft: &Draft<'_>) -> Vec<Hit> {
    in_texts(draft, |pointer, text, words| {
        const ASK: &str = "is about their English, not their thinking. What did they say or do?";
        if let Some(found) = sentences(words).into_iter().find_map(|sentence| judged_language(sentence)) {
            return Some(format!("\"{found}\" {ASK}"));
        }
        let sure = draft.guesses
            && says_what(pointer)
            && any_sentence(text, |one| {
                Model::Language.opinion(one) > SURE_OF_LANGUAGE && !has_any(&self::words(one), LANGUAGE_OF_THINGS)
            });
        sure.then(|| format!("This {ASK}"))
    })
}

/// The word about language skills, if the sentence judges them.
fn judged_language(sentence: &[Word]) -> Option<&'static str> {
    let found = first_of(sentence, LANGUAGE)?;
    (!has_any(sentence, LANGUAGE_OF_THINGS) && has_any(sentence, JUDGED)).then_some(found)
}

fn in_texts(draft: &Draft<'_>, judge: impl Fn(&str, &str, &[Word]) -> Option<String>) -> Vec<Hit> {
    let told = |(pointer, text): (String, &str)| judge(&pointer, text, &words(text)).map(|say| Hit::new(pointer, say));
    draft.notes.texts().into_iter().filter_map(told).collect()
}

fn first_of(words: &[Word], phrases: &[&'static str]) -> Option<&'static str> {
    let rests = (0..words.len()).filter_map(|at| words.get(at..));
    rests.into_iter().find_map(|rest| phrases.iter().copied().find(|phrase| phrase_at(rest, phrase).is_some()))
}
