//! The home page, and the stylesheet.

use super::layout::page as shown;
use crate::http::problem::Problem;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home;

#[get("/")]
pub(crate) async fn page() -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &Home)
}

#[get("/static/candor.css")]
pub(crate) async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(include_str!("../../../static/candor.css"))
}
