//! Checks an outcome against every rule of a round, by other means than the solver's: plain intervals, no
//! bitsets, no cut. Run it before anything is committed.

use super::outcome::{Outcome, Proof, Score};
use super::round::{Candidate, Interviewer, MAX_HORIZON, Round, SLOTS_PER_WEEK, Session, Span};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// A rule that an outcome breaks. Candidates, interviewers and sessions are named by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Violation {
    #[error("session {session} is for a candidate or with an interviewer who does not take part")]
    UnknownParticipant { session: usize },
    #[error("candidate {candidate} has more than one session")]
    MatchedTwice { candidate: usize },
    #[error("interviewer {interviewer} does not speak the language or hold the kind or level of candidate {candidate}")]
    Ineligible { candidate: usize, interviewer: usize },
    #[error("candidate {candidate} and interviewer {interviewer} must not meet")]
    Forbidden { candidate: usize, interviewer: usize },
    #[error("the session of candidate {candidate} is not within the round")]
    OutsideHorizon { candidate: usize },
    #[error("candidate {candidate} has no time then")]
    OutsideWindows { candidate: usize },
    #[error("interviewer {interviewer} is not there for the session of candidate {candidate}")]
    OutsideHours { candidate: usize, interviewer: usize },
    #[error("interviewer {interviewer} is booked at or too near the session of candidate {candidate}")]
    BookingConflict { candidate: usize, interviewer: usize },
    #[error("the sessions of candidates {first} and {second} with interviewer {interviewer} are too near each other")]
    SessionConflict { interviewer: usize, first: usize, second: usize },
    #[error("interviewer {interviewer} gives more sessions in week {week} than they have left")]
    OverCapacity { interviewer: usize, week: i32 },
    #[error("the score is {actual:?}")]
    WrongScore { actual: Score },
    #[error("the bound is below what was reached")]
    WrongBound,
    #[error("who is unmatched is not who has no session")]
    WrongUnmatched,
}

