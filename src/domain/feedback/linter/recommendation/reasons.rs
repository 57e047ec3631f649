//! What a recommendation's reason says: whether it refers to anything, and whether it explains a verdict that the scores don't.

use crate::domain::feedback::linter::learned::Model;
use crate::domain::feedback::linter::reading::Reading;
use crate::domain::feedback::linter::text::placeholder::is_placeholder;
use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::words::generic::{is_general, is_skill, says_nothing};
use crate::domain::feedback::linter::words::things::is_thing;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How sure the models have to be that there's no reason: on their own, and where the words don't decide.
const MISSING: f64 = 0.8;
const WITH_GROUNDS: f64 = 0.8;
const WITHOUT_GROUNDS: f64 = -0.6;

/// Words of verdicts and feelings: beside them, nothing is said.
const VERDICT_WORDS: &str = "hire hiring hired recommend recommendation recommending recomend recomendation yes no nay yep nope decision decide decided call verdict vote \
 gut feel feeling feelings vibe vibes click clicked doubt doubts convinced convincing convince picture package sum fit match suits suitable ready forward move moving proceed proceeding \
 reject pass accept close side sides case reservation reservations hesitation flags flag red green light thumbs train sleep slept stand stands person chance deserves heart head finger opinion view \
 expectations position applied offer deal months year month back forth home tonight discussed conducted following meh hmm afraid unfortunately welcome pleasure wishes luck careers stoked \
 punt shot bring board seat hands down hundred percent definite definitely certain conclusion conclude settled considered considering weighed everything whole above ratings overall based loop candidate's clicked \
 answer minute call borderline tough fence gone missing lacking interview interviews interviewing organisation organization addition asset tendency gladly \
 coffee drink discuss";

static VERDICTS: LazyLock<HashSet<&str>> = LazyLock::new(|| VERDICT_WORDS.split_whitespace().collect());

pub(super) fn is_missing(because: &Reading) -> bool {
    let read: Vec<String> = because.words.iter().map(|word| word.text.clone()).collect();
    let marks = read.iter().any(|word| word.is_empty() || word.contains(|c: char| c.is_ascii_digit() || c == '_'));
    let lacks = read.iter().any(|word| ["missing", "lacking", "lacked", "without"].contains(&word.as_str()));
    let rest: Vec<String> = read.into_iter().filter(|word| !VERDICTS.contains(word.as_str())).collect();
    // These are skills elsewhere, and here they only say that there is a reason.
    const OF_REASONS: [&str; 8] =
        ["reason", "reasons", "explain", "performance", "think", "thought", "process", "requirement"];
    let skilled = rest.iter().any(|word| is_skill(word) && !OF_REASONS.contains(&word.as_str()));
    // What was missing is a reason, in however many words.
    let says_something = || rest.iter().any(|word| !says_nothing(word, false));
    let general = !skilled && (rest.is_empty() || is_general(&rest, false) && !(lacks && says_something()));
    let of_a_thing = because.words.iter().any(is_thing);
    is_placeholder(&because.text)
        || !marks && !of_a_thing && (general || because.opinion(Model::NoReason) > MISSING && !skilled)
}

