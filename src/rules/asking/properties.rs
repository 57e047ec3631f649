//! Over random rounds: what is planned is what the guard of booking accepts, one by one and all together;
//! and nobody is left waiting who could have been met.

use super::samples::{Volunteer, ask, helpers, matched, now, volunteer};
use super::{Busy, Pair, Seeker, pairs};
use crate::rules::availability::ZoneMemo;
use crate::rules::openings::{Commitment, Person, admits, free};
use crate::types::request::{Ask, Window};
use crate::types::{AccountId, Length, Role, Span, UpTo};
use proptest::prelude::*;
use serde_json::json;

fn some_ask() -> impl Strategy<Value = Ask> {
    let window = (0_i64..96, 2_i64..20).prop_map(|(from, long)| {
        let from = now().plus_hours(16).plus_minutes(15 * from + 5);
        Window { from, to: from.plus_minutes(15 * long) }
    });
    let length = proptest::sample::select(Length::ALL.to_vec());
    (proptest::collection::vec(window, 1..4), length, any::<bool>()).prop_map(|(windows, length, auto_accept)| Ask {
        windows: UpTo::new(windows).unwrap(),
        length,
        auto_accept,
        ..ask()
    })
}

fn somebody() -> impl Strategy<Value = Volunteer> {
    (0_u32..20, 1_u32..5, 0_u32..4, 0_i64..3, 0_i64..30).prop_map(|(from, long, capacity, buffer, notice)| {
        let hours = (format!("{from:02}:00"), format!("{:02}:00", from + long));
        let profile = json!({"durations_minutes": [30, 45, 60, 90], "weekly_capacity": capacity});
        let mut one = volunteer((&hours.0, &hours.1), profile);
        (one.terms.buffer_minutes, one.terms.min_notice_hours) = (15 * buffer, notice);
        one
    })
}

/// Everything that a round gives its people, this pair left out.
fn others(found: &[Pair], but: Pair, seekers: &[Seeker<'_>], people: &[Volunteer]) -> Busy {
    let mut busy = Busy::new();
    for pair in found.iter().filter(|pair| **pair != but) {
        let span = Span::of(pair.starts_at, seekers[pair.seeker].ask.length);
        for (person, role) in
            [(seekers[pair.seeker].candidate, Role::Candidate), (people[pair.helper].id, Role::Interviewer)]
        {
            busy.entry(person).or_default().push(Commitment { span, role });
        }
    }
    busy
}

proptest! {
    #[test]
    fn a_plan_is_what_booking_accepts(
        asks in proptest::collection::vec(some_ask(), 1..9),
        people in proptest::collection::vec(somebody(), 1..5),
        volunteers_too in 0_usize..3,
    ) {
        // The first few who ask volunteer as well.
        let who = |at: usize| people.get(at).filter(|_| at < volunteers_too).map_or_else(AccountId::new, |one| one.id);
        let seekers: Vec<_> = asks.iter().enumerate().map(|(at, ask)| Seeker {
            candidate: who(at), ask, not_with: Vec::new(), not_at: Vec::new(),
        }).collect();
        let found = pairs(&seekers, &helpers(&people), &Busy::new(), now());
        for pair in &found {
            let (seeker, one) = (&seekers[pair.seeker], &people[pair.helper]);
            let busy = others(&found, *pair, &seekers, &people);
            let commitments = |id| busy.get(&id).map_or(&[][..], Vec::as_slice);
            let person = Person { availability: &one.availability, terms: &one.terms, commitments: commitments(one.id) };
            prop_assert_eq!(admits(person, now(), pair.starts_at, seeker.ask.length, &mut ZoneMemo::default()), Ok(()));
            let span = Span::of(pair.starts_at, seeker.ask.length);
            prop_assert!(free(commitments(seeker.candidate), span));
            prop_assert!(seeker.ask.windows.iter().any(|window| window.span().contains(span)));
            prop_assert_ne!(seeker.candidate, one.id);
        }
        let nobody = Pair { seeker: usize::MAX, helper: usize::MAX, starts_at: now() };
        let busy = others(&found, nobody, &seekers, &people);
        for (at, seeker) in seekers.iter().enumerate() {
            if found.iter().all(|pair| pair.seeker != at) {
                prop_assert_eq!(matched(seeker, &people, &busy), None);
            }
        }
    }
}
