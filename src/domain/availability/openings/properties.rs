//! Listing and booking agree with each other, and both agree with a slow, literal implementation of the rules.

use super::*;
use crate::domain::availability::samples::{availability_and_span, offered};
use chrono::{Datelike, TimeZone};
use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::HashSet;

#[derive(Debug, Clone)]
struct Case {
    availability: Availability,
    terms: Terms,
    commitments: Vec<Commitment>,
    now: Timestamp,
    range: Span,
}

impl Case {
    fn schedule(&self) -> InterviewerSchedule<'_> {
        InterviewerSchedule { availability: &self.availability, terms: &self.terms, commitments: &self.commitments }
    }

    fn starts(&self, length: SessionLength, range: Span) -> Vec<Timestamp> {
        Openings::new(self.schedule(), self.now, range, &mut ZoneMemo::default()).starts(length, range).collect()
    }

    /// The rules again, one after another, written as plainly as possible.
    fn verdict(&self, start: Timestamp, length: SessionLength, there: &HashSet<i64>) -> Result<(), Refusal> {
        let (terms, now) = (&self.terms, self.now);
        let zone = self.availability.time_zone.tz();
        let week = |at: Timestamp| zone.from_utc_datetime(&at.naive()).date_naive().iso_week();
        let session = Span::of(start, length);
        let held =
            self.commitments.iter().filter(|c| c.role == Some(Seat::Interviewer) && week(c.span.from) == week(start));
        let mut moments = (0..length.minutes() * 60).step_by(30).map(|second| start.epoch() + second);
        if start.epoch() % 900 != 0 {
            Err(Refusal::OffGrid)
        } else if !terms.durations.contains(&length) {
            Err(Refusal::DurationNotOffered)
        } else if start < now.plus_hours(terms.min_notice_hours) || start < now {
            Err(Refusal::TooSoon { notice_hours: terms.min_notice_hours.max(0) })
        } else if start > now.plus_days(terms.horizon_days) {
            Err(Refusal::BeyondHorizon { horizon_days: terms.horizon_days })
        } else if terms.paused_until.is_some_and(|until| start < until) {
            Err(Refusal::Paused)
        } else if !moments.all(|moment| there.contains(&moment)) {
            Err(Refusal::OutsideHours)
        } else if self.commitments.iter().any(|c| c.span.widened(terms.buffer_minutes).overlaps(session)) {
            Err(Refusal::Busy)
        } else if u32::try_from(held.count()).unwrap() >= terms.weekly_capacity {
            Err(Refusal::WeekFull)
        } else {
            Ok(())
        }
    }

    /// Half minutes of the range, and of the sessions that start in it: Monrovia was at -00:44:30.
    fn moments_there(&self) -> HashSet<i64> {
        let moments = (self.range.from.epoch()..self.range.to.epoch() + 2 * 3600).step_by(30);
        moments.filter(|moment| offered(&self.availability, Timestamp::from_epoch(*moment))).collect()
    }
}

