//! The document as Markdown ([CommonMark](https://spec.commonmark.org/0.31.2/), with the task lists of GitHub's dialect).

use super::rich::{Item, Piece, Span, Style, Text};
use super::{Block, Document, Labelled};
use crate::domain::isolated;

/// The whole document. What people wrote is shown as they typed it: only their code, lists and quotes are markup.
pub fn markdown(document: &Document) -> String {
    let decision = &document.decision;
    let mut out = format!("# {}\n\n{}\n\n", escaped(&decision.sentence), escaped(&document.about));
    if !decision.because.is_empty() {
        out.push_str(&format!("{}\n\n", labelled("Because", &decision.because, "")));
    }
    out.push_str(&format!("{}\n\n", escaped(&decision.formal)));
    if let Some((heading, told)) = &document.told {
        out.push_str(&format!("{}\n\n", labelled(heading, told, "")));
    }
    for section in &document.sections {
        out.truncate(out.trim_end().len());
        out.push_str(&format!("\n\n## {}\n\n", section.heading));
        if !section.lead.is_empty() {
            out.push_str(&format!("{}\n\n", escaped(&section.lead)));
        }
        let several = section.blocks.len() > 1;
        section.blocks.iter().for_each(|one| out.push_str(&block(one, several)));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn block(block: &Block, several: bool) -> String {
    match block {
        Block::Paragraph(text) if several => format!("- {}\n\n", written(text, "  ")),
        Block::Paragraph(text) => format!("{}\n\n", written(text, "")),
        Block::Moment { minute, kind, text } => {
            let kind = if kind.is_empty() { String::new() } else { format!(", {kind}") };
            format!("- {}\n", labelled(&format!("Minute {minute}{kind}"), text, "  "))
        }
        Block::Step { when, then, check, .. } => {
            let texts = [when, then].into_iter().filter(|text| !text.is_empty()).map(|text| written(text, "  "));
            let check = (!check.is_empty()).then(|| labelled("How you'll know", check, "  "));
            format!("- [ ] {}\n\n", texts.chain(check).collect::<Vec<_>>().join("\n\n  "))
        }
        Block::Scores(card) => {
            let row = |row: &super::Row| {
                let more = if row.biggest { " The biggest difference." } else { "" };
                let words = [row.words.as_str(), &row.bar_in_words()].join(" ");
                format!("- **{}:** {}{more}\n", escaped(&row.skill), escaped(words.trim_end()))
            };
            card.rows.iter().map(row).chain(["\n".to_owned()]).collect()
        }
        Block::Parts(parts) => format!("- {}\n\n", parts_of(parts, "  ")),
        Block::Skill { name, state, parts, .. } => {
            format!("### {}\n\n{}\n\n{}\n\n", escaped(name), escaped(state), parts_of(parts, ""))
        }
        Block::Question { head, parts } => format!("### {}\n\n{}\n\n", written(head, ""), parts_of(parts, "")),
    }
}

fn parts_of(parts: &[Labelled], margin: &str) -> String {
    let parts: Vec<_> = parts.iter().map(|one| labelled(&one.label, &one.text, margin)).collect();
    parts.join(&format!("\n\n{margin}"))
}

fn labelled(label: &str, text: &Text, margin: &str) -> String {
    let words = written(text, margin);
    let begins = matches!(text.0.first(), Some(Piece::Paragraph(_)));
    match label {
        "" => words,
        // Code begins a line of its own, so that its lines stay aligned.
        label if begins && words.starts_with('\u{a0}') => format!("**{}:**\\\n{margin}{words}", escaped(label)),
        label if begins => format!("**{}:** {}", escaped(label), isolated(&words)),
        label => format!("**{}:**\n\n{margin}{words}", escaped(label)),
    }
}

/// A text as Markdown: all lines but the first begin with the margin of the enclosing block.
fn written(text: &Text, margin: &str) -> String {
    pieces(&text.0, margin)
}

fn pieces(all: &[Piece], margin: &str) -> String {
    // Two lists in a row would be one if they had the same marks.
    let mut other = false;
    let mut one = |this: &Piece| {
        other = matches!(this, Piece::List(_)) && !other;
        piece(this, margin, other)
    };
    all.iter().map(&mut one).collect::<Vec<_>>().join(&format!("\n{}\n{margin}", margin.trim_end()))
}

fn piece(piece: &Piece, margin: &str, other: bool) -> String {
    match piece {
        Piece::Paragraph(spans) => paragraph(spans, margin),
        Piece::Code { language, text } => {
            let fence = fence(language, text);
            let whole = format!("{fence}{}\n{text}\n{fence}", language.replace('\\', "\\\\").replace('&', "\\&"));
            whole.replace('\n', &format!("\n{margin}"))
        }
        Piece::List(items) => {
            let item = |item: &Item| {
                let (bullet, stop) = if other { ("-", '.') } else { ("*", ')') };
                let mark = item.number.map_or(format!("{bullet} "), |number| format!("{number}{stop} "));
                let inner = format!("{margin}{}", " ".repeat(mark.len()));
                format!("{mark}{}", pieces(&item.pieces, &inner))
            };
            items.iter().map(item).collect::<Vec<_>>().join(&format!("\n{margin}"))
        }
        Piece::Quote(quoted) => format!("> {}", pieces(quoted, &format!("{margin}> "))),
    }
}

fn paragraph(spans: &[Span], margin: &str) -> String {
    let span = |span: &Span| match span.style {
        Style::Plain | Style::Minute(_) => escaped(&span.words),
        Style::Strong => {
            let words = span.words.trim_end();
            let after = span.words.get(words.len()..).unwrap_or_default();
            if words.is_empty() { after.to_owned() } else { format!("**{}**{after}", escaped(words)) }
        }
        Style::Code => code(&span.words),
    };
    let whole: String = spans.iter().map(span).collect();
    let mut out = String::new();
    let mut broken = false;
    for line in whole.lines().map(|line| edged(line.trim_end())) {
        // An empty line begins a paragraph inside the same block; any other line break is a hard break.
        match (out.is_empty(), line.is_empty()) {
            (_, true) => broken = true,
            (true, false) => out = line,
            (false, false) => {
                let between =
                    if broken { format!("\n{}\n{margin}", margin.trim_end()) } else { format!("\\\n{margin}") };
                out.push_str(&between);
                out.push_str(&line);
                broken = false;
            }
        }
    }
    out
}

/// Code between as many backticks as it takes (CommonMark, section 6.1).
pub(super) fn code(words: &str) -> String {
    let ticks = "`".repeat(longest(words, '`') + 1);
    let pads = words.starts_with('`') || words.ends_with('`') || words.starts_with(' ') && words.ends_with(' ');
    let pad = if pads && !words.trim().is_empty() { " " } else { "" };
    format!("{ticks}{pad}{words}{pad}{ticks}")
}

/// What stands around these lines of code: longer than what is in them.
pub(super) fn fence(language: &str, text: &str) -> String {
    let sign = if language.contains('`') { '~' } else { '`' };
    sign.to_string().repeat(longest(text, sign).max(2) + 1)
}

/// The length of the longest run of a sign.
fn longest(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(|run| run.len() / sign.len_utf8()).max().unwrap_or(0)
}

/// A line whose first blanks aren't taken away: they may be code's.
fn edged(line: &str) -> String {
    let words = line.trim_start_matches(' ');
    "\u{a0}".repeat(line.len() - words.len()) + words
}

/// Escapes all markup.
pub(super) fn escaped(words: &str) -> String {
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
