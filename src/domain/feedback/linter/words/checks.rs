//! How a step's check is seen by somebody else, and numbers that count nothing.

use crate::domain::feedback::linter::text::slots::Slots;
use std::sync::LazyLock;

/// Somebody who isn't the candidate.
const SOMEBODY: &str = "friend peer colleague partner somebody someone anybody sister brother reviewer mentor buddy mate coach interviewer flatmate \
 roommate teammate tutor parent stranger listener reader classmate junior wife husband mum dad i";

/// What somebody does who can see or hear it.
const DOES: &str = "read~ hear~ repeat~ redraw~ draw~ say~ ask~ follow~ tick~ sign~ count~ find~ guess~ retell~ replay~ listen~ watch~ see sees \
 tell tells predict~ rebuild~ rate~ approve~ merge~ confirm~ check~ get gets receive~ name~ explain~ run~";

/// What a check can be looked up in.
const RECORD: &str = "notebook log repo repository folder file transcript recording commit commits calendar diary sheet doc document stopwatch timer \
 alarm clock linter ci history spreadsheet comment docstring readme video screenshot gist board whiteboard wiki journal tracker history notes index bug issue \
 report reports warning warnings";

/// Somebody sees it, or it can be looked up.
pub(crate) static WITNESSED: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
@somebody ** can|could @does
@somebody @does
@somebody who|at|from|without *** can|could @does
@record ** has|have|lists|holds|shows|contains|says|agrees|rings|stays|reports|comes|names|records|with|starts|stands|proves
in|into|above|beside|on|under|below|next ** @record
you|you'd|he|she|they can|could * name|recite|list|draw|quote|redraw|sketch|spell|write|retell|reproduce|derive
you|you'd|he|she|they can|could * point|show|tell ** to|at|me|them|him|her|a *** line|place|where|test|commit|spot|file|entry|page|code|which|what|how
there's|there|is a|an ** beside|above|below|under|in|next|for|behind * the|each|every|your|all
stands|written|noted|kept|drawn|pinned ** above|beside|in|on|under|below|over|next|at
by heart
from memory
",
        &[("somebody", SOMEBODY), ("does", DOES), ("record", RECORD)],
    )
});

/// "You give it 110%", "ten times surer".
pub(crate) static FIGURES_OF_SPEECH: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
give~|gave|giving|put ** 100|110|120|150|200|1000|hundred
100|110|hundred|1000 * percent|per|% * sure|certain|certainty|confident|confidence|committed|there|commitment
100|110 sure|certain|certainty|confident|confidence|committed|there
10|100|1000|ten|hundred|thousand|five times|x * more|better|surer|calmer|faster|easier|stronger|quicker|clearer|happier
",
        &[],
    )
});
