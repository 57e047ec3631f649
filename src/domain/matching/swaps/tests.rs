//! Who is paired with whom, compared with brute force, and when two can meet.

use super::*;
use crate::domain::matching::request::Window;
use crate::domain::{Kind, Level, Seat, SessionLength};
use proptest::prelude::*;
use serde_json::json;

/// The optimum by brute force: each person counts for more than all later ones together.
fn best(friends: &[Vec<usize>], free: &[usize]) -> u64 {
    let Some((one, rest)) = free.split_first() else { return 0 };
    let mut found = best(friends, rest);
    for other in rest.iter().filter(|other| friends[*one].contains(other)) {
        let left: Vec<_> = rest.iter().copied().filter(|place| place != other).collect();
        found = found.max(worth(*one) + worth(*other) + best(friends, &left));
    }
    found
}

fn worth(place: usize) -> u64 {
    1 << (20 - place)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nobody_who_comes_first_is_left_out(count in 2usize..10, edges in proptest::collection::vec((0usize..10, 0usize..10), 0..22)) {
        let mut friends = vec![Vec::new(); count];
        for (a, b) in edges {
            let (a, b) = (a % count, b % count);
            if a != b && !friends[a].contains(&b) {
                friends[a].push(b);
                friends[b].push(a);
            }
        }
        let found = pairing(&friends);
        for (one, other) in found.iter().enumerate() {
            if let Some(other) = other {
                prop_assert!(friends[one].contains(other));
                prop_assert_eq!(found[*other], Some(one));
            }
        }
        let total: u64 = (0..count).filter(|one| found[*one].is_some()).map(worth).sum();
        prop_assert_eq!(total, best(&friends, &(0..count).collect::<Vec<_>>()), "{:?} of {:?}", found, friends);
    }
}

fn at(text: &str) -> Timestamp {
    format!("2027-01-{text}:00Z").parse().unwrap()
}

fn now() -> Timestamp {
    at("11T08:00")
}

fn profile(kind: Kind) -> InterviewerProfile {
    serde_json::from_value(json!({"headline": "One of us", "kinds": [kind], "levels": ["junior"], "languages": ["en"]}))
        .unwrap()
}

fn ask(kind: Kind, from: &str, to: &str) -> Ask {
    Ask {
        kind,
        other_kinds: Vec::new(),
        level: Level::Junior,
        topics: UpTo::default(),
        language: "en".parse().unwrap(),
        other_languages: Vec::new(),
        length: SessionLength::try_from(45).unwrap(),
        windows: UpTo::new(vec![Window { from: at(from), to: at(to) }]).unwrap(),
        aims: "".parse().unwrap(),
        not_before: None,
        expires_at: None,
        auto_accept: true,
        swap: true,
    }
}

fn terms() -> Terms {
    Terms {
        durations: vec![],
        weekly_capacity: 2,
        min_notice_hours: 0,
        buffer_minutes: 15,
        horizon_days: 28,
        paused_until: None,
        rests_until: None,
    }
}

fn peer<'a>(
    ask: &'a Ask,
    profile: &'a InterviewerProfile,
    terms: &'a Terms,
    commitments: &'a [Commitment],
) -> Peer<'a> {
    Peer {
        id: AccountId::new(),
        ask,
        profile,
        reliability: 100,
        terms,
        zone: Zone::UTC,
        commitments,
        not_with: Vec::new(),
        not_at: Vec::new(),
        since: now(),
        waited: 0,
    }
}

#[test]
fn two_meet_back_to_back_in_both_their_windows() {
    let (wants_concepts, wants_coding) =
        (ask(Kind::Concepts, "14T17:00", "14T20:00"), ask(Kind::Coding, "14T17:20", "14T19:00"));
    let (coding, concepts, terms) = (profile(Kind::Coding), profile(Kind::Concepts), terms());
    let mut a = peer(&wants_concepts, &coding, &terms, &[]);
    let mut b = peer(&wants_coding, &concepts, &terms, &[]);
    let first = Meeting { starts_at: at("14T17:30"), first_is_asked_first: true };
    assert_eq!(meeting(&a, &b, now()), Some(first));
    // The one who has waited longer is interviewed first, regardless of the argument order.
    assert_eq!(meeting(&b, &a, now()), Some(Meeting { first_is_asked_first: false, ..first }));
    b.waited = 1;
    assert_eq!(meeting(&a, &b, now()), Some(Meeting { first_is_asked_first: false, ..first }));
    b.waited = 0;
    // Declined by the person who would be interviewed then, in either half.
    a.not_at = vec![at("14T17:30")];
    assert_eq!(meeting(&a, &b, now()), Some(Meeting { first_is_asked_first: false, ..first }));
    b.not_at = vec![at("14T17:30")];
    assert_eq!(meeting(&a, &b, now()), None);
    a.not_at = Vec::new();
    assert_eq!(meeting(&a, &b, now()), Some(first));
    b.not_with = vec![a.id];
    assert_eq!(meeting(&a, &b, now()), None);
}

