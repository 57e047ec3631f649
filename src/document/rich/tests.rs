use super::*;

fn plain(words: &str) -> Span {
    Span::new(Style::Plain, words)
}

fn code(words: &str) -> Span {
    Span::new(Style::Code, words)
}

fn one(words: &str) -> Vec<Piece> {
    vec![Piece::Paragraph(vec![plain(words)])]
}

#[test]
fn code_lists_and_quotes_are_read() {
    let source = "You used `forEach` with\n`async`:\n\n```js\nids.forEach(async id => {\n\tawait save(id);\n});\n```\n\n- first\n  `more`\n- second\n  1. inner\n\n7) seven\n8) eight\n\n> \"It waits.\"\n> And: `no`";
    let item = |number, pieces| Item { number, pieces };
    assert_eq!(
        Text::read(source).0,
        [
            Piece::Paragraph(vec![plain("You used "), code("forEach"), plain(" with\n"), code("async"), plain(":")]),
            Piece::Code { language: "js".into(), text: "ids.forEach(async id => {\n    await save(id);\n});".into() },
            Piece::List(vec![
                item(None, vec![Piece::Paragraph(vec![plain("first\n"), code("more")])]),
                item(None, [one("second"), vec![Piece::List(vec![item(Some(1), one("inner"))])]].concat()),
            ]),
            Piece::List(vec![item(Some(7), one("seven")), item(Some(8), one("eight"))]),
            Piece::Quote(vec![Piece::Paragraph(vec![plain("\"It waits.\"\nAnd: "), code("no")])]),
        ]
    );
}

#[test]
fn everything_else_stays_as_it_was_typed() {
    for source in [
        "# Not a heading",
        "Not a heading\n===",
        "Not a heading\n---",
        "Not a heading\n-",
        "***",
        "- - -",
        "* * *",
        "**bold** _it_ *a* __b__ ~~c~~ snake_case 2*3*4",
        "[a](javascript:alert(1)) ![b](http://x) <http://x> [c][d]\n[d]: http://x",
        "<script>alert(1)</script>",
        "<div>\n<b>x</b>\n</div>",
        "<p>text</p> and &amp; &lt; &#65; \\* \\_ \\\\",
        "a | b\n--|--\n1 | 2",
        "    for x in y:\n        if x:\n            go(x)",
        "Steps:\n    for x in y:\n        go(x)\nend",
        "  two\n   three\n one",
        "`one backtick",
        "````````",
        "```\n```",
        "~~~",
        ">",
        "-",
        "1.",
        "-5 degrees, +3, 1.5 seconds, 2)",
        "~x~ $a$ :smile: @ann #12",
    ] {
        assert_eq!(Text::read(source).0, one(source), "{source}");
    }
    assert!(Text::read(" \n\t").is_empty());
}

#[test]
fn a_fence_without_an_end_and_code_without_one_lose_nothing() {
    assert_eq!(Text::read("```py\nx = 1").0, [Piece::Code { language: "py".into(), text: "x = 1".into() }]);
    let spoken = "``` look at this\nx";
    assert_eq!(Text::read(spoken).0, [Piece::Code { language: "look at this".into(), text: "x".into() }]);
    let tags = Text::read("Uses <p> inside `<div>` well").0;
    assert_eq!(tags, [Piece::Paragraph(vec![plain("Uses <p> inside "), code("<div>"), plain(" well")])]);
    let ticks = Text::read("Type `` a`b `` or ` `` `").0;
    assert_eq!(ticks, [Piece::Paragraph(vec![plain("Type "), code("a`b"), plain(" or "), code("``")])]);
}

