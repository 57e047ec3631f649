//! Confirming an address.

use crate::app::App;
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::account::sign_up;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/account/verify_email.html")]
struct Page {
    token: String,
}

#[get("/verify-email")]
pub(crate) async fn page(link: Query<Token>) -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &Page { token: link.into_inner().token })
}

#[post("/verify-email")]
pub(crate) async fn act(form: Form<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    match app.run(move |services| sign_up::verify_email(services, &form.0.token)).await {
        Ok(()) => {
            done("Your email address is confirmed", "You can now book sessions and be booked. Good to have you here.")
        }
        Err(error) => refused(error),
    }
}
