//! Server-rendered pages, one file a page. They act by POST, never by GET, and need no JavaScript.

mod confirm_address;
mod home;
mod reset_password;
mod shown;
mod verify_email;

use super::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ServiceConfig;

/// The routes of the pages.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(home::page)
        .service(home::style)
        .service(verify_email::page)
        .service(verify_email::act)
        .service(reset_password::page)
        .service(reset_password::act)
        .service(confirm_address::page)
        .service(confirm_address::act);
}

/// What a browser is shown where there is nothing.
pub(super) fn nothing_here() -> Result<HttpResponse, Problem> {
    let text = "The link may have been cut short on its way. If it came in a mail, please copy all of it.";
    shown::page(StatusCode::NOT_FOUND, &shown::Said { title: "There is nothing here", text })
}
