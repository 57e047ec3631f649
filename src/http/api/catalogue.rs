//! Static data: topics and note templates.

use crate::domain::feedback::note_templates::{NoteTemplate, all, template};
use crate::domain::{Kind, Topic};
use crate::http::contract::{Answer, Api, operations};
use crate::http::extract::AnyId;
use crate::http::paging::Page;
use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Catalogue", operations![self: topics, note_templates, note_template]);
}

/// A topic of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = TopicEntry)]
pub(crate) struct TopicView {
    slug: Topic,
    #[schema(example = "Promises and async")]
    name: &'static str,
}

/// List the topics
#[utoipa::path(get, path = "/v1/topics", operation_id = "list_topics")]
pub(crate) async fn topics() -> Answer<Json<Page<TopicView>>> {
    let items = Topic::all().map(|slug| TopicView { slug, name: slug.label() }).collect();
    Ok(Json(Page { items, next_cursor: None }))
}

/// List the note templates
#[utoipa::path(get, path = "/v1/note-templates", operation_id = "list_note_templates")]
pub(crate) async fn note_templates() -> Answer<Json<Page<NoteTemplate>>> {
    Ok(Json(Page { items: all().cloned().collect(), next_cursor: None }))
}

/// Show the note template of a kind
#[utoipa::path(get, path = "/v1/note-templates/{kind}", operation_id = "get_note_template")]
pub(crate) async fn note_template(kind: AnyId<Kind>) -> Answer<Json<NoteTemplate>> {
    Ok(Json(template(kind.0).clone()))
}
