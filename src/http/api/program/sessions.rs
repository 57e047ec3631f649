//! The sessions of a program, for its coordinators.

use crate::app::App;
use crate::domain::booking::session::State;
use crate::domain::{AccountId, DisplayName, Kind, Level, ProgramId, RoundId, SessionId, SessionLength, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::cursor::Cursor;
use crate::http::extract::Id;
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::service::program::sessions::{self, Filter, ProgramSession};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A session between two members, as the program's coordinators see it: never its notes, nor where the two meet.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSession)]
pub(crate) struct ProgramSessionView {
    id: SessionId,
    state: State,
    candidate_id: AccountId,
    candidate_name: DisplayName,
    interviewer_id: AccountId,
    interviewer_name: DisplayName,
    starts_at: Timestamp,
    duration_minutes: SessionLength,
    kind: Kind,
    level: Level,
    /// The program's round that booked it; null if the two booked it themselves.
    round_id: Option<RoundId>,
    /// Whether the notes have been delivered.
    notes_in: bool,
    /// Whether the candidate lets coordinators read them: then `GET /v1/feedback/{session_id}` shows them, once they're in.
    notes_shared: bool,
}

impl From<ProgramSession> for ProgramSessionView {
    fn from(one: ProgramSession) -> Self {
        let session = one.session;
        Self {
            id: session.id,
            state: session.state,
            candidate_id: session.candidate,
            candidate_name: one.candidate_name,
            interviewer_id: session.interviewer,
            interviewer_name: one.interviewer_name,
            starts_at: session.starts_at,
            duration_minutes: session.length,
            kind: session.kind,
            level: session.level,
            round_id: one.round,
            notes_in: one.notes_in,
            notes_shared: one.notes_shared,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only sessions in this state.
    #[param(inline)]
    state: Option<State>,
    /// Only sessions that this round booked.
    round_id: Option<RoundId>,
    /// Only sessions of this member, in either seat.
    member_id: Option<AccountId>,
}

const LIST: &str = "program_sessions";

/// List a program's sessions, latest start first
///
/// For coordinators: every session between two members since the program's first day, however it was booked. It says which
/// notes are in and which you can read, but never what's in them.
#[utoipa::path(get, path = "/v1/programs/{id}/sessions", operation_id = "list_program_sessions")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    page: Paged<Query, 50>,
    app: Data<App>,
) -> Answer<Json<Page<ProgramSessionView>>, (code::Forbidden,)> {
    let after = page.after(LIST)?.and_then(|cursor| Some((cursor.at, cursor.id?.into())));
    let Query { state, round_id, member_id } = page.filter;
    let filter = Filter { state, round: round_id, person: member_id, after };
    let look_for = page.look_for();
    let list = move |services: &_, me: Bearer| sessions::list(services, me.account, id.0, &filter, look_for);
    let place = |last: &ProgramSession| Cursor::new(LIST, last.session.starts_at, Some(last.session.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, page.limit, place, ProgramSessionView::from)))
}
