//! Choosing a new password.

use crate::app::App;
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::Code;
use crate::service::account::credentials;
use crate::service::account::password::NewPassword as Chosen;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/account/reset_password.html")]
struct Page {
    token: String,
    /// What to fix, if the form is shown again.
    hint: Option<String>,
}

#[get("/reset-password")]
pub(crate) async fn page(link: Query<Token>) -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &Page { token: link.into_inner().token, hint: None })
}

#[derive(Deserialize)]
struct NewPassword {
    #[serde(default)]
    token: String,
    #[serde(default)]
    password: String,
}

#[post("/reset-password")]
pub(crate) async fn act(form: Form<NewPassword>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let NewPassword { token, password } = form.0;
    let password: Chosen = match password.parse() {
        Ok(password) => password,
        Err(hint) => {
            let again = Page { token, hint: Some(crate::domain::Invalid::to_string(&hint)) };
            return shown(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    let link = token.clone();
    match app.run(move |services| credentials::reset_password(services, &link, &password)).await {
        Ok(()) => {
            done("Your password has been changed", "You've been signed out on all devices. Please sign in again.")
        }
        Err(error) if error.code == Code::LinkInvalid => refused(error),
        // The form once more: a password itself is never sent back.
        Err(error) => {
            let hint = error.fields.first().map_or(&error.detail, |field| &field.detail).clone();
            let refused = Problem::from(error).response().finish();
            let mut form = shown(refused.status(), &Page { token, hint: Some(hint) })?;
            if let Some(later) = refused.headers().get(header::RETRY_AFTER) {
                form.headers_mut().insert(header::RETRY_AFTER, later.clone());
            }
            Ok(form)
        }
    }
}
