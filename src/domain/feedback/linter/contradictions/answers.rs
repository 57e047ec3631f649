//! Whether a hint gave the solution away, whatever it was logged as.

use super::steps;
use crate::domain::feedback::linter::learned::Model;
use crate::domain::feedback::linter::reading::Reading;
use crate::domain::feedback::linter::text::slots::Slots;
use crate::domain::feedback::linter::text::words;
use crate::domain::feedback::notes::{Hint, HintKind};
use std::sync::LazyLock;

/// How sure the model has to be that a hint gave it away; a hint logged as the answer did unless the model is sure that it
/// was about something beside the problem.
const SURE: f64 = 1.2;
const ANSWERED: f64 = -1.2;
const UNLIKELY: f64 = -0.6;

/// About the tool, the statement or the language, and not about the problem.
static BESIDE: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
button|shortcut|editor|palette|console|terminal|ide|import|syntax|keyword|method|typo|f5|tab|hotkey|debugger|browser|compiler|semicolon|braces|sandbox
ctrl|cmd|alt|shift
prompt|statement|wording|sample|task|word|example|k|input * means|said|says|is|has|typo
^yes|no|nope|correct|right
is|are * called|spelled|spelt|named
in the statement|sandbox
ambiguous|immutable|version|ascii
mistake in my
you may|can assume
always|never ascii|unique|sorted|positive|distinct|empty|fits
python's|java's|standard|library|built-in|builtin
run|runs|start~ with
class|node|nodes|struct|object|record ** has|have|holds ** field|fields|next|val|value|attribute|attributes|property|properties|member|members|only
minutes|time * left|remaining|are|is
you may|can * change|reorder|modify|assume|ignore|return|leave|skip
at most|least
",
        &[],
    )
});

/// Names the method or spells out the steps.
static METHOD: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
sliding window
two|slow|fast|both pointer~|heaps|ends|goes
union-find|bfs|dfs|dijkstra|dijkstra's|kmp|trie|memoise|memoize|memoisation|backtrack~|topological|recurrence|kadane|kadane's|floyd|floyd's|xor|bitmask
hash map|set|table
prefix|running|suffix sum~|max|min|product
binary search~|searching
binary-search
breadth|depth first
breadth-first|depth-first
priority queue
monotonic|increasing|decreasing stack|queue
dp
sort by|them|it|the|first|start
use|keep|store|push|pop|reverse|flip|swap|merge|walk|take|build|track|count ** a|an|the|two|each|from|index|indices|map|dict|stack|heap|queue|set|sum|array|last
gave|told|explained|spelled|spelt|dictated|showed|wrote|handed ** solution|algorithm|recurrence|fix|formula|condition|steps|code|trick
the trick|solution|answer is
",
        &[],
    )
});

/// How many steps are a solution, and how sure the model has to be where they're only asked about.
const STEPS: usize = 2;
const ASKED: f64 = 0.0;
const MANY: usize = 3;

pub(super) fn gives_it_away(hint: &Hint, told: &Reading) -> bool {
    let read = words(&hint.text.replace(['`', '"', '“', '”'], " "));
    let opinion = told.opinion(Model::GivesAway);
    let asks = hint.text.trim_end().ends_with('?');
    let steps = steps::spelled_out(&read);
    let enough = steps >= MANY || steps >= STEPS && (!asks || opinion > ASKED);
    let spelled_out = enough || steps::is_recurrence(&hint.text);
    let beside = !spelled_out && (BESIDE.occur_in(&read) || steps::describes_a_call(&hint.text));
    match hint.kind {
        HintKind::Answer => opinion > ANSWERED && !(beside && opinion < SURE),
        _ => !beside && (((spelled_out || METHOD.occur_in(&read) && !asks) && opinion > UNLIKELY) || opinion > 1.6),
    }
}
