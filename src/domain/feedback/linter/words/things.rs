//! What a strength and a gap can be about, to tell when they're about two different things: "the sort" and "the lookup".

use crate::domain::feedback::linter::text::Word;
use crate::domain::feedback::linter::text::stem::stem;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Parts of a program, of a system or of an interview. Two lines that name different ones, and none in common, speak of two things.
const THINGS: &str = "\
    parser lexer tokenizer tokeniser printer writer reader loader importer exporter scheduler queue deque stack heap tree trie graph \
    array list dict dictionary map set string matrix grid table join index cache database replica shard shards partition load storage \
    bandwidth latency throughput memory space disk network http https tcp udp dns tls socket api endpoint controller client server \
    frontend backend css html sql query queries transaction transactions isolation lock locks deadlock mutex semaphore thread threads \
    rollback migration schema timeout timeouts retry retries broker login password token payment payments order orders invoice csv json \
    xml docker deployment pipeline sort sorting lookup search insert delete merge window recursion closure promise promises callback \
    class module interface constructor naming nesting commit commits readme docker tcp volatile garbage pagination monitoring alarms \
    alerts loop loops prime primes sieve permutation permutations histogram interval intervals button form layout grid flexbox react \
    component hook redux kafka redis postgres mongo mysql outage conflict mentoring deadline promotion estimate zone region user \
    users account accounts email emails upload image images search feed chat notification notifications counter counters comparator \
    limits size range consistency constant constants wildcard regex unicode overflow duplicates ties cycle cycles leaf root base";

/// Which case of it: two lines that name different ones, and none in common, speak of two cases.
const CASES: &str = "\
    empty negative positive null unicode ascii sorted unsorted best worst average left right read write upper lower happy error wrong-input \
    duplicate duplicates single one-element three-element two-element huge locked optimistic pessimistic composite unit integration";

/// What is counted in an hour: "part one" and "part two" are two.
const COUNTED: &str = "part section task question step story half problem round hint one example test exercise approach version \
    nudge attempt run iteration suggestion";

/// How they're counted.
pub(crate) const ORDINALS: &[&[&str]] = &[
    &["first", "one", "1", "1st"],
    &["second", "two", "2", "2nd", "other"],
    &["third", "three", "3", "3rd"],
    &["fourth", "four", "4", "4th"],
    &["fifth", "five", "5", "5th"],
    &["last", "final"],
];

/// Who asked for the limits asked for the size.
pub(crate) const ALIKE: &[&str] = &["limit", "siz", "rang"];

/// What was done with it: who ran the tests may not have added one.
pub(crate) const DONE: &[&[&str]] = &[&["run", "rerun", "execut"], &["add", "writ", "extend"]];

/// What goes wrong, and what is said of a program: a thing to speak of, in one line as in the other.
const MATTERS: &str = "\
    error errors exception exceptions bug bugs crash crashes race races leak leaks silence question questions rollback case cases bound bounds \
    index indices pointer pointers invariant variable variables function functions array arrays stack trace input output";

fn stems(words: &str) -> HashSet<String> {
    words.split_whitespace().map(stem).collect()
}

static THING_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| stems(THINGS));
static CASE_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| stems(CASES));
static COUNTED_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| stems(COUNTED));
static MATTER_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| stems(MATTERS));

/// Whether the word names a part of a program, of a system or of an interview that others of its kind can be told from.
pub(crate) fn is_part(word: &Word) -> bool {
    THING_STEMS.contains(&word.stem)
}

/// Whether it says which case of it.
pub(crate) fn is_case(word: &Word) -> bool {
    CASE_STEMS.contains(&word.stem)
}

/// Whether it's something that an hour has a first and a second of.
pub(crate) fn is_counted(word: &Word) -> bool {
    COUNTED_STEMS.contains(&word.stem)
}

/// Whether it names anything of a program that can be spoken of.
pub(crate) fn is_thing(word: &Word) -> bool {
    is_part(word) || MATTER_STEMS.contains(&word.stem)
}
