//! What a strength and a gap can be about, to tell when they're about two different things: "the sort" and "the lookup".

/// Parts of a program, of a system or of an interview. Two lines that name different ones, and none in common, speak of two things.
pub(crate) const THINGS: &str = "\
    parser lexer tokenizer tokeniser printer writer reader loader importer exporter scheduler queue deque stack heap tree trie graph \
    array list dict dictionary map set string matrix grid table join index cache database replica shard shards partition load storage \
    bandwidth latency throughput memory space disk network http https tcp udp dns tls socket api endpoint controller client server \
    frontend backend css html sql query queries transaction transactions isolation lock locks deadlock mutex semaphore thread threads \
    rollback migration schema timeout timeouts retry retries broker login password token payment payments order orders invoice csv json \
    xml docker deployment pipeline sort sorting lookup search insert delete merge window recursion closure promise promises callback \
    class module interface constructor naming nesting commit commits readme docker tcp volatile garbage pagination monitoring alarms \
    alerts loop loops prime primes sieve permutation permutations histogram interval intervals button form layout grid flexbox react \
    component hook state redux kafka redis postgres mongo mysql outage conflict mentoring deadline promotion estimate zone region user \
    users account accounts email emails upload image images search feed chat notification notifications counter counters comparator \
    constant constants wildcard regex unicode overflow duplicates ties cycle cycles leaf root base";

/// Which case of it: two lines that name different ones, and none in common, speak of two cases.
pub(crate) const CASES: &str = "\
    empty negative positive null unicode ascii sorted unsorted best worst average left right read write upper lower happy error wrong-input \
    duplicate duplicates single one-element three-element two-element huge missing optimistic pessimistic composite unit integration";

/// What is counted in an hour: "part one" and "part two" are two.
pub(crate) const COUNTED: &str = "part section task question step story half problem round hint one example test exercise approach version \
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

/// What was done with it: who ran the tests may not have added one.
pub(crate) const DONE: &[&[&str]] = &[&["run", "rerun", "execut"], &["add", "writ", "extend"]];
