//! What people wrote as HTML: escaped, with its lines, its indentation and its code. The only place that makes markup of it.

use super::rich::{Item, Piece, Span, Style, Text};
use crate::domain::has_right_to_left;
use std::fmt::Display;

/// Columns of a tab.
const TAB: usize = 4;

/// Where the HTML stands. What the classes of mails look like is said where mails are rendered; Outlook's engine (Word) knows no
/// padding on `pre`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    /// A page with the stylesheet.
    Page,
    /// A mail.
    Mail,
}

impl Text {
    /// As HTML for a page.
    pub fn page(&self) -> String {
        self.html(Face::Page)
    }

    /// As HTML for a mail.
    pub fn mail(&self) -> String {
        self.html(Face::Mail)
    }

    /// Its first paragraph as HTML, to stand in a heading of a page.
    pub fn line_of_page(&self) -> String {
        self.line_in(Face::Page)
    }

    /// The same for a heading of a mail.
    pub fn line_of_mail(&self) -> String {
        self.line_in(Face::Mail)
    }

    fn line_in(&self, face: Face) -> String {
        let mut out = String::new();
        if let Some(Piece::Paragraph(spans)) = self.0.first() {
            inline(spans, face, &mut out);
        }
        out
    }

    fn html(&self, face: Face) -> String {
        let mut out = String::new();
        blocks(&self.0, face, &mut out);
        out
    }
}

/// A text of several lines without any markup, to stand in a paragraph.
pub fn html(text: impl Display) -> String {
    escaped(&text.to_string(), &mut true)
}

fn blocks(pieces: &[Piece], face: Face, out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Paragraph(spans) => paragraph(spans, face, out),
            Piece::Code { language, text } => code(language, text, face, out),
            Piece::List(items) => list(items, face, out),
            Piece::Quote(pieces) => {
                out.push_str(match face {
                    Face::Page => "<blockquote>",
                    Face::Mail => "<blockquote class=\"quote\">",
                });
                blocks(pieces, face, out);
                out.push_str("</blockquote>");
            }
        }
    }
}

/// Each line has its own direction if one is written from right to left (UAX #9, rule P1).
fn paragraph(spans: &[Span], face: Face, out: &mut String) {
    let open = match face {
        Face::Page => "<p dir=\"auto\">",
        Face::Mail => "<p dir=\"auto\" class=\"said\">",
    };
    for line in lines_apart(spans) {
        out.push_str(open);
        inline(&line, face, out);
        out.push_str("</p>");
    }
}

/// The lines, if they have to be apart; else all of them as they are.
fn lines_apart(spans: &[Span]) -> Vec<Vec<Span>> {
    if !spans.iter().any(|span| has_right_to_left(&span.words)) {
        return vec![spans.to_vec()];
    }
    let mut lines = vec![Vec::new()];
    for span in spans {
        for (at, words) in span.words.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let (Some(last), false) = (lines.last_mut(), words.is_empty()) {
                last.push(Span::new(span.style, words));
            }
        }
    }
    lines.retain(|line| line.iter().any(|span| !span.words.trim().is_empty()));
    lines
}

fn inline(spans: &[Span], face: Face, out: &mut String) {
    let mut blank = true;
    for Span { style, words } in spans {
        let words = escaped(words, &mut blank);
        match (style, face) {
            (Style::Minute(minute), Face::Page) => out.push_str(&format!("<a href=\"#m{minute}\">{words}</a>")),
            // Many mail programs don't follow links inside a mail.
            (Style::Plain | Style::Minute(_), _) => out.push_str(&words),
            (Style::Strong, _) => out.push_str(&format!("<strong>{words}</strong>")),
            (Style::Code, Face::Page) => out.push_str(&format!("<code>{words}</code>")),
            (Style::Code, Face::Mail) => out.push_str(&format!("<code class=\"code\">{words}</code>")),
        }
    }
}

