//! Whether a strength and a gap are about two different things, by the words that name things, cases and parts.

use crate::domain::feedback::linter::text::Word;
use crate::domain::feedback::linter::words::things::{ALIKE, DONE, ORDINALS, is_case, is_counted, is_part};
use std::collections::BTreeSet;

/// What a text names.
pub(super) struct Named {
    things: BTreeSet<String>,
    cases: BTreeSet<String>,
    parts: BTreeSet<usize>,
    done: BTreeSet<usize>,
}

impl Named {
    pub fn of(words: &[Word]) -> Self {
        let stems = |is: fn(&Word) -> bool| {
            words.iter().filter(|word| is(word)).map(|word| word.stem.clone()).collect::<BTreeSet<_>>()
        };
        Self {
            things: stems(is_part)
                .into_iter()
                .map(|stem| if ALIKE.contains(&&*stem) { "siz".to_owned() } else { stem })
                .collect(),
            cases: stems(is_case).into_iter().chain(sizes(words)).collect(),
            parts: parts(words),
            done: (0..DONE.len()).filter(|at| words.iter().any(|word| has(DONE.get(*at), &word.stem))).collect(),
        }
    }

    /// Names a thing or a case.
    pub fn a_thing(&self) -> bool {
        !self.things.is_empty() || !self.cases.is_empty()
    }

    /// Each names something, and nothing in common.
    pub fn is_apart_from(&self, other: &Self) -> bool {
        apart(&self.things, &other.things)
            || apart(&self.cases, &other.cases)
            || apart(&self.parts, &other.parts)
            || apart(&self.done, &other.done)
    }
}

fn apart<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

fn has(list: Option<&&[&str]>, word: &str) -> bool {
    list.is_some_and(|list| list.contains(&word))
}

/// "A big input": small functions and a big one are no two cases.
fn sizes(words: &[Word]) -> impl Iterator<Item = String> {
    const SIZES: [&str; 7] = ["small", "big", "large", "tiny", "huge", "short", "long"];
    const SIZED: [&str; 10] = ["input", "list", "array", "case", "file", "number", "tree", "string", "example", "one"];
    let sized = |two: &[Word]| match two {
        [size, of] if SIZES.contains(&size.text.as_str()) => {
            let of = of.text.trim_end_matches('s');
            SIZED.contains(&of).then(|| size.text.clone())
        }
        _ => None,
    };
    words.windows(2).filter_map(sized).collect::<Vec<_>>().into_iter()
}

/// "Part two", "the second hint".
fn parts(words: &[Word]) -> BTreeSet<usize> {
    let ordinal = |word: &Word| ORDINALS.iter().position(|all| all.contains(&word.text.as_str()));
    let pair = |two: &[Word]| match two {
        [before, after] if is_counted(before) && !after.text.ends_with(['h', 't', 'd']) && before.text != "one" => {
            ordinal(after)
        }
        // "One part", "two hints" count them and don't say which.
        [before, after] if is_counted(after) && before.text.ends_with(['t', 'd', 'h', 'l']) => ordinal(before),
        _ => None,
    };
    words.windows(2).filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::text::words;
    use super::*;

    fn apart(one: &str, other: &str) -> bool {
        Named::of(&words(one)).is_apart_from(&Named::of(&words(other)))
    }

    #[test]
    fn two_things_are_told_apart() {
        assert!(apart("The worst case of the sort", "Not the one of the lookup"));
        assert!(apart("Empty input is tested", "Negative input isn't"));
        assert!(apart("Part one done in 12 minutes", "Part two wasn't reached"));
        assert!(apart("The first hint was taken", "Your second hint wasn't"));
        assert!(apart("You re-ran the tests", "You didn't add a test"));
        assert!(apart("Tried on small inputs", "No big input was tried"));
        assert!(!apart("Small functions", "One big function"));
        assert!(!apart("The parser and the printer are tested", "No test for the parser"));
        assert!(!apart("All four sections in time", "Section four wasn't reached"));
        assert!(!apart("", "Section four"));
    }
}
