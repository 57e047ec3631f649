//! Ending the weekly mails, by the link in each of them; or by one press in the mail program (RFC 8058).

use super::shown::{Token, done, page as shown, refused};
use crate::app::App;
use crate::http::problem::Problem;
use crate::service::plan::settings;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/weekly_mail.html")]
struct Page {
    token: String,
}

#[get("/weekly-mail")]
pub(super) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    match app.house.keys.check_weekly(&token, app.house.now()) {
        Ok(_) => shown(StatusCode::OK, &Page { token }),
        Err(error) => refused(error),
    }
}

#[post("/weekly-mail")]
pub(super) async fn act(link: Query<Token>, form: Form<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    // A mail program sends to the address as it stands in the header, with the token in it.
    let form = form.into_inner().token;
    let token = if form.is_empty() { link.into_inner().token } else { form };
    match app.run(move |house| settings::stop(house, &token)).await {
        Ok(()) => {
            done("No more weekly mails", "Your plan stays as it is, and you can ask for them again whenever you like.")
        }
        Err(error) => refused(error),
    }
}
