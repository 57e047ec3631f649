use super::*;

/// What was decided and why, and what to do about it, come before the detail; the same everywhere.
#[test]
fn the_order_is_the_same_everywhere() {
    let notes = Notes {
        summary: "An hour.".parse().unwrap(),
        timeline: read(json!([{"minute": 4, "text": "Began."}])),
        hints: read(json!([{"minute": 9, "kind": "nudge", "text": "Sure?"}])),
        questions: read(json!([{"title": "What is a `promise`?", "how_it_went": "Well."}])),
        strengths: read(json!(["One.", "Two."])),
        gaps: read(json!([{"situation": "When asked.", "behavior": "Guessed.", "impact": "Lost."}])),
        ..short()
    };
    let document = feedback(&About { candidate: None, ..about() }, &notes, Some(&own()));
    let order = [
        "Recommendation",
        "What would have changed it",
        "This week",
        "At a glance",
        "What went well",
        "What to work on",
        "The hour in short",
        "Skill by skill",
        "The questions",
        "Minute by minute",
        "Hints you were given",
    ];
    let file = poppler("pdftotext", &[], &pdf(&document).unwrap());
    for (written, what) in [(text(&document), "text"), (markdown(&document), "Markdown"), (flat(&file), "PDF")] {
        let (mut at, lower) = (0, written.to_lowercase());
        for heading in order {
            let next = lower[at..].find(&heading.to_lowercase());
            at += next.unwrap_or_else(|| panic!("{heading} isn't where it belongs in the {what}: {written}"));
        }
    }
}

/// Neither numbers nor a sum: words, the level's bar, and the candidate's own view.
#[test]
fn the_scorecard_says_both_views_and_what_is_asked() {
    let about = About { candidate: None, ..about() };
    let card = |own: Option<&SelfAssessment>| {
        let document = feedback(&about, &short(), own);
        let Some(Block::Scores(card)) =
            document.sections.iter().flat_map(|one| &one.blocks).find(|one| matches!(one, Block::Scores(_))).cloned()
        else {
            panic!()
        };
        card
    };
    let with = card(Some(&own()));
    assert_eq!(with.you.as_deref(), Some("You, before you read this"));
    assert_eq!(with.asked, "What a junior role asks for");
    let rows: Vec<_> = with.rows.iter().map(|row| (row.skill.as_str(), row.words.as_str(), row.biggest)).collect();
    assert_eq!(rows[0], ("Depth", "Νίκος: getting there. You: strong.", true));
    assert_eq!(rows[1], ("Accuracy", "Νίκος: we didn't get to this. You: getting there.", false));
    assert_eq!(rows[2], ("Explaining", "Νίκος: we didn't get to this. You couldn't say.", false));
    assert_eq!(with.rows[0].apart(), Some((2, 4)));
    let same: SelfAssessment = read(json!({"ratings": [{"competency": "depth", "score": 2}]}));
    assert_eq!(card(Some(&same)).rows[0].words, "You both said getting there.");
    let alone = card(None);
    assert!(alone.you.is_none() && alone.rows.iter().all(|row| row.bar.is_some()));
    let depth = alone.rows.iter().find(|row| row.skill == "Depth").unwrap();
    assert_eq!(depth.words, "Getting there.");
    let senior = feedback(&About { level: Level::Senior, ..about }, &short(), None);
    assert_ne!(
        format!("{:?}", senior.sections),
        format!("{:?}", feedback(&about, &short(), None).sections),
        "the bar is the level's"
    );
}

#[test]
fn the_recommendation_is_a_sentence_about_a_role() {
    let said = |verdict: Option<&str>, about: About<'_>| {
        let notes = Notes { recommendation: read(json!({"verdict": verdict, "confidence": "medium"})), ..short() };
        feedback(&about, &notes, None).decision
    };
    let you = About { candidate: None, ..about() };
    for (verdict, sentence) in [
        (Some("strong_hire"), "Νίκος would hire you for a junior role."),
        (Some("hire"), "Νίκος would hire you for a junior role."),
        (Some("no_hire"), "Νίκος wouldn't hire you for a junior role yet."),
        (Some("strong_no_hire"), "Νίκος wouldn't hire you for a junior role yet."),
        (None, "Νίκος left open whether to hire you for a junior role."),
    ] {
        assert_eq!(said(verdict, you).sentence, sentence);
    }
    assert_eq!(said(Some("strong_hire"), you).formal, "Recommendation: strong hire (fairly sure), based on this hour.");
    let cy = About { writer: Writer::InPlace(Some("Cy Moreau")), ..you };
    assert_eq!(said(Some("hire"), cy).sentence, "Going by Νίκος's notes, Cy would hire you for a junior role.");
    let nobody = About { writer: Writer::InPlace(None), interviewer: None, ..you };
    assert_eq!(
        said(Some("hire"), nobody).sentence,
        "Going by the interviewer's notes, the writer would hire you for a junior role."
    );
}

