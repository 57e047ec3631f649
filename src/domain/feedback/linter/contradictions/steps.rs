//! A solution told as its steps, whatever it's called: "count the letters, compare the counts".

use crate::domain::feedback::linter::text::Word;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What an algorithm does; what somebody does in an interview (run, read, say, look at) isn't here.
const STEPS: &str = "\
    count compare push pop take put mark swap reverse sort merge walk go move keep remember store add reset halve throw repeat link \
    union join extend expand visit remove subtract multiply divide return replace track process enqueue dequeue insert delete rotate \
    shift flip memoise memoize cache recurse traverse scan iterate slide shrink grow pick pair group hash map split sum xor advance \
    increment decrement append prepend discard drop start stop fill relax update save propagate bubble sift pass check look use make";

/// What a step may begin with: it's the same step when it's asked.
const LEADS: &str = "\
    so then and or just maybe perhaps simply first next finally always now you you'd you'll you've i i'd i'll we we'd wouldn't \
    couldn't could can would should might what if about how have thought of try need to must it each time whenever when for else \
    otherwise afterwards why not don't";

/// Behind a step's verb, these make it a request to the candidate: "walk me through it", "go on", "take your time".
const REQUESTS: &[&str] =
    &["me", "us", "your", "on", "ahead", "back", "at", "sure", "again", "over", "a", "that", "whether", "time", "it"];

/// Verbs that are a request as often as a step.
const OFTEN_ASKED: &[&str] =
    &["take", "walk", "go", "look", "check", "start", "stop", "use", "make", "pick", "keep", "pass", "try"];

static STEP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STEPS.split_whitespace().collect());
static LEAD_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LEADS.split_whitespace().collect());

/// How many steps of a solution these words spell out.
pub(super) fn spelled_out(words: &[Word]) -> usize {
    let parts = words.split_inclusive(|word| word.ends);
    parts
        .flat_map(|part| part.split(|word| ["and", "then", "or"].contains(&word.text.as_str())))
        .filter(|part| is_step(part))
        .count()
}

fn is_step(part: &[Word]) -> bool {
    let lead = part.iter().take_while(|word| LEAD_WORDS.contains(word.text.as_str())).count();
    let Some((verb, after)) = part.get(lead..).and_then(|rest| rest.split_first()) else { return false };
    let does = |verb: &str| STEP_WORDS.contains(verb);
    let bare = verb.text.strip_suffix("ing").or_else(|| verb.text.strip_suffix('s')).unwrap_or(&verb.text);
    // "reversing", "swapping"
    let shorter = bare.get(..bare.len().saturating_sub(1)).unwrap_or_default();
    let is = does(&verb.text)
        || (bare.len() < verb.text.len() && (does(bare) || does(shorter) || does(&format!("{bare}e"))));
    let asked = OFTEN_ASKED.contains(&verb.text.as_str())
        && after.first().is_none_or(|next| REQUESTS.contains(&next.text.as_str()));
    is && !asked
}

/// `f(n) is f(n-1) plus f(n-2)`, `dp[i] = max(dp[i-1], ...)`.
pub(super) fn is_recurrence(text: &str) -> bool {
    let called = |(at, open): (usize, &str)| {
        let name = text.get(..at)?.rsplit(|c: char| !c.is_alphanumeric()).next()?;
        (!name.is_empty()).then_some((name, text.get(at + open.len()..)?))
    };
    let calls = text.match_indices(['(', '[']).filter_map(called).take(MOST_CALLS);
    let calls: Vec<(&str, &str)> =
        calls.filter_map(|(name, rest)| Some((name, rest.split([')', ']']).next()?))).collect();
    let smaller = |inside: &str| inside.contains(['-', '+']) && inside.contains(|c: char| c.is_ascii_digit());
    calls.iter().any(|(name, inside)| smaller(inside) && calls.iter().filter(|(other, _)| other == name).count() > 1)
}

/// A line of code has no more; what a text has beyond them isn't compared.
const MOST_CALLS: usize = 20;

/// "`heappush` takes the heap first": how something of the language is called.
pub(super) fn describes_a_call(text: &str) -> bool {
    const SAYS: [&str; 16] = [
        "wants", "takes", "expects", "accepts", "returns", "needs", "compares", "raises", "throws", "has", "sorts",
        "gives", "stops", "starts", "counts", "includes",
    ];
    let Some((name, rest)) = text.trim().strip_prefix('`').and_then(|rest| rest.split_once('`')) else { return false };
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '(' | ')' | ':'));
    is_name && rest.split_whitespace().next().is_some_and(|verb| SAYS.contains(&verb))
}

#[cfg(test)]
mod tests {
    use super::super::super::text::words;
    use super::*;

    #[test]
    fn steps_are_counted_and_requests_are_not() {
        for (text, count) in [
            ("Count letters in both, compare the counts", 2),
            ("So you'd put the root in a queue, pop, push both children, until it's empty, right?", 3),
            ("Swap them from both ends till you meet", 1),
            ("Walk me through it, then go on and take your time", 0),
            ("What happens if the list is empty?", 0),
            ("", 0),
        ] {
            assert_eq!(spelled_out(&words(text)), count, "{text}");
        }
    }

    #[test]
    fn recurrences_and_calls_are_known() {
        assert!(is_recurrence("f(n) is f(n-1) plus f(n-2)"));
        assert!(is_recurrence("dp[i] = max(dp[i-1], dp[i-2] + a[i])"));
        assert!(!is_recurrence("call f(n) and then f(n)"));
        assert!(!is_recurrence("range(n-1) leaves one out"));
        assert!(describes_a_call("`heapq.heappush` takes the heap first, then the item."));
        assert!(!describes_a_call("`dp[i]` takes the larger of both"));
        assert!(!describes_a_call("`a"));
    }
}
