//! Whether two lines say the same, in whichever words and order.

use super::spelling::close;
use super::stem::stem;
use super::words;
use crate::domain::feedback::linter::words::same::{ACTS, GLUE, SAME};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

static GLUE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| GLUE.split_whitespace().collect());

/// What a phrase means, by the stems of its words.
static MEANINGS: LazyLock<HashMap<Vec<String>, String>> = LazyLock::new(|| {
    let stems = |phrase: &str| phrase.split(' ').map(stem).collect::<Vec<_>>();
    let alike = SAME.lines().filter_map(|line| Some((line, line.split('|').next()?)));
    alike.flat_map(|(line, first)| line.split('|').map(move |phrase| (stems(phrase), stem(first)))).collect()
});

static ACT_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| ACTS.split_whitespace().map(stem).collect());

/// What the words of a denial mean.
const NOT: &str = "not";

/// The most words that a phrase has.
const LONGEST: usize = 4;

/// More words are no line that somebody wrote twice in other words.
const MOST: usize = 60;

/// What a line says.
pub(crate) struct Told {
    /// Each meaning, bar acts that every line has.
    things: BTreeSet<String>,
    acts: BTreeSet<String>,
    /// Every word, for a name like `i` that is written without its backticks.
    all: HashSet<String>,
    denies: bool,
    /// "Before it was read" says that it wasn't.
    before: bool,
}

impl Told {
    pub fn of(text: &str) -> Self {
        let code = of_one_letter(text);
        let read: Vec<String> = words(&text.replace(['`', '"', '“', '”'], " ")).into_iter().map(|it| it.text).collect();
        let mut rest: Vec<String> = read.iter().flat_map(|word| plain(word)).take(MOST).collect();
        rest.retain(|word| !word.is_empty());
        let bare: Vec<String> = rest.iter().map(|word| stem(word)).collect();
        let (mut things, mut acts) = (BTreeSet::new(), BTreeSet::new());
        let mut at = 0;
        while at < bare.len() {
            let phrase = |length: usize| Some((length, MEANINGS.get(bare.get(at..at + length)?)?));
            let (length, meaning) = match (1..=LONGEST).rev().find_map(phrase) {
                Some((length, meaning)) => (length, Some(meaning.clone())),
                None => (1, bare.get(at).cloned()),
            };
            let glue = length == 1
                && rest.get(at).is_some_and(|word| GLUE_WORDS.contains(word.as_str()) && !code.contains(word));
            if let Some(meaning) = meaning.filter(|_| !glue) {
                if ACT_STEMS.contains(&meaning) {
                    acts.insert(meaning)
                } else {
                    things.insert(meaning)
                };
            }
            at += length;
        }
        let before = rest.iter().any(|word| ["before", "until", "while"].contains(&word.as_str()));
        Self { denies: acts.remove(NOT), before, things, acts, all: rest.into_iter().collect() }
    }

    /// Whether two lines say the same.
    pub fn repeats(&self, other: &Self) -> bool {
        say_the_same(self, other)
    }

    /// Whether two parts of one gap say the same: what was done, and that it wasn't, are two things.
    pub fn repeats_part(&self, other: &Self) -> bool {
        (self.denies == other.denies || self.before || other.before) && say_the_same(self, other)
    }

    /// The things that the other doesn't say.
    fn beyond<'a>(&'a self, other: &Self) -> Vec<&'a String> {
        let said = |thing: &str| {
            other.things.contains(thing)
                || other.acts.contains(thing)
                || other.things.iter().any(|it| close(it, thing))
                || thing.len() == 1 && other.all.contains(thing)
                || other.all.iter().any(|it| is_mixed_up(it, thing))
        };
        self.things.iter().filter(|thing| !said(thing)).collect()
    }
}

/// "Olny" has the letters of "only".
fn is_mixed_up(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<u8> = word.bytes().collect();
        letters.sort_unstable();
        letters
    };
    one.len() == other.len()
        && one.len() > 3
        && one.as_bytes().first() == other.as_bytes().first()
        && sorted(one) == sorted(other)
}

/// Names of one letter: `a` is no article.
fn of_one_letter(text: &str) -> HashSet<String> {
    let parts = text.split(['`', '"']).skip(1).step_by(2);
    parts
        .flat_map(|part| part.split(|c: char| !c.is_alphanumeric()))
        .filter(|it| it.len() == 1)
        .map(str::to_lowercase)
        .collect()
}

/// The word, a denial apart: "wasn't" is "was not", "untested" is "not tested". Numbers are digits.
fn plain(word: &str) -> Vec<String> {
    const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const READ: [&str; 4] = ["unread", "unsaid", "unrun", "unknown"];
    let word = word.trim_matches('\'');
    if word.ends_with("n't") || ["didnt", "wasnt", "isnt", "dont", "doesnt", "couldnt"].contains(&word) {
        return vec![NOT.to_owned()];
    }
    if let Some(rest) =
        word.strip_prefix("un").filter(|rest| rest.len() > 3 && rest.ends_with("ed") || READ.contains(&word))
    {
        return vec![NOT.to_owned(), rest.to_owned()];
    }
    vec![NUMBERS.iter().position(|it| *it == word).map_or_else(|| word.to_owned(), |at| (at + 1).to_string())]
}

fn say_the_same(one: &Told, other: &Told) -> bool {
    let (left, right) = (one.beyond(other), other.beyond(one));
    let apart = |one: &Told, other: &Told| one.acts.difference(&other.acts).count();
    let shared = one.things.len() - left.len();
    let acts_differ = apart(one, other) > 0 && apart(other, one) > 0;
    let (fewest, most) = (left.len().min(right.len()), left.len().max(right.len()));
    match shared {
        0 => {
            let said = !one.acts.is_empty() || !one.all.is_empty() && one.all == other.all;
            most == 0 && said && one.acts == other.acts && one.denies == other.denies
        }
        1 => most == 0 && !acts_differ,
        2 => fewest == 0 && most <= 1 && !acts_differ,
        3 => fewest == 0 && most <= 2,
        _ => fewest == 0 && most <= shared / 2 || most <= shared / 4,
    }
}

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn the_same_in_other_words_is_known() {
        let same = |one, other| Told::of(one).repeats(&Told::of(other));
        assert!(same("You didn't ask how big n gets.", "The size of n wasn't asked about."));
        assert!(same("Variables called `a`, `b`.", "You used a and b as variable names."));
        assert!(same("In the middle you didn't talk for a long time", "Long silence in the middle"));
        assert!(!same("You didn't ask how big n gets.", "You didn't ask if values repeat."));
        assert!(!same("No tests", "No plan"));
        assert!(!same("You skipped the first example", "You skipped the second example"));
        assert!(!same("", ""));
    }

    #[test]
    fn a_situation_and_what_was_left_out_in_it_are_two_things() {
        let same = |one, other| Told::of(one).repeats_part(&Told::of(other));
        assert!(same("You skipped the second example", "You left out the second example"));
        assert!(!same("During the dry run of the merge", "You skipped the dry run of the merge"));
    }
}
