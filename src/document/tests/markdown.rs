use super::*;

#[test]
fn markdown_says_it_and_nothing_in_it_is_markup() {
    let document = feedback(&about(), &short(), Some(&own()));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("feedback.md", markdown(&document));
    });
    let evil = "# Not a heading\n\n<script>alert(1)</script>\n-no list\n1.none\n[a](javascript:x) **b** `c < d` _d_ snake_case &amp; ~~e~~\n    code\n===";
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
    let skills = skills.filter(|block| matches!(block, Block::Skill { .. })).count();
    assert_eq!(headings, 1 + document.sections.len() + skills, "{written}");
    for line in [
        "# Not a heading",
        "<script>alert(1)</script>",
        "-no list",
        "1.none",
        "[a](javascript:x) **b** `c < d` _d_ snake_case &amp; ~~e~~",
        "===",
    ] {
        assert_eq!(said.matches(line).count(), 5, "{line}: {written}");
    }
    assert!(written.contains("snake_case") && said.contains("interviewed *Ann* on"), "{written}");
}

/// Read again, it's the same text: nothing that was typed became markup, and no markup was lost.
#[test]
fn what_is_written_reads_as_it_was() {
    for source in [
        "Use `a` and ``b`c``.\nNext *line*.\n\n```c#\nif (x)\n    go(\"```\");\n```\n\n1. one\n2. two\n\n   more\n\n- a\n- b\n\n+ c\n\n> q\n>\n> - r",
        "~~~a`b\nx\n~~~",
        "1. a\n\n1) b",
        "&amp; <b> [x](y) # \\ _ ` ~~~ 1\\. > -",
        "Line\n    indented *x*\n  # two",
    ] {
        let text = Text::read(source);
        let notes = Notes { summary: source.parse().unwrap(), ..short() };
        let document = feedback(&about(), &notes, None);
        let written = markdown(&document);
        let (_, rest) = written.split_once("## The hour in short\n\n").unwrap();
        let (part, _) = rest.split_once("\n\n## ").unwrap();
        assert_eq!(events(part), events_of(&text), "{source}\n{part}");
    }
}

/// What a renderer would show, in a line for each piece.
fn events(written: &str) -> Vec<String> {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
    let mut all = vec![String::new()];
    for event in Parser::new_ext(written, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => all.push(format!("code {language}|")),
            Event::Start(Tag::List(first)) => all.push(format!("list {first:?}")),
            Event::Start(Tag::BlockQuote(_)) => all.push("quote".to_owned()),
            Event::Start(Tag::Paragraph | Tag::Item) => all.push(String::new()),
            Event::Start(tag) => all.push(format!("{tag:?}")),
            Event::Text(text) => all.last_mut().unwrap().push_str(&text.replace('\u{a0}', " ")),
            Event::Code(code) => all.last_mut().unwrap().push_str(&format!("<{code}>")),
            Event::SoftBreak | Event::HardBreak => all.last_mut().unwrap().push('\n'),
            Event::End(_) => all.push(String::new()),
            other => all.push(format!("{other:?}")),
        }
    }
    all.into_iter().map(|one| one.trim_end().to_owned()).filter(|one| !one.is_empty()).collect()
}

fn events_of(text: &Text) -> Vec<String> {
    fn of(pieces: &[Piece], all: &mut Vec<String>) {
        for piece in pieces {
            match piece {
                Piece::Paragraph(spans) => {
                    all.push(
                        spans
                            .iter()
                            .map(|span| {
                                if span.style == Style::Code { format!("<{}>", span.words) } else { span.words.clone() }
                            })
                            .collect(),
                    )
                }
                Piece::Code { language, text } => all.push(format!("code {language}|{text}")),
                Piece::List(items) => {
                    all.push(format!("list {:?}", items[0].number.map(u64::from)));
                    items.iter().for_each(|item| of(&item.pieces, all));
                }
                Piece::Quote(pieces) => {
                    all.push("quote".to_owned());
                    of(pieces, all);
                }
            }
        }
    }
    let mut all = Vec::new();
    of(&text.0, &mut all);
    all
}
