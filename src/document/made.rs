//! What was made in a session, at the end of its feedback. It's code more often than not, so every line, and what each begins with,
//! stays as it is.

use super::markdown::{escaped, fence};
use super::{Block, Labelled, Piece, Priority, Section, Text, VERBATIM};
use crate::domain::feedback::attachment::{AttachmentKind, NewAttachment};
use std::fmt::Write;

/// The heading above it, in every form.
pub const HEADING: &str = "What was made";

/// Lines and bytes of each text that a mail shows. Mail programs cut what's longer than about 100 KB.
const IN_MAIL: Room = Room { lines: 60, bytes: 4_000 };

/// Lines and bytes of each text in the PDF, which has a limited number of pages.
const IN_PDF: Room = Room { lines: 40, bytes: 2_400 };

/// How much of a text is shown.
#[derive(Clone, Copy)]
struct Room {
    lines: usize,
    bytes: usize,
}

/// Something that was made, as it's shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its title or, without one, its kind.
    pub title: String,
    /// `TypeScript, added by Bo`
    pub about: String,
    /// The address, if it's a link.
    pub link: Option<String>,
    /// The text, with LF at the end of each line.
    pub text: String,
    language: String,
}

impl Made {
    /// What somebody attached; `by` is `you`, or their name.
    pub fn new(made: &NewAttachment, by: &str) -> Self {
        let NewAttachment { kind, title, language, content, .. } = made;
        let named = match kind {
            AttachmentKind::Code => "Code",
            AttachmentKind::Diagram => "A diagram",
            AttachmentKind::Link => "A link",
        };
        let language = language.as_deref().unwrap_or_default().to_owned();
        let about = if language.is_empty() { format!("Added by {by}") } else { format!("{language}, added by {by}") };
        Self {
            title: title.as_deref().unwrap_or(named).to_owned(),
            about,
            link: (*kind == AttachmentKind::Link).then(|| content.to_string()),
            text: content.replace("\r\n", "\n"),
            language,
        }
    }

    /// What a mail shows of the text.
    pub fn in_mail(&self) -> &str {
        cut(&self.text, IN_MAIL).0
    }

    /// The same, as code in HTML.
    pub fn html_in_mail(&self) -> String {
        Text(vec![Piece::Code { language: String::new(), text: self.in_mail().to_owned() }]).mail()
    }

    /// What it says below, if that isn't all.
    pub fn left_out(&self) -> Option<String> {
        rest(cut(&self.text, IN_MAIL))
    }
}

/// The part of a text that there's room for, and the rest. A line that's too long by itself is cut.
fn cut(text: &str, room: Room) -> (&str, &str) {
    let mut end = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let after = end + line.len();
        if number == room.lines || after > room.bytes {
            break;
        }
        end = after;
    }
    if end == 0 && !text.is_empty() {
        end = text.floor_char_boundary(room.bytes);
    }
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// What is said of the part that isn't shown.
fn rest((shown, left): (&str, &str)) -> Option<String> {
    (!left.is_empty()).then(|| match left.lines().count() {
        _ if !shown.ends_with('\n') => "The rest is on the page.".to_owned(),
        1 => "One more line is on the page.".to_owned(),
        lines => format!("{lines} more lines are on the page."),
    })
}

/// As plain text for a mail; empty if there's nothing.
pub fn text(made: &[Made]) -> String {
    let mut out = String::new();
    if !made.is_empty() {
        let _infallible = write!(out, "\n{}\n\n", HEADING.to_uppercase());
    }
    for one in made {
        let _infallible = write!(out, "* {}\n  {}\n\n", one.title, one.about);
        match &one.link {
            Some(link) => {
                let _infallible = write!(out, "  {link}\n\n");
            }
            None => {
                for line in one.in_mail().lines() {
                    let _infallible = writeln!(out, "{VERBATIM}    {line}");
                }
                let left_out = one.left_out().map(|rest| format!("\n  {rest}\n")).unwrap_or_default();
                let _infallible = writeln!(out, "{left_out}");
            }
        }
    }
    out
}

