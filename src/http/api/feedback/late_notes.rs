//! Late notes.

use crate::app::App;
use crate::domain::booking::session::Session;
use crate::domain::{AccountId, Kind, Level, ProgramId, Prose, SessionId, Timestamp};
use crate::http::api::named::NamedPerson;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::{Body, Id, Ids};
use crate::http::problem::code;
use crate::service::feedback::late_notes::{self, Late};
use crate::service::oversight::Scope;
use crate::service::tokens::Bearer;
use crate::service::{Error, Services};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A session whose notes are late.
#[derive(Serialize, ToSchema)]
#[schema(as = LateNotes)]
pub(crate) struct LateView {
    session_id: SessionId,
    kind: Kind,
    level: Level,
    candidate: NamedPerson,
    interviewer: NamedPerson,
    ended_at: Timestamp,
    /// When the notes were due.
    due_at: Timestamp,
    /// How many timeline entries and hints there are.
    moments: usize,
    /// How many ratings have been started.
    ratings: usize,
    /// How many strengths, gaps and action steps there are, plus the summary.
    lines: usize,
    /// Who has been asked to write them in the interviewer's place.
    writer: Option<NamedPerson>,
}

impl From<Late> for LateView {
    fn from(Late { session, written, writer }: Late) -> Self {
        Self {
            session_id: session.id,
            kind: session.kind,
            level: session.level,
            ended_at: session.ends_at(),
            due_at: session.notes_due_at(),
            candidate: session.candidate.into(),
            interviewer: session.interviewer.into(),
            moments: written.moments,
            ratings: written.ratings,
            lines: written.lines,
            writer: writer.map(Into::into),
        }
    }
}

/// Late notes.
#[derive(Serialize, ToSchema)]
#[schema(as = AllLateNotes)]
pub(crate) struct AllLateView {
    /// Oldest first; at most 100.
    #[schema(max_items = 100)]
    items: Vec<LateView>,
}

impl AllLateView {
    fn of(found: Vec<Late>) -> Json<Self> {
        Json(Self { items: found.into_iter().map(Into::into).collect() })
    }
}

/// List late notes
///
/// For coordinators: sessions between two members that ended at least 44 hours ago and have no notes yet. It shows
/// how much has been written, not what. Your own sessions aren't included. Coordinators also get one email about
/// each.
#[utoipa::path(get, path = "/v1/programs/{id}/late-notes", operation_id = "list_late_notes")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    app: Data<App>,
) -> Answer<Json<AllLateView>, (code::Forbidden,)> {
    let found = me.run(&app, move |services, me| late_notes::list(services, me.account, Scope::Program(id.0))).await?;
    Ok(AllLateView::of(found))
}

/// List all notes that are late
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(get, path = "/v1/operator/late-notes", operation_id = "list_all_late_notes")]
pub(crate) async fn list_all(me: SignedIn, app: Data<App>) -> Answer<Json<AllLateView>, (code::Forbidden,)> {
    let found = me.run(&app, |services, me| late_notes::list(services, me.account, Scope::Everybody)).await?;
    Ok(AllLateView::of(found))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReassignNotes, example = json!({
    "writer_id": "0192f3a0-0000-7000-8000-000000000001",
    "word": "Bo has a new job since Friday, and asked for help."
}))]
pub(crate) struct Reassign {
    /// Who should write them: an interviewer and, in a program, one of its members.
    writer_id: AccountId,
    /// How it came about; the writer and the interviewer will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    word: Prose<1000>,
}

/// Reassign late notes to somebody else
///
/// For coordinators. The new writer sees the draft and its timeline and can submit it; the interviewer still can, too.
/// Both get an email.
#[utoipa::path(post, path = "/v1/programs/{id}/late-notes/{session_id}/reassign", operation_id = "reassign_notes")]
pub(crate) async fn reassign(
    me: SignedIn,
    ids: Ids<ProgramId, SessionId>,
    body: Body<Reassign>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked)> {
    let Ids(program, session) = ids;
    let (whose, form) = (Scope::Program(program), body.0);
    settled(me, &app, move |services, me| {
        late_notes::reassign(services, me, whose, session, form.writer_id, &form.word)
    })
    .await
}

/// Reassign any late notes to somebody else
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(post, path = "/v1/operator/late-notes/{id}/reassign", operation_id = "reassign_notes_as_operator")]
pub(crate) async fn reassign_as_operator(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Reassign>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked)> {
    let (whose, form) = (Scope::Everybody, body.0);
    settled(me, &app, move |services, me| late_notes::reassign(services, me, whose, id.0, form.writer_id, &form.word))
        .await
}

async fn settled<E>(
    me: SignedIn,
    app: &Data<App>,
    settle: impl FnOnce(&Services, AccountId) -> Result<(), Error> + Send + 'static,
) -> Answer<NoContent, E> {
    me.run(app, move |services, me: Bearer| settle(services, me.account)).await?;
    Ok(NoContent)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReleaseNotes, example = json!({"word": "Bo wrote most of this in the hour itself."}))]
pub(crate) struct Release {
    /// How it came about; the candidate will read it before the notes.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    word: Prose<1000>,
}

/// Release late notes as they are
///
/// For coordinators. The candidate gets what has been written so far, and the interviewer can amend it.
#[utoipa::path(post, path = "/v1/programs/{id}/late-notes/{session_id}/release", operation_id = "release_notes")]
pub(crate) async fn release(
    me: SignedIn,
    ids: Ids<ProgramId, SessionId>,
    body: Body<Release>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked, code::NotesNotReady)> {
    let Ids(program, session) = ids;
    let whose = Scope::Program(program);
    settled(me, &app, move |services, me| late_notes::release(services, me, whose, session, &body.0.word)).await
}

/// Release any late notes as they are
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(post, path = "/v1/operator/late-notes/{id}/release", operation_id = "release_notes_as_operator")]
pub(crate) async fn release_as_operator(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Release>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked, code::NotesNotReady)> {
    settled(me, &app, move |services, me| late_notes::release(services, me, Scope::Everybody, id.0, &body.0.word)).await
}

/// A session whose notes you were asked to write.
#[derive(Serialize, ToSchema)]
#[schema(as = ReassignedNotes)]
pub(crate) struct ReassignedView {
    session_id: SessionId,
    kind: Kind,
    level: Level,
    candidate: NamedPerson,
    interviewer: NamedPerson,
    ended_at: Timestamp,
}

impl From<Session> for ReassignedView {
    fn from(session: Session) -> Self {
        Self {
            session_id: session.id,
            kind: session.kind,
            level: session.level,
            ended_at: session.ends_at(),
            candidate: session.candidate.into(),
            interviewer: session.interviewer.into(),
        }
    }
}

/// Sessions whose notes you were asked to write.
#[derive(Serialize, ToSchema)]
#[schema(as = AllReassignedNotes)]
pub(crate) struct AllReassignedView {
    /// Oldest first.
    #[schema(max_items = 100)]
    items: Vec<ReassignedView>,
}

/// List the notes I was asked to write
///
/// In the interviewer's place. The draft is under `/v1/sessions/{id}/notes`, like your own notes.
#[utoipa::path(get, path = "/v1/me/reassigned-notes", operation_id = "list_reassigned_notes")]
pub(crate) async fn mine(me: SignedIn, app: Data<App>) -> Answer<Json<AllReassignedView>> {
    let found = me.run(&app, |services, me| late_notes::mine(services, me.account)).await?;
    Ok(Json(AllReassignedView { items: found.into_iter().map(Into::into).collect() }))
}
