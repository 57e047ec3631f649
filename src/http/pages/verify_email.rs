//! Confirming an address.

use super::shown::{Token, done, page as shown, refused};
use crate::app::App;
use crate::http::problem::Problem;
use crate::service::sign_up;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/verify_email.html")]
struct Page {
    token: String,
}

#[get("/verify-email")]
pub(super) async fn page(link: Query<Token>) -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &Page { token: link.into_inner().token })
}

#[post("/verify-email")]
pub(super) async fn act(form: Form<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    match app.run(move |house| sign_up::verify_email(house, &form.token)).await {
        Ok(()) => {
            done("Your email address is confirmed", "You can now book sessions and be booked. Good to have you here.")
        }
        Err(error) => refused(error),
    }
}
