use super::*;
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{Kind, Level, SessionLength};
use serde_json::{Value, json};

fn about() -> About<'static> {
    About {
        candidate: Some("Zoë Ångström"),
        interviewer: Some("Νίκος Ђорђевић"),
        kind: Kind::Concepts,
        level: Level::Junior,
        length: SessionLength::try_from(60).unwrap(),
        date: "Thursday, 14 January 2027",
        version: 1,
        why: "",
        writer: Writer::Interviewer,
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// The shortest notes the linter accepts.
fn short() -> Notes {
    read(json!({
        "ratings": [{"competency": "depth", "score": 2, "evidence": "Answered the first why from use; at the second: \"it just goes later\"."}],
        "recommendation": {"verdict": "no_hire", "because": "The second why got a guess.", "would_have_changed_it": [{"towards": "hire", "text": "Naming the two queues."}]},
        "action_steps": [{"if": "I meet a promise", "then": "draw both queues", "check": "three drawn"}]
    }))
}

/// Every list full, and every text at its maximum length.
fn long(word: &str) -> Notes {
    let text = |most: usize| word.repeat(most / word.chars().count());
    let all = |count: usize, one: Value| Value::Array(vec![one; count]);
    let ids: Vec<String> = (0..10).map(|one| format!("{}{one}", text(59).replace('\n', "n"))).collect();
    let known = ["correctness", "depth", "explaining", "application"];
    let rated = ids.iter().enumerate().map(|(at, id)| {
        let id = known.get(at).map_or(id.as_str(), |known| known);
        json!({"competency": id, "score": 2, "evidence": text(4000)})
    });
    read(json!({
        "summary": text(4000),
        "timeline": all(200, json!({"minute": 59, "text": text(1000)})),
        "hints": all(50, json!({"minute": 9, "kind": "answer", "text": text(1000)})),
        "questions": all(20, json!({"title": text(300).replace('\n', " "), "how_it_went": text(4000)})),
        "ratings": rated.collect::<Vec<_>>(),
        "recommendation": {"verdict": "hire", "confidence": "high", "because": text(2000), "would_have_changed_it": all(2, json!({"towards": "strong_no_hire", "text": text(2000)}))},
        "strengths": all(10, json!(text(1000))),
        "gaps": all(10, json!({"situation": text(1000), "behavior": text(1000), "impact": text(1000)})),
        "action_steps": all(5, json!({"if": text(500), "then": text(500), "check": text(500)})),
    }))
}

fn own() -> SelfAssessment {
    read(json!({"ratings": [{"competency": "depth", "score": 4}, {"competency": "correctness", "score": 2}]}))
}

/// Runs one of poppler's tools over a PDF.
fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feedback.pdf");
    std::fs::write(&file, pdf).unwrap();
    if let Ok(keep) = std::env::var("CANDOR_TEST_SCREENSHOTS") {
        let name = std::thread::current().name().unwrap().replace("::", ".");
        std::fs::write(format!("{keep}/{name}.pdf"), pdf).unwrap();
    }
    let output =
        std::process::Command::new(tool).args(args).arg(&file).args((tool == "pdftotext").then_some("-")).output();
    let output = output.expect("poppler-utils is installed by scripts/test");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(pdf: &[u8]) -> usize {
    let info = poppler("pdfinfo", &[], pdf);
    info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}

#[test]
fn the_shortest_notes_are_one_page_that_says_whose_it_is() {
    let pdf = pdf(&feedback(&about(), &short(), Some(&own()))).unwrap();
    let info = poppler("pdfinfo", &[], &pdf);
    assert_eq!(pages(&pdf), 1, "{info}");
    assert!(info.contains("Title:           Feedback: concepts, junior level"), "{info}");
    assert!(info.contains("Author:          Νίκος Ђорђевић"), "{info}");
    assert!(info.contains("Page size:       595.28 x 841.89 pts (A4)"), "{info}");
    let fonts = poppler("pdffonts", &[], &pdf);
    assert!(fonts.lines().skip(2).count() >= 2, "{fonts}");
    assert!(fonts.lines().skip(2).all(|line| line.contains(" yes yes yes")), "embedded, as a part, readable: {fonts}");
    let text = flat(&poppler("pdftotext", &[], &pdf));
    for said in [
        "Zoë Ångström's mock interview with Νίκος Ђорђевић on Thursday, 14 January 2027 (60 minutes).",
        "Νίκος's recommendation for a junior role, based on this hour: no hire.",
        "Closest description",
        "How Zoë saw it",
        "Answers one \"why?\" from how the thing is used",
        "If I meet a promise, then I will draw both queues.",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Shortened"));
}

#[test]
fn the_longest_notes_are_three_pages_with_all_that_is_to_be_done() {
    for word in ["Predicted the order. ", "W", "\u{416}\u{443}\u{43a} ", "i\n", "\u{584}\u{10d0} \u{2192} \u{5d0} "] {
        let notes = long(word);
        let document = feedback(&about(), &notes, Some(&own()));
        let pdf = pdf(&document).unwrap();
        assert!((2..=3).contains(&pages(&pdf)), "{word}: {} pages", pages(&pdf));
        let text = flat(&poppler("pdftotext", &[], &pdf));
        assert!(text.contains("Shortened to fit three pages"), "{word}: {text}");
        assert_eq!(text.matches("then I will").count(), 5, "{word}: {text}");
        assert!(text.contains("Page 3 of 3") && text.contains("How Zoë saw it"), "{word}: {text}");
    }
}

#[test]
fn names_and_text_in_any_european_script_are_read_back() {
    let words =
        "Łódź, Þórr, Őrült, Ğüneş, Žižek, Ελληνικά, Українська, Հայերեն, ქართული, O(n²) → O(n log n), a ≤ b ≠ c ✓";
    let notes = Notes { summary: words.parse().unwrap(), ..short() };
    let text = poppler("pdftotext", &[], &pdf(&feedback(&about(), &notes, None)).unwrap());
    // Between two fonts, poppler may miss the space.
    let close = |text: &str| text.split_whitespace().collect::<String>();
    assert!(close(&text).contains(&close(words)), "{text}");
}

/// Marks that go on letters, some of which no letter has made for it: as they were written, and the name as it is typed.
#[test]
fn marks_on_letters_are_read_back() {
    let words = "T\u{1ecd}\u{301}l\u{e1}, \u{1eb8}\u{300}b\u{f9}n, n\u{303}\u{331}, \u{e9}\u{323}";
    let notes = Notes { summary: words.parse().unwrap(), ..short() };
    let about = About { candidate: Some("T\u{1ecd}\u{301}l\u{e1} Ad\u{e9}y\u{1eb9}m\u{ed}"), ..about() };
    let text = poppler("pdftotext", &[], &pdf(&feedback(&about, &notes, None)).unwrap());
    let written: &str = &notes.summary;
    assert!(flat(&text).contains(written), "{written}: {text}");
    assert!(flat(&text).contains("T\u{1ecd}\u{301}l\u{e1} Ad\u{e9}y\u{1eb9}m\u{ed}'s mock interview"), "{text}");
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
        format!("If \u{2068}{}\u{2069}, then I will draw both queues.", hebrew.trim_end_matches('.')),
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
        document.sections.iter().flat_map(|one| &one.blocks).flat_map(Block::texts).map(Text::html).collect();
    let edge = "\u{a0}".repeat(8);
    assert_eq!(html.matches(&format!("<br>{edge}if x:<br>{edge}\u{a0}\u{a0}\u{a0}\u{a0}go(x)")).count(), 3, "{html}");
}

#[test]
fn no_heading_is_left_behind_at_the_end_of_a_page() {
    // Moved down one line at a time, every heading reaches the end of the page at some point.
    for lines in (1..48).step_by(2) {
        let summary = vec!["A line."; lines].join("\n");
        let notes = Notes { summary: summary.parse().unwrap(), strengths: read(json!(["One.", "Two."])), ..short() };
        let document = feedback(&about(), &notes, Some(&own()));
        let headings: Vec<&str> = document.sections.iter().map(|section| section.heading).collect();
        let text = poppler("pdftotext", &["-layout"], &pdf(&document).unwrap());
        for page in text.split('\u{c}').filter(|page| !page.trim().is_empty()) {
            let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let (foot, last) = (lines[lines.len() - 1], lines[lines.len() - 2]);
            assert!(foot.contains("Page "), "{page}");
            let label = ["Evidence", "What the next level", "How you'll know", "Closest description", "How Zoë"]
                .iter()
                .any(|label| last.starts_with(label));
            assert!(!headings.contains(&last) && !label, "{lines:?} {page}");
        }
    }
}

#[test]
fn markdown_says_it_and_nothing_in_it_is_markup() {
    let document = feedback(&about(), &short(), Some(&own()));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("feedback.md", markdown(&document));
    });
    let evil = "# Not a heading\n\n<script>alert(1)</script>\n- no list\n1. none\n[a](javascript:x) **b** `c < d` _d_ snake_case &amp; ~~e~~\n    code\n===";
    let notes = Notes {
        summary: evil.parse().unwrap(),
        strengths: read(json!([evil])),
        gaps: read(json!([{"situation": evil, "behavior": evil, "impact": evil}])),
        ..short()
    };
    let document = feedback(&About { candidate: Some("*Ann*"), ..about() }, &notes, None);
    let written = markdown(&document);
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut headings = 0;
    let mut said = String::new();
    for event in
        Parser::new_ext(&written, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS)
    {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}: {written}"),
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Emphasis | Tag::Strikethrough,
            ) => {
                panic!("{event:?}: {written}")
            }
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Text(text) => said.push_str(&text),
            Event::Code(code) => said.push_str(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => said.push('\n'),
            _ => {}
        }
    }
    let skills = document.sections.iter().flat_map(|section| &section.blocks);
    let skills = skills.filter(|block| matches!(block, Block::Group { what: GroupKind::Skill, .. })).count();
    assert_eq!(headings, 1 + document.sections.len() + skills, "{written}");
    for line in [
        "# Not a heading",
        "<script>alert(1)</script>",
        "- no list",
        "1. none",
        "[a](javascript:x) **b** `c < d` _d_ snake_case &amp; ~~e~~",
        "===",
    ] {
        assert_eq!(said.matches(line).count(), 5, "{line}: {written}");
    }
    assert!(written.contains("snake_case") && said.contains("*Ann*'s mock interview"), "{written}");
}

