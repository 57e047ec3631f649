//! Writing notes: the draft, and its submission.

use super::feedback::FeedbackView;
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
/// Empty before the first save. The ETag is what a save sends back as If-Match.
#[utoipa::path(operation_id = "get_notes", tag = "Notes", params(("id" = SessionId, Path)), security(("bearer" = [])),
    responses((status = 200, body = Notes, headers(("ETag" = String)))))]
#[get("/v1/sessions/{id}/notes")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(draft(&me.run(&app, move |house, me| notes::draft(house, me.account, id.0)).await?))
}

/// Save the draft of a session's notes
///
/// From the session's start on. When it was saved elsewhere since it was read the answer is 412, with
/// the current draft in `current` and its ETag, and nothing is lost.
#[utoipa::path(operation_id = "save_notes", tag = "Notes", request_body = Notes, security(("bearer" = [])),
    params(("id" = SessionId, Path), ("If-Match" = String, Header, description = "The ETag that the draft was read with.", example = "\"r3\"")),
    responses((status = 200, body = Notes, headers(("ETag" = String))), (status = 412, body = crate::http::problem::Document, content_type = "application/problem+json",
        description = "Saved elsewhere in between; `current` is the draft as it is.", headers(("ETag" = String)))))]
#[put("/v1/sessions/{id}/notes")]
pub(crate) async fn save(
    me: SignedIn,
    id: Id<SessionId>,
    over: IfMatch,
    body: Body<Notes>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let save = move |house: &_, me: Bearer| notes::save(house, me.account, id.0, over.0, &body.0);
    match me.run(&app, save).await? {
        Ok(saved) => Ok(draft(&saved)),
        Err(Stale(current)) => stale(&current),
    }
}

fn stale(current: &Draft) -> Result<HttpResponse, Problem> {
    let detail =
        "These notes were saved elsewhere in between, perhaps in another tab. Merge with `current`, then save again.";
    let problem = Problem::from(Error::new(Code::NotesChanged, detail).with("current", &current.notes));
    let mut response = problem.error_response();
    let tag = header::HeaderValue::from_str(&etag(current.revision)).map_err(Error::internal)?;
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submit {
    /// Submit although the linter has advice left.
    #[serde(default)]
    accept_warnings: bool,
}

/// What was delivered, and the advice that was passed over.
#[derive(Serialize, ToSchema)]
pub(crate) struct Submitted {
    feedback: FeedbackView,
    findings: Vec<Finding>,
}

/// Submit the notes
///
/// Locks them and mails them to the candidate. 422 with the linter's `findings` when there are
/// errors, or warnings that were not accepted.
#[utoipa::path(operation_id = "submit_notes", tag = "Notes", request_body = Submit, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = Submitted)))]
#[post("/v1/sessions/{id}/notes/submit")]
pub(crate) async fn submit(
    me: SignedIn,
    id: Id<SessionId>,
    body: MaybeBody<Submit>,
    app: Data<App>,
) -> Result<Json<Submitted>, Problem> {
    let accept = body.0.accept_warnings;
    let done = me.run(&app, move |house, me| notes::submit(house, me.account, id.0, accept)).await?;
    Ok(Json(Submitted { feedback: FeedbackView::of(done.delivered), findings: done.findings }))
}

/// What is to read differently, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Amend {
    /// The notes as they should read, whole.
    notes: Notes,
    /// What changed and why; the candidate reads it first.
    #[schema(example = "You did name the queue of microtasks, at minute 31; I had missed it in my own notes.")]
    why: Prose<1000>,
    /// Deliver although the linter has advice left.
    #[serde(default)]
    accept_warnings: bool,
}

/// Amend notes that were delivered
///
/// Within 30 days, five times at most. The amended notes become a new version, mailed as such; those before it are
/// kept. 412 when they were amended elsewhere in between; 422 with the linter's `findings`, as when submitting.
#[utoipa::path(operation_id = "amend_notes", tag = "Notes", request_body = Amend, security(("bearer" = [])),
    params(("id" = SessionId, Path), ("If-Match" = String, Header, description = "The ETag that the notes were read with.", example = "\"r3\"")),
    responses((status = 200, body = Submitted, headers(("ETag" = String))), (status = 412, body = crate::http::problem::Document, content_type = "application/problem+json",
        description = "Amended elsewhere in between; `current` are the notes as they are.", headers(("ETag" = String)))))]
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
    match me.run(&app, move |house, me| notes::amend(house, me.account, id.0, over.0, &amendment)).await? {
        Ok((done, now)) => {
            let body = Submitted { feedback: FeedbackView::of(done.delivered), findings: done.findings };
            Ok(HttpResponse::Ok().insert_header((header::ETAG, etag(now.revision))).json(body))
        }
        Err(Stale(current)) => stale(&current),
    }
}
