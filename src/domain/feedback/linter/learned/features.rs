//! A text as hashed features: its words, pairs of neighbours, runs of letters, and whether it has a number or a quotation.

use crate::domain::feedback::linter::text::Word;
use crate::domain::feedback::linter::text::stem::stem;

/// How many features are told apart; others share a number.
pub(crate) const SIZE: usize = 4096;

/// Runs of letters have three to five.
const RUNS: std::ops::RangeInclusive<usize> = 3..=5;

/// The features of a text with their values, which have length 1 together.
pub(crate) fn features(words: &[Word]) -> Vec<(usize, f64)> {
    let mut found: Vec<(usize, f64)> = Vec::new();
    let mut before = vec!['^'];
    for word in words {
        let word = plain(&word.text);
        let bare: Vec<char> = stem(&word).chars().collect();
        let letters: Vec<char> = format!("_{word}_").chars().collect();
        found.push((number('w', &letters, &[]), 1.0));
        found.push((number('s', &bare, &[]), 1.0));
        found.push((number('b', &before, &bare), 0.7));
        if word.len() > 3 {
            for run in RUNS.flat_map(|length| letters.windows(length)) {
                found.push((number('c', run, &[]), 0.35));
            }
        }
        before = bare;
    }
    found.push((number('b', &before, &['$']), 0.7));
    // Each feature counts once, with its greatest value.
    found.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    found.dedup_by_key(|(at, _)| *at);
    let length = found.iter().map(|(_, value)| value * value).sum::<f64>().sqrt();
    found.iter_mut().for_each(|(_, value)| *value /= length);
    found
}

/// A quotation or code is one word, and every number is the same.
fn plain(word: &str) -> String {
    match word {
        "" => "\"".to_owned(),
        word if word.contains(|c: char| c.is_ascii_digit()) => "0".to_owned(),
        word => word.replace('\'', ""),
    }
}

/// The feature's number: FNV-1a, which stays the same from build to build.
fn number(kind: char, one: &[char], other: &[char]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for letter in [kind].iter().chain(one).chain(&[' ']).chain(other) {
        hash = (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193);
        hash ^= hash >> 13;
    }
    usize::try_from(hash ^ (hash >> 15)).unwrap_or(0) % SIZE
}
