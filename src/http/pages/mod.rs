//! Server-rendered pages, one file per page. They change things only by POST, never by GET, and need no JavaScript.

mod form;
mod front;
mod layout;
mod static_files;
mod written;

pub mod account;
pub mod booking;
pub mod feedback;
pub mod matching;
pub mod program;
pub mod round;

use super::problem::Problem;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use actix_web::{HttpRequest, HttpResponse};

pub(crate) use written::refused;

/// The routes of the pages.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(front::page)
        .service(front::sample)
        .service(static_files::style)
        .service(static_files::font)
        .service(feedback::note_rules::page)
        .service(account::verify_email::page)
        .service(account::verify_email::act)
        .service(account::reset_password::page)
        .service(account::reset_password::act)
        .service(account::confirm_address::page)
        .service(account::confirm_address::act)
        .service(program::invitation::page)
        .service(program::invitation::act)
        .service(booking::session::page)
        .service(booking::session::act)
        .service(feedback::reflection::page)
        .service(feedback::reflection::act)
        .service(feedback::calibration::overview)
        .service(feedback::calibration::page)
        .service(feedback::calibration::act)
        .service(account::unsubscribe::weekly)
        .service(account::unsubscribe::end_weekly)
        .service(account::unsubscribe::monthly)
        .service(account::unsubscribe::end_monthly)
        .service(account::unsubscribe::program)
        .service(account::unsubscribe::end_program)
        .service(round::answer::page)
        .service(round::answer::act)
        .service(account::unsubscribe::evening)
        .service(account::unsubscribe::end_evening)
        .service(feedback::received::page)
        .service(feedback::received::act)
        .service(feedback::follow_ups::page)
        .service(feedback::follow_ups::act)
        .service(feedback::made::page)
        .service(feedback::made::act)
        .service(feedback::shared::page)
        .service(feedback::shared::pdf)
        .service(feedback::received::pdf)
        .service(feedback::received::markdown)
        .service(booking::stand_in::page)
        .service(booking::stand_in::act)
        .service(booking::moves::page)
        .service(booking::moves::act)
        .service(matching::offer::page)
        .service(matching::offer::act);
}

/// The 404 page.
pub(crate) fn nothing_here() -> Result<HttpResponse, Problem> {
    let text = "The link may have been cut off. If it came in an email, please copy all of it.";
    layout::page(StatusCode::NOT_FOUND, &layout::MessagePage { title: "There's nothing here", text })
}

/// Whether the client is a browser: those accept HTML.
pub(crate) fn wanted(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html")) && !request.path().starts_with("/v1/")
}
