//! A request on the wire.

use crate::domain::matching::request::{Request, RequestState as State, Window};
use crate::domain::{Instant, Kind, Language, Length, Level, Prose, RequestId, Role, Topic, UpTo};
use crate::http::api::booking::sessions::SessionView;
use crate::service::matching::requests::{Shown, Standing};
use serde::Serialize;
use utoipa::ToSchema;

/// A candidate's ask, as they see it.
#[derive(Serialize, ToSchema)]
#[schema(as = Request)]
pub(crate) struct RequestView {
    id: RequestId,
    state: State,
    kind: Kind,
    level: Level,
    topics: UpTo<30, Topic>,
    language: Language,
    duration_minutes: Length,
    #[schema(max_items = 50)]
    windows: Vec<Window>,
    aims: Prose<2000>,
    not_before: Option<Instant>,
    expires_at: Option<Instant>,
    auto_accept: bool,
    /// Whether this is for a swap.
    swap: bool,
    /// Whether you have accepted a swap that is offered, and the other is still asked.
    accepted: bool,
    /// Waiting raises weight, and counts from here.
    created_at: Instant,
    /// Where it stands, while it waits.
    standing: Option<StandingView>,
    /// Until when an offer can be accepted.
    answer_by: Option<Instant>,
    /// What is offered, or was booked.
    session: Option<SessionView>,
}

/// Where a request stands while it waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct StandingView {
    /// How many interviewers do what is asked for, at whatever time; of a swap, how many who wait for one suit you, and you them.
    interviewer_count: usize,
    /// How many of them are free in the windows right now.
    free_count: usize,
    /// All of it in words, with the nearest change that would reach somebody.
    #[schema(
        example = "Waiting since Monday 11 January. 4 interviewers do React at junior level in English; none is free in your windows; widening Tuesday to 21:00 would reach 2."
    )]
    words: String,
    /// The windows that this change comes to, ready to be sent back; null when it is of another sort.
    #[schema(max_items = 50)]
    suggested_windows: Option<Vec<Window>>,
}

impl StandingView {
    fn of((words, standing): (String, Standing), windows: &[Window]) -> Self {
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
    /// A request on its own, as an export shows it.
    pub(crate) fn bare(request: Request) -> Self {
        Self::of(Shown { request, standing: None, session: None })
    }

    pub(crate) fn of(shown: Shown) -> Self {
        let Shown { request: Request { id, ask, state, answer_by, accepted, created_at, .. }, standing, session } =
            shown;
        Self {
            id,
            state,
            kind: ask.kind,
            level: ask.level,
            topics: ask.topics,
            language: ask.language,
            duration_minutes: ask.length,
            standing: standing.map(|standing| StandingView::of(standing, &ask.windows)),
            windows: ask.windows.into_vec(),
            aims: ask.aims,
            not_before: ask.not_before,
            expires_at: ask.expires_at,
            auto_accept: ask.auto_accept,
            swap: ask.swap,
            accepted,
            created_at,
            answer_by,
            session: session.map(|session| SessionView::of(&session, Role::Candidate)),
        }
    }
}