/// Every rule that the outcome breaks.
pub fn verify(round: &Round, outcome: &Outcome) -> Result<(), Vec<Violation>> {
    let mut found = Vec::new();
    let mut score = Score::default();
    let mut seen = BTreeSet::new();
    let forbidden: BTreeSet<_> = round.forbidden.iter().copied().collect();
    let met: BTreeSet<_> = round.met.iter().copied().collect();
    let mut by_interviewer: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (index, session) in outcome.sessions.iter().enumerate() {
        let people = (round.candidates.get(session.candidate), round.interviewers.get(session.interviewer));
        let (Some(candidate), Some(interviewer)) = people else {
            found.push(Violation::UnknownParticipant { session: index });
            continue;
        };
        if !seen.insert(session.candidate) {
            found.push(Violation::MatchedTwice { candidate: session.candidate });
        }
        score.weight += u64::from(candidate.weight());
        score.fit += worth(candidate, interviewer, met.contains(&(session.candidate, session.interviewer)));
        let span = Span { from: session.start, to: session.start.saturating_add(candidate.duration.into()) };
        if forbidden.contains(&(session.candidate, session.interviewer)) {
            found.push(Violation::Forbidden { candidate: session.candidate, interviewer: session.interviewer });
        }
        pair(round, *session, span, candidate, interviewer, &mut found);
        by_interviewer.entry(session.interviewer).or_default().push((span, session.candidate));
    }
    for (index, sessions) in &mut by_interviewer {
        sessions.sort_unstable_by_key(|(span, who)| (span.from, *who));
        if let Some(interviewer) = round.interviewers.get(*index) {
            together(*index, interviewer, sessions, &mut found);
        }
    }
    if score != outcome.score {
        found.push(Violation::WrongScore { actual: score });
    }
    if matches!(outcome.proof, Proof::WeightBound { weight_bound } if weight_bound < score.weight)
        || matches!(outcome.proof, Proof::OptimalWeight { fit_bound } if fit_bound < score.fit)
    {
        found.push(Violation::WrongBound);
    }
    let without = (0..round.candidates.len()).filter(|who| !seen.contains(who));
    if !without.eq(outcome.unmatched.iter().map(|(who, _)| *who)) {
        found.push(Violation::WrongUnmatched);
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// The rules of one session.
fn pair(
    round: &Round,
    session: Session,
    span: Span,
    candidate: &Candidate,
    interviewer: &Interviewer,
    found: &mut Vec<Violation>,
) {
    let Session { candidate: who, interviewer: with, .. } = session;
    let speaks = interviewer.languages.contains(&candidate.language);
    let holds = interviewer.kinds.contains(&candidate.kind);
    if !speaks || !holds || !interviewer.levels.contains(&candidate.level) {
        found.push(Violation::Ineligible { candidate: who, interviewer: with });
    }
    if span.from >= span.to || span.from < 0 || span.to > round.horizon.min(MAX_HORIZON) {
        found.push(Violation::OutsideHorizon { candidate: who });
    }
    if !covered(span, &candidate.windows) {
        found.push(Violation::OutsideWindows { candidate: who });
    }
    if !covered(span, &interviewer.hours) {
        found.push(Violation::OutsideHours { candidate: who, interviewer: with });
    }
    let gap = i32::from(interviewer.gap);
    let touches = |booking: &Span| {
        let (from, to) = (booking.from.saturating_sub(gap), booking.to.saturating_add(gap));
        from < to && from < span.to && span.from < to
    };
    if interviewer.booked.iter().any(touches) {
        found.push(Violation::BookingConflict { candidate: who, interviewer: with });
    }
}

/// The rules of one interviewer's sessions, sorted by start.
fn together(with: usize, interviewer: &Interviewer, sessions: &[(Span, usize)], found: &mut Vec<Violation>) {
    for (index, (first, one)) in sessions.iter().enumerate() {
        let busy_until = first.to.saturating_add(interviewer.gap.into());
        for (_, other) in sessions.iter().skip(index + 1).filter(|(next, _)| next.from < busy_until) {
            found.push(Violation::SessionConflict { interviewer: with, first: *one, second: *other });
        }
    }
    let in_week = |week: i32, from: i32| from.div_euclid(SLOTS_PER_WEEK) == week;
    let mut weeks: Vec<_> = sessions.iter().map(|(span, _)| span.from.div_euclid(SLOTS_PER_WEEK)).collect();
    weeks.dedup();
    for week in weeks {
        let given = sessions.iter().filter(|(span, _)| in_week(week, span.from)).count();
        let booked = interviewer.booked.iter().filter(|booking| in_week(week, booking.from)).count();
        let capacity = usize::try_from(week).ok().and_then(|week| interviewer.capacity.get(week)).copied().unwrap_or(0);
        if given + booked > capacity as usize {
            found.push(Violation::OverCapacity { interviewer: with, week });
        }
    }
}

/// Whether each slot of the span is in one of these stretches.
fn covered(span: Span, stretches: &[Span]) -> bool {
    let mut from = span.from;
    while from < span.to {
        let reach = stretches.iter().filter(|it| it.from <= from).map(|it| it.to).max();
        match reach {
            Some(to) if to > from => from = to,
            _ => return false,
        }
    }
    true
}

/// The fit of a pair, written out once more.
fn worth(candidate: &Candidate, interviewer: &Interviewer, met: bool) -> u64 {
    let known = candidate.topics.iter().filter(|topic| interviewer.topics.iter().any(|it| it == *topic)).count() as u64;
    let topics = if candidate.topics.is_empty() { 50 } else { 50 * known / candidate.topics.len() as u64 };
    let above = interviewer.levels.iter().map(|level| i32::from(*level) - i32::from(candidate.level)).max();
    let level = match above {
        Some(2..) => 10,
        Some(1) => 15,
        _ => 20,
    };
    topics + level + u64::from(20 * interviewer.reliability.min(100) / 100) + if met { 0 } else { 10 }
}
