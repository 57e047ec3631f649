//! Text layout: fonts, and breaking paragraphs into lines.

use super::PdfError;
use crate::document::{Span, Style};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::fontique::{Blob, Collection, CollectionOptions};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext,
    LineHeight, OverflowWrap, StyleProperty,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;

/// Latin, Greek and Cyrillic, regular and bold; and a fallback with Armenian, Georgian, Hebrew, Arabic, arrows and
/// mathematical symbols; and a monospaced one for code. Their licences are next to the files.
const FONTS: [&[u8]; 4] = [
    include_bytes!("../../../static/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../static/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../static/fonts/DejaVuSans.ttf"),
    include_bytes!("../../../static/fonts/DejaVuSansMono.ttf"),
];

const FAMILIES: FontFamily<'static> = FontFamily::List(Cow::Borrowed(&[
    FontFamilyName::Named(Cow::Borrowed("Noto Sans")),
    FontFamilyName::Named(Cow::Borrowed("DejaVu Sans")),
]));

const CODE: FontFamily<'static> = FontFamily::List(Cow::Borrowed(&[
    FontFamilyName::Named(Cow::Borrowed("DejaVu Sans Mono")),
    FontFamilyName::Named(Cow::Borrowed("Noto Sans")),
    FontFamilyName::Named(Cow::Borrowed("DejaVu Sans")),
]));

/// The size of code inside a sentence, as a part of the sentence's.
const CODE_SIZE: f32 = 0.88;

const SIGNS: FontFamily<'static> = FontFamily::Single(FontFamilyName::Named(Cow::Borrowed("DejaVu Sans")));

/// Maximum number of characters on a line: the narrowest, at the smallest size.
const LINE_LETTERS: usize = 300;

/// Lays out text.
pub(crate) struct TextLayout {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    /// Fonts by the id that parley gives their bytes.
    print: HashMap<u64, Font>,
}

/// The style of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// In points.
    pub size: f32,
    /// Whether all of it is bold.
    pub strong: bool,
    /// Whether all of it is code.
    pub mono: bool,
}

/// A text in lines.
pub(crate) struct Set(Vec<Paragraph>);

/// The text between two line breaks, which has its own direction (UAX #9, rule P1).
pub(super) struct Paragraph {
    pub(super) layout: Layout<()>,
    words: String,
    /// The minutes of the session that it names, and where.
    pub(super) minutes: Vec<(Range<usize>, u16)>,
}

/// Adjacent glyphs of one font.
pub(crate) struct Run {
    /// The offset from the line's left edge.
    pub x: f32,
    /// The font.
    pub font: Font,
    /// Its size in points.
    pub size: f32,
    /// The glyphs.
    pub glyphs: Vec<KrillaGlyph>,
}

impl TextLayout {
    pub(crate) fn new() -> Result<Self, PdfError> {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut print = HashMap::new();
        for bytes in FONTS {
            let blob = Blob::new(Arc::new(bytes));
            print.insert(blob.id(), Font::new(bytes.into(), 0).ok_or(PdfError::Font)?);
            if collection.register_fonts(blob, None).is_empty() {
                return Err(PdfError::Font);
            }
        }
        let fonts = FontContext { collection, source_cache: Default::default() };
        Ok(Self { fonts, layouts: LayoutContext::new(), print })
    }

    /// A text of at most `lines` lines of this width; if it's cut, it ends in an ellipsis.
    pub(crate) fn set(&mut self, text: &[Span], look: Look, width: f32, lines: usize) -> Rc<Set> {
        let whole = cut(text, lines.saturating_mul(LINE_LETTERS));
        let set = self.lay_out(&whole, look, width);
        let is_whole = length(&whole) == length(text);
        if set.lines() <= lines && is_whole {
            return Rc::new(set);
        }
        let shown = set.words_of(lines);
        // A word less, or some letters where there is one word only, makes room for the ellipsis.
        let kept = shown.trim_end();
        let kept = match kept.rsplit_once([' ', '\n']) {
            Some((before, last)) if last.len() < 40 => before.chars().count(),
            _ => kept.chars().count().saturating_sub(4),
        };
        let mut short = cut(text, kept);
        short.push(Span::new(Style::Plain, " \u{2026}"));
        Rc::new(self.lay_out(&short, look, width))
    }

    fn lay_out(&mut self, text: &[Span], look: Look, width: f32) -> Set {
        let mut paragraphs: Vec<Vec<Span>> = vec![Vec::new()];
        for span in text {
            for (at, words) in span.words.split('\n').enumerate() {
                if at > 0 {
                    paragraphs.push(Vec::new());
                }
                if let Some(last) = paragraphs.last_mut() {
                    last.push(Span::new(span.style, words));
                }
            }
        }
        Set(paragraphs.iter().map(|spans| self.paragraph(spans, look, width)).collect())
    }