#[test]
fn a_name_that_is_not_to_be_told_is_nowhere() {
    let document = feedback(&About { interviewer: None, ..about() }, &short(), Some(&own()));
    assert!(!format!("{document:?}").contains("Νίκος"));
    let info = poppler("pdfinfo", &[], &pdf(&document).unwrap());
    assert!(!info.contains("Author:"), "{info}");
    assert!(text(&document).contains("The interviewer's recommendation for a junior role"));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    /// Any text can be made into a PDF, in any script, with combining marks in any order.
    #[test]
    fn no_text_is_too_odd_for_paper(
        words in proptest::collection::vec("\\PC{0,12}", 1..12),
        odd in proptest::sample::select(vec!["\u{5d0}\u{5d1}", "\u{627}\u{644}", "\u{1f469}\u{200d}\u{1f4bb}", "\u{301}", "\u{915}\u{94d}\u{937}", "\u{6f22}", "\u{ad}", "fi \u{fb01}"]),
    ) {
        let text = format!("{} {odd}{odd} {}", words.join(" "), words.join("\n"));
        proptest::prop_assert!(is_set(&text), "{}", text);
    }
}

/// Whether notes with this summary can be made into a PDF, if it's a valid text.
fn is_set(text: &str) -> bool {
    let Ok(summary) = text.parse() else { return true };
    pdf(&feedback(&about(), &Notes { summary, ..short() }, Some(&own()))).is_ok()
}

/// Found by the test above: a composed letter in the middle of right-to-left text, and a combining mark without a base character.
#[test]
fn letters_of_two_signs_are_set() {
    assert!(is_set(":\u{1133b}\u{fe00} \u{5d0}\u{5d1}\u{5d0}\u{5d1} :\u{1133b}\u{fe00}"));
    assert!(is_set("One line\n\u{20e2}! and the next"));
}
