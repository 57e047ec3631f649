//! Which skill a text is about: the one that its author named, else a careful guess from its words.

use crate::domain::feedback::linter::learned::Model;
use crate::domain::feedback::linter::reading::Reading;
use crate::domain::feedback::linter::text::slots::Slots;
use std::sync::LazyLock;

/// What several templates rate under different names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    Solving,
    Code,
    Communication,
    Testing,
    Knowledge,
}

impl Facet {
    const ALL: [Self; 5] = [Self::Solving, Self::Code, Self::Communication, Self::Testing, Self::Knowledge];

    /// What a competency is about, by its id. The others are only known by their names.
    pub fn of_competency(id: &str) -> Option<Self> {
        Some(match id {
            "problem_solving" => Self::Solving,
            "code_quality" => Self::Code,
            "communication" | "thinking_aloud" | "explaining" => Self::Communication,
            "testing" | "checking" => Self::Testing,
            "technical_knowledge" | "correctness" => Self::Knowledge,
            _ => return None,
        })
    }

    /// The facet of a text, if one stands out by this much.
    pub fn of_text(text: &Reading, least: f64, by: f64) -> Option<Self> {
        let opinion = |facet: Self| {
            let (model, slots) = match facet {
                Self::Solving => (Model::Solving, &*SOLVING),
                Self::Code => (Model::Code, &*CODE),
                Self::Communication => (Model::Communication, &*COMMUNICATION),
                Self::Testing => (Model::Testing, &*TESTING),
                Self::Knowledge => (Model::Knowledge, &*KNOWLEDGE),
            };
            (facet, text.opinion(model) + if slots.occur_in(&text.words) { LISTED } else { 0.0 })
        };
        let mut all = Self::ALL.map(opinion);
        all.sort_by(|one, other| other.1.total_cmp(&one.1));
        let [(first, sure), (_, next), ..] = all;
        (sure >= least && sure - next >= by).then_some(first)
    }
}

/// What the words of a facet add to its model's opinion.
const LISTED: f64 = 2.0;

macro_rules! slots {
    ($name:ident, $patterns:literal) => {
        static $name: LazyLock<Slots> = LazyLock::new(|| Slots::new($patterns, &[]));
    };
}

slots!(
    TESTING,
    "
test~|tests|testing|assert~|assertion~|untested|regression|coverage|mock~|stub~|debug~|debugger|bisect~|fixture~
edge case|cases
happy|sunny path|day|day-input
boundary|corner case|cases|value|values
ran|run|running|tried|checked|executed|traced * it|the|any|your|on|with|anything|only|through
empty|single|null|negative|huge * list|input|string|basket|array|case|element|number
no|only|one|a|without case~ for
failing|minimal|minimum input|inputs|seed
never|not|nothing|didn't * ran|run|tried|checked|executed|fed
happy path
bug by|yourself|before
"
);
slots!(
    CODE,
    "
name~|names|naming|named|rename~|renamed|identifier~|variable~|readable|readability|refactor~|nest~|nesting|indent~|literal~|duplicate~|duplication|clean
function~|method~|class|handler|helper ** long|short|small|lines|line|one|does|single|big|giant|thing
long|short|small|giant|single-purpose function~|method~|class
copy-paste~|copy-pasted|copied|pasted|dead|commented-out|magic|hard-coded|hardcoded|globals|global
guard clause~
early return~
same|three|two|twice|repeated|duplicated ** block|loop|parsing|code|copies|branch|places|literal|file
code reads|read|is|was|left|style|structure|layout
pulled|extracted|moved|split|broke ** out|into|function|functions|helper|module|file
one place
single letter|letters
swallow~|catches|except exception~|every|everything|pass
"
);
slots!(
    COMMUNICATION,
    "
explain~|explanation~|narrat~|silent|silence|quiet|talk~|recap~|summar~|summary|summarise~|mumble~|interrupt~|ramble~|jargon|listener|listen~|wording|waffle~
said|say|saying|told|tell|telling ** aloud|plan
told|tell me
out loud
i ** ask|asked|heard|lost|follow|followed|couldn't|know|knew|knowing|understand|understood|thread
lost me|the|track
answer~ ** question~|wander~|long|short|clear
kept me|us
talked|spoke|went ** over|quiet|fast|through
to|for me as
walked|walk me
checked|check that|whether|if i
my * question|questions|objection
thinking aloud
"
);
slots!(
    SOLVING,
    "
approach~|plan|planned|brute|greedy|recurrence|subproblem~|divide|decompos~|backtrack~|constraint~|trade~|invariant
compar~|weigh~ ** heap|sort|approach~|ways|with|two|options|designs|idea|ideas
first|second|other|another|one|same idea|ideas|approach|way
broke|break|split|cut ** problem|task|parts|steps|bits|pieces|into|down
ask~ ** input|size|limit|limits|constraint~|range|largest|sorted|n|requirement~|duplicates|assumption~
start~|began|begin|jumped|went|straight ** coding|code|typing|implement~|solution
small|smaller|simple|by example|case|hand
halv~|halves|halved|search space|* input|the
wrong problem|problem|task
spotted|saw|noticed|realised|realized|recognised that|the|it
stuck|stayed with|to|on
worked backwards|out
topological|heap|dp|dynamic|window|pointers ** because|idea|pick~|chose|choice
before coding|code|typing|understanding|reading
"
);
slots!(
    KNOWLEDGE,
    "
know~|knew|knowledge|confus~|mixed|mix~|swapped|thought|believed|claimed|mistook|definition|defined|concept~ ** up|that|what|how|the|with|for|of|a|between|means|is
difference between|of
how ** works|work|splits|does|is
what ** is|does|are|guarantees|means|costs|for|do
right|correct|wrong|accurate|sure|unsure|idea about|on|what|how|of
http|https|tcp|udp|tls|dns|ssl|jvm|gil|mutex|thread|threads|process|kernel|isolation|acid|mvcc|b-tree|btree|index|indexes|indices|transaction~|garbage|heap|stack|memory|promise~|closure~|event|cors|oauth|jwt|volatile|cache|caching|barrier|postgres|mysql|sql|rest|get|put|post|snapshot|replica~|locks|lock|normal|deadlock|hash
couldn't|could|not explain|say ** what|how|why|does
explained|explain * * correctly|wrong|wrongly|right|correct
"
);
