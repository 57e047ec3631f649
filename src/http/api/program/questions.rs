//! A program's own questions.

use crate::app::App;
use crate::domain::feedback::question_bank::{self, Question};
use crate::domain::{Kind, ProgramId, QuestionId, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created, NoContent, Tagged};
use crate::http::extract::{Body, Id, Ids, Params};
use crate::http::if_match::IfMatch;
use crate::http::problem::code;
use crate::service::program::questions::{self, Owned};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Questions in the format of the question bank.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = example)]
pub(crate) struct Questions {
    /// The server assigns the ids; any you send are ignored.
    #[schema(value_type = Vec<Question>, max_items = 200)]
    questions: UpTo<200, Question>,
}

fn example() -> serde_json::Value {
    serde_json::json!({"questions": [question_bank::example()]})
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
#[utoipa::path(get, path = "/v1/programs/{id}/questions", operation_id = "list_program_questions")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    query: Params<Query>,
    app: Data<App>,
) -> Answer<Json<Questions>, (code::Forbidden,)> {
    let kind = query.0.kind;
    let found = me.run(&app, move |services, me| questions::list(services, me.account, id.0, kind)).await?;
    Ok(Json(list_of(found)))
}

/// Add questions to a program
///
/// All of them or none, each as complete as those in the question bank. Briefs for sessions between two members offer
/// them first. A program can have 200 at most. A body can be 256 KiB, so send long lists in parts.
#[utoipa::path(post, path = "/v1/programs/{id}/questions", operation_id = "add_program_questions")]
pub(crate) async fn add(
    me: SignedIn,
    id: Id<ProgramId>,
    body: Body<Questions>,
    app: Data<App>,
) -> Answer<Created<Questions>, (code::Forbidden, code::ListFull)> {
    let sent = body.0.questions;
    let added = me.run(&app, move |services, me| questions::add(services, me.account, id.0, &sent)).await?;
    let location = format!("/v1/programs/{}/questions", id.0);
    Ok(Created { location, body: list_of(added.into_iter().map(|(question, _)| question).collect()) })
}

fn tagged((question, revision): Owned) -> Tagged<Question> {
    Tagged { revision, body: question }
}

/// Show a question of a program
#[utoipa::path(get, path = "/v1/programs/{id}/questions/{question_id}", operation_id = "get_program_question")]
pub(crate) async fn show(
    me: SignedIn,
    ids: Ids<ProgramId, QuestionId>,
    app: Data<App>,
) -> Answer<Tagged<Question>, (code::Forbidden,)> {
    Ok(tagged(me.run(&app, move |services, me| questions::show(services, me.account, ids.0, ids.1)).await?))
}

/// Change a question of a program
///
/// Send the revision you read as If-Match. Notes that refer to the question stay as they are.
#[utoipa::path(put, path = "/v1/programs/{id}/questions/{question_id}", operation_id = "change_program_question")]
pub(crate) async fn change(
    me: SignedIn,
    ids: Ids<ProgramId, QuestionId>,
    over: IfMatch<code::QuestionChanged>,
    body: Body<Question>,
    app: Data<App>,
) -> Answer<Tagged<Question>, (code::Forbidden,)> {
    let change = move |services: &_, me: crate::service::tokens::Bearer| {
        questions::change(services, me.account, ids.0, ids.1, &over.0, &body.0)
    };
    Ok(tagged(me.run(&app, change).await?))
}

/// Delete a question of a program
///
/// New briefs won't use it; existing briefs and notes keep it.
#[utoipa::path(delete, path = "/v1/programs/{id}/questions/{question_id}", operation_id = "take_out_program_question")]
pub(crate) async fn take_out(
    me: SignedIn,
    ids: Ids<ProgramId, QuestionId>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden,)> {
    me.run(&app, move |services, me| questions::take_out(services, me.account, ids.0, ids.1)).await?;
    Ok(NoContent)
}
