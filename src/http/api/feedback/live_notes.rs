//! Notes taken during the session: one call each, with the minute.

use super::notes::draft;
use crate::app::App;
use crate::domain::feedback::notes::{HintKind, Minute, Notes};
use crate::domain::{Prose, SessionId};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Tagged};
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::service::feedback::notes::{self, Moment};
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::ToSchema;

/// Something that was said or done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NoteMoment, example = json!({"text": "Draws the queue and says what runs first.", "minute": 12}))]
pub(crate) struct Happened {
    /// What was said or done.
    #[schema(example = "Draws the queue and says what runs first.")]
    text: Prose<1000>,
    /// The minute of the session; the current one by default.
    minute: Option<Minute>,
}

/// Add a timeline entry during the session
///
/// Adds an entry to the draft's timeline, stamped with the session's current minute. If you retry after losing the
/// response, it isn't added twice. The response is the draft with a new ETag, so another open tab will notice.
#[utoipa::path(post, path = "/v1/sessions/{id}/notes/timeline", operation_id = "note_moment")]
pub(crate) async fn add_moment(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Happened>,
    app: Data<App>,
) -> Answer<Tagged<Notes>, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked)> {
    let Happened { text, minute } = body.0;
    noted(me, id, minute, Moment::Happened(text), app).await
}

/// A hint that was given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NoteHint, example = json!({"kind": "nudge", "text": "What runs first, the timeout or the promise?", "minute": 19}))]
pub(crate) struct Hinted {
    /// How much it gave away.
    #[serde(rename = "kind")]
    how: HintKind,
    /// The hint, as you gave it.
    #[schema(example = "What runs first, the timeout or the promise?")]
    text: Prose<1000>,
    /// The minute of the session; the current one by default.
    minute: Option<Minute>,
}

/// Log a hint during the session
///
/// Like the timeline, but adds to the draft's hints.
#[utoipa::path(post, path = "/v1/sessions/{id}/notes/hints", operation_id = "note_hint")]
pub(crate) async fn add_hint(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Hinted>,
    app: Data<App>,
) -> Answer<Tagged<Notes>, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked)> {
    let Hinted { how, text, minute } = body.0;
    noted(me, id, minute, Moment::Hinted(how, text), app).await
}

async fn noted<E>(
    me: SignedIn,
    id: Id<SessionId>,
    minute: Option<Minute>,
    moment: Moment,
    app: Data<App>,
) -> Answer<Tagged<Notes>, E> {
    Ok(draft(me.run(&app, move |services, me| notes::note(services, me.account, id.0, minute, &moment)).await?))
}
