//! The document as a PDF: A4, with the structure that screen readers need (PDF/UA-1). Parley breaks lines and shapes text, and
//! krilla writes the PDF with embedded fonts.

mod blocks;
mod links;
mod page;
mod rows;
mod score;
mod tags;
mod text_layout;

#[cfg(test)]
mod tests;

use super::{Block, Document, Priority, Section};
use text_layout::TextLayout;

/// A4 in points (ISO 216: 210 by 297 mm).
const PAPER: (f32, f32) = (595.28, 841.89);

/// The margin on either side, in points.
const LEFT: f32 = 58.0;

/// Width of the text, in points.
const WIDTH: f32 = PAPER.0 - 2.0 * LEFT;

/// Maximum number of pages. What people write in an hour's notes fits in four; what doesn't fit in these isn't notes any more.
const MAX_PAGES: usize = 12;

/// What is said where not everything fits.
const SHORTENED: &str = "Shortened to fit twelve pages; the web page has the full text.";

/// Why the PDF couldn't be made; an internal error.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// One of our fonts can't be parsed.
    #[error("an embedded font can't be read")]
    Font,
    /// The page size is invalid.
    #[error("a page has no size")]
    Page,
    /// The library doesn't know the standard.
    #[error("the standard of the PDF is unknown")]
    Standard,
    /// The library could not write it.
    #[error("the PDF could not be written: {0:?}")]
    Written(krilla::error::KrillaError),
}

/// How much content to include, and at what size.
#[derive(Debug, Clone, Copy)]
struct Fit {
    /// Size of the text, in points.
    size: f32,
    /// Maximum number of lines per text.
    lines: usize,
    /// Maximum number of entries per list.
    entries: usize,
    /// The lowest priority that's included.
    least: Priority,
}

/// Tried in order until the document fits: smaller text first, then without details such as the timeline, then with
/// shortened texts and lists. The last one fits even the longest possible notes.
const FITS: [Fit; 9] = [
    Fit { size: 10.0, lines: ALL, entries: ALL, least: Priority::Detail },
    Fit { size: 9.2, lines: ALL, entries: ALL, least: Priority::Detail },
    Fit { size: 9.2, lines: ALL, entries: ALL, least: Priority::Background },
    Fit { size: 9.2, lines: ALL, entries: ALL, least: Priority::Kept },
    Fit { size: 9.2, lines: 24, entries: ALL, least: Priority::Kept },
    Fit { size: 9.2, lines: 12, entries: ALL, least: Priority::Kept },
    Fit { size: 9.0, lines: 8, entries: 8, least: Priority::Kept },
    Fit { size: 9.0, lines: 5, entries: 5, least: Priority::Kept },
    Fit { size: 8.5, lines: 2, entries: 3, least: Priority::Kept },
];

/// Sizes that are tried if a page more would be nearly empty.
const SMALLER: [f32; 2] = [9.6, 9.2];

/// Lines on a page, at the smallest size.
const PAGE_LINES: usize = 75;

/// Characters on a line, at the smallest size: more than of any usual text.
const NARROW: usize = 100;

/// More lines than all pages have.
const ALL: usize = MAX_PAGES * PAGE_LINES;

/// The document as a PDF, with title, author and language in its metadata.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let mut layout = TextLayout::new()?;
    for (place, fit) in FITS.iter().enumerate() {
        // Skip sizes that can't fit: laying out the longest notes would take hundreds of pages.
        let last = place + 1 == FITS.len();
        if fit.least_lines(document) > MAX_PAGES * PAGE_LINES && !last {
            continue;
        }
        match set(&mut layout, document, (*fit, last), true) {
            // A letter that none of our fonts has keeps a PDF from being PDF/UA, and nobody from their feedback.
            Err(PdfError::Written(krilla::error::KrillaError::Validation(_))) => {
                if let Some(file) = set(&mut layout, document, (*fit, last), false)? {
                    return Ok(file);
                }
            }
            Ok(Some(file)) => return Ok(file),
            Ok(None) => {}
            Err(other) => return Err(other),
        }
    }
    Err(PdfError::Page)
}

/// The file, if the document fits this way; the last way cuts what doesn't.
fn set(
    layout: &mut TextLayout,
    document: &Document,
    (fit, last): (Fit, bool),
    is_ua: bool,
) -> Result<Option<Vec<u8>>, PdfError> {
    let mut placed = |fit| {
        let rows = blocks::rows(layout, document, fit);
        (page::pages(rows.rows), rows.tags)
    };
    let (mut pages, mut tags) = placed(fit);
    if pages.len() <= MAX_PAGES && page::ends_nearly_empty(&pages) {
        let smaller = SMALLER.into_iter().filter(|size| *size < fit.size);
        let fewer = smaller.map(|size| placed(Fit { size, ..fit })).find(|(other, _)| other.len() < pages.len());
        if let Some(fewer) = fewer {
            (pages, tags) = fewer;
        }
    }
    if pages.len() > MAX_PAGES && !last {
        return Ok(None);
    }
    pages.truncate(MAX_PAGES);
    page::write(layout, document, (&pages, tags), is_ua).map(Some)
}

impl Fit {
    /// The minimum number of lines of usual text.
    fn least_lines(&self, document: &Document) -> usize {
        let sections = document.sections.iter().filter(|section| section.room >= self.least);
        let texts = sections.flat_map(|section| self.shown(section)).flat_map(Block::texts);
        let rows =
            |words: String| words.lines().map(|line| line.chars().count().div_ceil(NARROW).max(1)).sum::<usize>();
        texts.map(|text| rows(text.words()).min(self.lines)).sum()
    }

    /// The entries to include: never fewer than all action steps, or the competencies of a template.
    fn shown<'a>(&self, section: &'a Section) -> impl Iterator<Item = &'a Block> + use<'a> {
        let most = match section.blocks.first() {
            Some(Block::Step { .. }) => ALL,
            Some(Block::Skill { .. }) => self.entries.max(5),
            _ => self.entries,
        };
        section.blocks.iter().take(most)
    }
}
