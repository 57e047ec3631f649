//! A candidate's reflection on a session: a self-assessment, and a review of the interviewer.

use crate::app::App;
use crate::domain::feedback::reflection::{HintsHelped, OwnRating, QuestionFit, Review, SelfAssessment};
use crate::domain::{Prose, SessionId, Timestamp, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::service::feedback::reflection::{self, Assessed, Reviewed};
use actix_web::web::{Data, Json};

use serde::Serialize;
use utoipa::ToSchema;

/// A self-assessment.
#[derive(Serialize, ToSchema)]
#[schema(as = GivenSelfAssessment)]
pub(crate) struct AssessedView {
    session_id: SessionId,
    #[schema(value_type = Vec<OwnRating>, max_items = 10)]
    ratings: UpTo<10, OwnRating>,
    takeaway: Prose<2000>,
    /// Whether it was given before the notes were in.
    before_notes: bool,
    given_at: Timestamp,
}

impl From<Assessed> for AssessedView {
    fn from(given: Assessed) -> Self {
        let Assessed { session, assessment, before_notes, given_at } = given;
        let SelfAssessment { ratings, takeaway } = assessment;
        Self { session_id: session, ratings, takeaway, before_notes, given_at }
    }
}

/// Rate myself
///
/// For the candidate, with the same anchors as the interviewer's, for 72 hours after the end; sending it again
/// replaces it. The interviewer can read it after delivering the notes, or after 72 hours.
#[utoipa::path(put, path = "/v1/sessions/{id}/self-assessment", operation_id = "put_self_assessment")]
pub(crate) async fn assess(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<SelfAssessment>,
    app: Data<App>,
) -> Answer<Json<AssessedView>, (code::Forbidden, code::SessionState, code::TooEarly, code::TooLate)> {
    let given = me.run(&app, move |services, me| reflection::assess(services, me.account, id.0, &body.0)).await?;
    Ok(Json(given.into()))
}

/// Show the candidate's self-assessment
#[utoipa::path(get, path = "/v1/sessions/{id}/self-assessment", operation_id = "get_self_assessment")]
pub(crate) async fn assessed(
    me: SignedIn,
    id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<AssessedView>, (code::TooEarly,)> {
    Ok(Json(me.run(&app, move |services, me| reflection::assessment(services, me.account, id.0)).await?.into()))
}

/// A review.
#[derive(Serialize, ToSchema)]
#[schema(as = GivenReview)]
pub(crate) struct ReviewedView {
    session_id: SessionId,
    on_time: Option<bool>,
    questions: Option<QuestionFit>,
    hints: Option<HintsHelped>,
    notes_specific: Option<bool>,
    would_meet_again: Option<bool>,
    comment: Prose<2000>,
    given_at: Timestamp,
}

impl From<Reviewed> for ReviewedView {
    fn from(given: Reviewed) -> Self {
        let Review { on_time, questions, hints, notes_specific, would_meet_again, comment } = given.review;
        let (session_id, given_at) = (given.session, given.given_at);
        Self { session_id, on_time, questions, hints, notes_specific, would_meet_again, comment, given_at }
    }
}

/// Review my interviewer
///
/// For the candidate, for 30 days after the end; sending it again replaces it. Whether the notes are specific can be
/// answered once they've been delivered. The interviewer can read it after delivering the notes, or after 72 hours.
#[utoipa::path(put, path = "/v1/sessions/{id}/review", operation_id = "put_review")]
pub(crate) async fn review(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Review>,
    app: Data<App>,
) -> Answer<Json<ReviewedView>, (code::Forbidden, code::SessionState, code::TooEarly, code::TooLate)> {
    let given = me.run(&app, move |services, me| reflection::review(services, me.account, id.0, &body.0)).await?;
    Ok(Json(given.into()))
}

/// Show the candidate's review of the interviewer
#[utoipa::path(get, path = "/v1/sessions/{id}/review", operation_id = "get_review")]
pub(crate) async fn reviewed(
    me: SignedIn,
    id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<ReviewedView>, (code::TooEarly,)> {
    Ok(Json(me.run(&app, move |services, me| reflection::reviewed(services, me.account, id.0)).await?.into()))
}
