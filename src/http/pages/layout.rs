//! What pages have in common: the layout, the token field, and the response headers.

use crate::http::problem::Problem;
use crate::service::Error;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;
use serde::Deserialize;

/// The token in a mailed link, and in the form that acts on it.
#[derive(Debug, Default, Deserialize)]
pub struct Token {
    /// Empty if the link was truncated.
    #[serde(default)]
    pub token: String,
}

/// A page with just a message.
#[derive(Template)]
#[template(path = "pages/said.html")]
pub struct MessagePage<'a> {
    /// The heading.
    pub title: &'a str,
    /// A sentence or two.
    pub text: &'a str,
}

/// Renders a page. Its headers allow only our own stylesheet, and forbid framing.
pub fn page(status: StatusCode, template: &impl Template) -> Result<HttpResponse, Problem> {
    let body = template.render().map_err(Error::internal)?;
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body))
}

/// A page that confirms that something was done.
pub fn done(title: &str, text: &str) -> Result<HttpResponse, Problem> {
    page(StatusCode::OK, &MessagePage { title, text })
}
