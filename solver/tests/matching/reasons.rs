//! Each reason for having no session, in a round made for it, with the change that helps.

use super::{solved, true_reasons::with};
use candor_solver::{Candidate, Interviewer, Reason, Remedy, Round, Span, Unmatched, rank};

fn candidate() -> Candidate {
    Candidate {
        languages: vec![0],
        kinds: vec![0],
        level: 1,
        topics: vec![],
        windows: vec![Span { from: 10, to: 18 }],
        duration: 4,
        waited: 0,
        interviewer: None,
    }
}

fn interviewer() -> Interviewer {
    Interviewer {
        languages: vec![0],
        kinds: vec![0],
        levels: vec![1],
        topics: vec![],
        hours: vec![Span { from: 10, to: 14 }, Span { from: 40, to: 44 }],
        booked: vec![],
        gap: 0,
        capacity: vec![2],
        reliability: 100,
    }
}

fn round(candidates: Vec<Candidate>, interviewers: Vec<Interviewer>) -> Round {
    Round { horizon: 672, candidates, interviewers, forbidden: vec![], met: vec![], recent: vec![] }
}

#[track_caller]
fn only(round: &Round) -> (usize, Unmatched) {
    let outcome = solved(round);
    assert_eq!(outcome.unmatched.len(), 1);
    let (candidate, why) = outcome.unmatched[0].clone();
    if let Some(remedy) = why.remedy {
        let after = solved(&with(round, candidate, remedy));
        assert!(after.sessions.iter().any(|it| it.candidate == candidate), "{remedy:?} helps");
    }
    (candidate, why)
}

fn time(from: i32) -> Option<Remedy> {
    Some(Remedy::Time { session: Span { from, to: from + 4 }, interviewer: 0 })
}

#[test]
fn nobody_is_eligible() {
    let unmatched = |remedy| (0, Unmatched { reason: Reason::NobodyEligible, remedy });
    let other = |change: fn(&mut Interviewer)| {
        let mut it = interviewer();
        change(&mut it);
        it
    };
    let far = other(|it| it.levels = vec![3, 5]);
    let near = other(|it| it.levels = vec![2, 4]);
    let abroad = other(|it| it.languages = vec![7]);
    let kind = other(|it| it.kinds = vec![4]);
    let nobody = other(|it| (it.kinds, it.levels) = (vec![4], vec![4]));
    let remedy = |interviewers: Vec<Interviewer>| only(&round(vec![candidate()], interviewers));
    let all = vec![kind.clone(), abroad.clone(), far, near];
    assert_eq!(remedy(all), unmatched(Some(Remedy::Level { level: 2, interviewer: 3 })));
    assert_eq!(remedy(vec![kind.clone(), abroad]), unmatched(Some(Remedy::Language { language: 7, interviewer: 1 })));
    assert_eq!(remedy(vec![kind]), unmatched(Some(Remedy::Kind { kind: 4, interviewer: 0 })));
    assert_eq!(remedy(vec![nobody]), unmatched(None));
    assert_eq!(remedy(vec![]), unmatched(None));
}

#[test]
fn everybody_eligible_is_forbidden() {
    let mut round = round(vec![candidate()], vec![interviewer()]);
    round.forbidden = vec![(0, 0), (5, 0), (0, 5)];
    let remedy = Some(Remedy::Allow { interviewer: 0 });
    assert_eq!(only(&round), (0, Unmatched { reason: Reason::Forbidden { interviewers: 1 }, remedy }));
    assert_eq!(rank(&round, 0), []);
}

#[test]
fn nobody_is_free_in_the_windows() {
    let mut late = candidate();
    late.windows = vec![Span { from: 12, to: 20 }, Span { from: 41, to: 50 }];
    let (candidate, why) = only(&round(vec![late], vec![interviewer()]));
    assert_eq!((candidate, why.reason), (0, Reason::NobodyFree { eligible: 1 }));
    assert_eq!(why.remedy, time(40), "one slot outside the windows, not two");
}

#[test]
fn capacity_was_spent_before() {
    let mut busy = interviewer();
    busy.capacity = vec![1, 1];
    busy.booked = vec![Span { from: 300, to: 304 }];
    busy.hours.push(Span { from: 700, to: 710 });
    let mut round = round(vec![candidate()], vec![busy]);
    round.horizon = 1344;
    let (candidate, why) = only(&round);
    assert_eq!((candidate, why.reason), (0, Reason::CapacitySpent { free: 1 }));
    assert_eq!(why.remedy, time(700), "next week");
}

#[test]
fn somebody_waited_longer() {
    let mut patient = candidate();
    patient.waited = 2;
    let (candidate, why) = only(&round(vec![candidate(), patient], vec![interviewer()]));
    assert_eq!((candidate, why.reason), (0, Reason::LostToLongerWait { rivals: vec![1] }));
    assert_eq!(why.remedy, time(40));
}

#[test]
fn others_have_every_session() {
    let mut once = interviewer();
    once.capacity = vec![1];
    let (candidate, why) = only(&round(vec![candidate(), candidate()], vec![once]));
    assert_eq!(why.reason, Reason::LostToOthers { rivals: vec![1 - candidate] });
    assert_eq!(why.remedy, None, "no other time would help");
}

/// At the only possible time, one of the two people is in another seat in somebody else's session.
#[test]
fn a_session_in_another_seat_is_in_the_way() {
    let (mut patient, mut one) = (candidate(), interviewer());
    patient.waited = 1;
    // The interviewer is being interviewed at that time.
    patient.interviewer = Some(0);
    one.hours = vec![Span { from: 10, to: 14 }];
    let mut other = one.clone();
    other.topics = vec![1];
    patient.windows = vec![Span { from: 10, to: 14 }];
    let mut narrow = candidate();
    narrow.windows = vec![Span { from: 10, to: 14 }];
    let mut both = round(vec![narrow.clone(), patient.clone()], vec![one.clone(), other]);
    both.forbidden = vec![(0, 1)];
    let (candidate, why) = only(&both);
    assert_eq!((candidate, why.reason), (0, Reason::LostToLongerWait { rivals: vec![1] }));
    assert_eq!(why.remedy, None, "neither another time nor another interviewer");
    // The candidate who is left out interviews at that time.
    narrow.waited = 2;
    let mut both = round(vec![narrow, patient], vec![one.clone(), one]);
    both.forbidden = vec![(0, 1)];
    let (candidate, why) = only(&both);
    assert_eq!((candidate, why.reason), (1, Reason::LostToLongerWait { rivals: vec![0] }));
    assert_eq!(why.remedy, None);
    assert_eq!(rank(&both, 1).iter().map(|it| it.interviewer).collect::<Vec<_>>(), [1], "not themselves");
}

#[test]
fn rank_sorts_by_fit_and_gives_the_earliest_start() {
    let mut better = interviewer();
    better.hours = vec![Span { from: 12, to: 30 }];
    let mut met = interviewer();
    met.levels = vec![1, 2];
    let mut full = interviewer();
    full.capacity = vec![0];
    let mut round = round(vec![candidate()], vec![met, interviewer(), better, full]);
    round.met = vec![(0, 0)];
    let offers: Vec<_> = rank(&round, 0).into_iter().map(|it| (it.interviewer, it.start, it.fit)).collect();
    assert_eq!(offers, [(1, 10, 100), (2, 12, 100), (0, 10, 85)]);
    assert_eq!(rank(&round, 1), [], "no such candidate");
}
