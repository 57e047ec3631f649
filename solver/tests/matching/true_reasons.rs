//! Random rounds: a reason for having no session is true, its remedy helps, and all remedies can be followed at once.

use super::generator::{tight, with_both_seats};
use super::{oracle, solved};
use candor_solver::{Reason, Remedy, Round, Session, rank};

#[test]
fn a_reason_is_true_and_its_remedy_helps() {
    let (mut seen, mut helped, mut remedies) = ([0; 6], [0; 6], [0; 5]);
    for seed in 0..600 {
        let round = match seed {
            0..400 => tight(5_000 + seed, 8, 3),
            _ => with_both_seats(tight(5_000 + seed, 8, 5), seed, 25 * (seed as usize % 5)),
        };
        let outcome = solved(&round);
        for (candidate, why) in &outcome.unmatched {
            let alone = rank(&round, *candidate);
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
                    assert!(rivals.iter().all(|it| round.candidates[*it].waited > round.candidates[*candidate].waited));
                    // Those who have a session but these, and this one: all of them meet somebody.
                    let others =
                        |it: &usize| outcome.sessions.iter().any(|of| of.candidate == *it) && !rivals.contains(it);
                    let freed = among(&round, |it| it == *candidate || others(&it));
                    let all: u64 = freed.candidates.iter().map(|it| u64::from(it.weight())).sum();
                    assert_eq!(oracle::by_search(&freed).weight, all, "{seed}: {candidate} {why:?}");
                    4
                }
                Reason::LostToOthers { rivals } => {
                    assert!(!rivals.is_empty());
                    // Among the sessions of those who haven't waited longer there's no room.
                    let own = round.candidates[*candidate].waited;
                    let stay: Vec<_> =
                        outcome.sessions.iter().filter(|it| round.candidates[it.candidate].waited <= own).collect();
                    let joins = |it: &Session| oracle::is_possible(&round, stay.iter().copied().copied().chain([*it]));
                    assert!(!oracle::options_of(&round, *candidate).iter().any(joins), "{seed}: {candidate} {why:?}");
                    5
                }
            };
            seen[kind] += 1;
            assert_eq!(
                alone.is_empty(),
                kind < 4,
                "{seed}: only those who lost to others could have had a session alone"
            );
            if let Some(remedy) = why.remedy {
                helped[kind] += 1;
                remedies[match remedy {
                    Remedy::Time { .. } => 0,
                    Remedy::Level { .. } => 1,
                    Remedy::Language { .. } => 2,
                    Remedy::Kind { .. } => 3,
                    Remedy::Allow { .. } => 4,
                }] += 1;
                let changed = with(&round, *candidate, remedy);
                let after = solved(&changed);
                assert!(after.score.weight > outcome.score.weight, "{seed}: {candidate} {why:?}");
                assert!(after.unmatched.iter().all(|(it, _)| it != candidate), "{seed}: {candidate} {why:?}");
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "each reason occurs: {seen:?}");
    assert!(helped.iter().all(|count| *count > 2), "each can be helped: {helped:?}");
    assert!(remedies.iter().all(|count| *count > 2), "each remedy occurs: {remedies:?}");
}

/// The round of these candidates only.
fn among(round: &Round, takes_part: impl Fn(usize) -> bool) -> Round {
    let mut round = round.clone();
    let stays: Vec<_> = (0..round.candidates.len()).filter(|it| takes_part(*it)).collect();
    let place =
        |(candidate, interviewer): &(usize, usize)| Some((stays.iter().position(|it| it == candidate)?, *interviewer));
    for pairs in [&mut round.forbidden, &mut round.met, &mut round.recent] {
        *pairs = pairs.iter().filter_map(place).collect();
    }
    round.candidates = stays.iter().map(|it| round.candidates[*it].clone()).collect();
    round
}

/// No two remedies lead to the same place: if everybody follows theirs, everybody who has one gets a session.
#[test]
fn all_remedies_can_be_followed_at_once() {
    let (mut several, mut spans) = (0, 0);
    for seed in 0..400 {
        let round = match seed {
            0..250 => tight(60_000 + seed, 9, 3),
            _ => with_both_seats(tight(60_000 + seed, 9, 5), seed, 25 * (seed as usize % 5)),
        };
        let outcome = solved(&round);
        let remedies = outcome.unmatched.iter().filter_map(|(candidate, why)| Some((*candidate, why.remedy?)));
        let remedies: Vec<_> = remedies.collect();
        let changed = remedies.iter().fold(round.clone(), |round, (candidate, it)| with(&round, *candidate, *it));
        let after = solved(&changed);
        let helped = |it: &usize| after.sessions.iter().any(|session| session.candidate == *it);
        assert!(remedies.iter().all(|(it, _)| helped(it)), "{seed}: {remedies:?} {:?}", after.unmatched);
        several += u32::from(remedies.len() > 1);
        spans += remedies.iter().filter(|(_, it)| matches!(it, Remedy::Time { .. })).count();
    }
    assert!(several > 40 && spans > 100, "{several} rounds with several remedies, {spans} times");
}

/// The round after a candidate followed the advice.
pub fn with(round: &Round, candidate_index: usize, remedy: Remedy) -> Round {
    let mut round = round.clone();
    let candidate = &mut round.candidates[candidate_index];
    match remedy {
        Remedy::Time { session, .. } => candidate.windows.push(session),
        Remedy::Level { level, .. } => candidate.level = level,
        Remedy::Language { language, .. } => candidate.languages = vec![language],
        Remedy::Kind { kind, .. } => candidate.kinds = vec![kind],
        Remedy::Allow { interviewer } => round.forbidden.retain(|pair| *pair != (candidate_index, interviewer)),
    }
    round
}
