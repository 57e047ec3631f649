//! Files as answers.

use crate::service::feedback::notes::File;
use crate::service::spreadsheet::Exported;
use actix_web::HttpResponse;
use actix_web::http::header;

/// A file that a browser may show, and keeps under its name. It is one person's: no cache has it.
pub fn file(file: File) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(file.kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", file.name)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(file.bytes)
}

/// A picture of SVG's that the server drew for one person.
pub fn picture(svg: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("image/svg+xml; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .body(svg)
}

/// A CSV file to be saved.
pub fn table(table: Exported) -> HttpResponse {
    let file = format!("attachment; filename=\"{}\"", table.file_name);
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_DISPOSITION, file)).content_type("text/csv; charset=utf-8");
    response.body(table.csv)
}
