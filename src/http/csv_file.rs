//! A table as an answer.

use crate::service::spreadsheet::Exported;
use actix_web::HttpResponse;
use actix_web::http::header;

/// A CSV file to be saved.
pub fn download(table: Exported) -> HttpResponse {
    let file = format!("attachment; filename=\"{}\"", table.file_name);
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_DISPOSITION, file)).content_type("text/csv; charset=utf-8");
    response.body(table.csv)
}
