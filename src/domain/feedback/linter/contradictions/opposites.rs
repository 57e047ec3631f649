//! Whether a gap denies a strength: the same thing, praised in one and denied in the other. Another part of it, another moment
//! or another of its kind is no contradiction.

use super::apart::Named;
use super::aspects::{Aspect, Sides, denies};
use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::text::spelling::close;
use crate::domain::feedback::linter::text::{Word, words};
use crate::domain::feedback::linter::words::denial::{ALL_OF_IT, DENIES, GLUE, LIGHT, PARTS};
use crate::domain::feedback::linter::words::generic::says_nothing;
use crate::domain::feedback::linter::words::help::clauses;
use crate::domain::feedback::linter::words::wording::EMPTY;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a text says, ready to be compared.
pub(crate) struct Said {
    /// The stems of its words, and of those that are things and not a judgement or a degree.
    all: BTreeSet<String>,
    things: BTreeSet<String>,
    /// The things in clauses that deny something, and those that are denied themselves: "no summary", "monitoring wasn't".
    denied: BTreeSet<String>,
    directly: BTreeSet<String>,
    /// The things that say which part it was.
    which: BTreeSet<String>,
    pairs: Vec<Pair>,
    sides: Sides,
    named: Named,
    denies: bool,
    part: bool,
    all_of_it: bool,
    numbers: bool,
    empty: bool,
    /// "You said that you don't know" praises that it was said.
    admits: bool,
}

/// A word after another one: "heap version".
struct Pair {
    word: String,
    before: String,
    /// The first is a thing.
    of_thing: bool,
}

impl Said {
    pub fn of(text: &str) -> Self {
        // What is said in code counts here.
        let read = words(&text.replace(['`', '"'], " "));
        let has = |list: &[&str]| read.iter().any(|word| list.contains(&word.text.as_str()));
        let stems = |words: &[Word], is: fn(&Word) -> bool| {
            words.iter().filter(|word| carries(word) && is(word)).map(|word| word.stem.clone()).collect::<BTreeSet<_>>()
        };
        Self {
            all: stems(&read, |_| true),
            things: stems(&read, is_thing),
            denied: clauses(&read).into_iter().filter(|it| denies(it)).flat_map(|it| stems(it, is_thing)).collect(),
            directly: clauses(&read).into_iter().flat_map(directly_denied).collect(),
            which: stems(&read, tells_which),
            pairs: read.windows(2).filter_map(pair).collect(),
            sides: Sides::of(&read),
            named: Named::of(&read),
            denies: denies(&read),
            part: has(PARTS),
            all_of_it: has(ALL_OF_IT) && !has(PARTS),
            numbers: text.contains(|c: char| c.is_ascii_digit() || c == '`'),
            empty: text.is_empty(),
            admits: ADMITS.occur_in(&words(text)) || ADMITS.occur_in(&read),
        }
    }
}

static ADMITS: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "said|say|admit~|told|saying|telling ** don't|didn't|not|couldn't|no|isn't|unsure ** know|knew|sure|idea|remember|tell",
        &[],
    )
});

fn carries(word: &Word) -> bool {
    !word.text.is_empty() && !EMPTY.contains(&word.text.as_str()) && !DENIES.contains(&word.text.as_str())
}

fn is_thing(word: &Word) -> bool {
    !says_nothing(&word.text, false) && !word.text.ends_with("n't")
}

fn tells_which(word: &Word) -> bool {
    let text = word.text.as_str();
    let light = ALL_OF_IT.contains(&text) || LIGHT.contains(&text) || text.starts_with(|c: char| c.is_ascii_digit());
    is_thing(word) && !light
}

/// The words that stand right behind a denial, or right before one.
fn directly_denied(clause: &[Word]) -> Vec<String> {
    let near = |at: usize| {
        let (before, rest) = (clause.get(at.saturating_sub(2)..at), clause.get(at + 1..(at + 4).min(clause.len())));
        before.into_iter().chain(rest).flatten()
    };
    let denials = clause.iter().enumerate().filter(|(_, word)| denies(std::slice::from_ref(*word))).map(|(at, _)| at);
    denials.flat_map(near).filter(|word| carries(word) && is_thing(word)).map(|word| word.stem.clone()).collect()
}

fn pair(words: &[Word]) -> Option<Pair> {
    let [before, word] = words else { return None };
    let glue = before.ends || !carries(before) || GLUE.contains(&before.text.as_str());
    let pair = || Pair { word: word.stem.clone(), before: before.stem.clone(), of_thing: is_thing(before) };
    (!glue && carries(word)).then(pair)
}

/// How many pairs with the same word are compared: a text can be one word a hundred times.
const MAX_OF_A_WORD: usize = 8;

/// "The sort version" is another than "the heap version".
fn another_of_its_kind(strength: &Said, gap: &Said) -> bool {
    fn of_word<'a>(said: &'a Said, word: &str) -> Vec<&'a Pair> {
        said.pairs.iter().filter(|pair| pair.word == word).take(MAX_OF_A_WORD).collect()
    }
    let words: BTreeSet<&str> = strength.pairs.iter().map(|pair| pair.word.as_str()).collect();
    words.into_iter().any(|word| {
        let (one, other) = (of_word(strength, word), of_word(gap, word));
        let alike = |one: &Pair, other: &Pair| one.before == other.before || close(&one.before, &other.before);
        let same = one.iter().any(|one| other.iter().any(|other| alike(one, other)));
        !other.is_empty() && !same && one.iter().chain(&other).any(|it| it.of_thing)
    })
}

