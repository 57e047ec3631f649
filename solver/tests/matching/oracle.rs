//! Two exact solvers that share no code with the real one: an exhaustive search for tiny rounds, and an integer program
//! over every start of every pair for small ones.

use candor_solver::{Outcome, Proof, Round, SLOTS_PER_WEEK, Score, Session, verify};

/// Every session that is valid on its own, by candidate, with its fit. Validity is decided by [`verify`], which
/// `mutations.rs` tests.
fn options(round: &Round) -> Vec<Vec<(Session, u64)>> {
    let alone = |session: Session| {
        let mut outcome =
            Outcome { sessions: vec![session], score: Score::default(), proof: Proof::Optimal, unmatched: Vec::new() };
        let violations = verify(round, &outcome).unwrap_err();
        use candor_solver::Violation::{WrongScore, WrongUnmatched};
        let fit =
            violations.iter().find_map(|it| if let WrongScore { actual } = it { Some(actual.fit) } else { None })?;
        outcome.score.fit = fit;
        violations.iter().all(|it| matches!(it, WrongScore { .. } | WrongUnmatched)).then_some((session, fit))
    };
    (0..round.candidates.len())
        .map(|candidate| {
            let all = round.interviewers.iter().enumerate().flat_map(|(interviewer, it)| {
                let mut slots: Vec<_> = it.hours.iter().flat_map(|span| span.from..span.to).collect();
                slots.sort_unstable();
                slots.dedup();
                slots.into_iter().map(move |start| Session { candidate, interviewer, start })
            });
            all.filter_map(alone).collect()
        })
        .collect()
}

/// Every session that is valid on its own for this candidate.
pub fn options_of(round: &Round, candidate: usize) -> Vec<Session> {
    options(round).swap_remove(candidate).into_iter().map(|(session, _)| session).collect()
}

/// Whether all of these sessions can take place, as [`verify`] sees it.
pub fn is_possible(round: &Round, sessions: impl Iterator<Item = Session>) -> bool {
    let sessions: Vec<_> = sessions.collect();
    let outcome = Outcome { sessions, score: Score::default(), proof: Proof::Optimal, unmatched: Vec::new() };
    use candor_solver::Violation::{WrongScore, WrongUnmatched};
    let breaks = verify(round, &outcome).err().unwrap_or_default();
    breaks.iter().all(|it| matches!(it, WrongScore { .. } | WrongUnmatched))
}

fn conflict(round: &Round, a: Session, b: Session) -> bool {
    let end = |it: Session| it.start + i32::from(round.candidates[it.candidate].duration);
    let gap = i32::from(round.interviewers[a.interviewer].gap);
    let close = |gap: i32| a.start < end(b) + gap && b.start < end(a) + gap;
    a.interviewer == b.interviewer && close(gap)
        || people(round, a).iter().any(|it| people(round, b).contains(it) && close(round.interviewers[*it].gap.into()))
}

/// The people in a session who are interviewers of the round, in either seat.
fn people(round: &Round, session: Session) -> Vec<usize> {
    let own = round.candidates[session.candidate].interviewer.filter(|it| *it < round.interviewers.len());
    own.into_iter().chain([session.interviewer]).collect()
}

fn repeats(round: &Round, session: Session) -> u64 {
    u64::from(round.recent.contains(&(session.candidate, session.interviewer)))
}

fn remaining_capacity(round: &Round, interviewer: usize, week: i32) -> usize {
    let it = &round.interviewers[interviewer];
    let booked = it.booked.iter().filter(|span| span.from.div_euclid(SLOTS_PER_WEEK) == week).count();
    let capacity = usize::try_from(week).ok().and_then(|week| it.capacity.get(week)).copied().unwrap_or(0);
    (capacity as usize).saturating_sub(booked)
}

