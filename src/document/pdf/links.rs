//! Links from "minute 24" to that entry.

use super::text_layout::Set;
use std::ops::Range;

/// The part of a line that is a link.
pub(super) struct Link {
    /// The minute that it leads to.
    pub minute: u16,
    /// Where it begins, from the line's left edge.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Set {
    /// The links on a line, from the left.
    pub(super) fn links(&self, line: usize) -> Vec<Link> {
        let Some((paragraph, line)) = self.at(line) else { return Vec::new() };
        let Some(line) = paragraph.layout.get(line) else { return Vec::new() };
        let mut links: Vec<Link> = Vec::new();
        let mut at = line.metrics().offset;
        for run in line.runs() {
            for cluster in run.visual_clusters() {
                let place = cluster.text_range();
                let end = match cluster.is_ligature_continuation() {
                    true => at,
                    false => at + cluster.glyphs().map(|glyph| glyph.advance).sum::<f32>(),
                };
                let within = |range: &Range<usize>| range.start <= place.start && place.end <= range.end;
                if let Some((_, minute)) = paragraph.minutes.iter().find(|(range, _)| within(range)) {
                    match links.last_mut() {
                        Some(last) if last.minute == *minute && (last.to - at).abs() < 0.01 => last.to = end,
                        _ => links.push(Link { minute: *minute, from: at, to: end }),
                    }
                }
                at = end;
            }
        }
        links
    }
}
