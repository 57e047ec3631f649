//! Writing notes: the draft, and its submission.

use super::received::FeedbackView;
use crate::app::App;
use crate::domain::feedback::linter::Finding;
use crate::domain::feedback::notes::Notes;
use crate::domain::{Prose, SessionId};
use crate::http::auth::SignedIn;
use crate::http::extract::{Body, Id, IfMatch, MaybeBody, etag};
use crate::http::problem::Problem;
use crate::service::feedback::notes::{self, Amendment, Draft, Stale};
use crate::service::tokens::Bearer;
use crate::service::{Code, Error};
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, ResponseError, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) fn draft(draft: &Draft) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, etag(draft.revision))).json(&draft.notes)
}

/// Show the draft of a session's notes
///
/// Empty before the first save. Send the ETag back as If-Match when you save.
#[utoipa::path(operation_id = "get_notes", tag = "Notes", params(("id" = SessionId, Path)), security(("bearer" = [])),
    responses((status = 200, body = Notes, headers(("ETag" = String)))))]
#[get("/v1/sessions/{id}/notes")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(draft(&me.run(&app, move |services, me| notes::draft(services, me.account, id.0)).await?))
}

/// Save the draft of a session's notes
///
/// From the start of the session. If the draft has been saved elsewhere since you read it, the answer is 412 with the
/// current draft in `current` and its ETag, so nothing is lost.
#[utoipa::path(operation_id = "save_notes", tag = "Notes", request_body = Notes, security(("bearer" = [])),
    params(("id" = SessionId, Path), ("If-Match" = String, Header, description = "The draft's ETag when you read it.", example = "\"r3\"")),
    responses((status = 200, body = Notes, headers(("ETag" = String))), (status = 412, body = crate::http::problem::Document, content_type = "application/problem+json",
        description = "The draft has been saved elsewhere; `current` is the current draft.", headers(("ETag" = String)))))]
#[put("/v1/sessions/{id}/notes")]
pub(crate) async fn save(
    me: SignedIn,
    id: Id<SessionId>,
    over: IfMatch,
    body: Body<Notes>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let save = move |services: &_, me: Bearer| notes::save(services, me.account, id.0, over.0, &body.0);
    match me.run(&app, save).await? {
        Ok(saved) => Ok(draft(&saved)),
        Err(Stale(current)) => stale(&current),
    }
}

fn stale(current: &Draft) -> Result<HttpResponse, Problem> {
    let detail =
        "These notes have been saved elsewhere, perhaps in another tab. Merge with `current`, then save again.";
    let problem = Problem::from(Error::new(Code::NotesChanged, detail).with("current", &current.notes));
    let mut response = problem.error_response();
    let tag = header::HeaderValue::from_str(&etag(current.revision)).map_err(Error::internal)?;
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submit {
    /// Submit even if the linter still has warnings.
    #[serde(default)]
    accept_warnings: bool,
}

/// The delivered notes, and the warnings you accepted.
#[derive(Serialize, ToSchema)]
pub(crate) struct Submitted {
    feedback: FeedbackView,
    findings: Vec<Finding>,
}

/// Submit the notes
///
/// Locks the notes and emails them to the candidate. 422 with the linter's `findings` if there are errors, or
/// warnings you haven't accepted.
#[utoipa::path(operation_id = "submit_notes", tag = "Notes", request_body = Submit, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = Submitted)))]
#[post("/v1/sessions/{id}/notes/submit")]
pub(crate) async fn submit(
    me: SignedIn,
    id: Id<SessionId>,
    body: MaybeBody<Submit>,
    app: Data<App>,
) -> Result<Json<Submitted>, Problem> {
    let accept = body.0.accept_warnings;
    let done = me.run(&app, move |services, me| notes::submit(services, me.account, id.0, accept)).await?;
    Ok(Json(Submitted { feedback: FeedbackView::of(done.delivered), findings: done.findings }))
}

/// The change, and the reason for it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Amend {
    /// The complete notes as they should read.
    notes: Notes,
    /// What changed and why; it's the first thing the candidate will read.
    #[schema(example = "You did name the queue of microtasks, at minute 31; I had missed it in my own notes.")]
    why: Prose<1000>,
    /// Deliver even if the linter still has warnings.
    #[serde(default)]
    accept_warnings: bool,
}

/// Amend delivered notes
///
/// Within 30 days, five times at most. The amended notes become a new version, which is emailed to the candidate;
/// earlier versions are kept. 412 if they've been amended elsewhere; 422 with the linter's `findings`, as when
/// submitting.
#[utoipa::path(operation_id = "amend_notes", tag = "Notes", request_body = Amend, security(("bearer" = [])),
    params(("id" = SessionId, Path), ("If-Match" = String, Header, description = "The notes' ETag when you read them.", example = "\"r3\"")),
    responses((status = 200, body = Submitted, headers(("ETag" = String))), (status = 412, body = crate::http::problem::Document, content_type = "application/problem+json",
        description = "The notes have been amended elsewhere; `current` has the current version.", headers(("ETag" = String)))))]
#[post("/v1/sessions/{id}/notes/amend")]
pub(crate) async fn amend(
    me: SignedIn,
    id: Id<SessionId>,
    over: IfMatch,
    body: Body<Amend>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let Amend { notes, why, accept_warnings } = body.0;
    let amendment = Amendment { notes, why, accept_warnings };
    match me.run(&app, move |services, me| notes::amend(services, me.account, id.0, over.0, &amendment)).await? {
        Ok((done, now)) => {
            let body = Submitted { feedback: FeedbackView::of(done.delivered), findings: done.findings };
            Ok(HttpResponse::Ok().insert_header((header::ETAG, etag(now.revision))).json(body))
        }
        Err(Stale(current)) => stale(&current),
    }
}
