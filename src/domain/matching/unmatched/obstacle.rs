use crate::domain::SessionLength;
use crate::domain::account::profile::HorizonDays;
use crate::domain::availability::openings::Terms;

/// Something that stands in the way of a session in a round, and can be lifted in thought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The sessions of candidates who waited longer.
    LongerWait,
    /// The person's own session in the other seat.
    OtherSeat,
    /// All other sessions of the plan.
    Others,
    /// The candidate already practises as often as the program allows.
    WeeklyLimit,
    /// The kind, level and language asked for.
    Request,
    /// The length of the round's sessions.
    Length,
    /// The two must not be matched: a decision, a rule about groups or repeats.
    Forbidden,
    /// The interviewer's weekly capacity.
    Capacity,
    /// The interviewer's sessions outside of the round, and their own calendar.
    InterviewerBusy,
    /// The candidate's, likewise.
    CandidateBusy,
    /// The interviewer's or the program's notice.
    Notice,
    /// The interviewer takes a break.
    Break,
    /// The interviewer doesn't plan that far ahead.
    Horizon,
    /// The candidate's hours.
    CandidateHours,
    /// The interviewer's hours.
    InterviewerHours,
}

impl Obstacle {
    /// In the order in which they're tried: the first that is enough by itself is named.
    pub(super) const ALL: [Self; 15] = [
        Self::LongerWait,
        Self::OtherSeat,
        Self::Others,
        Self::WeeklyLimit,
        Self::Request,
        Self::Length,
        Self::Forbidden,
        Self::Capacity,
        Self::InterviewerBusy,
        Self::CandidateBusy,
        Self::Notice,
        Self::Break,
        Self::Horizon,
        Self::CandidateHours,
        Self::InterviewerHours,
    ];
}

/// A set of obstacles that are lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Lifted(u32);

impl Lifted {
    pub(super) fn these(obstacles: &[Obstacle]) -> Self {
        Self(obstacles.iter().fold(0, |bits, one| bits | Self::bit(*one)))
    }

    pub(super) fn has(self, one: Obstacle) -> bool {
        self.0 & Self::bit(one) != 0
    }

    pub(super) fn without(self, one: Obstacle) -> Self {
        Self(self.0 & !Self::bit(one))
    }

    /// Those that concern the interviewer alone.
    pub(super) fn of_interviewer(self) -> Self {
        use Obstacle::{Break, Capacity, Horizon, InterviewerBusy, InterviewerHours, Length, Notice};
        let theirs = Self::these(&[Length, Capacity, InterviewerBusy, Notice, Break, Horizon, InterviewerHours]);
        Self(self.0 & theirs.0)
    }

    /// The interviewer's terms with these lifted.
    pub(super) fn terms(self, terms: &Terms, length: SessionLength) -> Terms {
        let mut terms = terms.clone();
        if self.has(Obstacle::Length) {
            terms.durations = vec![length];
        }
        if self.has(Obstacle::Capacity) {
            terms.weekly_capacity = u32::MAX;
        }
        if self.has(Obstacle::Notice) {
            terms.min_notice_hours = 0;
        }
        if self.has(Obstacle::Break) {
            (terms.paused_until, terms.rests_until) = (None, None);
        }
        if self.has(Obstacle::Horizon) {
            terms.horizon_days = HorizonDays::MAX;
        }
        terms
    }

    fn bit(one: Obstacle) -> u32 {
        1 << (one as u32)
    }
}
