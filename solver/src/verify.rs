//! Checks an outcome against every rule of a round, independently of the solver: with plain intervals, and without
//! bitsets or columns. Run it before you commit an outcome.

use crate::outcome::{Outcome, Proof, Score};
use crate::round::{Candidate, Interviewer, MAX_HORIZON, Round, SLOTS_PER_WEEK, Session, Span};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// A rule that an outcome breaks. Candidates, interviewers and sessions are given by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Violation {
    #[error("session {session} is of a candidate or an interviewer who does not take part")]
    UnknownParticipant { session: usize },
    #[error("candidate {candidate} has more than one session")]
    MatchedTwice { candidate: usize },
    #[error("interviewer {interviewer} covers no language or kind, or not the level, of candidate {candidate}")]
    Ineligible { candidate: usize, interviewer: usize },
    #[error("candidate {candidate} and interviewer {interviewer} must not meet")]
    Forbidden { candidate: usize, interviewer: usize },
    #[error("candidate {candidate} is the interviewer of their own session")]
    OwnInterviewer { candidate: usize },
    #[error("the sessions of candidates {first} and {second} have the same person in them, and are too close together")]
    SeatConflict { first: usize, second: usize },
    #[error("the session of candidate {candidate} is empty or not within the round")]
    OutsideHorizon { candidate: usize },
    #[error("candidate {candidate} is not available at the time of their session")]
    OutsideWindows { candidate: usize },
    #[error("interviewer {interviewer} is not available at the time of the session with candidate {candidate}")]
    OutsideHours { candidate: usize, interviewer: usize },
    #[error("interviewer {interviewer} has a booking too close to the session with candidate {candidate}")]
    BookingConflict { candidate: usize, interviewer: usize },
    #[error("the sessions of candidates {first} and {second} with interviewer {interviewer} are too close together")]
    SessionConflict { interviewer: usize, first: usize, second: usize },
    #[error("interviewer {interviewer} has more sessions in week {week} than their capacity")]
    OverCapacity { interviewer: usize, week: i32 },
    #[error("the score is {actual:?}")]
    WrongScore { actual: Score },
    #[error("the bound is below the score")]
    WrongBound,
    #[error("the unmatched candidates are not those without a session")]
    WrongUnmatched,
}

