//! What a program adds to the question bank.

use crate::app::App;
use crate::domain::feedback::question_bank::Question;
use crate::domain::{Kind, ProgramId, QuestionId, UpTo};
use crate::http::auth::SignedIn;
use crate::http::extract::{Body, Id, Ids, IfMatch, Params, etag};
use crate::http::problem::Problem;
use crate::service::program::questions::{self, Owned};
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Questions in the format of the question bank.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Questions {
    /// The server assigns the ids; any you send are ignored.
    #[schema(max_items = 200)]
    questions: UpTo<200, Question>,
}

fn list_of(found: Vec<Question>) -> Questions {
    Questions { questions: UpTo::new(found).unwrap_or_default() }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only questions of this kind.
    kind: Option<Kind>,
}

/// List a program's questions
///
/// For coordinators, oldest first. You can send the answer to another program as it is.
#[utoipa::path(operation_id = "list_program_questions", tag = "Programs", params(("id" = ProgramId, Path), Query), security(("bearer" = [])), responses((status = 200, body = Questions)))]
#[get("/v1/programs/{id}/questions")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Questions>, Problem> {
    let kind = query.0.kind;
    let found = me.run(&app, move |services, me| questions::list(services, me.account, id.0, kind)).await?;
    Ok(Json(list_of(found)))
}

/// Add questions to a program
///
/// All of them or none, each as complete as those in the question bank. Briefs for sessions between two members offer
/// them first. A program can have 200 at most. A body can be 256 KiB, so send long lists in parts.
#[utoipa::path(operation_id = "add_program_questions", tag = "Programs", request_body = Questions, params(("id" = ProgramId, Path)), security(("bearer" = [])), responses((status = 201, body = Questions)))]
#[post("/v1/programs/{id}/questions")]
pub(crate) async fn add(
    me: SignedIn,
    id: Id<ProgramId>,
    body: Body<Questions>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let sent = body.0.questions;
    let added = me.run(&app, move |services, me| questions::add(services, me.account, id.0, &sent)).await?;
    Ok(HttpResponse::Created().json(list_of(added.into_iter().map(|(question, _)| question).collect())))
}

fn tagged((question, revision): Owned) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, etag(revision))).json(question)
}

/// Show a question of a program
#[utoipa::path(operation_id = "get_program_question", tag = "Programs", params(("id" = ProgramId, Path), ("question_id" = QuestionId, Path)), security(("bearer" = [])),
    responses((status = 200, body = Question, headers(("ETag" = String, description = "The question's revision.")))))]
#[get("/v1/programs/{id}/questions/{question_id}")]
pub(crate) async fn show(
    me: SignedIn,
    ids: Ids<ProgramId, QuestionId>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    Ok(tagged(me.run(&app, move |services, me| questions::show(services, me.account, ids.0, ids.1)).await?))
}

/// Change a question of a program
///
/// Send the revision you read as If-Match. Notes that refer to the question stay as they are.
#[utoipa::path(operation_id = "change_program_question", tag = "Programs", request_body = Question,
    params(("id" = ProgramId, Path), ("question_id" = QuestionId, Path), ("If-Match" = String, Header, description = "The question's ETag when you read it.")), security(("bearer" = [])),
    responses((status = 200, body = Question, headers(("ETag" = String, description = "The question's revision.")))))]
#[put("/v1/programs/{id}/questions/{question_id}")]
pub(crate) async fn change(
    me: SignedIn,
    ids: Ids<ProgramId, QuestionId>,
    over: IfMatch,
    body: Body<Question>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let change = move |services: &_, me: crate::service::tokens::Bearer| {
        questions::change(services, me.account, ids.0, ids.1, over.0, &body.0)
    };
    Ok(tagged(me.run(&app, change).await?))
}

/// Delete a question of a program
///
/// New briefs won't use it; existing briefs and notes keep it.
#[utoipa::path(operation_id = "take_out_program_question", tag = "Programs", params(("id" = ProgramId, Path), ("question_id" = QuestionId, Path)), security(("bearer" = [])), responses((status = 204, description = "It won't be used any more.")))]
#[delete("/v1/programs/{id}/questions/{question_id}")]
pub(crate) async fn take_out(
    me: SignedIn,
    ids: Ids<ProgramId, QuestionId>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    me.run(&app, move |services, me| questions::take_out(services, me.account, ids.0, ids.1)).await?;
    Ok(HttpResponse::NoContent().finish())
}
