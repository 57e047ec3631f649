//! A request in the API.

use crate::domain::matching::request::{Request, RequestState as State, Window};
use crate::domain::{Kind, Language, Level, Prose, RequestId, Seat, SessionId, SessionLength, Timestamp, Topic, UpTo};
use crate::http::api::booking::sessions::SessionView;
use crate::service::matching::requests::{RequestDiagnosis, Shown};
use serde::Serialize;
use utoipa::ToSchema;

/// A request to be matched, as the candidate sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Request)]
pub(crate) struct RequestView {
    id: RequestId,
    state: State,
    kind: Kind,
    /// Other kinds that count as well, for a request that waits in place of a round's session.
    #[schema(max_items = 4)]
    other_kinds: Vec<Kind>,
    level: Level,
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    language: Language,
    /// Other languages that count as well, likewise.
    #[schema(max_items = 10)]
    other_languages: Vec<Language>,
    duration_minutes: SessionLength,
    #[schema(max_items = 50)]
    windows: Vec<Window>,
    aims: Prose<2000>,
    not_before: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    auto_accept: bool,
    /// Whether this is for a swap.
    swap: bool,
    /// Whether you've accepted an offered swap and the other person hasn't answered yet.
    accepted: bool,
    /// The cancelled session in whose place it waits. If a round booked that, the round's rules hold for this request, too.
    replaces_session_id: Option<SessionId>,
    /// When it was made. The longer it waits, the more weight it gets.
    created_at: Timestamp,
    /// What's happening while it waits.
    standing: Option<StandingView>,
    /// Until when an offer can be accepted.
    answer_by: Option<Timestamp>,
    /// The session that is offered or booked.
    session: Option<SessionView>,
}

/// What's happening with a request while it waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct StandingView {
    /// How many interviewers do what you asked for, for as long as you asked, at any time; for a swap, how many people waiting for one are a
    /// match for you.
    interviewer_count: usize,
    /// How many of them are free in your windows right now.
    free_count: usize,
    /// All of this in words, with the smallest change that would find somebody.
    #[schema(
        example = "Waiting since Monday 11 January. 4 interviewers do React at junior level in English, but none are free in your windows. Extending Tuesday to 21:00 CET would reach 2 interviewers."
    )]
    words: String,
    /// The windows that would help, ready to send back; null if a different change would help.
    #[schema(max_items = 50)]
    suggested_windows: Option<Vec<Window>>,
}

impl StandingView {
    fn of((words, standing): (String, RequestDiagnosis), windows: &[Window]) -> Self {
        Self {
            interviewer_count: standing.suited,
            free_count: standing.free,
            words,
            suggested_windows: standing
                .change
                .map(|ask| ask.windows.into_vec())
                .filter(|suggested| suggested != windows),
        }
    }
}

impl RequestView {
    /// A request on its own, as in an export.
    pub(crate) fn bare(request: Request) -> Self {
        Self::of(Shown { request, standing: None, session: None })
    }

    pub(crate) fn of(shown: Shown) -> Self {
        let Shown {
            request: Request { id, ask, state, answer_by, accepted, created_at, replaces, .. },
            standing,
            session,
        } = shown;
        Self {
            id,
            state,
            kind: ask.kind,
            other_kinds: ask.other_kinds,
            level: ask.level,
            topics: ask.topics,
            language: ask.language,
            other_languages: ask.other_languages,
            duration_minutes: ask.length,
            standing: standing.map(|standing| StandingView::of(standing, &ask.windows)),
            windows: ask.windows.into_vec(),
            aims: ask.aims,
            not_before: ask.not_before,
            expires_at: ask.expires_at,
            auto_accept: ask.auto_accept,
            swap: ask.swap,
            accepted,
            replaces_session_id: replaces,
            created_at,
            answer_by,
            session: session.map(|session| SessionView::of(&session, Seat::Candidate)),
        }
    }
}
