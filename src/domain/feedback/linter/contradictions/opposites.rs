//! Whether a gap denies a strength: the same thing, said the other way round.

use super::facets::Facet;
use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::text::spelling::Lexicon;
use crate::domain::feedback::linter::text::stem::stem;
use crate::domain::feedback::linter::text::{Word, words};
use crate::domain::feedback::linter::words::generic::says_nothing;
use crate::domain::feedback::linter::words::wording::EMPTY;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// Words that mean the same here: what one text calls silence, the other calls talking.
const MEANINGS: &[&str] = &[
    "test try check cover exercise assert case",
    "silence silent quiet talk narrate aloud word speak hear follow hardly",
    "name naming variable letter single-letter",
    "function method handler",
    "duplicate copy same repeat paste twice",
    "finish time clock late end complete over",
    "question ask",
    "complexity cost big-o linear quadratic",
    "diagram draw drawing sketch",
    "explain explanation describe",
    "feedback comment suggestion hint advice objection",
    "handle catch cover crash vanish swallow",
    "approach alternative option way idea design compare",
    "start run instruction setup launch command",
    "own responsibility responsible part yourself credit blame",
    "figure number estimate load count",
    "edge corner boundary",
    "short small long giant huge big",
    "correct right wrong wrongly incorrect accurate",
    "plan structure systematic random guess",
    "read prompt statement requirement task",
    "log trace record",
    "result outcome impact metric end",
    "empty nothing null",
    "summary summarise recap wrap-up",
    "colleague team other teammate mention",
    "size limit length large",
    "error failure fault bad invalid exception",
    "readme documentation doc",
    "stop carry on continue optimise",
];

/// The meaning of each stem.
static BY_STEM: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let meaning = |line: &&'static str| line.split(' ').next().unwrap_or_default();
    MEANINGS.iter().flat_map(|line| line.split(' ').map(move |word| (stem(word), meaning(line)))).collect()
});
static STEMS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(BY_STEM.keys().cloned()));

/// What is said of the same thing when it goes well, and when it doesn't; a gap's half denies the strength's.
const OPPOSITES: &str = "
talk~ narrat~ said say aloud clear-plan commentary picture / silen~ silence quiet heard guess guessing unsaid word
small short single-purpose tiny / giant huge long hundred big endless lines
name~ named naming names / letter letters cryptic unclear meaningless misleading
finish~ finished time within clock early / ran late over out unfinished overtime
two several options approaches alternatives compar~ weighed both / one only single first
nothing no none without once / same copies copied copy duplicat~ duplicated three four repeated twice
calm methodical systematic structured / random panick~ guess guessed chaos chaotic
took listened open used accepted picked / ignored unused brushed wall dismissed unheard
handled handles caught covered logged / crash~ crashes vanish~ unhandled swallowed fall silently
stop stopped knew / carried kept on past
unasked unprompted without before themselves first / until only prompted straight late
clear clearly concise short crisp / unclear long rambling lost confusing wandered muddled
correct correctly right accurate exactly / wrong wrongly incorrect mistaken backwards mix~ mixed confus~
asked asks questions / assumed straight none without
credit~ owned responsibility share part / blam~ blamed unsaid others we
test~ tested tried tests checked covered verified / untested never none missing untried
know knew knows grasp understood understands / mystery couldn't couldnt unknown confused unsure guess~
complete everything all full / missing incomplete half partly left gaps
fast quick quickly / slow slowly ages long minutes
simple few / overloaded complicated overengineered complex
measur~ measured number numbers estimat~ / guess~ nobody vague
runs run starts command / start instructions fails broken
read carefully / misread skipped straight overlooked
hashed encrypted secure / plain cleartext leaked
drew drawn diagram drawing / told undrawn no
";

/// Both halves of each pair, ready to be looked for.
static HALVES: LazyLock<Vec<(Slots, Slots)>> = LazyLock::new(|| {
    let slots = |half: &str| Slots::new(&half.trim().replace(' ', "\n"), &[]);
    OPPOSITES.lines().filter_map(|line| line.split_once('/')).map(|(one, other)| (slots(one), slots(other))).collect()
});

/// Says that something isn't so, or is so nowhere.
const DENIES: &[&str] = &[
    "no", "not", "never", "nowhere", "without", "nothing", "none", "hardly", "missing", "lacked", "lacks", "lack",
    "failed", "ignored", "only", "untested", "straight", "half", "too", "far", "wrong", "wrongly", "unclear", "random",
    "anywhere", "skipped", "late", "once", "until", "untill", "absent", "long", "giant", "one", "same", "out",
    "couldn't", "didn't", "wasn't", "weren't", "isn't", "couldnt", "didnt", "no-one", "crashes", "crash", "vanish",
    "barely", "few", "took", "left",
];

