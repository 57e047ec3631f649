//! Turning off recurring emails by the link in each of them, or by one click in the mail program (RFC 8058).

use crate::app::App;
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::booking::digest;
use crate::service::feedback::monthly_summary;
use crate::service::practice::plan::settings;
use crate::service::program::messages;
use crate::service::tokens::LinkBearer;
use crate::service::{Error, Services};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

/// A kind of mail that can be turned off, and the page's texts for it.
struct Mails {
    place: &'static str,
    title: &'static str,
    about: &'static str,
    button: &'static str,
    ended: (&'static str, &'static str),
    /// Turns them off for the token's owner.
    end: fn(&Services, &str) -> Result<(), Error>,
}

const WEEKLY: Mails = Mails {
    place: "/weekly-mail",
    title: "Stop the weekly emails?",
    about: "On Sunday evenings Candor sends you what you practised that week and what's next. Your plan stays the \
            same without it, and you can turn it back on whenever you like.",
    button: "Stop the weekly emails",
    ended: ("No more weekly emails", "Your plan stays the same, and you can turn them back on whenever you like."),
    end: settings::stop,
};

const MONTHLY: Mails = Mails {
    place: "/monthly-mail",
    title: "Stop the monthly summaries?",
    about: "After a month in which you gave interviews, Candor tells you what came of them. Everything else stays the \
            same without them, and you can turn them back on whenever you like.",
    button: "Stop the monthly summaries",
    ended: (
        "No more monthly summaries",
        "You'll still get emails about your sessions, and you can turn the summaries back on whenever you like.",
    ),
    end: monthly_summary::stop,
};

const PROGRAM: Mails = Mails {
    place: "/program-mail",
    title: "Stop this program's emails?",
    about: "Its coordinators write to you about it, and Candor asks for your hours and says how its rounds came out. You'll \
            still get emails about your sessions, and you can turn the others back on whenever you like.",
    button: "Stop this program's emails",
    ended: (
        "No more emails from this program",
        "You'll still get emails about your sessions, and you stay in the program. You can turn its emails back on \
         whenever you like.",
    ),
    end: messages::stop,
};

const EVENING: Mails = Mails {
    place: "/evening-mail",
    title: "Get single reminders again?",
    about: "In the evening Candor sends you the next day's sessions and the notes to write, instead of single reminders. \
            Without that email you'll get a reminder before each session, and one for each session's notes.",
    button: "Stop the evening email",
    ended: (
        "No more evening emails",
        "You'll get single reminders again, and you can turn it back on whenever you like.",
    ),
    end: digest::stop,
};

#[derive(Template)]
#[template(path = "pages/account/end_mails.html")]
struct Page {
    token: String,
    mails: Mails,
}

/// Whether a link is good and the person it was mailed to is still there.
async fn bears(app: &App, whose: Result<LinkBearer, Error>) -> bool {
    match whose {
        Ok(me) => app.run_linked(me, |_, _| Ok(())).await.is_ok(),
        Err(_) => false,
    }
}

fn ask(mails: Mails, token: String, is_good: bool) -> Result<HttpResponse, Problem> {
    if is_good {
        return shown(StatusCode::OK, &Page { token, mails });
    }
    refused(crate::service::tokens::link_invalid())
}

async fn end(mails: Mails, link: Token, form: Token, app: &Data<App>) -> Result<HttpResponse, Problem> {
    // A mail program posts to the URL in the header, which contains the token.
    let token = if form.token.is_empty() { link.token } else { form.token };
    match app.run(move |services| (mails.end)(services, &token)).await {
        Ok(()) => done(mails.ended.0, mails.ended.1),
        Err(error) => refused(error),
    }
}

#[get("/weekly-mail")]
pub(crate) async fn weekly(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let whose = app.services.keys.check_weekly(&link.token, app.services.now());
    ask(WEEKLY, link.into_inner().token, bears(&app, whose).await)
}

#[post("/weekly-mail")]
pub(crate) async fn end_weekly(link: Query<Token>, form: Form<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    end(WEEKLY, link.into_inner(), form.0, &app).await
}

#[get("/monthly-mail")]
pub(crate) async fn monthly(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let whose = app.services.keys.check_monthly(&link.token, app.services.now());
    ask(MONTHLY, link.into_inner().token, bears(&app, whose).await)
}

#[post("/monthly-mail")]
pub(crate) async fn end_monthly(
    link: Query<Token>,
    form: Form<Token>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    end(MONTHLY, link.into_inner(), form.0, &app).await
}

#[get("/program-mail")]
pub(crate) async fn program(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let whose = app.services.keys.check_program_mail(&link.token, app.services.now());
    ask(PROGRAM, link.into_inner().token, bears(&app, whose.map(|(_, me)| me)).await)
}

#[post("/program-mail")]
pub(crate) async fn end_program(
    link: Query<Token>,
    form: Form<Token>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    end(PROGRAM, link.into_inner(), form.0, &app).await
}

#[get("/evening-mail")]
pub(crate) async fn evening(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let whose = app.services.keys.check_evening(&link.token, app.services.now());
    ask(EVENING, link.into_inner().token, bears(&app, whose).await)
}

#[post("/evening-mail")]
pub(crate) async fn end_evening(
    link: Query<Token>,
    form: Form<Token>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    end(EVENING, link.into_inner(), form.0, &app).await
}
