//! The rules, in the order in which their findings are listed.

use super::Severity::{self, Error, Warning};
use super::draft::Hit;
use super::reading::ReadDraft;
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
    /// What it asks of the writer, as its heading at `/note-rules`.
    pub looks_for: &'static str,
    /// What a good line looks like.
    pub example: &'static str,
    check: fn(&ReadDraft<'_>) -> Vec<Hit>,
}

impl Rule {
    pub(crate) fn findings(&self, draft: &ReadDraft<'_>) -> impl Iterator<Item = Finding> {
        (self.check)(draft).into_iter().map(|hit| Finding {
            rule: self.name,
            severity: self.severity,
            pointer: hit.pointer,
            message: hit.message,
            example: hit.example.unwrap_or(self.example).to_owned(),
            help: format!("/note-rules#{}", self.name),
            needs_reason: self.needs_reason(),
        })
    }

    /// Whether a warning can only be accepted with a reason: what it finds is hardly ever meant for this candidate.
    pub fn needs_reason(&self) -> bool {
        ["pasted_text", "protected_wording"].contains(&self.name)
    }
}

/// The warning that no other warning goes with: the rest reads English.
pub(crate) const NOT_ENGLISH: &str = "not_english";

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        name: "summary_missing",
        severity: Error,
        looks_for: "Write a summary.",
        example: "You merged the intervals in 31 minutes with one nudge, and explained the complexity. What's left is testing: you tried edge cases when I asked for them.",
        check: observations::summary_missing,
    },
    Rule {
        name: "competency_missing",
        severity: Error,
        looks_for: "Rate every skill. If you didn't see it, choose \"not observed\".",
        example: "Score: not observed. Evidence: \"We ran out of time before we got to complexity.\"",
        check: scorecard::competency_missing,
    },
    Rule {
        name: "competency_unknown",
        severity: Error,
        looks_for: "Rate only what this kind of interview rates.",
        example: "Put what you saw in the summary or a strength, and remove this rating.",
        check: scorecard::competency_unknown,
    },
    Rule {
        name: "competency_twice",
        severity: Error,
        looks_for: "Rate each skill once.",
        example: "One rating, with both moments as evidence: \"Minute 12: ... Minute 34: ...\"",
        check: scorecard::competency_twice,
    },
    Rule {
        name: "rating_without_evidence",
        severity: Error,
        looks_for: "Back up every score with something they said or did.",
        example: "Minute 14: asked \"can the list be empty?\" before writing code, then walked through [3, 1, 2] by hand.",
        check: scorecard::rating_without_evidence,
    },
    Rule {
        name: "evidence_too_short",
        severity: Error,
        looks_for: "Give at least 40 characters of evidence for every score.",
        example: "Traced the loop with an empty list, saw the index go to -1, and added the check before I asked.",
        check: scorecard::evidence_too_short,
    },
    Rule {
        name: "verdict_missing",
        severity: Error,
        looks_for: "Choose a recommendation.",
        example: "Hire, at junior level.",
        check: recommendation::verdict_missing,
    },
    Rule {
        name: "confidence_missing",
        severity: Error,
        looks_for: "Say how sure you are.",
        example: "Medium: one problem went smoothly, and we had no time for a second one.",
        check: recommendation::confidence_missing,
    },
    Rule {
        name: "because_missing",
        severity: Error,
        looks_for: "Say what tipped the recommendation.",
        example: "The plan tipped it: two approaches with their costs before any code. The edge cases came only when I named them, which is fine at junior level.",
        check: recommendation::because_missing,
    },
    Rule {
        name: "change_of_mind_missing",
        severity: Error,
        looks_for: "Say what would have changed the recommendation, and into what.",
        example: "Towards hire: naming the two edge cases before running the code.",
        check: recommendation::change_of_mind_missing,
    },
    Rule {
        name: "action_step_missing",
        severity: Error,
        looks_for: "Give at least one action step.",
        example: "If I start a practice problem, then I will write three inputs with their outputs first. Check: three problems this week with the inputs at the top.",
        check: action_steps::missing,
    },
    Rule {
        name: "action_steps_too_many",
        severity: Error,
        looks_for: "Keep to three action steps.",
        example: "The two or three steps that would have made the biggest difference in this hour.",
        check: action_steps::too_many,
    },
    Rule {
        name: "action_step_incomplete",
        severity: Error,
        looks_for: "Give every action step an \"if\", a \"then\" and a check.",
        example: "If I'm stuck for two minutes, then I will say aloud what I've ruled out. Check: a recording of one practice problem.",
        check: action_steps::incomplete,
    },
    Rule {
        name: NOT_ENGLISH,
        severity: Warning,
        looks_for: "Know that only notes in English are checked.",
        example: "Notes in another language can be submitted as they are. Please read them once more yourself.",
        check: observations::not_english,
    },
    Rule {
        name: "few_strengths",
        severity: Warning,
        looks_for: "Name two strengths.",
        example: "You compared a sorted array with a heap aloud and chose the heap because inserts were frequent.",
        check: observations::few_strengths,
    },
    Rule {
        name: "few_gaps",
        severity: Warning,
        looks_for: "Name two gaps.",
        example: "Situation: at minute 25 the test failed. Behavior: you changed the comparison twice without saying why. Impact: I couldn't tell a theory from a guess.",
        check: observations::few_gaps,
    },
    Rule {
        name: "gap_incomplete",
        severity: Warning,
        looks_for: "Give every gap a situation, a behavior and an impact.",
        example: "Situation: when I asked about complexity. Behavior: you said O(n) and left out the search inside the loop. Impact: the slow case stayed hidden.",
        check: observations::gap_incomplete,
    },
    Rule {
        name: "about_the_person",
        severity: Warning,
        looks_for: "Write about what they said or did, not about the person. Leave out words such as \"smart\", \"lazy\" or \"weak candidate\".",
        example: "Found the second pointer without a hint and said why it saves a pass.",
        check: person::about_the_person,
    },
    Rule {
        name: "no_instance",
        severity: Warning,
        looks_for: "Say which moment your praise or criticism comes from. \"Good job\" isn't enough.",
        example: "At minute 18 you said \"let me try the empty list\" and found the bug before I did.",
        check: instance::no_instance,
    },
    Rule {
        name: "protected_wording",
        severity: Warning,
        looks_for: "Leave out who they are: their sex, age, family, beliefs, origin, health or looks.",
        example: "When I doubted the index, you showed me the query plan and where the time went.",
        check: wording::protected_wording,
    },
    Rule {
        name: "language_as_thinking",
        severity: Warning,
        looks_for: "Judge the thinking, not the accent, grammar or vocabulary of somebody's second language.",
        example: "When you didn't have a word for it you drew the queue, and the order of the three jobs was right.",
        check: wording::language_as_thinking,
    },
    Rule {
        name: "pasted_text",
        severity: Warning,
        looks_for: "Write about this candidate: don't reuse ten or more words in a row from your last twenty notes. Hints and action steps can be the same.",
        example: "You drew the queue before you wrote any code, and asked which end grows.",
        check: reused_text::pasted_text,
    },
    Rule {
        name: "step_unchecked",
        severity: Warning,
        looks_for: "Give each check something to count or to look at.",
        example: "A recording of two practice problems with no silence longer than a minute.",
        check: action_steps::unchecked,
    },
    Rule {
        name: "anchor_unsaid",
        severity: Warning,
        looks_for: "Choose a score that fits the evidence. A 4 doesn't go with help or something left out, a 1 doesn't go with something done unprompted.",
        example: "Laid out a sort and a heap, compared their costs, and chose the heap because inserts are frequent.",
        check: anchors::unsaid,
    },
    Rule {
        name: "alone_after_hints",
        severity: Warning,
        looks_for: "If you logged hints, say which part of the problem they solved without them.",
        example: "Sorted first without a word from me; the nudge at minute 20 was about ties, and the rest followed from it.",
        check: anchors::alone_after_hints,
    },
    Rule {
        name: "gap_on_a_four",
        severity: Warning,
        looks_for: "Don't name a skill as a gap if you rated it 4.",
        example: "A 3 for thinking aloud, with the silence at minute 20 as its gap.",
        check: contradictions::gap_on_a_four,
    },
    Rule {
        name: "strength_on_a_one",
        severity: Warning,
        looks_for: "Don't name a skill as a strength if you rated it 1.",
        example: "A 2 for explaining: the example with the two timers was clear, the order of the queues wasn't.",
        check: contradictions::strength_on_a_one,
    },
    Rule {
        name: "strength_against_gap",
        severity: Warning,
        looks_for: "Make sure that a strength and a gap don't contradict each other.",
        example: "Strength: you tested the empty list unprompted. Gap: duplicates came up only when I asked.",
        check: contradictions::strength_against_gap,
    },
    Rule {
        name: "four_after_the_answer",
        severity: Warning,
        looks_for: "Don't give a 4 for solving a problem if a hint gave the solution away, whatever you logged it as.",
        example: "A 2: reached the sliding window after I named it, and finished alone from there.",
        check: contradictions::four_after_the_answer,
    },
    Rule {
        name: "because_without_reason",
        severity: Warning,
        looks_for: "Let the reason for your recommendation refer to a rating or a gap.",
        example: "The testing tipped it: four cases with what each would catch, and the bug found before I mentioned it.",
        check: recommendation::because_without_reason,
    },
    Rule {
        name: "verdict_above_ratings",
        severity: Warning,
        looks_for: "If you recommend hiring and every score is below what the level needs, say why in spite of that.",
        example: "Hire despite the scores: for an intern, the question you asked at minute 8 counts most.",
        check: recommendation::verdict_above_ratings,
    },
    Rule {
        name: "verdict_below_ratings",
        severity: Warning,
        looks_for: "If you recommend against hiring and every score meets what the level needs, say why in spite of that.",
        example: "No hire despite the scores: at senior level I couldn't look past a design with no way back.",
        check: recommendation::verdict_below_ratings,
    },
    Rule {
        name: "sure_without_ratings",
        severity: Warning,
        looks_for: "Don't choose high confidence if you observed one skill at most.",
        example: "Low: the call dropped twice and we didn't get past the first question.",
        check: recommendation::sure_without_ratings,
    },
];
