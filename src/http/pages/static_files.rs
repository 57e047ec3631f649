//! The stylesheet with its fonts.

use crate::http::problem::Problem;
use crate::service::Error;
use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, get};

#[get("/static/candor.css")]
pub(crate) async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(include_str!("../../../static/candor.css"))
}

/// The faces, by file name. Their licences are next to the files.
const FACES: [(&str, &[u8]); 2] = [
    ("literata-latin-400-normal.woff2", include_bytes!("../../../static/fonts/literata-latin-400-normal.woff2")),
    ("figtree-latin-wght-normal.woff2", include_bytes!("../../../static/fonts/figtree-latin-wght-normal.woff2")),
];

#[get("/static/fonts/{file}")]
pub(crate) async fn font(file: Path<String>) -> Result<HttpResponse, Problem> {
    let found = FACES.iter().find(|(name, _)| *name == file.as_str());
    let (_, face) = found.ok_or_else(|| Error::not_found("font"))?;
    Ok(HttpResponse::Ok()
        .content_type("font/woff2")
        .insert_header((header::CACHE_CONTROL, "public, max-age=604800"))
        .body(*face))
}
