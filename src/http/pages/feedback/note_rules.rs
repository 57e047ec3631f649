//! What the linter looks for, for people who write notes: made from the table of rules, so it's always up to date.

use crate::domain::feedback::linter::{RULES, Rule, Severity};
use crate::http::pages::layout::page as shown;
use crate::http::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/feedback/note_rules.html")]
struct NoteRules {
    must: Vec<&'static Rule>,
    advice: Vec<&'static Rule>,
}

#[get("/note-rules")]
pub(crate) async fn page() -> Result<HttpResponse, Problem> {
    let (must, advice) = RULES.iter().partition(|rule| rule.severity == Severity::Error);
    shown(StatusCode::OK, &NoteRules { must, advice })
}
