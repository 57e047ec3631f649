//! Patterns with slots: what people say in many words, as who + does + what.
//!
//! A pattern is a line of parts. `once|after` is either word, `point~` any form of it, `@push` one of a class of words, `*` at
//! most one word, `**` at most three and `***` at most six. `^` in front says that the sentence begins here, and `$` at the
//! end that it ends. Words of six letters or more may be misspelt.

use super::spelling::Lexicon;
use super::stem::stem;
use super::{Word, sentences};
use std::collections::{HashMap, HashSet};

enum Part {
    Words { exact: HashSet<String>, stems: HashSet<String> },
    Gap(usize),
    End,
}

struct Pattern {
    begins: bool,
    parts: Vec<Part>,
}

/// Patterns, ready to be looked for.
pub(crate) struct Slots {
    patterns: Vec<Pattern>,
    /// The patterns that can begin with a word, and with any form of one.
    by_word: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    exact: Lexicon,
    stems: Lexicon,
}

/// A word and its stem, spelled as in the patterns.
struct Read<'a> {
    text: &'a str,
    stem: &'a str,
}

impl Slots {
    /// Reads patterns, one a line; `classes` are the words that `@name` stands for.
    pub fn new(patterns: &str, classes: &[(&str, &str)]) -> Self {
        let classes: HashMap<&str, &str> = classes.iter().copied().collect();
        let lines = patterns.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let patterns: Vec<Pattern> = lines.map(|line| Pattern::new(line, &classes)).collect();
        let parts = || patterns.iter().flat_map(|pattern| &pattern.parts);
        let (mut exact, mut stems) = (Vec::new(), Vec::new());
        for part in parts() {
            if let Part::Words { exact: words, stems: bare } = part {
                exact.extend(words.iter().cloned());
                stems.extend(bare.iter().cloned());
            }
        }
        let (exact, stems) = (Lexicon::new(exact), Lexicon::new(stems));
        let (mut by_word, mut by_stem): (HashMap<String, Vec<usize>>, HashMap<String, Vec<usize>>) = Default::default();
        for (at, pattern) in patterns.iter().enumerate() {
            if let Some(Part::Words { exact, stems }) = pattern.parts.first() {
                exact.iter().for_each(|word| by_word.entry(word.clone()).or_default().push(at));
                stems.iter().for_each(|bare| by_stem.entry(bare.clone()).or_default().push(at));
            }
        }
        Self { patterns, by_word, by_stem, exact, stems }
    }

    /// The patterns that occur in these words, by their line's number; blank lines and comments don't count.
    pub fn which(&self, words: &[Word]) -> HashSet<usize> {
        let mut found = HashSet::new();
        for sentence in sentences(words) {
            self.each_in(sentence, |nth| {
                found.insert(nth);
                false
            });
        }
        found
    }

    /// Whether any of the patterns occurs in a sentence of these words.
    pub fn occur_in(&self, words: &[Word]) -> bool {
        sentences(words).into_iter().any(|sentence| self.occur_in_sentence(sentence))
    }

    /// The same, for words that are one sentence.
    pub fn occur_in_sentence(&self, sentence: &[Word]) -> bool {
        self.each_in(sentence, |_| true)
    }

    /// Calls `found` for each occurrence of a pattern, until it says that this is enough.
    fn each_in(&self, sentence: &[Word], mut found: impl FnMut(usize) -> bool) -> bool {
        let read = sentence.iter().map(|word| Read {
            text: self.exact.spelled(&word.text).unwrap_or(&word.text),
            stem: self.stems.spelled(&word.stem).unwrap_or(&word.stem),
        });
        let read: Vec<Read<'_>> = read.collect();
        let mut starts = (0..read.len()).filter_map(|at| Some((at, read.get(at..)?)));
        starts.any(|(at, rest)| {
            let begin = rest.first().into_iter().flat_map(|word| {
                let (by_word, by_stem) = (self.by_word.get(word.text), self.by_stem.get(word.stem));
                by_word.into_iter().chain(by_stem).flatten().filter_map(|nth| Some((*nth, self.patterns.get(*nth)?)))
            });
            begin
                .into_iter()
                .any(|(nth, pattern)| (at == 0 || !pattern.begins) && matches(&pattern.parts, rest) && found(nth))
        })
    }
}

impl Pattern {
    fn new(line: &str, classes: &HashMap<&str, &str>) -> Self {
        let begins = line.starts_with('^');
        let parts = line.trim_start_matches('^').split_whitespace().map(|part| match part {
            "*" => Part::Gap(1),
            "**" => Part::Gap(3),
            "***" => Part::Gap(6),
            "$" => Part::End,
            words => {
                let (mut exact, mut stems) = (HashSet::new(), HashSet::new());
                for word in words.split('|') {
                    let of_class = word.strip_prefix('@').map(|name| classes.get(name).copied().unwrap_or(name));
                    for word in of_class.unwrap_or(word).split_whitespace() {
                        match word.strip_suffix('~') {
                            Some(lemma) => stems.insert(stem(lemma)),
                            None => exact.insert(word.to_owned()),
                        };
                    }
                }
                Part::Words { exact, stems }
            }
        });
        Self { begins, parts: parts.collect() }
    }
}

fn matches(parts: &[Part], words: &[Read<'_>]) -> bool {
    let Some((part, parts)) = parts.split_first() else { return true };
    match part {
        Part::End => words.is_empty(),
        Part::Gap(most) => (0..=*most).any(|skip| words.get(skip..).is_some_and(|rest| matches(parts, rest))),
        Part::Words { exact, stems } => words.split_first().is_some_and(|(word, rest)| {
            (exact.contains(word.text) || stems.contains(word.stem)) && matches(parts, rest)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn slots_are_filled_in_any_form() {
        let slots =
            Slots::new("i @push ** you|them\nonce|after i point~\n^nothing left $", &[("push", "push~ nudge~")]);
        let found = |text| slots.occur_in(&words(text));
        assert!(found("Then I nudged all of you, and on"));
        assert!(found("It went fine once I pointed at it"));
        assert!(found("Nothing left. Fine"));
        assert!(!found("There was nothing left"));
        assert!(!found("I pushed. You went"));
    }
}
