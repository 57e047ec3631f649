//! Which aspects of the work a text says were there, and which it says weren't.

use crate::domain::feedback::linter::text::Word;
use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::text::stem::stem;
use crate::domain::feedback::linter::words::aspects::{ASKED, ASPECTS};
use crate::domain::feedback::linter::words::denial::DENIES;
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

/// All aspects, and the aspect of each pattern and whether it says that it was there.
struct Aspects {
    all: Vec<Aspect>,
    slots: Slots,
    of_pattern: Vec<(usize, bool)>,
}

static ALL: LazyLock<Aspects> = LazyLock::new(|| {
    let (mut all, mut of_pattern, mut patterns) = (Vec::<Aspect>::new(), Vec::new(), Vec::new());
    for line in ASPECTS.lines() {
        match line.split_at_checked(2) {
            Some(("# ", name)) => all.push(Aspect { of: name.ends_with(" of"), ..Aspect::default() }),
            Some((sign @ ("+ " | "- "), pattern)) => {
                of_pattern.push((all.len().saturating_sub(1), sign == "+ "));
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
        let of = |found: HashSet<usize>, there: bool| {
            let mine = found.into_iter().filter_map(|at| ALL.of_pattern.get(at));
            mine.filter(move |(_, is)| *is == there).map(|(aspect, _)| *aspect).collect::<Vec<_>>()
        };
        let found = ALL.slots.which(words);
        let denied = clauses(words).into_iter().filter(|clause| denies(clause));
        let denied = denied.flat_map(|clause| of(ALL.slots.which(clause), true));
        Self {
            badly: of(found.clone(), false).into_iter().chain(denied).collect(),
            well: of(found, true).into_iter().collect(),
        }
    }

    /// The aspects that were there here, and weren't in the other.
    pub fn denied_by(&self, other: &Self) -> Vec<&'static Aspect> {
        self.well.intersection(&other.badly).filter_map(|at| ALL.all.get(*at)).collect()
    }
}

/// Whether the clause says that something isn't so.
pub(super) fn denies(clause: &[Word]) -> bool {
    clause.iter().any(|word| DENIES.contains(&word.text.as_str()) || word.text.ends_with("n't"))
}
