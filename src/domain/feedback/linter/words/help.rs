//! Help as people tell it, and its absence; what was left out; what was done unprompted. As slots: somebody + gives + what.

use crate::domain::feedback::linter::text::{Word, sentences};
use crate::domain::feedback::linter::text::slots::Slots;
use std::sync::LazyLock;

const GIVES: &str = "point~ remind~ nudge~ hint~ prompt~ push~ steer~ suggest~ mention~ propose~ name~ flag~ raise~ show~ shown tell~ told give~ \
 ask~ help~ walk~ explain~ supply~ spell~ fed lead~ led guide~ coach~ intervene~ correct~ bring~ bail~ rescue~ drop~ say~ step~ draw~ \
 highlight~ offer~ unblock~ reveal~ hand~ call~ jump~";

const HELP: &str = "hint~ nudge~ push pushes pointer pointers prompt prompts prompting coaching help assistance guidance steer steering tip tips \
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

/// Something was left out, never done or not known.
const LEFT_OUT: &str = "
except|barring for|the|that
apart|aside from
only that
everything|all|anything but
didn't|did|couldn't|could|wasn't|never|haven't|hasn't|not * not|get|got|reach|reached|finish|finished|manage|managed|have * to|round|around|time|finish|the
didn't|couldn't|wasn't|weren't|hadn't|isn't|aren't|doesn't|can't
did|could|was|were|is|are|has|have not
ran|running|run out of time
time ran out
skip~|missed|forgot|omitted|overlooked|neglected|ignored|untested|unfinished|unhandled|incomplete|skipped
been|was|were left in|behind
left|leaving ** out|open|untouched|red|unfinished|untested|undone|over|failing|unanswered
never ** wrote|written|got|tested|said|asked|mentioned|named|checked|ran|reached|handled|considered|came|done|explained|tried|covered|thought|touched|looked|fixed
no|without|missing|lacking|lack|lacked|lacks * * test|tests|testing|cost|complexity|error|errors|edge|mention|check|checks|handling|summary|reason|explanation|plan|question|questions|numbers|result|documentation|word|idea
no|neither *** tried|tested|written|checked|considered|covered|handled|measured|run
missing|absent|lacking $
missing|absent|lacking|gone from|in|among|altogether|throughout|though
isn't|wasn't|weren't|not|nowhere among|amongst|included|part
stayed|stays|remained|remains|still where|there|in|as|unused|duplicated|here|at|returns|returned|crashes|crashed|fails|failed|fires
is|are|was|were|still * missing|open|absent|broken|wrong|unclear
not|n't quite|fully|entirely|completely|all
";

/// None of it was: "never missed a step", "nothing left out".
const LEFT_NOTHING: &str = "
a 1|2|3|4
never|not|didn't|without|rarely|hardly * once|one|even|a|any * miss~|missed|missing|forgot|forget|forgetting|skip|skipped|skipping|lost|lose|losing|overlook|overlooked
never|rarely|hardly left|leave ** untested|open|out|unhandled|unanswered|red|undone
nothing|none|nobody
took|takes|needed|needs|required|requires no
missed|forgot|skipped|overlooked|omitted nothing|none
no|not|without a|need|one|hint|help|nudge|prompt|prompting|hints|nudges|intervention|single|any|being|waiting
not once|a|one|only|just|even
on purpose|deliberately|intentionally
left over
didn't|not|never stop|rest|settle|hesitate|give|just|only|wait|panic|guess|skip|rush|jump|break|crash|lose|forget|stopped|settled|guessed|rushed|lost
missing value|values|data|key|keys|file|files|header|headers|entry|entries|row|rows|field|fields|semicolon
could not|say|have * before|said|asked|fault|find|better
couldn't have|fault|find|ask
what|which|who|when|how|why|where|whether|that|where *** isn't|doesn't|can't|not|missing|missed
before i could|had|did|was
needn't|didn't need|require|want
did not need|require
caught|found|spotted|noticed|saw|added|handled|tested|named|listed ** missing|missed|skipped|forgot|untested|unhandled|overlooked
out which|that|what|why
";

/// Done without being asked.
const UNPROMPTED: &str = "
unprompted|unasked|unaided|independently|unassisted|single-handedly|proactively
^nobody|noone * asked|told|prompted|reminded|had
no one * asked|told|prompted|reminded
i|i'd * hadn't|haven't|hadnt|not|never * said|brought|mentioned|asked|opened|spoken|raised|named|spoken
weren't|wasn't|not|never asked|told|prompted|reminded
you|you * who|that * raised|brought|named|mentioned|started|asked|suggested|noticed ** not me|i
on|by|of|off your|their|his|her|its own|yourself|themselves|accord|initiative|bat
by|all|found|did|spotted|solved|caught|fixed yourself|himself|herself|themselves
propose~|suggest~|raise~|list~|write~|build~|choose~|debug~|correct~|notice~|add~|design~|derive~|prove~ ** yourself|himself|herself|themselves
without *** prompting|hint|hints|help|asked|nudge|nudges|assistance|me
before i|we ** did|asked|could|had|said|mentioned|saw|asked|was
before i'd|being|anyone
before prompting|asking
no|zero * nudge|nudges|hint|hints|help|prompting|prompt|prompts needed|required|from|and|it|at|whatever
first thing|before|off
straight away|off
right away|from|at|first
with|and a|one|its|their * reason|example|drawing|proof|argument each|for|unprompted|to
all by
";

