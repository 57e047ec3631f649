//! The words by which two lines are compared: what denies, what says how much of it, and what says nothing of which part it was.

/// Says that something isn't so.
pub(crate) const DENIES: &[&str] = &[
    "no", "not", "never", "nowhere", "without", "nothing", "none", "nobody", "hardly", "barely", "neither", "nor", "cannot",
    "missing", "lacked", "lacks", "lacking", "absent", "failed", "forgot", "forgotten", "skipped", "dropped", "wrong", "wrongly",
    "until", "untill", "late", "ignored", "poor", "unclear", "zero", "didnt", "couldnt", "wasnt", "only",
];

/// Denials that are values in code, and what stands before them then.
pub(crate) const VALUES: &[&str] = &["none", "nothing", "zero"];
pub(crate) const BEFORE_A_VALUE: &[&str] = &[
    "of", "is", "be", "returned", "returns", "return", "returning", "than", "below", "above", "at", "to", "or", "as", "and", "equals", "gives", "gave",
];

/// Says that all of it was so.
pub(crate) const ALL_OF_IT: &[&str] = &[
    "each", "every", "all", "whole", "entire", "throughout", "always", "everything", "everywhere", "any", "both",
];

/// Names a part of it, or another moment.
pub(crate) const PARTS: &[&str] =
    &["first", "second", "then", "later", "from", "minute", "half", "last", "after", "afterwards", "when", "such"];

/// Says nothing of which part it was.
pub(crate) const LIGHT: &[&str] = &[
    "before", "unasked", "unprompted", "mention", "mentioned", "consider", "considered", "appear", "appeared", "ever", "during",
    "happen", "happened", "stay", "stayed", "learned", "learnt", "lives", "live", "appreciated", "alone", "begining", "beginning",
    "front", "stated", "describes", "described", "named", "two", "three", "four", "five", "ten", "min", "mins", "minutes", "prior",
    "whether", "mind", "together", "matter", "matters", "mattered", "jumped", "verified", "executed", "including", "stood", "means",
    "meant", "code", "coding", "coded", "solution", "problem", "task", "project", "program", "session", "laid", "began", "begun", "typing", "typed", "finished", "stopped", "straight", "started", "start", "said", "told", "line",
    "lines", "second", "seconds", "keyboard", "editor", "word", "words", "hour", "whole", "entire", "head", "idea", "prompt", "statement", "interview", "done",
];

/// Stands before a word without saying which one of its kind it is.
pub(crate) const GLUE: &[&str] = &[
    "of", "in", "on", "at", "for", "with", "by", "from", "and", "or", "but", "as", "that", "which", "what", "some", "other", "than",
    "into", "every", "each", "all", "any", "own", "these", "those", "my", "i", "me", "we", "before", "after", "when", "then", "about",
    "between", "asked", "tested", "named", "told", "gave", "took", "used", "tests", "just", "also", "so", "up",
];
