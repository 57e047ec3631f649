//! What the solver is given: people as numbers, time as slots.

/// Slots of a quarter of an hour in a week.
pub const SLOTS_PER_WEEK: i32 = 7 * 24 * 4;

/// The longest round, in slots: a year. Later slots are ignored.
pub const MAX_HORIZON: i32 = 52 * SLOTS_PER_WEEK;

/// A stretch of slots, `from` included and `to` not. Slot 0 is the round's start, a Monday 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First slot inside.
    pub from: i32,
    /// First slot after.
    pub to: i32,
}

impl From<(i32, i32)> for Span {
    fn from((from, to): (i32, i32)) -> Self {
        Self { from, to }
    }
}

/// A candidate who waits. Languages, kinds, levels and topics are codes that the caller chose; levels ascend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Language to speak.
    pub language: u16,
    /// Kind of interview.
    pub kind: u16,
    /// Level aimed for.
    pub level: u16,
    /// Topics to be asked about.
    pub topics: Vec<u16>,
    /// When they have time.
    pub windows: Vec<Span>,
    /// Length of the session, in slots.
    pub duration: u16,
    /// Rounds passed over.
    pub waited: u32,
}

impl Candidate {
    /// What a session for them is worth: one who was passed over comes first, but never at any price.
    pub fn weight(&self) -> u32 {
        4 + self.waited.min(3)
    }
}

/// An interviewer with hours to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interviewer {
    /// Languages they speak.
    pub languages: Vec<u16>,
    /// Kinds of interview they hold.
    pub kinds: Vec<u16>,
    /// Levels they interview for.
    pub levels: Vec<u16>,
    /// Topics they know.
    pub topics: Vec<u16>,
    /// When they are there.
    pub hours: Vec<Span>,
    /// Sessions they have already.
    pub booked: Vec<Span>,
    /// Slots kept free between two sessions; not needed at the edges of their hours.
    pub gap: u16,
    /// Most sessions in each UTC week of the round, counting those booked. A week that is missing has none.
    pub capacity: Vec<u32>,
    /// How surely they come, 0 to 100.
    pub reliability: u32,
}

impl Interviewer {
    /// Sessions still to give in each week: the capacity less what is booked to start in it.
    pub(super) fn remaining(&self) -> Vec<u32> {
        let mut left = self.capacity.clone();
        for booking in &self.booked {
            let week = usize::try_from(booking.from.div_euclid(SLOTS_PER_WEEK)).ok();
            if let Some(left) = week.and_then(|week| left.get_mut(week)) {
                *left = left.saturating_sub(1);
            }
        }
        left
    }
}

/// One batch matching. People are named by their place in the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Length of the round, in slots; at most [`MAX_HORIZON`] count.
    pub horizon: i32,
    /// Who waits.
    pub candidates: Vec<Candidate>,
    /// Who interviews.
    pub interviewers: Vec<Interviewer>,
    /// Candidate and interviewer who must not meet. A pair of nobody is ignored, here and below.
    pub forbidden: Vec<(usize, usize)>,
    /// Candidate and interviewer who have met before.
    pub met: Vec<(usize, usize)>,
}

impl Round {
    /// The horizon that is used.
    pub(super) fn slots(&self) -> i32 {
        self.horizon.clamp(0, MAX_HORIZON)
    }
}

/// One session of a matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// Place in [`Round::candidates`].
    pub candidate: usize,
    /// Place in [`Round::interviewers`].
    pub interviewer: usize,
    /// First slot.
    pub start: i32,
}
