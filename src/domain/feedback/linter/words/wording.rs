//! The words of the rules about who somebody is, and about how they speak. All are lower case and match at word boundaries.

use crate::domain::feedback::linter::text::phrases::Phrases;

/// Who somebody is: sex, age, family, belief, origin, health, looks. None of it was asked about in an interview.
pub(crate) static WHO_THEY_ARE: Phrases = Phrases::new(&[
    // Sex, and words used of only one.
    "for a girl", "for a woman", "for a guy", "for a man", "for a lady", "young lady", "young man", "lady",
    "bossy", "feisty", "hysterical", "too emotional", "motherly", "ladylike", "man up", "as a woman",
    "as a man", "for a female", "feminine", "diva",
    // Age.
    "your age", "his age", "her age", "their age", "bit old", "young for", "old for",
    "so young", "the older side", "barely out of school", "digital native", "past your prime", "set in your ways", "overqualified for your age",
    // Family.
    "as a mother", "as a father", "as a mom", "as a dad", "as a parent", "kids at home", "children at home", "are pregnant", "get pregnant",
    "were pregnant", "is pregnant", "being pregnant", "while pregnant", "your pregnancy", "her pregnancy", 
    "young kids", "small kids", "maternity", "your husband", "your wife", "her husband", "his wife", "get married", "single mother",
    "start a family", "your kids", "her kids", "his kids",
    // Belief.
    "your religion", "his religion", "her religion", "muslim", "christian", "jewish", "hindu", "hijab",
    "headscarf", "turban", "ramadan", "sabbath",
    // Origin.
    "from originally", "where you are from", "your country", "his country", "her country", "foreigner", "immigrant",
    "your nationality", "your race", "his race", "her race", "ethnic", "ethnicity", "people like you", "your culture",
    "sounds foreign", "sounded foreign",
    "indian engineers", "indian developers", "indian people", "indian candidates", "chinese engineers",
    "chinese developers", "chinese people", "chinese candidates", "asian engineers", "asian developers",
    "asian people", "asian candidates", "african engineers", "african developers", "african people",
    "african candidates", "russian engineers", "russian developers", "russian people", "russian candidates",
    "european engineers", "european developers", "european people", "european candidates", "american engineers",
    "american developers", "american people", "american candidates", "arab engineers", "arab developers",
    "arab people", "arab candidates", "latino engineers", "latino developers", "latino people", "latino candidates",
    "black engineers", "black developers", "black people", "black candidates", "white engineers", "white developers",
    "white people", "white candidates",
    // Health and looks.
    "your disability", "a disability", "sort of disability", "kind of disability", "some disability", "despite being disabled", "autistic", "wheelchair", "your stutter", "stuttering", "the stutter", "the stammer", "your stammer",
    "mental illness", "overweight", "good looking", "pretty face", "nice face", "your looks", 
    "look tired", "looks tired", "looked tired", "your appearance", "her appearance", "his appearance", "easy on the eyes", "lose some weight", "lose weight",
]);

/// How somebody speaks a second language. The "grammar" of a parser or a "fluent" interface is excluded below.
pub(crate) static LANGUAGE: Phrases = Phrases::new(&[
    "english", "accent", "accented", "pronunciation", "mispronounced", "grammar", "grammar mistakes", "vocabulary",
    "fluent", "fluency", "native speaker", "language barrier", "language skills", "second language", "first language", "mother tongue",
    "your sentences", "spoken english", "tenses", "mispronouncing", "mispronounce", "mispronounces", "non native", "native speakers",
    "sounds foreign", "sounded foreign", "searching for words", "searched for words", "search for words", "word order",
    "language problem", "language problems", "simple sentences", "short sentences", "hunting for words", "broken sentences", "missing words", "speaks like", "speak like", "vocab", "the accent", "speak properly", "prepositions", "articles", "mispronounced words", "verbal skills", "spelling mistakes", "eloquent", "eloquence", "well spoken", "wrong tenses", "native fluency", "simple words only", "filler words", "hinglish",
]);

