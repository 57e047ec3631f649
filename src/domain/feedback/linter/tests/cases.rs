//! Notes that are ready, and what each rule looks for as a change to them.

use serde_json::{Value, json};

type Change = fn(&mut Value);

/// Notes on a coding interview with nothing to add.
pub(crate) fn ready() -> Value {
    let long = "Minute 14: asked \"can the list be empty?\" and walked through [3, 1, 2] by hand.";
    json!({
        "summary": "You merged the intervals in 31 minutes with one nudge. Edge cases came up when I asked for them.",
        "timeline": [{ "minute": 14, "text": "asks whether the list can be empty" }],
        "hints": [{ "minute": 20, "kind": "nudge", "text": "Are you happy with that line?" }],
        "questions": [{ "title": "Merge intervals", "how_it_went": "Sorted first, then merged in one pass." }],
        "ratings": [
            { "competency": "problem_solving", "score": 3, "evidence": long },
            { "competency": "code_quality", "score": 3, "evidence": long },
            { "competency": "checking", "score": 2, "evidence": long },
            { "competency": "complexity", "score": 3, "evidence": long },
            { "competency": "thinking_aloud", "score": null, "evidence": "" }
        ],
        "recommendation": {
            "verdict": "hire",
            "confidence": "medium",
            "because": "The sort and its reason tipped it: one pass, named before any code. The checking came late, and two cases are open.",
            "would_have_changed_it": [
                { "towards": "no_hire", "text": "Losing track of the indices without noticing." }
            ]
        },
        "strengths": ["You sorted by start and said why that makes one pass enough.", "You asked about empty input first."],
        "gaps": [
            {
                "situation": "Minute 25, the third example failed.",
                "behavior": "You changed the comparison twice before reading the output.",
                "impact": "Six minutes went by, and the cost of the solution got two."
            },
            {
                "situation": "Minute 31, you said it was done.",
                "behavior": "Touching intervals were left untried until I named them.",
                "impact": "In a review the fault would have reached main."
            }
        ],
        "action_steps": [{
            "if": "If I think that a solution is done",
            "then": "then I will run three inputs that could break it",
            "check": "Three practice problems this week with the inputs written on top."
        }]
    })
}

/// What the same interviewer wrote for somebody else.
pub(crate) fn earlier() -> Value {
    json!({ "summary": "At minute 30 you drew both timers, said which fires first, and left out who calls back." })
}

fn scores(notes: &mut Value, score: Value) {
    for rating in notes["ratings"].as_array_mut().unwrap() {
        rating["score"] = score.clone();
        rating["evidence"] = "Minute 14: asked \"can the list be empty?\" and walked it through.".into();
    }
}

fn push(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}

fn pop(list: &mut Value) {
    list.as_array_mut().unwrap().pop();
}

