//! Over random rounds, with people in both seats, buffers, caps, several zones and existing sessions: booking accepts
//! every planned pair, in any order; nobody is left waiting who could have been matched; and nobody moves backwards.
//! Over random single requests: what the diagnosis says is true.

use super::request::{Ask, Window};
use super::samples::{Volunteer, again, ask, interviewers, matched, now, planned, stands, volunteer};
use super::{Busy, Pair, Reason, Requester, check};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, InterviewerSchedule, Openings, admits, free};
use crate::domain::{AccountId, Cell, Seat, SessionLength, Span, Timestamp, UpTo, Zone};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

/// Monday 08:00 UTC is now: from today into the week after next.
fn some_ask() -> impl Strategy<Value = Ask> {
    let window = (0_i64..13 * 96, 2_i64..20).prop_map(|(from, long)| {
        let from = now().plus_minutes(15 * from + 5);
        Window { from, to: from.plus_minutes(15 * long) }
    });
    let (length, windows) = (select(SessionLength::ALL.to_vec()), proptest::collection::vec(window, 1..6));
    (windows, length, any::<bool>()).prop_map(|(windows, length, auto_accept)| Ask {
        windows: UpTo::new(windows).unwrap(),
        length,
        auto_accept,
        ..ask()
    })
}

/// A volunteer with the same hours every day, in zones where midnight and Monday come at different times.
fn somebody() -> impl Strategy<Value = Volunteer> {
    let zone = select(vec!["UTC", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati"]);
    let numbers = (0_u32..24, 2_u32..9, 0_u32..4, 0_i64..6, 0_i64..30, 2_i64..30);
    (zone, numbers).prop_map(|(zone, (from, long, capacity, buffer, notice, horizon))| {
        let hours = (format!("{from:02}:00"), format!("{:02}:00", (from + long) % 24));
        let lengths = if horizon % 3 == 0 { json!([60]) } else { json!([30, 45, 60, 90]) };
        let profile = json!({"durations_minutes": lengths, "weekly_capacity": capacity});
        let mut one = volunteer((&hours.0, &hours.1), profile);
        one.availability.time_zone = zone.parse().unwrap();
        (one.terms.buffer_minutes, one.terms.min_notice_hours) = (10 * buffer, notice);
        one.terms.horizon_days = horizon;
        one
    })
}

/// An existing session of one of the people, in either seat.
fn held() -> impl Strategy<Value = (usize, Cell, bool)> {
    (0_usize..4, 0_i64..14 * 96, any::<bool>())
        .prop_map(|(who, cell, interviews)| (who, Cell(now().epoch().div_euclid(900) + cell), interviews))
}

fn commitments(pair: Pair, requesters: &[Requester<'_>], people: &[Volunteer]) -> [(AccountId, Commitment); 2] {
    let span = Span::of(pair.starts_at, requesters[pair.requester].ask.length);
    [(requesters[pair.requester].candidate, Seat::Candidate), (people[pair.interviewer].id, Seat::Interviewer)]
        .map(|(person, role)| (person, Commitment { span, role: Some(role) }))
}

/// Existing commitments, plus those from the other pairs of the plan.
fn with_others(
    before: &Busy,
    found: &[Pair],
    but: Option<Pair>,
    requesters: &[Requester<'_>],
    people: &[Volunteer],
) -> Busy {
    let mut busy = before.clone();
    for pair in found.iter().filter(|pair| Some(**pair) != but) {
        for (person, commitment) in commitments(*pair, requesters, people) {
            busy.entry(person).or_default().push(commitment);
        }
    }
    busy
}

fn of(busy: &Busy, person: AccountId) -> &[Commitment] {
    busy.get(&person).map_or(&[], Vec::as_slice)
}

proptest! {
    #[test]
    fn a_plan_is_what_booking_accepts(
        asks in proptest::collection::vec((some_ask(), 0_i64..100), 1..9),
        people in proptest::collection::vec(somebody(), 1..5),
        volunteers_too in 0_usize..4,
        before in proptest::collection::vec(held(), 0..4),
    ) {
        // The first few requesters volunteer as well, one of them with two requests.
        let who = |at: usize| people.get(at % 3).filter(|_| at <= volunteers_too).map_or_else(AccountId::new, |one| one.id);
        let requesters: Vec<_> = asks.iter().enumerate().map(|(at, (ask, hours))| Requester {
            candidate: who(at), ask, not_with: Vec::new(), apart: Vec::new(), not_at: Vec::new(),
            since: now().plus_hours(-hours), waited: u32::try_from(hours / 24).unwrap(), zone: Zone::UTC,
        }).collect();
        let mut busy = Busy::new();
        for (who, cell, interviews) in before {
            let Some(one) = people.get(who) else { continue };
            let span = Span::of(cell.start(), SessionLength::try_from(60).unwrap());
            if free(of(&busy, one.id), span) {
                let role = if interviews { Seat::Interviewer } else { Seat::Candidate };
                busy.entry(one.id).or_default().push(Commitment { span, role: Some(role) });
            }
        }
        let found = planned(&requesters, &people, &busy).pairs;
        let admitted = |pair: Pair, busy: &Busy| {
            let (requester, one) = (&requesters[pair.requester], &people[pair.interviewer]);
            let person = InterviewerSchedule { availability: &one.availability, terms: &one.terms, commitments: of(busy, one.id) };
            admits(person, now(), pair.starts_at, requester.ask.length, &mut ZoneMemo::default())
        };
        for pair in &found {
            let (requester, one) = (&requesters[pair.requester], &people[pair.interviewer]);
            let others = with_others(&busy, &found, Some(*pair), &requesters, &people);
            prop_assert_eq!(admitted(*pair, &others), Ok(()));
            let span = Span::of(pair.starts_at, requester.ask.length);
            prop_assert!(free(of(&others, requester.candidate), span));
            prop_assert!(requester.ask.windows.iter().any(|window| window.span().contains(span)));
            prop_assert_ne!(requester.candidate, one.id);
            let answered = now().plus_hours(2 + one.terms.min_notice_hours);
            prop_assert!(requester.ask.auto_accept || answered <= pair.starts_at);
        }
        // In the matcher's order and in reverse.
        for order in [found.clone(), found.iter().rev().copied().collect()] {
            let mut so_far = Vec::new();
            for pair in order {
                prop_assert_eq!(admitted(pair, &with_others(&busy, &so_far, None, &requesters, &people)), Ok(()));
                so_far.push(pair);
            }
        }
        let all = with_others(&busy, &found, None, &requesters, &people);
        let interviewers = interviewers(&people);
        for (at, requester) in requesters.iter().enumerate().filter(|(at, _)| found.iter().all(|pair| pair.requester != *at)) {
            let Some(range) = requester.ask.range() else { continue };
            // Their own sessions of this plan ask for a buffer, as interviewer.
            let own = people.iter().find(|one| one.id == requester.candidate).map_or(0, |one| one.terms.buffer_minutes);
            let mine: Vec<_> = of(&all, requester.candidate).iter().map(|one| Commitment { span: one.span.widened(own), ..*one }).collect();
            for interviewer in interviewers.iter().filter(|interviewer| requester.suits(interviewer)) {
                let person = InterviewerSchedule { availability: interviewer.availability, terms: interviewer.terms, commitments: of(&all, interviewer.id) };
                let openings = Openings::new(person, now(), range, &mut ZoneMemo::default());
                prop_assert_eq!(requester.starts(interviewer, &openings, &mine, now()).next(), None, "seeker {}", at);
            }
            // No later request of no greater weight has a place that they could have had.
            for pair in found.iter().filter(|pair| requesters[pair.requester].since > requester.since) {
                let mine = Pair { requester: at, ..*pair };
                let others = with_others(&busy, &found, Some(*pair), &requesters, &people);
                let fits = requester.suits(&interviewers[pair.interviewer]) && requester.takes(pair.starts_at, &interviewers[pair.interviewer], now());
                let apart = own == 0 && free(of(&others, requester.candidate), Span::of(pair.starts_at, requester.ask.length));
                prop_assert!(!(fits && apart && admitted(mine, &others).is_ok()), "seeker {} before {}", at, pair.requester);
            }
        }
    }
}

/// By how many minutes a window would have to be wider to hold this start.
fn missing(ask: &Ask, start: Timestamp) -> i64 {
    let end = Span::of(start, ask.length).to;
    let of =
        |window: &Window| (window.from.epoch_ceil() - start.epoch()).max(0) + (end.epoch() - window.to.epoch()).max(0);
    ask.windows.iter().map(of).min().unwrap()
}

/// Every start of anybody who suits, whatever the windows, and whether it's at night for one of the two.
fn anywhere(requester: &Requester<'_>, people: &[Volunteer], busy: &Busy) -> Vec<(bool, Timestamp)> {
    let range = Span::new(now(), now().plus_days(60));
    let any =
        Ask { windows: UpTo::new(vec![Window { from: range.from, to: range.to }]).unwrap(), ..requester.ask.clone() };
    let asking = Requester { ask: &any, ..again(requester) };
    let mut found = Vec::new();
    for interviewer in interviewers(people).iter().filter(|interviewer| asking.suits(interviewer)) {
        let commitments = of(busy, interviewer.id);
        let person =
            InterviewerSchedule { availability: interviewer.availability, terms: interviewer.terms, commitments };
        let openings = Openings::new(person, now(), range, &mut ZoneMemo::default());
        let starts = asking.starts(interviewer, &openings, of(busy, asking.candidate), now());
        found.extend(starts.map(|start| (!asking.by_day(interviewer, start), start)));
    }
    found
}

/// The same people, each of them otherwise in this.
fn otherwise(people: &[Volunteer], change: impl Fn(&mut Volunteer)) -> Vec<Volunteer> {
    let mut people = people.to_vec();
    people.iter_mut().for_each(change);
    people
}

proptest! {
    /// What is suggested would match, and nothing nearer would; what is blamed is in the way.
    #[test]
    fn what_is_said_of_a_request_is_so(
        ask in some_ask(),
        people in proptest::collection::vec(somebody(), 1..4),
        before in proptest::collection::vec((held(), 1_i64..20), 0..8),
        no in proptest::collection::vec(0_i64..13 * 96, 0..3),
        own in proptest::collection::vec((0_i64..14 * 24, 1_i64..40), 0..3),
    ) {
        let mut busy = Busy::new();
        for ((who, cell, interviews), cells) in before {
            let Some(one) = people.get(who) else { continue };
            let span = Span::new(cell.start(), cell.start().plus_minutes(15 * cells));
            if free(of(&busy, one.id), span) {
                busy.entry(one.id).or_default().push(Commitment { span, role: interviews.then_some(Seat::Interviewer) });
            }
        }
        prop_assume!(check(&ask, now()).is_ok());
        let candidate = AccountId::new();
        for (from, hours) in own {
            let from = now().plus_hours(from);
            busy.entry(candidate).or_default().push(Commitment { span: Span::new(from, from.plus_hours(hours)), role: None });
        }
        let not_at = no.into_iter().map(|cell| now().plus_minutes(15 * cell)).collect();
        let asking = Requester { candidate, not_at, ..super::samples::requester(&ask) };
        let found = stands(&asking, &people, &busy);

        if let Some(change) = &found.change {
            prop_assert!(check(change, now()).is_ok(), "{}", &found.why);
            // By day first, then near the windows.
            let all = anywhere(&asking, &people, &busy);
            let nearest = all.iter().map(|(night, start)| (*night, missing(&ask, *start))).min();
            if change.length == ask.length {
                let inside = |start| change.windows.iter().any(|window| window.span().contains(Span::of(start, ask.length)));
                let new = all.iter().filter(|(_, start)| inside(*start));
                let new = new.map(|(night, start)| (*night, missing(&ask, *start))).min();
                prop_assert_eq!(new, nearest, "{}", &found.why);
            } else {
                prop_assert!(nearest.is_none_or(|(night, seconds)| night || seconds > 4 * 3600), "{}", &found.why);
            }
        }
        let (without, mine) = (|role: Option<Seat>| {
            let mut busy = busy.clone();
            for (who, held) in &mut busy {
                held.retain(|one| *who == candidate || (role.is_some() && one.role.is_none()));
            }
            busy
        }, || {
            let mut busy = busy.clone();
            busy.remove(&candidate);
            busy
        });
        let held = people.iter().any(|one| one.terms.durations.contains(&ask.length));
        let at_once = Ask { auto_accept: true, ..ask.clone() };
        let met = |asking: &Requester<'_>, people: &[Volunteer], busy: &Busy| matched(asking, people, busy).is_some();
        let so = match found.reason {
            Reason::Nothing => met(&asking, &people, &busy),
            Reason::LengthNotHeld => !held,
            Reason::WeeksFull => met(&asking, &otherwise(&people, |one| one.terms.weekly_capacity = 99), &busy),
            Reason::OthersThen => {
                met(&asking, &people, &without(Some(Seat::Interviewer))) || met(&asking, &people, &without(None))
            }
            Reason::OwnTime => met(&asking, &people, &mine()),
            Reason::SaidNo => met(&Requester { not_at: Vec::new(), ..again(&asking) }, &people, &busy),
            Reason::TooNear => {
                met(&Requester { ask: &at_once, ..again(&asking) }, &people, &busy)
                    || met(&asking, &otherwise(&people, |one| one.terms.min_notice_hours = 0), &busy)
            }
            Reason::Away => met(&asking, &otherwise(&people, |one| one.terms.horizon_days = 180), &busy),
            Reason::Several => {
                let free = otherwise(&people, |one| {
                    (one.terms.weekly_capacity, one.terms.min_notice_hours, one.terms.horizon_days) = (99, 0, 180);
                });
                met(&Requester { ask: &at_once, not_at: Vec::new(), ..again(&asking) }, &free, &Busy::new())
            }
            // Another length, or none of all this alone: the length is held, at least.
            Reason::NobodyThere => held && !met(&asking, &people, &busy),
            Reason::NobodyDoesIt | Reason::Paused => false,
        };
        prop_assert!(so, "{:?}: {}", found.reason, &found.why);
    }
}
