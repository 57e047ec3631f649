//! Files as responses.

use crate::service::feedback::notes::File;
use crate::service::spreadsheet::Exported;
use actix_web::HttpResponse;
use actix_web::http::header;

/// A file that a browser can show or save under its name. It's private to one person, so it isn't cached.
pub fn file(file: File) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(file.kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", file.name)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(file.bytes)
}

/// An SVG chart for one person.
pub fn picture(svg: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("image/svg+xml; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .body(svg)
}

/// A CSV file to download.
pub fn table(table: Exported) -> HttpResponse {
    let file = format!("attachment; filename=\"{}\"", table.file_name);
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_DISPOSITION, file)).content_type("text/csv; charset=utf-8");
    response.body(table.csv)
}
