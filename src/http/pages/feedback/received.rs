//! The feedback as a page, by the link in its mail, where its candidate can share it.

use super::made;
use crate::app::App;
use crate::document::{Block, Document, Made};
use crate::domain::feedback::share::ShareDays;
use crate::domain::{AccountId, Invalid, SessionId};
use crate::http::file::file;
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::service::feedback::attachments;
use crate::service::feedback::follow_ups;
use crate::service::feedback::notes::{self, FeedbackDocument, File};
use crate::service::feedback::reflection;
use crate::service::feedback::shares::{self, NewShare, OnPage};
use crate::service::feedback::thanks;
use crate::service::tokens::LinkBearer;
use crate::service::{Error, Services};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/feedback/received.html")]
struct Page {
    document: Document,
    /// What was made in the session.
    work: Vec<Made>,
    /// What can be added to that.
    attach: attachments::OnPage,
    pasted: made::Typed,
    token: String,
    shares: Vec<OnPage>,
    thanks: thanks::OnPage,
    /// What can be asked about the feedback.
    ask: follow_ups::OnPage,
    /// What's wrong with the question that was typed.
    ask_hint: Option<String>,
    /// Whether to ask if the notes were specific.
    asks_specific: bool,
    /// A link that was just created; shown only this once.
    made: Option<String>,
    /// The error, if any.
    hint: Option<String>,
    /// The contents of the forms.
    typed: Typed,
    /// What was written into a form that isn't there any more.
    written: Written,
}

/// What was typed and selected, if a form is shown again.
#[derive(Default)]
struct Typed {
    line: String,
    question: Option<String>,
    name: String,
    days: i64,
    own: bool,
}

fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    app.services.keys.check_feedback(token, app.services.now())
}

/// The result of submitting a form: a new link's URL, or an error.
type Came = Result<Option<String>, Error>;

async fn show(
    app: &App,
    token: String,
    came: Came,
    (typed, written): (Typed, Written),
) -> Result<HttpResponse, Problem> {
    let (id, me) = match whose(app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let found = app
        .run_linked(me, move |services, me| {
            Ok((
                notes::sheet(services, me, id)?,
                shares::on_page(services, me, id)?,
                thanks::on_page(services, me, id)?,
                reflection::is_specific_asked(services, me, id)?,
                follow_ups::on_page(services, me, id)?,
                attachments::on_page(services, me, id)?,
            ))
        })
        .await;
    let (status, made, hint) = match came {
        Ok(made) => (StatusCode::OK, made, None),
        Err(error) => {
            let said = error.sentence().to_owned();
            (Problem::from(error).status(), None, Some(said))
        }
    };
    match found {
        Ok((FeedbackDocument { document, made: work, .. }, shares, thanks, asks_specific, ask, attach)) => {
            // What has no field any more isn't lost.
            let written = if thanks.open { written.without("line") } else { written }.without("name");
            let written = if ask.left > 0 { written.without("question") } else { written };
            let (hint, ask_hint) = if typed.question.is_some() && ask.left > 0 { (None, hint) } else { (hint, None) };
            let pasted = made::Typed::default();
            let filled = Page {
                document,
                work,
                attach,
                pasted,
                token,
                shares,
                thanks,
                ask,
                ask_hint,
                asks_specific,
                made,
                hint,
                typed,
                written,
            };
            shown(status, &filled)
        }
        Err(error) => written.refused(error),
    }
}

#[get("/feedback")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    show(&app, link.into_inner().token, Ok(None), Default::default()).await
}

#[derive(Deserialize)]
struct Action {
    #[serde(default)]
    token: String,
    /// The link to revoke; if empty, a new one is created.
    #[serde(default)]
    share: String,
    /// A thank-you.
    line: Option<String>,
    /// A question about the feedback.
    question: Option<String>,
    /// `yes` or `no`: whether the notes are specific.
    specific: Option<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    days: i64,
    /// `yes` to include the candidate's own ratings.
    #[serde(default)]
    own: String,
}

#[post("/feedback")]
pub(crate) async fn act(form: Form<Action>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Action { token, share, line, question, specific, name, days, own } = form.0;
    let written = form.1;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let typed = Typed {
        line: line.clone().unwrap_or_default(),
        question: question.clone(),
        name: name.clone(),
        days,
        own: own == "yes",
    };
    let acted = app.run_linked(me, move |services, me| {
        if !share.is_empty() {
            return shares::revoke(services, me, id, share.parse()?).map(|()| None);
        }
        if let Some(specific) = specific {
            let specific = match specific.as_str() {
                "yes" => true,
                "no" => false,
                _ => return Err(Error::invalid("/specific", "Please choose yes or no.")),
            };
            return reflection::say_specific(services, me, id, specific).map(|()| None);
        }
        if let Some(line) = line {
            let line = line.parse().map_err(|invalid: Invalid| Error::invalid("/line", invalid.0))?;
            return thanks::give(services, me, id, &line).map(|_| None);
        }
        if let Some(question) = question {
            let question = question.parse().map_err(|invalid: Invalid| Error::invalid("/question", invalid.0))?;
            return follow_ups::ask(services, me, id, None, &question).map(|_| None);
        }
        let name = name.parse().map_err(|invalid: Invalid| Error::invalid("/name", invalid.0))?;
        let days = ShareDays::new(days).ok_or_else(|| Error::invalid("/days", "A link can work for 1 to 90 days."))?;
        let wanted = NewShare { name, days, with_self_assessment: own == "yes" };
        shares::make(services, me, id, &wanted).map(|(_, url)| Some(url))
    });
    let came = acted.await;
    // What was taken isn't offered once more.
    let typed = if came.is_ok() { Default::default() } else { (typed, written) };
    show(&app, token, came, typed).await
}

#[get("/feedback.pdf")]
pub(crate) async fn pdf(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    download(&link.token, &app, |services, me, id| notes::sheet(services, me, id)?.pdf(services)).await
}

#[get("/feedback.md")]
pub(crate) async fn markdown(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    download(&link.token, &app, |services, me, id| Ok(notes::sheet(services, me, id)?.markdown())).await
}

async fn download(
    token: &str,
    app: &Data<App>,
    make: fn(&Services, AccountId, SessionId) -> Result<File, Error>,
) -> Result<HttpResponse, Problem> {
    let (id, me) = match whose(app, token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    match app.run_linked(me, move |services, me| make(services, me, id)).await {
        Ok(found) => Ok(file(found)),
        Err(error) => refused(error),
    }
}