/// Grounds that no score shows: the level or the job, how the hour went, other work, what counts for more.
static GROUNDS: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
despite|spite|notwithstanding|nonetheless|nevertheless|regardless
even though|if|with
although|though ** score~|rating~|mark~|number~|twos|threes
score~|rating~|mark~|twos|threes|ones|fours|numbers ** low|lower|because|since|suffer~|stay|are|is|don't|say|rest|show|came|as|fine|enough|hide|reflect|with|below|above|would|carry|only|for
all|mostly|those|these|the twos|threes|ones
whatever|in|against the scores|ratings
outweigh~|matter~
count~|weigh~|decid~|tip~ ** more|most|less|against|it|for|enough|here
more|less|higher|other than
more|what|which ** matter~|count~|weigh~|decid~|role|job|team ** more|most|is|needs|need|asks|wants|after|for
intern|internship|intership|trainee|apprentice|apprenticeship|graduate|grad|entry-level|entry|placement|bootcamp|returner ** bar|role|level|scheme|post|position|is|for|that|this|enough|it|counts
for|at|as|against|to|is|level|role|post|job|bar ** internship|intern|trainee|apprentice|apprenticeship|graduate|junior|mid|senior|staff|principal|lead
level|role|post|job|team|position|opening|company ** is|was|needs|need|asks|asked|wants|want|carries|works|requires|has
sandbox|alarm|connection|wifi|internet|laptop|editor|microphone|outage|audio ** died|broke|broken|dropped|minutes|lost|half|crashed|failed|gone
broken|lost|cut|stopped|ended|dropped ** sandbox|half|short|minutes|early|hour|editor|after|because|connection|at
my|the problem|question|task|prompt ** was|badly|too|above|easy|easier|seen|before|level
seen|saw|known|knew * * before|already
copied|cheat~|plagiaris~|chatbot|chatgpt|ai|copilot|token|password|credentials|confidential|lied|dishonest|fake|faked
portfolio|take-home|earlier|previous ** work|project|outweigh~|was|is|repo|repository|interview|round|session
learn~|learnt|grew|growth|slope|trajectory|improv~|picked ** hour|during|fast|within|quickly|counts|matter~|over|from|between|each|up|than
only|just|no|never ** because|easy|one|small|half ** question~|task|problem|skill
never|not|nobody|nothing ** beyond|past|touched|run|got|went|used
but|yet|and|while|however *** team|job|role|level|company|story|on-call|pager|token|password|data|customer~|without|alone|safety|privacy|colleague~|hospital~|patients
hints|help ** each|those|without|reach|would|them|four|three
without * * hints|help|those|them
i|we ** rate|rated|scored ** hard|strict|against|low|high|lenient|senior|junior
willing~|willingness|trainable|coachable
whisper~|beside|dictated
can't|cannot|couldn't|can't * tell|say|vouch|know
say|says|tell|tells|prove|proves little|nothing|less|only
nudge~|hint~|help *** each|every|nearly|all
yes|enough|plenty|good for|at * junior|mid|senior|intern|internship|staff
asked|applied|applying for * senior|staff|mid|junior|principal|lead
on-call|rota|shift|shifts|relocat~|salary|notice
all the same
even so
take-home|homework|portfolio ** above|weighs|better|counts|beat~
this|that|our|the team|role|post|position|job|opening|company ** isn't|not|needs|stands|ships|writes|is|builds|runs|never
in|of our own sample|prompt|task
no one|nobody before
weren't|wasn't|not|never seen|observed|shown
",
        &[],
    )
});

/// Speaks of the scores themselves, and of why they mean less than they seem to.
static OF_THE_SCORES: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
despite|spite|notwithstanding|whatever|against|aside ** score~|rating~|mark~|numbers|twos|threes
score~|rating~|mark~|numbers|twos|threes|fours ** otherwise|because|aside|against|only|don't|leave|leaves|hide|measured|mean|read|reads|for|with|without
know|knowing ** score~|rating~|mark~|numbers|twos|threes
i|we * rate|rated|scored|measured ** hard|strict|against|low|high|lenient|senior|junior|hints|with
measured|scored|rated against|for|by|with
good|solid|fine enough ** for * mid|junior|intern|senior|staff ** but|for|at|not
",
        &[],
    )
});

/// How sure the model has to be against words that speak of the scores.
const WITH_SCORES: f64 = 2.5;

pub(super) fn in_spite_of_scores(because: &Reading) -> bool {
    let opinion = because.opinion(Model::NotInSpite);
    let grounds = GROUNDS.occur_in(&because.words);
    let of_the_scores = grounds && OF_THE_SCORES.occur_in(&because.words) && opinion < WITH_SCORES;
    // "A yes for junior, you asked for senior" has no word that isn't a verdict's, and is a reason.
    of_the_scores
        || grounds && opinion < WITHOUT_GROUNDS
        || !is_missing(because) && opinion < if grounds { WITH_GROUNDS } else { WITHOUT_GROUNDS }
}

/// How much has to be said beside verdicts and glue for a denial to be about something.
const SPECIFIC: usize = 2;

/// Says of something in particular that it was missing: enough for a no, whatever the scores.
pub(super) fn names_what_was_missing(because: &Reading) -> bool {
    const DENIES: &[&str] = &["no", "not", "never", "nothing", "nobody", "none", "without", "neither", "nor"];
    let read: Vec<String> = because.words.iter().map(|word| word.text.clone()).collect();
    let denies = read.iter().any(|word| DENIES.contains(&word.as_str()) || word.ends_with("n't"));
    let said = read.iter().filter(|word| !VERDICTS.contains(word.as_str()) && !says_nothing(word, false)).count();
    denies && said >= SPECIFIC && !is_missing(because)
}
