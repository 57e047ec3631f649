//! What an interviewer wrote in earlier notes, as fingerprints of eight consecutive words. Shows where new notes repeat
//! earlier ones, without revealing what those said or who they were about.

use super::text::{Word, words};
use crate::domain::feedback::note_templates::NoteTemplate;
use crate::domain::feedback::notes::Notes;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Consecutive words in a fingerprint.
const WORDS: usize = 8;

/// Consecutive words of which one may differ.
const WITH_ONE_CHANGED: usize = 12;

/// Shared fingerprints from which a text counts as reused: ten words in a row.
const SHARED: usize = 3;

/// What an interviewer wrote for others before, as fingerprints.
#[derive(Debug, Default)]
pub struct Earlier(HashSet<u64>);

impl Earlier {
    /// From these notes. The template's anchor texts are left out: anyone may quote them.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Notes>, template: &NoteTemplate) -> Self {
        let mut known = HashSet::new();
        for notes in all {
            for (_, text) in own_texts(notes) {
                known.extend(fingerprints(text).into_iter().chain(with_one_changed(text)));
            }
        }
        if known.is_empty() {
            return Self::default();
        }
        let anchors = template.competencies.iter().flat_map(|competency| &competency.anchors);
        for common in
            anchors.flat_map(|anchor| fingerprints(&anchor.text).into_iter().chain(with_one_changed(&anchor.text)))
        {
            known.remove(&common);
        }
        Self(known)
    }

    /// The pointers of texts in these notes that repeat earlier ones.
    pub(crate) fn reused_in(&self, notes: &Notes) -> Vec<String> {
        if self.0.is_empty() {
            return Vec::new();
        }
        own_texts(notes).into_iter().filter(|(_, text)| is_taken(text, self)).map(|(pointer, _)| pointer).collect()
    }
}

/// Ten words in a row, or twelve of which one was changed. What everybody writes doesn't count: a definition, a farewell.
fn is_taken(text: &str, earlier: &Earlier) -> bool {
    let known = |fingerprint: &u64| earlier.0.contains(fingerprint);
    let read = words(text);
    let bare: Vec<_> = read.iter().map(bare).collect();
    let taken = |from: usize, length: usize| {
        let runs = bare.get(from..from + length)?;
        let same = match length {
            WITH_ONE_CHANGED => (2..length - 2).any(|hole| known(&fingerprint(runs, hole))),
            _ => runs.windows(WORDS).all(|run| told(run) && known(&fingerprint(run, WORDS))),
        };
        Some(same && !is_common(before(&read, from), read.get(from..from + length)?))
    };
    let lengths = [WORDS + SHARED - 1, WITH_ONE_CHANGED];
    (0..read.len()).any(|from| lengths.into_iter().any(|length| taken(from, length) == Some(true)))
}

/// How many words before a run say what it's part of: "a deadlock needs" ten words.
const BEFORE: usize = 3;

/// The words of the same sentence right before a run.
fn before(words: &[Word], from: usize) -> &[Word] {
    let near = words.get(from.saturating_sub(BEFORE)..from).unwrap_or_default();
    let starts = words.get(from).is_some_and(|word| word.starts);
    let cut = if starts { near.len() } else { near.iter().rposition(|word| word.starts).unwrap_or(0) };
    near.get(cut..).unwrap_or_default()
}

/// A definition speaks of nobody, in the present; a farewell has its phrases.
fn is_common(before: &[Word], run: &[Word]) -> bool {
    const SOMEBODY: &[&str] = &[
        "you", "your", "i", "me", "my", "we", "us", "he", "she", "his", "her", "they", "their", "was", "were", "had",
        "did",
    ];
    const DEFINES: &[&str] = &[
        "is",
        "are",
        "means",
        "needs",
        "stands",
        "gives",
        "takes",
        "halves",
        "guarantees",
        "requires",
        "keeps",
        "lets",
        "makes",
        "costs",
        "returns",
        "stores",
        "allows",
    ];
    const FAREWELL: &[&str] = &[
        "thank",
        "thanks",
        "luck",
        "best",
        "wish",
        "wishes",
        "goodbye",
        "regards",
        "congratulations",
        "unclear",
        "contact",
    ];
    let is_of = |list: &[&str], words: &[Word]| words.iter().any(|word| list.contains(&word.text.as_str()));
    // "Jonas has drawn" tells of somebody; "a queue has two ends" doesn't.
    const OF_WHAT: &[&str] = &["a", "an", "the", "no", "one", "two", "three", "its"];
    let all: Vec<&str> = before.iter().chain(run).map(|word| word.text.as_str()).collect();
    let owns = all.windows(2).any(|pair| matches!(pair, ["has", of] if OF_WHAT.contains(of)));
    let defines = owns || is_of(DEFINES, before) || is_of(DEFINES, run);
    is_of(FAREWELL, run) || is_of(&["luck"], before) || defines && !is_of(SOMEBODY, run)
}

