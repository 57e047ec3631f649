//! Standing in, by the link in a mail.

use crate::app::App;
use crate::domain::SessionId;
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::booking::stand_ins;
use crate::service::tokens::LinkBearer;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/booking/stand_in.html")]
struct Page {
    token: String,
    level: &'static str,
    kind: &'static str,
    when: String,
    minutes: i64,
}

fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    app.services.keys.check_stand_in(token, app.services.now())
}

/// The page if somebody else was faster, or the session is over; worded kindly rather than as an error.
fn taken_care_of() -> Result<HttpResponse, Problem> {
    done(
        "No longer needed",
        "Somebody has already stepped in, or it's no longer needed. Thank you for being ready to help.",
    )
}

#[get("/stand-in")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    match app.run_linked(me, move |services, me| stand_ins::show(services, me, id)).await {
        Ok((asked, when)) if asked.open => {
            let session = asked.session;
            let (level, kind) = (session.level.label(), session.kind.label());
            shown(StatusCode::OK, &Page { token, level, kind, when, minutes: session.length.minutes() })
        }
        Ok(_) => taken_care_of(),
        Err(error) => refused(error),
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    token: String,
    /// `no`, from the page's second button.
    #[serde(default)]
    answer: String,
}

#[post("/stand-in")]
pub(crate) async fn act(form: Form<Answer>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Answer { token, answer } = form.0;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    if answer == "no" {
        return match app.run_linked(me, move |services, me| stand_ins::decline(services, me, id)).await {
            Ok(()) => done("Not this time", "Nobody else will know, and we'll ask you again another time."),
            Err(error) => refused(error),
        };
    }
    match app.run_linked(me, move |services, me| stand_ins::accept(services, me, id)).await {
        Ok(_) => done("You're standing in", "Thank you! The invitation is on its way to both of you."),
        Err(error) if error.code == Code::StandInTaken => taken_care_of(),
        Err(error) => refused(error),
    }
}
