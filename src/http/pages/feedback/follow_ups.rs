//! Answering what a candidate asks about their feedback, by the link in the mail that brings the question.

use crate::app::App;
use crate::document::{Block, Document};
use crate::domain::feedback::follow_up::FollowUp;
use crate::domain::{AccountId, Invalid, SessionId};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::service::feedback::follow_ups::{self, ToAnswer};
use crate::service::feedback::notes::{self, FeedbackDocument};
use crate::service::tokens::LinkBearer;
use crate::service::{Error, Services};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/feedback/questions.html")]
struct Page {
    token: String,
    /// The candidate's first name.
    candidate: String,
    asked: Vec<FollowUp>,
    /// The notes, for reference.
    document: Document,
    /// Whether an answer has just been sent.
    sent: bool,
    /// What was refused, if something was.
    refused: Option<Refused>,
    /// Whether that's said beside its field.
    in_field: bool,
    /// What was written into a form that isn't there any more.
    written: Written,
}

/// An answer that was refused.
struct Refused {
    /// The number of its question.
    number: String,
    /// What's wrong.
    hint: String,
    /// What was typed.
    typed: String,
}

impl Page {
    /// The refused answer to this question, if it's that one's.
    fn refused(&self, one: &FollowUp) -> Option<&Refused> {
        self.refused.as_ref().filter(|refused| refused.number == one.number.to_string())
    }
}

fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    app.services.keys.check_follow_ups(token, app.services.now())
}

#[get("/questions")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    match whose(&app, &token) {
        Ok(both) => show(&app, both, token, (StatusCode::OK, false), None, Written::default()).await,
        Err(error) => refused(error),
    }
}

async fn show(
    app: &App,
    (id, me): (SessionId, LinkBearer),
    token: String,
    (status, sent): (StatusCode, bool),
    refused: Option<Refused>,
    written: Written,
) -> Result<HttpResponse, Problem> {
    let read = move |services: &Services, me: AccountId| {
        Ok((follow_ups::to_answer(services, me, id)?, notes::sheet(services, me, id)?))
    };
    let (ToAnswer { session, asked }, FeedbackDocument { document, .. }) = match app.run_linked(me, read).await {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let open =
        |refused: &Refused| asked.iter().any(|one| one.answer.is_none() && one.number.to_string() == refused.number);
    let in_field = refused.as_ref().is_some_and(open);
    // What has no field any more isn't lost.
    let written = if in_field || sent { written.without("answer") } else { written };
    let candidate = session.candidate.name.first_name().to_owned();
    shown(status, &Page { token, candidate, asked, document, sent, refused, in_field, written })
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    token: String,
    /// Which question.
    #[serde(default)]
    number: String,
    #[serde(default)]
    answer: String,
}

#[post("/questions")]
pub(crate) async fn act(form: Form<Given>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Form(Given { token, number, answer }, written) = form;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let (wanted, typed) = (number.clone(), answer.clone());
    let save = move |services: &Services, me: AccountId| {
        let text = answer.parse().map_err(|invalid: Invalid| Error::invalid("/answer", invalid.0))?;
        follow_ups::answer(services, me, id, wanted.parse()?, &text)
    };
    match app.run_linked(me, save).await {
        Ok(_) => show(&app, (id, me), token, (StatusCode::OK, true), None, written).await,
        Err(error) => {
            let refused = Refused { number, hint: error.sentence().to_owned(), typed };
            let status = Problem::from(error).status();
            show(&app, (id, me), token, (status, false), Some(refused), written).await
        }
    }
}
