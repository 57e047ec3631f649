use super::*;

/// What somebody might try, as long as a text may be.
fn attempts() -> Vec<String> {
    let long = |one: &str| one.repeat(3900 / one.len());
    vec![
        format!("{}deepest", ">".repeat(3900)),
        format!("{}deepest", long("- ")),
        format!("{}deepest", long("1. ")),
        format!("begin {} end", "`".repeat(3900)),
        format!("begin\n{}\nend", "`".repeat(3900)),
        "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>".to_owned(),
        "[click](javascript:alert(1)) <a href=\"javascript:alert(1)\">x</a> ![x](data:text/html,x)".to_owned(),
        "```\"><script>alert(1)</script>\nx\n```".to_owned(),
        "`</code><script>alert(1)</script>`".to_owned(),
        "# h\n\n***\n\n| a | b |\n|---|---|\n\n&lt;script&gt; &#x202e;".to_owned(),
        "- a\n  > b\n  > ```html\n  > <b>\n  > ```".to_owned(),
    ]
}

/// The words of a page as a browser shows them.
fn shown(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => out.push(other),
            _ => {}
        }
    }
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    signs.iter().fold(out, |text, (sign, is)| text.replace(sign, is))
}

/// Without the marks, which a renderer shows in its own way.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Inert, quick, and nothing lost: in the mail, on the page, in text, in Markdown and on paper.
#[test]
fn hostile_markdown_is_shown_as_it_was_typed() {
    for attempt in attempts() {
        let start = std::time::Instant::now();
        let text_of = |notes: &Notes| notes.texts().iter().filter(|(_, text)| **text == attempt).count();
        let short_one: String = attempt.chars().take(900).collect();
        let notes = Notes {
            summary: attempt.parse().unwrap(),
            ratings: read(json!([{"competency": "depth", "score": 2, "evidence": attempt}])),
            timeline: read(json!([{"minute": 4, "text": short_one}])),
            questions: read(json!([{"title": "`<b>` [x](javascript:x)", "how_it_went": attempt}])),
            ..short()
        };
        assert!(text_of(&notes) >= 3, "it's a text that can be written: {attempt}");
        let document = feedback(&About { candidate: None, ..about() }, &notes, None);
        let texts = || document.sections.iter().flat_map(|one| &one.blocks).flat_map(Block::texts);
        let expected = letters(&Text::read(&attempt).words());
        for html in [texts().map(Text::page).collect::<String>(), texts().map(Text::mail).collect()] {
            for tag in html.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
                assert!(
                    ["p", "br", "code", "pre", "ul", "ol", "li", "blockquote", "table", "tr", "td", "strong"]
                        .contains(&name),
                    "<{tag}"
                );
                // Nothing that was typed ends an attribute.
                let quotes = tag.split('>').next().unwrap().matches('"').count();
                assert_eq!(quotes % 2, 0, "<{tag}");
            }
            assert!(letters(&shown(&html)).matches(&expected).count() >= 3, "{attempt}: {html}");
        }
        let plain = text(&document);
        assert!(letters(&plain).matches(&expected).count() >= 3, "{attempt}: {plain}");
        // The marks are what was typed, and stay in the text and in the Markdown.
        assert!(
            letters(&markdown(&document).replace("\\", "")).matches(&expected).count() >= 2,
            "{}",
            markdown(&document)
        );
        let paper = pdf(&document).unwrap();
        assert!(start.elapsed().as_secs() < 20, "{:?} for {}", start.elapsed(), attempt.len());
        let paper = letters(&poppler("pdftotext", &["-raw"], &paper));
        assert!(paper.contains("wouldnthireyou"), "{paper}");
        // Where a page ends, its footer stands between two words.
        for word in Text::read(&attempt).words().split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2) {
            assert!(paper.matches(word).count() >= 3, "{word} of {attempt}: {paper}");
        }
    }
}

/// What moves letters or can't be seen doesn't get in at all.
#[test]
fn direction_marks_and_hidden_letters_are_refused_before_they_are_read() {
    for hidden in ["\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{2060}", "\u{1f}"] {
        assert!(format!("a {hidden} b").parse::<crate::domain::Prose<100>>().is_err(), "{hidden:?}");
        // And if it did, it would be a letter like any other.
        assert_eq!(Text::read(&format!("a {hidden} b")).words(), format!("a {hidden} b"));
    }
}
