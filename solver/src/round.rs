//! The input of the solver: people as numbers, time as slots.

/// Slots of 15 minutes in a week.
pub const SLOTS_PER_WEEK: i32 = 7 * 24 * 4;

/// The longest horizon, in slots: a year. Later slots are ignored.
pub const MAX_HORIZON: i32 = 52 * SLOTS_PER_WEEK;

/// Weight of a candidate who has not waited yet.
const BASE_WEIGHT: u32 = 4;

/// Waiting adds at most this much weight.
const MAX_WAIT_WEIGHT: u32 = 3;

/// The value of a session for somebody who was left without one `waited` times.
pub fn weight(waited: u32) -> u32 {
    BASE_WEIGHT + waited.min(MAX_WAIT_WEIGHT)
}

/// The UTC week of a slot of the round.
pub(crate) fn week_of(slot: i32) -> u32 {
    slot.div_euclid(SLOTS_PER_WEEK).unsigned_abs()
}

/// A half-open interval of slots, `from..to`. Slot 0 is the start of the round, a Monday 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first slot inside.
    pub from: i32,
    /// The first slot after.
    pub to: i32,
}

impl From<(i32, i32)> for Span {
    fn from((from, to): (i32, i32)) -> Self {
        Self { from, to }
    }
}

/// Somebody who wants a session. Languages, kinds, levels and topics are codes of the caller's choice; levels ascend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The acceptable languages for the interview.
    pub languages: Vec<u16>,
    /// The acceptable kinds of interview.
    pub kinds: Vec<u16>,
    /// The level they prepare for.
    pub level: u16,
    /// Topics they would like to be asked about.
    pub topics: Vec<u16>,
    /// When they are available. The whole session must lie inside.
    pub windows: Vec<Span>,
    /// Length of the session, in slots.
    pub duration: u16,
    /// Number of earlier rounds that left them without a session.
    pub waited: u32,
    /// Index of the interviewer who is the same person, if they are in both seats; an index out of range is ignored.
    /// They are never matched with themselves, and all their sessions, in any seat, are kept apart by the interviewer's
    /// gap. The same holds for the sessions of two candidates with the same index here.
    pub interviewer: Option<usize>,
}

impl Candidate {
    /// The value of giving them a session. Waiting raises it, but never so far that one session outweighs two.
    pub fn weight(&self) -> u32 {
        weight(self.waited)
    }
}

/// Somebody who gives sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interviewer {
    /// Languages they speak.
    pub languages: Vec<u16>,
    /// Kinds of interview they give.
    pub kinds: Vec<u16>,
    /// Levels they interview for.
    pub levels: Vec<u16>,
    /// Topics they know.
    pub topics: Vec<u16>,
    /// When they are available. The whole session must lie inside.
    pub hours: Vec<Span>,
    /// Sessions they have already.
    pub booked: Vec<Span>,
    /// Slots to keep free between two sessions. Not needed at the edges of their hours.
    pub gap: u16,
    /// Maximum number of sessions in each UTC week of the round, booked ones included; 0 for weeks beyond the end.
    pub capacity: Vec<u32>,
    /// How reliably they turn up, 0 to 100.
    pub reliability: u32,
}

impl Interviewer {
    /// Sessions they can still give in each week: the capacity minus the booked sessions that start in it.
    pub(crate) fn remaining_capacity(&self) -> Vec<u32> {
        let mut remaining = self.capacity.clone();
        for booking in &self.booked {
            let week = usize::try_from(booking.from.div_euclid(SLOTS_PER_WEEK)).ok();
            if let Some(sessions) = week.and_then(|week| remaining.get_mut(week)) {
                *sessions = sessions.saturating_sub(1);
            }
        }
        remaining
    }
}

/// The problem to solve. People are referred to by their index in the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Length of the round, in slots; anything beyond [`MAX_HORIZON`] is ignored.
    pub horizon: i32,
    /// Who wants a session.
    pub candidates: Vec<Candidate>,
    /// Who gives sessions.
    pub interviewers: Vec<Interviewer>,
    /// Pairs of candidate and interviewer who must not meet. Indices out of range are ignored, here and in `met`.
    pub forbidden: Vec<(usize, usize)>,
    /// Pairs of candidate and interviewer who have met before. They fit a little less well.
    pub met: Vec<(usize, usize)>,
    /// Pairs of candidate and interviewer who met so recently that another session between them is a repeat. Among
    /// matchings of the same weight, those with fewer repeats are better, regardless of fit.
    pub recent: Vec<(usize, usize)>,
}

impl Round {
    /// The horizon in effect, `0..=MAX_HORIZON`.
    pub(crate) fn clamped_horizon(&self) -> i32 {
        self.horizon.clamp(0, MAX_HORIZON)
    }
}

/// One session of a matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// Index in [`Round::candidates`].
    pub candidate: usize,
    /// Index in [`Round::interviewers`].
    pub interviewer: usize,
    /// The first slot.
    pub start: i32,
}
