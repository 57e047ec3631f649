//! Questions about feedback, and their answers.

use crate::app::App;
use crate::domain::feedback::follow_up::{AnswerText, FollowUp, FollowUpNumber, Question};
use crate::domain::{SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::extract::{Body, Id, IdempotencyKey, Ids};
use crate::http::problem::code;
use crate::service::feedback::follow_ups;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question about feedback.
#[derive(Serialize, ToSchema)]
#[schema(as = FollowUp)]
pub(crate) struct FollowUpView {
    number: FollowUpNumber,
    /// What the candidate asked; null once they've deleted their account.
    question: Option<Question>,
    asked_at: Timestamp,
    /// What the interviewer answered; null while it's open.
    answer: Option<AnswerText>,
    answered_at: Option<Timestamp>,
}

impl From<FollowUp> for FollowUpView {
    fn from(one: FollowUp) -> Self {
        let (answer, answered_at) = one.answer.map(|answer| (answer.text, answer.at)).unzip();
        Self { number: one.number, question: one.question, asked_at: one.asked_at, answer, answered_at }
    }
}

/// A question about the feedback on one of your sessions.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedFollowUp {
    session_id: SessionId,
    #[serde(flatten)]
    asked: FollowUpView,
}

impl From<FollowUp> for ExportedFollowUp {
    fn from(one: FollowUp) -> Self {
        Self { session_id: one.session, asked: one.into() }
    }
}

/// A question to ask.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"question": "You wrote that I began to code at minute 10. What would you have liked to hear first?"}))]
pub(crate) struct AskAboutFeedback {
    /// About what was said or done. As in notes, remarks about the person are turned away with a suggestion.
    question: Question,
}

/// Ask about my feedback
///
/// For the candidate: up to three questions, for 21 days after the feedback was sent. Each is emailed to the interviewer, who
/// can answer it once. 409 `nobody_to_answer` if the interviewer can't be asked any more.
#[utoipa::path(post, path = "/v1/feedback/{session_id}/follow-ups", operation_id = "ask_about_feedback")]
pub(crate) async fn ask(
    me: SignedIn,
    session_id: Id<SessionId>,
    key: IdempotencyKey,
    body: Body<AskAboutFeedback>,
    app: Data<App>,
) -> Answer<Created<FollowUpView>, (code::Forbidden, code::ListFull, code::NobodyToAnswer, code::TooLate)> {
    let question = body.0.question;
    let ask = move |services: &_, me: Bearer| {
        follow_ups::ask(services, me.account, session_id.0, key.0.as_deref(), &question)
    };
    let asked = me.run(&app, ask).await?;
    Ok(Created { location: format!("/v1/feedback/{}/follow-ups", session_id.0), body: asked.into() })
}

/// The questions about the feedback on a session.
#[derive(Serialize, ToSchema)]
#[schema(as = FollowUps)]
pub(crate) struct FollowUpList {
    /// At most three.
    #[schema(max_items = 3)]
    items: Vec<FollowUpView>,
}

/// List the questions about the feedback on a session
///
/// For the two people in the session, in the order of asking. The feedback itself has them, too.
#[utoipa::path(get, path = "/v1/feedback/{session_id}/follow-ups", operation_id = "list_follow_ups")]
pub(crate) async fn list(me: SignedIn, session_id: Id<SessionId>, app: Data<App>) -> Answer<Json<FollowUpList>> {
    let found = me.run(&app, move |services, me| follow_ups::list(services, me.account, session_id.0)).await?;
    Ok(Json(FollowUpList { items: found.into_iter().map(FollowUpView::from).collect() }))
}

/// An answer to a question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"answer": "Which inputs you were going to try. At minute 10 I only knew that you had started, not what you were after."}))]
pub(crate) struct AnswerFollowUp {
    /// About what was said or done, as in notes.
    answer: AnswerText,
}

/// Answer a question about my notes
///
/// For the interviewer, once. It's emailed to the candidate and kept with the feedback.
#[utoipa::path(post, path = "/v1/feedback/{session_id}/follow-ups/{number}/answer", operation_id = "answer_follow_up")]
pub(crate) async fn answer(
    me: SignedIn,
    ids: Ids<SessionId, FollowUpNumber>,
    body: Body<AnswerFollowUp>,
    app: Data<App>,
) -> Answer<Json<FollowUpView>, (code::Forbidden, code::QuestionAnswered)> {
    let text = body.0.answer;
    let answer = move |services: &_, me: Bearer| follow_ups::answer(services, me.account, ids.0, ids.1, &text);
    Ok(Json(me.run(&app, answer).await?.into()))
}