/// The same words for things.
pub(crate) static LANGUAGE_OF_THINGS: Phrases = Phrases::new(&[
    "accent color", "accent colour", "language server", "fluent interface", "fluent api", "the grammar", "grammar rule",
    "grammar rules", "parser's grammar", "of the vocabulary", "vocabulary of the", "a grammar", "english dictionary", "english alphabet",
    "english words", "comments are in", "comment is in", "comments in", "docstrings in", "names in", "messages in", "strings in", "readme in", "accents in the", "vocabulary size", "played no part", "held in english", "we spoke", "english word", "understood every", "understood each", "understood all", "understood everything", "not a matter", "don't score", "doesn't count", "didn't count", "no obstacle", "no issue", "no problem", "wasn't an issue", "not an issue", "no barrier", "never in the way", "no trouble", "no need", "accent colour",
]);

/// Words that make it a judgement.
pub(crate) static JUDGED: Phrases = Phrases::new(&[
    "poor", "bad", "weak", "broken", "limited", "heavy", "thick", "terrible", "hard to follow", "difficult to follow",
    "held you back", "hurt", "hurts", "struggled", "struggles", "doubt", "not ready", "unclear", "shallow", "not fluent",
    "not a native", "barrier", "lost the thread", "confusing", "needs to improve", "need to improve", "not good enough",
    "unprofessional", "not senior", "could not explain", "couldn't explain", "improve your english", "mistakes show",
    "lacks", "lacking", "lack", "needs work", "need work", "could not understand", "couldn't understand", "could not follow",
    "couldn't follow", "hard to understand", "difficult to understand", "hard to judge", "had to guess", "had to ask twice",
    "grammar mistakes", "mistakes in", "many mistakes", "not your first", "slowed", "gets in the way", "got in the way",
    "trouble", "hard time", "stopped following", "lost me", "held back", "holds you back", "holds back", "unsure", "hesitant",
    "searching for", "limits", "limiting", "distracting", "distracted", "obstacle", "suffered", "suffers", "marked down",
    "lost points", "less convincing", "not convincing", "less clear", "not clear", "wasn't clear", "made it hard", "makes it hard",
    "made it difficult", "makes it difficult", "made it harder", "made it tough", "hindered", "hinders", "prevented", "prevents",
    "misunderstood", "misunderstand", "basic", "halting", "rusty", "imperfect", "too simple", "work on your", "brush up",
    "polish your", "hard to tell", "can't tell", "could not tell", "couldn't tell", "not up to", "below", "undermines",
    "undermined", "weaker", "worse", "confused", "tells me", "tell me", "told me", "shows", "showed", "suggests", "i assume", "makes me", "made me",
    "probably", "as if", "as though", "sharper", "stronger", "clearer", "better", "smarter", "seems", "seemed", "came across",
    "comes across", "i could not", "i couldn't", "would have", "not be able", "nobody will", "get past", "surprisingly", "a sign of", "comes over",
    "marked the", "simple minded", "garbled", "incoherent", "hurdle", "issue", "issues", "problem with", "hold you back", "holds him back", "hard to take", "people will assume", "tells you", "first rate", "points off", "a point off", "rated down", "marked", "accordingly", "not credible", "sign of", "therefore", "so clearly", "ought to", "insufficient", "shaky", "clumsy", "clumsily", "childish", "costs", "drawback", "amateurish", "equals", "lowers", "the level of", "off when", "against you", "taken off", "took off", "assured", "noticeable",
]);

/// Help, or the lack of something: contradicts a 4.
pub(crate) static NOT_A_FOUR: Phrases = Phrases::new(&[
    "with help", "with some help", "with a lot of help", "only after", "only when asked", "only when i", "until i",
    "once i had", "after i named", "after i pointed", "could not say", "couldn't say", "could not explain",
    "couldn't explain", "did not say", "didn't say", "did not test", "didn't test", "did not ask", "didn't ask",
    "never said", "never asked", "never tested", "was left red", "had to be told", "had to tell", "when prompted", "forgot to", "forgot the",
    "forgot about", "missed",
]);

