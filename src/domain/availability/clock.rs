use super::stretch::SecondsRange;
use crate::domain::{Timestamp, Zone};
use chrono::{DateTime, Offset, TimeZone};
use std::{collections::HashMap, sync::Arc};

/// How often a zone's offset is sampled, in seconds (3 days). Two changes between samples would be missed; the closest
/// two of any zone after 1970 are 167 hours apart (Recife in 2000, Gaza in 2040).
const LOOK_AHEAD_SECONDS: i64 = 3 * 86_400;
/// Offsets are read in blocks of this many seconds (64 days), so that day-by-day queries read them once.
const BLOCK: i64 = 64 * 86_400;

/// The UTC offsets of one zone over a time range, as pieces of constant offset.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    covers: SecondsRange,
    pieces: Vec<Piece>,
}

/// A time range with a constant offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// When.
    pub span: SecondsRange,
    /// Local time minus UTC, in seconds.
    pub offset: i64,
}

impl Clock {
    fn read(zone: Zone, covers: SecondsRange) -> Self {
        let mut pieces = Vec::new();
        let mut current = Piece { span: covers, offset: offset(zone, covers.from) };
        let mut seen = covers.from;
        while seen < covers.to {
            let next = (seen + LOOK_AHEAD_SECONDS).min(covers.to);
            let then = offset(zone, next);
            if then != current.offset {
                let change = first_with(zone, then, seen, next);
                pieces.push(Piece { span: SecondsRange { to: change, ..current.span }, ..current });
                current = Piece { span: SecondsRange { from: change, to: covers.to }, offset: then };
            }
            seen = next;
        }
        pieces.push(current);
        Self { covers, pieces }
    }

    /// The pieces that share any moment with `span`.
    pub fn pieces(&self, span: SecondsRange) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.span.to <= span.from);
        self.pieces.iter().skip(first).take_while(move |piece| piece.span.from < span.to)
    }

    /// The piece that contains this moment (epoch seconds), or the nearest one if it's outside the range that was read.
    pub fn piece_at(&self, epoch: i64) -> Piece {
        let at = self.pieces.partition_point(|piece| piece.span.to <= epoch);
        let piece = self.pieces.get(at).or(self.pieces.last()).copied();
        piece.unwrap_or(Piece { span: self.covers, offset: 0 })
    }
}

/// Local time minus UTC, in seconds.
fn offset(zone: Zone, epoch: i64) -> i64 {
    let utc = DateTime::from_timestamp(epoch, 0).unwrap_or_default().naive_utc();
    i64::from(zone.tz().offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

/// The first second after `before` at which the offset is `then`, as it is at `after`.
fn first_with(zone: Zone, then: i64, mut before: i64, mut after: i64) -> i64 {
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset(zone, middle) == then { after = middle } else { before = middle }
    }
    after
}

/// A cache of clocks. Pass one through a whole listing, so that a thousand people in a few zones cost only a few reads.
#[derive(Debug, Default)]
pub struct ZoneMemo(HashMap<Zone, Arc<Clock>>);

impl ZoneMemo {
    /// A clock that covers at least `span`, inside the years 1970 to 2199.
    pub(crate) fn clock(&mut self, zone: Zone, span: SecondsRange) -> Arc<Clock> {
        let from = span.from.clamp(Timestamp::YEARS.start, Timestamp::YEARS.end);
        let to = span.to.clamp(from, Timestamp::YEARS.end);
        let known = self.0.get(&zone);
        if let Some(clock) = known.filter(|clock| clock.covers.from <= from && to <= clock.covers.to) {
            return Arc::clone(clock);
        }
        let block = |epoch: i64| epoch.div_euclid(BLOCK) * BLOCK;
        let asked = SecondsRange { from: block(from), to: block(to) + BLOCK };
        // Extends the range instead of replacing it: otherwise two people with different horizons would evict each other.
        let clock = Arc::new(Clock::read(zone, known.map_or(asked, |clock| clock.covers.around(asked))));
        self.0.insert(zone, Arc::clone(&clock));
        clock
    }
}
