//! Sets of slots as bitsets. A week is eleven words, so the time that two people share takes a handful of ANDs.

use crate::round::Span;

/// A set of slots from `0..horizon`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SlotSet {
    words: Vec<u64>,
    horizon: i32,
}

impl SlotSet {
    /// The slots of these spans, cut to `0..horizon`.
    pub(crate) fn from_spans(spans: &[Span], horizon: i32) -> Self {
        let words = usize::try_from(horizon).unwrap_or(0).div_ceil(64);
        let mut slots = Self { words: vec![0; words], horizon };
        for span in spans {
            slots.for_each_word(*span, |word, mask| *word |= mask);
        }
        slots
    }

    /// Adds a slot, if it's within the horizon.
    pub(crate) fn insert(&mut self, slot: i32) {
        self.for_each_word(Span { from: slot, to: slot.saturating_add(1) }, |word, mask| *word |= mask);
    }

    /// Removes the slots of a span.
    pub(crate) fn remove(&mut self, span: Span) {
        self.for_each_word(span, |word, mask| *word &= !mask);
    }

    /// Calls `change` with each word that the span touches, and the mask of its slots in that word.
    fn for_each_word(&mut self, span: Span, change: impl Fn(&mut u64, u64)) {
        let (from, to) = (span.from.max(0), span.to.min(self.horizon));
        let mut at = from;
        while at < to {
            let (index, bit) = (at.unsigned_abs() as usize / 64, at % 64);
            let bits = (64 - bit).min(to - at);
            if let Some(word) = self.words.get_mut(index) {
                change(word, (u64::MAX >> (64 - bits)) << bit);
            }
            at += bits;
        }
    }

    /// Whether a slot is in the set.
    pub(crate) fn contains(&self, slot: i32) -> bool {
        let word = usize::try_from(slot).ok().and_then(|slot| self.words.get(slot / 64));
        word.is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }

    /// The slots at which a session of this length can start, that is `self & self >> 1 & ... & self >> (length - 1)`.
    /// Doubling the length covered needs only a logarithmic number of ANDs.
    pub(crate) fn starts(&self, length: u16) -> Self {
        let mut starts = self.clone();
        let mut covered = 1;
        if length == 0 {
            starts.words.fill(0);
        }
        while covered < length {
            let step = covered.min(length - covered);
            starts.and_shifted(step);
            covered += step;
        }
        starts
    }

    /// `self &= self >> by`. Slots past the end are not in the set.
    fn and_shifted(&mut self, by: u16) {
        let (skip, bits) = (usize::from(by / 64), u32::from(by % 64));
        for index in 0..self.words.len() {
            let word = |at: usize| self.words.get(at).copied().unwrap_or(0);
            let low = word(index + skip) >> bits;
            let high = word(index + skip + 1).checked_shl(64 - bits).unwrap_or(0);
            self.words[index] &= low | high;
        }
    }

    /// The slots in both sets, in ascending order.
    pub(crate) fn intersection<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = i32> + 'a {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b);
        (0..).step_by(64).zip(words).flat_map(|(base, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                (word != 0).then(|| {
                    word &= word - 1;
                    base + bit.cast_signed()
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_starts_where_all_its_slots_are_free() {
        let spans = [(-5, 3), (10, 12), (60, 200), (199, 201), (250, 400)].map(Span::from);
        let free = SlotSet::from_spans(&spans, 300);
        for length in [0, 1, 2, 3, 4, 6, 63, 64, 65, 100, 141, 142, 400] {
            let starts = free.starts(length);
            for slot in -3..310 {
                let whole = length > 0 && (slot..slot + i32::from(length)).all(|slot| free.contains(slot));
                assert_eq!(starts.contains(slot), whole, "a session of {length} at {slot}");
            }
        }
        assert_eq!(free.intersection(&free.starts(3)).take(3).collect::<Vec<_>>(), [0, 60, 61]);
    }

    #[test]
    fn only_the_removed_span_is_gone() {
        let mut slots = SlotSet::from_spans(&[Span { from: 0, to: 300 }], 300);
        slots.remove(Span { from: 60, to: 130 });
        slots.remove(Span { from: 290, to: i32::MAX });
        slots.remove(Span { from: 9, to: 4 });
        let left: Vec<_> = (0..320).filter(|slot| slots.contains(*slot)).collect();
        assert_eq!(left, (0..60).chain(130..290).collect::<Vec<_>>());
    }
}
