use super::*;
use crate::domain::feedback::attachment::{AttachmentKind, NewAttachment};

#[test]
fn the_shortest_notes_are_two_pages_that_say_whose_they_are() {
    let pdf = pdf(&feedback(&about(), &short(), Some(&own()))).unwrap();
    let info = poppler("pdfinfo", &[], &pdf);
    assert_eq!(pages(&pdf), 2, "{info}");
    assert!(info.contains("Title:           Feedback: concepts, junior level \u{b7} \u{39d}\u{3af}\u{3ba}\u{3bf}\u{3c2} wouldn't hire Zo\u{eb}"), "{info}");
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("Author:          Νίκος Ђорђевић"), "{info}");
    assert!(info.contains("Page size:       595.28 x 841.89 pts (A4)"), "{info}");
    let fonts = poppler("pdffonts", &[], &pdf);
    assert!(fonts.lines().skip(2).count() >= 2, "{fonts}");
    assert!(fonts.lines().skip(2).all(|line| line.contains(" yes yes yes")), "embedded, as a part, readable: {fonts}");
    let text = flat(&poppler("pdftotext", &[], &pdf));
    for said in [
        "Νίκος Ђорђевић interviewed Zoë Ångström on Thursday, 14 January 2027 · concepts, junior level, 60 minutes",
        "Νίκος wouldn't hire Zoë for a junior role yet.",
        "Recommendation: no hire, based on this hour.",
        "Closest description",
        "What Zoë chose",
        "Answers one \"why?\" from how the thing is used",
        "If I meet a promise, then I will draw both queues.",
        "of 2",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Shortened"));
}

#[test]
fn the_longest_notes_are_shortened_and_have_all_that_is_to_be_done() {
    for word in ["Predicted the order. ", "W", "\u{416}\u{443}\u{43a} ", "i\n", "\u{584}\u{10d0} \u{2192} \u{5d0} "] {
        let notes = long(word);
        let document = feedback(&about(), &notes, Some(&own()));
        let pdf = pdf(&document).unwrap();
        assert!((3..=12).contains(&pages(&pdf)), "{word}: {} pages", pages(&pdf));
        let text = flat(&poppler("pdftotext", &[], &pdf));
        assert!(text.contains("Shortened to fit twelve pages"), "{word}: {text}");
        assert_eq!(text.matches("then I will").count(), 5, "{word}: {text}");
        assert!(text.contains("What Zoë chose"), "{word}: {text}");
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
    assert!(flat(&text).contains("T\u{1ecd}\u{301}l\u{e1} Ad\u{e9}y\u{1eb9}m\u{ed} on Thursday"), "{text}");
}

/// Whatever stands before it, a skill is on one page, and so is a heading with what it's for.
#[test]
fn no_skill_is_torn_and_no_heading_left_behind() {
    let evidence = ["correctness", "depth", "explaining"].map(|id| json!({"competency": id, "score": 2, "evidence": format!("Begins {id}. {} Ends {id}.", "Said more. ".repeat(30))}));
    for lines in (1..60).step_by(3) {
        let summary = vec!["A line."; lines].join("\n");
        let notes = Notes {
            summary: summary.parse().unwrap(),
            ratings: read(json!(evidence)),
            strengths: read(json!(["One.", "Two."])),
            ..short()
        };
        let document = feedback(&about(), &notes, Some(&own()));
        let text = poppler("pdftotext", &["-layout"], &pdf(&document).unwrap());
        let pages: Vec<String> = text.split('\u{c}').map(flat).collect();
        for id in ["correctness", "depth", "explaining"] {
            let page = pages.iter().find(|page| page.contains(&format!("Begins {id}."))).unwrap();
            assert!(page.contains(&format!("Ends {id}.")), "{lines}: {pages:#?}");
        }
        for page in text.split('\u{c}').filter(|page| !page.trim().is_empty()) {
            let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let (foot, last) = (lines[lines.len() - 1], lines[lines.len() - 2]);
            assert!(foot.contains("Page "), "{page}");
            let label = ["Evidence", "What the next level", "How you'll know", "Closest description", "What Zoë"];
            assert!(!label.iter().any(|label| last.starts_with(label)), "{lines:?} {page}");
        }
    }
}

/// Whatever stands before it: what was made is on one page with its title, and so are a question and how it went.
#[test]
fn what_was_made_is_never_without_its_title() {
    let code = (1..=12).map(|line| format!("line{line}();\n")).collect::<String>();
    let new = NewAttachment {
        kind: AttachmentKind::Code,
        title: "The last thing".parse().ok(),
        language: None,
        content: code.parse().unwrap(),
        in_shares: false,
    };
    for lines in (1..60).step_by(3) {
        let notes = Notes {
            summary: vec!["A line."; lines].join("\n").parse().unwrap(),
            questions: read(json!([{"title": "Begins?", "how_it_went": "```\na();\n\n\n\nb();\n```\n\nEnded."}])),
            ..short()
        };
        let mut document = feedback(&about(), &notes, None);
        document.sections.extend(made::section(&[Made::new(&new, "Bo")]));
        let text = poppler("pdftotext", &["-layout"], &pdf(&document).unwrap());
        for (begins, ends) in [("The last thing", "line12();"), ("Begins?", "Ended.")] {
            let page = text.split('\u{c}').find(|page| page.contains(begins)).unwrap();
            assert!(page.contains(ends), "{lines}: {text}");
        }
    }
}

/// A page more for a line or two isn't worth it.
#[test]
fn no_last_page_is_nearly_empty_if_smaller_text_does_without_it() {
    for entries in 1..60 {
        let moment = |minute| json!({"minute": minute, "text": "A line."});
        let notes = Notes { timeline: read((1..=entries).map(moment).collect()), ..short() };
        let text = poppler("pdftotext", &["-layout"], &pdf(&feedback(&about(), &notes, None)).unwrap());
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        // The last line says which page it is.
        let lines = pages.last().unwrap().lines().filter(|line| !line.trim().is_empty()).count() - 1;
        assert!(pages.len() == 1 || lines > 3, "{entries} entries: {lines} lines on the last page\n{text}");
    }
}

/// "minute 4" leads to its entry, and screen readers hear that it's a link. The file stays PDF/UA.
#[test]
fn minutes_are_links_to_their_entries() {
    let notes = Notes {
        summary: "At minute 4 and minute 5; minutes 4 to 9.".parse().unwrap(),
        timeline: read(json!([{"minute": 4, "text": "Began."}, {"minute": 9, "text": "Ended."}])),
        ..short()
    };
    let bytes = pdf(&feedback(&about(), &notes, None)).unwrap();
    let info = poppler("pdfinfo", &["-struct-text"], &bytes);
    assert_eq!(info.matches("Link").count(), 3, "{info}");
    let raw = String::from_utf8_lossy(&bytes);
    assert_eq!(raw.matches("/Subtype/Link").count() + raw.matches("/Subtype /Link").count(), 3);
    assert!(raw.contains("(Minute 4)") && raw.contains("(Minute 9)") && !raw.contains("(Minute 5)"));
    assert!(raw.contains("pdfuaid:part"), "it says that it's PDF/UA");
    // Without entries there's nowhere to go.
    let bytes = pdf(&feedback(&about(), &Notes { timeline: read(json!([])), ..notes }, None)).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("(Minute 4)"));
}

