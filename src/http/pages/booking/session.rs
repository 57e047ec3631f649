//! A session by the link in a mail: its current state, and what the reader can do about it.

use crate::app::App;
use crate::domain::booking::session::State;
use crate::domain::{AccountId, DisplayName, Prose, Seat, SessionId};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown, refused};
use crate::http::problem::Problem;
use crate::service::booking::attendance;
use crate::service::booking::sessions::{self, ByLink};
use crate::service::{Caller, Error, round};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/booking/session.html")]
struct Page {
    token: String,
    hint: Option<String>,
    /// The reason that was typed, if the form is shown again.
    reason: String,
    level: &'static str,
    kind: &'static str,
    other: DisplayName,
    when: String,
    minutes: i64,
    join_url: Option<String>,
    /// The current state, in sentences.
    stands: Vec<String>,
    confirm: bool,
    run_late: bool,
    cancel: bool,
    free_until: String,
    late: bool,
    dispute: bool,
}

impl Page {
    fn of(token: String, hint: Option<String>, reason: String, found: ByLink) -> Self {
        let stands = stands(&found);
        let ByLink { session, role, when, confirm, run_late, cancel, free_until, late, dispute } = found;
        Self {
            token,
            hint,
            reason,
            level: session.level.label(),
            kind: session.kind.label(),
            other: session.person(role.other()).name.clone(),
            when,
            minutes: session.length.minutes(),
            join_url: session.join_url.filter(|_| session.state == State::Booked).map(|url| url.to_string()),
            stands,
            confirm,
            run_late,
            cancel,
            free_until,
            late,
            dispute,
        }
    }
}

/// The session's current state.
fn stands(found: &ByLink) -> Vec<String> {
    let ByLink { session, role, .. } = found;
    let other = session.person(role.other()).name.first_name();
    let mut told = Vec::new();
    match session.state {
        State::Offered => told.push("It's been offered to you and is waiting for your answer.".to_owned()),
        State::Booked => {
            for who in [*role, role.other()] {
                let coming = session.coming.of(who);
                let (has, will) = if who == *role {
                    ("You've".to_owned(), "You'll".to_owned())
                } else {
                    (format!("{other} has"), format!("{other} will"))
                };
                if coming.confirmed_at.is_some() {
                    told.push(format!("{has} confirmed."));
                }
                if let Some(minutes) = coming.late_minutes {
                    told.push(format!("{will} be about {minutes} minutes late."));
                }
            }
        }
        State::Cancelled => told.extend(session.cancelled.as_ref().map(|(by, reason)| {
            let who = if by == role { "You" } else { other };
            format!("{who} cancelled this session: {}", reason.trim())
        })),
        State::NoShow => told.push("It was recorded as missed.".to_owned()),
        State::Disputed => told.push(format!("You and {other} remember it differently.")),
        State::Completed => told.push("It took place and the notes are in.".to_owned()),
    }
    told
}

fn whose(app: &App, token: &str) -> Result<(SessionId, AccountId), Error> {
    app.services.keys.check_session(token, app.services.now())
}

async fn show(app: &App, token: String, hint: Option<String>, reason: String) -> Result<HttpResponse, Problem> {
    let (id, me) = match whose(app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    let status = if hint.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    match app.run_for(Caller::Linked(me), move |services| sessions::by_link(services, me, id)).await {
        Ok(found) => shown(status, &Page::of(token, hint, reason, found)),
        Err(error) => refused(error),
    }
}

#[get("/session")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    show(&app, link.into_inner().token, None, String::new()).await
}

#[derive(Deserialize)]
struct Action {
    #[serde(default)]
    token: String,
    /// `confirm`, `late`, `cancel` or `dispute`, from the page's buttons.
    #[serde(default)]
    act: String,
    #[serde(default)]
    minutes: i32,
    #[serde(default)]
    reason: String,
}

#[post("/session")]
pub(crate) async fn act(form: Form<Action>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Action { token, act, minutes, reason } = form.0;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    let typed = reason.clone();
    let acted = app.run_for(Caller::Linked(me), move |services| {
        let name = |(session, role): (crate::domain::booking::session::Session, Seat)| {
            session.person(role.other()).name.first_name().to_owned()
        };
        match act.as_str() {
            "confirm" => attendance::confirm(services, me, id)
                .map(|done| ("Thank you", format!("{} can see that you'll be there.", name(done)))),
            "late" if (1..=30).contains(&minutes) => attendance::run_late(services, me, id, minutes).map(|done| {
                ("Thank you", format!("Thanks for letting {} know. They've been told and will wait.", name(done)))
            }),
            "cancel" => reason.parse::<Prose<1000>>().map_err(Error::from).and_then(|reason| {
                let done = round::excuse(services, me, id, &reason)?;
                Ok(("Cancelled", format!("{} gets your message by email, and the hour is free again.", name(done))))
            }),
            "dispute" => reason.parse::<Prose<1000>>().map_err(Error::from).and_then(|reason| {
                let done = attendance::dispute(services, me, id, &reason)?;
                let text = format!(
                    "We've kept what you told us, and {} gets it by email. The mark doesn't count until somebody has looked at it.",
                    name(done)
                );
                Ok(("Thank you", text))
            }),
            _ => Err(Error::invalid("", "Please choose one of the buttons.")),
        }
    });
    match acted.await {
        Ok((title, text)) => done(title, &text),
        // Shows the error on the page, with the current state.
        Err(error) => {
            let hint = error.sentence().to_owned();
            show(&app, token, Some(hint), typed).await
        }
    }
}