/// The best score, by exhaustive search.
pub fn by_search(round: &Round) -> Score {
    struct Search<'a> {
        round: &'a Round,
        options: Vec<Vec<(Session, u64)>>,
        chosen: Vec<Session>,
        best: Score,
    }
    impl Search<'_> {
        fn branch(&mut self, candidate: usize, score: Score) {
            let rest: u64 = self.round.candidates[candidate..].iter().map(|it| u64::from(it.weight())).sum();
            let most = Score {
                weight: score.weight + rest,
                repeats: score.repeats,
                fit: score.fit + 100 * (self.options.len() - candidate) as u64,
            };
            if most <= self.best {
                return;
            }
            if candidate == self.options.len() {
                self.best = score;
                return;
            }
            for index in 0..self.options[candidate].len() {
                let (session, fit) = self.options[candidate][index];
                let week = session.start.div_euclid(SLOTS_PER_WEEK);
                let given = self
                    .chosen
                    .iter()
                    .filter(|it| it.interviewer == session.interviewer && it.start.div_euclid(SLOTS_PER_WEEK) == week);
                let full = given.count() >= remaining_capacity(self.round, session.interviewer, week);
                if full || self.chosen.iter().any(|it| conflict(self.round, *it, session)) {
                    continue;
                }
                self.chosen.push(session);
                let weight = score.weight + u64::from(self.round.candidates[candidate].weight());
                let repeats = score.repeats + repeats(self.round, session);
                self.branch(candidate + 1, Score { weight, repeats, fit: score.fit + fit });
                self.chosen.pop();
            }
            self.branch(candidate + 1, score);
        }
    }
    let mut search = Search { round, options: options(round), chosen: Vec::new(), best: Score::default() };
    search.branch(0, Score::default());
    search.best
}

/// The best score, by an integer program with a variable for every start of every pair and a constraint for every slot
/// of an interviewer.
pub fn by_program(round: &Round) -> Score {
    use microlp::{ComparisonOp::Le, OptimizationDirection, Problem};
    let options = options(round);
    // More than all fits together, and more than all repeats, so that one program optimises weight first, then repeats,
    // then fit.
    let matchable = options.iter().filter(|it| !it.is_empty()).count() as u64 + 1;
    let repeat_scale = if round.recent.is_empty() { 0 } else { 100 * matchable };
    let weight_scale = 100 * matchable + repeat_scale * matchable;
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut all = Vec::new();
    for (candidate, options) in options.iter().enumerate() {
        let weight = u64::from(round.candidates[candidate].weight());
        let terms: Vec<_> = options
            .iter()
            .map(|(session, fit)| {
                let variable = problem.add_binary_var(
                    (weight * weight_scale + fit) as f64 - (repeats(round, *session) * repeat_scale) as f64,
                );
                all.push((*session, weight, *fit, variable));
                (variable, 1.0)
            })
            .collect();
        problem.add_constraint(&terms[..], Le, 1.0);
    }
    for (interviewer, it) in round.interviewers.iter().enumerate() {
        let own: Vec<_> = all.iter().filter(|(session, ..)| session.interviewer == interviewer).collect();
        // In whichever seat.
        let present: Vec<_> =
            all.iter().filter(|(session, ..)| people(round, *session).contains(&interviewer)).collect();
        let mut slots: Vec<_> = present.iter().map(|(session, ..)| session.start).collect();
        slots.sort_unstable();
        slots.dedup();
        for slot in slots {
            let busy = |session: &Session| {
                let end = session.start + i32::from(round.candidates[session.candidate].duration) + i32::from(it.gap);
                session.start <= slot && slot < end
            };
            let terms: Vec<_> =
                present.iter().filter(|(it, ..)| busy(it)).map(|(.., variable)| (*variable, 1.0)).collect();
            problem.add_constraint(&terms[..], Le, 1.0);
        }
        for week in 0..it.capacity.len() as i32 {
            let terms: Vec<_> = own
                .iter()
                .filter(|(session, ..)| session.start.div_euclid(SLOTS_PER_WEEK) == week)
                .map(|(.., variable)| (*variable, 1.0))
                .collect();
            problem.add_constraint(&terms[..], Le, remaining_capacity(round, interviewer, week) as f64);
        }
    }
    let outcome = problem.solve().unwrap();
    let solution = outcome.solution().unwrap();
    let chosen = all.iter().filter(|(.., variable)| solution.var_value(*variable) > 0.5);
    chosen.fold(Score::default(), |sum, (session, weight, fit, _)| Score {
        weight: sum.weight + weight,
        repeats: sum.repeats + repeats(round, *session),
        fit: sum.fit + fit,
    })
}
