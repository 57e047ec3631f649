//! Checks an outcome against every rule of a round, by other means than the solver's: plain intervals, no
//! bitsets, no cut. Run it before anything is committed.

use super::outcome::{Outcome, Proof, Score};
use super::round::{Candidate, LONGEST, Round, Session, Span, Volunteer, WEEK};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// A rule that an outcome breaks. Candidates, volunteers and sessions are named by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Violation {
    #[error("session {session} is for a candidate or with a volunteer who does not take part")]
    Stranger { session: usize },
    #[error("candidate {candidate} has more than one session")]
    Twice { candidate: usize },
    #[error("volunteer {volunteer} does not speak the language or hold the kind or level of candidate {candidate}")]
    NotEligible { candidate: usize, volunteer: usize },
    #[error("candidate {candidate} and volunteer {volunteer} must not meet")]
    Forbidden { candidate: usize, volunteer: usize },
    #[error("the session of candidate {candidate} is not within the round")]
    OutsideRound { candidate: usize },
    #[error("candidate {candidate} has no time then")]
    OutsideWindows { candidate: usize },
    #[error("volunteer {volunteer} is not there for the session of candidate {candidate}")]
    OutsideHours { candidate: usize, volunteer: usize },
    #[error("volunteer {volunteer} is booked at or too near the session of candidate {candidate}")]
    Booked { candidate: usize, volunteer: usize },
    #[error("the sessions of candidates {first} and {second} with volunteer {volunteer} are too near each other")]
    TooNear { volunteer: usize, first: usize, second: usize },
    #[error("volunteer {volunteer} gives more sessions in week {week} than they have left")]
    OverCapacity { volunteer: usize, week: i32 },
    #[error("the score is {is:?}")]
    Score { is: Score },
    #[error("the bound is below what was reached")]
    Bound,
    #[error("who is unmatched is not who has no session")]
    Unmatched,
}

/// Every rule that the outcome breaks.
pub fn verify(round: &Round, outcome: &Outcome) -> Result<(), Vec<Violation>> {
    let mut found = Vec::new();
    let mut score = Score::default();
    let mut seen = BTreeSet::new();
    let forbidden: BTreeSet<_> = round.forbidden.iter().copied().collect();
    let met: BTreeSet<_> = round.met.iter().copied().collect();
    let mut by_volunteer: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (index, session) in outcome.sessions.iter().enumerate() {
        let people = (round.candidates.get(session.candidate), round.volunteers.get(session.volunteer));
        let (Some(candidate), Some(volunteer)) = people else {
            found.push(Violation::Stranger { session: index });
            continue;
        };
        if !seen.insert(session.candidate) {
            found.push(Violation::Twice { candidate: session.candidate });
        }
        score.weight += u64::from(candidate.weight());
        score.fit += worth(candidate, volunteer, met.contains(&(session.candidate, session.volunteer)));
        let span = Span { from: session.start, to: session.start.saturating_add(candidate.duration.into()) };
        if forbidden.contains(&(session.candidate, session.volunteer)) {
            found.push(Violation::Forbidden { candidate: session.candidate, volunteer: session.volunteer });
        }
        pair(round, *session, span, candidate, volunteer, &mut found);
        by_volunteer.entry(session.volunteer).or_default().push((span, session.candidate));
    }
    for (index, sessions) in &mut by_volunteer {
        sessions.sort_unstable_by_key(|(span, who)| (span.from, *who));
        if let Some(volunteer) = round.volunteers.get(*index) {
            together(*index, volunteer, sessions, &mut found);
        }
    }
    if score != outcome.score {
        found.push(Violation::Score { is: score });
    }
    if matches!(outcome.proof, Proof::Bound { weight_at_most } if weight_at_most < score.weight)
        || matches!(outcome.proof, Proof::Weight { fit_at_most } if fit_at_most < score.fit)
    {
        found.push(Violation::Bound);
    }
    let without = (0..round.candidates.len()).filter(|who| !seen.contains(who));
    if !without.eq(outcome.unmatched.iter().map(|(who, _)| *who)) {
        found.push(Violation::Unmatched);
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// The rules of one session.
fn pair(
    round: &Round,
    session: Session,
    span: Span,
    candidate: &Candidate,
    volunteer: &Volunteer,
    found: &mut Vec<Violation>,
) {
    let Session { candidate: who, volunteer: with, .. } = session;
    let speaks = volunteer.languages.contains(&candidate.language);
    let holds = volunteer.kinds.contains(&candidate.kind);
    if !speaks || !holds || !volunteer.levels.contains(&candidate.level) {
        found.push(Violation::NotEligible { candidate: who, volunteer: with });
    }
    if span.from >= span.to || span.from < 0 || span.to > round.horizon.min(LONGEST) {
        found.push(Violation::OutsideRound { candidate: who });
    }
    if !covered(span, &candidate.windows) {
        found.push(Violation::OutsideWindows { candidate: who });
    }
    if !covered(span, &volunteer.hours) {
        found.push(Violation::OutsideHours { candidate: who, volunteer: with });
    }
    let gap = i32::from(volunteer.gap);
    let touches = |booking: &Span| {
        let (from, to) = (booking.from.saturating_sub(gap), booking.to.saturating_add(gap));
        from < to && from < span.to && span.from < to
    };
    if volunteer.booked.iter().any(touches) {
        found.push(Violation::Booked { candidate: who, volunteer: with });
    }
}

/// The rules of one volunteer's sessions, sorted by start.
fn together(with: usize, volunteer: &Volunteer, sessions: &[(Span, usize)], found: &mut Vec<Violation>) {
    for (index, (first, one)) in sessions.iter().enumerate() {
        let busy_until = first.to.saturating_add(volunteer.gap.into());
        for (_, other) in sessions.iter().skip(index + 1).filter(|(next, _)| next.from < busy_until) {
            found.push(Violation::TooNear { volunteer: with, first: *one, second: *other });
        }
    }
    let in_week = |week: i32, from: i32| from.div_euclid(WEEK) == week;
    let mut weeks: Vec<_> = sessions.iter().map(|(span, _)| span.from.div_euclid(WEEK)).collect();
    weeks.dedup();
    for week in weeks {
        let given = sessions.iter().filter(|(span, _)| in_week(week, span.from)).count();
        let booked = volunteer.booked.iter().filter(|booking| in_week(week, booking.from)).count();
        let capacity = usize::try_from(week).ok().and_then(|week| volunteer.capacity.get(week)).copied().unwrap_or(0);
        if given + booked > capacity as usize {
            found.push(Violation::OverCapacity { volunteer: with, week });
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
fn worth(candidate: &Candidate, volunteer: &Volunteer, met: bool) -> u64 {
    let known = candidate.topics.iter().filter(|topic| volunteer.topics.iter().any(|it| it == *topic)).count() as u64;
    let topics = if candidate.topics.is_empty() { 50 } else { 50 * known / candidate.topics.len() as u64 };
    let above = volunteer.levels.iter().map(|level| i32::from(*level) - i32::from(candidate.level)).max();
    let level = match above {
        Some(2..) => 10,
        Some(1) => 15,
        _ => 20,
    };
    topics + level + u64::from(20 * volunteer.reliability.min(100) / 100) + if met { 0 } else { 10 }
}
