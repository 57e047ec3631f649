//! What the two people of the samples wrote.

use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;

pub(crate) const PRIVATE: &str = "Between us: looked very tired";

pub(crate) fn notes() -> Notes {
    serde_json::from_value(serde_json::json!({
        "summary": "We spent the hour on promises and the event loop. Ann explains what her code does clearly and with examples; the order in which callbacks run was where we dug.\nShe caught one of her own mistakes before I could say a word.",
        "timeline": [
            {"minute": 4, "text": "Explains callbacks with her own upload form."},
            {"minute": 17, "text": "Says a promise blocks until it is done; corrects herself after tracing the code."},
            {"minute": 41, "text": "Predicts the output of setTimeout and then() in the wrong order, and finds out why."}
        ],
        "hints": [
            {"minute": 15, "kind": "nudge", "text": "Are you happy with that line?"},
            {"minute": 44, "kind": "direction", "text": "Think about which queue each callback waits in."}
        ],
        "questions": [
            {"title": "What is callback hell, and what do promises change about it?", "how_it_went": "Named nesting and error handling, and rewrote three nested calls as a chain."},
            {"title": "What does this print, and in what order?"}
        ],
        "ratings": [
            {"competency": "correctness", "score": 2, "evidence": "\"A promise blocks\" at minute 17, corrected at minute 19 after tracing the code line by line."},
            {"competency": "depth", "score": 2, "evidence": "Answered the first why from use; at the second: \"it just goes later\"."},
            {"competency": "explaining", "score": 4, "evidence": "Asked what I knew about forms, then used hers as the example."},
            {"competency": "application"},
        ],
        "recommendation": {
            "verdict": "no_hire",
            "confidence": "medium",
            "because": "How promises work underneath isn't there yet: \"a promise blocks\", and the order of four lines came out reversed. The explanation with the upload form is why I'm only fairly sure.",
            "would_have_changed_it": [
                {"towards": "hire", "text": "Naming the two queues, and predicting the output of four lines that use both."}
            ]
        },
        "strengths": [
            "Your upload form made callbacks concrete in two sentences.",
            "You traced your own code at minute 19 and found the mistake without help."
        ],
        "gaps": [{
            "situation": "Minute 41, four lines with setTimeout and then().",
            "behavior": "You went by the order of the lines in the file.",
            "impact": "The predicted output was reversed, and ten minutes went into finding out why."
        }],
        "action_steps": [
            {"if": "If I see setTimeout and then() in one snippet", "then": "draw both queues before I say what runs first.", "check": "Three snippets this week, predicted on paper, then run."},
            {"if": "someone asks me \"why?\" a second time", "then": "I will say which layer I am at and where I stop knowing", "check": "Two practice rounds with a friend by Sunday."}
        ],
        "private_to_coordinator": PRIVATE
    }))
    .unwrap()
}

/// Ann's self-assessment.
pub(crate) fn own() -> SelfAssessment {
    let ratings = serde_json::json!({"ratings": [
        {"competency": "correctness", "score": 3}, {"competency": "depth", "score": 4}, {"competency": "explaining", "score": 2}
    ]});
    serde_json::from_value(ratings).unwrap()
}