/// Something wasn't there, or went wrong.
const DENIED: &str = "
no|not|never|nothing|without|none|hardly|missing|still|until
hadn't|wasn't|weren't|couldn't|didn't|isn't|doesn't|can't
";

/// The same, in words that never say that nobody asked.
const WRONG: &str = "
wrong|wrongly|deleted|lost|crashed|failed|broke|empty|random|randomly|guessed
had|with|left nothing
before i could stop|warn|save
as far as
left on|to|for|alone
on your|their|his|her own for|until|till
";

/// Said to have been done alone, in whole.
const ALONE: &str = "
on|under|by your|their|his|her own|yourself|themselves|himself|herself|itself|power|steam
by|all yourself|himself|herself|themselves
without|with|w/o|no|zero|not|never|nor|needed|need|needing|require|required *** @help
no|zero|without * inputs|input|word|outside * was|were|needed|from|at|of|given|necessary|required
without|no * me|my
solo|unaided|unassisted|independently|independent|independant|self-sufficient|single-handedly|singlehandedly|self-driven|self-made
completely|entirely|fully|all|whole|worked|solution|problem|it|found|finished|through|did|everything|way|there|did|solved|cracked alone
i never|said|just|only|had|didn't|did|did|sat|kept|stayed|could|gave|contributed ** nothing|watched|say|quiet|silent|hands|step|help|intervene|have|room|no
nobody|noone|none|no * one * steered|helped|hinted|guided|pointed|pushed|nudged|prompted|reminded|told|gave
nobody|noone * steered|helped|hinted|guided|pointed|pushed|nudged|prompted|reminded|told
nobody|noone gave you
i|i'd * not|never|hadn't|haven't|didn't|wasn't ** lift~|finger|needed|word|syllable|thing|step|intervene|say
nobody|noone|nothing from my|me|your|outside
you * needed|wanted|asked nobody|nothing|noone|no
nobody|noone had|needed to push|help|steer|guide|nudge|remind|prompt|hint|intervene
no|not one|a|single * pointer|clue|hint|nudge|word
all|everything|entirely|whole|solution|fix|idea|were|was|came|completely ** yours|you|own
self * driven|sufficient|made|reliant|guided
hands off|on
needed nothing|no
";

/// All of it, in words that name its parts.
const WHOLE: &str = "
first|start|beginning|prompt|statement|plan|minute|zero ** to|till|until|through|up * last|end|finish|final|done|accepted|sixty|close
first|start|beginning to|till|until the|its|very last|end|finish
";

/// Which part it was, or that there was help after all.
const PART: &str = "
up|down to|until|till
until|till|apart|except|besides|other|afterwards|first|second|then|rest|half|part|base|warm-up|only|beginning|initial|initially|once|after|from|thereafter|later|remaining|last|final|warmup|parts
the rest
as far as
could|would|might have
got|took|used it|one|that|them
got|took|had *** from my|me
you * needed|asked ** me|hint~|nudge~|help
for the * i|there|it
before the|my @help
mine|my
but for|with|on|needed|then
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
slots!(LEFT_OUT_SLOTS, LEFT_OUT);
slots!(LEFT_NOTHING_SLOTS, LEFT_NOTHING);
slots!(UNPROMPTED_SLOTS, UNPROMPTED);
slots!(DENIED_SLOTS, DENIED);
slots!(WRONG_SLOTS, WRONG);
slots!(ALONE_SLOTS, ALONE);
slots!(PART_SLOTS, PART);
slots!(WHOLE_SLOTS, WHOLE);

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

/// A clause denies something, and not that there was a prompt.
pub(crate) fn says_more_was_wrong(words: &[Word]) -> bool {
    clauses(words).into_iter().any(|it| {
        WRONG_SLOTS.occur_in_sentence(it)
            || DENIED_SLOTS.occur_in_sentence(it) && !UNPROMPTED_SLOTS.occur_in_sentence(it)
    })
}

/// A clause tells of something left out, and doesn't deny it.
pub(crate) fn tells_of_something_left_out(words: &[Word]) -> bool {
    clauses(words)
        .into_iter()
        .any(|it| LEFT_OUT_SLOTS.occur_in_sentence(it) && !LEFT_NOTHING_SLOTS.occur_in_sentence(it))
}