/// Returns every rule that the outcome breaks.
pub fn verify(round: &Round, outcome: &Outcome) -> Result<(), Vec<Violation>> {
    let mut violations = Vec::new();
    let mut score = Score::default();
    let mut matched = BTreeSet::new();
    let forbidden: BTreeSet<_> = round.forbidden.iter().copied().collect();
    let met: BTreeSet<_> = round.met.iter().copied().collect();
    let recent: BTreeSet<_> = round.recent.iter().copied().collect();
    let mut by_interviewer: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (index, session) in outcome.sessions.iter().enumerate() {
        let pair = (session.candidate, session.interviewer);
        let people = (round.candidates.get(session.candidate), round.interviewers.get(session.interviewer));
        let (Some(candidate), Some(interviewer)) = people else {
            violations.push(Violation::UnknownParticipant { session: index });
            continue;
        };
        if !matched.insert(session.candidate) {
            violations.push(Violation::MatchedTwice { candidate: session.candidate });
        }
        score.weight += u64::from(candidate.weight());
        score.repeats += u64::from(recent.contains(&pair));
        score.fit += fit(candidate, interviewer, met.contains(&pair));
        if forbidden.contains(&pair) {
            violations.push(Violation::Forbidden { candidate: session.candidate, interviewer: session.interviewer });
        }
        let span = Span { from: session.start, to: session.start.saturating_add(candidate.duration.into()) };
        check_session(round, *session, span, candidate, interviewer, &mut violations);
        by_interviewer.entry(session.interviewer).or_default().push((span, session.candidate));
    }
    for (index, sessions) in &mut by_interviewer {
        sessions.sort_unstable_by_key(|(span, candidate)| (span.from, *candidate));
        if let Some(interviewer) = round.interviewers.get(*index) {
            check_interviewer(*index, interviewer, sessions, &mut violations);
        }
    }
    check_seats(round, &outcome.sessions, &mut violations);
    if score != outcome.score {
        violations.push(Violation::WrongScore { actual: score });
    }
    if matches!(outcome.proof, Proof::WeightBound { weight_bound } if weight_bound < score.weight)
        || matches!(outcome.proof, Proof::OptimalWeight { repeats_bound, fit_bound }
            if fit_bound < score.fit || repeats_bound > score.repeats)
    {
        violations.push(Violation::WrongBound);
    }
    let unmatched = (0..round.candidates.len()).filter(|candidate| !matched.contains(candidate));
    if !unmatched.eq(outcome.unmatched.iter().map(|(candidate, _)| *candidate)) {
        violations.push(Violation::WrongUnmatched);
    }
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

/// Checks the rules that concern a single session.
fn check_session(
    round: &Round,
    session: Session,
    span: Span,
    candidate: &Candidate,
    interviewer: &Interviewer,
    violations: &mut Vec<Violation>,
) {
    let (candidate_index, interviewer_index) = (session.candidate, session.interviewer);
    let speaks = interviewer.languages.iter().any(|language| candidate.languages.contains(language));
    let gives_kind = interviewer.kinds.iter().any(|kind| candidate.kinds.contains(kind));
    if !speaks || !gives_kind || !interviewer.levels.contains(&candidate.level) {
        violations.push(Violation::Ineligible { candidate: candidate_index, interviewer: interviewer_index });
    }
    if span.from >= span.to || span.from < 0 || span.to > round.horizon.min(MAX_HORIZON) {
        violations.push(Violation::OutsideHorizon { candidate: candidate_index });
    }
    if !is_covered(span, &candidate.windows) {
        violations.push(Violation::OutsideWindows { candidate: candidate_index });
    }
    if !is_covered(span, &interviewer.hours) {
        violations.push(Violation::OutsideHours { candidate: candidate_index, interviewer: interviewer_index });
    }
    let gap = i32::from(interviewer.gap);
    let conflicts = |booking: &Span| {
        let (from, to) = (booking.from.saturating_sub(gap), booking.to.saturating_add(gap));
        from < to && from < span.to && span.from < to
    };
    if interviewer.booked.iter().any(conflicts) {
        violations.push(Violation::BookingConflict { candidate: candidate_index, interviewer: interviewer_index });
    }
}

/// Checks the rules that concern all sessions of an interviewer, sorted by start.
fn check_interviewer(
    index: usize,
    interviewer: &Interviewer,
    sessions: &[(Span, usize)],
    violations: &mut Vec<Violation>,
) {
    for (position, (span, first)) in sessions.iter().enumerate() {
        let busy_until = span.to.saturating_add(interviewer.gap.into());
        for (_, second) in sessions.iter().skip(position + 1).filter(|(next, _)| next.from < busy_until) {
            violations.push(Violation::SessionConflict { interviewer: index, first: *first, second: *second });
        }
    }
    let starts_in = |week: i32, span: &Span| span.from.div_euclid(SLOTS_PER_WEEK) == week;
    let mut weeks: Vec<_> = sessions.iter().map(|(span, _)| span.from.div_euclid(SLOTS_PER_WEEK)).collect();
    weeks.dedup();
    for week in weeks {
        let given = sessions.iter().filter(|(span, _)| starts_in(week, span)).count();
        let booked = interviewer.booked.iter().filter(|booking| starts_in(week, booking)).count();
        let capacity = usize::try_from(week).ok().and_then(|week| interviewer.capacity.get(week)).copied().unwrap_or(0);
        if given + booked > capacity as usize {
            violations.push(Violation::OverCapacity { interviewer: index, week });
        }
    }
}

/// Checks that nobody who is in both seats, or has several requests, is in two places.
fn check_seats(round: &Round, sessions: &[Session], violations: &mut Vec<Violation>) {
    // The sessions of each person with several seats, with the seat they have in each.
    let mut of_person: BTreeMap<usize, Vec<(Span, usize, bool)>> = BTreeMap::new();
    let own = |candidate: usize| round.candidates.get(candidate).and_then(|it| it.interviewer);
    for session in sessions {
        let Some(candidate) = round.candidates.get(session.candidate) else { continue };
        let span = Span { from: session.start, to: session.start.saturating_add(candidate.duration.into()) };
        if own(session.candidate) == Some(session.interviewer) {
            violations.push(Violation::OwnInterviewer { candidate: session.candidate });
        }
        let asked = own(session.candidate).map(|own| (own, false));
        for (person, interviews) in [asked, Some((session.interviewer, true))].into_iter().flatten() {
            of_person.entry(person).or_default().push((span, session.candidate, interviews));
        }
    }
    for (person, mut sessions) in of_person {
        let Some(interviewer) = round.interviewers.get(person) else { continue };
        sessions.sort_unstable_by_key(|(span, candidate, _)| (span.from, *candidate));
        for (position, (span, first, first_interviews)) in sessions.iter().enumerate() {
            let busy_until = span.to.saturating_add(interviewer.gap.into());
            let later = sessions.iter().skip(position + 1).filter(|(next, ..)| next.from < busy_until);
            // Two sessions in which the person interviews are checked elsewhere.
            for (_, second, _) in later.filter(|(.., interviews)| !(*interviews && *first_interviews)) {
                violations.push(Violation::SeatConflict { first: *first, second: *second });
            }
        }
    }
}

/// Whether each slot of the span is in one of `others`.
fn is_covered(span: Span, others: &[Span]) -> bool {
    let mut from = span.from;
    while from < span.to {
        let reach = others.iter().filter(|it| it.from <= from).map(|it| it.to).max();
        match reach {
            Some(to) if to > from => from = to,
            _ => return false,
        }
    }
    true
}

/// The fit of a pair. Written a second time on purpose: what checks the solver must not share its code.
fn fit(candidate: &Candidate, interviewer: &Interviewer, met: bool) -> u64 {
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