#[test]
fn each_has_to_ask_what_the_other_wants() {
    let (wants_concepts, wants_coding) =
        (ask(Kind::Concepts, "14T17:00", "14T20:00"), ask(Kind::Coding, "14T17:00", "14T20:00"));
    let (coding, concepts, terms) = (profile(Kind::Coding), profile(Kind::Concepts), terms());
    let a = peer(&wants_concepts, &coding, &terms, &[]);
    assert!(a.suits(&peer(&wants_coding, &concepts, &terms, &[])));
    assert!(!a.suits(&peer(&wants_coding, &coding, &terms, &[])));
    assert!(!a.suits(&peer(&wants_concepts, &concepts, &terms, &[])));
    let longer = Ask { length: SessionLength::try_from(60).unwrap(), ..wants_coding };
    assert!(!a.suits(&peer(&longer, &concepts, &terms, &[])));
}

#[test]
fn the_rules_of_a_session_hold_for_either_half() {
    let any = ask(Kind::Concepts, "14T17:00", "14T20:00");
    let (concepts, usual) = (profile(Kind::Concepts), terms());
    let a = peer(&any, &concepts, &usual, &[]);
    let with = |terms: &Terms, commitments: &[Commitment]| {
        meeting(&a, &peer(&any, &concepts, terms, commitments), now()).map(|meeting| meeting.starts_at)
    };
    assert_eq!(with(&usual, &[]), Some(at("14T17:00")));
    let held = |from: &str, minutes: i64, role| {
        let from = at(from);
        Commitment { span: Span::new(from, from.plus_minutes(minutes)), role: Some(role) }
    };
    // The buffer applies around the half they interview in, so the other half comes first.
    assert_eq!(with(&usual, &[held("14T16:00", 60, Seat::Candidate)]), Some(at("14T17:00")));
    assert_eq!(with(&usual, &[held("14T16:15", 60, Seat::Candidate)]), Some(at("14T17:15")));
    assert_eq!(with(&usual, &[held("14T18:00", 30, Seat::Candidate)]), Some(at("14T18:30")));
    assert_eq!(with(&usual, &[held("14T18:15", 30, Seat::Candidate)]), None);
    let week = [held("12T09:00", 60, Seat::Interviewer), held("13T09:00", 60, Seat::Interviewer)];
    assert_eq!(with(&usual, &week), None);
    assert_eq!(with(&Terms { min_notice_hours: 82, ..usual.clone() }, &[]), Some(at("14T17:15")));
    assert_eq!(with(&Terms { horizon_days: 2, ..usual.clone() }, &[]), None);
    assert_eq!(with(&Terms { paused_until: Some(at("14T18:30")), ..usual.clone() }, &[]), Some(at("14T17:45")));
}

/// Both halves by day for both, if they can meet then; otherwise at the first time of all.
#[test]
fn a_swap_comes_to_the_night_last() {
    let (concepts, terms) = (profile(Kind::Concepts), terms());
    let starts = |from: &str, to: &str, zone: &str| {
        let any = ask(Kind::Concepts, from, to);
        let a = peer(&any, &concepts, &terms, &[]);
        let b = Peer { zone: zone.parse().unwrap(), ..peer(&any, &concepts, &terms, &[]) };
        meeting(&a, &b, now()).map(|meeting| meeting.starts_at)
    };
    assert_eq!(starts("14T05:00", "14T10:00", "UTC"), Some(at("14T07:00")));
    assert_eq!(starts("14T05:00", "14T13:30", "America/New_York"), Some(at("14T12:00")));
    assert_eq!(starts("14T05:00", "14T08:00", "UTC"), Some(at("14T05:00")));
}
