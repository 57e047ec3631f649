//! A candidate's thank-you to the interviewer.

use crate::app::App;
use crate::domain::{Line, SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::service::feedback::thanks::{self, Thanks};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A thank-you.
#[derive(Serialize, ToSchema)]
#[schema(as = Thanks)]
pub(crate) struct ThanksView {
    session_id: SessionId,
    line: Line<200>,
    given_at: Timestamp,
}

impl From<Thanks> for ThanksView {
    fn from(given: Thanks) -> Self {
        Self { session_id: given.session, line: given.line, given_at: given.given_at }
    }
}

/// A thank-you in one line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"line": "You waited while I drew the queue; I have done so before every answer since."}))]
pub(crate) struct GiveThanks {
    /// About what the interviewer did. As in notes, remarks about the person are turned away with a suggestion.
    line: Line<200>,
}

/// Thank my interviewer
///
/// For the candidate, once per session, within 30 days after it ends. It's emailed at once.
#[utoipa::path(post, path = "/v1/sessions/{id}/thanks", operation_id = "give_thanks")]
pub(crate) async fn give(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<GiveThanks>,
    app: Data<App>,
) -> Answer<Created<ThanksView>, (code::Forbidden, code::SessionState, code::ThanksGiven, code::TooEarly, code::TooLate)>
{
    let given = me.run(&app, move |services, me| thanks::give(services, me.account, id.0, &body.0.line)).await?;
    Ok(Created { location: format!("/v1/sessions/{}/thanks", id.0), body: given.into() })
}

/// Show the thank-you for a session
#[utoipa::path(get, path = "/v1/sessions/{id}/thanks", operation_id = "get_thanks")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<Json<ThanksView>> {
    Ok(Json(me.run(&app, move |services, me| thanks::show(services, me.account, id.0)).await?.into()))
}