#[test]
fn code_in_lists_and_quotes_keeps_its_own_indentation() {
    let source = "- Saw:\n\n  ```\n  if x:\n      y()\n  ```\n\n> ```\n> a\n>   b\n> ```\n\n-     five\n- a `b\n  c` d";
    let Text(pieces) = Text::read(source);
    let [Piece::List(items), Piece::Quote(quoted), Piece::List(other)] = pieces.as_slice() else {
        panic!("{pieces:?}")
    };
    assert_eq!(items[0].pieces[1], Piece::Code { language: String::new(), text: "if x:\n    y()".into() });
    assert_eq!(quoted[0], Piece::Code { language: String::new(), text: "a\n  b".into() });
    assert_eq!(other[0].pieces, one("    five"));
    assert_eq!(other[1].pieces, [Piece::Paragraph(vec![plain("a "), code("b c"), plain(" d")])]);
}

#[test]
fn a_line_has_code_and_no_blocks() {
    assert_eq!(Text::line("- Why `a`?").0, [Piece::Paragraph(vec![plain("- Why "), code("a"), plain("?")])]);
    assert_eq!(Text::line("`a`").0, [Piece::Paragraph(vec![code("a")])]);
    assert_eq!(Text::line("# <b>").0, one("# <b>"));
}

#[test]
fn words_around_a_text_are_part_of_its_sentence() {
    let step = |source: &str| Text::read(source).within("If ", ",").words();
    assert_eq!(step("I write `await`"), "If I write await,");
    assert_eq!(step("I see\n\n```\nx\n```"), "If I see\nx");
    assert_eq!(step("```\nx\n```"), "If \nx");
    assert_eq!(step("\u{5e9}\u{5dc}"), "If \u{2068}\u{5e9}\u{5dc}\u{2069},");
}

/// What it takes to be read is bounded, whatever is inside what.
#[test]
fn hostile_texts_are_read_at_once_and_keep_every_letter() {
    let deep = |mark: &str| format!("{}x", mark.repeat(10_000));
    let nested: String = (0..120).map(|at| format!("{}- x\n", "  ".repeat(at))).collect();
    for source in [
        deep(">"),
        deep("> "),
        deep("- "),
        deep("1. "),
        deep("["),
        deep("*"),
        deep("<b>"),
        format!("{}\n", ">".repeat(200)).repeat(50),
        nested,
        "`".repeat(30_000),
        "`".repeat(15_000),
        deep("> ").chars().skip(8_000).collect(),
        (1..240).map(|at| format!("{} ", "`".repeat(at))).collect(),
        "`a``b```".repeat(1_900),
        "a\n```\n".repeat(2_600),
        "x".repeat(1_000_000),
        "&amp;<![CDATA[]]>\\".repeat(800),
    ] {
        let start = std::time::Instant::now();
        let text = Text::read(&source);
        assert!(start.elapsed().as_secs() < 5, "{} took {:?}", source.len(), start.elapsed());
        assert!(depth(&text.0) <= 7);
        // All that may be missing is the marks themselves.
        let letters = |text: &str| {
            text.chars().filter(|c| c.is_alphabetic() || matches!(c, '[' | '<' | '&' | '\\')).collect::<String>()
        };
        assert_eq!(letters(&text.words()), letters(&source));
    }
}

fn depth(pieces: &[Piece]) -> usize {
    let inner = |piece: &Piece| match piece {
        Piece::List(items) => 1 + items.iter().map(|item| depth(&item.pieces)).max().unwrap_or(0),
        Piece::Quote(pieces) => 1 + depth(pieces),
        Piece::Paragraph(_) | Piece::Code { .. } => 0,
    };
    pieces.iter().map(inner).max().unwrap_or(0)
}

proptest::proptest! {
    /// No text panics, and its words are what was typed but for the marks.
    #[test]
    fn words_are_never_lost(source in "[-a-c `~>*#<&\\[\\]().1\\\\\u{e9}\u{1f469}\u{5d0}\n]{0,60}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic() || "#<&[]\\*".contains(*c)).collect::<String>();
        let marks = |text: &str| text.chars().filter(|c| *c == '*').count();
        let read = Text::read(&source).words();
        let bare = |text: &str| letters(text).replace('*', "");
        proptest::prop_assert_eq!(bare(&read), bare(&source));
        proptest::prop_assert!(marks(&read) <= marks(&source));
    }
}
