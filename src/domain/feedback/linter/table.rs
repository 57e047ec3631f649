//! The rules, in the order in which their findings are told.

use super::Severity::{self, Error, Warning};
use super::draft::{Draft, Hit};
use super::{
    Finding, action_steps, anchors, contradictions, instance, observations, person, recommendation, reused_text,
    scorecard, wording,
};

/// A rule of the linter.
pub struct Rule {
    /// Its stable name, in snake_case.
    pub name: &'static str,
    /// Whether its findings stop the submission.
    pub severity: Severity,
    /// What it looks for.
    pub looks_for: &'static str,
    /// How a good line would look.
    pub example: &'static str,
    check: fn(&Draft<'_>) -> Vec<Hit>,
}

impl Rule {
    pub(crate) fn findings(&self, draft: &Draft<'_>) -> impl Iterator<Item = Finding> {
        (self.check)(draft).into_iter().map(|hit| Finding {
            rule: self.name,
            severity: self.severity,
            pointer: hit.pointer,
            message: hit.message,
            example: hit.example.unwrap_or(self.example).to_owned(),
            help: format!("/note-rules#{}", self.name),
        })
    }
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        name: "summary_missing",
        severity: Error,
        looks_for: "Notes without a summary.",
        example: "You solved the merge of intervals in 31 minutes with one nudge, and explained its cost. The open end is testing: edge cases came up when I asked.",
        check: observations::summary_missing,
    },
    Rule {
        name: "competency_missing",
        severity: Error,
        looks_for: "A competency of the template that has no rating, not even \"not observed\".",
        example: "Score: not observed. Evidence: \"We ran out of time before we got to the cost of the solution.\"",
        check: scorecard::competency_missing,
    },
    Rule {
        name: "competency_unknown",
        severity: Error,
        looks_for: "A rating for something that this kind of interview does not rate.",
        example: "Put what you saw into the summary or a strength, and remove this rating.",
        check: scorecard::competency_unknown,
    },
    Rule {
        name: "competency_twice",
        severity: Error,
        looks_for: "Two ratings for the same competency.",
        example: "One rating with both moments as its evidence: \"Minute 12: ... Minute 34: ...\"",
        check: scorecard::competency_twice,
    },
    Rule {
        name: "rating_without_evidence",
        severity: Error,
        looks_for: "A score with nothing that was said or done to stand on.",
        example: "Minute 14: asked \"can the list be empty?\" before writing code, then walked through [3, 1, 2] by hand.",
        check: scorecard::rating_without_evidence,
    },
    Rule {
        name: "evidence_too_short",
        severity: Error,
        looks_for: "A score whose evidence is shorter than 40 characters.",
        example: "Traced the loop with an empty list, saw the index go to -1, and added the check before I asked.",
        check: scorecard::evidence_too_short,
    },
    Rule {
        name: "verdict_missing",
        severity: Error,
        looks_for: "Notes without a verdict.",
        example: "Hire, at junior level.",
        check: recommendation::verdict_missing,
    },
    Rule {
        name: "confidence_missing",
        severity: Error,
        looks_for: "Notes that do not say how sure the interviewer is.",
        example: "Medium: one problem went smoothly, and we had no time for a second one.",
        check: recommendation::confidence_missing,
    },
    Rule {
        name: "change_of_mind_missing",
        severity: Error,
        looks_for: "A verdict that does not say what would have changed it.",
        example: "Naming the two edge cases before running the code would have made this a hire.",
        check: recommendation::change_of_mind_missing,
    },
    Rule {
        name: "action_step_missing",
        severity: Error,
        looks_for: "Notes without a single action step.",
        example: "If I start a practice problem, then I will write three inputs with their outputs first. Check: three problems this week with the inputs on top.",
        check: action_steps::missing,
    },
    Rule {
        name: "action_steps_too_many",
        severity: Error,
        looks_for: "More than three action steps.",
        example: "The two or three steps that would have changed this hour the most.",
        check: action_steps::too_many,
    },
    Rule {
        name: "action_step_incomplete",
        severity: Error,
        looks_for: "An action step without its \"if\", its \"then\" or its check.",
        example: "If I am stuck for two minutes, then I will say aloud what I have ruled out. Check: a recording of one practice problem.",
        check: action_steps::incomplete,
    },
    Rule {
        name: "few_strengths",
        severity: Warning,
        looks_for: "Fewer than two strengths.",
        example: "You compared a sorted array with a heap aloud and chose the heap because inserts were frequent.",
        check: observations::few_strengths,
    },
    Rule {
        name: "few_gaps",
        severity: Warning,
        looks_for: "Fewer than two gaps.",
        example: "Situation: at minute 25 the test failed. Behavior: you changed the comparison twice without saying why. Impact: I could not tell a theory from a guess.",
        check: observations::few_gaps,
    },
    Rule {
        name: "gap_incomplete",
        severity: Warning,
        looks_for: "A gap without its situation, its behavior or its impact.",
        example: "Situation: when I asked for the cost. Behavior: you said O(n) and left out the search inside the loop. Impact: the slow case stayed hidden.",
        check: observations::gap_incomplete,
    },
    Rule {
        name: "about_the_person",
        severity: Warning,
        looks_for: "Words about the person and not about what was said or done: \"smart\", \"lazy\", \"weak candidate\".",
        example: "Found the second pointer without a hint and said why it saves a pass.",
        check: person::about_the_person,
    },
    Rule {
        name: "no_instance",
        severity: Warning,
        looks_for: "Praise or criticism as a whole short text, without a moment it comes from: \"good job\".",
        example: "At minute 18 you said \"let me try the empty list\", and found the fault before I did.",
        check: instance::no_instance,
    },
    Rule {
        name: "protected_wording",
        severity: Warning,
        looks_for: "Words about who somebody is: their sex, age, family, belief, origin, health or looks.",
        example: "When I doubted the index, you showed the plan of the query and where the time went.",
        check: wording::protected_wording,
    },
    Rule {
        name: "language_as_thinking",
        severity: Warning,
        looks_for: "A judgement that rests on accent, grammar or vocabulary in a second language.",
        example: "When a word was missing you drew the queue, and the order of the three jobs was right.",
        check: wording::language_as_thinking,
    },
    Rule {
        name: "pasted_text",
        severity: Warning,
        looks_for: "Ten words in a row that stand in one of your last twenty notes for somebody else. Hints and action steps may be the same.",
        example: "You drew the queue before the code, and asked which end grows. Nobody else put it that way.",
        check: reused_text::pasted_text,
    },
    Rule {
        name: "step_unchecked",
        severity: Warning,
        looks_for: "An action step whose check names nothing to count or to look at.",
        example: "A recording of two practice problems in which no silence is longer than a minute.",
        check: action_steps::unchecked,
    },
    Rule {
        name: "anchor_unsaid",
        severity: Warning,
        looks_for: "A 4 whose evidence tells of help or of something left out; a 1 whose evidence tells of something done unasked.",
        example: "Laid out a sort and a heap, compared what each costs, and chose the heap because inserts are frequent.",
        check: anchors::unsaid,
    },
    Rule {
        name: "alone_after_hints",
        severity: Warning,
        looks_for: "Hints in the log, and evidence for problem solving that says it was done alone.",
        example: "Sorted first without a word from me; the nudge at minute 20 led to the ties, and the rest came from there.",
        check: anchors::alone_after_hints,
    },
    Rule {
        name: "gap_on_a_four",
        severity: Warning,
        looks_for: "A gap about a competency that is rated 4.",
        example: "A 3 for thinking aloud, with the silence at minute 20 as its gap.",
        check: contradictions::gap_on_a_four,
    },
    Rule {
        name: "strength_on_a_one",
        severity: Warning,
        looks_for: "A strength about a competency that is rated 1.",
        example: "A 2 for explaining: the example with the two timers was clear, the order of the queues was not.",
        check: contradictions::strength_on_a_one,
    },
    Rule {
        name: "strength_against_gap",
        severity: Warning,
        looks_for: "A strength and a gap that say the opposite of each other.",
        example: "Strength: you tested the empty list unasked. Gap: duplicates were tested only after I named them.",
        check: contradictions::strength_against_gap,
    },
    Rule {
        name: "four_after_the_answer",
        severity: Warning,
        looks_for: "A 4 for solving a problem to which a hint gave the answer.",
        example: "A 2: reached the sliding window after I had named it, and finished alone from there.",
        check: contradictions::four_after_the_answer,
    },
    Rule {
        name: "verdict_above_ratings",
        severity: Warning,
        looks_for: "Hire or strong hire while every score is 1 or 2.",
        example: "In the summary: \"Hire in spite of the scores: for an intern the question you asked at minute 8 weighs most.\"",
        check: recommendation::verdict_above_ratings,
    },
    Rule {
        name: "verdict_below_ratings",
        severity: Warning,
        looks_for: "No hire or strong no hire while every score is 3 or 4.",
        example: "In the gap that decided: \"Impact: at senior level, a design without a way back is what I could not look past.\"",
        check: recommendation::verdict_below_ratings,
    },
    Rule {
        name: "sure_without_ratings",
        severity: Warning,
        looks_for: "High confidence while nothing was observed.",
        example: "Low: the call dropped twice and we did not get past the first question.",
        check: recommendation::sure_without_ratings,
    },
];