/// Done alone or unprompted: contradicts a 1.
pub(crate) static NOT_A_ONE: Phrases = Phrases::new(&[
    "unprompted", "unasked", "unaided", "without prompting", "without a hint", "without hints", "without help", "alone",
    "on your own", "on their own", "before i did", "before i asked", "independently", "with a reason each",
    "without being asked", "by yourself",
]);

/// Says that no help was needed.
pub(crate) static ALONE: Phrases = Phrases::new(&[
    "worked alone", "finished alone", "through alone", "there alone", "way alone", "problem alone", "solution alone", "solved it alone", "found it alone", "did it alone", "all alone", "unaided", "independently",
    "on your own", "on their own", "on her own", "on his own", "by yourself",
    "without a hint", "without hints", "without any hint", "without any hints", "without help", "without any help",
    "without my help", "by himself", "by herself", "by themselves", "without a nudge", "no hint", "no hints", "no help", "needed no help", "entirely by",
]);

/// Says, in the same sentence, that there was help.
pub(crate) static HELPED: Phrases = Phrases::new(&["after the", "after a", "after one", "for the", "for that", "apart from", "except for", "but for", "from there", "came from me", "were mine", "was mine", "hint", "nudge", "once", "until"]);

/// Phrases of [`ALONE`] that mention help only to say there was none.
pub(crate) static NO_HELP: Phrases = Phrases::new(&[
    "without a hint", "without hints", "without any hint", "without any hints", "without a nudge", "no hint", "no hints", "for the whole",
]);

/// Things that can be counted or looked at, so a step can be verified.
pub(crate) static SEEN: Phrases = Phrases::new(&[
    "one", "two", "three", "four", "five", "six", "seven", "ten", "each", "every", "daily", "all", "once", "twice", "both",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "tomorrow", "recording",
    "recordings", "record", "note", "notes", "list", "page", "drawing", "diagram", "commit", "commits", "test", "tests",
    "pass", "passes", "fail", "fails", "green", "red", "timer", "clock", "minute", "minutes", "log", "diary", "file", "code",
    "branch", "write", "written", "wrote", "read aloud", "say aloud", "said aloud", "aloud", "show", "shows",
    "tell", "tells", "count", "compare", "friend", "peer", "colleague", "partner", "script", "benchmark", "repo", "repository", "pull request", "review", "printed", "output", "checklist",
    "date", "dates", "card", "cards", "tick", "ticks", "table", "number", "numbers", "tally",
    "run", "runs", "name", "names", "exercise", "exercises", "solution",
]);

/// Things that count as verifiable if something is done with them, but not if they're only felt.
pub(crate) static DONE_WITH: Phrases = Phrases::new(&["explain", "answer", "answers", "question", "questions", "example", "examples", "problem", "problems"]);

/// Feelings: only the candidate can tell, and they change.
pub(crate) static FELT: Phrases = Phrases::new(&[
    "feel", "feels", "felt", "feeling", "comfortable", "confident", "confidence", "at ease", "relaxed", "calm", "calmer",
    "nervous", "panic", "scary", "scared", "afraid", "natural", "easier", "intuitive", "used to",
]);

/// Words without content: judgements, negations, pronouns.
pub(crate) const EMPTY: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "of", "to", "in", "on", "at", "for", "with", "your", "you", "she", "he",
    "they", "their", "his", "her", "it", "its", "this", "that", "was", "were", "is", "are", "be", "did", "do", "does",
    "had", "has", "have", "not", "no", "never", "didn't", "don't", "doesn't", "couldn't", "wasn't", "weren't",
    "failed", "missed", "forgot", "good", "great", "nice", "well", "very", "clear", "clearly", "unclear", "poor",
    "weak", "strong", "bad", "badly", "always", "needs", "need", "work", "improvement", "excellent", "could",
];
