//! What every page has: the frame, the form's fields, and the headers of the answer.

use crate::http::problem::Problem;
use crate::service::Error;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;
use serde::Deserialize;

/// The token in a mailed link, and in the form that acts on it.
#[derive(Debug, Default, Deserialize)]
pub struct Token {
    /// Empty when the link was cut short.
    #[serde(default)]
    pub token: String,
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "pages/said.html")]
pub struct MessagePage<'a> {
    /// The heading.
    pub title: &'a str,
    /// A sentence or two.
    pub text: &'a str,
}

/// Renders a page. Nothing but our own style may be loaded, and nothing may frame it.
pub fn page(status: StatusCode, template: &impl Template) -> Result<HttpResponse, Problem> {
    let body = template.render().map_err(Error::internal)?;
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body))
}

/// A page that says that something was done.
pub fn done(title: &str, text: &str) -> Result<HttpResponse, Problem> {
    page(StatusCode::OK, &MessagePage { title, text })
}

/// A page that says what stood in the way, in the words of the API.
pub fn refused(error: Error) -> Result<HttpResponse, Problem> {
    let problem = Problem::from(error);
    // For the log, which the problem's own response would write.
    let status = problem.response().finish().status();
    page(status, &MessagePage { title: "That didn't work", text: problem.detail() })
}
