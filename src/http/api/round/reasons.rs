//! Who has no session in the plan of a round, and why.

use crate::domain::round::{
    RestingMember, SuggestedChange, Suggestion, UnmatchedCandidate, UnmatchedInterviewer, WhyNot, WhyNotInterviewing,
    WhyResting,
};
use crate::domain::{AccountId, DisplayName, Language, Level, Seat, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A member's name, unless they have left.
type Name<'a> = &'a dyn Fn(AccountId) -> Option<DisplayName>;

/// A candidate who would have no session.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundUnmatched)]
pub(super) struct WithoutView {
    candidate_id: AccountId,
    candidate_name: Option<DisplayName>,
    /// What stands in the way: without it they would have a session, and everybody else would keep theirs.
    reason: WhyNot,
    /// Why, in words, with the smallest change that would help. Times are in the candidate's zone.
    words: String,
    /// That change.
    suggestion: Option<SuggestionView>,
    /// How many earlier rounds they missed out on.
    waited: u32,
}

/// A change that would get a candidate a session. A place is kept for each: they can all be followed at once.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundSuggestion)]
struct SuggestionView {
    change: SuggestedChange,
    /// The other level, if that's the change.
    level: Option<Level>,
    /// The other language, likewise.
    language: Option<Language>,
    /// When the session would start: within the round's days, and by day for both if possible.
    starts_at: Timestamp,
    interviewer_id: AccountId,
    interviewer_name: Option<DisplayName>,
}

/// An interviewer who would have no session.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundUnmatchedInterviewer)]
pub(super) struct WithoutInterviewView {
    interviewer_id: AccountId,
    interviewer_name: Option<DisplayName>,
    reason: WhyNotInterviewing,
    /// Why, in words.
    words: String,
}

/// A member who doesn't take part in one of their seats.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundRestingMember)]
pub(super) struct RestingView {
    account_id: AccountId,
    name: Option<DisplayName>,
    seat: Seat,
    reason: WhyResting,
    /// Why, in words.
    words: String,
}

impl WithoutView {
    pub(super) fn of(one: UnmatchedCandidate, name: Name<'_>) -> Self {
        let suggestion = one.suggestion.map(|it: Suggestion| SuggestionView {
            change: it.change,
            level: it.level,
            language: it.language,
            starts_at: it.starts_at,
            interviewer_id: it.interviewer_id,
            interviewer_name: name(it.interviewer_id),
        });
        Self {
            candidate_name: name(one.candidate_id),
            candidate_id: one.candidate_id,
            reason: one.reason,
            words: one.words,
            suggestion,
            waited: one.waited,
        }
    }
}

impl WithoutInterviewView {
    pub(super) fn of(one: UnmatchedInterviewer, name: Name<'_>) -> Self {
        Self {
            interviewer_name: name(one.interviewer_id),
            interviewer_id: one.interviewer_id,
            reason: one.reason,
            words: one.words,
        }
    }
}

impl RestingView {
    pub(super) fn of(one: RestingMember, name: Name<'_>) -> Self {
        Self {
            name: name(one.account_id),
            account_id: one.account_id,
            seat: one.seat,
            reason: one.reason,
            words: one.words,
        }
    }
}
