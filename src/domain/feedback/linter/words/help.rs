//! Help as people tell it, and its absence. As slots: somebody + gives + what.

use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::text::{Word, sentences};
use std::sync::LazyLock;

pub(super) const GIVES: &str = "point~ remind~ nudge~ hint~ prompt~ push~ steer~ suggest~ mention~ propose~ name~ flag~ raise~ show~ shown tell~ told give~ \
 ask~ help~ walk~ explain~ supply~ spell~ fed lead~ led guide~ coach~ intervene~ correct~ bring~ bail~ rescue~ drop~ say~ step~ draw~ \
 highlight~ offer~ unblock~ reveal~ hand~ call~ jump~";

pub(super) const HELP: &str = "hint~ nudge~ push pushes pointer pointers prompt prompts prompting coaching help assistance guidance steer steering tip tips \
 suggestion~ clue~ reminder~ intervention~ direction~ support handholding hand-holding input inputs advice assist poke pokes shove scaffolding prod prods";

/// There was help.
const HELPED: &str = "
once|after|until|when|because|as|since|till|if|where i|i'd|we|i've * @gives
once|after|until|when|since|till my|the|that * @help
when|once|if|after|until prompted|asked|nudged|pushed|reminded|told|pointed|hinted|shown|steered
only|just when|after|once|because
after|with|following|needed|need~|needing|required|took|taking|used|using|thanks|requires|had|accepted|followed *** @help
a|an|one|two|three|four|several|couple|few|little|some|direct|light|gentle|bit|small|slight|minor|both|my|our|the|first|second|multiple|many|repeated|many|lot ** @help
@help from me|my
i|we * had|needed|have to|of * @gives
i|i'd * nudged|hinted|steered|coached|prompted|reminded|guided|helped|suggested|pointed|supplied|walked|fed|spelled|spelt|unblocked|intervened|mentioned|flagged
i * gave|told|showed|offered|handed|dropped * you|him|her|them|the|a|one|away
i * gave|offered|handed|dropped|supplied ** @help|answer|idea|key|solution|outline|formula|structure|skeleton
my hint~|suggestion~|nudge~|prompt~|pointer~|tip~|clue~|help|reminder~|question|outline|advice|remark|comment|push|input|example|sketch|idea
took|ran|run|worked|went|build~|built with|on|up * my
took|take~|follow~|pick~|use~|using|adopted|accepted * my
we|us * worked|work|did|found|solved|fixed|got|wrote together
together with me
with me ** together|guiding|helping|leading
on my advice|suggestion|hint
needed|needing|required * steering|coaching|nudging|prompting|pushing|reminding|guiding|hand-holding|help
had to be|get * told|asked|reminded|prompted|pushed|nudged|shown|led|walked|steered|pointed|guided
not without *** help|hints|nudge|nudges|hint|prompting|assistance
until i|we
";

/// There was none: these take the edge off any of the above in the same clause.
const NONE: &str = "
without|no|zero|never|nobody|none|nor|neither|unprompted|unaided|before|nothing|needless ***
not a|one|any|once|even|needed|necessary|required|need
didn't|don't|doesn't|did|do|needn't * not|need|require|want|have|use|give|help|get
hardly|barely|scarcely
refus~|refused|turned|declined|rejected|disagreed
push~|pushed|pushes back|against|on
i'd|would|could|might|was|were have|about|going|ready|prepared|tempted
^when i asked why|how
my hint|suggestion|nudge|idea|sample|example would|was|led|had
you|he|she * helped|told|reminded|pointed|showed|gave|asked me
^helped|told|reminded|pointed|showed|gave|asked|corrected me
# of a stack, or a branch
push|pushes|pushed|pushing ** onto|heap|stack|queue|deque|array|branch|main
two|three|slow|fast|left|right|null|both|second pointer~
";

