use super::obstacle::Obstacle;
use crate::domain::Seat;
use crate::domain::matching::PlanInput;

/// One person without a session.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) seat: Seat,
    /// The person, by index among those in their seat.
    pub(super) at: usize,
    /// Everybody in the other seat.
    pub(super) others: Vec<usize>,
    /// Whether none of them wants or offers the kind, level and language.
    nobody_suits: bool,
    /// Whether none of those who do offers the length.
    nobody_able: bool,
    /// Whether all of those who offer that, too, must not be matched with them.
    all_forbidden: bool,
}

impl Case {
    pub(super) fn of(input: &PlanInput<'_>, seat: Seat, at: usize) -> Self {
        let pair = |other: usize| match seat {
            Seat::Candidate => input.requesters.get(at).zip(input.interviewers.get(other)),
            Seat::Interviewer => input.requesters.get(other).zip(input.interviewers.get(at)),
        };
        let count = match seat {
            Seat::Candidate => input.interviewers.len(),
            Seat::Interviewer => input.requesters.len(),
        };
        let others: Vec<_> =
            (0..count).filter(|other| pair(*other).is_some_and(|(one, two)| one.candidate != two.id)).collect();
        let suits = || others.iter().filter_map(|other| pair(*other)).filter(|(requester, who)| requester.wants(who));
        let able = || suits().filter(|(requester, who)| who.terms.durations.contains(&requester.ask.length));
        let (nobody_suits, nobody_able) = (suits().next().is_none(), able().next().is_none());
        let all_forbidden = able().all(|(requester, who)| requester.not_with.contains(&who.id));
        Self { seat, at, nobody_suits, nobody_able, all_forbidden, others }
    }

    /// Whether it makes sense to name it. For instance, nobody does what's asked for only if nobody does.
    pub(super) fn is_true(&self, one: Obstacle) -> bool {
        match one {
            Obstacle::Request => self.nobody_suits,
            Obstacle::Length => self.nobody_able,
            Obstacle::Forbidden => self.all_forbidden,
            // Interviewers don't wait.
            Obstacle::LongerWait => self.seat == Seat::Candidate,
            _ => true,
        }
    }
}
