//! The words about a person, by where they count. The tests of `person` say what must and mustn't be found.

/// Where a phrase is about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Anywhere: nothing but a person is called this.
    Anywhere,
    /// When said of a person ("she is smart", "a smart developer", "Very smart."); said of a thing it's fine.
    OfSomebody,
    /// Only when said plainly of somebody ("you were lazy", "a lazy developer"): it is also a technical
    /// word, so "they are lazy" is as likely to be about iterators.
    OfYou,
    /// Only right before a word for a person: "a weak candidate", not "weak on types".
    BeforePerson,
}

/// Phrases that share a suggestion.
pub(crate) struct Group {
    pub counts: Counts,
    pub phrases: &'static [&'static str],
    /// What to write in their place.
    pub instead: &'static str,
}

const PRAISE: &str = "Found the second pointer without a hint and said why it saves a pass.";
const BLAME: &str = "Ran the code three times with the same input before reading the error.";
const MANNER: &str = "Waited until I had finished, then asked what the largest input would be.";
const EFFORT: &str = "Stopped after the first passing test; the empty list was still untested.";
const FIT: &str =
    "When I disagreed about the cache, asked for my reason and named a case where each of us would be right.";

pub(crate) const GROUPS: &[Group] = &[
    Group {
        counts: Counts::Anywhere,
        phrases: &[
            "natural talent", "naturally talented", "naturally gifted", "genius", "rockstar", "rock star",
            "javascript ninja", "coding ninja", "code ninja", "10x engineer", "10x developer", "natural leader",
            "born leader", "born engineer", "born developer", "quick learner", "fast learner", "quick thinker",
            "smart cookie", "born problem solver", "one of those people", "sharp minds", "an instinct for", "a good brain", "lovely addition", "great addition", "human being", "raw talent", "talent for", "gift for", "people person",
            "sharp mind", "quick mind", "analytical mind", "logical mind", "innate",
        ],
        instead: PRAISE,
    },
    Group {
        counts: Counts::OfSomebody,
        phrases: &["smart", "intelligent", "bright", "brilliant", "clever", "sharp", "talented", "gifted"],
        instead: PRAISE,
    },
    Group {
        counts: Counts::OfYou,
        phrases: &[
            "a natural", "wonderful", "lovely", "incredible", "marvellous", "marvelous", "fabulous", "delightful",
            "inspiring", "an inspiration", "phenomenal", "extraordinary", "exceptional", "remarkable", "superb",
            "outstanding", "terrific", "amazing", "awesome", "fantastic", "adorable", "sweet", "the best", "a legend",
            "a star", "a superstar", "an angel", "a gem", "a saint", "a hero", "a treasure", "so kind", "very kind",
        ],
        instead: PRAISE,
    },
    Group {
        counts: Counts::BeforePerson,
        phrases: &[
            "strong", "good", "great", "excellent", "solid", "impressive", "nice", "decent", "kind", "caring", "best",
            "perfect", "beautiful",
        ],
        instead: PRAISE,
    },
    Group {
        counts: Counts::Anywhere,
        phrases: &[
            "clueless", "incompetent", "unintelligent", "idiot", "moron", "slow learner", "stupid mistake",
            "stupid mistakes", "cut out for", "not wired for", "easily rattled", "type of engineer", "kind of engineer", "less so with people", "not the sharpest", "not the brightest",
        ],
        instead: BLAME,
    },
    Group { counts: Counts::OfSomebody, phrases: &["stupid", "hopeless", "mediocre", "unqualified"], instead: BLAME },
    Group { counts: Counts::OfYou, phrases: &["dumb", "weak", "too junior", "too young", "too old"], instead: BLAME },
    Group { counts: Counts::BeforePerson, phrases: &["poor", "bad", "average", "terrible", "slow"], instead: BLAME },
    Group {
        counts: Counts::OfSomebody,
        phrases: &[
            "careless", "sloppy", "unmotivated", "motivated", "ambitious", "hardworking", "hard working", "diligent",
        ],
        instead: EFFORT,
    },
    Group { counts: Counts::OfYou, phrases: &["lazy", "negligent"], instead: EFFORT },
    Group {
        counts: Counts::Anywhere,
        phrases: &[
            "lack of motivation", "lacks motivation", "lack motivation", "lack of passion", "lacks passion",
            "lack passion", "work ethic", "lacks drive", "lacks the drive", "lack of drive", "lack the drive", "lacks the hunger", "lack of hunger", "hunger we", "give up easily",
            "gives up easily", "gave up easily", "easily discouraged", "lacks ambition", "lack of ambition", "no passion", "no ambition", "no drive",
            "right mindset", "good mindset", "great mindset", "wrong mindset", "your mindset", "growth mindset",
        ],
        instead: EFFORT,
    },
    Group {
        counts: Counts::Anywhere,
        phrases: &[
            "arrogant", "cocky", "charismatic", "likeable", "likable", "well spoken", "introvert", "introverted",
            "extrovert", "extroverted", "bad attitude", "poor attitude", "great attitude", "good attitude",
            "nice attitude", "positive attitude", "negative attitude", "lacks confidence",
            "lack confidence", "lack of confidence",
            "good personality", "great personality", "nice personality", "soft spoken", "thick accent",
            "heavy accent", "strong accent", "got defensive", "became defensive", "passive aggressive", "aggressive tone",
            "perfectionist", "overthinker", "a follower", "simple minded", "know it all", "your personality", "your temperament", "your character",
        ],
        instead: MANNER,
    },
    Group {
        counts: Counts::OfSomebody,
        phrases: &[
            "rude", "shy", "timid", "immature", "unprofessional", "passionate", "enthusiastic", "energetic",
            "friendly", "pleasant", "humble", "articulate", "stubborn", "insecure", "impatient", "conscientious", "meticulous",
            "overconfident", "indecisive", "scatterbrained", "absent minded", "forgetful", "clumsy", "dense", "dim", "slow witted",
            "quick witted", "witty", "charming", "polite", "impolite", "moody", "grumpy", "pushy", "childish", "naive", "pedantic",
            "obsessive", "chatty", "talkative", "taciturn", "outgoing", "easy going", "laid back", "disorganised", "disorganized",
            "undisciplined", "selfish", "vain", "self confident", "trustworthy", "hungry", "tenacious", "thin skinned",
        ],
        instead: MANNER,
    },
    Group { counts: Counts::OfYou, phrases: &["defensive when", "defensive about", "too defensive", "too quiet", "quiet person", "nervous person"], instead: MANNER },
    Group {
        counts: Counts::Anywhere,
        phrases: &[
            "culture fit", "cultural fit", "culture add", "team player", "not senior material",
            "not junior material",
        ],
        instead: FIT,
    },
    Group {
        counts: Counts::OfYou,
        phrases: &["good fit", "bad fit", "great fit", "poor fit", "right fit", "perfect fit", "not a fit"],
        instead: FIT,
    },
];

