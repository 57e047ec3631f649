//! [`expand()`] agrees with a slow, literal implementation of the rules, minute by minute.

use super::samples::{availability_and_span, offered};
use super::*;
use crate::domain::{Span, Timestamp};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn expand_agrees_with_the_clock_at_every_minute((availability, span) in availability_and_span()) {
        let spans = expand(&availability, span);
        prop_assert!(spans.iter().all(|inside| inside.from < inside.to && span.contains(*inside)), "{spans:?}");
        prop_assert!(spans.windows(2).all(|pair| pair[0].to < pair[1].from), "not merged: {spans:?}");
        let (mut minute, mut next) = (span.from, 0);
        while minute < span.to {
            while spans.get(next).is_some_and(|inside| inside.to <= minute) {
                next += 1;
            }
            let inside = spans.get(next).is_some_and(|inside| inside.from <= minute);
            prop_assert_eq!(inside, offered(&availability, minute), "at {}", minute);
            minute = minute.plus_minutes(1);
        }
    }

    #[test]
    fn expanding_day_by_day_gives_the_same((availability, span) in availability_and_span()) {
        let mut pieces = Vec::new();
        let mut from = span.from;
        while from < span.to {
            let to = from.plus_hours(7).min(span.to);
            pieces.extend(expand(&availability, Span::new(from, to)));
            from = to;
        }
        pieces.dedup_by(|next, kept| {
            let joins = next.from == kept.to;
            if joins {
                kept.to = next.to;
            }
            joins
        });
        prop_assert_eq!(pieces, expand(&availability, span));
    }
}

/// The clock looks at a zone every three days; a future zone file with closer changes must fail here.
#[test]
fn no_zone_changes_twice_between_two_looks() {
    use chrono::{DateTime, Offset, TimeZone};
    for zone in chrono_tz::TZ_VARIANTS {
        let (mut last, mut before) = (i64::MIN, None);
        // Twelve hours from 2020 to 2045.
        for epoch in (1_577_836_800i64..2_366_841_600).step_by(43_200) {
            let utc = DateTime::from_timestamp(epoch, 0).unwrap().naive_utc();
            let offset = zone.offset_from_utc_datetime(&utc).fix();
            if before.is_some_and(|before| before != offset) {
                assert!(epoch.saturating_sub(last) > 4 * 86_400, "{} at {utc}", zone.name());
                last = epoch;
            }
            before = Some(offset);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_zone_and_no_span_panics(
        (mut availability, _) in availability_and_span(),
        zone in proptest::sample::select(&chrono_tz::TZ_VARIANTS[..]),
        from in any::<i64>(), to in any::<i64>(), year in 1960i64..2210,
    ) {
        availability.time_zone = zone.name().parse().unwrap();
        expand(&availability, Span::new(Timestamp::from_epoch(from), Timestamp::from_epoch(to)));
        let from = Timestamp::from_epoch((year - 1970) * 31_556_952);
        let spans = expand(&availability, Span::new(from, from.plus_days(366)));
        prop_assert!(spans.windows(2).all(|pair| pair[0].to < pair[1].from));
    }
}