/// The rule, where it fires, notes on which it fires, and notes on which it only just doesn't.
#[rustfmt::skip]
pub(crate) const CASES: &[(&str, &str, Change, Change)] = &[
    ("summary_missing", "/summary",
        |n| n["summary"] = " \n ".into(),
        |n| n["summary"] = "One nudge, 31 minutes.".into()),
    ("competency_missing", "/ratings",
        |n| pop(&mut n["ratings"]),
        |n| n["ratings"][0] = json!({ "competency": "problem_solving" })),
    ("competency_unknown", "/ratings/5/competency",
        |n| push(&mut n["ratings"], json!({ "competency": "charm" })),
        |n| n["ratings"][4]["score"] = Value::Null),
    ("competency_twice", "/ratings/5/competency",
        |n| push(&mut n["ratings"], json!({ "competency": "checking" })),
        |n| push(&mut n["ratings"], json!({ "competency": "Checking" }))),
    ("rating_without_evidence", "/ratings/2/evidence",
        |n| n["ratings"][2]["evidence"] = " ".into(),
        |n| n["ratings"][2] = json!({ "competency": "checking", "score": null })),
    ("evidence_too_short", "/ratings/2/evidence",
        |n| n["ratings"][2]["evidence"] = "x".repeat(39).into(),
        |n| n["ratings"][2]["evidence"] = "\u{e9}".repeat(40).into()),
    ("evidence_too_short", "/ratings/2/evidence",
        |n| n["ratings"][2]["evidence"] = "\u{e9}".repeat(39).into(),
        |n| { n["ratings"][2]["evidence"] = "no time".into(); n["ratings"][2]["score"] = Value::Null; }),
    ("verdict_missing", "/recommendation/verdict",
        |n| n["recommendation"]["verdict"] = Value::Null,
        |n| n["recommendation"]["verdict"] = "no_hire".into()),
    ("confidence_missing", "/recommendation/confidence",
        |n| n["recommendation"]["confidence"] = Value::Null,
        |n| n["recommendation"]["confidence"] = "low".into()),
    ("because_missing", "/recommendation/because",
        |n| n["recommendation"]["because"] = "see above".into(),
        |n| n["recommendation"] = json!({ "verdict": null, "confidence": "low" })),
    ("change_of_mind_missing", "/recommendation/would_have_changed_it/0/towards",
        |n| n["recommendation"]["would_have_changed_it"] = json!([{ "text": "Naming the case of ties." }]),
        |n| n["recommendation"]["would_have_changed_it"] = json!([{ "towards": "hire", "text": "Naming the case of ties." }])),
    ("change_of_mind_missing", "/recommendation/would_have_changed_it",
        |n| n["recommendation"]["would_have_changed_it"] = json!([{ "towards": "hire", "text": "n/a" }]),
        |n| n["recommendation"] = json!({ "verdict": null, "confidence": "low" })),
    ("action_step_missing", "/action_steps",
        |n| n["action_steps"] = json!([]),
        |n| n["action_steps"] = json!([{ "if": "", "then": "", "check": "" }])),
    ("action_steps_too_many", "/action_steps",
        |n| n["action_steps"] = vec![n["action_steps"][0].clone(); 4].into(),
        |n| n["action_steps"] = vec![n["action_steps"][0].clone(); 3].into()),
    ("action_step_incomplete", "/action_steps/0/if",
        |n| n["action_steps"][0]["if"] = "".into(),
        |n| n["action_steps"][0]["if"] = "On Monday".into()),
    ("action_step_incomplete", "/action_steps/0/check",
        |n| n["action_steps"][0]["check"] = "\n".into(),
        |n| n["action_steps"][0]["check"] = "Done?".into()),
    ("not_english", "",
        |n| *n = json!({ "summary": "Du hast zuerst nach der Größe der Eingabe gefragt und dann die Intervalle nach ihrem Anfang sortiert. Sehr gut!" }),
        |n| n["questions"][0]["how_it_went"] = "Fragte gleich am Anfang, ob die Liste leer sein darf.".into()),
    ("few_strengths", "/strengths",
        |n| n["strengths"][1] = "".into(),
        |n| push(&mut n["strengths"], "You named the cost of the sort.".into())),
    ("few_gaps", "/gaps",
        |n| pop(&mut n["gaps"]),
        |n| n["gaps"][1]["impact"] = "".into()),
    ("gap_incomplete", "/gaps/1/impact",
        |n| n["gaps"][1]["impact"] = "".into(),
        |n| n["gaps"][1]["impact"] = "A bug.".into()),
    ("about_the_person", "/strengths/0",
        |n| n["strengths"][0] = "You sorted first and said why: you are smart.".into(),
        |n| n["strengths"][0] = "You chose a smart pointer and said who owns it.".into()),
    ("about_the_person", "/private_to_coordinator",
        |n| n["private_to_coordinator"] = "A weak candidate, I think.".into(),
        |n| n["private_to_coordinator"] = "A weak reference was all that was asked for.".into()),
    ("about_the_person", "/action_steps/0/then",
        |n| n["action_steps"][0]["then"] = "then I will show that I am a team player".into(),
        |n| n["questions"][0]["title"] = "Tell me about a lazy candidate you hired".into()),
    ("no_instance", "/strengths/1",
        |n| n["strengths"][1] = "Good job!".into(),
        |n| n["strengths"][1] = "Good: drew the intervals before sorting them.".into()),
    ("no_instance", "/gaps/0/behavior",
        |n| n["gaps"][0]["behavior"] = "Needs improvement.".into(),
        |n| n["timeline"][0]["text"] = "good question".into()),
    ("protected_wording", "/gaps/1/impact",
        |n| n["gaps"][1]["impact"] = "At your age it is harder to learn.".into(),
        |n| n["gaps"][1]["impact"] = "The age of the entry was never compared.".into()),
    ("language_as_thinking", "/summary",
        |n| n["summary"] = "Broken English held you back.".into(),
        |n| n["summary"] = "We spoke English. The loop was broken until you ran it.".into()),
    ("pasted_text", "/gaps/0/behavior",
        |n| n["gaps"][0]["behavior"] = "You drew both timers, said which fires first, and left out who calls back.".into(),
        |n| n["gaps"][0]["behavior"] = "You drew both timers, and left out who calls back when the first one fires.".into()),
    ("step_unchecked", "/action_steps/0/check",
        |n| n["action_steps"][0]["check"] = "You feel more confident.".into(),
        |n| n["action_steps"][0]["check"] = "".into()),
    ("anchor_unsaid", "/ratings/0/evidence",
        |n| { n["ratings"][0]["score"] = 4.into(); n["ratings"][0]["evidence"] = "Reached the plan with help, after two direct hints.".into(); },
        |n| n["ratings"][0]["evidence"] = "Reached the plan with help, after two direct hints.".into()),
    ("alone_after_hints", "/ratings/0/evidence",
        |n| n["ratings"][0]["evidence"] = "Solved it unaided: sorted first, merged in one pass.".into(),
        |n| { n["hints"] = json!([]); n["ratings"][0]["evidence"] = "Solved it unaided: sorted first, merged in one pass.".into(); }),
    ("gap_on_a_four", "/gaps/0/behavior",
        |n| { n["ratings"][0]["score"] = 4.into(); n["gaps"][0]["behavior"] = "Problem solving: no plan before minute 12.".into(); },
        |n| { n["ratings"][0]["score"] = 4.into(); n["gaps"][0]["behavior"] = "While problem solving you went silent for six minutes.".into(); }),
    ("gap_on_a_four", "/gaps/0/situation",
        |n| { n["ratings"][4] = n["ratings"][0].clone(); n["ratings"][4]["competency"] = "thinking_aloud".into();
              n["ratings"][4]["score"] = 4.into(); n["gaps"][0]["situation"] = "Thinking aloud, at minute 25".into(); },
        |n| n["gaps"][0]["situation"] = "Thinking aloud, at minute 25".into()),
    ("strength_on_a_one", "/strengths/0",
        |n| { n["ratings"][1]["score"] = 1.into(); n["strengths"][0] = "Your code quality: split where the problem splits.".into(); },
        |n| { n["ratings"][1]["score"] = 1.into(); n["strengths"][0] = "Code quality tools were set up before you wrote a line.".into(); }),
    ("strength_against_gap", "/gaps/0/behavior",
        |n| { n["strengths"][0] = "You tested the edge cases.".into(); n["gaps"][0]["behavior"] = "You did not test edge cases.".into(); },
        |n| { n["strengths"][0] = "You tested the empty list unasked.".into(); n["gaps"][0]["behavior"] = "Duplicates were tested after I named them.".into(); }),
    ("four_after_the_answer", "/ratings/0/score",
        |n| { n["ratings"][0]["score"] = 4.into(); n["hints"][0]["text"] = "Use a sliding window with two pointers.".into(); },
        |n| { n["ratings"][0]["score"] = 4.into(); n["hints"][0]["kind"] = "direction".into(); }),
    ("four_after_the_answer", "/ratings/0/score",
        |n| { n["ratings"][0]["score"] = 4.into(); n["hints"][0]["kind"] = "answer".into(); n["hints"][0]["text"] = "Sort by start, then merge.".into(); },
        |n| { n["ratings"][1]["score"] = 4.into(); n["hints"][0]["kind"] = "answer".into(); }),
    ("because_without_reason", "/recommendation/because",
        |n| n["recommendation"]["because"] = "Overall a good candidate, I would recommend.".into(),
        |n| n["recommendation"]["because"] = "Naming and tests.".into()),
    ("verdict_above_ratings", "/recommendation/verdict",
        |n| { scores(n, 2.into()); n["recommendation"]["because"] = "A good hour, I'd say yes.".into(); },
        |n| { scores(n, 2.into()); n["recommendation"]["because"] = "Despite the scores: for an intern, the questions count most.".into(); }),
    ("verdict_above_ratings", "/recommendation/verdict",
        |n| { scores(n, 2.into()); n["recommendation"]["because"] = "A good hour, I'd say yes.".into(); },
        |n| { scores(n, 2.into()); n["ratings"][3]["score"] = 3.into(); }),
    ("verdict_below_ratings", "/recommendation/verdict",
        |n| { scores(n, 3.into()); n["recommendation"]["verdict"] = "no_hire".into(); n["recommendation"]["because"] = "Not this time.".into(); },
        |n| { scores(n, 3.into()); n["ratings"][3]["score"] = 2.into(); n["recommendation"]["verdict"] = "no_hire".into(); }),
    ("verdict_below_ratings", "/recommendation/verdict",
        |n| { n["ratings"][2]["score"] = Value::Null; n["recommendation"]["verdict"] = "strong_no_hire".into();
              n["recommendation"]["because"] = "Not this time.".into(); },
        |n| { scores(n, Value::Null); n["recommendation"]["verdict"] = "strong_no_hire".into(); }),
    ("sure_without_ratings", "/recommendation/confidence",
        |n| { scores(n, Value::Null); n["recommendation"]["confidence"] = "high".into(); },
        |n| { scores(n, Value::Null); n["recommendation"]["confidence"] = "medium".into(); }),
    ("sure_without_ratings", "/recommendation/confidence",
        |n| { scores(n, Value::Null); n["ratings"][0]["score"] = 3.into(); n["recommendation"]["confidence"] = "high".into(); },
        |n| n["recommendation"]["confidence"] = "high".into()),
];
