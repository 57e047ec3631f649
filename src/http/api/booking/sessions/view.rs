//! A session in the API.

use crate::domain::booking::session::{Session, State};
use crate::domain::{
    AccountId, DisplayName, Kind, Level, Line, Link, MeetingPlace, Prose, Seat, SessionId, SessionLength, Timestamp,
    Topic, UpTo,
};
use crate::service::booking::reliability::free_until;
use serde::Serialize;
use utoipa::ToSchema;

/// A booked mock interview, as one of its two people sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionView {
    id: SessionId,
    state: State,
    kind: Kind,
    level: Level,
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    /// What the candidate wants to practise.
    aims: Prose<2000>,
    starts_at: Timestamp,
    ends_at: Timestamp,
    duration_minutes: SessionLength,
    candidate: CandidateView,
    interviewer: InterviewerView,
    /// Where the two meet: a link, or a place in words. Null: no place yet.
    meeting_place: Option<MeetingPlace>,
    /// The same where it's a link, to click.
    join_url: Option<Link>,
    /// iCalendar SEQUENCE.
    sequence: i32,
    /// 24 hours after the end.
    notes_due_at: Timestamp,
    /// Null for a coordinator who reads the feedback with the candidate's consent.
    my_role: Option<Seat>,
    /// Who cancelled it, and why.
    cancelled: Option<CancelledView>,
    /// Who was marked absent.
    absent: Option<Seat>,
    /// What the person marked absent says.
    dispute_reason: Option<Prose<1000>>,
    /// The other half, if this is part of a swap.
    swap: Option<OtherHalfView>,
    /// Until when you can cancel freely; after that it counts as a late cancellation for the person who cancels.
    free_to_cancel_until: Timestamp,
    /// When the candidate confirmed.
    candidate_confirmed_at: Option<Timestamp>,
    /// When the interviewer confirmed.
    interviewer_confirmed_at: Option<Timestamp>,
    /// How many minutes late the candidate will be, if they've said so.
    candidate_late_minutes: Option<i32>,
    /// How many minutes late the interviewer will be, if they've said so.
    interviewer_late_minutes: Option<i32>,
}

/// The other half of a swap: the same two people, back to back, with the seats exchanged.
#[derive(Serialize, ToSchema)]
#[schema(as = OtherHalf)]
pub(crate) struct OtherHalfView {
    session_id: SessionId,
    starts_at: Timestamp,
    /// Whether you'd keep this half if the other is cancelled.
    i_keep: bool,
    /// Whether the other person would; it stays if you both would.
    they_keep: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SessionCandidate)]
pub(crate) struct CandidateView {
    id: AccountId,
    display_name: DisplayName,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SessionInterviewer)]
pub(crate) struct InterviewerView {
    id: AccountId,
    display_name: DisplayName,
    /// Null once they've stopped volunteering.
    headline: Option<Line<140>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Cancellation)]
pub(crate) struct CancelledView {
    by: Seat,
    reason: Prose<1000>,
}

impl SessionView {
    /// The session as the person in this seat sees it.
    pub(crate) fn of(session: &Session, my_role: Seat) -> Self {
        Self::seen(session, Some(my_role))
    }

    /// The session as seen by somebody who may have no seat in it.
    pub(crate) fn seen(session: &Session, my_role: Option<Seat>) -> Self {
        let session = session.clone();
        // Where they meet stays hidden until both have agreed.
        let meeting_place = session.meeting_place.clone().filter(|_| session.state != State::Offered);
        Self {
            free_to_cancel_until: free_until(&session),
            ends_at: session.ends_at(),
            notes_due_at: session.notes_due_at(),
            id: session.id,
            state: session.state,
            kind: session.kind,
            level: session.level,
            topics: session.topics,
            aims: session.aims,
            starts_at: session.starts_at,
            duration_minutes: session.length,
            candidate: CandidateView { id: session.candidate.id, display_name: session.candidate.name },
            interviewer: InterviewerView {
                id: session.interviewer.id,
                display_name: session.interviewer.name,
                headline: session.headline,
            },
            candidate_confirmed_at: session.coming.candidate.confirmed_at,
            interviewer_confirmed_at: session.coming.interviewer.confirmed_at,
            candidate_late_minutes: session.coming.candidate.late_minutes,
            interviewer_late_minutes: session.coming.interviewer.late_minutes,
            join_url: meeting_place.as_ref().and_then(MeetingPlace::link).cloned(),
            meeting_place,
            sequence: session.sequence,
            my_role,
            cancelled: session.cancelled.map(|(by, reason)| CancelledView { by, reason }),
            absent: session.absent.map(|(role, _)| role),
            dispute_reason: session.dispute,
            swap: session.swap.zip(my_role).map(|(other, my_role)| OtherHalfView {
                session_id: other.session,
                starts_at: other.starts_at,
                i_keep: other.keepers.contains(&my_role),
                they_keep: other.keepers.contains(&my_role.other()),
            }),
        }
    }
}
