//! What stands in somebody's way in a plan, to be set aside in thought.

/// A session of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    pub candidate: usize,
    pub interviewer: usize,
    pub start: i64,
    /// How long its candidate has waited.
    pub waited: i64,
}

/// Things that can stand in the way, in the order in which the first that is enough is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    LongerWait,
    OtherSeat,
    Others,
    WeeklyLimit,
    Request,
    Length,
    Forbidden,
    Capacity,
    InterviewerBusy,
    CandidateBusy,
    Notice,
    Break,
    Horizon,
    CandidateHours,
    InterviewerHours,
}

impl Way {
    pub const ALL: [Self; 15] = [
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

/// Somebody without a session, in one of their seats.
#[derive(Clone, Copy)]
pub struct Case {
    pub who: usize,
    pub practises: bool,
    pub waited: i64,
}

/// What is set aside in thought, and for whom.
#[derive(Clone, Copy)]
pub struct Aside<'a> {
    pub ways: &'a [Way],
    pub case: Option<Case>,
}

impl Aside<'_> {
    pub const NOTHING: Self = Aside { ways: &[], case: None };

    pub fn is(&self, way: Way) -> bool {
        self.ways.contains(&way)
    }

    /// Whether a session of the plan counts.
    pub fn counts(&self, one: &Planned) -> bool {
        let Some(case) = self.case else { return true };
        let in_other_seat = if case.practises { one.interviewer == case.who } else { one.candidate == case.who };
        let dropped = self.is(Way::Others)
            || self.is(Way::OtherSeat) && in_other_seat
            || self.is(Way::LongerWait) && one.waited > case.waited;
        !dropped
    }
}