/// Help that was offered and not taken: said in another clause of the same sentence.
const UNUSED: &str = "
no thanks|need
declin~|refus~|waved|turned|rejected ** it|hint~|help|offer|nudge~|away|down|off|me
never|not|didn't * took|take|needed|need|used|use|had|got ** them|it|one|any|to|out|hint~
none|neither|nothing ** needed|used|required|taken|necessary
before|when i|me ** could|had|did|opened|open|finished|spoke
you * had|were|found|saw|fixed|got ** before|already
";

/// There was help, in words that mean little else.
const PLAIN_HELP: &str = "
once|after|until|since|till i|i'd * @gives
once|after|until|when|since|till my|the|that|a|one * @help
with|after *** @help|input from me|my
i * offered|gave|handed *** took|accepted|used
i|i'd * pointed|reminded|nudged|hinted|prompted|steered|told|suggested|showed you|at|to|out|both|that
@help from me|my
somebody|someone|i had to * remind|tell|point|prompt|nudge|ask|push|say|help|explain|show|name|step
plan|idea|approach|recurrence|solution|trick|formula|fix|key|insight|algorithm|step was|were|came mine
plan|idea|approach|recurrence|solution|trick|formula|fix|key|insight|algorithm came from me
one|a|two|three|few|some|several * light|small|gentle|tiny|little|slight * push|pushes|@help
it took *** @help
you took|used it|mine|that|both
";

/// There was no help, said of the whole: a model that counts words would hear help in these.
const NO_HELP: &str = "
i|i'd|we|we'd|would|could have
i was|am about|ready|prepared|going|tempted
i had *** hint|hints|nudge|nudges ** ready|pocket|prepared|sleeve|drawer|unused|kept
nobody|noone * had|told|needed|asked|reminded|pointed|helped
no one * had|told|needed|asked|reminded|pointed|helped
not once|one * did|do|had i
no|without|zero|hardly *** word|nudge|hint|help|prompt|prompting|reminder|push|input|pointer|clue ** from|of me|my|mine
no|without|zero|none *** @help ** whatsoever|needed|required|necessary|at|or|and|you
before i|me|anybody|anyone|somebody|we
without being|me|my|anyone|anybody|prompting|needing
you|he|she * helped|told|reminded|pointed|showed|corrected|asked me|my
unasked|unprompted|unaided
";

macro_rules! slots {
    ($name:ident, $patterns:ident) => {
        pub(crate) static $name: LazyLock<Slots> =
            LazyLock::new(|| Slots::new($patterns, &[("gives", GIVES), ("help", HELP)]));
    };
}
slots!(HELPED_SLOTS, HELPED);
slots!(NONE_SLOTS, NONE);
slots!(UNUSED_SLOTS, UNUSED);
slots!(PLAIN_HELP_SLOTS, PLAIN_HELP);
slots!(NO_HELP_SLOTS, NO_HELP);

/// The clauses of a text.
pub(crate) fn clauses(words: &[Word]) -> Vec<&[Word]> {
    let mut clauses = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let length = rest.iter().position(|word| word.ends).map_or(rest.len(), |at| at + 1);
        let (clause, after) = rest.split_at(length);
        clauses.push(clause);
        rest = after;
    }
    clauses
}

/// A clause tells of help and doesn't deny it, nor does its sentence say that it wasn't taken.
pub(crate) fn tells_of_help(words: &[Word]) -> bool {
    tells_of_help_as(&HELPED_SLOTS, words)
}

/// The same in these patterns' words.
pub(crate) fn tells_of_help_as(told: &Slots, words: &[Word]) -> bool {
    let helps = |clause: &[Word]| told.occur_in_sentence(clause) && !NONE_SLOTS.occur_in_sentence(clause);
    sentences(words).into_iter().any(|it| clauses(it).into_iter().any(helps) && !UNUSED_SLOTS.occur_in_sentence(it))
}

/// Says that there was no help, or that it wasn't taken.
pub(crate) fn denies_help(words: &[Word]) -> bool {
    NO_HELP_SLOTS.occur_in(words) || UNUSED_SLOTS.occur_in(words)
}
