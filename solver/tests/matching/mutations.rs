//! [`verify`] finds everything that can be wrong with an outcome. It is the last check before a commit, so each rule is
//! broken here once, in a round where nothing else is wrong.

use super::solved;
use candor_solver::{Candidate, Interviewer, Outcome, Proof, Round, Score, Session, Span, Violation, verify};

/// Two candidates, two interviewers, one of them booked in the middle; room for everybody.
fn round() -> Round {
    let candidate = Candidate {
        languages: vec![0],
        kinds: vec![0],
        level: 1,
        topics: vec![1, 2],
        windows: vec![Span { from: 4, to: 10 }, Span { from: 10, to: 40 }],
        duration: 4,
        waited: 0,
        interviewer: None,
    };
    let interviewer = Interviewer {
        languages: vec![0],
        kinds: vec![0],
        levels: vec![0, 1],
        topics: vec![1],
        hours: vec![Span { from: 2, to: 44 }],
        booked: vec![Span { from: 20, to: 24 }],
        gap: 2,
        capacity: vec![3, 1],
        reliability: 50,
    };
    Round {
        horizon: 672,
        candidates: vec![candidate.clone(), candidate],
        interviewers: vec![interviewer.clone(), interviewer],
        forbidden: vec![],
        met: vec![(0, 0)],
        recent: vec![],
    }
}

/// Two sessions with interviewer 0, as close to each other and to the booking as the gap allows. The first one spans two
/// windows.
fn outcome() -> Outcome {
    let sessions =
        vec![Session { candidate: 0, interviewer: 0, start: 8 }, Session { candidate: 1, interviewer: 0, start: 14 }];
    let fit = (25 + 20 + 10) + (25 + 20 + 10 + 10);
    Outcome { sessions, score: Score { weight: 8, repeats: 0, fit }, proof: Proof::Optimal, unmatched: vec![] }
}

/// The violations after the change; before it there are none.
#[track_caller]
fn broken(change: impl Fn(&mut Round, &mut Outcome)) -> Vec<Violation> {
    let (mut round, mut outcome) = (round(), outcome());
    assert_eq!(verify(&round, &outcome), Ok(()), "nothing is wrong before");
    change(&mut round, &mut outcome);
    verify(&round, &outcome).unwrap_err()
}

#[test]
fn the_solver_finds_the_optimum_of_this_round() {
    let round = round();
    let outcome = solved(&round);
    assert_eq!(verify(&round, &outcome), Ok(()));
    assert_eq!(outcome.score, Score { weight: 8, repeats: 0, fit: 130 }, "a pair that has met gets somebody new");
}

#[test]
fn an_unknown_participant() {
    assert_eq!(broken(|_, it| it.sessions[1].candidate = 2)[0], Violation::UnknownParticipant { session: 1 });
    assert_eq!(broken(|_, it| it.sessions[1].interviewer = 2)[0], Violation::UnknownParticipant { session: 1 });
}

#[test]
fn one_candidate_twice() {
    assert_eq!(broken(|_, it| it.sessions[1].candidate = 0)[0], Violation::MatchedTwice { candidate: 0 });
}

#[test]
fn a_pair_that_is_not_eligible() {
    let no = [Violation::Ineligible { candidate: 1, interviewer: 0 }];
    assert_eq!(broken(|round, _| round.candidates[1].languages = vec![9]), no);
    assert_eq!(broken(|round, _| round.candidates[1].kinds = vec![9]), no);
    let no = [0, 1].map(|candidate| Violation::Ineligible { candidate, interviewer: 0 });
    assert_eq!(broken(|round, _| round.interviewers[0].levels = vec![0]), no);
}

#[test]
fn a_forbidden_pair() {
    let no = [Violation::Forbidden { candidate: 1, interviewer: 0 }];
    assert_eq!(broken(|round, _| round.forbidden.push((1, 0))), no);
}

#[test]
fn a_session_outside_the_round() {
    assert_eq!(broken(|round, _| round.horizon = 17), [Violation::OutsideHorizon { candidate: 1 }]);
    let before = broken(|round, it| {
        round.candidates[0].windows.push(Span { from: -4, to: 4 });
        round.interviewers[0].hours.push(Span { from: -4, to: 2 });
        it.sessions[0].start = -3;
    });
    assert!(before.contains(&Violation::OutsideHorizon { candidate: 0 }), "{before:?}");
    let nothing = broken(|round, _| round.candidates[1].duration = 0);
    assert!(nothing.contains(&Violation::OutsideHorizon { candidate: 1 }), "{nothing:?}");
}

#[test]
fn a_session_when_somebody_is_not_available() {
    let no = [Violation::OutsideWindows { candidate: 1 }];
    assert_eq!(broken(|round, _| round.candidates[1].windows = vec![Span { from: 14, to: 17 }]), no);
    assert_eq!(broken(|round, _| round.candidates[1].windows = vec![Span { from: 15, to: 40 }]), no);
    let no = [Violation::OutsideWindows { candidate: 0 }];
    assert_eq!(broken(|round, _| round.candidates[0].windows[1].from = 11), no, "a slot between two windows");
    let no = [Violation::OutsideHours { candidate: 1, interviewer: 0 }];
    assert_eq!(broken(|round, _| round.interviewers[0].hours[0].to = 17), no);
}

