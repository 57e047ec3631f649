//! The document as plain text, for the mail's text part, which wraps it. Code, lists and quotes stay as people type them.

use super::rich::{Piece, Style, Text};
use super::{Block, Document, Labelled, Section};
use crate::domain::isolated;

/// Before a line that mustn't be wrapped, such as one of code. Nobody can write it themselves.
pub(crate) const VERBATIM: char = '\u{1f}';

/// The recommendation and the sections, under headings in capitals. The mail has its own title and subject.
pub fn text(document: &Document) -> String {
    let decision = &document.decision;
    let mut out = format!("{}\n\n", decision.sentence);
    if !decision.because.is_empty() {
        out.push_str(&format!("Because: {}\n\n", beside(&decision.because, "")));
    }
    out.push_str(&format!("{}\n", decision.formal));
    if let Some((heading, told)) = &document.told {
        out.push_str(&format!("\n{}:\n\n{}\n", heading, lines(told)));
    }
    for part in &document.sections {
        out.push_str(&section(part));
    }
    out
}

fn section(section: &Section) -> String {
    let mut out = format!("\n{}\n\n", section.heading.to_uppercase());
    if !section.lead.is_empty() {
        out.push_str(&format!("{}\n\n", section.lead));
    }
    section.blocks.iter().for_each(|one| out.push_str(&block(one, section.blocks.len() > 1)));
    out
}

fn block(block: &Block, several: bool) -> String {
    match block {
        Block::Paragraph(text) if several => format!("* {}\n\n", indented(&lines(text))),
        Block::Paragraph(text) => format!("{}\n\n", lines(text)),
        Block::Moment { minute, kind, text } => {
            let kind = if kind.is_empty() { String::new() } else { format!(", {kind}") };
            format!("* Minute {minute}{kind}: {}\n", beside(text, "  "))
        }
        Block::Step { number, when, then, check } => {
            let mut out = format!("{number}. ");
            for text in [when, then].into_iter().filter(|text| !text.is_empty()) {
                out.push_str(&format!("{}\n   ", lines(text).replace('\n', "\n   ")));
            }
            if !check.is_empty() {
                out.push_str(&format!("How you'll know: {}", beside(check, "   ")));
            }
            format!("{}\n\n", out.trim_end())
        }
        Block::Scores(card) => {
            let row = |row: &super::Row| {
                let more = if row.biggest { " The biggest difference." } else { "" };
                let words = [row.words.as_str(), &row.bar_in_words()].join(" ");
                format!("* {}: {}{more}\n", row.skill, words.trim_end())
            };
            card.rows.iter().map(row).chain(["\n".to_owned()]).collect()
        }
        Block::Parts(parts) => format!("* {}\n\n", labelled(parts).join("\n  ")),
        Block::Skill { name, state, parts, .. } => {
            let head = format!("{}: {state}", isolated(name));
            format!("{}\n\n", std::iter::once(head).chain(labelled(parts)).collect::<Vec<_>>().join("\n  "))
        }
        Block::Question { head, parts } => {
            let head = lines(head);
            format!("* {}\n\n", std::iter::once(head).chain(labelled(parts)).collect::<Vec<_>>().join("\n  "))
        }
    }
}

fn labelled(parts: &[Labelled]) -> Vec<String> {
    let one = |Labelled { label, text }: &Labelled| match label.as_str() {
        "" => indented(&lines(text)),
        label => format!("{label}: {}", beside(text, "  ")),
    };
    parts.iter().map(one).collect()
}

/// After a label, in the same line. What isn't one paragraph begins a line, and so does code that is only indented.
fn beside(text: &Text, edge: &str) -> String {
    let words = lines(text);
    let begins = matches!(text.0.first(), Some(Piece::Paragraph(_))) && !words.starts_with([' ', VERBATIM]);
    let further = words.replace('\n', &format!("\n{edge}"));
    if begins { isolated(&further).into_owned() } else { format!("\n{edge}{further}") }
}

/// Further lines stand under the first.
fn indented(words: &str) -> String {
    words.replace('\n', "\n  ")
}

/// What somebody wrote, for the text of a mail: as it was typed, with its code unbroken.
pub fn as_typed(text: &str) -> String {
    lines(&Text::read(text))
}

/// A text in lines, as it was typed.
fn lines(text: &Text) -> String {
    pieces(&text.0).join("\n\n")
}

fn pieces(all: &[Piece]) -> Vec<String> {
    all.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Paragraph(spans) => spans
            .iter()
            .map(|span| match span.style {
                Style::Plain | Style::Strong | Style::Minute(_) => span.words.clone(),
                Style::Code => super::markdown::code(&span.words),
            })
            .collect(),
        Piece::Code { language, text } => {
            let fence = super::markdown::fence(language, text);
            let whole = format!("{fence}{language}\n{text}\n{fence}");
            whole.split('\n').map(|line| format!("{VERBATIM}{line}")).collect::<Vec<_>>().join("\n")
        }
        Piece::List(items) => {
            let item = |item: &super::Item| {
                let mark = item.number.map_or("- ".to_owned(), |number| format!("{number}. "));
                let edge = " ".repeat(mark.len());
                format!("{mark}{}", pieces(&item.pieces).join("\n").replace('\n', &format!("\n{edge}")))
            };
            items.iter().map(item).collect::<Vec<_>>().join("\n")
        }
        Piece::Quote(quoted) => {
            let whole = pieces(quoted).join("\n\n");
            whole.split('\n').map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
        }
    }
}
