//! Random rounds: the outcome is as good as that of an exact solver, follows every rule, and is the same every time.

use super::generator::{Family, family, tight, with_both_seats, with_choices, with_repeats};
use super::{oracle, solved};
use candor_solver::{Candidate, Interviewer, Limits, Outcome, Proof, Round, Score, Span, solve, verify};

#[track_caller]
fn check(name: &str, round: &Round, best: Score) {
    let outcome = solved(round);
    assert_eq!(verify(round, &outcome), Ok(()), "{name}");
    assert_eq!(outcome.score, best, "{name}");
    assert_eq!(outcome.proof, Proof::Optimal, "{name}");
    assert_eq!(solved(round), outcome, "{name}: the same the second time");
}

#[test]
fn tiny_rounds_are_solved_as_well_as_by_exhaustive_search() {
    for seed in 0..400 {
        let round = tight(seed, 3 + seed as usize % 4, 1 + seed as usize % 3);
        check(&format!("tight {seed}"), &round, oracle::by_search(&round));
    }
}

#[test]
fn small_rounds_are_solved_as_well_as_by_an_integer_program() {
    for seed in 0..60 {
        let round = tight(1_000 + seed, 14, 4);
        check(&format!("tight {seed}"), &round, oracle::by_program(&round));
    }
    for seed in 0..40 {
        let mixed = seed % 2 == 0;
        let weeks = 1 + seed as usize % 3 / 2;
        let round = family(seed, Family { candidates: 40, interviewers: 12, weeks, mixed, ample: seed % 5 == 0 });
        check(&format!("family {seed}"), &round, oracle::by_program(&round));
    }
}

#[test]
fn rounds_with_people_in_both_seats_are_solved_as_well_as_by_exhaustive_search() {
    for seed in 0..400 {
        let people = 3 + seed as usize % 4;
        let round = with_both_seats(tight(20_000 + seed, people, people - 1), seed, 25 * (seed as usize / 7 % 5));
        check(&format!("both seats {seed}"), &round, oracle::by_search(&round));
    }
}

#[test]
fn among_equals_as_few_as_possible_meet_again() {
    for seed in 0..300 {
        let round = with_repeats(tight(40_000 + seed, 3 + seed as usize % 4, 2), seed, 10 * (seed as usize % 8));
        let round = if seed % 3 == 0 { with_both_seats(round, seed, 50) } else { round };
        check(&format!("repeats {seed}"), &round, oracle::by_search(&round));
    }
    for seed in 0..30 {
        let round = with_repeats(tight(41_000 + seed, 12, 5), seed, 10 * (seed as usize % 8));
        check(&format!("repeats {seed}, tight"), &round, oracle::by_program(&round));
    }
    for seed in 0..10 {
        let mixed = seed % 2 == 0;
        let round = family(seed, Family { candidates: 30, interviewers: 10, weeks: 1, mixed, ample: seed % 3 > 0 });
        let round = with_repeats(round, seed, 10 * (1 + seed as usize % 7));
        check(&format!("repeats {seed}, family"), &round, oracle::by_program(&round));
    }
}

#[test]
fn every_language_and_kind_of_a_candidate_counts() {
    let mut helped = 0;
    for seed in 0..200 {
        let one = tight(30_000 + seed, 5, 2);
        let several = with_choices(one.clone(), seed);
        let best = oracle::by_search(&several);
        check(&format!("several languages and kinds {seed}"), &several, best);
        helped += u32::from(best.weight > oracle::by_search(&one).weight);
    }
    assert!(helped > 20, "{helped}");
}

#[test]
fn rounds_with_people_in_both_seats_are_solved_as_well_as_by_an_integer_program() {
    for seed in 0..60 {
        let round = with_both_seats(tight(21_000 + seed, 12, 6), seed, 25 * (seed as usize % 5));
        check(&format!("tight {seed}"), &round, oracle::by_program(&round));
    }
    for seed in 0..40 {
        let (mixed, weeks) = (seed % 2 == 0, 1 + seed as usize % 3 / 2);
        let round = family(seed, Family { candidates: 30, interviewers: 20, weeks, mixed, ample: seed % 5 == 0 });
        let round = with_both_seats(round, seed, 25 * (seed as usize % 5));
        check(&format!("family {seed}"), &round, oracle::by_program(&round));
    }
}

/// The rounds are too large to be solved exactly, so this shows that rounding, annealing and block search handle both
/// seats, too.
#[test]
fn large_rounds_with_people_in_both_seats_come_close_to_their_bound() {
    let extended = Limits { passes: 4, evaluations: 100, nodes: 0, ..Limits::DEFAULT };
    for (seed, mixed, limits) in [(1, false, Limits::DEFAULT), (2, true, Limits::DEFAULT), (3, false, extended)] {
        let round = family(seed, Family { candidates: 400, interviewers: 200, weeks: 1, mixed, ample: false });
        let round = with_both_seats(round, seed, 50);
        let outcome = solve(&round, &limits);
        assert_eq!(verify(&round, &outcome), Ok(()), "{seed}");
        assert!(outcome.proof.gap(outcome.score) < 0.005, "{seed}: {:?} of {:?}", outcome.score, outcome.proof);
    }
}

