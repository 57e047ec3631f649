//! Answering an offer, by the link in a mail.

use crate::app::App;
use crate::domain::matching::request::DeclineReason;
use crate::domain::{DisplayName, Prose, SessionId};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::Written;
use crate::http::problem::Problem;
use crate::service::matching::requests::{self, Answered, ByLink, Offer};
use crate::service::tokens::LinkBearer;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/matching/offer.html")]
struct Page {
    token: String,
    hint: Option<String>,
    other: DisplayName,
    level: &'static str,
    kind: &'static str,
    when: String,
    minutes: i64,
    topics: Vec<&'static str>,
    /// When the other half of a swap is, as a sentence's end.
    swap: Option<String>,
    answer_by: String,
    /// The reasons to decline, each as it is sent and as it reads; the chosen one is marked when the form came back.
    reasons: Vec<(&'static str, String, bool)>,
    /// What was typed beside it.
    note: String,
}

impl Page {
    fn of(token: String, hint: Option<String>, (chosen, note): (String, String), offer: Offer) -> Self {
        let Offer { session, when, swap, answer_by } = offer;
        let other = session.interviewer.name;
        let words = |reason: &DeclineReason| match reason {
            DeclineReason::TimeNoLongerFits => "The time doesn't work for me any more".to_owned(),
            DeclineReason::WrongLevel => "It's not the right level for me".to_owned(),
            DeclineReason::NeverPairUs => format!("I'd rather not practise with {}", other.first_name()),
        };
        let reasons = [DeclineReason::TimeNoLongerFits, DeclineReason::WrongLevel, DeclineReason::NeverPairUs];
        Self {
            token,
            hint,
            level: session.level.label(),
            kind: session.kind.label(),
            when,
            minutes: session.length.minutes(),
            topics: session.topics.iter().map(|topic| topic.label()).collect(),
            swap,
            answer_by,
            reasons: reasons.iter().map(|one| (one.as_str(), words(one), one.as_str() == chosen)).collect(),
            note,
            other,
        }
    }
}

fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    app.services.keys.check_offer(token, app.services.now())
}

/// The page as it is now; with what stood in the way of an answer, and what had been chosen and typed.
async fn show(
    app: &App,
    token: String,
    error: Option<Error>,
    (typed, written): ((String, String), Written),
) -> Result<HttpResponse, Problem> {
    let (id, me) = match whose(app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    match app.run_linked(me, move |services, me| requests::by_link(services, me, id)).await {
        Ok(ByLink::Open(offer)) => {
            let hint = error.as_ref().map(|error| error.sentence().to_owned());
            let status = error.map_or(StatusCode::OK, |error| Problem::from(error).status());
            shown(status, &Page::of(token, hint, typed, *offer))
        }
        Ok(ByLink::Accepted { other }) => done("You've accepted", &waiting_for(&other)),
        Ok(ByLink::Booked { when }) => {
            done("It's booked", &format!("Your mock interview is on {when}. You have the invitation by email."))
        }
        Ok(ByLink::Gone { another: Some(subject), .. }) => done(
            "This offer is no longer open",
            &format!("We've found somebody since: please answer by the link in our email \"{subject}\"."),
        ),
        Ok(ByLink::Gone { waits, another: None }) => done("This offer is no longer open", gone(waits)),
        Err(error) => written.refused(error),
    }
}

fn waiting_for(other: &DisplayName) -> String {
    let other = other.first_name();
    format!("It's booked once {other} has accepted too; you'll both get an invitation then.")
}

fn gone(waits: bool) -> &'static str {
    if waits {
        "Your request keeps its place in the queue, and we'll email you as soon as we find somebody."
    } else {
        "The time that was reserved for you is free for others. You can ask again whenever you like."
    }
}

#[get("/offer")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    show(&app, link.into_inner().token, None, Default::default()).await
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    token: String,
    /// `accept` or `decline`, from the page's buttons.
    #[serde(default)]
    act: String,
    /// Why it is declined.
    #[serde(default)]
    reason: String,
    /// A word beside the reason.
    #[serde(default)]
    note: String,
}

#[post("/offer")]
pub(crate) async fn act(form: Form<Answer>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Answer { token, act, reason, note } = form.0;
    let written = form.1;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let typed = ((reason.clone(), note.clone()), written);
    let answered = app.run_linked(me, move |services, me| match act.as_str() {
        "accept" => requests::accept_by_link(services, me, id),
        "decline" => {
            let chosen = DeclineReason::ALL.iter().find(|one| one.as_str() == reason);
            let reason = *chosen.ok_or_else(|| Error::invalid("", "Please pick a reason first."))?;
            requests::decline_by_link(services, me, id, reason, &note.parse::<Prose<1000>>()?)
        }
        _ => Err(Error::invalid("", "Please choose one of the buttons.")),
    });
    match answered.await {
        Ok(Answered::Booked { when }) => done(
            "It's booked",
            &format!("Your mock interview is on {when}. The invitation is on its way to both of you."),
        ),
        Ok(Answered::Accepted { other }) => done("You've accepted", &waiting_for(&other)),
        Ok(Answered::Declined) => done(
            "Thanks for letting us know",
            "It doesn't count against you. You keep your place in the queue, and we'll email you as soon as we find somebody.",
        ),
        Err(error) if error.code == Code::OfferTakenBack => done("This offer is no longer open", &error.detail),
        // Answered before, or over: what is true now says it better than a refusal.
        Err(error) if matches!(error.code, Code::RequestState | Code::NotFound) => show(&app, token, None, typed).await,
        Err(error) => show(&app, token, Some(error), typed).await,
    }
}