    fn paragraph(&mut self, text: &[Span], look: Look, width: f32) -> Paragraph {
        let spans: Vec<String> = text.iter().map(|span| printable(&span.words)).collect();
        let words = match spans.concat() {
            // An empty line is as high as the others.
            empty if empty.is_empty() => " ".to_owned(),
            words => words,
        };
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &words, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(if look.mono { CODE } else { FAMILIES }));
        builder.push_default(StyleProperty::FontSize(look.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.42)));
        // Break a word that's wider than the line instead of letting it overflow.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if look.strong {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        let (mut at, mut minutes) = (0, Vec::new());
        for (span, printable) in text.iter().zip(&spans) {
            let end = at + printable.len();
            match span.style {
                _ if at >= end => {}
                Style::Plain => {}
                Style::Minute(minute) => minutes.push((at..end, minute)),
                Style::Strong => builder.push(StyleProperty::FontWeight(FontWeight::BOLD), at..end),
                Style::Code => {
                    builder.push(StyleProperty::FontFamily(CODE), at..end);
                    builder.push(StyleProperty::FontSize(look.size * CODE_SIZE), at..end);
                    builder.push(StyleProperty::FontWeight(FontWeight::NORMAL), at..end);
                }
            }
            at = end;
        }
        // Noto Sans has none of these, and parley would otherwise compose "\u{2260}" from two glyphs.
        let signs = if look.mono { "" } else { words.as_str() };
        for (at, sign) in signs.char_indices().filter(|(_, sign)| ('\u{2190}'..='\u{27bf}').contains(sign)) {
            let end = at + sign.len_utf8();
            builder.push(StyleProperty::FontFamily(SIGNS), at..end);
        }
        let mut layout = builder.build(&words);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        Paragraph { layout, words, minutes }
    }

    /// The glyph runs of a line, from the left.
    pub(crate) fn runs(&self, set: &Set, line: usize) -> Vec<Run> {
        let Some((paragraph, line)) = set.at(line) else { return Vec::new() };
        let Some(line) = paragraph.layout.get(line) else { return Vec::new() };
        let mut x = line.metrics().offset;
        let mut runs = Vec::new();
        for run in line.runs() {
            let (size, start) = (run.font_size(), x);
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            for cluster in run.visual_clusters() {
                let letters = paragraph.letters(cluster.text_range());
                if cluster.is_ligature_continuation() {
                    // Right-to-left text continues to the left of where it began.
                    // A letter with its marks is several glyphs: all of them together are what was written.
                    if let Some(known) = glyphs.last().map(|glyph| glyph.text_range.clone()) {
                        let whole = known.start.min(letters.start)..known.end.max(letters.end);
                        for glyph in glyphs.iter_mut().rev().take_while(|glyph| glyph.text_range == known) {
                            glyph.text_range = whole.clone();
                        }
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    let [advance, dx, dy] = [glyph.advance, glyph.x, glyph.y].map(|length| length / size);
                    let id = GlyphId::new(glyph.id);
                    glyphs.push(KrillaGlyph::new(id, advance, dx, dy, 0.0, letters.clone(), None));
                    x += glyph.advance;
                }
            }
            if let Some(font) = self.print.get(&run.font().data.id()) {
                runs.push(Run { x: start, font: font.clone(), size, glyphs });
            }
        }
        runs
    }
}

impl Paragraph {
    /// The letters of a glyph; none if the range isn't valid here, because krilla slices the words without checking.
    fn letters(&self, range: Range<usize>) -> Range<usize> {
        if self.words.get(range.clone()).is_some() { range } else { 0..0 }
    }

    /// The height of a line, and where its baseline is below the line's top.
    fn metrics(&self, line: usize) -> (f32, f32) {
        let above: f32 = self.layout.lines().take(line).map(|line| line.metrics().line_height).sum();
        self.layout.get(line).map_or((0.0, 0.0), |line| (line.metrics().line_height, line.metrics().baseline - above))
    }
}

impl Set {
    /// The paragraph that a line is in, and which of its lines it is.
    pub(super) fn at(&self, mut line: usize) -> Option<(&Paragraph, usize)> {
        for paragraph in &self.0 {
            match line.checked_sub(paragraph.layout.len()) {
                Some(further) => line = further,
                None => return Some((paragraph, line)),
            }
        }
        None
    }

    /// The words of the paragraph that contains a line; its glyphs' text ranges refer to them.
    pub(crate) fn words(&self, line: usize) -> &str {
        self.at(line).map_or("", |(paragraph, _)| &paragraph.words)
    }

    /// The words of the first `lines` lines.
    fn words_of(&self, lines: usize) -> String {
        let Some(last) = lines.min(self.lines()).checked_sub(1) else { return String::new() };
        let mut words = String::new();
        let mut left = last;
        for paragraph in &self.0 {
            let Some(further) = left.checked_sub(paragraph.layout.len()) else {
                let end = paragraph.layout.get(left).map_or(0, |line| line.text_range().end);
                words.push_str(paragraph.words.get(..end).unwrap_or_default());
                break;
            };
            left = further;
            words.push_str(paragraph.words.trim_end());
            words.push('\n');
        }
        words
    }

    pub(crate) fn lines(&self) -> usize {
        self.0.iter().map(|paragraph| paragraph.layout.len()).sum()
    }

    /// The height of a line, and where its baseline is below the line's top.
    pub(crate) fn metrics(&self, line: usize) -> (f32, f32) {
        self.at(line).map_or((0.0, 0.0), |(paragraph, line)| paragraph.metrics(line))
    }

    pub(crate) fn width(&self) -> f32 {
        self.0.iter().map(|paragraph| paragraph.layout.width()).fold(0.0, f32::max)
    }
}

/// The text to lay out. A combining mark without a base character, at the start of a line, gets a space (The Unicode
/// Standard, section 2.11): parley would otherwise combine it with the line break.
fn printable(words: &str) -> String {
    let mut printable = String::with_capacity(words.len());
    let mut starts = true;
    for letter in words.chars() {
        if starts && is_combining_mark(letter) {
            printable.push('\u{a0}');
        }
        match letter {
            '\t' => printable.push_str("    "),
            other => printable.push(other),
        }
        starts = matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    }
    printable
}

fn length(text: &[Span]) -> usize {
    text.iter().map(|span| span.words.len()).sum()
}

/// The first `letters` characters.
fn cut(text: &[Span], letters: usize) -> Vec<Span> {
    let mut left = letters;
    let span = |span: &Span| {
        let words: String = span.words.chars().take(left).collect();
        left -= words.chars().count();
        Span { style: span.style, words }
    };
    text.iter().map(span).collect()
}