/// Words for somebody who is interviewed.
pub(crate) const PEOPLE: &[&str] = &[
    "candidate", "engineer", "developer", "dev", "programmer", "coder", "person", "guy", "girl", "woman", "man",
    "kid", "individual", "student", "learner", "thinker", "communicator", "interviewee", "colleague", "teammate",
    "interviewer", "mentor", "teacher", "coach", "human", "soul", "listener",
];
/// What may stand between the trait and the person: "a weak junior candidate".
pub(crate) const BETWEEN: &[&str] = &["young", "junior", "senior", "mid", "staff", "software", "frontend", "backend", "web", "technical", "level"];
/// Somebody, beyond doubt.
pub(crate) const PRONOUNS: &[&str] = &["he", "she", "you", "he's", "she's", "you're"];
/// People or things.
pub(crate) const PLURAL: &[&str] = &["they", "they're"];
/// Verbs that say what somebody is.
pub(crate) const COPULAS: &[&str] = &[
    "is", "was", "are", "were", "be", "isn't", "wasn't", "aren't", "weren't", "seem", "seems", "seemed", "look", "looks",
    "looked", "sound", "sounds", "sounded", "appear", "appears", "appeared", "come", "comes", "came", "got", "get",
    "strikes", "struck", "become", "becomes", "became", "gets", "turned", "remained", "stayed",
];
/// What may stand between the verb and the trait.
pub(crate) const FILLERS: &[&str] = &[
    "a", "an", "the", "not", "very", "really", "so", "too", "quite", "bit", "little", "super", "clearly",
    "obviously", "just", "also", "probably", "rather", "pretty", "extremely", "somewhat", "always", "often",
    "generally", "across", "as", "to", "would", "still", "being", "at", "times",
    "me", "what", "overall", "like",
];
/// What can follow a trait that is not the first half of "lazy loading".
pub(crate) const FOLLOWERS: &[&str] = &[
    "and", "but", "or", "with", "about", "in", "at", "when", "to", "on", "for", "enough", "today", "here", "there",
    "because", "while", "during", "throughout", "as", "if", "who", "that", "yet", "though", "is", "was", "has",
    "had", "overall",
];
/// What a person can be a fit for.
pub(crate) const JOBS: &[&str] = &["role", "job", "position", "team", "company", "us", "level", "intern", "junior", "mid", "senior", "staff"];
