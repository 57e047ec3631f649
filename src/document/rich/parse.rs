//! Reads the subset of Markdown. pulldown-cmark finds where things are; the words themselves are always taken from what was
//! written, so that whatever isn't markup here stays exactly as it was typed.

use super::mask::mask;
use super::{Item, Piece, Span, Style};
use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag};
use std::iter::Peekable;
use std::ops::Range;

/// Columns of a tab.
const TAB: &str = "    ";

/// Longer texts are read as plain: what people write in notes has at most 4,000 characters, of at most four bytes.
const MAX_BYTES: usize = 16_000;

/// Lists and quotes inside each other; what's deeper stays as it was typed.
const MAX_DEPTH: usize = 6;

/// A quote or an entry that a line is in.
enum Container {
    Quote,
    Item {
        /// Where its content begins, on its first line.
        content: usize,
        /// The blanks that its further lines begin with.
        indent: usize,
    },
}

struct Reader<'a> {
    source: &'a str,
    events: Peekable<OffsetIter<'a>>,
    within: Vec<Container>,
}

pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let source = source.replace('\t', TAB);
    if source.trim().is_empty() {
        return Vec::new();
    }
    if source.len() > MAX_BYTES {
        return vec![Piece::Paragraph(vec![Span::new(Style::Plain, source)])];
    }
    let masked = mask(&source);
    let events = Parser::new_ext(&masked, Options::empty()).into_offset_iter().peekable();
    Reader { source: &source, events, within: Vec::new() }.pieces()
}

/// The runs of a single line.
pub(super) fn spans(source: &str) -> Vec<Span> {
    // Behind a letter nothing begins a block.
    let line = format!("x{}", source.replace(['\n', '\t'], " "));
    match pieces(&line).into_iter().next() {
        Some(Piece::Paragraph(mut spans)) => {
            if let Some(first) = spans.first_mut() {
                first.words.remove(0);
            }
            spans.retain(|span| !span.words.is_empty());
            spans
        }
        _ => vec![Span::new(Style::Plain, source)],
    }
}

