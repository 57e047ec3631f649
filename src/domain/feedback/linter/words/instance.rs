//! The word lists that distinguish a bare judgement from one with a specific instance.

use crate::domain::feedback::linter::text::phrases::Phrases;

/// Praise.
pub(crate) static PRAISE: Phrases = Phrases::new(&[
    "good", "great", "nice", "nicely", "well", "excellent", "awesome", "amazing", "fantastic", "perfect",
    "perfectly", "impressive", "impressed", "solid", "strong", "outstanding", "superb", "wonderful", "decent",
    "fine", "liked", "ok", "okay", "shine", "shines", "shone", "stellar", "top notch", "on point", "impeccable", "flawless",
    "exemplary", "commendable", "admirable", "respectable", "adequate", "satisfactory", "passable", "a pleasure", "a joy",
    "not too shabby", "shabby", "first rate", "first class", "above average", "better than average", "better than most",
    "up to scratch", "up to par", "no complaints", "nothing to complain", "nothing to moan", "nothing bad", "nothing to criticise",
    "nothing to add", "no concerns", "thumbs up", "kudos", "bravo", "hats off", "so so", "meh", "above what", "ticked all the boxes", "ticks all the boxes", "could have been worse", "could've been worse", "no red flags",
    "strong suit", "in good shape", "on the right track", "well done", "great stuff", "good stuff",
]);
/// Criticism.
pub(crate) static CRITICISM: Phrases = Phrases::new(&[
    "needs improvement", "needs work", "needs practice", "needs more", "needs to improve", "need to improve",
    "needed work", "need more", "could improve", "should improve", "must improve", "could be better",
    "could have been better", "could do better", "can be better", "can improve", "has to improve",
    "room for improvement", "work on", "poor", "poorly", "weak", "bad", "badly", "lacking", "lacks", "lacked",
    "struggled", "struggles", "more clearly", "communicate better", "communicate more", "could have gone", "be more", "sharpen your", "needs some work", "some work",
    "more depth", "expected more", "superficial", "unsystematic", "not systematic", "not thorough", "patchy", "underwhelming", "subpar", "could be clearer", "insufficient", "not enough", "terrible", "mediocre",
    "so so", "meh", "chaotic", "rough edges", "rough around", "blown away", "didn't love", "unconvincing", "unimpressive",
    "disappointing", "below par", "under par", "to be desired", "lagging", "needs polishing", "need polishing", "needs polish",
    "need to work", "needs to work", "have to work", "weaknesses", "wobbly", "shaky", "hit and miss", "up and down", "lacklustre",
    "all over the place", "more structured", "more structure", "air upwards", "more practise", "far from", "could do with",
    "could use", "has to get", "have to get", "need to get", "needs to get", "a bit rusty", "left me cold", "left me wanting", "leaves me wanting", "let yourself down", "could've gone better", "could have gone better", "not my cup",
]);
/// Names of things and fixed phrases that contain such a word but aren't a judgement.
pub(crate) static OF_THINGS: Phrases = Phrases::new(&[
    "weak reference", "weak references", "weak ref", "weak refs", "weak map", "weak maps", "weak set", "weak pointer",
    "weak pointers", "weak typing", "weak entity", "strong reference", "strong references", "strong types",
    "strong typing", "strong consistency", "strong parameters", "strong hire", "strong no hire", "bad request",
    "bad gateway", "bad input", "bad data", "200 ok", "fine grained", "as well", "as well as", "well known",
    "well formed", "well defined", "perfect hash", "perfect square", "perfect number", "nice value",
]);
/// Words that tie an act to a moment or a reason.
pub(crate) static TIES: Phrases = Phrases::new(&[
    "when", "where", "because", "before", "after", "while", "until", "instead", "then", "by", "without", "since",
    "unprompted", "unasked", "aloud", "twice", "two", "three", "four", "rather than", "such as", "for example",
    "even though", "minute", "at the start", "at the beginning", "at the end", "right away", "straight away", "was handled", "were handled",
]);
/// Verbs for acts whose past tense doesn't end in "-ed".
pub(crate) const ACTS: &[&str] = &[
    "drew", "wrote", "said", "found", "chose", "ran", "took", "made", "broke", "thought", "told", "built", "caught",
    "led", "split", "put", "began", "saw", "read", "spoke", "set", "cut", "gave", "kept", "drawing", "writing",
    "saying", "asking", "naming", "splitting", "comparing", "tracing",
];
/// Words in "-ed" that aren't an observable act.
pub(crate) const NO_ACTS: &[&str] = &[
    "needed", "struggled", "lacked", "performed", "answered", "communicated", "explained", "handled", "solved",
    "worked", "showed", "demonstrated", "displayed", "seemed", "improved", "detailed", "skilled", "limited",
    "advanced", "organized", "organised", "structured", "prepared", "rounded", "experienced", "related", "based",
    "managed", "presented", "liked", "impressed", "enjoyed", "talented", "gifted", "motivated", "collaborated",
    "coded", "designed", "approached", "expected", "need", "indeed", "speed", "used",
];
