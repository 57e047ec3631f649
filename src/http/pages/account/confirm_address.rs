//! Confirming a new address.

use crate::app::App;
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::account::credentials;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/account/confirm_address.html")]
struct Page {
    token: String,
}

#[get("/confirm-address")]
pub(crate) async fn page(link: Query<Token>) -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &Page { token: link.into_inner().token })
}

#[post("/confirm-address")]
pub(crate) async fn act(form: Form<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    match app.run(move |services| credentials::confirm_email(services, &form.0.token)).await {
        Ok(()) => {
            done("Your new email address is set", "You'll sign in with it from now on, and our emails will go there.")
        }
        Err(error) => refused(error),
    }
}
