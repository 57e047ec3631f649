//! Who has no session in the plan of a round, and why. Everybody of a round is either in a pair or in one of these lists, once
//! for each of their seats.

use crate::domain::matching::Obstacle;
use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, Language, Level, Seat, Timestamp};
use serde::{Deserialize, Serialize};

string_enum! {
    /// Why a candidate has no session in a round.
    WhyNot, "This isn't a reason." {
        /// They have no candidate profile, and their entry doesn't say enough.
        NoProfile = "no_profile", "no profile";
        /// They have no hours in the round's days, and gave no windows.
        NoHours = "no_hours", "no hours";
        /// They already practise as often as the program allows.
        WeeklyLimit = "weekly_limit", "weekly limit reached";
        /// No interviewer offers what they ask for.
        NobodyEligible = "nobody_eligible", "nobody eligible";
        /// The interviewers who could must not be matched with them.
        Forbidden = "forbidden", "forbidden";
        /// Nobody is free when they are.
        NobodyFree = "nobody_free", "nobody free";
        /// Those free then have used up their weekly capacity.
        CapacitySpent = "capacity_spent", "capacity spent";
        /// Those free then have other sessions, or something in their calendar.
        InterviewersBusy = "interviewers_busy", "interviewers busy";
        /// Those free then need more notice.
        TooNear = "too_near", "too near";
        /// Those free then take a break.
        InterviewersAway = "interviewers_away", "interviewers away";
        /// Those free then don't plan that far ahead yet.
        TooFar = "too_far", "too far ahead";
        /// They have something else then.
        OwnTime = "own_time", "has something else";
        /// They interview somebody then, in this plan.
        Interviewing = "interviewing", "interviews then";
        /// The suitable time went to somebody who had waited longer.
        LostToLongerWait = "lost_to_longer_wait", "lost to a longer wait";
        /// The suitable time is taken.
        LostToOthers = "lost_to_others", "lost to others";
        /// More than one thing is in the way.
        Several = "several", "several reasons";
        /// They have no hours, or practise as often as the program allows, and something else is in the way, too.
        NoHoursAndMore = "no_hours_and_more", "no hours, and more";
        /// Somebody is free, but there was no time left to plan it.
        OutOfTime = "out_of_time", "out of time";
    }
}

string_enum! {
    /// Why an interviewer has no session in a round.
    WhyNotInterviewing, "This isn't a reason." {
        /// They have no interviewer profile.
        NoProfile = "no_profile", "no profile";
        /// They have no hours in the round's days.
        NoHours = "no_hours", "no hours";
        /// Every candidate they could meet has a session.
        NotNeeded = "not_needed", "not needed";
        /// No candidate asks for what they offer.
        NobodyAsks = "nobody_asks", "nobody asks";
        /// They don't offer this length.
        OtherLength = "other_length", "other length";
        /// They must not be matched with the candidates who ask for what they offer.
        Forbidden = "forbidden", "forbidden";
        /// No candidate who asks for what they offer is free when they are.
        NobodyFree = "nobody_free", "nobody free";
        /// They have as many sessions as they offer in a week.
        CapacitySpent = "capacity_spent", "capacity spent";
        /// They have other sessions, or something in their calendar.
        Busy = "busy", "busy";
        /// They practise then, in this plan.
        Practising = "practising", "practises then";
        /// They need more notice.
        TooNear = "too_near", "too near";
        /// They take a break.
        Away = "away", "away";
        /// They don't plan that far ahead yet.
        TooFar = "too_far", "too far ahead";
        /// More than one thing is in the way.
        Several = "several", "several reasons";
    }
}

string_enum! {
    /// Why somebody doesn't take part in a round.
    WhyResting, "This isn't a reason." {
        /// Their entry says so.
        OptedOut = "opted_out", "opted out";
        /// New bookings with them are paused.
        Paused = "paused", "paused";
        /// Their address isn't confirmed yet.
        Unconfirmed = "unconfirmed", "address not confirmed";
    }
}

