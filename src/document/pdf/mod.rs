//! The document as a PDF: A4, one to three pages. Parley breaks lines and shapes text, and krilla writes the PDF with
//! embedded fonts.

mod page;
mod rows;
mod text_layout;

#[cfg(test)]
mod tests;

use super::{Block, Document, GroupKind, Priority, Section};
use page::Placed;
use text_layout::TextLayout;

/// A4 in points (ISO 216: 210 by 297 mm).
const PAPER: (f32, f32) = (595.28, 841.89);

/// The margin on either side, in points.
const LEFT: f32 = 58.0;

/// Width of the text, in points.
const WIDTH: f32 = PAPER.0 - 2.0 * LEFT;

/// Maximum number of pages: nobody reads more on paper, and the mail and the page have everything.
const MAX_PAGES: usize = 3;

/// Why the PDF couldn't be made; an internal error.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// One of our fonts can't be parsed.
    #[error("an embedded font can't be read")]
    Font,
    /// The page size is invalid.
    #[error("a page has no size")]
    Page,
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
const FITS: [Fit; 12] = [
    Fit { size: 10.0, lines: ALL, entries: ALL, least: Priority::Detail },
    Fit { size: 9.2, lines: ALL, entries: ALL, least: Priority::Detail },
    Fit { size: 9.0, lines: ALL, entries: ALL, least: Priority::Background },
    Fit { size: 9.0, lines: ALL, entries: ALL, least: Priority::Kept },
    Fit { size: 9.0, lines: 20, entries: ALL, least: Priority::Kept },
    Fit { size: 9.0, lines: 12, entries: ALL, least: Priority::Kept },
    Fit { size: 9.0, lines: 8, entries: ALL, least: Priority::Kept },
    Fit { size: 9.0, lines: 6, entries: 6, least: Priority::Kept },
    Fit { size: 9.0, lines: 5, entries: 4, least: Priority::Kept },
    Fit { size: 9.0, lines: 4, entries: 3, least: Priority::Kept },
    Fit { size: 8.5, lines: 3, entries: 3, least: Priority::Kept },
    Fit { size: 8.5, lines: 2, entries: 2, least: Priority::Kept },
];

/// Lines on a page, at the smallest size.
const PAGE_LINES: usize = 75;

/// Characters on a line if all were as narrow as an i.
const NARROW: usize = 240;

/// More lines than three pages have.
const ALL: usize = 240;

/// The document as a PDF, with title, author and language in its metadata.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let mut layout = TextLayout::new()?;
    let mut best: Vec<Vec<Placed>> = Vec::new();
    for (place, fit) in FITS.iter().enumerate() {
        // Skip sizes that can't fit: laying out the longest notes would take hundreds of pages.
        let last = place + 1 == FITS.len();
        if fit.least_lines(document) > MAX_PAGES * PAGE_LINES && !last {
            continue;
        }
        let pages = page::pages(rows::rows(&mut layout, document, *fit));
        // Use smaller text only if that saves a page.
        if best.is_empty() || best.len() > MAX_PAGES || pages.len() < best.len() {
            best = pages;
        }
        if best.len() <= MAX_PAGES && place > 0 {
            break;
        }
    }
    best.truncate(MAX_PAGES);
    page::write(&mut layout, document, &best)
}

impl Fit {
    /// The minimum number of lines, as if all characters were narrow.
    fn least_lines(&self, document: &Document) -> usize {
        let sections = document.sections.iter().filter(|section| section.room >= self.least);
        let texts = sections.flat_map(|section| self.shown(section)).flat_map(Block::texts);
        texts.map(|text| text.words().chars().count().div_ceil(NARROW).min(self.lines)).sum()
    }

    /// The entries to include: never fewer than all action steps, or the competencies of a template.
    fn shown<'a>(&self, section: &'a Section) -> impl Iterator<Item = &'a Block> {
        let most = match section.blocks.first() {
            Some(Block::Group { what: GroupKind::Step, .. }) => ALL,
            Some(Block::Group { what: GroupKind::Skill, .. }) => self.entries.max(5),
            _ => self.entries,
        };
        section.blocks.iter().take(most)
    }
}