/// What screen readers follow: headings in order, lists, the table, code; and code in its own face.
#[test]
fn the_structure_is_there_in_reading_order() {
    let notes = Notes {
        strengths: read(json!(["Wrote:\n\n```js\nawait save(id);\n```\n\n- one\n- two\n\n> said"])),
        timeline: read(json!([{"minute": 4, "text": "Began."}])),
        ..short()
    };
    let pdf = pdf(&feedback(&about(), &notes, Some(&own()))).unwrap();
    let info = poppler("pdfinfo", &["-struct-text"], &pdf);
    let mut at = 0;
    for next in [
        "H1 \"",
        "hire Zo",
        "H2 \"What would have changed it\"",
        "H2 \"This week\"",
        "L ",
        "Lbl",
        "LBody",
        "then I will",
        "H2 \"At a glance\"",
        "Table",
        "TH",
        "Depth",
        "TD",
        "getting there",
        "H2 \"What went well\"",
        "Code",
        "await save(id);",
        "LI",
        "BlockQuote",
        "H2 \"Skill by skill\"",
        "H3 \"Depth\"",
        "H2 \"Minute by minute\"",
        "min 4",
    ] {
        at += info[at..].find(next).unwrap_or_else(|| panic!("{next} is missing after {}: {info}", &info[..at]))
            + next.len();
    }
    let fonts = poppler("pdffonts", &[], &pdf);
    assert!(fonts.contains("DejaVuSansMono"), "{fonts}");
    let bytes = String::from_utf8_lossy(&pdf);
    assert!(bytes.contains("pdfuaid:part"), "it says that it's PDF/UA");
}

/// A letter that none of the fonts has: the file says less of itself, and everything else is there.
#[test]
fn an_unknown_letter_keeps_nobody_from_their_feedback() {
    let notes = Notes { summary: "\u{6f22}\u{5b57} and more".parse().unwrap(), ..short() };
    let pdf = pdf(&feedback(&about(), &notes, None)).unwrap();
    assert!(poppler("pdfinfo", &[], &pdf).contains("Tagged:          yes"));
    assert!(flat(&poppler("pdftotext", &[], &pdf)).contains("and more"));
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
