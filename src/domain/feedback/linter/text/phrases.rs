//! Lists of phrases, found by their first word.

use super::{Word, phrase_at};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Phrases in lower case. What is looked for is in `text`'s words, at word boundaries, and never across a comma.
pub(crate) struct Phrases {
    all: &'static [&'static str],
    by_first_word: OnceLock<HashMap<&'static str, Vec<&'static str>>>,
}

impl Phrases {
    pub const fn new(all: &'static [&'static str]) -> Self {
        Self { all, by_first_word: OnceLock::new() }
    }

    /// The phrase that these words begin with, and how many words it has.
    pub fn at(&self, words: &[Word]) -> Option<(usize, &'static str)> {
        let first = words.first()?.text.as_str();
        let bare = first.strip_suffix("'s").into_iter();
        let index = self.index();
        let mut phrases = [first].into_iter().chain(bare).filter_map(|word| index.get(word)).flatten();
        phrases.find_map(|phrase| Some((phrase_at(words, phrase)?, *phrase)))
    }

    /// The first of the phrases that occurs in these words.
    pub fn first_in(&self, words: &[Word]) -> Option<&'static str> {
        (0..words.len()).find_map(|at| self.at(words.get(at..)?)).map(|(_, phrase)| phrase)
    }

    /// Whether any of the phrases occurs in these words.
    pub fn occur_in(&self, words: &[Word]) -> bool {
        self.first_in(words).is_some()
    }

    fn index(&self) -> &HashMap<&'static str, Vec<&'static str>> {
        self.by_first_word.get_or_init(|| {
            let mut index: HashMap<_, Vec<_>> = HashMap::new();
            for phrase in self.all {
                index.entry(phrase.split(' ').next().unwrap_or_default()).or_default().push(*phrase);
            }
            index
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn phrases_keep_to_word_boundaries() {
        let found = |text, phrases| Phrases::new(phrases).first_in(&words(text));
        assert_eq!(found("A good job.", &["bad job", "good job"]), Some("good job"));
        assert_eq!(found("Good jobs; a good. Job", &["good job"]), None);
        assert_eq!(found("The grammar's rules", &["grammar"]), Some("grammar"));
    }
}
