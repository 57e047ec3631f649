//! Which aspects of the work a text says were there, and which it says weren't.

use crate::domain::feedback::linter::text::Word;
use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::text::stem::stem;
use crate::domain::feedback::linter::words::aspects::{self, ASKED};
use crate::domain::feedback::linter::words::denial::{BEFORE_A_VALUE, DENIES, VALUES};
use crate::domain::feedback::linter::words::help::clauses;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// An aspect of the work.
#[derive(Default)]
pub(super) struct Aspect {
    /// It's only the same if it's of the same thing.
    pub of: bool,
    /// The stems of the words in its patterns: they say no more about the thing.
    pub words: HashSet<String>,
}

/// Which aspect a pattern is of, and whether it says that it was there.
struct Side {
    aspect: usize,
    there: bool,
    /// One word: "assume" may be half of "you asked if you may assume".
    one_word: bool,
}

/// All aspects, and the aspect of each pattern and whether it says that it was there.
struct Aspects {
    all: Vec<Aspect>,
    slots: Slots,
    of_pattern: Vec<Side>,
}

static ALL: LazyLock<Aspects> = LazyLock::new(|| {
    let (mut all, mut of_pattern, mut patterns) = (Vec::<Aspect>::new(), Vec::new(), Vec::new());
    for line in aspects::lines() {
        match line.split_at_checked(2) {
            Some(("# ", name)) => all.push(Aspect { of: name.ends_with(" of"), ..Aspect::default() }),
            Some((sign @ ("+ " | "- "), pattern)) => {
                let one_word = !pattern.contains(' ');
                of_pattern.push(Side { aspect: all.len().saturating_sub(1), there: sign == "+ ", one_word });
                patterns.push(pattern);
                let words = pattern
                    .split([' ', '|'])
                    .filter(|word| !word.starts_with('@'))
                    .map(|word| stem(word.trim_matches(['~', '^', '$', '*'])));
                if let Some(aspect) = all.last_mut() {
                    aspect.words.extend(words);
                }
            }
            _ => {}
        }
    }
    Aspects { all, slots: Slots::new(&patterns.join("\n"), &[("asked", ASKED)]), of_pattern }
});

/// What a text says of the aspects.
pub(super) struct Sides {
    /// It was there.
    pub well: BTreeSet<usize>,
    /// It wasn't.
    pub badly: BTreeSet<usize>,
}

impl Sides {
    pub fn of(words: &[Word]) -> Self {
        let of = |found: &HashSet<usize>, is: fn(&Side) -> bool| {
            let mine = found.iter().filter_map(|at| ALL.of_pattern.get(*at)).filter(|side| is(side));
            mine.map(|side| side.aspect).collect::<BTreeSet<_>>()
        };
        let there = |clauses: Vec<&[Word]>| {
            let found = clauses.into_iter().flat_map(|clause| ALL.slots.which(clause)).collect();
            of(&found, |side| side.there)
        };
        let found = ALL.slots.which(words);
        let (denied, said): (Vec<_>, Vec<_>) = clauses(words).into_iter().partition(|clause| denies(clause));
        let denied = there(denied);
        let hinted = of(&found, |side| !side.there && side.one_word);
        let said = if hinted.is_empty() { BTreeSet::new() } else { there(said) };
        let told = of(&found, |side| !side.there && !side.one_word);
        let badly = hinted.difference(&said).chain(&told).chain(&denied).copied().collect();
        Self { badly, well: of(&found, |side| side.there) }
    }

    /// The aspects that were there here, and weren't in the other.
    pub fn denied_by(&self, other: &Self) -> Vec<&'static Aspect> {
        self.well.intersection(&other.badly).filter_map(|at| ALL.all.get(*at)).collect()
    }
}

/// Whether the clause says that something isn't so.
pub(super) fn denies(clause: &[Word]) -> bool {
    // "The mean of nothing", "is zero" and "returned None" name a value.
    let value = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| clause.get(at));
        before.is_some_and(|word| BEFORE_A_VALUE.contains(&word.text.as_str()))
    };
    let is_value = |at: usize, word: &Word| VALUES.contains(&word.text.as_str()) && value(at);
    let denial = |word: &Word| DENIES.contains(&word.text.as_str()) || word.text.ends_with("n't");
    clause.iter().enumerate().any(|(at, word)| denial(word) && !is_value(at, word))
}
