//! Random rounds: the solver's answer is the exact solvers', follows every rule, and is the same every time.

use super::generator::{Family, family, tight};
use super::{oracle, solved};
use candor_solver::{Candidate, Interviewer, Limits, Outcome, Proof, Reason, Remedy, Round, Score, Span};
use candor_solver::{rank, solve, verify};

#[track_caller]
fn check(name: &str, round: &Round, best: Score) {
    let outcome = solved(round);
    assert_eq!(verify(round, &outcome), Ok(()), "{name}");
    assert_eq!(outcome.score, best, "{name}");
    assert_eq!(outcome.proof, Proof::Optimal, "{name}");
    assert_eq!(solved(round), outcome, "{name}: twice the same");
}

#[test]
fn tiny_rounds_are_solved_as_well_as_by_trying_everything() {
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
fn a_solver_that_is_stopped_still_follows_the_rules() {
    for seed in 0..20 {
        let round = family(seed, Family { candidates: 60, interviewers: 15, weeks: 1, mixed: true, ample: false });
        for patience in [0, 1, 3, 10, 30, 100, 300] {
            let asked = std::cell::Cell::new(0);
            let keep_going = || asked.replace(asked.get() + 1) < patience;
            let outcome = solve(&round, &Limits { keep_going: &keep_going, ..Limits::default() });
            assert_eq!(verify(&round, &outcome), Ok(()), "{seed} stopped after {patience}");
            let best = solved(&round).score;
            assert!(outcome.score <= best);
            assert!(honest(&outcome, best), "{seed} stopped after {patience}: {outcome:?} of {best:?}");
        }
    }
}

/// Whether what is said to be proven is so.
fn honest(outcome: &Outcome, best: Score) -> bool {
    match outcome.proof {
        Proof::Optimal => outcome.score == best,
        Proof::OptimalWeight { fit_bound } => outcome.score.weight == best.weight && fit_bound >= best.fit,
        Proof::WeightBound { weight_bound } => weight_bound >= best.weight,
    }
}

#[test]
fn nothing_is_called_proven_that_is_not() {
    // Stopped on the way to a proof, and often to the best matching: a proof by mistake would be seen here.
    let round = family(0, Family { candidates: 100, interviewers: 25, weeks: 1, mixed: true, ample: true });
    let best = solved(&round).score;
    let mut lighter = 0;
    for patience in [0, 5, 30, 60, 90] {
        let asked = std::cell::Cell::new(0);
        let keep_going = || asked.replace(asked.get() + 1) < patience;
        let outcome = solve(&round, &Limits { evaluations: 60, nodes: 0, passes: 0, keep_going: &keep_going });
        assert!(honest(&outcome, best), "stopped after {patience}: {outcome:?} of {best:?}");
        lighter += u32::from(outcome.score.weight < best.weight);
    }
    assert!(lighter > 1, "{lighter} could have been told wrong");
}

#[test]
fn a_fit_is_not_called_the_best_before_that_is_proven() {
    // Stopped when the weight is proven and the fit is not: whoever says "optimal" too soon says it here.
    let mut could_have_lied = 0;
    for seed in 0..16 {
        let round = family(
            seed,
            Family { candidates: 40, interviewers: 12, weeks: 1, mixed: seed % 4 < 3, ample: seed % 2 == 0 },
        );
        let best = oracle::by_program(&round);
        for (rounds, patience) in
            [60, 200, 300].into_iter().flat_map(|it| [10, 30, 60, 100, 200, 300].map(|of| (it, of)))
        {
            let asked = std::cell::Cell::new(0);
            let keep_going = || asked.replace(asked.get() + 1) < patience;
            let outcome = solve(&round, &Limits { evaluations, nodes: 0, passes: 0, keep_going: &keep_going });
            assert!(
                honest(&outcome, best),
                "{seed}, {rounds} rounds, stopped after {patience}: {outcome:?} of {best:?}"
            );
            let heaviest = matches!(outcome.proof, Proof::OptimalWeight { .. });
            could_have_lied += u32::from(heaviest && outcome.score.fit < best.fit);
        }
    }
    assert!(could_have_lied > 5, "{could_have_lied} could have been told wrong");
}

#[test]
fn a_reason_is_true_and_its_remedy_helps() {
    let (mut seen, mut helped, mut remedies) = ([0; 6], [0; 6], [0; 5]);
    for seed in 0..400 {
        let round = tight(5_000 + seed, 8, 3);
        let outcome = solved(&round);
        for (who, why) in &outcome.unmatched {
            let alone = rank(&round, *who);
            let kind = match &why.reason {
                Reason::NobodyEligible => 0,
                Reason::Forbidden { interviewers } => {
                    assert!(*interviewers > 0);
                    1
                }
                Reason::NobodyFree { eligible } => {
                    assert!(*eligible > 0);
                    2
                }
                Reason::CapacitySpent { free } => {
                    assert!(*free > 0);
                    3
                }
                Reason::LostToLongerWait { rivals } => {
                    assert!(!rivals.is_empty());
                    assert!(rivals.iter().all(|it| round.candidates[*it].waited > round.candidates[*who].waited));
                    4
                }
                Reason::LostToOthers { rivals } => {
                    assert!(!rivals.is_empty());
                    5
                }
            };
            seen[kind] += 1;
            assert_eq!(alone.is_empty(), kind < 4, "{seed}: only who lost to others could have had somebody alone");
            if let Some(remedy) = why.remedy {
                helped[kind] += 1;
                remedies[match remedy {
                    Remedy::Time { .. } => 0,
                    Remedy::Level { .. } => 1,
                    Remedy::Language { .. } => 2,
                    Remedy::Kind { .. } => 3,
                    Remedy::Allow { .. } => 4,
                }] += 1;
                let changed = with(&round, *who, remedy);
                let after = solved(&changed);
                assert!(after.score.weight > outcome.score.weight, "{seed}: {who} {why:?}");
                assert!(after.unmatched.iter().all(|(it, _)| it != who), "{seed}: {who} {why:?}");
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "each reason occurs: {seen:?}");
    assert!(helped.iter().all(|count| *count > 2), "each can be helped: {helped:?}");
    assert!(remedies.iter().all(|count| *count > 2), "each remedy occurs: {remedies:?}");
}

/// The round after somebody took the advice.
pub fn with(round: &Round, who: usize, remedy: Remedy) -> Round {
    let mut round = round.clone();
    let candidate = &mut round.candidates[who];
    match remedy {
        Remedy::Time { session, .. } => candidate.windows.push(session),
        Remedy::Level { level, .. } => candidate.level = level,
        Remedy::Language { language, .. } => candidate.language = language,
        Remedy::Kind { kind, .. } => candidate.kind = kind,
        Remedy::Allow { interviewer } => round.forbidden.retain(|pair| *pair != (who, interviewer)),
    }
    round
}

#[test]
fn where_all_are_alike_counting_proves_it() {
    let hours = vec![Span { from: 0, to: 300 }];
    let candidate =
        Candidate { language: 0, kind: 0, level: 0, topics: vec![], windows: hours.clone(), duration: 4, waited: 0 };
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
    // More people than sessions, as many, and fewer; and hours that end before the capacity does.
    for (people, capacity, matched) in [(40, 5, 10), (40, 20, 40), (13, 20, 13), (160, 1_000, 150)] {
        let round = Round {
            horizon: 672,
            candidates: vec![candidate.clone(); people],
            interviewers: vec![interviewer(capacity); 2],
            forbidden: vec![],
            met: vec![],
        };
        let outcome = solved(&round);
        assert_eq!(verify(&round, &outcome), Ok(()));
        assert_eq!((outcome.sessions.len(), outcome.proof), (matched, Proof::Optimal), "{people} and {capacity}");
    }
}