/// Names a part of it, or another moment.
const PARTS: &[&str] =
    &["first", "second", "then", "later", "from", "minute", "half", "last", "after", "afterwards", "when", "such"];

/// What a text says: the meanings of its words, and those of them that are things and not a judgement or a degree.
struct Content {
    all: BTreeSet<String>,
    things: BTreeSet<String>,
}

fn content(text: &str) -> Content {
    let text = text.replace(['`', '"'], " ");
    let carries = |word: &&Word| {
        !word.text.is_empty() && !EMPTY.contains(&word.text.as_str()) && !DENIES.contains(&word.text.as_str())
    };
    let meaning = |word: &Word| {
        let bare = stem(&word.text);
        let spelled = STEMS.spelled(&bare).unwrap_or(&bare);
        BY_STEM.get(spelled).map_or_else(|| bare.clone(), |meaning| (*meaning).to_owned())
    };
    let read = words(&text);
    let said: Vec<&Word> = read.iter().filter(carries).collect();
    let is_thing = |word: &&&Word| !says_nothing(&word.text, false) && !word.text.ends_with("n't");
    Content {
        all: said.iter().map(|word| meaning(word)).collect(),
        things: said.iter().filter(is_thing).map(|word| meaning(word)).collect(),
    }
}

/// How many numbers a pair is compared by.
pub(crate) const NUMBERS: usize = 16;

/// What is compared, as numbers.
pub(crate) fn features(strength: &str, gap: &str) -> [f64; NUMBERS] {
    let (said, denied) = (content(strength), content(gap));
    let (one, other) = (&said.all, &denied.all);
    let shared = one.intersection(other).count();
    let things = said.things.intersection(&denied.things).count();
    let count = |number: usize| f64::from(u16::try_from(number).unwrap_or(u16::MAX));
    let of = |whole: usize| count(shared) / count(whole.max(1));
    let gap_words = words(gap);
    let has = |list: &[&str]| {
        f64::from(gap_words.iter().any(|word| list.contains(&word.text.as_str()) || word.text.ends_with("n't")))
    };
    let numbers = |text: &str| text.contains(|c: char| c.is_ascii_digit() || c == '`');
    let strength_words = words(strength);
    let opposed = |(well, badly): &&(Slots, Slots)| well.occur_in(&strength_words) && badly.occur_in(&gap_words);
    let opposed = count(HALVES.iter().filter(opposed).count().min(2));
    let facet = Facet::of_text(strength, -3.0, 0.0);
    let alike = facet.is_some() && facet == Facet::of_text(gap, -3.0, 0.0);
    let related = f64::from(shared > 0);
    let share = |of: usize| if of == 0 { related } else { count(things) / count(of) };
    [
        of(one.len()),
        of(other.len()),
        count(shared.min(4)),
        count(one.len().min(10) - shared.min(one.len().min(10))),
        count(other.len().min(10) - shared.min(other.len().min(10))),
        has(DENIES),
        f64::from(gap_words.iter().any(|word| PARTS.contains(&word.text.as_str()))),
        f64::from(numbers(gap) && !numbers(strength)),
        opposed * related,
        opposed * f64::from(alike),
        has(DENIES) * related,
        f64::from(alike),
        related,
        share(said.things.len()),
        share(denied.things.len()),
        // Another thing is a different part.
        count(denied.things.difference(one).count().min(5)),
    ]
}

/// What each number weighs; trained on the corpora by `scripts/train-linter`.
const WEIGHTS: [f64; NUMBERS] =
    [1.18, 0.60, 0.75, -0.22, -0.57, -0.18, -0.47, 0.10, 1.97, 1.32, -0.03, -0.59, 1.06, 0.77, 1.69, -0.04];
const BIAS: f64 = -3.73;

/// How sure it has to be: less than even, because most of the pairs that it was trained on have nothing to do with each other.
const SURE: f64 = -0.6;

/// Whether the gap denies the strength.
pub(super) fn deny(strength: &str, gap: &str) -> bool {
    let features = features(strength, gap);
    let sum: f64 = features.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    // A long strength shares a word with nearly every gap.
    let mostly = features.first().is_some_and(|of_strength| *of_strength >= 0.25);
    !strength.is_empty() && !gap.is_empty() && mostly && sum + BIAS > SURE
}