/// As Markdown to stand at the end of the document; empty if there's nothing. Each text is in a fence that it doesn't contain.
pub fn markdown(made: &[Made]) -> String {
    let mut out = String::new();
    if !made.is_empty() {
        let _infallible = write!(out, "\n## {HEADING}\n\n");
    }
    for one in made {
        let _infallible = write!(out, "### {}\n\n{}\n\n", escaped(&one.title), escaped(&one.about));
        match &one.link {
            Some(link) => {
                let _infallible = write!(out, "<{link}>\n\n");
            }
            None => {
                let fence = fence(&one.language, &one.text);
                let end = if one.text.ends_with('\n') { "" } else { "\n" };
                let _infallible = write!(out, "{fence}{}\n{}{end}{fence}\n\n", one.language, one.text);
            }
        }
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// As a section for the PDF, shortened: the page and the Markdown have all of it. `None` if there's nothing.
pub fn section(made: &[Made]) -> Option<Section> {
    if made.is_empty() {
        return None;
    }
    let plain = |text: String| Labelled { label: String::new(), text: Text::plain(text) };
    let block = |one: &Made| {
        let mut parts = vec![plain(one.about.clone())];
        match &one.link {
            Some(link) => parts.push(plain(link.clone())),
            None => {
                let (text, left) = cut(&one.text, IN_PDF);
                let code = Piece::Code { language: String::new(), text: text.trim_end().replace('\t', "    ") };
                parts.push(Labelled { label: String::new(), text: Text(vec![code]) });
                parts.extend(rest((text, left)).map(plain));
            }
        }
        Block::Question { head: Text::plain(one.title.clone()), parts }
    };
    Some(Section {
        id: "attached",
        heading: HEADING,
        lead: String::new(),
        blocks: made.iter().map(block).collect(),
        room: Priority::Detail,
    })
}

/// `code, two diagrams and a link`
pub fn named(kinds: &[AttachmentKind]) -> String {
    let part = |kind: AttachmentKind| match (kind, kinds.iter().filter(|one| **one == kind).count()) {
        (_, 0) => None,
        (AttachmentKind::Code, _) => Some("code"),
        (AttachmentKind::Diagram, 1) => Some("a diagram"),
        (AttachmentKind::Diagram, 2) => Some("two diagrams"),
        (AttachmentKind::Diagram, _) => Some("three diagrams"),
        (AttachmentKind::Link, 1) => Some("a link"),
        (AttachmentKind::Link, 2) => Some("two links"),
        (AttachmentKind::Link, _) => Some("three links"),
    };
    let parts: Vec<&str> = AttachmentKind::ALL.iter().copied().filter_map(part).collect();
    match parts.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => parts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: AttachmentKind, language: Option<&str>, content: &str) -> Made {
        let language = language.map(|language| language.parse().unwrap());
        let title = "A [queue](x) *of* promises".parse().ok();
        Made::new(&NewAttachment { kind, title, language, content: content.parse().unwrap(), in_shares: false }, "Bo")
    }

    #[test]
    fn markdown_keeps_every_byte_between_its_fences() {
        let code = "\n\nif (a) {\r\n\t// ```` not the end\n  b()  \n}";
        let out = markdown(&[made(AttachmentKind::Code, Some("TypeScript"), code)]);
        let lf = code.replace("\r\n", "\n");
        assert!(out.contains(&format!("\n`````TypeScript\n{lf}\n`````\n")), "{out}");
        assert!(out.contains("### A \\[queue\\](x) \\*of\\* promises\n"), "{out}");
        let events: Vec<_> = pulldown_cmark::Parser::new(&out).collect();
        let text = |event: &pulldown_cmark::Event<'_>| match event {
            pulldown_cmark::Event::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let read: String = events.iter().map(text).collect();
        assert!(read.contains(&lf) && read.contains("A [queue](x) *of* promises"), "{read}");
        assert_eq!(markdown(&[]), "");
    }

    #[test]
    fn a_text_in_a_mail_keeps_its_lines_and_is_cut() {
        let many = (1..=70).map(|number| format!("    line {number}\n")).collect::<String>();
        let out = text(&[made(AttachmentKind::Code, None, &many)]);
        assert!(out.contains("\u{1f}        line 60\n") && !out.contains("line 61"), "{out}");
        assert!(out.contains("10 more lines are on the page."), "{out}");
        let long = "\u{e9}".repeat(4_000);
        let one = made(AttachmentKind::Diagram, None, &long);
        assert_eq!((one.in_mail().len(), one.left_out().as_deref()), (4_000, Some("The rest is on the page.")));
        let whole = made(AttachmentKind::Code, None, "a\nb");
        assert_eq!((whole.in_mail(), whole.left_out()), ("a\nb", None));
    }

    #[test]
    fn kinds_are_named_together() {
        use AttachmentKind::{Code, Diagram, Link};
        for (kinds, words) in [
            (&[Code][..], "code"),
            (&[Code, Code, Link], "code and a link"),
            (&[Link, Diagram, Code], "code, a diagram and a link"),
            (&[Diagram, Diagram], "two diagrams"),
            (&[Link, Link, Link], "three links"),
        ] {
            assert_eq!(named(kinds), words);
        }
    }
}
