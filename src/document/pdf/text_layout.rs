//! Text layout: fonts, and breaking paragraphs into lines.

use super::PdfError;
use crate::document::{Span, Text};
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
/// mathematical symbols. Their licences are next to the files.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../../../static/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../static/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../static/fonts/DejaVuSans.ttf"),
];

const FAMILIES: FontFamily<'static> = FontFamily::List(Cow::Borrowed(&[
    FontFamilyName::Named(Cow::Borrowed("Noto Sans")),
    FontFamilyName::Named(Cow::Borrowed("DejaVu Sans")),
]));

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
}

/// A text broken into lines.
pub(crate) struct Set {
    layout: Layout<()>,
    words: String,
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
    pub(crate) fn set(&mut self, text: &Text, look: Look, width: f32, lines: usize) -> Rc<Set> {
        let whole = cut(text, lines.saturating_mul(LINE_LETTERS));
        let set = self.lay_out(&whole, look, width);
        let is_whole = whole.words().len() == text.words().len();
        if set.lines() <= lines && is_whole {
            return Rc::new(set);
        }
        let end = set.layout.get(lines.min(set.lines()).saturating_sub(1)).map_or(0, |line| line.text_range().end);
        // Remove a word, or some characters if there's only one word, to make room for the ellipsis.
        let kept = set.words.get(..end).unwrap_or_default().trim_end();
        let kept = match kept.rsplit_once([' ', '\n']) {
            Some((before, last)) if last.len() < 40 => before.chars().count(),
            _ => kept.chars().count().saturating_sub(4),
        };
        let mut short = cut(text, kept);
        short.0.push(Span { strong: false, words: " \u{2026}".to_owned() });
        Rc::new(self.lay_out(&short, look, width))
    }

    fn lay_out(&mut self, text: &Text, look: Look, width: f32) -> Set {
        let spans: Vec<String> = text.0.iter().map(|span| printable(&span.words)).collect();
        let words = spans.concat();
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &words, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FAMILIES));
        builder.push_default(StyleProperty::FontSize(look.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.42)));
        // Break a word that's wider than the line instead of letting it overflow.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if look.strong {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        let mut at = 0;
        for (span, printable) in text.0.iter().zip(&spans) {
            let end = at + printable.len();
            if span.strong && at < end {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), at..end);
            }
            at = end;
        }
        // Noto Sans has none of these, and parley would otherwise compose "\u{2260}" from two glyphs.
        for (at, sign) in words.char_indices().filter(|(_, sign)| ('\u{2190}'..='\u{27bf}').contains(sign)) {
            let end = at + sign.len_utf8();
            builder.push(StyleProperty::FontFamily(SIGNS), at..end);
        }
        let mut layout = builder.build(&words);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        Set { layout, words }
    }

    /// The glyph runs of a line, from the left.
    pub(crate) fn runs(&self, set: &Set, line: usize) -> Vec<Run> {
        let Some(line) = set.layout.get(line) else { return Vec::new() };
        let mut x = line.metrics().offset;
        let mut runs = Vec::new();
        for run in line.runs() {
            let (size, start) = (run.font_size(), x);
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            for cluster in run.visual_clusters() {
                let letters = set.letters(cluster.text_range());
                if cluster.is_ligature_continuation() {
                    // Right-to-left text continues to the left of where it began.
                    if let Some(glyph) = glyphs.last_mut() {
                        let whole = &mut glyph.text_range;
                        *whole = whole.start.min(letters.start)..whole.end.max(letters.end);
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

impl Set {
    /// The text range of a glyph, or an empty one if it's invalid, because krilla slices the text with it without checking.
    fn letters(&self, range: Range<usize>) -> Range<usize> {
        if self.words.get(range.clone()).is_some() { range } else { 0..0 }
    }

    pub(crate) fn words(&self) -> &str {
        &self.words
    }

    pub(crate) fn lines(&self) -> usize {
        self.layout.len()
    }

    /// The height of a line, and where its baseline is below the line's top.
    pub(crate) fn metrics(&self, line: usize) -> (f32, f32) {
        let above: f32 = self.layout.lines().take(line).map(|line| line.metrics().line_height).sum();
        self.layout.get(line).map_or((0.0, 0.0), |line| (line.metrics().line_height, line.metrics().baseline - above))
    }

    pub(crate) fn width(&self) -> f32 {
        self.layout.width()
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

/// The first `letters` characters.
fn cut(text: &Text, letters: usize) -> Text {
    let mut left = letters;
    let spans = text.0.iter().map(|span| {
        let words: String = span.words.chars().take(left).collect();
        left -= words.chars().count();
        Span { strong: span.strong, words }
    });
    Text(spans.collect())
}
