//! Help as people tell it, and its absence; what was left out; what was done unprompted. As slots: somebody + gives + what.

use crate::domain::feedback::linter::text::Word;
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
refus~|refused|turned|declined|rejected|pushed|push|pushes|disagreed
you|he|she * helped|told|reminded|pointed|showed|gave|asked me
^helped|told|reminded|pointed|showed|gave|asked|corrected me
# of a stack, or a branch
push|pushes|pushed|pushing ** onto|heap|stack|queue|deque|array|branch|main
two|three|slow|fast|left|right|null|both|second pointer~
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
nobody|noone * steered|helped|hinted|guided
nobody|noone had|needed to push|help|steer|guide|nudge|remind|prompt|hint|intervene
no|not one|a|single * pointer|clue|hint|nudge|word
all|everything|entirely|whole|solution|fix|idea|were|was|came|completely ** yours|you|own
self * driven|sufficient|made|reliant|guided
hands off|on
needed nothing|no
";

/// Which part it was, or that there was help after all.
const PART: &str = "
up|down to|until|till
until|till|apart|except|besides|other|afterwards|first|second|then|rest|half|part|base|warm-up|only|beginning|initial|initially|once|after|from|thereafter|later|remaining|last|final|warmup|parts
the rest
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
slots!(LEFT_OUT_SLOTS, LEFT_OUT);
slots!(LEFT_NOTHING_SLOTS, LEFT_NOTHING);
slots!(UNPROMPTED_SLOTS, UNPROMPTED);
slots!(ALONE_SLOTS, ALONE);
slots!(PART_SLOTS, PART);

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

/// A clause tells of help, and doesn't deny it.
pub(crate) fn tells_of_help(words: &[Word]) -> bool {
    clauses(words).into_iter().any(|it| HELPED_SLOTS.occur_in_sentence(it) && !NONE_SLOTS.occur_in_sentence(it))
}

/// A clause tells of something left out, and doesn't deny it.
pub(crate) fn tells_of_something_left_out(words: &[Word]) -> bool {
    clauses(words)
        .into_iter()
        .any(|it| LEFT_OUT_SLOTS.occur_in_sentence(it) && !LEFT_NOTHING_SLOTS.occur_in_sentence(it))
}
