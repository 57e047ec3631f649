//! What an interviewer wrote in earlier notes, as fingerprints of eight consecutive words. Shows where new notes repeat
//! earlier ones, without revealing what those said or who they were about.

use super::text::words;
use crate::domain::feedback::note_templates::NoteTemplate;
use crate::domain::feedback::notes::Notes;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Consecutive words in a fingerprint.
const WORDS: usize = 8;

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
            known.extend(own_texts(notes).into_iter().flat_map(|(_, text)| fingerprints(text)));
        }
        let anchors = template.competencies.iter().flat_map(|competency| &competency.anchors);
        for common in anchors.flat_map(|anchor| fingerprints(&anchor.text)) {
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

/// For a short text, most of it is enough: nine words make only two fingerprints.
fn is_taken(text: &str, earlier: &Earlier) -> bool {
    let all = fingerprints(text);
    let shared = all.iter().filter(|fingerprint| earlier.0.contains(fingerprint)).count();
    shared >= SHARED || shared > 0 && shared == all.len()
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

/// A fingerprint of each run of eight words. A quotation is one word, and a run that is mostly quotations has none.
fn fingerprints(text: &str) -> Vec<u64> {
    let words: Vec<_> = words(text).into_iter().map(|word| word.text).collect();
    let told = |run: &&[String]| run.iter().filter(|word| word.is_empty()).count() <= 2;
    let fingerprint = |run: &[String]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(WORDS).filter(told).map(fingerprint).collect()
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
        assert!(taken("Drew the queue, named both ends of it"), "all of a short text");
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
