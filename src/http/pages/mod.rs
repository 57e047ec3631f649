//! Server-rendered pages, one file a page. They act by POST, never by GET, and need no JavaScript.

mod calibration;
mod confirm_address;
mod end_mails;
mod feedback;
mod home;
mod invitation;
mod look_back;
mod moving;
mod note_rules;
mod reset_password;
mod session;
mod shared;
mod shown;
mod stand_in;
mod verify_email;

use super::problem::Problem;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use actix_web::{HttpRequest, HttpResponse};

pub(super) use shown::refused;

/// The routes of the pages.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(home::page)
        .service(home::style)
        .service(note_rules::page)
        .service(verify_email::page)
        .service(verify_email::act)
        .service(reset_password::page)
        .service(reset_password::act)
        .service(confirm_address::page)
        .service(confirm_address::act)
        .service(invitation::page)
        .service(invitation::act)
        .service(session::page)
        .service(session::act)
        .service(look_back::page)
        .service(look_back::act)
        .service(calibration::overview)
        .service(calibration::page)
        .service(calibration::act)
        .service(end_mails::weekly)
        .service(end_mails::end_weekly)
        .service(end_mails::monthly)
        .service(end_mails::end_monthly)
        .service(feedback::page)
        .service(feedback::act)
        .service(shared::page)
        .service(shared::pdf)
        .service(feedback::pdf)
        .service(feedback::markdown)
        .service(stand_in::page)
        .service(stand_in::act)
        .service(moving::page)
        .service(moving::act);
}

/// What a browser is shown where there is nothing.
pub(super) fn nothing_here() -> Result<HttpResponse, Problem> {
    let text = "The link may have been cut off. If it came in an email, please copy all of it.";
    shown::page(StatusCode::NOT_FOUND, &shown::Said { title: "There's nothing here", text })
}

/// Whether a person asks: browsers name HTML among what they accept.
pub(super) fn wanted(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html")) && !request.path().starts_with("/v1/")
}