#[test]
fn a_solver_that_is_stopped_still_follows_the_rules() {
    for seed in 0..30 {
        let round = family(seed, Family { candidates: 60, interviewers: 15, weeks: 1, mixed: true, ample: false });
        let round = if seed < 20 { round } else { with_both_seats(round, seed, 25) };
        for max_calls in [0, 1, 3, 10, 30, 100, 300] {
            let asked = std::cell::Cell::new(0);
            let keep_going = || asked.replace(asked.get() + 1) < max_calls;
            let outcome = solve(&round, &Limits { keep_going: &keep_going, ..Limits::default() });
            assert_eq!(verify(&round, &outcome), Ok(()), "{seed} stopped after {max_calls} calls");
            let best = solved(&round).score;
            assert!(outcome.score <= best);
            assert!(honest(&outcome, best), "{seed} stopped after {max_calls} calls: {outcome:?} of {best:?}");
        }
    }
}

/// Whether the proof is true.
fn honest(outcome: &Outcome, best: Score) -> bool {
    match outcome.proof {
        Proof::Optimal => outcome.score == best,
        Proof::OptimalWeight { repeats_bound, fit_bound } => {
            outcome.score.weight == best.weight && repeats_bound <= best.repeats && fit_bound >= best.fit
        }
        Proof::WeightBound { weight_bound } => weight_bound >= best.weight,
    }
}

#[test]
fn an_interrupted_proof_claims_nothing_false() {
    // Stopped before the proof, and often before the best matching, so that a premature proof would be false.
    let round = family(0, Family { candidates: 100, interviewers: 25, weeks: 1, mixed: true, ample: true });
    let best = solved(&round).score;
    let mut lighter = 0;
    for max_calls in [0, 5, 30, 60, 90] {
        let asked = std::cell::Cell::new(0);
        let keep_going = || asked.replace(asked.get() + 1) < max_calls;
        let outcome = solve(&round, &Limits { evaluations: 60, nodes: 0, passes: 0, keep_going: &keep_going });
        assert!(honest(&outcome, best), "stopped after {max_calls} calls: {outcome:?} of {best:?}");
        lighter += u32::from(outcome.score.weight < best.weight);
    }
    assert!(lighter > 1, "{lighter} could have been false");
}

#[test]
fn an_interrupted_proof_of_the_fit_claims_nothing_false() {
    // Stopped when the weight is proven and the fit is not, so that a premature "optimal" would be false.
    let mut could_be_false = 0;
    for seed in 0..16 {
        let round = family(
            seed,
            Family { candidates: 40, interviewers: 12, weeks: 1, mixed: seed % 4 < 3, ample: seed % 2 == 0 },
        );
        let best = oracle::by_program(&round);
        for (evaluations, max_calls) in
            [60, 200, 300].into_iter().flat_map(|it| [10, 30, 60, 100, 200, 300].map(|of| (it, of)))
        {
            let asked = std::cell::Cell::new(0);
            let keep_going = || asked.replace(asked.get() + 1) < max_calls;
            let outcome = solve(&round, &Limits { evaluations, nodes: 0, passes: 0, keep_going: &keep_going });
            assert!(
                honest(&outcome, best),
                "{seed}, {evaluations} evaluations, stopped after {max_calls} calls: {outcome:?} of {best:?}"
            );
            let weight_only = matches!(outcome.proof, Proof::OptimalWeight { .. });
            could_be_false += u32::from(weight_only && outcome.score.fit < best.fit);
        }
    }
    assert!(could_be_false > 5, "{could_be_false} could have been false");
}

#[test]
fn counting_proves_optimality_where_candidates_are_alike() {
    let hours = vec![Span { from: 0, to: 300 }];
    let candidate = Candidate {
        languages: vec![0],
        kinds: vec![0],
        level: 0,
        topics: vec![],
        windows: hours.clone(),
        duration: 4,
        waited: 0,
        interviewer: None,
    };
    let interviewer = |capacity| Interviewer {
        languages: vec![0],
        kinds: vec![0],
        levels: vec![0],
        topics: vec![],
        hours: hours.clone(),
        booked: vec![],
        gap: 0,
        capacity: vec![capacity],
        reliability: 100,
    };
    // More candidates than sessions, as many, and fewer; and hours that run out before the capacity does.
    for (people, capacity, matched) in [(40, 5, 10), (40, 20, 40), (13, 20, 13), (160, 1_000, 150)] {
        let round = Round {
            horizon: 672,
            candidates: vec![candidate.clone(); people],
            interviewers: vec![interviewer(capacity); 2],
            forbidden: vec![],
            met: vec![],
            recent: vec![],
        };
        let outcome = solved(&round);
        assert_eq!(verify(&round, &outcome), Ok(()));
        assert_eq!((outcome.sessions.len(), outcome.proof), (matched, Proof::Optimal), "{people} and {capacity}");
    }
}