fn code(language: &str, text: &str, face: Face, out: &mut String) {
    let (language, text) = (escaped(language, &mut true), signs(text));
    let label = if language.is_empty() { "Code".to_owned() } else { format!("Code, {language}") };
    match face {
        Face::Page => {
            if !language.is_empty() {
                out.push_str(&format!("<p class=\"language\">{language}</p>"));
            }
            // What scrolls can be reached by key, and has a name.
            out.push_str(&format!(
                "<pre tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><code>{text}</code></pre>"
            ));
        }
        Face::Mail => {
            let caption = match &*language {
                "" => String::new(),
                language => format!("<p class=\"tiny\" style=\"margin:0 0 4px\">{language}</p>"),
            };
            out.push_str(&format!(
                "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" class=\"block\"><tr><td style=\"padding:12px 16px\">{caption}<pre class=\"pre\">{text}</pre></td></tr></table>"
            ));
        }
    }
}

fn list(items: &[Item], face: Face, out: &mut String) {
    let numbered = items.iter().any(|item| item.number.is_some());
    let tag = if numbered { "ol" } else { "ul" };
    let class = match face {
        Face::Page => if numbered { " class=\"numbers\"" } else { " class=\"bullets\"" }.to_owned(),
        Face::Mail => " class=\"list\"".to_owned(),
    };
    out.push_str(&format!("<{tag}{class}>"));
    for item in items {
        match item.number {
            Some(number) => out.push_str(&format!("<li value=\"{number}\">")),
            None => out.push_str("<li>"),
        }
        blocks(&item.pieces, face, out);
        out.push_str("</li>");
    }
    out.push_str(&format!("</{tag}>"));
}

/// Escapes it and keeps its lines. Blanks after a blank or at the start of a line don't collapse: they may be code's. `blank`
/// says whether there's a blank or an edge where this begins, and then whether there's one at its end.
fn escaped(text: &str, blank: &mut bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("<br>"),
            ' ' if *blank => out.push('\u{a0}'),
            '\t' => out.extend(std::iter::repeat_n('\u{a0}', TAB)),
            other => sign(other, &mut out),
        }
        *blank = matches!(letter, '\n' | ' ' | '\t');
    }
    out
}

/// Escapes it and leaves the rest as it is.
fn signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    text.chars().for_each(|letter| sign(letter, &mut out));
    out
}

fn sign(letter: char, out: &mut String) {
    match letter {
        '<' => out.push_str("&#60;"),
        '>' => out.push_str("&#62;"),
        '&' => out.push_str("&#38;"),
        '"' => out.push_str("&#34;"),
        '\'' => out.push_str("&#39;"),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_edge_and_nothing_is_markup() {
        let code = "    if a < b & \"c\":\n\t\treturn 'x'\nend";
        assert_eq!(
            html(code),
            "\u{a0}\u{a0}\u{a0}\u{a0}if a &#60; b &#38; &#34;c&#34;:<br>\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}return &#39;x&#39;<br>end"
        );
        assert_eq!(html("a   b"), "a \u{a0}\u{a0}b");
    }

    #[test]
    fn paragraphs_are_parted_where_directions_differ() {
        let hebrew = "\u{5e9}\u{5dc}\u{5d5}\u{5dd}.";
        let text = Text::read(&format!("Hello, she began.\n{hebrew}\nAnd on.\n\nOne.\nTwo."));
        let written = text.page();
        assert_eq!(
            written,
            format!(
                "<p dir=\"auto\">Hello, she began.</p><p dir=\"auto\">{hebrew}</p><p dir=\"auto\">And on.</p><p dir=\"auto\">One.<br>Two.</p>"
            )
        );
    }

    #[test]
    fn code_lists_and_quotes_are_markup_in_both() {
        let text = Text::read("Use `a < b`:\n\n```c#\nif (a < b)\n    go();\n```\n\n3. one\n4. two\n\n> said");
        let page = text.page();
        assert_eq!(
            page,
            "<p dir=\"auto\">Use <code>a &#60; b</code>:</p><p class=\"language\">c#</p><pre tabindex=\"0\" role=\"region\" aria-label=\"Code, c#\"><code>if (a &#60; b)\n    go();</code></pre><ol class=\"numbers\"><li value=\"3\"><p dir=\"auto\">one</p></li><li value=\"4\"><p dir=\"auto\">two</p></li></ol><blockquote><p dir=\"auto\">said</p></blockquote>"
        );
        let mail = text.mail();
        for part in [
            "<code class=\"code\">a &#60; b</code>",
            ">if (a &#60; b)\n    go();</pre>",
            "<li value=\"4\">",
            "<blockquote class",
        ] {
            assert!(mail.contains(part), "{part}: {mail}");
        }
    }
}
