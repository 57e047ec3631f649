//! Misspelt words: "becuase" is "because".

use std::collections::{HashMap, HashSet};

/// Words shorter than this are compared letter by letter: too many are one letter from another.
const SHORTEST: usize = 6;

/// Words of this length may have two mistakes.
const LONG: usize = 10;

/// Whether two different words are one or two mistakes apart (optimal string alignment distance: a letter added, left out,
/// changed or swapped with the next).
pub(crate) fn close(one: &str, other: &str) -> bool {
    let fewest = one.len().min(other.len());
    if fewest < SHORTEST - 1 || one.len().max(other.len()) < SHORTEST || one.len().abs_diff(other.len()) > 2 {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.first() != other.first() {
        return false;
    }
    // What both begin and end with costs nothing: of most words too much is left to be a mistake.
    let begins = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(begins..).unwrap_or_default(), other.get(begins..).unwrap_or_default());
    let ends = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let left = |rest: &[u8]| rest.len() - ends;
    match (left(one).max(left(other)), fewest >= LONG) {
        (0 | 1, _) => true,
        (2, false) => swapped(one, other) && left(one) == left(other),
        (_, false) => false,
        (_, true) => distance(one, other) <= 2,
    }
}

/// Whether both begin with the same two letters, the other way round.
fn swapped(one: &[u8], other: &[u8]) -> bool {
    matches!((one, other), ([a, b, ..], [c, d, ..]) if a == d && b == c)
}

/// Words by their first letter, to find the one that was meant.
pub(crate) struct Lexicon {
    all: HashSet<String>,
    by_letter: HashMap<u8, Vec<String>>,
}

impl Lexicon {
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let all: HashSet<String> = words.into_iter().collect();
        let mut by_letter: HashMap<u8, Vec<String>> = HashMap::new();
        let mut sorted: Vec<_> = all.iter().filter(|word| word.len() >= SHORTEST - 1).cloned().collect();
        sorted.sort();
        for word in sorted {
            by_letter.entry(word.bytes().next().unwrap_or_default()).or_default().push(word);
        }
        Self { all, by_letter }
    }

    /// The word of the lexicon that this one is, if need be with a typo mended.
    pub fn spelled(&self, word: &str) -> Option<&str> {
        if let Some(word) = self.all.get(word) {
            return Some(word);
        }
        if word.len() < SHORTEST - 1 {
            return None;
        }
        let alike = self.by_letter.get(&word.bytes().next()?)?;
        alike.iter().find(|it| close(it, word)).map(String::as_str)
    }
}

fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, letter) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, wanted) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, column) + usize::from(letter != wanted))
                .min(at(&last, column + 1) + 1)
                .min(at(&line, column) + 1);
            let swapped = column > 0 && previous == Some(wanted) && other.get(column - 1) == Some(letter);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
        }
        previous = Some(letter);
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn a_typo_is_seen_and_another_word_is_not() {
        for (one, other) in
            [("becuase", "because"), ("comunication", "communication"), ("pronounciation", "pronunciation")]
        {
            assert!(close(one, other), "{one}");
        }
        for (one, other) in [("test", "rest"), ("cases", "bases"), ("writing", "drawing"), ("", "because")] {
            assert!(!close(one, other), "{one}");
        }
    }
}