/// A full stop is at the end of its own paragraph, whatever the direction of the one before.
#[test]
fn labels_and_texts_keep_their_full_stops() {
    let hebrew = "\u{5e9}\u{5dc}\u{5d5}\u{5dd}, \u{5d4}\u{5d9}\u{5d0} \u{5d0}\u{5de}\u{5e8}\u{5d4}.";
    let notes = Notes {
        summary: format!("Hello, she began.\n\n{hebrew}").parse().unwrap(),
        timeline: read(json!([{"minute": 4, "text": hebrew}])),
        action_steps: read(json!([{"if": hebrew, "then": "draw both queues", "check": hebrew}])),
        ..short()
    };
    let document = feedback(&about(), &notes, None);
    let apart = format!("\u{2068}{hebrew}\u{2069}");
    let plain = text(&document);
    for line in [
        format!("* Minute 4: {apart}"),
        format!("How you'll know: {apart}"),
        format!("1. If \u{2068}{}\u{2069},\n   then I will draw both queues.", hebrew.trim_end_matches('.')),
        format!("Hello, she began.\n\n{hebrew}\n"),
    ] {
        assert!(plain.contains(&line), "{line}: {plain}");
    }
    assert!(markdown(&document).contains(&format!("- **Minute 4:** {apart}")), "{}", markdown(&document));
    assert!(!text(&feedback(&about(), &short(), None)).contains('\u{2068}'), "only where it's needed");
    assert!(pdf(&document).is_ok());
}

#[test]
fn code_keeps_its_indentation() {
    let code = "    for x in y:\n        if x:\n            go(x)";
    let notes = Notes {
        summary: code.parse().unwrap(),
        strengths: read(json!([code])),
        ratings: read(json!([{"competency": "depth", "score": 2, "evidence": code}])),
        ..short()
    };
    let document = feedback(&about(), &notes, None);
    let (plain, markdown) = (text(&document), markdown(&document));
    let lines = ["for x in y:", "    if x:", "        go(x)"];
    let edges = |written: &str, blank: char| {
        let find = |words: &str| {
            let line = written.lines().filter(|line| line.trim_end_matches('\\').ends_with(words.trim_start()));
            line.map(|line| line.chars().position(|c| c == words.trim_start().chars().next().unwrap()).unwrap())
                .collect::<Vec<_>>()
        };
        let all @ [first, second, third] = &lines.map(find);
        assert!(all.iter().all(|at| at.len() == 3), "{all:?}: {written}");
        for ((first, second), third) in first.iter().zip(second).zip(third) {
            // Behind a bullet or a quote's mark all of them are moved alike.
            assert_eq!([second - first, third - second], [4, 4], "{blank:?}: {written}");
        }
    };
    edges(&plain, ' ');
    edges(&markdown, '\u{a0}');
    let html: String =
        document.sections.iter().flat_map(|one| &one.blocks).flat_map(Block::texts).map(Text::page).collect();
    let edge = "\u{a0}".repeat(8);
    assert_eq!(html.matches(&format!("<br>{edge}if x:<br>{edge}\u{a0}\u{a0}\u{a0}\u{a0}go(x)")).count(), 3, "{html}");
}

#[test]
fn a_name_that_is_not_to_be_told_is_nowhere() {
    let document = feedback(&About { interviewer: None, ..about() }, &short(), Some(&own()));
    assert!(!format!("{document:?}").contains("Νίκος"));
    let info = poppler("pdfinfo", &[], &pdf(&document).unwrap());
    assert!(!info.contains("Author:"), "{info}");
    assert!(text(&document).contains("The interviewer wouldn't hire Zoë for a junior role yet."));
}
