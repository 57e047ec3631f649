use super::*;
use crate::domain::feedback::attachment::{AttachmentKind, NewAttachment};

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
        "minute 4\"><b> [minute 4](javascript:x) #m4\" onclick=\"x minutes 4 to 99999999999999999999".to_owned(),
        format!("{}end", long("minutes 1, 2 and 3 to 4 ")),
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
                    ["p", "br", "code", "pre", "ul", "ol", "li", "blockquote", "table", "tr", "td", "strong", "a"]
                        .contains(&name),
                    "<{tag}"
                );
                // The only links lead to an entry of the same page.
                assert!(name != "a" || tag.starts_with("a href=\"#m4\">") || tag.starts_with("/a>"), "<{tag}");
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

/// What was made has room for more: 32 KiB of anything, in all forms.
#[test]
fn hostile_things_that_were_made_are_inert_and_quick() {
    let long = |one: &str| one.repeat(30_000 / one.len());
    for content in [
        "`".repeat(30_000),
        format!("{}deepest", "> ".repeat(10_000)),
        format!("{}deepest", "- ".repeat(10_000)),
        long("1. "),
        long("[x](javascript:alert(1)) "),
        long("<script>alert(1)</script></code></pre>\n"),
        long("```\n</pre> class=\"sheet\" style=\"position:fixed\"\n"),
        long("\u{5d0}\u{5d1} \u{301}"),
    ] {
        let start = std::time::Instant::now();
        let new = NewAttachment {
            kind: AttachmentKind::Code,
            title: "<b> [x](javascript:x) `y`".parse().ok(),
            language: "a`b<c>".parse().ok(),
            content: content.parse().unwrap(),
            in_shares: false,
        };
        let made = [Made::new(&new, "Bo")];
        let mail = made[0].html_in_mail();
        let inner = mail.split_once("<pre class=\"pre\">").unwrap().1.split_once("</pre>").unwrap().0;
        assert!(!inner.contains('<') && !inner.contains('"'), "{inner}");
        assert!(content.starts_with(shown(inner).trim_end_matches('\n')), "{inner}");
        let plain = made::text(&made);
        assert!(plain.contains(content.lines().next().unwrap().get(..40).unwrap_or_default()), "{plain}");
        // The Markdown has all of it, as one block of code.
        let written = made::markdown(&made);
        let mut read = (0, String::new());
        let mut in_code = false;
        for event in pulldown_cmark::Parser::new(&written) {
            match event {
                pulldown_cmark::Event::Start(pulldown_cmark::Tag::CodeBlock(_)) => {
                    (in_code, read.0) = (true, read.0 + 1)
                }
                pulldown_cmark::Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
                pulldown_cmark::Event::Text(text) if in_code => read.1.push_str(&text),
                pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. }) => panic!("{written}"),
                pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => panic!("{html}"),
                _ => {}
            }
        }
        assert_eq!((read.0, read.1.trim_end()), (1, content.trim_end()));
        let mut document = feedback(&about(), &short(), None);
        document.sections.extend(made::section(&made));
        let paper = flat(&poppler("pdftotext", &[], &pdf(&document).unwrap()));
        assert!(paper.contains("What was made") && paper.contains("on the page."), "{paper}");
        assert!(start.elapsed().as_secs() < 20, "{:?} for {}", start.elapsed(), content.len());
    }
}
