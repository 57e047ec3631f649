//! Lists of half-open intervals of any kind: seconds, timestamps, the solver's slots.

use super::{Span, Timestamp};

/// An interval from a point (inside) to another (outside); empty when the second is not after the first.
pub(crate) trait Interval: Copy {
    /// The type of its endpoints.
    type Point: Copy + Ord;

    /// Its first point, and the first after it.
    fn ends(self) -> (Self::Point, Self::Point);

    /// From `from` (inside) to `to` (outside).
    fn between(from: Self::Point, to: Self::Point) -> Self;
}

impl Interval for Span {
    type Point = Timestamp;

    fn ends(self) -> (Timestamp, Timestamp) {
        (self.from, self.to)
    }

    fn between(from: Timestamp, to: Timestamp) -> Self {
        Self::new(from, to)
    }
}

fn is_empty<I: Interval>(interval: I) -> bool {
    let (from, to) = interval.ends();
    from >= to
}

/// Sorts, drops what is empty, and joins what overlaps or touches.
pub(crate) fn merge<I: Interval>(intervals: &mut Vec<I>) {
    intervals.retain(|interval| !is_empty(*interval));
    intervals.sort_unstable_by_key(|interval| interval.ends());
    intervals.dedup_by(|next, kept| {
        let ((from, to), (next_from, next_to)) = (kept.ends(), next.ends());
        let joins = next_from <= to;
        if joins {
            *kept = I::between(from, to.max(next_to));
        }
        joins
    });
}

/// Takes `off` out of merged intervals.
pub(crate) fn cut<I: Interval>(intervals: &mut Vec<I>, off: I) {
    let (off_from, off_to) = off.ends();
    let touched = |interval: &I| {
        let (from, to) = interval.ends();
        from.max(off_from) < to.min(off_to)
    };
    if !intervals.iter().any(touched) {
        return;
    }
    let left = |interval: &I| {
        let (from, to) = interval.ends();
        [I::between(from, to.min(off_from)), I::between(from.max(off_to), to)]
    };
    *intervals = intervals.iter().flat_map(left).filter(|interval| !is_empty(*interval)).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(all: &[(i64, i64)]) -> Vec<Span> {
        all.iter().map(|(from, to)| Span::new(Timestamp::from_epoch(*from), Timestamp::from_epoch(*to))).collect()
    }

    #[test]
    fn what_overlaps_or_touches_is_one_and_what_is_empty_is_none() {
        let mut all = spans(&[(5, 7), (9, 9), (0, 2), (2, 3), (6, 8), (12, 11)]);
        merge(&mut all);
        assert_eq!(all, spans(&[(0, 3), (5, 8)]));
    }

    #[test]
    fn a_cut_takes_the_middle_an_end_or_nothing() {
        for (off, left) in [
            ((2, 3), vec![(0, 2), (3, 5), (8, 9)]),
            ((4, 9), vec![(0, 4)]),
            ((5, 8), vec![(0, 5), (8, 9)]),
            ((3, 3), vec![(0, 5), (8, 9)]),
            ((4, 2), vec![(0, 5), (8, 9)]),
        ] {
            let mut all = spans(&[(0, 5), (8, 9)]);
            cut(&mut all, spans(&[off])[0]);
            assert_eq!(all, spans(&left), "{off:?}");
        }
    }
}
