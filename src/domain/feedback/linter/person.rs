//! The rule about words that judge the person: they can't be practised, and they say more about the writer.

use super::draft::Hit;
use super::learned::{Model, says_what};
use super::reading::ReadDraft;
use super::subject::counts;
use super::text::{Word, phrase_at, words};
use super::words::person::{GROUPS, Group};
use super::words::traits::TRAITS;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) fn about_the_person(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let names: Vec<_> = words(draft.candidate).into_iter().map(|name| name.text).collect();
    for (pointer, read) in draft.readings() {
        let phrases = found(&read.words, &names);
        for (phrase, group) in &phrases {
            let say = format!(
                "\"{phrase}\" is about the person. What did they say or do that showed it? That can be practised."
            );
            hits.push(Hit { example: Some(group.instead), ..Hit::new(&*pointer, say) });
        }
        let guessed = || draft.guesses && read.any_sentence(|one| one.opinion(Model::Person) > SURE);
        if phrases.is_empty() && says_what(&pointer) && (TRAITS.occur_in(&read.words) || guessed()) {
            let say = "This sounds as if it's about the person. What did they say or do that showed it? That can be practised.";
            hits.push(Hit::new(&*pointer, say));
        }
    }
    hits
}

/// How sure the model has to be.
const SURE: f64 = 0.6;

type Phrases = Vec<(&'static str, &'static Group)>;

/// The phrases by their first word: notes can be long, and are read again at every save.
static BY_FIRST_WORD: LazyLock<HashMap<&str, Phrases>> = LazyLock::new(|| {
    let mut index: HashMap<&str, Phrases> = HashMap::new();
    for group in GROUPS {
        for phrase in group.phrases {
            index.entry(phrase.split(' ').next().unwrap_or_default()).or_default().push((phrase, group));
        }
    }
    index
});

/// The phrases about a person in a text about this candidate, each once.
fn found(words: &[Word], names: &[String]) -> Phrases {
    let called;
    // A name alone could be a thing's.
    let words = if words.iter().any(|word| names.contains(&word.text)) {
        called = words.iter().map(|word| called_you(word, names)).collect::<Vec<_>>();
        &called
    } else {
        words
    };
    let mut found = Phrases::new();
    for (at, word) in words.iter().enumerate() {
        let (before, rest) = words.split_at(at);
        for &(phrase, group) in BY_FIRST_WORD.get(word.text.as_str()).into_iter().flatten() {
            let Some(length) = phrase_at(rest, phrase) else { continue };
            let (itself, after) = rest.split_at(length);
            let seen = found.iter().any(|(other, _)| *other == phrase);
            if !seen && counts(group.counts, before, itself, after) {
                found.push((phrase, group));
            }
        }
    }
    found
}

/// The word, or "you" for one of the candidate's names.
fn called_you(word: &Word, names: &[String]) -> Word {
    let mut word = word.clone();
    if names.contains(&word.text) {
        "you".clone_into(&mut word.text);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(text: &str, names: &str) -> Phrases {
        super::found(&words(text), &names.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    fn found(text: &str) -> Phrases {
        called(text, "sam rivera")
    }

    #[test]
    fn the_candidate_is_known_by_name() {
        for text in ["Sam is clearly smart", "Rivera was a bit lazy about tests", "Sam seemed rude, and Redis was new"]
        {
            assert_eq!(found(text).len(), 1, "{text}");
            assert_eq!(called(text, "kim ode").len(), 0, "{text}");
        }
        assert_eq!(found("Sam's iterator is lazy").len(), 0);
    }

    #[test]
    fn words_about_a_person_are_found() {
        for (text, phrase) in [
            ("She is very smart.", "smart"),
            ("You came across as a bit arrogant", "arrogant"),
            ("Smart and quick.", "smart"),
            ("Solved both. Very bright.", "bright"),
            ("You were quick and clever.", "clever"),
            ("Seems intelligent", "intelligent"),
            ("They are brilliant", "brilliant"),
            ("You're sloppy with names", "sloppy"),
            ("The candidate was lazy about tests", "lazy"),
            ("You were weak on types", "weak"),
            ("A weak candidate overall", "weak"),
            ("a strong junior developer", "strong"),
            ("Strong candidate for the role", "strong"),
            ("Great guy!", "great"),
            ("Not a good fit.", "good fit"),
            ("You are not a good fit for us", "good fit"),
            ("Good fit for the team", "good fit"),
            ("Natural talent!", "natural talent"),
            ("a JavaScript ninja", "javascript ninja"),
            ("a real team player", "team player"),
            ("You are a natural.", "a natural"),
            ("Sam strikes me as a very strong engineer", "strong"),
            ("Overall, weak candidate.", "weak"),
            ("You would be a great colleague", "great"),
            ("He is too young for this role", "too young"),
            ("You are a wonderful person", "wonderful"),
            ("You're amazing!", "amazing"),
            ("You are a lovely human!", "lovely"),
            ("Thank you, you are the best!", "the best"),
            ("You are the best interviewer!", "the best"),
            ("You're a star", "a star"),
            ("You were so kind", "so kind"),
            ("An outstanding mentor.", "outstanding"),
            ("A very good listener", "good"),
        ] {
            assert!(found(text).iter().any(|(found, _)| *found == phrase), "{text}");
        }
    }

    #[test]
    fn the_same_words_for_things_are_not() {
        for text in [
            "Chose a smart pointer over a raw one, and a weak reference for the parent",
            "Strong types and a weak map kept the cache small",
            "Knew when a WeakMap is better than a strong reference",
            "Explained that iterators are lazy: nothing runs before it is asked",
            "They were asked for a lazy iterator. You lazy loaded the images; you were lazy loading the list",
            "Said \"I was lazy with the tests there\" and added one",
            "The email column is a strong candidate for an index; a weak candidate key",
            "Redis is a good fit for the counters, and a B-tree a good fit for ranges",
            "The best of the three was the hash map, and an extraordinary case the empty list",
            "A remarkable number of retries; the outstanding requests were cancelled, the best case named first",
            "Waited while I drew the queue, and your wonderful example of the kitchen stays with me",
            "Redis: not a good fit. MongoDB is not a good fit here",
            "Raft elects a strong leader",
            "Great developer experience was the reason given",
            "Clever to use a set here. The trick was clever.",
            "Wrote defensive copies and aggressive timeouts; dumb components take props",
            "Could not articulate why the lock is held",
            "You got the bright idea of sorting first",
            "You spotted that eventual and strong consistency differ",
            "Good question about limits; weak on edge cases",
            "You told of a stubborn colleague, of how you paired with a weak engineer, and of a talented intern",
            "A natural key; the team's smart developers; what a strong engineer would ask",
            "You were aggressive with caching. You were defensive in your code: every input was checked",
            "As good engineers do. A good engineer would ask for the SLO first",
            "",
        ] {
            let found: Vec<_> = found(text).into_iter().map(|(phrase, _)| phrase).collect();
            assert_eq!(found, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_phrase_is_told_once_a_text() {
        assert_eq!(found("You are smart. You are smart.").len(), 1);
    }

    #[test]
    fn a_phrase_stands_in_one_group() {
        let mut phrases: Vec<_> = GROUPS.iter().flat_map(|group| group.phrases).collect();
        phrases.sort();
        let count = phrases.len();
        phrases.dedup();
        assert_eq!(phrases.len(), count);
        assert!(phrases.iter().all(|phrase| phrase.to_lowercase() == **phrase));
    }
}
