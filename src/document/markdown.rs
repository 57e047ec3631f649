//! The document as Markdown ([CommonMark](https://spec.commonmark.org/0.31.2/), with the task lists of GitHub's dialect).

use super::{Block, Document, GroupKind, Labelled, Text};
use crate::domain::isolated;

/// The whole document. Nothing that people wrote becomes markup.
pub fn markdown(document: &Document) -> String {
    let mut out =
        format!("# {}\n\n{}\n\n{}\n", escaped(&document.title), escaped(&document.about), escaped(&document.lead));
    for section in &document.sections {
        out.truncate(out.trim_end().len());
        out.push_str(&format!("\n\n## {}\n\n", section.heading));
        if !section.lead.is_empty() {
            out.push_str(&format!("{}\n\n", escaped(&section.lead)));
        }
        for block in &section.blocks {
            out.push_str(&crate::document::markdown::block(block));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("{}\n\n", inline(text, "")),
        Block::Bullet(text) => format!("- {}\n", inline(text, "  ")),
        Block::Moment { minute, kind, text } => {
            let kind = if kind.is_empty() { String::new() } else { format!(", {kind}") };
            format!("- **Minute {minute}{kind}:** {}\n", isolated(&inline(text, "  ")))
        }
        Block::Group { what, head, parts } => {
            let texts = parts.iter().flat_map(|part| part.texts());
            match what {
                GroupKind::Recommendation => {
                    let parts: Vec<_> = texts.map(|one| labelled(one, "> ")).collect();
                    format!("> {}\n\n", parts.join("\n>\n> "))
                }
                GroupKind::Gap => {
                    format!("- {}\n\n", texts.map(|one| labelled(one, "  ")).collect::<Vec<_>>().join("\\\n  "))
                }
                GroupKind::Step => {
                    let parts: Vec<_> = texts.map(|one| labelled(one, "  ")).collect();
                    format!("- [ ] {}\n", parts.join("\\\n  "))
                }
                GroupKind::Skill | GroupKind::Question => {
                    let parts: Vec<_> = texts.map(|one| format!("{}\n\n", labelled(one, ""))).collect();
                    format!("### {}\n\n{}", escaped(head), parts.concat())
                }
            }
        }
    }
}

fn labelled(Labelled { label, text }: &Labelled, margin: &str) -> String {
    let text = inline(text, margin);
    match label.as_str() {
        "" => text,
        // Code begins a line of its own, so that its lines stay aligned.
        label if text.starts_with('\u{a0}') => format!("**{}:**\\\n{margin}{text}", escaped(label)),
        label => format!("**{}:** {}", escaped(label), isolated(&text)),
    }
}

/// The lines of a text as Markdown: all but the first begin with the margin of the enclosing block.
fn inline(text: &Text, margin: &str) -> String {
    let spans = text.0.iter().map(|span| match (span.strong, span.words.trim_end()) {
        (true, words) => format!("**{}**{}", escaped(words), &span.words[words.len()..]),
        (false, _) => escaped(&span.words),
    });
    let whole: String = spans.collect();
    let mut lines = whole.lines().map(|line| edged(line.trim_end()));
    let mut out = lines.next().unwrap_or_default();
    let mut broken = false;
    for line in lines {
        if line.is_empty() {
            broken = true;
            continue;
        }
        // An empty line begins a paragraph inside the same block; any other line break is a hard break.
        let between = if broken { format!("\n{}\n{margin}", margin.trim_end()) } else { format!("\\\n{margin}") };
        out.push_str(&between);
        out.push_str(&line);
        broken = false;
    }
    out
}

/// A line whose first blanks aren't taken away: they may be code's.
fn edged(line: &str) -> String {
    let words = line.trim_start_matches([' ', '\t']);
    let (edge, _) = line.split_at(line.len() - words.len());
    edge.replace('\t', "    ").replace(' ', "\u{a0}") + words
}

/// What would be markup is written as itself; but who writes `code` between two backticks means just that.
fn escaped(words: &str) -> String {
    let line = |line: &str| {
        let parts: Vec<&str> = line.split('`').collect();
        if parts.len().is_multiple_of(2) || parts.iter().skip(1).step_by(2).any(|code| code.trim().is_empty()) {
            return escaped_all(line);
        }
        let part = |(at, part): (usize, &&str)| if at % 2 == 1 { format!("`{part}`") } else { escaped_all(part) };
        parts.iter().enumerate().map(part).collect()
    };
    words.split('\n').map(line).collect::<Vec<String>>().join("\n")
}

/// Escapes all markup.
fn escaped_all(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    let mut out = String::with_capacity(words.len() + words.len() / 16);
    let mut begins = true;
    for (at, letter) in letters.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|one| one.is_alphanumeric());
        let markup = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '&' | '|' => true,
            // Inside a word it isn't markup: snake_case stays readable.
            '_' => !(beside(at.checked_sub(1)) && beside(Some(at + 1))),
            '#' | '+' | '-' | '=' => begins,
            // "1. " at the start of a line begins a list.
            '.' | ')' => {
                let line = letters.get(..at).unwrap_or_default().iter().rev().take_while(|one| **one != '\n');
                let mut line = line.peekable();
                line.peek().is_some() && line.all(|one| one.is_ascii_digit() || one.is_whitespace())
            }
            '!' => letters.get(at + 1) == Some(&'['),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(*letter);
        begins = *letter == '\n' || begins && letter.is_whitespace();
    }
    out
}
