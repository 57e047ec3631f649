//! What was made in a session, by the link to the session or to its feedback: see it, add to it, and take back one's own.

use crate::app::App;
use crate::document::Made;
use crate::domain::feedback::attachment::{Attachment, AttachmentKind, NewAttachment};
use crate::domain::{AccountId, Invalid, SessionId};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::feedback::attachments::{self, OnPage};
use crate::service::tokens::LinkBearer;
use crate::service::{Error, Services};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/feedback/made_page.html")]
struct Page {
    token: String,
    attach: OnPage,
    /// The contents of the form, if it was refused.
    pasted: Typed,
    /// What has just been done.
    done: Option<&'static str>,
    /// What stood in the way, where no field of the form did.
    hint: Option<String>,
    /// What was written into a form that isn't there any more.
    written: Written,
}

impl Page {
    fn made(&self, one: &Attachment) -> Made {
        let by = if one.by == self.attach.role { "you" } else { self.attach.other.first_name() };
        Made::new(&one.made, by)
    }

    fn is_mine(&self, one: &Attachment) -> bool {
        one.by == self.attach.role
    }
}

/// What was typed and selected, and what's wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) content: String,
    pub(super) in_shares: bool,
    /// The field that was refused, and why.
    refused: Option<(String, String)>,
}

impl Typed {
    /// Why this field was refused, if it was.
    pub(crate) fn wrong(&self, field: &str) -> Option<&str> {
        self.refused.as_ref().filter(|(name, _)| name == field).map(|(_, why)| why.as_str())
    }
}

/// The link to the session, or that to its feedback: whoever has one of them is one of its two people.
fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    let (keys, now) = (&app.services.keys, app.services.now());
    keys.check_session(token, now).or_else(|_| keys.check_feedback(token, now))
}

async fn show(
    app: &App,
    token: String,
    came: Result<Option<&'static str>, Error>,
    (mut pasted, written): (Typed, Written),
) -> Result<HttpResponse, Problem> {
    let (id, me) = match whose(app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let attach = match app.run_linked(me, move |services, me| attachments::on_page(services, me, id)).await {
        Ok(attach) => attach,
        Err(error) => return written.refused(error),
    };
    let (status, done, hint) = match came {
        Ok(done) => (StatusCode::OK, done, None),
        Err(error) => {
            let said = error.sentence().to_owned();
            let field = error.fields.first().map(|field| field.pointer.trim_start_matches('/').to_owned());
            let field = field.filter(|field| attach.left > 0 && FIELDS.contains(&field.as_str()));
            let hint = if field.is_none() { Some(said.clone()) } else { None };
            pasted.refused = field.map(|field| (field, said));
            (Problem::from(error).status(), None, hint)
        }
    };
    // What has no field any more isn't lost.
    let written =
        if attach.left > 0 { FIELDS.iter().fold(written, |written, field| written.without(field)) } else { written };
    shown(status, &Page { token, attach, pasted, done, hint, written })
}

const FIELDS: [&str; 4] = ["kind", "title", "language", "content"];

#[get("/made")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    match whose(&app, &token) {
        Ok(_) => show(&app, token, Ok(None), Default::default()).await,
        Err(error) => refused(error),
    }
}

#[derive(Deserialize)]
struct Action {
    #[serde(default)]
    token: String,
    /// What to take back or to change; if empty, something new is attached.
    #[serde(default)]
    which: String,
    /// `share` or `keep`, to change who sees it; otherwise it's taken back.
    #[serde(default)]
    act: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    content: String,
    /// `yes` to show it to people with a link to the feedback.
    #[serde(default)]
    in_shares: String,
}

#[post("/made")]
pub(crate) async fn act(
    form: Form<Action>,
    limit: RateLimit<action::Attach>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let Form(Action { token, which, act: what, kind, title, language, content, in_shares }, written) = form;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    if !which.is_empty() {
        let changed = app.run_linked(me, move |services, me| change(services, me, id, &which, &what)).await;
        return show(&app, token, changed.map(Some), Default::default()).await;
    }
    let typed = Typed {
        kind: kind.clone(),
        title: title.clone(),
        language: language.clone(),
        content: content.clone(),
        in_shares: in_shares == "yes",
        refused: None,
    };
    if let Err(error) = limit.count(&me.to_string()) {
        return show(&app, token, Err(error), (typed, written)).await;
    }
    let attach = move |services: &Services, me: AccountId| {
        // Browsers send every line end as CR LF (HTML, section 4.10.21.4), whatever was pasted.
        let made = read(&kind, &title, &language, &content.replace("\r\n", "\n"), in_shares == "yes")?;
        attachments::attach(services, me, id, None, made)
    };
    match app.run_linked(me, attach).await {
        Ok(_) => {
            show(&app, token, Ok(Some("Added. You'll both see it at the end of the feedback.")), Default::default())
                .await
        }
        Err(error) => show(&app, token, Err(error), (typed, written)).await,
    }
}

fn read(kind: &str, title: &str, language: &str, content: &str, in_shares: bool) -> Result<NewAttachment, Error> {
    let at = |field: &'static str| move |invalid: Invalid| Error::invalid(field, invalid.0);
    let unless_empty = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let kind: AttachmentKind = kind.parse().map_err(|_| Error::invalid("/kind", "Please choose what it is."))?;
    Ok(NewAttachment {
        kind,
        title: unless_empty(title).map(|title| title.parse()).transpose().map_err(at("/title"))?,
        language: unless_empty(language).map(|language| language.parse()).transpose().map_err(at("/language"))?,
        content: content.parse().map_err(at("/content"))?,
        in_shares,
    })
}

fn change(services: &Services, me: AccountId, id: SessionId, which: &str, what: &str) -> Result<&'static str, Error> {
    let which = which.parse()?;
    match what {
        "share" | "keep" => {
            let in_shares = what == "share";
            attachments::set_in_shares(services, me, id, which, in_shares)?;
            Ok(if in_shares {
                "People with a link to the feedback can see it now, too."
            } else {
                "Only the two of you see it now."
            })
        }
        "take_back" => attachments::take_back(services, me, id, which).map(|()| "You've taken it back."),
        _ => Err(Error::invalid("", "Please choose one of the buttons.")),
    }
}
