//! Writing notes: the draft, and its submission.

use super::received::FeedbackView;
use crate::app::App;
use crate::domain::feedback::linter::{Accepted, AcceptedWarning, Finding};
use crate::domain::feedback::notes::Notes;
use crate::domain::{Prose, SessionId};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Tagged};
use crate::http::extract::{Body, Id, MaybeBody};
use crate::http::if_match::{IfMatch, MaybeIfMatch};
use crate::http::problem::code;
use crate::service::feedback::notes::{self, Amendment, Draft, Stale};
use crate::service::tokens::Bearer;
use crate::service::{Code, Error};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) fn draft(draft: Draft) -> Tagged<Notes> {
    Tagged { revision: draft.revision, body: draft.notes }
}

/// Show the draft of a session's notes
///
/// Empty before the first save. Send the ETag back as If-Match when you save.
#[utoipa::path(get, path = "/v1/sessions/{id}/notes", operation_id = "get_notes")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<Tagged<Notes>, (code::Forbidden,)> {
    Ok(draft(me.run(&app, move |services, me| notes::draft(services, me.account, id.0)).await?))
}

/// Save the draft of a session's notes
///
/// From the start of the session. If the draft has been saved elsewhere since you read it, the answer is 412 with the
/// current draft in `current` and its ETag, so nothing is lost.
#[utoipa::path(put, path = "/v1/sessions/{id}/notes", operation_id = "save_notes")]
pub(crate) async fn save(
    me: SignedIn,
    id: Id<SessionId>,
    over: IfMatch<code::NotesChanged>,
    body: Body<Notes>,
    app: Data<App>,
) -> Answer<Tagged<Notes>, (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked)> {
    let save = move |services: &_, me: Bearer| notes::save(services, me.account, id.0, &over.0, &body.0);
    match me.run(&app, save).await? {
        Ok(saved) => Ok(draft(saved)),
        Err(Stale(current)) => Err(stale(&current).into()),
    }
}

fn stale(current: &Draft) -> Error {
    let detail =
        "These notes have been saved elsewhere, perhaps in another tab. Merge with `current`, then save again.";
    let mut refusal = Error::new(Code::NotesChanged, detail).with("current", &current.notes);
    refusal.revision = Some(current.revision);
    refusal
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubmitNotes, example = acceptance)]
pub(crate) struct Submit {
    /// The warnings to submit in spite of, each by its rule and pointer. One about a text that has changed since has no effect.
    #[serde(default)]
    #[schema(value_type = Vec<AcceptedWarning>, max_items = 200)]
    accept_warnings: Accepted,
}

fn acceptance() -> serde_json::Value {
    let reason = "It's the definition of a race that I give everybody, and the gap is about it.";
    serde_json::json!({"accept_warnings": [
        {"rule": "no_instance", "pointer": "/strengths/1"},
        {"rule": "pasted_text", "pointer": "/gaps/0/behavior", "reason": reason}
    ]})
}

/// The delivered notes, and the warnings you accepted.
#[derive(Serialize, ToSchema)]
#[schema(as = SubmittedNotes)]
pub(crate) struct Submitted {
    feedback: FeedbackView,
    findings: Vec<Finding>,
}

/// Submit the notes
///
/// Locks the notes and emails them to the candidate. 422 with the linter's `findings` if there are errors, or
/// warnings you haven't accepted: name each of them in `accept_warnings`. Send If-Match to be sure that what you accept is what
/// you read; if the draft was saved elsewhere in the meantime, the answer is 412 with the current draft in `current`.
#[utoipa::path(post, path = "/v1/sessions/{id}/notes/submit", operation_id = "submit_notes")]
pub(crate) async fn submit(
    me: SignedIn,
    id: Id<SessionId>,
    over: MaybeIfMatch<code::NotesChanged>,
    body: MaybeBody<Submit>,
    app: Data<App>,
) -> Answer<
    Json<Submitted>,
    (code::Forbidden, code::SessionState, code::TooEarly, code::NotesLocked, code::NotesNotReady),
> {
    let accepted = body.0.accept_warnings;
    let submit = move |services: &_, me: Bearer| notes::submit(services, me.account, id.0, over.0.as_ref(), &accepted);
    match me.run(&app, submit).await? {
        Ok(done) => Ok(Json(Submitted { feedback: FeedbackView::of(done.delivered), findings: done.findings })),
        Err(Stale(current)) => Err(stale(&current).into()),
    }
}

/// The change, and the reason for it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendNotes, example = amendment)]
pub(crate) struct Amend {
    /// The complete notes as they should read.
    notes: Notes,
    /// What changed and why; it's the first thing the candidate will read.
    #[schema(example = "You did name the queue of microtasks, at minute 31; I had missed it in my own notes.")]
    why: Prose<1000>,
    /// The warnings to deliver them in spite of, as when submitting. Those of an earlier version don't count.
    #[serde(default)]
    #[schema(value_type = Vec<AcceptedWarning>, max_items = 200)]
    accept_warnings: Accepted,
}

fn amendment() -> serde_json::Value {
    serde_json::json!({"notes": crate::domain::feedback::notes::example(), "why": "You did name the queue of microtasks, at minute 31; I had missed it in my own notes.", "accept_warnings": []})
}

/// Amend delivered notes
///
/// Within 30 days, five times at most. The amended notes become a new version, which is emailed to the candidate;
/// earlier versions are kept. 412 if they've been amended elsewhere; 422 with the linter's `findings`, as when
/// submitting.
#[utoipa::path(post, path = "/v1/sessions/{id}/notes/amend", operation_id = "amend_notes")]
pub(crate) async fn amend(
    me: SignedIn,
    id: Id<SessionId>,
    over: IfMatch<code::NotesChanged>,
    body: Body<Amend>,
    app: Data<App>,
) -> Answer<
    Tagged<Submitted>,
    (code::Forbidden, code::SessionState, code::TooLate, code::NotesLocked, code::NotesNotReady),
> {
    let Amend { notes, why, accept_warnings } = body.0;
    let amendment = Amendment { notes, why, accepted: accept_warnings };
    match me.run(&app, move |services, me| notes::amend(services, me.account, id.0, &over.0, &amendment)).await? {
        Ok((done, now)) => {
            let body = Submitted { feedback: FeedbackView::of(done.delivered), findings: done.findings };
            Ok(Tagged { revision: now.revision, body })
        }
        Err(Stale(current)) => Err(stale(&current).into()),
    }
}