fn terms(from: Timestamp) -> impl Strategy<Value = Terms> {
    let paused = prop_oneof![3 => Just(None), 1 => (-2000i64..5000).prop_map(Some)];
    let durations = vec(select(SessionLength::ALL.to_vec()), 1..5);
    (durations, 0u32..5, -3i64..60, select(vec![0i64, 5, 15, 30, 60, 100]), -1i64..8, paused).prop_map(
        move |(durations, weekly_capacity, min_notice_hours, buffer_minutes, horizon_days, paused)| Terms {
            durations,
            weekly_capacity,
            min_notice_hours,
            buffer_minutes,
            horizon_days,
            paused_until: paused.map(|minutes| from.plus_minutes(minutes)),
            rests_until: None,
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    availability_and_span().prop_flat_map(|(availability, range)| {
        let commitment = (
            -12i64 * 96..14 * 96,
            select(SessionLength::ALL.to_vec()),
            proptest::option::of(select(Seat::ALL.to_vec())),
        )
            .prop_map(move |(cell, length, role)| Commitment {
                span: Span::of(Cell(range.from.epoch() / 900 + cell).start(), length),
                role,
            });
        // To the microsecond, as the clock gives, and on the grid, where the limits are sharp.
        let micros =
            prop_oneof![-345_600_000_000i64..86_400_000_000, (-384i64..96).prop_map(|cell| cell * 900_000_000)];
        let now = micros.prop_map(move |micros| range.from.plus(chrono::TimeDelta::microseconds(micros)));
        (terms(range.from), vec(commitment, 0..12), now).prop_map(move |(terms, commitments, now)| Case {
            availability: availability.clone(),
            terms,
            commitments,
            now,
            range,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_start_is_listed_exactly_when_it_is_admitted(case in case()) {
        let there = case.moments_there();
        let mut memo = ZoneMemo::default();
        for length in SessionLength::ALL {
            let listed = case.starts(length, case.range);
            prop_assert!(listed.is_sorted());
            let mut listed = listed.into_iter().peekable();
            let mut start = case.range.from;
            while start < case.range.to {
                let admitted = admits(case.schedule(), case.now, start, length, &mut memo);
                prop_assert_eq!(admitted, case.verdict(start, length, &there), "{} of {}", start, length);
                prop_assert_eq!(listed.next_if_eq(&start).is_some(), admitted.is_ok(), "{} of {}", start, length);
                start = start.plus_minutes(15);
            }
            prop_assert_eq!(listed.next(), None);
        }
    }

    #[test]
    fn asking_day_by_day_gives_the_same(case in case(), step in 20i64..2000) {
        let mut memo = ZoneMemo::default();
        let whole = Openings::new(case.schedule(), case.now, case.range, &mut memo);
        for length in SessionLength::ALL {
            let (mut prepared, mut fresh) = (Vec::new(), Vec::new());
            let mut from = case.range.from;
            while from < case.range.to {
                let part = Span::new(from, from.plus_minutes(step).min(case.range.to));
                prepared.extend(whole.starts(length, part));
                fresh.extend(Openings::new(case.schedule(), case.now, part, &mut memo).starts(length, part));
                from = part.to;
            }
            let all: Vec<_> = whole.starts(length, case.range).collect();
            prop_assert_eq!(&prepared, &all);
            prop_assert_eq!(&fresh, &all);
        }
    }

    /// As in the directory: built earlier, and for a longer range than is asked for.
    #[test]
    fn a_kept_diary_gives_the_same(case in case(), before in 0i64..3000, after in 0i64..3000, step in 20i64..2000) {
        let wide = Span::new(case.range.from.plus_minutes(-before), case.range.to.plus_minutes(after));
        let diary = Diary::new(case.schedule(), wide, &mut ZoneMemo::default());
        for length in SessionLength::ALL {
            let all = case.starts(length, case.range);
            let kept = Openings::kept(&case.terms, &diary, case.now, case.range);
            prop_assert_eq!(&kept.starts(length, case.range).collect::<Vec<_>>(), &all);
            let (mut parts, mut from) = (Vec::new(), case.range.from);
            while from < case.range.to {
                let part = Span::new(from, from.plus_minutes(step).min(case.range.to));
                parts.extend(Openings::kept(&case.terms, &diary, case.now, part).starts(length, part));
                from = part.to;
            }
            prop_assert_eq!(&parts, &all);
        }
    }

    #[test]
    fn commitments_out_of_reach_change_nothing(mut case in case()) {
        let length = case.terms.durations[0];
        let all = case.starts(length, case.range);
        let reach = reach(case.range);
        case.commitments.retain(|commitment| commitment.span.overlaps(reach));
        prop_assert_eq!(case.starts(length, case.range), all);
    }

    #[test]
    fn no_number_panics(
        mut case in case(),
        numbers in (any::<i64>(), any::<i64>(), any::<i64>(), any::<u32>()),
        times in (any::<i64>(), any::<i64>(), any::<i64>(), any::<i64>()),
    ) {
        let (hours, buffer, days, weekly_capacity) = numbers;
        let [now, from, to, paused] = <[i64; 4]>::from(times).map(Timestamp::from_epoch);
        case.terms.weekly_capacity = weekly_capacity;
        case.terms.min_notice_hours = hours;
        case.terms.buffer_minutes = buffer;
        let length = case.terms.durations[0];
        let _ = case.starts(length, case.range);
        case.commitments.push(Commitment { span: Span::new(from, to), role: Some(Seat::Interviewer) });
        case.terms.paused_until = Some(paused);
        case.terms.horizon_days = days;
        case.now = now;
        let mut memo = ZoneMemo::default();
        for start in [from, to, case.range.from] {
            let _ = admits(case.schedule(), now, start, length, &mut memo);
            let _ = admits(case.schedule(), case.range.from, start, length, &mut memo);
        }
        let openings = Openings::new(case.schedule(), now, Span::new(from, to), &mut memo);
        let _ = openings.starts(length, Span::new(from, to)).take(100).count();
    }
}