impl Reader<'_> {
    /// The pieces up to the end of the block that they are in.
    fn pieces(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some((event, range)) = self.events.peek().cloned() {
            let piece = match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => {
                    self.events.next();
                    let (codes, _) = self.inline_codes();
                    self.events.next();
                    Some(self.paragraph(range, &codes))
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => Some(self.fenced(range)),
                Event::Start(Tag::List(_)) if self.within.len() < MAX_DEPTH => Some(self.list()),
                Event::Start(Tag::BlockQuote(_)) if self.within.len() < MAX_DEPTH => {
                    self.events.next();
                    self.within.push(Container::Quote);
                    let quoted = self.pieces();
                    self.within.pop();
                    self.events.next();
                    // A mark without anything after it.
                    if quoted.is_empty() { Some(self.paragraph(range, &[])) } else { Some(Piece::Quote(quoted)) }
                }
                Event::Start(_) => {
                    self.skip();
                    Some(self.paragraph(range, &[]))
                }
                // Entries without empty lines between them have their words without a paragraph around them.
                _ => {
                    let (from, codes) = (range.start, self.inline_codes());
                    Some(self.paragraph(from..codes.1, &codes.0))
                }
            };
            pieces.extend(piece.filter(|piece| !matches!(piece, Piece::Paragraph(spans) if spans.is_empty())));
        }
        pieces
    }

    /// Leaves a block out.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    /// Where code is, up to the end of the paragraph, and where the words end.
    fn inline_codes(&mut self) -> (Vec<Range<usize>>, usize) {
        let (mut codes, mut end) = (Vec::new(), 0);
        while let Some((event, range)) =
            self.events.next_if(|(event, _)| !matches!(event, Event::Start(_) | Event::End(_)))
        {
            end = end.max(range.end);
            if matches!(event, Event::Code(_)) {
                codes.push(range);
            }
        }
        (codes, end)
    }

    fn fenced(&mut self, range: Range<usize>) -> Piece {
        self.events.next();
        let mut text = String::new();
        while let Some((Event::Text(_), part)) = self.events.next() {
            text.push_str(self.source.get(part).unwrap_or_default());
        }
        let first = self.source.get(range.clone()).and_then(|block| block.lines().next()).unwrap_or_default();
        let language = first.trim_start_matches(['`', '~']).trim().to_owned();
        // Marks with nothing between them are what was written.
        match text.trim().is_empty() {
            true => self.paragraph(range, &[]),
            false => Piece::Code { language, text: text.trim_end_matches('\n').to_owned() },
        }
    }

    fn list(&mut self) -> Piece {
        self.events.next();
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), range)) = self.events.next() {
            let (container, number) = self.item(range.start);
            self.within.push(container);
            let pieces = self.pieces();
            self.within.pop();
            self.events.next();
            items.push(Item { number, pieces });
        }
        Piece::List(items)
    }

    /// The entry whose mark is on the line with this place.
    fn item(&self, at: usize) -> (Container, Option<u32>) {
        let from = self.text_of_line(self.line_of(at));
        let line = self.source.get(from..).unwrap_or_default().lines().next().unwrap_or_default();
        let words = line.trim_start_matches(' ');
        let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = digits + 1;
        let after = words.get(mark..).unwrap_or_default();
        let blanks = match after.len() - after.trim_start_matches(' ').len() {
            few @ 1..=4 => few,
            _ => 1,
        };
        let indent = (line.len() - words.len() + mark + blanks).min(line.len());
        let number = words.get(..digits).and_then(|number| number.parse().ok());
        (Container::Item { content: from + indent, indent }, number)
    }

    /// Where the line with this place begins.
    fn line_of(&self, at: usize) -> usize {
        self.source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
    }

    /// Where a line's own text begins, after the marks and the blanks of what it's in.
    fn text_of_line(&self, line: usize) -> usize {
        let mut at = line;
        for container in &self.within {
            let rest = self.source.get(at..).unwrap_or_default();
            let words = rest.trim_start_matches(' ');
            let blanks = rest.len() - words.len();
            match container {
                Container::Quote if blanks <= 3 && words.starts_with('>') => {
                    at += blanks + 1 + usize::from(words.starts_with("> "));
                }
                Container::Quote => {}
                Container::Item { content, .. } if self.line_of(*content) == line => at = *content,
                Container::Item { indent, .. } => at += blanks.min(*indent),
            }
        }
        at
    }

    /// The lines of a block as they were typed, but for the code in it.
    fn paragraph(&self, range: Range<usize>, codes: &[Range<usize>]) -> Piece {
        let mut spans: Vec<Span> = Vec::new();
        let mut add = |style, words: &str| match spans.last_mut() {
            Some(last) if last.style == style && style == Style::Plain => last.words.push_str(words),
            _ if words.is_empty() => {}
            _ => spans.push(Span::new(style, words)),
        };
        let mut codes = codes.iter().peekable();
        let (mut line, mut at) = (self.line_of(range.start), 0);
        while line < range.end {
            let end =
                self.source.get(line..range.end).and_then(|rest| rest.find('\n')).map_or(range.end, |end| line + end);
            at = self.text_of_line(line).max(at).min(end.max(at));
            while let Some(code) = codes.next_if(|code| code.start < end) {
                add(Style::Plain, self.source.get(at..code.start).unwrap_or_default());
                add(Style::Code, &self.code(code.clone()));
                at = code.end;
            }
            if at <= end {
                add(Style::Plain, self.source.get(at..end).unwrap_or_default().trim_end());
                add(Style::Plain, "\n");
            }
            line = end + 1;
        }
        trimmed(spans)
    }

    /// What is between the backticks (CommonMark, section 6.1).
    fn code(&self, range: Range<usize>) -> String {
        let whole = self.source.get(range.clone()).unwrap_or_default();
        let ticks = whole.len() - whole.trim_start_matches('`').len();
        let inner = whole.get(ticks..whole.len().saturating_sub(ticks)).unwrap_or_default();
        let mut at = range.start + ticks;
        let mut lines = Vec::new();
        for line in inner.split('\n') {
            let from = if lines.is_empty() { at } else { self.text_of_line(at).min(at + line.len()) };
            lines.push(self.source.get(from..at + line.len()).unwrap_or_default());
            at += line.len() + 1;
        }
        let code = lines.join(" ");
        match code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')) {
            Some(inner) if !inner.trim().is_empty() => inner.to_owned(),
            _ => code,
        }
    }
}

/// Without the empty lines around it.
fn trimmed(mut spans: Vec<Span>) -> Piece {
    while let Some(last) = spans.last_mut().filter(|last| last.style == Style::Plain) {
        last.words.truncate(last.words.trim_end().len());
        if !last.words.is_empty() {
            break;
        }
        spans.pop();
    }
    if let Some(first) = spans.first_mut().filter(|first| first.style == Style::Plain) {
        let empty: usize = first
            .words
            .split_inclusive('\n')
            .take_while(|line| line.trim().is_empty() && line.ends_with('\n'))
            .map(str::len)
            .sum();
        first.words.drain(..empty);
    }
    spans.retain(|span| !span.words.is_empty());
    Piece::Paragraph(spans)
}
