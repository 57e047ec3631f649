//! What was done unprompted or alone, in whole or in part, and what was left out.

use super::help::{GIVES, HELP, clauses};
use crate::domain::feedback::linter::text::Word;
use crate::domain::feedback::linter::text::slots::Slots;
use std::sync::LazyLock;

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
nobody's|noone's * help|input|hint|nudge
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
first|start|beginning|prompt|statement|plan|minute|zero ** to|till|until|through|up ** last|end|finish|final|done|accepted|sixty|close
first|start|beginning to|till|until the|its|very last|end|finish
";

/// Which part it was, in words that say little else, or that there was help after all.
const ONE_PART: &str = "
up|down to
until|till|except|apart|besides|afterwards|thereafter|warm-up
the rest
as far as
could|would|might have
got|took|used|asked *** once|hint|help|nudge ** got|took|used|had
got|took|had *** from my|me
you * needed|asked ** me|hint~|nudge~|help
for the * i|there|it
before the|my @help
mine|my
but for|with|on|needed|then
";

/// Which part it may have been: "first" and "last" are said of much.
const PART: &str = "
until|till|apart|except|besides|other|afterwards|first|second|then|rest|half|part|base|warm-up|only|beginning|initial|initially|once|after|from|thereafter|later|remaining|last|final|warmup|parts
";

macro_rules! slots {
    ($name:ident, $patterns:ident) => {
        pub(crate) static $name: LazyLock<Slots> =
            LazyLock::new(|| Slots::new($patterns, &[("gives", GIVES), ("help", HELP)]));
    };
}
slots!(LEFT_OUT_SLOTS, LEFT_OUT);
slots!(LEFT_NOTHING_SLOTS, LEFT_NOTHING);
slots!(UNPROMPTED_SLOTS, UNPROMPTED);
slots!(DENIED_SLOTS, DENIED);
slots!(WRONG_SLOTS, WRONG);
slots!(ALONE_SLOTS, ALONE);
slots!(WHOLE_SLOTS, WHOLE);
slots!(ONE_PART_SLOTS, ONE_PART);
slots!(PART_SLOTS, PART);

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
