//! Answering a proposal of another time, by a link in a mail.

use crate::app::App;
use crate::domain::booking::move_proposal::ProposalState;
use crate::domain::{MoveId, Timestamp};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{done, page as shown};
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::booking::moves::{self, Choice, Linked};
use crate::service::tokens::LinkBearer;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/booking/moving.html")]
struct Page {
    token: String,
    other: String,
    level: &'static str,
    kind: &'static str,
    minutes: i64,
    swap: bool,
    when: String,
    reason: String,
    /// The start in the followed link, if it can be accepted, and then the others.
    choices: Vec<Choice>,
    gone: Vec<Choice>,
    answer_by: String,
}

/// A link's parameters: the token, and which of the starts it's about.
#[derive(Deserialize)]
struct Followed {
    #[serde(default)]
    token: String,
    /// Epoch seconds.
    #[serde(default)]
    start: Option<i64>,
}

fn whose(app: &App, token: &str) -> Result<(MoveId, LinkBearer), Error> {
    app.services.keys.check_proposal(token, app.services.now())
}

#[get("/move")]
pub(crate) async fn page(link: Query<Followed>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Followed { token, start } = link.into_inner();
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    match app.run_linked(me, move |services, me| moves::by_link(services, me, id)).await {
        Ok(linked) if linked.open => shown(StatusCode::OK, &Page::new(linked, token, start.map(Timestamp::from_epoch))),
        Ok(linked) => now_true(&linked),
        Err(error) => refused(error),
    }
}

impl Page {
    fn new(linked: Linked, token: String, followed: Option<Timestamp>) -> Self {
        let Linked { session, shown, .. } = linked;
        let (mut choices, gone): (Vec<_>, Vec<_>) = linked.choices.into_iter().partition(|one| one.stands);
        choices.sort_by_key(|one| Some(one.at) != followed);
        let other = match session.role_of(shown.proposal.by) {
            Some(role) => session.person(role).name.first_name().to_owned(),
            None => String::new(),
        };
        Self {
            token,
            other,
            level: session.level.label(),
            kind: session.kind.label(),
            minutes: linked.minutes,
            swap: session.swap.is_some(),
            when: linked.when,
            reason: shown.proposal.reason.to_string(),
            choices,
            gone,
            answer_by: linked.answer_by,
        }
    }
}

/// The page for a proposal that can no longer be answered: an old link shows the current state.
fn now_true(linked: &Linked) -> Result<HttpResponse, Problem> {
    let when = &linked.when;
    if !linked.to_come {
        return done(
            "This can't be moved any more",
            "The mock interview has been cancelled, has already started or is over.",
        );
    }
    match linked.shown.proposal.state {
        ProposalState::Accepted => done("It's been moved", &format!("Your mock interview is now on {when}.")),
        ProposalState::Declined => {
            done("Nothing has changed", &format!("You said no. Your mock interview is still on {when}."))
        }
        ProposalState::Withdrawn => done(
            "Nothing has changed",
            &format!("The suggestion was withdrawn. Your mock interview is still on {when}."),
        ),
        ProposalState::Open | ProposalState::Ended => {
            done("It's too late to answer this", &format!("Your mock interview is on {when}."))
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    token: String,
    /// Epoch seconds of the accepted start.
    #[serde(default)]
    start: Option<i64>,
    /// `no`, from the page's last button.
    #[serde(default)]
    answer: String,
}

#[post("/move")]
pub(crate) async fn act(form: Form<Answer>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Answer { token, start, answer } = form.0;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    let done = match start.map(Timestamp::from_epoch) {
        _ if answer == "no" => {
            app.run_linked(me, move |services, me| moves::decline_by_link(services, me, id)).await.map(|asker| {
                let asker = asker.first_name();
                let text = format!("We'll let {asker} know. If another time suits you, you can suggest one yourself.");
                ("Nothing has changed", text)
            })
        }
        Some(start) => {
            app.run_linked(me, move |services, me| moves::accept_by_link(services, me, id, start)).await.map(|when| {
                (
                    "It's been moved",
                    format!("Your mock interview is now on {when}. The new invitation is on its way to both of you."),
                )
            })
        }
        None => return again(app, (id, me), token).await,
    };
    match done {
        Ok((title, text)) => crate::http::pages::booking::moves::done(title, &text),
        // Already answered, over, or taken in the meantime: showing the current state is more helpful than an error.
        Err(error) if matches!(error.code, Code::MoveState | Code::MoveTaken | Code::SessionState | Code::TooLate) => {
            again(app, (id, me), token).await
        }
        Err(error) => refused(error),
    }
}

/// The page with the current state.
async fn again(app: Data<App>, (id, me): (MoveId, LinkBearer), token: String) -> Result<HttpResponse, Problem> {
    match app.run_linked(me, move |services, me| moves::by_link(services, me, id)).await {
        Ok(linked) if linked.open => shown(StatusCode::OK, &Page::new(linked, token, None)),
        Ok(linked) => now_true(&linked),
        Err(error) => refused(error),
    }
}