#[test]
fn a_session_too_close_to_a_booking() {
    let no = [Violation::BookingConflict { candidate: 1, interviewer: 0 }];
    assert_eq!(broken(|_, it| it.sessions[1].start = 15), no, "before it");
    assert_eq!(broken(|_, it| it.sessions[1].start = 25), no, "after it");
    assert_eq!(broken(|round, _| round.interviewers[0].booked[0].from = 19), no);
    let (round, mut outcome) = (round(), outcome());
    outcome.sessions[1].start = 26;
    assert_eq!(verify(&round, &outcome), Ok(()), "the gap is kept on both sides");
}

#[test]
fn two_sessions_too_close_together() {
    let no = [Violation::SessionConflict { interviewer: 0, first: 0, second: 1 }];
    assert_eq!(broken(|_, it| it.sessions[0].start = 9), no, "one slot between them instead of two");
    assert_eq!(broken(|_, it| it.sessions[1].start = 8), no, "at the same time");
}

#[test]
fn one_person_in_two_places() {
    let no = |round: &mut Round, it: &mut Outcome| {
        round.candidates[1].interviewer = Some(1);
        it.sessions[0] = Session { candidate: 0, interviewer: 1, start: 9 };
    };
    let conflict = [Violation::SeatConflict { first: 0, second: 1 }];
    let found = broken(|round, it| {
        no(round, it);
        round.met = vec![(0, 1)];
    });
    assert_eq!(found, conflict, "interviews until 13, is interviewed from 14, and needs two slots between");
    let (mut round, mut outcome) = (round(), outcome());
    no(&mut round, &mut outcome);
    (round.met, round.interviewers[1].gap) = (vec![(0, 1)], 1);
    assert_eq!(verify(&round, &outcome), Ok(()), "one slot between them is enough then");
    outcome.sessions[1].start = 9;
    assert_eq!(verify(&round, &outcome), Err(conflict.to_vec()), "at the same time");
    let twice = broken(|round, it| {
        round.candidates.iter_mut().for_each(|it| it.interviewer = Some(1));
        it.sessions[1].start = 24;
        (round.interviewers[0].booked, round.interviewers[1].gap) = (vec![], 13);
    });
    assert_eq!(twice, conflict, "two requests of one person");
}

#[test]
fn somebody_who_interviews_themselves() {
    let no = [Violation::OwnInterviewer { candidate: 1 }];
    let found = broken(|round, _| round.candidates[1].interviewer = Some(0));
    assert!(found.contains(&no[0]), "{found:?}");
    let (mut round, outcome) = (round(), outcome());
    round.candidates[1].interviewer = Some(2);
    assert_eq!(verify(&round, &outcome), Ok(()), "there is no such interviewer");
}

#[test]
fn the_edge_of_the_hours_needs_no_gap() {
    let (mut round, outcome) = (round(), outcome());
    round.interviewers[0].hours = vec![Span { from: 8, to: 18 }];
    assert_eq!(verify(&round, &outcome), Ok(()));
}

#[test]
fn more_sessions_in_a_week_than_the_capacity() {
    let no = [Violation::OverCapacity { interviewer: 0, week: 0 }];
    assert_eq!(broken(|round, _| round.interviewers[0].capacity[0] = 2), no, "the booking counts");
    assert_eq!(
        broken(|round, _| round.interviewers[0].capacity = vec![]),
        no,
        "a week beyond the list has no capacity"
    );
    let (mut round, outcome) = (round(), outcome());
    round.interviewers[0].capacity[0] = 2;
    round.interviewers[0].booked[0] = Span { from: 700, to: 704 };
    assert_eq!(verify(&round, &outcome), Ok(()), "a booking counts in its own week");
}

#[test]
fn a_wrong_score_or_bound() {
    let actual = outcome().score;
    assert_eq!(broken(|_, it| it.score.fit += 1), [Violation::WrongScore { actual }]);
    assert_eq!(broken(|_, it| it.score.weight += 1), [Violation::WrongScore { actual }]);
    let actual = Score { weight: 8, repeats: 0, fit: actual.fit + 10 };
    assert_eq!(broken(|round, _| round.met.clear()), [Violation::WrongScore { actual }]);
    let actual = Score { repeats: 1, ..outcome().score };
    assert_eq!(broken(|round, _| round.recent.push((1, 0))), [Violation::WrongScore { actual }]);
    let bound = Proof::OptimalWeight { repeats_bound: 1, fit_bound: 200 };
    assert_eq!(broken(|_, it| it.proof = bound), [Violation::WrongBound], "fewer repeats than the bound");
    assert_eq!(broken(|_, it| it.proof = Proof::WeightBound { weight_bound: 7 }), [Violation::WrongBound]);
    assert_eq!(
        broken(|_, it| it.proof = Proof::OptimalWeight { repeats_bound: 0, fit_bound: 119 }),
        [Violation::WrongBound]
    );
}

#[test]
fn an_unmatched_candidate_without_a_reason() {
    let actual = Score { weight: 4, repeats: 0, fit: 55 };
    let found = broken(|_, it| _ = it.sessions.pop());
    assert_eq!(found, [Violation::WrongScore { actual }, Violation::WrongUnmatched]);
    let why = || candor_solver::Unmatched { reason: candor_solver::Reason::NobodyEligible, remedy: None };
    assert_eq!(broken(|_, it| it.unmatched.push((0, why()))), [Violation::WrongUnmatched]);
}