/// The texts about what one candidate did in one session. Hints and action steps can be reused, and timeline entries are short.
fn own_texts(notes: &Notes) -> Vec<(String, &str)> {
    let serves_many = |pointer: &str| {
        ["/hints/", "/timeline/", "/action_steps/", "/private_to_coordinator"].iter().any(|it| pointer.starts_with(it))
    };
    let mut texts = notes.texts();
    texts.retain(|(pointer, _)| !serves_many(pointer));
    texts
}

/// A fingerprint of each run of eight words. A quotation is one word, and a run that is mostly quotations has none. Endings
/// and numbers don't count: they are what changes in a copy.
fn fingerprints(text: &str) -> Vec<u64> {
    let words: Vec<_> = words(text).iter().map(bare).collect();
    words.windows(WORDS).filter(|run| told(run)).map(|run| fingerprint(run, WORDS)).collect()
}

/// Fingerprints of runs in which one word in the middle may differ: a name, a thing.
fn with_one_changed(text: &str) -> Vec<u64> {
    let words: Vec<_> = words(text).iter().map(bare).collect();
    let runs = words.windows(WITH_ONE_CHANGED).filter(|run| told(run));
    runs.flat_map(|run| (2..WITH_ONE_CHANGED - 2).map(|hole| fingerprint(run, hole))).collect()
}

fn told(run: &[String]) -> bool {
    run.iter().filter(|word| word.is_empty()).count() <= 2
}

/// Of the run without the word at `hole`.
fn fingerprint(run: &[String], hole: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (_, word) in run.iter().enumerate().filter(|(at, _)| *at != hole) {
        word.hash(&mut hasher);
    }
    hole.hash(&mut hasher);
    hasher.finish()
}

fn bare(word: &Word) -> String {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let number = word.text.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word.text.as_str());
    if number { "0".to_owned() } else { word.stem.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::feedback::note_templates::template;
    use serde_json::json;

    fn notes(evidence: &str) -> Notes {
        let rating = json!({ "competency": "checking", "score": 2, "evidence": evidence });
        serde_json::from_value(json!({ "ratings": [rating] })).unwrap()
    }

    #[test]
    fn what_was_taken_over_is_known_again() {
        let wrote = "At minute 12 you drew the queue, named both ends of it and asked which of them grows.";
        let earlier = Earlier::of([&notes(wrote)], template(Kind::Coding));
        let taken = |text| is_taken(text, &earlier);
        assert!(taken(wrote));
        assert!(taken("At minute 12 you drew the queue, named both ends of it. Then you went on to the stack."));
        assert!(taken("AT MINUTE 12 you drew the queue; named both ends of it"), "case and commas don't matter");
        assert!(taken("At minute 14 you drew the queue, named both ends of it."), "nor do numbers");
        assert!(
            taken("At minute 12 you drew the stack, named both ends of it and asked which of them grows."),
            "nor does a word in the middle of twelve"
        );
        assert!(!taken("Drew the queue, named both ends of it"), "fewer than ten words");
        assert!(!taken("Later you drew the queue, named both ends of it, then wrote push."), "nine of its words");
        assert!(!taken("Minute 12: drew a queue, both its ends named, and asked which of them grows."));
        assert!(!taken("You drew the queue."));
        assert!(!taken(""));
    }

    #[test]
    fn anchors_belong_to_everybody() {
        let template = template(Kind::Coding);
        let anchors = template.competencies.iter().flat_map(|competency| &competency.anchors);
        for anchor in anchors {
            let earlier = Earlier::of([&notes(&anchor.text)], template);
            assert!(!is_taken(&anchor.text, &earlier), "{}", anchor.text);
        }
    }

    #[test]
    fn only_what_is_told_of_one_candidate_counts() {
        let text = "If a solution seems done, then I will run three inputs that could break it";
        let before: Notes = serde_json::from_value(json!({
            "hints": [{ "minute": 3, "kind": "nudge", "text": text }],
            "action_steps": [{ "if": text, "then": text, "check": text }],
            "private_to_coordinator": text
        }))
        .unwrap();
        assert!(Earlier::of([&before], template(Kind::Coding)).0.is_empty());
    }
}
