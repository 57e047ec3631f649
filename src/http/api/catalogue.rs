//! What is the same for everybody: topics and note templates.

use crate::domain::feedback::note_templates::{NoteTemplate, all, template};
use crate::domain::{Kind, Topic};
use crate::http::cursor::Page;
use crate::http::extract::Id;
use crate::http::problem::Problem;
use actix_web::get;
use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// A topic of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = TopicEntry)]
pub(crate) struct TopicView {
    slug: Topic,
    #[schema(example = "Promises and async")]
    name: &'static str,
}

/// List the topics
#[utoipa::path(operation_id = "list_topics", tag = "Catalogue", responses((status = 200, body = Page<TopicView>)))]
#[get("/v1/topics")]
pub(crate) async fn topics() -> Json<Page<TopicView>> {
    let items = Topic::all().map(|slug| TopicView { slug, name: slug.label() }).collect();
    Json(Page { items, next_cursor: None })
}

/// List the note templates
#[utoipa::path(operation_id = "list_note_templates", tag = "Catalogue", responses((status = 200, body = Page<NoteTemplate>)))]
#[get("/v1/note-templates")]
pub(crate) async fn note_templates() -> Json<Page<&'static NoteTemplate>> {
    Json(Page { items: all().collect(), next_cursor: None })
}

/// Show the note template of a kind
#[utoipa::path(operation_id = "get_note_template", tag = "Catalogue", params(("kind" = Kind, Path)), responses((status = 200, body = NoteTemplate)))]
#[get("/v1/note-templates/{kind}")]
pub(crate) async fn note_template(kind: Id<Kind>) -> Result<Json<&'static NoteTemplate>, Problem> {
    Ok(Json(template(kind.0)))
}