/// How an aspect that one praises and the other denies is told: of another part, of all of it, or of the same thing.
#[derive(PartialEq, PartialOrd)]
enum Scope {
    Apart,
    /// One of the two doesn't say which part.
    Whole {
        strength: bool,
        gap: bool,
    },
    /// How much of what the gap is about the strength names, too.
    Same(f64),
}

fn scope(aspect: &Aspect, strength: &Said, gap: &Said) -> Scope {
    let left = |said: &Said| said.which.iter().filter(|it| !aspect.words.contains(*it)).cloned().collect::<Vec<_>>();
    let (one, other) = (left(strength), left(gap));
    let same = other.iter().filter(|it| one.iter().any(|one| one == *it || close(one, it))).count();
    if same > 0 {
        Scope::Same(count(same) / count(other.len()))
    } else if one.is_empty() || other.is_empty() {
        Scope::Whole { strength: one.is_empty(), gap: other.is_empty() }
    } else {
        Scope::Apart
    }
}

fn count(number: usize) -> f64 {
    f64::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// How many numbers a pair is compared by.
pub(crate) const NUMBERS: usize = 31;

/// What is compared, as numbers.
pub(crate) fn features(strength: &Said, gap: &Said) -> [f64; NUMBERS] {
    let (one, other) = (&strength.all, &gap.all);
    let shared = one.intersection(other).count();
    let same: BTreeSet<_> = strength.things.intersection(&gap.things).collect();
    let (related, denies) = (f64::from(shared > 0), f64::from(gap.denies));
    let share = |of: usize| if of == 0 { related } else { count(same.len()) / count(of) };
    let left = |of: &BTreeSet<String>| count(of.len().min(10) - shared.min(of.len().min(10)));
    let most = |is_of: bool| {
        let aspects = strength.sides.denied_by(&gap.sides).into_iter().filter(|aspect| aspect.of == is_of);
        let scopes = aspects.map(|aspect| scope(aspect, strength, gap));
        scopes.max_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal))
    };
    let (aspect, of_thing) = (most(false), most(true));
    let (any, none) = (f64::from(aspect.is_some()), f64::from(aspect.is_none()));
    let (of_strength, of_gap) = match aspect {
        Some(Scope::Whole { strength, gap }) => (strength, gap),
        _ => (false, false),
    };
    let each_names_more = f64::from(!strength.which.is_subset(&gap.which) && !gap.which.is_subset(&strength.which));
    let directly = f64::from(same.iter().any(|it| gap.directly.contains(*it) && !strength.denied.contains(*it)));
    let another = f64::from(another_of_its_kind(strength, gap));
    [
        count(shared) / count(one.len().max(1)),
        count(shared) / count(other.len().max(1)),
        count(shared.min(4)) * none,
        left(one) * none,
        left(other) * none,
        denies,
        denies * related,
        related,
        share(strength.things.len()),
        share(gap.things.len()),
        // Another thing is a different part.
        count(gap.things.difference(one).count().min(5)) * none,
        f64::from(same.iter().any(|it| gap.denied.contains(*it))),
        directly * f64::from(strength.directly.is_empty()),
        directly * share(strength.which.len().max(1)).min(1.0),
        f64::from(gap.numbers && !strength.numbers),
        f64::from(strength.part),
        f64::from(gap.part) * none,
        f64::from(gap.part) * any,
        f64::from(strength.all_of_it) * any,
        each_names_more * any,
        each_names_more * none,
        another,
        another * any,
        f64::from(matches!(aspect, Some(Scope::Same(_)))),
        f64::from(matches!(aspect, Some(Scope::Apart))),
        // Words that are left over aren't another thing unless both name one.
        f64::from(matches!(aspect, Some(Scope::Apart)) && !(strength.named.a_thing() && gap.named.a_thing())),
        f64::from(matches!(aspect, Some(Scope::Apart)) && !gap.named.a_thing()),
        f64::from(of_strength),
        f64::from(of_gap),
        if let Some(Scope::Same(part)) = of_thing { part } else { 0.0 },
        f64::from(matches!(of_thing, Some(Scope::Whole { .. }))),
    ]
}

/// What each number weighs; trained on the corpora by `scripts/train-linter`.
const WEIGHTS: [f64; NUMBERS] = [
    -0.02, 2.00, 0.30, -0.36, 0.21, -2.60, -0.04, 1.84, 0.54, 1.00, -1.05, 0.68, 0.49, 0.09, -0.34, 0.09, 0.25, -1.01,
    1.99, 1.21, 0.13, -1.08, -0.20, 0.96, -0.80, -0.54, -0.14, 2.31, 2.86, 2.05, 2.43,
];
const BIAS: f64 = -2.06;

/// How sure it has to be.
const SURE: f64 = 0.0;

/// Whether a gap could deny a strength at all: it denies something, and they don't name two different things. Two lines that
/// share many words may both praise, or both criticise.
pub(crate) fn may_deny(strength: &Said, gap: &Said) -> bool {
    let denies = gap.denies || share_an_aspect(strength, gap);
    denies && !strength.empty && !gap.empty && !strength.admits && !strength.named.is_apart_from(&gap.named)
}

/// Whether the strength praises an aspect that the gap denies, of this or of another thing.
pub(crate) fn share_an_aspect(strength: &Said, gap: &Said) -> bool {
    !strength.sides.denied_by(&gap.sides).is_empty()
}

/// Whether the gap denies the strength.
pub(super) fn deny(strength: &Said, gap: &Said) -> bool {
    if !may_deny(strength, gap) {
        return false;
    }
    let sum: f64 = features(strength, gap).iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    sum + BIAS > SURE
}
