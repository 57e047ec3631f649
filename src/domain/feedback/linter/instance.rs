//! The rule about praise and criticism without a specific instance.

use super::draft::Hit;
use super::learned::Model;
use super::reading::{ReadDraft, Reading};
use super::text::{Word, words};
use super::words::generic::is_general;
use super::words::instance::{ACTS, CRITICISM, NO_ACTS, OF_THINGS, PRAISE, TIES};

/// Up to this many words, a judgement without an act is bare; longer ones are looked at word by word.
const SHORT: usize = 12;

/// What the model has to think of words that say nothing in particular, if none of them is praise or criticism.
const NOT_UNLIKELY: f64 = 0.0;

/// What the model thinks at least of a short judgement.
const UNLIKELY: f64 = -3.5;

/// How sure the model has to be.
const SURE: f64 = 1.3;

pub(crate) fn no_instance(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let bare = draft.readings().filter(|(pointer, read)| tells_an_act(pointer) && is_bare(read));
    bare.map(|(pointer, _)| {
        Hit::new(
            pointer,
            "Which moment made you think so? As it stands, the candidate has to guess what to keep doing or change.",
        )
    })
    .collect()
}

/// Whether the field says what was done. Timelines and hints are a log, and action steps are about next week.
fn tells_an_act(pointer: &str) -> bool {
    let ends = |end| pointer.ends_with(end);
    pointer == "/summary"
        || pointer.starts_with("/strengths/")
        || ends("/evidence")
        || ends("/behavior")
        || ends("/how_it_went")
}

fn is_bare(read: &Reading) -> bool {
    let words = &read.words;
    let judges = judges(words);
    let short = words.len() <= SHORT && judges && !is_concrete(words) && !explains(&read.text);
    let short = short && read.opinion(Model::Bare) > UNLIKELY;
    short
        || is_marked(words) && (judges || read.opinion(Model::Bare) > NOT_UNLIKELY)
        || !marks(words) && read.pieces().len() == 1 && !read.text.contains(';') && read.opinion(Model::Bare) > SURE
}

/// However long: nothing in it that couldn't be said of any hour.
fn is_marked(words: &[Word]) -> bool {
    let read: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
    !marks(words) && is_general(&read, true)
}

/// A quotation, a number, or code.
fn marks(words: &[Word]) -> bool {
    words.iter().any(|word| word.text.is_empty() || word.text.contains(|c: char| c.is_ascii_digit() || c == '_'))
}

/// Whether something is called good or bad, other than in the name of a thing.
fn judges(words: &[Word]) -> bool {
    let mut rest = words;
    while let Some((_, next)) = rest.split_first() {
        let named = OF_THINGS.at(rest);
        if named.is_none() && (PRAISE.at(rest).is_some() || CRITICISM.at(rest).is_some()) {
            return true;
        }
        rest = named.and_then(|(length, _)| rest.get(length..)).unwrap_or(next);
    }
    false
}

fn is_concrete(words: &[Word]) -> bool {
    let act = |text: &str| ACTS.contains(&text) || (text.ends_with("ed") && !NO_ACTS.contains(&text));
    // An empty word stands for a quotation, a digit for a minute or a size, a mark for code.
    let mark = |text: &str| text.is_empty() || text.contains(|c: char| c.is_ascii_digit() || c == '_');
    TIES.occur_in(words) || words.iter().any(|word| act(&word.text) || mark(&word.text))
}

/// "Great habit: reads the task twice" says what was done after the colon.
fn explains(text: &str) -> bool {
    let parts = [": ", " - ", " – ", " — ", "; "].iter().find_map(|mark| text.split_once(mark));
    parts.is_some_and(|(_, reason)| {
        let words = words(reason);
        words.len() >= 3 && !judges(&words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_judgements_are_found() {
        for text in [
            "Good job!",
            "Did well.",
            "Great",
            "Needs improvement",
            "Communication: very good overall",
            "Good understanding of closures.",
            "Explained the event loop well",
            "Could be better on CSS; needs practice",
            "Strong JavaScript skills. Nice communication.",
            "Solid problem solving\nGood code",
            "Struggled with recursion",
            "OK",
            "Weak knowledge of weak references",
        ] {
            assert!(is_bare(&Reading::of(text)), "{text}");
        }
    }

    #[test]
    fn a_moment_makes_the_difference() {
        for text in [
            "Great: drew the queue before touching the code",
            "Good call to ask \"how large is n?\"",
            "Caught the off-by-one with a good test",
            "Named the trade-off well: memory against speed",
            "Nice habit: reads the task aloud",
            "Did well at minute 12",
            "Good use of `Map` for the counts",
            "Struggled when the list was empty",
            "Split the parser from the printer",
            "Knows that weak references do not keep an object alive",
            "Answers with 400 Bad Request",
            "",
            "You asked about the size of the input, walked through an example, and only then chose a good structure for it.",
        ] {
            assert!(!is_bare(&Reading::of(text)), "{text}");
        }
    }
}
