//! The document as plain text, for the mail's text part, which wraps it.

use super::{Block, Document, GroupKind, Labelled, Section};
use crate::domain::isolated;

/// The lead and the sections, under headings in capitals. The mail has its own title and subject.
pub fn text(document: &Document) -> String {
    let mut out = format!("{}\n", document.lead);
    for section in &document.sections {
        out.push_str(&crate::document::text::section(section));
    }
    out
}

fn section(section: &Section) -> String {
    let mut out = format!("\n{}\n\n", section.heading.to_uppercase());
    if !section.lead.is_empty() {
        out.push_str(&format!("{}\n\n", section.lead));
    }
    for block in &section.blocks {
        out.push_str(&crate::document::text::block(block));
    }
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("{}\n\n", text.words()),
        Block::Bullet(text) => format!("* {}\n\n", indented(&text.words())),
        Block::Moment { minute, kind: "", text } => format!("* Minute {minute}: {}\n", beside(&text.words())),
        Block::Moment { minute, kind, text } => format!("* Minute {minute}, {kind}: {}\n", beside(&text.words())),
        Block::Group { what: GroupKind::Recommendation, parts, .. } => {
            let texts = parts.iter().flat_map(|part| part.texts());
            let one = |Labelled { label, text }: &Labelled| match label.as_str() {
                "" => format!("{}\n\n", text.words()),
                label => format!("{label}:\n\n  {}\n\n", indented(&text.words())),
            };
            texts.map(one).collect()
        }
        Block::Group { what, head, parts } => {
            let mut lines: Vec<String> = Vec::new();
            if !head.is_empty() {
                lines.push(head.clone());
            }
            for Labelled { label, text } in parts.iter().flat_map(|part| part.texts()) {
                lines.push(match label.as_str() {
                    "" => indented(&text.words()),
                    label => format!("{label}: {}", beside(&text.words())),
                });
            }
            let first = if *what == GroupKind::Skill { "" } else { "* " };
            format!("{first}{}\n\n", lines.join("\n  "))
        }
    }
}

/// After a label, in the same line. What has several lines begins one: its first may be indented, as code is.
fn beside(words: &str) -> String {
    match words.starts_with([' ', '\t']) {
        true => format!("\n  {}", indented(words)),
        false => indented(&isolated(words)),
    }
}

/// Further lines stand under the first.
fn indented(words: &str) -> String {
    words.replace('\n', "\n  ")
}