string_enum! {
    /// A kind of change that would get somebody a session.
    SuggestedChange, "This isn't a change." {
        /// Time for a session then.
        Time = "time", "time";
        /// Asking for another level.
        Level = "level", "level";
        /// Asking for another language.
        Language = "language", "language";
        /// Allowing the pair.
        Allow = "allow", "allow";
    }
}

impl WhyNot {
    /// The reason for a candidate in whose way this stands.
    pub(super) fn of(obstacles: &[Obstacle], no_hours: bool, no_windows: bool) -> Self {
        match obstacles {
            [] => Self::OutOfTime,
            [Obstacle::LongerWait] => Self::LostToLongerWait,
            [Obstacle::OtherSeat] => Self::Interviewing,
            [Obstacle::Others] => Self::LostToOthers,
            [Obstacle::WeeklyLimit] => Self::WeeklyLimit,
            [Obstacle::Request | Obstacle::Length] => Self::NobodyEligible,
            [Obstacle::Forbidden] => Self::Forbidden,
            [Obstacle::Capacity] => Self::CapacitySpent,
            [Obstacle::InterviewerBusy] => Self::InterviewersBusy,
            [Obstacle::CandidateBusy] => Self::OwnTime,
            [Obstacle::Notice] => Self::TooNear,
            [Obstacle::Break] => Self::InterviewersAway,
            [Obstacle::Horizon] => Self::TooFar,
            [Obstacle::CandidateHours] if no_hours => Self::NoHours,
            [Obstacle::CandidateHours | Obstacle::InterviewerHours] => Self::NobodyFree,
            _ if no_windows => Self::NoHoursAndMore,
            _ => Self::Several,
        }
    }
}

impl WhyNotInterviewing {
    /// The reason for an interviewer in whose way this stands.
    pub(super) fn of(obstacles: &[Obstacle], no_hours: bool) -> Self {
        match obstacles {
            [] => Self::NotNeeded,
            [Obstacle::Request] => Self::NobodyAsks,
            [Obstacle::Length] => Self::OtherLength,
            [Obstacle::Forbidden] => Self::Forbidden,
            [Obstacle::Capacity] => Self::CapacitySpent,
            [Obstacle::InterviewerBusy] => Self::Busy,
            [Obstacle::OtherSeat] => Self::Practising,
            [Obstacle::Notice] => Self::TooNear,
            [Obstacle::Break] => Self::Away,
            [Obstacle::Horizon] => Self::TooFar,
            [_] if no_hours => Self::NoHours,
            [_] => Self::NobodyFree,
            _ => Self::Several,
        }
    }
}

/// A candidate who has no session in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnmatchedCandidate {
    /// The candidate.
    pub candidate_id: AccountId,
    /// What stood in the way: without it they would have a session, and everybody else would keep theirs.
    pub reason: WhyNot,
    /// Why, in words, with the smallest change that would help.
    pub words: String,
    /// That change.
    #[serde(default)]
    pub suggestion: Option<Suggestion>,
    /// Rounds passed over before this one.
    pub waited: u32,
}

/// A change that would get a candidate a session, even if everybody else follows their suggestion, too.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What would be different.
    pub change: SuggestedChange,
    /// The other level, if that's the change.
    pub level: Option<Level>,
    /// The other language, likewise.
    pub language: Option<Language>,
    /// When the session would start.
    pub starts_at: Timestamp,
    /// The interviewer whose place is kept for them in this plan.
    pub interviewer_id: AccountId,
}

/// An interviewer who has no session in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnmatchedInterviewer {
    /// The interviewer.
    pub interviewer_id: AccountId,
    /// What stood in the way.
    pub reason: WhyNotInterviewing,
    /// Why, in words.
    pub words: String,
}

/// A member who doesn't take part in one of their seats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestingMember {
    /// The member.
    pub account_id: AccountId,
    /// The seat.
    pub seat: Seat,
    /// Why not.
    pub reason: WhyResting,
    /// Why, in words.
    pub words: String,
}
