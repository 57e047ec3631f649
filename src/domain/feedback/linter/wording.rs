//! Rules about who somebody is and how they speak. Neither was rated, and neither can be practised.

use super::draft::Hit;
use super::learned::{Model, says_what};
use super::reading::{ReadDraft, Reading};
use super::text::{Word, sentences};
use super::words::classes::CLASSES;
use super::words::traits::SPEECH;
use super::words::wording::{JUDGED, LANGUAGE, LANGUAGE_OF_THINGS, WHO_THEY_ARE};

/// How sure the models have to be.
const SURE_OF_WHO: f64 = 0.6;
const SURE_OF_LANGUAGE: f64 = 0.7;

pub(crate) fn protected_wording(draft: &ReadDraft<'_>) -> Vec<Hit> {
    in_texts(draft, |pointer, read| {
        const LEAVE_OUT: &str = "is about who they are, not about anything you asked. Please leave it out.";
        if let Some(found) = WHO_THEY_ARE.first_in(&read.words) {
            return Some(format!("\"{found}\" {LEAVE_OUT}"));
        }
        let sure = || {
            draft.guesses && says_what(pointer) && read.any_sentence(|one| one.opinion(Model::Protected) > SURE_OF_WHO)
        };
        (CLASSES.occur_in(&read.words) || sure()).then(|| format!("This {LEAVE_OUT}"))
    })
}

pub(crate) fn language_as_thinking(draft: &ReadDraft<'_>) -> Vec<Hit> {
    in_texts(draft, |pointer, read| {
        const ASK: &str = "is about their English, not their thinking. What did they say or do?";
        if let Some(found) = sentences(&read.words).into_iter().find_map(|sentence| judged_language(sentence)) {
            return Some(format!("\"{found}\" {ASK}"));
        }
        let of_people = |one: &Reading| !LANGUAGE_OF_THINGS.occur_in(&one.words);
        let told = says_what(pointer) && SPEECH.occur_in(&read.words) && of_people(read);
        let guessed = || {
            let sure = |one: &Reading| one.opinion(Model::Language) > SURE_OF_LANGUAGE && of_people(one);
            draft.guesses && says_what(pointer) && read.any_sentence(sure)
        };
        (told || guessed()).then(|| format!("This {ASK}"))
    })
}

/// The word about language skills, if the sentence judges them.
fn judged_language(sentence: &[Word]) -> Option<&'static str> {
    let found = LANGUAGE.first_in(sentence)?;
    (!LANGUAGE_OF_THINGS.occur_in(sentence) && JUDGED.occur_in(sentence)).then_some(found)
}

fn in_texts(draft: &ReadDraft<'_>, judge: impl Fn(&str, &Reading) -> Option<String>) -> Vec<Hit> {
    draft.readings().filter_map(|(pointer, read)| judge(&pointer, &read).map(|say| Hit::new(pointer, say))).collect()
}
